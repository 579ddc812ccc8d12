"""Durable intake: what Slack sends is committed before it is acknowledged, and worked off once for the user."""
