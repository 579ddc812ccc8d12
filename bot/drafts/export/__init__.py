"""A request as a document: JSON with a schema, Markdown, DOCX, PDF/A."""
