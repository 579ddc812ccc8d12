"""A second maker of agreements, built otherwise than the first: sentences by a small grammar, paragraphs of several sentences under
nested headings without numbers, § and (1) for labels, dates and amounts in many forms. Made after the comparison was finished.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.agreements import EDIT_KINDS, Edit, EditKind


@cache
def grammar() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "agreements_second.toml").read_text(encoding="utf-8"))


PEOPLE = ["Berit Aas", "Knut Lie", "Oda Vik", "Leif Dahl", "Tuva Moen", "Geir Lund", "Hanne Berg", "Odd Foss"]


@dataclass(frozen=True)
class Piece:
    """One sentence by the grammar; None where a part is left out."""

    uid: int
    who: str
    modality: str
    modal: str
    do: str
    what: str
    whose: str
    when: str = ""
    limit: str = ""
    date: str = ""
    money: str = ""
    amount: str = ""
    person_phrase: str = ""
    person: str = ""
    tail: str = ""
    item: bool = False
    when_last: bool = False

    @property
    def text(self) -> str:
        if self.item:
            return " ".join(
                filter(
                    None,
                    [self.what, self.whose, self.limit.format(date=self.date), self.money.format(amount=self.amount)],
                )
            )
        who = self.who
        head = f"{who} {self.modal} {self.do}"
        if self.when and not self.when_last:
            head = (
                f"{self.when} {self.modal} {who[0].lower() + who[1:]} {self.do}"
                if not self.when.isascii() or self.who.split()[0] != "The"
                else f"{self.when} {who[0].lower() + who[1:]} {self.modal} {self.do}"
            )
        middle = [
            self.what,
            self.whose,
            self.limit.format(date=self.date),
            self.money.format(amount=self.amount),
            self.tail,
            self.person_phrase.format(person=self.person),
        ]
        text = " ".join(filter(None, [head, *middle]))
        if self.when and self.when_last:
            text += ", " + self.when[0].lower() + self.when[1:].rstrip(",")
        return text + "."


@dataclass
class Prose:
    language: str
    chapters: list[tuple[str, list[tuple[str, list[list[Piece | str]]]]]]

    def markdown(self) -> str:
        lines = ["# Rammeavtale" if self.language != "en" else "# Framework agreement", ""]
        for n, (title, parts) in enumerate(self.chapters, 1):
            lines += [f"## {title}", ""]
            for part, paragraphs in parts:
                lines += [f"### {part}", ""]
                for m, paragraph in enumerate(paragraphs, 1):
                    texts = [piece if isinstance(piece, str) else piece.text for piece in paragraph]
                    if isinstance(paragraph[-1], Piece) and paragraph[-1].item:
                        lines += [
                            texts[0],
                            "",
                            *(f"{letter}) {text}" for letter, text in zip("abcdefgh", texts[1:], strict=False)),
                            "",
                        ]
                    else:
                        lines += [(f"({m}) " if n % 2 else "") + " ".join(texts), ""]
        return "\n".join(lines)


class SecondMaker:
    """Makes agreements and edits from a seed."""

    def __init__(self, seed: int, language: str) -> None:
        self.lot = random.Random(1000 + seed)
        self.grammar = grammar()[language]
        self.language = language
        self.uid = 0
        self.seen: set[str] = set()

    def agreement(self, count: int = 300) -> Prose:
        chapters: list[Any] = []
        made = 0
        while made < count:
            parts = []
            for n in range(self.lot.randint(2, 3)):
                paragraphs: list[list[Piece | str]] = [self._paragraph() for _ in range(self.lot.randint(2, 4))]
                if n == 1:
                    lead = self.piece()
                    paragraphs.append(
                        [
                            self.grammar["lead"].format(who=lead.who, modal=lead.modal, do=lead.do),
                            *(self.piece(item=True) for _ in range(4)),
                        ]
                    )
                made += sum(len([p for p in paragraph if isinstance(p, Piece)]) for paragraph in paragraphs)
                parts.append(
                    (
                        f"{self.lot.choice(self.grammar['what']).capitalize()} {self.lot.choice(self.grammar['whose'])}",
                        paragraphs,
                    )
                )
            chapters.append((self.grammar["heads"][len(chapters) % 12], parts))
        return Prose(self.language, chapters)

    def _paragraph(self) -> list[Piece | str]:
        sentences: list[Piece | str] = [self.piece() for _ in range(self.lot.randint(1, 4))]
        if self.lot.random() < 0.3:
            sentences.append(self.lot.choice(self.grammar["extra"]))
        return sentences

    def piece(self, item: bool = False) -> Piece:
        while True:
            made = self._piece(item)
            if made.text not in self.seen:
                self.seen.add(made.text)
                return made

    def _piece(self, item: bool) -> Piece:
        lot, g = self.lot, self.grammar
        self.uid += 1
        modality = lot.choice(["duty", "duty", "permission", "prohibition", "recommendation"])
        limit = lot.choice(g["limit"]) if lot.random() < 0.6 else ""
        money = lot.choice(g["money"]) if lot.random() < 0.4 else ""
        phrase = lot.choice(g["person"]) if lot.random() < 0.4 else ""
        return Piece(
            uid=self.uid,
            who=lot.choice(g["who"]),
            modality=modality,
            modal=lot.choice(g[modality]),
            do=lot.choice(g["do"]),
            what=lot.choice(g["what"]),
            whose=lot.choice(g["whose"]),
            when=lot.choice(g["when"]) if lot.random() < 0.4 else "",
            limit=limit.replace("{days}", str(lot.choice([7, 10, 14, 21, 30, 45]))),
            date=self.date() if "{date}" in limit else "",
            money=money,
            amount=self.amount() if money else "",
            person_phrase=phrase,
            person=lot.choice(PEOPLE) if phrase else "",
            tail=g["tail"] if lot.random() < 0.2 else "",
            item=item,
        )

    def date(self) -> str:
        lot = self.lot
        day, month, year = lot.randint(1, 28), lot.randint(1, 12), lot.randint(2024, 2033)
        name = self.grammar["months"][month - 1]
        words = f"{name} {day}, {year}" if self.language == "en" else f"{day}. {name} {year}"
        return lot.choice([words, f"{day:02d}.{month:02d}.{year}", f"{year}-{month:02d}-{day:02d}", f"{name} {year}"])

    def amount(self) -> str:
        return self.lot.choice(self.grammar["amounts"]).format(n=self.lot.randint(15, 900), d=self.lot.randint(2, 9))

    def edited(self, agreement: Prose, count: int = 40) -> tuple[Prose, list[Edit]]:
        """The next version with `count` edits, as many of each kind, on different sentences."""
        chapters = [
            (t, [(s, [list(p) for p in paragraphs]) for s, paragraphs in parts]) for t, parts in agreement.chapters
        ]
        touched: set[int] = set()
        edits = [self._edit(EDIT_KINDS[n % len(EDIT_KINDS)], chapters, touched) for n in range(count)]
        return Prose(self.language, chapters), edits

    def _edit(self, kind: EditKind, chapters: list[Any], touched: set[int]) -> Edit:
        paragraphs = [p for _, parts in chapters for _, ps in parts for p in ps if any(isinstance(x, Piece) for x in p)]
        prose = [p for p in paragraphs if not any(isinstance(x, Piece) and x.item for x in p)]
        if kind == "add":
            made = self.piece()
            touched.add(made.uid)
            paragraph = self.lot.choice(prose)
            paragraph.insert(self.lot.randint(0, len(paragraph)), made)
            return Edit("add", "", made.text)
        while True:
            paragraph = self.lot.choice(paragraphs)
            piece = self.lot.choice([x for x in paragraph if isinstance(x, Piece)] or [None])
            if piece is None or piece.uid in touched or (piece.item and kind not in {"date", "amount", "remove"}):
                continue
            if kind in {"remove", "move"} and len(paragraph) < 3:
                continue
            edit = self._done(kind, paragraph, piece, prose)
            if edit:
                touched.add(piece.uid)
                return edit

    def _done(self, kind: EditKind, paragraph: list[Any], piece: Piece, prose: list[Any]) -> Edit | None:
        at = paragraph.index(piece)
        if kind == "remove":
            del paragraph[at]
            return Edit("remove", piece.text, "")
        if kind == "move":
            target = self.lot.choice([p for p in prose if p is not paragraph])
            del paragraph[at]
            target.insert(self.lot.randint(0, len(target)), piece)
            return Edit("move", piece.text, piece.text)
        changed, gone, come = self._changed(kind, piece)
        if changed is None:
            return None
        paragraph[at] = changed
        return Edit(kind, piece.text, changed.text, gone, come)

    def _changed(self, kind: EditKind, piece: Piece) -> tuple[Piece | None, str, str]:
        lot, g = self.lot, self.grammar
        if kind == "date" and piece.date:
            come = self.date()
            return (replace(piece, date=come), piece.date, come) if come != piece.date else (None, "", "")
        if kind == "amount" and piece.amount:
            come = self.amount()
            return (replace(piece, amount=come), piece.amount, come) if come != piece.amount else (None, "", "")
        if kind == "name":
            if piece.person:
                come = lot.choice([p for p in PEOPLE if p != piece.person])
                return replace(piece, person=come), piece.person, come
            come = lot.choice([w for w in g["who"] if w != piece.who])
            return replace(piece, who=come), piece.who, come
        if kind == "modality":
            other = lot.choice(
                [m for m in ("duty", "permission", "prohibition", "recommendation") if m != piece.modality]
            )
            come = lot.choice(g[other])
            return replace(piece, modality=other, modal=come), piece.modal, come
        if kind == "reword":
            return self._reworded(piece), "", ""
        return None, "", ""

    def _reworded(self, piece: Piece) -> Piece | None:
        """Other words for the same, a condition at the other end, and a phrase more or less."""
        changed = replace(piece, when_last=bool(piece.when), tail="" if piece.tail else self.grammar["tail"])
        for before, after in self.grammar["swap"]:
            changed = replace(
                changed,
                do=changed.do.replace(before, after),
                limit=changed.limit.replace(before, after),
                when=changed.when.replace(before, after),
            )
        return changed if changed.text != piece.text else None
