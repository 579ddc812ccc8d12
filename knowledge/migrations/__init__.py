"""Alembic migrations of the one schema. `HEAD` is the newest revision, so that a start needs no Alembic import."""

HEAD = "0006"
