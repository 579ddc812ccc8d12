"""People in a request's document: who stands in it by an id, and the document with names in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def people_in(document: Mapping[str, Any]) -> set[str]:
    """The ids of who sent it and who changed it."""
    return {str(document["sender"]["user"]), *(str(entry["author"]) for entry in document["history"])}


def with_names(document: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The document for reading: names where they are known, the id where not. What was submitted and hashed is another matter."""
    sender = {**document["sender"], "user": names.get(document["sender"]["user"], document["sender"]["user"])}
    history = [{**entry, "author": names.get(entry["author"], entry["author"])} for entry in document["history"]]
    return {**document, "sender": sender, "history": history}
