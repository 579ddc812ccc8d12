"""One request to a chat endpoint, and what may go wrong with it: pieces of text come out, or a ModelFailure."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Literal

from knowledge.errors import ModelFailure
from knowledge.settings import KnowledgeSettings

Format = Literal["json_schema", "json_object", "plain"]
FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "plain")  # what endpoints take, best first
NO_KEY = "none"  # a local server asks for no key, the packages do
TAKES_NO_SCHEMA = {500, 501}  # small servers answer these to a schema that they cannot follow


class FormatRefused(Exception):
    """The endpoint does not take this response format."""


def client(settings: KnowledgeSettings) -> Any:
    """A client that makes each request once. The packages take seconds to import, so it is made ahead of the first question."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    made = ChatOpenAI(
        model=settings.chat_model,
        api_key=settings.openai_api_key or SecretStr(NO_KEY),
        base_url=settings.openai_base_url,
        timeout=settings.model_timeout,
        max_retries=0,  # the quotes serve at once; a storm of retries helps nobody
        temperature=0,
    )
    _ = made.root_async_client.beta.chat.completions  # 700 modules that the first streamed answer would wait for
    return made


async def pieces_of(
    made: Any, system: str, user: str, schema: Mapping[str, Any], kind: Format, patience: float
) -> AsyncIterator[Any]:
    """The pieces of an answer, with at most `patience` seconds of silence before each.

    Raises FormatRefused where the endpoint does not take the format, ModelFailure for everything else that goes wrong.
    """
    import openai

    options = {"response_format": wanted} if (wanted := _response_format(kind, schema)) else {}
    pieces = made.astream([("system", system), ("human", user)], **options)
    try:
        while True:
            async with asyncio.timeout(patience):
                piece = await anext(pieces)
            yield piece
    except StopAsyncIteration:
        return
    except (openai.BadRequestError, openai.UnprocessableEntityError):
        raise FormatRefused from None
    except openai.InternalServerError as error:
        if kind == "json_schema" and error.status_code in TAKES_NO_SCHEMA:
            raise FormatRefused from None
        raise ModelFailure(why="unreachable") from None
    except (openai.APITimeoutError, TimeoutError):
        raise ModelFailure(why="timeout") from None
    except (openai.OpenAIError, OSError):
        raise ModelFailure(why="unreachable") from None
    except (ValueError, TypeError, LookupError, AttributeError):  # an answer of another shape than a completion
        raise ModelFailure(why="malformed") from None
    except Exception:  # noqa: BLE001  (a stream that breaks raises what the HTTP package below raises)
        raise ModelFailure(why="unreachable") from None
    finally:
        await pieces.aclose()


def _response_format(kind: Format, schema: Mapping[str, Any]) -> dict[str, Any] | None:
    if kind == "json_schema":
        return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)}}
    return {"type": "json_object", "schema": dict(schema)} if kind == "json_object" else None


def read_object(content: str) -> dict[str, Any]:
    """The JSON object in a finished message's text. Raises ModelFailure, `why` empty or malformed."""
    if not content.strip():
        raise ModelFailure(why="empty")
    if found := re.search(r"\{.*\}", content, re.S):
        content = found.group()  # small models wrap the object in a code fence, or say a word before it
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):
        raise ModelFailure(why="malformed") from None
    if not isinstance(loaded, dict):
        raise ModelFailure(why="malformed")
    return loaded
