"""Language: detection, analysis of words, the glossary between the languages, word vectors."""
