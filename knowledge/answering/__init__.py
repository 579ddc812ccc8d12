"""From passages to an answer that quotes them, or to an honest refusal."""
