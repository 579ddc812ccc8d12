"""The report of a run as one HTML page: no script, nothing loaded from elsewhere, readable in light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources

from knowledge.evaluation.html import Html, el, join
from knowledge.evaluation.intervals import Share
from knowledge.evaluation.measures import MEASURES, NUMBERS, Summary
from knowledge.evaluation.naming import group_name, measure_name, texts
from knowledge.evaluation.plots import percent, whisker
from knowledge.evaluation.report_misses import misses
from knowledge.evaluation.report_plots import plots
from knowledge.evaluation.run import Run
from knowledge.evaluation.summary import change_lines, difference, is_better, right_share
from knowledge.evaluation.thresholds import Verdict
from knowledge.types import Language

TILES = ("answer_right", "lead_right", "quote@3", "refused_rightly", "refused_wrongly", "language_followed")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_report(run: Run, language: Language) -> str:
    """The whole page."""
    t, evaluation = texts(), run.evaluation
    style = resources.files("knowledge.evaluation").joinpath("report.css").read_text(encoding="utf-8")
    title = t("title", language)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} {run.name}"),
        el("style", Html(style)),
    )
    main = el(
        "main",
        el("h1", title),
        el("p", t("subtitle", language, **run.facts), class_="quiet"),
        *(el("p", line, class_="quiet") for line in change_lines(run, language)),
        _tiles(run, language),
        _thresholds(run.verdicts, language),
        plots(evaluation, t, language),
        _groups("kind", evaluation.kinds, language),
        _groups("language", evaluation.languages, language),
        _measures(run, language),
        misses(evaluation, t, language),
        el("footer", t("footer", language), class_="page"),
    )
    return f"<!doctype html>\n{el('html', head, el('body', main), lang=language)}\n"


def _tiles(run: Run, language: Language) -> Html:
    summary = run.evaluation.all
    tiles = [
        el(
            "div",
            el("b", percent(summary.shares[name].value)),
            el("span", measure_name(name, language)),
            el("small", _interval(summary.shares[name]), _difference(run, name)),
            class_="tile",
        )
        for name in TILES
        if name in summary.shares
    ]
    times = summary.numbers
    waited = f"95 %: {times['elapsed_ms_p95']:.0f} ms"
    tiles.append(
        el(
            "div",
            el("b", f"{times['elapsed_ms_p50']:.0f} ms"),
            el("span", measure_name("elapsed_ms_p50", language)),
            el("small", waited),
            class_="tile",
        )
    )
    return join(el("div", *tiles, class_="tiles"), el("p", texts()("interval", language), class_="quiet"))


def _interval(share: Share) -> str:
    return f"{share.hits}/{share.of} ({100 * share.low:.0f}-{100 * share.high:.0f}\u00a0%) ".replace("-", "–")


def _difference(run: Run, name: str) -> Html | None:
    """How many points up or down since the run before; green where that is better."""
    points = difference(run, name)
    if points is None:
        return None
    return el("em", f"{points:+.1f}".replace("-", "−"), class_="up" if is_better(name, points) else "down")


def _thresholds(verdicts: Sequence[Verdict], language: Language) -> Html | None:
    if not verdicts:
        return None
    t = texts()
    rows = []
    for verdict in verdicts:
        threshold = verdict.threshold
        where = f" · {group_name(threshold.group, threshold.member, language)}" if threshold.group else ""
        unit = "" if threshold.measure in NUMBERS else " %"
        measured = t("unmeasured", language) if verdict.measured is None else f"{verdict.measured:.1f}{unit}"
        state = "kept" if verdict.kept else "broken"
        rows.append(
            el(
                "tr",
                el("th", measure_name(threshold.measure, language) + where),
                el("td", t(f"bound.{threshold.bound}", language, limit=f"{threshold.limit:g}{unit}"), class_="n"),
                el("td", measured, class_="n"),
                el("td", el("span", t(state, language), class_=f"pill {state}"), class_="n"),
            )
        )
    heads = [
        el("th", t("column.measure", language)),
        _head("column.limit", language),
        _head("column.measured", language),
    ]
    table = el("table", el("thead", el("tr", *heads, el("th", ""))), el("tbody", *rows))
    return join(el("h2", t("section.thresholds", language)), table)


def _head(key: str, language: Language) -> Html:
    return el("th", texts()(key, language), class_="n")


def _groups(group: str, summaries: Mapping[str, Summary], language: Language) -> Html:
    """A table with a row for each kind or language: how many, how many right, with the interval drawn."""
    t = texts()
    rows = []
    for member, summary in sorted(summaries.items(), key=lambda pair: group_name(group, pair[0], language)):
        right = right_share(summary)
        quote = summary.shares.get("quote@3")
        rows.append(
            el(
                "tr",
                el("th", group_name(group, member, language)),
                el("td", str(summary.count), class_="n"),
                el("td", percent(right.value), class_="n"),
                el("td", whisker(right), class_="w"),
                el("td", percent(quote.value) if quote else "–", class_="n"),
            )
        )
    heads = [
        el("th", ""),
        _head("column.questions", language),
        _head("column.right", language),
        el("th", t("column.interval", language), class_="w"),
        _head("column.quote", language),
    ]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows))
    return join(el("h2", t(f"section.{group}s", language)), table)


def _measures(run: Run, language: Language) -> Html:
    t, summary, before = texts(), run.evaluation.all, run.change.before if run.change else None
    rows = []
    for name in MEASURES:
        if name in summary.shares:
            found = summary.shares[name]
            old = before.shares.get(name) if before else None
            rows.append(_row(name, language, f"{100 * found.value:.1f} %", whisker(found), _old_share(old)))
    for name in NUMBERS:
        old_number = before.numbers.get(name) if before else None
        rows.append(
            _row(
                name, language, f"{summary.numbers[name]:.0f}", None, "" if old_number is None else f"{old_number:.0f}"
            )
        )
    heads = [
        el("th", t("column.measure", language)),
        _head("column.share", language),
        el("th", t("column.interval", language), class_="w"),
        _head("column.before", language),
    ]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows))
    return join(el("h2", t("section.measures", language)), table)


def _row(name: str, language: Language, value: str, drawn: Html | None, old: str) -> Html:
    return el(
        "tr",
        el("th", measure_name(name, language)),
        el("td", value, class_="n"),
        el("td", drawn, class_="w"),
        el("td", old, class_="n"),
    )


def _old_share(old: tuple[int, int] | None) -> str:
    return f"{100 * old[0] / old[1]:.1f} %" if old and old[1] else ""
