"""HTTP mode: only what Slack signed within five minutes is let through, and nothing makes the server fail."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import string
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.receiving_http import LARGEST_BODY
from knowledge.errors import PortTaken
from tests.bot_making import running_bot, slack_stand_in
from tests.standins.slack import TEAM

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
HTTP = {"SAMSPILL_SLACK_MODE": "http", "SLACK_SIGNING_SECRET": SECRET}


def signed(body: bytes, stamp: str | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = stamp or str(int(time.time()))
    signature = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/json",
    }


def forgeries(body: bytes, count: int, rng: random.Random) -> list[tuple[bytes, dict[str, str]]]:
    """Requests that Slack did not sign: forged, stale, from the future, and garbage of many kinds."""
    made = []
    for number in range(count):
        headers = signed(body)
        content = body
        match number % 10:
            case 0:
                headers = signed(body, secret="another")
            case 1:
                headers = signed(body, str(int(time.time()) - 301 - rng.randrange(10_000)))
            case 2:
                headers = signed(body, str(int(time.time()) + 301 + rng.randrange(10_000)))
            case 3:
                content = body + b" "
            case 4:
                headers["X-Slack-Signature"] = "".join(rng.choices(string.printable.strip(), k=rng.randrange(80)))
            case 5:
                headers["X-Slack-Request-Timestamp"] = rng.choice(["", "abc", "-1", "1e9", "٣", "9" * 40, "0x10"])
            case 6:
                del headers[rng.choice(["X-Slack-Signature", "X-Slack-Request-Timestamp"])]
            case 7:
                content = rng.randbytes(rng.randrange(200))
            case 8:
                headers["X-Slack-Signature"] = headers["X-Slack-Signature"].upper()
            case _:
                headers["X-Slack-Signature"] = "v0=" + "é" * 64
        made.append((content, headers))
    return made


def test_a_thousand_forgeries() -> None:
    """Of 1,000 requests that Slack did not sign none is let through, and none is a fault of ours."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, **HTTP) as bot, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{bot.server.port}/slack/events"
            body = json.dumps(slack.asks("Hvem?")).encode()
            statuses: Counter[int] = Counter()
            for content, headers in forgeries(body, 1000, random.Random(1)):
                async with http.post(url, data=content, headers=headers) as response:
                    statuses[response.status] += 1
            assert statuses == {401: 1000}
            await asyncio.sleep(0.2)
            assert not slack.messages["C01GENERAL"][1:]

    asyncio.run(run())


def test_a_signed_event_is_answered() -> None:
    """What Slack signed is acknowledged with 200 and answered; a second delivery is acknowledged too, and not answered."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, **HTTP) as bot, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{bot.server.port}/slack/events"
            asked = slack.asks("Hvem æøå?")
            body = json.dumps(asked, ensure_ascii=False).encode()
            for retry in ("", "1"):
                headers = signed(body) | ({"X-Slack-Retry-Num": retry} if retry else {})
                async with http.post(url, data=body, headers=headers) as response:
                    assert response.status == 200
            assert (await slack.reply(asked["event"]["ts"]))["text"] == "Svar på: Hvem æøå?"
            await asyncio.sleep(0.1)
            assert len(slack.replies(asked["event"]["ts"])) == 1

    asyncio.run(run())


def test_slack_verifies_the_address_and_sends_commands() -> None:
    """Slack's own verification of the address is answered, and a command comes as a form."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, **HTTP) as bot, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{bot.server.port}/slack/events"
            body = json.dumps({"type": "url_verification", "challenge": "abc123", "token": "x"}).encode()
            async with http.post(url, data=body, headers=signed(body)) as response:
                assert (response.status, "abc123" in await response.text()) == (200, True)
            command = {
                "command": "/samspill",
                "text": "hjelp",
                "team_id": TEAM,
                "channel_id": "C1",
                "user_id": "U1",
                "trigger_id": "1.1",
                "response_url": f"http://127.0.0.1:{slack.port}/respond/1",
            }
            body = urlencode(command).encode()
            headers = signed(body) | {"Content-Type": "application/x-www-form-urlencoded"}
            async with http.post(url, data=body, headers=headers) as response:
                assert response.status == 200
            async with asyncio.timeout(5):
                while not slack.answered:
                    await asyncio.sleep(0.01)

    asyncio.run(run())


def test_signed_nonsense_is_refused_and_no_fault_of_ours() -> None:
    """A signature over something that is no request of Slack's gets 400, never 500."""
    bodies = [
        b"",
        b"{",
        b"[1]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"type":"event_callback","event":[]}',
        b"payload=%7B",
        b"payload=",
    ]
    bodies += [b'{"type":"event_callback","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.0"}}']

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, **HTTP) as bot, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{bot.server.port}/slack/events"
            for body in bodies:
                for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain", "x/y"):
                    async with http.post(url, data=body, headers=signed(body) | {"Content-Type": kind}) as response:
                        assert response.status < 500, body

    asyncio.run(run())


def test_a_body_without_end_is_not_read() -> None:
    """A body larger than Slack ever sends is refused before it fills the memory."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, **HTTP) as bot, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{bot.server.port}/slack/events"
            async with http.post(url, data=b"x" * (LARGEST_BODY + 1)) as response:
                assert response.status == 413

    asyncio.run(run())


def test_health_and_readiness() -> None:
    """Health says that the process lives; readiness that events are received and can be answered."""

    async def get(http: aiohttp.ClientSession, port: int, path: str) -> tuple[int, Any]:
        async with http.get(f"http://127.0.0.1:{port}{path}") as response:
            return response.status, await response.json()

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack) as bot, aiohttp.ClientSession() as http:
            async with asyncio.timeout(5):
                while not bot.ready:
                    await asyncio.sleep(0.01)
            assert await get(http, bot.server.port, "/healthz") == (200, {"alive": True})
            assert await get(http, bot.server.port, "/readyz") == (200, {"ready": True})
            bot._receiving = False
            assert await get(http, bot.server.port, "/readyz") == (503, {"ready": False})
            async with http.post(f"http://127.0.0.1:{bot.server.port}/slack/events", data=b"{}") as response:
                assert response.status == 404  # Socket Mode has no open door

    asyncio.run(run())


def test_a_taken_port_is_told() -> None:
    """A second bot on the same port is refused with an error that names it."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack) as bot:
            with pytest.raises(PortTaken) as refused:
                async with running_bot(slack, SAMSPILL_PORT=bot.server.port):
                    pass
            assert refused.value.facts["port"] == str(bot.server.port)

    asyncio.run(run())
