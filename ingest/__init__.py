"""How documents come in: read, cut into chunks, compared, published."""
