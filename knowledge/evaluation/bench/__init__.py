"""Samspill beside the quickstart that a user would write instead, and how it grows. Used by `samspill bench` only."""
