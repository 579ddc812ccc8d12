"""One reader a format: bytes in, `ParsedDocument` out."""
