"""A made agreement of numbered clauses, lists, tables and boilerplate, and edits of eight kinds that are known."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

EditKind = Literal["add", "remove", "move", "reword", "date", "amount", "name", "modality"]
EDIT_KINDS: tuple[EditKind, ...] = ("add", "remove", "move", "reword", "date", "amount", "name", "modality")


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "agreements.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Provision:
    """One clause: a template's text with its slots; `text` is what stands in the document."""

    uid: int
    form: Literal["numbered", "item", "row", "boilerplate"]
    template: str
    slots: dict[str, str]

    @property
    def text(self) -> str:
        return self.template.format(**self.slots)


@dataclass(frozen=True)
class Edit:
    """What was done to which clause. `before`, `after` are the clause's texts, `gone` and `come` the values exchanged."""

    kind: EditKind
    before: str
    after: str
    gone: str = ""
    come: str = ""


@dataclass
class Agreement:
    language: str
    sections: list[tuple[str, list[Provision]]] = field(default_factory=list)

    def markdown(self) -> str:
        """The agreement as a maintainer would have it: numbered headings and paragraphs, lists, tables."""
        data = words()[self.language]
        lines = ["# Agreement" if self.language == "en" else "# Avtale", ""]
        for n, (title, provisions) in enumerate(self.sections, 1):
            lines += [f"## {n} {title}", ""]
            number = 0
            previous = ""
            for provision in provisions:
                if provision.form != previous and previous in {"item", "row"}:
                    lines.append("")
                if provision.form == "row" and previous != "row":
                    head = data["table_head"]
                    lines += ["", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
                if provision.form in {"numbered", "boilerplate"}:
                    number += 1
                    lines += [f"{n}.{number} {provision.text}", ""]
                else:
                    lines.append(f"- {provision.text}" if provision.form == "item" else provision.text)
                previous = provision.form
            lines.append("")
        return "\n".join(lines)


class Maker:
    """Makes agreements and edits from a seed."""

    def __init__(self, seed: int, language: str) -> None:
        self.lot = random.Random(seed)
        self.data = words()[language]
        self.language = language
        self.uid = 0
        self.seen: set[str] = set()

    def agreement(self, count: int = 300) -> Agreement:
        agreement = Agreement(self.language)
        titles = self.lot.sample(self.data["sections"], len(self.data["sections"]))
        made = 0
        while made < count:
            title = titles[len(agreement.sections) % len(titles)]
            provisions = self._section(min(count - made, self.lot.randint(8, 16)), len(agreement.sections))
            agreement.sections.append((title, provisions))
            made += len(provisions)
        return agreement

    def _section(self, count: int, position: int) -> list[Provision]:
        provisions = [self.provision("numbered") for _ in range(count)]
        if position % 3 == 0 and count > 7:
            provisions[-6:] = [self.provision("lead"), *(self.provision("item") for _ in range(5))]
        elif position % 3 == 1 and count > 6:
            provisions[-4:] = [self.provision("row") for _ in range(4)]
        if position % 2:
            provisions[0] = self.provision("boilerplate")
        return provisions

    def provision(self, form: str) -> Provision:
        """One new clause, different from all others where the templates allow it: boilerplate repeats."""
        for _ in range(50):
            self.uid += 1
            made = self._provision(form)
            if form == "boilerplate" or made.text not in self.seen:
                break
        self.seen.add(made.text)
        return made

    def _provision(self, form: str) -> Provision:
        data, lot = self.data, self.lot
        if form == "boilerplate":
            return Provision(self.uid, "boilerplate", lot.choice(data["boilerplate"]), {})
        if form == "row":
            return Provision(self.uid, "row", "| {topic} | {person} | {date} | {amount} |", self._slots())
        pool = {"item": data["items"], "lead": [data["list_lead"]]}.get(form, data["templates"])
        return Provision(self.uid, "item" if form == "item" else "numbered", lot.choice(pool), self._slots())

    def _slots(self) -> dict[str, str]:
        data, lot = self.data, self.lot
        topic, topic2 = lot.sample(data["topics"], 2)
        subject = lot.choice(data["subjects"])
        return {
            "subject": subject,
            "subject_low": subject[0].lower() + subject[1:],
            "topic": topic,
            "topic2": topic2,
            "person": lot.choice(data["people"]),
            "tail": lot.choice(data["tails"]),
            "modal": data["modals"][
                lot.choice(["duty", "duty", "duty", "permission", "recommendation", "prohibition"])
            ],
            "date": self._date(),
            "amount": self._amount(),
        }

    def _date(self) -> str:
        lot = self.lot
        return self.data["date"].format(
            day=lot.randint(1, 28), month=lot.choice(self.data["months"]), year=lot.randint(2023, 2034)
        )

    def _amount(self) -> str:
        return self.data["amount"].format(thousands=self.lot.randint(20, 950))

    def edited(self, agreement: Agreement, count: int = 40) -> tuple[Agreement, list[Edit]]:
        """The next version with `count` edits, as many of each kind, on different clauses."""
        sections = [(title, list(provisions)) for title, provisions in agreement.sections]
        edits: list[Edit] = []
        touched: set[int] = set()
        for n in range(count):
            kind = EDIT_KINDS[n % len(EDIT_KINDS)]
            edits.append(self._edit(kind, sections, touched))
        return Agreement(self.language, sections), edits

    def _edit(self, kind: EditKind, sections: list[tuple[str, list[Provision]]], touched: set[int]) -> Edit:
        if kind == "add":
            provisions = self.lot.choice(sections)[1]
            made = self.provision("numbered")
            provisions.insert(self._gap(provisions), made)
            touched.add(made.uid)
            return Edit("add", "", made.text)
        where, position, provision = self._pick(kind, sections, touched)
        touched.add(provision.uid)
        provisions = sections[where][1]
        if kind == "remove":
            del provisions[position]
            return Edit("remove", provision.text, "")
        if kind == "move":
            del provisions[position]
            target = self.lot.choice([s for n, s in enumerate(sections) if n != where])[1]
            target.insert(self._gap(target), provision)
            return Edit("move", provision.text, provision.text)
        changed, gone, come = self._changed(kind, provision)
        provisions[position] = changed
        return Edit(kind, provision.text, changed.text, gone, come)

    def _gap(self, provisions: list[Provision]) -> int:
        """A place between numbered paragraphs: a paragraph within a list or table would cut it in two."""
        places = [n for n, p in enumerate(provisions) if p.form in {"numbered", "boilerplate"}]
        return self.lot.choice(places) if places else 0

    def _pick(
        self, kind: EditKind, sections: list[tuple[str, list[Provision]]], touched: set[int]
    ) -> tuple[int, int, Provision]:
        slot = {"date": "{date}", "amount": "{amount}", "modality": "{modal}", "reword": ""}.get(kind, "")
        while True:
            where = self.lot.randrange(len(sections))
            provisions = sections[where][1]
            if len(provisions) < 4:
                continue
            position = self.lot.randrange(len(provisions))
            provision = provisions[position]
            fitting = slot in provision.template and provision.uid not in touched
            if kind == "name":
                fitting = fitting and ("{person}" in provision.template or "{subject}" in provision.template)
            if kind in {"remove", "move", "reword"}:
                fitting = (
                    fitting and provision.form == "numbered" and ("{tail}" in provision.template or kind != "reword")
                )
                fitting = fitting and provision.template != self.data["list_lead"]
            if fitting:
                return where, position, provision

    def _changed(self, kind: EditKind, provision: Provision) -> tuple[Provision, str, str]:
        if kind == "reword":
            return self._reworded(provision), "", ""
        slot = {"date": "date", "amount": "amount", "modality": "modal"}.get(kind, "")
        if kind == "name":
            slot = "person" if "{person}" in provision.template else "subject"
        choices = {
            "date": [self._date()],
            "amount": [self._amount()],
            "modal": list(self.data["modals"].values()),
            "person": self.data["people"],
            "subject": self.data["subjects"],
        }[slot]
        gone = provision.slots[slot]
        come = gone
        while come == gone:
            come = (
                self.lot.choice(choices)
                if slot not in {"date", "amount"}
                else (self._date() if slot == "date" else self._amount())
            )
        return replace(provision, slots={**provision.slots, slot: come}), gone, come

    def _reworded(self, provision: Provision) -> Provision:
        template = provision.template
        for before, after in self.data["rewordings"]:
            template = template.replace(before, after)
        others = [tail for tail in self.data["tails"] if tail != provision.slots["tail"]]
        return replace(provision, template=template, slots={**provision.slots, "tail": self.lot.choice(others)})
