"""An address has one form, and only those on named hosts may be fetched, however they are written."""

from __future__ import annotations

import pytest

from ingest.web.address import Rules, parse
from ingest.web.collecting import shown
from ingest.web.inner import is_inner
from knowledge.errors import FileRefused
from tests.ingest.web.hostile_addresses import ADDRESSES, INNER_NUMBERS

RULES = Rules(("www.kommune.example", "*.universitet.example", "bodø.example"), frozenset({8080}))


@pytest.mark.parametrize(("text", "reasons"), ADDRESSES.items())
def test_hostile_addresses_are_refused(text: str, reasons: set[str]) -> None:
    """Every trick with an address is refused for what it is, before anything is looked up."""
    with pytest.raises(FileRefused) as refused:
        parse(text, RULES)
    assert refused.value.reason in reasons


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("https://www.kommune.example/om/samarbeid", "https://www.kommune.example/om/samarbeid"),
        (" HTTPS://WWW.Kommune.Example:443/a/../b?x=1#del ", "https://www.kommune.example/b?x=1"),
        ("http://www.kommune.example.", "http://www.kommune.example/"),
        ("https://a.universitet.example/å", "https://a.universitet.example/%C3%A5"),
        ("https://BODØ.example/x", "https://xn--bod-2na.example/x"),
        ("http://www.kommune.example:8080/x", "http://www.kommune.example:8080/x"),
        ("http://www.kommune\u2024example/", "http://www.kommune.example/"),  # a one dot leader is a dot
        ("http://www.kommune.example/a@b", "http://www.kommune.example/a@b"),
    ],
)
def test_one_form(text: str, form: str) -> None:
    """What is the same address has the same form, and the form is read as itself again."""
    address = parse(text, RULES)
    assert address.text == form
    assert parse(address.text, RULES) == address
    assert str(address.url()) == form
    assert address.place == address.place.strip("/") != ""


@pytest.mark.parametrize("number", INNER_NUMBERS)
def test_inner_numbers(number: str) -> None:
    """Every way to write this machine, its network or its cloud's metadata as a number is known."""
    assert is_inner(number)


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_numbers(number: str) -> None:
    """Public numbers may be connected to."""
    assert not is_inner(number)


def test_secrets_in_an_address_are_not_shown() -> None:
    """A user name and password in an address reach no report."""
    assert shown("https://kari:hemmelig@www.kommune.example/x") == "https://…@www.kommune.example/x"
    assert "hemmelig" not in shown("https://hemmelig@a@b/x")
