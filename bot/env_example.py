"""`.env.example`, written from the settings themselves so that it is always complete: `python -m bot.env_example > .env.example`."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from importlib import import_module

from pydantic_settings import BaseSettings

HEAD = """\
# Samspill's settings. Copy this file to .env and take away the # before what you want to set.
# Every line shows an example that works; what stands in brackets is the default.
"""
KINDS = (
    "knowledge.settings:KnowledgeSettings",
    "ingest.settings:IngestSettings",
    "ingest.settings:WebSettings",
    "bot.settings:BotSettings",
)


def settings_kinds() -> list[type[BaseSettings]]:
    """Every settings class of the product, in the order in which `.env.example` shows them."""
    kinds = []
    for name in KINDS:
        module, _, attribute = name.partition(":")
        kinds.append(getattr(import_module(module), attribute))
    return kinds


def render(kinds: Sequence[type[BaseSettings]]) -> str:
    """The text of `.env.example`: each variable with what it is for, its default and an example."""
    parts = [HEAD]
    for kind in kinds:
        parts.append(f"# --- {(kind.__doc__ or '').splitlines()[0]}\n")
        for field in kind.model_fields.values():
            default = field.get_default(call_default_factory=True, validated_data={})
            note = f"{field.description} [{'not set' if default is None else default}]"
            parts.append(textwrap.fill(note, 110, initial_indent="# ", subsequent_indent="# "))
            parts.append(f"#{field.validation_alias}={(field.examples or [''])[0]}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    print(render(settings_kinds()), end="")  # noqa: T201
