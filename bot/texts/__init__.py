"""Every word the bot says, in bokmål, nynorsk and English: TOML files, read by `knowledge.texts`."""
