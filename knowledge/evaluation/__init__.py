"""Question sets, measures and comparisons."""
