"""What Slack accepts and what its clients make of a text: the checks that generated answers must pass.

Limits from docs.slack.dev/reference/block-kit; how mrkdwn is parsed from docs.slack.dev/messaging/formatting-message-text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

SECTION, CONTEXT_ELEMENTS, BUTTONS, HEADER, BUTTON, VALUE = 3000, 10, 25, 150, 75, 2000
FIELDS, FIELD, OVERFLOW, OPTIONS = 10, 2000, 5, 100
MENTION = re.compile(r"<[@#!][^>]*>")
ANGLE_LINK = re.compile(r"<((?:[a-z][a-z0-9+.\-]*):[^>|]*)(?:\|[^>]*)?>", re.IGNORECASE)
# What clients link by themselves: an address with a scheme, or one that begins with www.
AUTO_LINK = re.compile(
    r"(?<![\w<|])(?:(?:https?|ftp|slack|mailto|tel)://?[^\s<>|]+|mailto:\S+@\S+|www\.\w+\.\w\S*)", re.IGNORECASE
)


def texts_in(
    blocks: Iterable[Mapping[str, Any]], kinds: Collection[str] = frozenset({"mrkdwn", "plain_text"})
) -> list[str]:
    """Every mrkdwn or plain text in blocks."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            if value.get("type") in kinds:
                found.append(value["text"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(list(blocks))
    return found


def links_in(text: str) -> list[str]:
    """Every address that a client would let one click."""
    angled = ANGLE_LINK.findall(text)
    rest = ANGLE_LINK.sub(" ", text)
    return angled + AUTO_LINK.findall(rest)


def assert_valid(blocks: Iterable[Mapping[str, Any]], limit: int = 50, people: Collection[str] = ()) -> None:
    """Slack takes these blocks, and no text in them mentions anybody but `people`."""
    listed = list(blocks)
    assert 0 < len(listed) <= limit
    json.dumps(listed, ensure_ascii=False).encode("utf-8")  # no lone surrogates
    for block in listed:
        _assert_block(block)
    for text in texts_in(listed):
        assert text.strip(), "Slack refuses an empty text"
        mentioned = set(MENTION.findall(text))
        assert mentioned <= {f"<@{person}>" for person in people}, text
        text = MENTION.sub("", text)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)
        without = ANGLE_LINK.sub("", text)
        assert "<" not in without, text
    for text in texts_in(listed, {"mrkdwn"}):  # in plain text Slack shows the sign as it is
        assert not re.search(r"&(?!amp;|lt;|gt;)", ANGLE_LINK.sub("", text)), text


def _assert_block(block: Mapping[str, Any]) -> None:
    match block["type"]:
        case "section":
            assert "text" in block or block["fields"]
            if "text" in block:
                _assert_text(block["text"], SECTION)
            assert len(block.get("fields", [])) <= FIELDS
            for text in block.get("fields", []):
                _assert_text(text, FIELD)
            if "accessory" in block:
                _assert_element(block["accessory"])
        case "context":
            assert 0 < len(block["elements"]) <= CONTEXT_ELEMENTS
            for element in block["elements"]:
                _assert_text(element, SECTION)
        case "actions":
            assert 0 < len(block["elements"]) <= BUTTONS
            names = [element["action_id"] for element in block["elements"]]
            assert len(names) == len(set(names))
            for element in block["elements"]:
                _assert_element(element)
        case "input":
            _assert_text(block["label"], 2000)
            assert block["element"]["type"] in {
                "plain_text_input",
                "static_select",
                "multi_static_select",
                "datepicker",
            }
            if block["element"]["type"] != "plain_text_input":
                _assert_element(block["element"])
            if "hint" in block:
                _assert_text(block["hint"], 2000)
        case "header":
            _assert_text(block["text"], HEADER)
            assert block["text"]["type"] == "plain_text"
        case "divider":
            assert set(block) <= {"type", "block_id"}
        case other:
            raise AssertionError(f"not checked: {other}")


def _assert_element(element: Mapping[str, Any]) -> None:
    assert 1 <= len(element["action_id"]) <= 255
    match element["type"]:
        case "button":
            _assert_text(element["text"], BUTTON)
            assert 1 <= len(element["value"]) <= VALUE
        case "overflow" | "static_select" | "multi_static_select":
            assert 1 <= len(element["options"]) <= (OVERFLOW if element["type"] == "overflow" else OPTIONS)
            for option in element["options"]:
                _assert_text(option["text"], BUTTON)
                assert 1 <= len(option["value"]) <= 150
        case "datepicker" | "users_select":
            _assert_text(element["placeholder"], 150)
        case other:
            raise AssertionError(f"not checked: {other}")


def _assert_text(text: Mapping[str, Any], limit: int) -> None:
    assert text["type"] in {"mrkdwn", "plain_text"}
    assert 1 <= len(text["text"]) <= limit
    if text["type"] == "mrkdwn":
        assert text["verbatim"] is True
