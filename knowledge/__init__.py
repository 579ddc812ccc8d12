"""What is known and answered: the library, the index, retrieval, and answers with quotes."""
