"""Identity numbers are masked; other numbers are left alone. The numbers here are made up by the rule itself."""

from __future__ import annotations

import random

import pytest

from knowledge.privacy import MASK, control_digits_hold, mask_identity_numbers

FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SHAPES = ("{0}{1}", "{0} {1}", "{0}-{1}", "{0}\u00a0{1}")


def synthetic(chance: random.Random, day_offset: int = 0, month_offset: int = 0, remainder: int = 0) -> str:
    """A number that the modulus 11 rule accepts: first control sum with `remainder`, second with none."""
    while True:
        date = f"{chance.randint(1, 28) + day_offset:02}{chance.randint(1, 12) + month_offset:02}{chance.randint(0, 99):02}"
        digits = [int(d) for d in f"{date}{chance.randint(0, 999):03}"]
        first = (remainder - sum(w * d for w, d in zip(FIRST, digits, strict=True))) % 11
        second = -sum(w * d for w, d in zip(SECOND, [*digits, first], strict=True)) % 11
        if first < 10 and second < 10:
            return "".join(map(str, [*digits, first, second]))


@pytest.mark.parametrize("remainder", range(4))
@pytest.mark.parametrize(("day_offset", "month_offset"), [(0, 0), (40, 0), (0, 40), (0, 80), (40, 80)])
def test_every_kind_of_number_is_masked(day_offset: int, month_offset: int, remainder: int) -> None:
    """Birth numbers, D-numbers and synthetic test numbers, by today's rule and by that of 2032, are masked in every usual spelling."""
    chance = random.Random(remainder)
    for _ in range(125):
        number = synthetic(chance, day_offset, month_offset, remainder)
        assert control_digits_hold(number)
        for shape in SHAPES:
            written = shape.format(number[:6], number[6:])
            masked = mask_identity_numbers(f"Gjelder eleven {written}, som har søkt.")
            assert masked == f"Gjelder eleven {MASK}, som har søkt."


def test_a_mistyped_number_is_masked_where_it_is_named() -> None:
    """A wrong control digit does not save a number that the text calls a fødselsnummer."""
    assert mask_identity_numbers("Fødselsnummer: 01017012345") == f"Fødselsnummer: {MASK}"


@pytest.mark.parametrize(
    "text",
    [
        "Ring +47 73 98 40 40",
        "arkivsak 2019/37923",
        "185 000 000 kroner",
        "kontonummer 99999999999",
        "fra 01.01.2022 til 31.12.2032",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Telephone numbers, sums, references and dates are left as they are."""
    assert mask_identity_numbers(text) == text
