"""The glossary brings the three languages' terms together, in any inflection, and its file is whole."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from knowledge.language.analysis import words
from knowledge.language.glossary import LONGEST, Glossary
from knowledge.language.glossary_lines import rows, thesaurus_rows
from knowledge.types import LANGUAGES, Language


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.mark.parametrize(
    ("term", "to", "expected"),
    [
        ("forskningen", "en", "research"),
        ("research", "nn", "forsking"),
        ("Deadlines", "nb", "søknadsfrist"),
        ("soknadsfristene", "en", "deadline"),
        ("soeknad", "en", "application"),
        ("personvernkonsekvensvurdering", "en", "data protection impact assessment"),
        ("DPIA", "nn", "vurdering av personvernkonsekvensar"),
        ("R&D", "nb", "forskning og utvikling"),
        ("NSD", "en", "Sikt"),
        ("Public Sector PhD", "nb", "offentlig sektor-ph.d."),
        ("trekker seg", "en", "withdraw"),
        ("ordførar", "en", "mayor"),
        ("forskerne", "en", "researcher"),
        ("innbyggjarane", "en", "inhabitant"),
        ("veilederens", "en", "supervisor"),
        ("tøysprat", "en", None),
    ],
)
def test_translate(glossary: Glossary, term: str, to: Language, expected: str | None) -> None:
    """A term in any inflection, also without æøå, gives the usual term of the other language; an unknown one gives None."""
    assert glossary.translate(term, to) == expected


@pytest.mark.parametrize(
    ("word", "usual"), [("bor", "bo"), ("bur", "bo"), ("bodde", "bo"), ("søkte", "søke"), ("eies", "eie")]
)
def test_verbs_in_any_tense(glossary: Glossary, word: str, usual: str) -> None:
    """A verb is found in the present, the past and the passive."""
    assert usual in {group.usual("nb") for one in glossary.find(word) for group in one.groups}


def test_the_longest_term_wins(glossary: Glossary) -> None:
    """A term of several words is found whole, not by its words."""
    found = glossary.find("Do we need a data protection officer?")
    assert [group.usual("nb") for one in found for group in one.groups][-1] == "personvernombud"


def test_a_compound_by_its_parts(glossary: Glossary) -> None:
    """A compound that stands on no line is found by its two parts, at one place."""
    found = [one for one in glossary.find("studentavtalene") if one.part]
    assert [one.groups[0].usual("en") for one in found] == ["student", "agreement"]
    assert {(one.start, one.end) for one in found} == {(0, 1)}


def test_no_words_no_terms(glossary: Glossary) -> None:
    """A text without words has no terms."""
    assert glossary.find("?!") == []


def test_the_file_is_whole() -> None:
    """At least 350 lines; each has bokmål and English, nothing but the three languages, and no term twice on a line."""
    raw = tomllib.loads(resources.files("knowledge.language").joinpath("glossary.toml").read_text(encoding="utf-8"))
    lines = [line for theme in raw.values() for line in theme["groups"]]
    assert len(lines) >= 350
    for line in lines:
        assert {"nb", "en"} <= set(line) <= set(LANGUAGES), line
        for written in line.values():
            terms = [term.strip().lower() for term in written.split(";")]
            assert all(terms), line
            assert len(terms) == len(set(terms)), line


def test_the_thesaurus_is_whole() -> None:
    """At least 250 lines of it; each has terms in bokmål and English, none empty, and no term twice on a line."""
    lines = thesaurus_rows()
    assert len(lines) >= 250
    for line in lines:
        for written in line.values():
            terms = [term.strip().lower() for term in written.split(";")]
            assert all(terms), line
            assert len(terms) == len(set(terms)), line


def test_every_thesaurus_file_is_read() -> None:
    """The thesaurus is the lines of all files whose names begin with that word, each with a line of its own subject."""
    folder = resources.files("knowledge.language")
    files = [file for file in folder.iterdir() if file.name.startswith("thesaurus")]
    read = [row for file in sorted(files, key=lambda file: file.name) for row in rows(file.read_text(encoding="utf-8"))]
    assert len(files) >= 2
    assert thesaurus_rows() == read
    assert Glossary.wide().find("stå ved roret")[0].groups[0].loose


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("hvem sto i spissen", "lead"),
        ("møteplanen er i boks", "settled"),
        ("vi spleiser på leia", "cost sharing"),
        ("ho held innlegg, han steppar inn for leiaren", "deputy"),
        ("put the survey on ice", "on hold"),
        ("they got together every other week", "fortnightly"),
    ],
)
def test_a_turn_of_phrase_is_found_in_a_sentence(phrase: str, meant: str) -> None:
    """A turn of phrase in a sentence has the office's word among its meanings."""
    assert meant in {term for one in Glossary.wide().find(phrase) for group in one.groups for term in group.terms["en"]}


def test_likeness_is_no_translation() -> None:
    """What means nearly the same is found, and never given as the translation of a term."""
    wide = Glossary.wide()
    (found,) = wide.find("ombestemme seg")
    assert any("withdraw" in group.terms["en"] for group in found.groups)
    assert wide.translate("ombestemme seg", "en") is None
    assert wide.translate("forskningen", "en") == "research"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Kan vi spleise på dette?", "Medfinansiering avtales mellom partene."),
        ("Må alle halde tett?", "De ansatte har taushetsplikt."),
        ("Hvordan kommer vi oss ut av avtalen?", "The notice period is six months."),
        ("Sitter de vegg i vegg?", "The two teams are co-located."),
        ("Hvem gjør hva?", "Rollefordelingen er beskrevet nedenfor."),
        ("What if it falls into the wrong hands?", "Opplysninger på avveie meldes samme dag."),
        ("Er me på like fot?", "Partene er likeverdige."),
        ("Kor trykkjer skoen?", "Tjenestenes behov kartlegges."),
    ],
)
def test_a_turn_of_phrase_meets_the_word_of_an_office(said: str, written: str) -> None:
    """What is said in a turn of phrase shares a meaning with what is written officially, across the languages too."""
    meanings = [{id(group) for one in Glossary.wide().find(text) for group in one.groups} for text in (said, written)]
    assert meanings[0] & meanings[1]


@pytest.mark.parametrize(
    "text",
    [
        "Når er møtet, og hva er formålet?",
        "Vi snakker med dem i løpet av høsten.",
        "De inngår en avtale om åpne data.",
        "A formal meeting informs the partners partly in English.",
    ],
)
def test_a_stem_does_not_bring_a_thing_that_was_not_meant(text: str) -> None:
    """Common words whose stems are those of others ("når" and "nær", "dem" and "demens") bring no line about things."""
    file = resources.files("knowledge.language").joinpath("thesaurus_things.txt").read_text(encoding="utf-8")
    things = {row["nb"] for row in rows(file)}
    found = {"; ".join(group.terms["nb"]) for one in Glossary.wide().find(text) for group in one.groups}
    assert not things & found


def test_every_line_is_found_as_a_whole(glossary: Glossary) -> None:
    """Each term of up to seven words is found from its first word to its last, the first time and from what was kept."""
    for _ in range(2):
        for group in glossary.groups:
            for term in (one for terms in group.terms.values() for one in terms):
                found = glossary.find(term)
                count = len(words(term))
                assert count > LONGEST or (found[0].start, found[0].end) == (0, count), term
                assert [(one.groups, one.part) for one in found] == [
                    (one.groups, one.part) for one in glossary.find(term)
                ]


def test_terms_that_begin_alike_are_each_found(glossary: Glossary) -> None:
    """Of a word that begins several terms, the longest that goes on is taken, and the word alone where none does."""
    several = Glossary(
        [
            {"nb": term, "en": f"{term} in English"}
            for term in ("felles", "felles utvalg", "felles utvalg for forskning")
        ]
    )
    found = [
        [one.groups[0].usual("nb") for one in several.find(text)]
        for text in ("felles utvalg for forskning", "felles utvalg for alle", "felles for alle", "felles")
    ]
    assert found == [["felles utvalg for forskning"], ["felles utvalg"], ["felles"], ["felles"]]
    assert several.find("") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hvem blir med", "be with"),
        ("vi står for det", "stand for"),
        ("de bodde på hybel", "live in lodgings"),
        ("blid med smil", None),  # begins alike, is no form of it
    ],
)
def test_a_term_of_several_words_begins_with_its_verb_in_any_tense(text: str, wanted: str | None) -> None:
    """A turn of phrase is found whatever the form of the verb that begins it."""
    turns = Glossary(
        [
            {"nb": "bli med", "en": "be with"},
            {"nb": "stå for", "en": "stand for"},
            {"nb": "bo på hybel", "en": "live in lodgings"},
        ]
    )
    assert [one.groups[0].usual("en") for one in turns.find(text)] == ([wanted] if wanted else [])


def test_a_plural_whose_stem_is_another_is_found_by_its_singular() -> None:
    """ "Formularer" finds the line of "formular", though the algorithm gives the two different stems."""
    forms = Glossary([{"nb": "formular", "en": "form"}])
    for word in ("formular", "formularer"):
        assert [one.groups[0].usual("en") for one in forms.find(word)] == ["form"], word


def test_a_verb_form_that_begins_other_terms_begins_those_of_its_infinitive_too() -> None:
    """A form that begins terms of its own ("har lov") hides none that are written with the infinitive ("ha roret")."""
    turns = Glossary(
        [
            {"nb": "har lov", "en": "be allowed"},
            {"nb": "ha roret", "en": "steer"},
            {"nb": "ombestemme seg", "en": "think again"},
        ]
    )
    for text, wanted in (
        ("hun har roret", "steer"),
        ("hun har lov", "be allowed"),
        ("hun har ombestemt seg", "think again"),
    ):
        assert wanted in [one.groups[0].usual("en") for one in turns.find(text)]


def test_terms_of_several_words_alone_are_those_that_are_found() -> None:
    """Asked for terms of several words alone, the glossary finds the very ones that it finds among all terms."""
    asked = words("Hvem blir med i felles utvalg for forskning, og felles utvalg for forskning i kommunen?")
    everything = Glossary.wide().find_in(asked)
    assert Glossary.wide().several_in(asked) == [one for one in everything if one.end - one.start > 1]
    assert Glossary.wide().several_in([]) == []
