"""Connections that lead nowhere but where they may: the check is made on the number that a socket is about to connect to.

A name is looked up once for each connection; what came of it is checked as a whole, and each socket again when it is made, also those
of addresses that are numbers already. So a name that answers first with a public number and then with an inner one gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

from aiohttp.abc import AbstractResolver, ResolveResult

from ingest.web.inner import is_inner, is_loopback
from knowledge.errors import FileRefused

if TYPE_CHECKING:
    import aiohttp

    from ingest.web.address import Lookup, Rules


def system_lookup(host: str, port: int) -> list[str]:
    """The numbers behind a name. Raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def may_connect(number: str, port: int, rules: Rules) -> bool:
    """Whether a socket may connect: to what is public, and to the ports of this machine that a setting names."""
    if is_loopback(number) and port in rules.loopback_ports:
        return True
    return not is_inner(number)


def guarded_connector(rules: Rules, lookup: Lookup) -> aiohttp.TCPConnector:
    """What aiohttp connects by. Every socket of it is checked; FileRefused (`web_inner`) comes out of the request."""
    import aiohttp

    return aiohttp.TCPConnector(
        resolver=_Resolver(rules, lookup),
        socket_factory=lambda info: _socket(info, rules),
        happy_eyeballs_delay=None,
        use_dns_cache=False,
        force_close=True,
        limit_per_host=2,
    )


def _socket(info: Any, rules: Rules) -> socket.socket:
    family, kind, protocol, _, target = info
    if not may_connect(str(target[0]), int(target[1]), rules):
        raise FileRefused(reason="web_inner")
    return socket.socket(family, kind, protocol)


class _Resolver(AbstractResolver):
    def __init__(self, rules: Rules, lookup: Lookup) -> None:
        self._rules, self._lookup = rules, lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """All numbers behind a name, or none of them: one inner number among them refuses the name."""
        numbers = await asyncio.get_running_loop().run_in_executor(None, self._lookup, host, port)
        if not numbers:
            raise OSError("a name without numbers")
        if not all(may_connect(number, port, self._rules) for number in numbers):
            raise FileRefused(reason="web_inner")
        return [
            ResolveResult(
                hostname=host,
                host=number,
                port=port,
                family=socket.AF_INET6 if ":" in number else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for number in numbers
        ]

    async def close(self) -> None:
        """Nothing is held."""
