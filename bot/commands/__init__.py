"""One file a command: what it takes, what it prints. The services come from `bot.cli`."""
