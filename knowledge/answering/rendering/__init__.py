"""A quote said in the reader's other language: a shallow translation by look-up and a few rules of word order, marked as rough.

Norwegian to English and English to bokmål or nynorsk. The quote itself always stands beside it.
"""
