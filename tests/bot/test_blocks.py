"""How answers look: what stands where, what can be clicked, and that no text becomes anything but text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from bot.blocks.answer import answer_messages, body_blocks, source_line
from bot.blocks.limits import BLOCKS_A_MESSAGE, SECTION_TEXT, pack, split_text
from bot.blocks.mrkdwn import JOINER, inert, link, safe_url
from bot.blocks.sources import sources_view
from bot.listeners.asking import keep_of
from knowledge.answering import wording
from knowledge.texts import Texts
from knowledge.types import Answer, Choice, Language
from tests.bot_making import QUOTE, an_answer, citation
from tests.slack_rules import assert_valid, links_in, texts_in

TEXTS = Texts.load("bot.texts", "slack.toml")


def shown(answer: Answer) -> list[str]:
    return [text for message in answer_messages(answer, "Ev1", TEXTS) for text in texts_in(message.blocks)]


def test_the_answer_comes_first_and_quotes_are_set_off() -> None:
    """What answers leads, a quotation stands on lines of its own, what only explains is small."""
    answer = an_answer(
        f"«{QUOTE}»\nDet står i Samarbeidsavtalen.\nDet står også: «Svar gis innen tre uker, regnet fra mottak.»"
    )
    first, aside, second = body_blocks(answer)
    assert first["text"]["text"] == f">*«{QUOTE}»*"
    assert aside["type"] == "context"
    assert second["text"]["text"] == "Det står også:\n>«Svar gis innen tre uker, regnet fra mottak.»"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_where_a_quote_stands_is_said_once(language: Language) -> None:
    """The sentences of the terminal that name the source or the example are left to the source line; any other sentence stays."""
    said = wording.texts()
    where = said("source.here", language, title="Samarbeidsavtalen", publisher="", section="Henvendelser", dated="")
    other = said("source.other_language", language, title="Samarbeidsavtalen", publisher="", written="x", dated="")
    cited = (citation(status="example"),)
    lines = [f"«{QUOTE}»", where, other, said("example", language)]
    answer = an_answer("\n".join(lines), language=language, citations=cited)
    text = "\n".join(shown(answer))
    assert text.count("Samarbeidsavtalen") == 2  # the sentence on the language of the quote, and the source line
    assert said("example", language) not in text
    uncited = an_answer("\n".join(lines), language=language, citations=(citation(title="Noe annet", url=None),))
    assert all(line in "\n".join(shown(uncited)) for line in lines[1:])


def test_a_refusal_is_plain_text_with_a_way_on() -> None:
    """A refusal has no sources; where a desk is set its question can be sent on, unless it was outside our field."""
    refused = an_answer("Det finner jeg ikke.", abstained=True, mode="refused", citations=(), reason="not_in_documents")
    (message,) = answer_messages(refused, "Ev1", TEXTS, desk=True)
    actions = [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    assert actions[0] == "answer.ask_desk"
    assert "answer.sources" not in actions
    outside = an_answer("Nei.", abstained=True, mode="refused", citations=(), reason="out_of_scope")
    assert "answer.ask_desk" not in json.dumps([m.blocks for m in answer_messages(outside, "Ev1", TEXTS, desk=True)])


def test_a_vague_question_gets_buttons() -> None:
    """What a question too vague may mean stands on buttons that each ask it, nothing else is offered, and the text is the question back."""
    choices = (
        Choice("Frister", "Hva står det om Frister i Avtalen?"),
        Choice("Parter", "Hva står det om Parter i Avtalen?"),
    )
    answer = an_answer(
        "Hva vil du vite?\n• Frister\n• Parter",
        abstained=True, mode="refused", citations=(), reason="too_vague", choices=choices,
    )  # fmt: skip
    (message,) = answer_messages(answer, "Ev1", TEXTS, desk=True)
    assert_valid(message.blocks)
    (row,) = [block for block in message.blocks if block["type"] == "actions"]
    assert [(e["action_id"], e["text"]["text"], e["value"]) for e in row["elements"]] == [
        (f"answer.choose|{n}", choice.label, choice.question) for n, choice in enumerate(choices)
    ]
    assert [text for text in shown(answer) if text not in {"Frister", "Parter"}] == ["Hva vil du vite?"]


def test_a_source_says_where_and_until_when() -> None:
    """A source line links the title and names section, page and validity; an example says that it is one."""
    line = source_line(
        1, [citation(status="example"), citation(section=("Samarbeidsavtalen", "Frister"), page=4)], "nb", TEXTS
    )
    assert line == (
        "*1*  <https://example.org/avtale|Samarbeidsavtalen>  ·  Henvendelser / Frister  ·  side 3, 4"
        "  ·  gjelder 1. januar 2026 til 31. desember 2029  ·  _eksempel_"
    )


def test_understood_and_generated_are_said() -> None:
    """A question that was read differently is shown as it was read, and what a model wrote says so."""
    assert "Jeg forsto spørsmålet slik: Hvem er kontakt i TRD3.0?" in shown(
        an_answer(understood="Hvem er kontakt i TRD3.0?")
    )
    assert any("språkmodell" in text for text in shown(an_answer(mode="generative")))


def test_a_models_claims_find_their_sources() -> None:
    """The numbers after a model's claims stand before the sources, also where two citations are of one document."""
    cites = (citation(quote="Det første står her i dag."), citation(document="b.md", title="B"), citation())
    answer = an_answer("En. (1) To. (2) Tre. (3)", mode="generative", citations=cites)
    lines = [text for text in shown(answer) if text.startswith("*")]
    assert [line.split("  ")[0] for line in lines[-2:]] == ["*1, 3*", "*2*"]


def test_markup_is_inert() -> None:
    """Slack's control characters are escaped, and an address that is no citation cannot be clicked."""
    text = inert("<!channel> <@U1> & https://evil.example/x www.evil.example mailto:a@b.c", {"https://example.org"})
    assert text.startswith("&lt;!channel&gt; &lt;@U1&gt; &amp; ")
    assert links_in(text) == []
    assert JOINER in text


def test_a_citations_address_can_be_clicked() -> None:
    """An address in the text that is one of the answer's citations is a link; a longer one is not."""
    text = inert(
        "Se https://example.org/avtale. Ikke https://example.org/avtale/annet.", {"https://example.org/avtale"}
    )
    assert links_in(text) == ["https://example.org/avtale"]


URLS = {
    "https://example.org/a b?x=<y>|z": "https://example.org/a%20b?x=%3Cy%3E%7Cz",
    "https://example.org/å": "https://example.org/%C3%A5",
    "javascript:alert(1)": None,
    "file:///etc/passwd": None,
    "https://": None,
    "https://user:pass@example.org/": None,
    "http://[broken": None,
    "": None,
    None: None,
}


@pytest.mark.parametrize(("url", "expected"), URLS.items())
def test_only_web_addresses_are_links(url: str | None, expected: str | None) -> None:
    """A link goes to a web address, encoded so that it cannot end early; anything else is only its label."""
    assert safe_url(url) == expected
    assert link(url, "<b>|tittel") == (f"<{expected}|&lt;b&gt;¦tittel>" if expected else "&lt;b&gt;¦tittel")


def test_splitting_loses_no_word_and_breaks_no_entity() -> None:
    """Pieces keep to the limit, hold every word in order, and never cut `&amp;` or a link."""
    text = inert("ord & <b> " * 900) + " <https://example.org/avtale>" * 40 + "x" * 7000
    pieces = split_text(text)
    assert all(0 < len(piece) <= SECTION_TEXT for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for piece in pieces:
        assert piece.count("<") == piece.count(">")
        assert piece.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0


def test_many_blocks_become_several_messages() -> None:
    """A message has at most fifty blocks; what belongs at the end stays together there."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": str(n)}} for n in range(120)]
    messages = pack(blocks, [{"type": "divider"}, {"type": "actions", "elements": []}])
    assert [len(message) for message in messages] == [50, 50, 22]
    assert all(len(message) <= BLOCKS_A_MESSAGE for message in messages)


def test_the_window_shows_the_quote_in_its_passage() -> None:
    """The sources' window marks the quote in the passage around it, and is a modal that Slack takes."""
    kept = keep_of(an_answer())["sources"]
    kept[0]["passage"] = f"## Henvendelser\nFørst. {QUOTE} Sist <!here>."
    view = sources_view(kept, "nb", TEXTS)
    assert f"_Henvendelser_\\nFørst. *{QUOTE}* Sist &lt;!here&gt;." in json.dumps(view, ensure_ascii=False)
    assert_valid(view["blocks"], limit=100)


PIECES = [
    "Henvendelser sendes til koordinatoren. ", "<!channel>", "<!here|x>", "<@U01KARI>", "<#C1|x>", "<!subteam^S1>", "&lt;!channel&gt;",
    "<https://evil.example|Avtalen>", "https://evil.example/?q=1", "http://evil.example", "www.evil.example", "mailto:x@evil.example",
    "https://example.org/0", "slack://open?team=T1",
    "«", "»", "“", "”", "*", "_", "~", "`", "```", ">", ">>> ", "&", "&amp;", "<", "|", "\n",
    "\n\n", "- punkt\n", "1. punkt\n", "| a | b |\n", "\u202e", "\u2066", "\x00", "\x07", "\ud800", "😀", "\u200b", "æøå", "漢字", "é" * 40,
    "ord " * 200, "x" * 3100, ". ", "<!chan", "nel>", "<https://evil", ".example>", "\t", "\r\n", "'\"\\", "%3C!channel%3E", "<!date^1^{date}^https://evil.example|x>",
]  # fmt: skip


def generated(count: int, seed: int) -> Iterator[Answer]:
    """Answers with whatever a document, a model or a person may have written, in every field that is shown."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        return "".join(rng.choices(PIECES, k=rng.randrange(1, most)))

    for _ in range(count):
        citations = tuple(
            citation(
                title=text(6),
                quote=text(12),
                section=tuple(text(4) for _ in range(rng.randrange(3))),
                page=rng.choice([None, 1, 300]),
                valid_from=rng.choice([None, "2026", "2026-01-01", text(3)]),
                valid_to=rng.choice([None, "2029-12", text(3)]),
                url=rng.choice(
                    [None, f"https://example.org/{n}", f"https://example.org/{text(2)}", "javascript:x", text(2)]
                ),
                status=rng.choice([None, "example", text(2)]),
            )
            for n in range(rng.randrange(7))
        )
        mode = rng.choice(["extractive", "generative", "refused"])
        understood = rng.choice([None, text(8)])
        yield an_answer(
            text(rng.choice([3, 30, 120])),
            citations=citations,
            mode=mode,
            abstained=mode == "refused",
            understood=understood,
        )


def test_a_thousand_generated_answers() -> None:
    """Whatever an answer holds, its messages are valid, mention nobody, and link nowhere but to its citations."""
    for answer in generated(1000, seed=20261122):
        allowed = {safe_url(c.url) for c in answer.citations} - {None}
        for message in answer_messages(answer, "Ev1", TEXTS, desk=True):
            assert_valid(message.blocks)
            for text in [*texts_in(message.blocks), message.text]:
                assert set(links_in(text)) <= allowed, text
        view = sources_view(keep_of(answer)["sources"], "nn", TEXTS)
        if view["blocks"]:
            assert_valid(view["blocks"], limit=100)
            assert set(links_in(json.dumps([texts_in(view["blocks"])], ensure_ascii=False))) <= allowed


def test_escaping_is_what_makes_them_inert(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the escaping taken out the same answers do mention people: the test above would see it."""
    monkeypatch.setattr("bot.blocks.mrkdwn.escape", lambda text: text.encode("utf-8", "replace").decode())

    def check() -> None:
        for answer in generated(100, seed=1):
            for message in answer_messages(answer, "Ev1", TEXTS):
                assert_valid(message.blocks)

    with pytest.raises(AssertionError, match=r"channel|here|U01KARI"):
        check()


def test_the_texts_of_ours_are_valid_too() -> None:
    """Every text of the bot in every language keeps Slack's limits as a block."""
    from bot.blocks.notes import help_message, notice
    from knowledge.partnership import load_partnership

    languages: Any = ("nb", "nn", "en")
    for language in languages:
        for message in (
            help_message(TEXTS, language, load_partnership(), "U1"),
            notice(TEXTS, language, 30, "noen@example.org", "person"),
        ):
            for block in message.blocks:
                assert all(len(text) <= SECTION_TEXT for text in texts_in([block]))
