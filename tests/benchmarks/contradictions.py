"""How many planted contradictions are found among 30 made documents, and how many false alarms there are.

    python -m tests.benchmarks.contradictions [--second] [--seeds 10] [--verbose] [--no-vectors]

Ten collaborations have three documents each, in bokmål, nynorsk and English by turns; each states most of ten facts, in one of three
wordings. In 20 places one document states another value than the others. The same facts of other collaborations, with other values,
stand beside them.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ingest.chunking import chunk
from ingest.readers import Limits
from ingest.reading import read_document
from knowledge.contradictions import Contradiction, Source, contradictions, statements
from knowledge.language.vectors import WordVectors
from knowledge.types import Language

LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
PEOPLE = [
    "Kari Holm",
    "Ola Strand",
    "Mina Dale",
    "Per Aune",
    "Liv Torp",
    "Nils Eide",
    "Tone Vang",
    "Arne Skog",
    "Eva Lien",
    "Jan Moe",
]
MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
WORDS = {
    "nb": "null en to tre fire fem seks sju åtte ni ti elleve tolv",
    "nn": "null ein to tre fire fem seks sju åtte ni ti elleve tolv",
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
}


@dataclass(frozen=True)
class Planted:
    """A fact that stands otherwise in one document than in the others of its collaboration."""

    subject: int
    fact: str
    odd: str
    others: tuple[str, ...]


@dataclass
class Shelf:
    """30 documents as (name, title, language, lines), and where each fact stands."""

    documents: list[tuple[str, str, Language, list[str]]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    lines: dict[tuple[str, str], str] = field(default_factory=dict)


@cache
def data(name: str = "contradictions.toml") -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


class Maker:
    """Makes a shelf from a seed."""

    def __init__(self, seed: int, values: dict[str, Any] | None = None) -> None:
        self.lot = random.Random(seed)
        self.data = values or data()

    def shelf(self, planted: int = 20) -> Shelf:
        shelf, lot = Shelf(), self.lot
        facts = list(self.data["facts"])
        names: dict[int, list[str]] = {}
        stated: dict[tuple[int, str], list[str]] = {}
        for subject in range(len(self.data["subjects"])):
            names[subject] = [f"{subject}-{n}.md" for n in range(3)]
            for fact in facts:
                stated[subject, fact] = lot.sample(names[subject], lot.choice([2, 3]))
        for subject, fact in lot.sample(sorted(stated), planted):
            odd, *others = lot.sample(stated[subject, fact], len(stated[subject, fact]))
            shelf.planted.append(Planted(subject, fact, odd, tuple(others)))
        odd_ones = {(p.subject, p.fact): p.odd for p in shelf.planted}
        true = {key: self._value(self.data["facts"][key[1]]["kind"]) for key in stated}
        for subject, documents in names.items():
            for n, document in enumerate(documents):
                language = LANGUAGES[(subject + n) % 3]
                self._write(shelf, subject, document, language, n, stated, true, odd_ones)
        return shelf

    def _write(
        self,
        shelf: Shelf,
        subject: int,
        document: str,
        language: Language,
        n: int,
        stated: dict[tuple[int, str], list[str]],
        true: dict[tuple[int, str], Any],
        odd_ones: dict[tuple[int, str], str],
    ) -> None:
        lot, name = self.lot, self.data["subjects"][subject]
        lines = list(lot.sample(self.data["fillers"][language], 3))
        for fact, entry in self.data["facts"].items():
            if document not in stated[subject, fact]:
                continue
            value = true[subject, fact]
            if odd_ones.get((subject, fact)) == document:
                value = self._other(entry["kind"], value)
            line = lot.choice(entry[language]).format(name=name, **self._shown(entry["kind"], value, language))
            shelf.lines[document, fact] = line
            lines.append(line)
        lot.shuffle(lines)
        shelf.documents.append((document, self.data["titles"][language][n].format(name=name), language, lines))

    def _value(self, kind: str) -> Any:
        lot = self.lot
        makers: dict[str, Callable[[], Any]] = {
            "period": lambda: (lot.randint(2020, 2024), lot.randint(2026, 2032)),
            "date": lambda: (lot.randint(1, 28), lot.randint(1, 12), lot.randint(2023, 2026)),
            "count": lambda: lot.randint(3, 9),
            "amount": lambda: lot.randint(10, 90) * 10_000,
            "person": lambda: lot.choice(PEOPLE),
            "duration": lambda: (lot.randint(2, 12), lot.choice(["week", "month"])),
            "share": lambda: lot.randint(2, 18) * 5,
        }
        return makers[kind]()

    def _other(self, kind: str, value: Any) -> Any:
        while True:
            other = self._value(kind)
            if kind == "period":
                other = (value[0], other[1])
            if other != value:
                return other

    def _shown(self, kind: str, value: Any, language: Language) -> dict[str, str]:
        lot = self.lot
        if kind == "period":
            return (
                {"begin": str(value[0]), "end": str(value[1])} if lot.random() < 0.4 else self._exact(value, language)
            )
        if kind == "date":
            return {"value": self._date(*value, language)}
        if kind == "count":
            return {"value": lot.choice([str(value), WORDS[language].split()[value]])}
        if kind == "amount":
            figure = f"{value:,}"
            return {"value": f"NOK {figure}" if language == "en" else f"{figure.replace(',', ' ')} kroner"}
        if kind == "duration":
            return {
                "value": f"{lot.choice([str(value[0]), WORDS[language].split()[value[0]]])} {self._unit(value[1], language)}"
            }
        return {"value": f"{value} {'per cent' if language == 'en' else 'prosent'}" if kind == "share" else value}

    def _exact(self, value: tuple[int, int], language: Language) -> dict[str, str]:
        return {"begin": self._date(1, 1, value[0], language), "end": self._date(31, 12, value[1], language)}

    def _date(self, day: int, month: int, year: int, language: Language) -> str:
        name = MONTHS[language].split()[month - 1]
        return (
            f"{day} {name} {year}"
            if language == "en"
            else self.lot.choice([f"{day}. {name} {year}", f"{day:02d}.{month:02d}.{year}"])
        )

    def _unit(self, unit: str, language: Language) -> str:
        forms = {
            "week": {"nb": "uker", "nn": "veker", "en": "weeks"},
            "month": {"nb": "måneder", "nn": "månader", "en": "months"},
        }
        return forms[unit][language]


def sources(shelf: Shelf) -> list[Source]:
    """The documents the way every document goes."""
    found = []
    for name, title, language, lines in shelf.documents:
        text = f"---\ntitle: {title}\nlanguage: {language}\n---\n\n# {title}\n\n" + "\n\n".join(lines) + "\n"
        pieces = chunk(read_document(name, text.encode(), Limits()), language)
        found.append(Source(name, title, language, pieces))
    return found


def judged(shelf: Shelf, told: list[Contradiction]) -> tuple[list[Planted], list[Planted], list[Contradiction]]:
    """(found, missed, false alarms)."""
    found, false = set(), []
    for one in told:
        pair = {one.one.document, one.other.document}
        texts = {one.one.clause.text, one.other.clause.text}
        hit = None
        for planted in shelf.planted:
            other = pair - {planted.odd}
            if planted.odd in pair and other <= set(planted.others):
                lines = {shelf.lines[name, planted.fact] for name in pair}
                hit = planted if all(any(text in line for line in lines) for text in texts) else hit
        found.add(hit) if hit else false.append(one)
    return [p for p in shelf.planted if p in found], [p for p in shelf.planted if p not in found], false


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--second", action="store_true", help="other facts and wordings")
    parser.add_argument("--no-vectors", action="store_true")
    options = parser.parse_args()
    vectors = None if options.no_vectors else WordVectors.load()
    shares, alarms = [], []
    missed_kinds: Counter[str] = Counter()
    for seed in range(options.seeds):
        shelf = Maker(seed, data("contradictions_second.toml") if options.second else None).shelf()
        told = contradictions([s for source in sources(shelf) for s in statements(source)], vectors)
        found, missed, false = judged(shelf, told)
        shares.append(len(found) / len(shelf.planted))
        alarms.append(len(false))
        missed_kinds.update(p.fact for p in missed)
        if options.verbose:
            for p in missed:
                print("MISSED", seed, p.fact, [shelf.lines[name, p.fact] for name in (p.odd, *p.others)])
            for one in false:
                print("FALSE", seed, one.sure, one.one.attribute, one.other.attribute)
                for s in (one.one, one.other):
                    print("      ", s.document, s.value.normal, s.value.bound, "|", s.clause.text)
    print(f"found        mean {sum(shares) / len(shares):.1%}, least {min(shares):.0%} of 20")
    print(f"false alarms mean {sum(alarms) / len(alarms):.1f}, most {max(alarms)}")
    print(f"missed       {dict(missed_kinds)}")


if __name__ == "__main__":
    main()
