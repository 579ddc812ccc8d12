"""The report's three plots: retrieval, refusing, waiting."""

from __future__ import annotations

from knowledge.evaluation.curves import histogram, refusal_curve, retrieval_curve
from knowledge.evaluation.html import Html, el, join
from knowledge.evaluation.measures import Evaluation
from knowledge.evaluation.plots import (
    Scale,
    Series,
    histogram_chart,
    legend,
    line_chart,
    nice_ticks,
    percent_scale,
)
from knowledge.texts import Texts
from knowledge.types import Language


def plots(evaluation: Evaluation, t: Texts, language: Language) -> Html:
    """The plots in a row, each with its question as a heading."""
    cards = [_retrieval(evaluation, t, language), _refusal(evaluation, t, language), _latency(evaluation, t, language)]
    return el("div", *(card for card in cards if card), class_="plots")


def _card(heading: str, *children: Html) -> Html:
    return el("section", el("h3", heading), *children, class_="card")


def _retrieval(evaluation: Evaluation, t: Texts, language: Language) -> Html | None:
    curve = retrieval_curve(evaluation.outcomes)
    if curve is None:
        return None
    series = [
        Series(t("line.quotes", language), "c1", list(enumerate(curve.quotes, 1)), dots=True),
        Series(t("line.documents", language), "c2", list(enumerate(curve.documents, 1)), dots=True),
    ]
    heading = t("plot.retrieval", language)
    x = Scale(0.6, 10.4, range(1, 11), t("axis.passages", language))
    return _card(heading, legend(series), line_chart(heading, series, x, percent_scale("")))


def _refusal(evaluation: Evaluation, t: Texts, language: Language) -> Html:
    heading, curve = t("plot.refusal", language), refusal_curve(evaluation.outcomes)
    if curve is None:
        return _card(heading, el("p", t("plot.no_refusal", language), class_="quiet"))
    series = [
        Series(t("line.rightly", language), "c1", list(zip(curve.thresholds, curve.rightly, strict=True))),
        Series(t("line.wrongly", language), "c2", list(zip(curve.thresholds, curve.wrongly, strict=True))),
        Series(t("line.right", language), "c3", list(zip(curve.thresholds, curve.right_of_answered, strict=True))),
    ]
    marks = [] if curve.now is None else [(curve.now, t("mark.now", language))]
    x = Scale(0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1), t("axis.threshold", language))
    return _card(heading, legend(series), line_chart(heading, series, x, percent_scale(""), marks))


def _latency(evaluation: Evaluation, t: Texts, language: Language) -> Html:
    found = histogram([float(outcome.line.get("elapsed_ms") or 0) for outcome in evaluation.outcomes])
    heading, numbers = t("plot.latency", language), evaluation.all.numbers
    p50, p95 = numbers["elapsed_ms_p50"], numbers["elapsed_ms_p95"]
    x = Scale(
        0,
        found.edges[-1],
        [tick for tick in nice_ticks(found.edges[-1]) if tick <= found.edges[-1]],
        t("axis.ms", language),
    )
    ticks = nice_ticks(max(found.counts) or 1)
    y = Scale(0, ticks[-1], ticks, t("column.questions", language))
    marks = [(p50, f"{t('mark.median', language)}: {p50:.0f} ms"), (p95, f"{t('mark.p95', language)}: {p95:.0f} ms")]
    return _card(heading, join(histogram_chart(heading, found.edges, found.counts, x, y, marks)))
