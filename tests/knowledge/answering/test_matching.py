"""What a text covers of a question."""

from __future__ import annotations

from knowledge.answering.matching import AskedWords, Matcher, Wanted
from knowledge.answering.wordtable import WordTable
from knowledge.language.glossary import Glossary

TEXT = "Havna har 40 innbyggere."


def covered(meant: dict[str, str]) -> float:
    glossary = Glossary([{"nb": "innbygger", "nn": "innbyggjar", "en": "inhabitant"}])
    wanted = Wanted.of("inbygjarar", "inbygjarar", AskedWords(lambda word: 1.0, meant), WordTable(None))
    matcher = Matcher("inbygjarar", wanted, [TEXT], WordTable(None), glossary)
    return matcher.weighed(matcher.cover(TEXT).meaning)


def test_a_misspelt_word_stands_for_the_one_that_was_meant() -> None:
    """A sentence with another form of the meant word covers a misspelt one more than letters alone would."""
    assert covered({"inbygjarar": "innbyggjarar"}) >= 0.8
    assert covered({"inbygjarar": "innbyggjarar"}) > covered({}) + 0.05
