"""Looking again: what changed is staged and not published, what is wrong is reported, and one broken source stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.events.table import events
from bot.watched import KIND, rows_of
from ingest.pipeline import IngestRequest, ingest
from ingest.watching import Places, look, places_of
from ingest.web.visiting import Web
from knowledge.database import read
from knowledge.library import Library
from knowledge.reports import FileReport, IngestReport
from knowledge.settings import KnowledgeSettings
from tests.bot.command_line import call, call_json
from tests.ingest.web.test_visiting import FILLING, bring, only, page, text_of
from tests.making import HashEmbedder, closing_engine
from tests.standins.web import WebStandIn, everything_here, web_stand_in


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with web_stand_in() as stand_in:
        yield stand_in


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {path.stem}\n\n{text}\n", encoding="utf-8")
    return path


def looked(settings: KnowledgeSettings, web: WebStandIn, places: Places | None = None) -> IngestReport:
    with closing_engine(settings) as engine:
        library = Library(engine)
        members = [record.version for record in library.documents()]

        def stage(paths: tuple[Path, ...], addresses: tuple[str, ...]) -> IngestReport:
            request = IngestRequest(paths=paths, addresses=addresses, stage=True)
            return ingest(request, settings, library, HashEmbedder(), web=Web(web.settings(), everything_here))

        return look(places.and_known(members) if places else places_of(members), stage)


def test_what_changed_is_staged(settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path) -> None:
    """A changed file and a changed page are staged together, once; answers rest on the old ones until a maintainer publishes."""
    file = write(tmp_path / "avtaler" / "avtale.md", FILLING)
    web.page("/x", page("Samarbeid", FILLING.replace("Punkt", "Avsnitt")), ETag='"1"')
    bring(settings, web, web.url("/x"), paths=(tmp_path / "avtaler",))
    assert looked(settings, web).counts["unchanged"] == 2
    write(file, FILLING + " Nytt om filen.")
    web.page("/x", page("Samarbeid", FILLING.replace("Punkt", "Avsnitt") + " Nytt om siden."), ETag='"2"')
    first, second = looked(settings, web), looked(settings, web)
    assert (first.staged, first.published, first.counts["updated"]) == (True, False, 2)
    assert second.generation == first.generation
    assert "Nytt om" not in text_of(settings)
    with closing_engine(settings) as engine:
        assert [record.id for record in Library(engine).staged()] == [first.generation]


def test_nothing_new_is_nothing(sqlite_settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path) -> None:
    """Where nothing has changed nothing is staged, and nobody is told."""
    write(tmp_path / "a.md", FILLING)
    bring(sqlite_settings, web, paths=(tmp_path / "a.md",))
    write(tmp_path / "b.md", FILLING)  # beside it, but never brought in
    report = looked(sqlite_settings, web)
    assert (report.staged, report.exit_code, only(report).action) == (False, 0, "unchanged")
    assert rows_of(report, date(2026, 11, 24)) == []


def test_one_broken_source_stops_no_other(sqlite_settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path) -> None:
    """A folder that is gone, one that was emptied and a page that is gone are reported; the folder that changed is staged."""
    for name in ("god", "tom", "borte"):
        for n in range(6):
            write(tmp_path / name / f"{name}{n}.md", f"{FILLING} Dette er {name} {n}.")
    web.page("/x", page("Samarbeid", FILLING))
    folders = tuple(tmp_path / name for name in ("god", "tom", "borte"))
    bring(sqlite_settings, web, web.url("/x"), paths=folders)
    web.status("/x", 404)
    for n in range(5):
        (tmp_path / "tom" / f"tom{n}.md").unlink()
    for path in (tmp_path / "borte").iterdir():
        path.unlink()
    (tmp_path / "borte").rmdir()
    write(tmp_path / "god" / "god1.md", f"{FILLING} Nytt.")
    report = looked(sqlite_settings, web, Places(folders, (web.url("/x"),)))
    assert {(line.path, line.reason) for line in report.of("refused")} == {
        ("tom", "removal"),
        ("borte", "missing"),
        ("x", "web_gone"),
    }
    assert (report.staged, report.counts["updated"], report.counts["retired"]) == (True, 1, 0)
    with closing_engine(sqlite_settings) as engine:
        library = Library(engine)
        assert len(library.members(str(report.generation))) == 19


def test_a_page_that_no_other_leads_to_is_missed(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """Pages of a named site that are in the library are looked at too, and not those of other sites."""
    web.page("/a", page("En", FILLING))
    web.page("/b", page("To", FILLING.replace("Punkt", "Avsnitt")))
    bring(sqlite_settings, web, web.url("/a"), web.url("/b"))
    web.status("/b", 410)
    report = looked(sqlite_settings, web, Places((), (web.url("/a"),)))
    assert [(line.path, line.reason, line.kept) for line in report.of("refused")] == [("b", "web_gone", True)]
    with closing_engine(sqlite_settings) as engine:
        members = [record.version for record in Library(engine).documents()]
    assert Places((), ("https://annet.example/",)).and_known(members).addresses == ("https://annet.example/",)


def test_who_is_told_what() -> None:
    """A staged generation is told of once; trouble when it is new, and again each week while it lasts."""
    staged = IngestReport((FileReport("s", "a.md", "updated"),), "g1", published=False, staged=True)
    broken = IngestReport((FileReport("s", "a.md", "refused", reason="missing"),), None, published=False)
    monday, sunday, next_week = date(2026, 11, 23), date(2026, 11, 29), date(2026, 11, 30)
    assert (
        [row.id for row in rows_of(staged, monday)] == [row.id for row in rows_of(staged, next_week)] == ["watched:g1"]
    )
    ids = [rows_of(broken, day)[0].id for day in (monday, sunday, next_week)]
    assert ids[0] == ids[1] != ids[2]
    other = IngestReport((FileReport("s", "b.md", "refused", reason="missing"),), None, published=False)
    assert rows_of(other, monday)[0].id != ids[0]


def test_the_command_looks_and_leaves_a_row(tmp_path: Path) -> None:
    """`samspill watch --once` stages what changed and leaves one row for the bot, however often it looks."""
    file = write(tmp_path / "avtaler" / "avtale.md", FILLING)
    assert call("ingest", str(file.parent)).exit_code == 0
    write(file, FILLING + " Nytt.")
    reports = [call_json("watch", str(file.parent), "--once", "--json") for _ in range(2)]
    assert [report["staged"] for report in reports] == [True, True]
    with closing_engine(KnowledgeSettings()) as engine, read(engine) as connection:
        rows = connection.execute(events.select().where(events.c.kind == KIND)).all()
        assert Library(engine).current() is not None
    assert [row.state for row in rows] == ["open"]
    assert call("watch", str(tmp_path / "ingensteds"), "--once").exit_code == 1


def test_an_empty_library_has_nothing_to_look_at() -> None:
    """Where nothing is named and nothing is in the library, a sentence says what to do."""
    result = call("watch", "--once")
    assert result.exit_code == 1
    assert "samspill ingest" in result.output
