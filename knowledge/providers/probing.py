"""Whether the chat model answers at all, for `samspill doctor`."""

from __future__ import annotations

from typing import Literal

from knowledge.providers.wire import NO_KEY
from knowledge.settings import KnowledgeSettings

ProbeOutcome = Literal["ok", "unreachable", "denied", "unknown_model"]


def probe(settings: KnowledgeSettings, timeout: float) -> ProbeOutcome:
    """What comes of asking it for one word, within `timeout` seconds."""
    import openai

    key = settings.openai_api_key
    client = openai.OpenAI(
        api_key=key.get_secret_value() if key else NO_KEY,
        base_url=settings.openai_base_url,
        timeout=timeout,
        max_retries=0,
    )
    try:
        client.chat.completions.create(
            model=settings.chat_model, messages=[{"role": "user", "content": "ok"}], max_tokens=1
        )
    except (openai.AuthenticationError, openai.PermissionDeniedError):
        return "denied"
    except openai.NotFoundError:
        return "unknown_model"
    except (openai.BadRequestError, openai.UnprocessableEntityError):
        return "ok"  # it is there and knows us; only this small request was not to its liking
    except (openai.OpenAIError, OSError, ValueError, TypeError, AttributeError):
        return "unreachable"
    return "ok"
