"""The local workspace: Slack's stand-in in the browser, installed into a folder of the project's own and pinned by hash."""
