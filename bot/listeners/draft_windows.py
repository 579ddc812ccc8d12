"""Windows of drafting: a field to correct, a question from the desk, a reason, an author's answer.

A window must open within three seconds, so opening it is no matter of the inbox. What is sent from one is: it is committed
before it is acknowledged, and Slack keeps the window open with an error where that fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.blocks.draft_windows import EDIT_VIEW, TEXT_BLOCK, TEXT_VIEW, edit_view, error_block, text_view, typed
from bot.blocks.elements import ASK_MODAL, EDIT
from bot.blocks.limits import pack
from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note
from bot.blocks.request_card import section
from bot.drafts.draft import Draft
from bot.drafts.editing import Edit, Edited
from bot.drafts.lines import Line
from bot.drafts.outcome import Outcome
from bot.drafts.places import conversation_in
from bot.events.types import Event, Handler, Incoming, Message, Reply
from bot.listeners.draft_replies import reply_of, slack_texts
from bot.services import Services
from knowledge.errors import NotFound
from knowledge.privacy import mask_identity_numbers
from knowledge.types import Language

EDITED = "draft.edited"
Ack = Callable[..., Awaitable[None]]


def register(routes: dict[str, Handler], services: Services) -> None:
    """What was sent from a window with fields; texts go to `requests`."""

    async def edited(event: Event) -> Reply:
        return _edited(services, event)

    routes[EDITED] = edited


def register_live(app: AsyncApp, services: Services) -> None:
    """Opening windows, and taking in what is sent from them."""

    @app.action(re.compile(rf"^{EDIT}\|"))
    async def correct(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await _open(services, client, body, await services.in_thread(_edit_window, services, body))

    @app.action(re.compile(rf"^{ASK_MODAL}\|"))
    async def ask(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await _open(services, client, body, await services.in_thread(_text_window, services, body))

    @app.view(EDIT_VIEW)
    async def save(ack: Ack, body: dict[str, Any]) -> None:
        errors = await services.in_thread(_errors, services, body)
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await services.commit(_row(services, body, EDITED))
        await ack()

    @app.view(TEXT_VIEW)
    async def send(ack: Ack, body: dict[str, Any]) -> None:
        if not typed(body["view"]).get(TEXT_BLOCK, "").strip():
            language = await services.in_thread(_text_language, services, body["view"])
            await ack(response_action="errors", errors={TEXT_BLOCK: slack_texts()("modal.needed", language)})
            return
        await services.commit(_row(services, body, "desk.written"))
        await ack()


# Opening


def _about(body: Mapping[str, Any]) -> list[str]:
    return [*str(body["actions"][0]["action_id"]).split("|")[1:], "", ""]


def _where(body: Mapping[str, Any]) -> dict[str, Any]:
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or ""
    return {"channel": channel, "thread_ts": message.get("thread_ts") or message.get("ts")}


def _edit_window(services: Services, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The window for one field, or for all; None where the draft is gone, sent, or another's."""
    action = body["actions"][0]
    wanted, identity = _about(body)[:2]
    wanted = str((action.get("selected_option") or {}).get("value") or wanted)
    draft = _draft(services, identity)
    if draft is None or draft.owner != body["user"]["id"] or not draft.is_open:
        return None
    fields = [field for field in draft.form.fields if field.id == wanted or (wanted == "*" and not field.extra)]
    if wanted == "*":
        fields += [field for field in draft.form.fields if field.extra and draft.answered(field.id)]
    if not fields:
        return None
    view = edit_view(draft, fields, services.drafting.records.wording(draft.language), slack_texts())
    return _with(view, _where(body))


def _text_window(services: Services, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The window for one text: the desk's in its own language, the author's in the draft's; None where the request is gone."""
    which, number = _about(body)[:2]
    draft = _draft(services, number)
    if draft is None:
        return None
    language = draft.language if which == "answer" else services.desk_language
    return text_view(which, {"which": which, "number": number} | _where(body), slack_texts(), language)


def _text_language(services: Services, view: Mapping[str, Any]) -> Language:
    """The language of an open window for one text."""
    about = json.loads(view["private_metadata"])
    draft = _draft(services, str(about["number"])) if about["which"] == "answer" else None
    return draft.language if draft is not None else services.desk_language


def _with(view: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    return view | {"private_metadata": json.dumps(json.loads(view["private_metadata"]) | dict(more))}


def _draft(services: Services, identity: str) -> Draft | None:
    try:
        with services.drafting.store.snapshot() as connection:
            return services.drafting.store.find(connection, identity)
    except NotFound:
        return None


async def _open(services: Services, client: AsyncWebClient, body: Mapping[str, Any], view: Any) -> None:
    if view is None:
        await _tell(services, client, body, "elsewhere")
        return
    try:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    except SlackApiError:  # the click is older than three seconds
        await _tell(services, client, body, "late")


async def _tell(services: Services, client: AsyncWebClient, body: Mapping[str, Any], key: str) -> None:
    where, user = _where(body), str(body["user"]["id"])
    message = note(slack_texts()(f"note.{key}", services.desk_language))
    await client.chat_postEphemeral(
        channel=where["channel"] or user,
        user=user,
        thread_ts=(body.get("message") or {}).get("thread_ts"),
        text=message.text,
        blocks=[dict(block) for block in message.blocks],
    )


# Taking in


def _row(services: Services, body: Mapping[str, Any], kind: str) -> Incoming:
    """What was sent, for the inbox. The window's id is the same however often Slack delivers it."""
    view, user = body["view"], str(body["user"]["id"])
    kept: dict[str, Any] = json.loads(view["private_metadata"])
    texts = {name: mask_identity_numbers(text) for name, text in typed(view).items()}
    where = {"channel": kept.pop("channel") or user, "ts": kept.pop("thread_ts", None), "user": user}
    payload = {"team": services.own.team} | where | kept | {"typed": texts, "text": texts.get(TEXT_BLOCK, "")}
    lane = f"{where['channel']}:{where['ts']}"
    return Incoming(f"view:{view['id']}", kind, lane, 0.0, payload, user=user)


def _errors(services: Services, body: Mapping[str, Any]) -> dict[str, str]:
    """What is typed that does not fit, by block."""
    view = body["view"]
    kept: dict[str, Any] = json.loads(view["private_metadata"])
    draft = _draft(services, kept["draft"])
    if draft is None:
        return {}
    edit = Edit(kept["draft"], str(body["user"]["id"]), kept["opened"], typed(view))
    language, found = draft.language, {}
    for name in services.drafting.misfits(draft, edit, services.today()):
        field = draft.form.field(name)
        example = field.example[language] if field else ""
        found[error_block(field) if field else name] = slack_texts()("modal.invalid", language, example=example)
    return found


def _edited(services: Services, event: Event) -> Reply:
    """The fields, saved; told line by line, with what somebody else had changed meanwhile."""
    payload = event.payload
    edit = Edit(str(payload["draft"]), event.user, payload["opened"], payload["typed"])
    conversation = conversation_in(event.channel, event.root, event.user)
    line = Line(conversation, event.user, action="edit")

    def decide(connection: Connection) -> Reply:
        try:
            outcome, edited = services.drafting.edit(connection, line, edit, services.today())
        except NotFound:
            return Reply((note(slack_texts()("note.gone", services.desk_language), "person"),))
        draft = outcome.turned.draft
        if draft is None or draft.owner != event.user:
            return Reply((note(slack_texts()("note.not_yours", outcome.turned.words.language), "person"),))
        if not draft.is_open:
            return Reply(
                (note(slack_texts()("note.sent_already", draft.language, number=draft.number or ""), "person"),)
            )
        return _told(services, event, outcome, edited, connection)

    return Reply(decide=decide)


def _told(services: Services, event: Event, outcome: Outcome, edited: Edited, connection: Connection) -> Reply:
    texts, words = slack_texts(), outcome.turned.words
    conflict = _conflict(outcome, edited)
    if not (edited.hits or edited.emptied):
        return Reply(conflict or (note(texts("note.unchanged", words.language), "person"),))
    reply = reply_of(services, event, outcome, connection)
    return replace(reply, messages=(*conflict, *reply.messages))


def _conflict(outcome: Outcome, edited: Edited) -> tuple[Message, ...]:
    draft, words = outcome.turned.draft, outcome.turned.words
    if not edited.conflicts or draft is None:
        return ()
    labels = ", ".join(words.label(draft, name) for name in edited.conflicts)
    values = "; ".join(words.value(draft, name, draft.value(name)) for name in edited.conflicts)
    text = slack_texts()("note.conflict", words.language, labels=labels, values=values)
    return tuple(Message(text, tuple(part)) for part in pack([section(inert(text))]))
