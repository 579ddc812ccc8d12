"""`samspill restore`: stands beside its other half in `bot/commands/backup.py`."""

from bot.commands.backup import restore

__all__ = ["restore"]
