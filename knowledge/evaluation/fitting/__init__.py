"""How the numbers in `knowledge/answering/weights.json` are found, from question sets that are not part of the package."""
