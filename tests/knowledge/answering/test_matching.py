"""What a text covers of a question."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.answering.asked_words import AskedWords, Wanted
from knowledge.answering.matching import Matcher
from knowledge.answering.meanings import meanings_of
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


def test_texts_together_cover_what_the_best_of_each_covers() -> None:
    """What a group of texts covers is, word by word, the most that one of them covers, and a text without known words covers nothing."""
    glossary = Glossary([{"nb": "innbygger", "en": "inhabitant"}])
    texts = ["Havna har 40 innbyggere.", "Every inhabitant pays.", "!"]
    wanted = Wanted.of("innbyggere havna", "innbyggere havna", AskedWords(lambda word: 1.0), WordTable(None))
    matcher = Matcher("innbyggere havna", wanted, texts, WordTable(None), glossary)
    alone = [matcher.cover(text).meaning for text in texts]
    together = matcher.covers([texts[:2], texts[1:], texts[2:]]).meaning
    assert together == pytest.approx(np.array([np.maximum(*alone[:2]), np.maximum(*alone[1:]), alone[2]]))
    assert not together[2].any()


def test_a_small_word_inside_a_term_means_nothing_by_itself() -> None:
    """A stopword that stands in a term of several words is part of it; by itself it means what it means."""
    glossary = Glossary([{"nb": "søke om", "en": "apply"}, {"nb": "om", "en": "about"}, {"nb": "lån", "en": "loan"}])
    apply, about, loan = (frozenset([id(group)]) for group in glossary.groups)
    assert meanings_of(glossary, ("søke", "om", "lån")) == apply | loan
    assert meanings_of(glossary, ("om", "lån")) == about | loan


def test_each_word_of_a_turn_of_phrase_stands_where_its_meaning_does() -> None:
    """A question that says "has the last word" is covered by a sentence that says who decides, though none of its words stands there."""
    glossary = Glossary([{"nb": "bestemme; ha siste ord", "en": "decide"}])
    text, question = "Havnesjefen bestemmer.", "hvem har siste ord om kaia"
    wanted = Wanted.of(question, question, AskedWords(lambda word: 1.0), WordTable(None))
    covered = Matcher(question, wanted, [text], WordTable(None), glossary).cover(text).meaning
    assert covered[wanted.words.index("ord")] >= 0.8
    assert covered[wanted.words.index("kaia")] == 0


def test_which_day_is_asked_for_is_no_word_to_look_for() -> None:
    """The noun that only says what kind of date is wanted is none of the question's words; elsewhere it is."""
    library = AskedWords(lambda word: 1.0)
    for text, kept in (
        ("Hvilken dag åpner kaia?", False),
        ("What year was the pier built?", False),
        ("Hvor lang er en dag på kaia?", True),
    ):
        words = Wanted.of(text, text, library, WordTable(None)).words
        assert bool({"dag", "year"} & set(words)) is kept
