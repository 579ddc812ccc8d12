"""A response's body, unpacked here and not by the library: what it unpacks to is counted while it unpacks."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

from knowledge.errors import FileRefused

MEGABYTE = 1024 * 1024
ACCEPTED = "gzip, deflate"  # what we ask for; anything else that comes is refused
_STEP = 1 << 16


async def limited(parts: AsyncIterator[bytes], encoding: str, max_bytes: int) -> bytes:
    """The whole body. Raises FileRefused when it is too large, packed or unpacked, or packed in a way that we did not ask for."""
    unpack = _unpacker(encoding)
    out, packed = bytearray(), 0
    async for part in parts:
        packed += len(part)
        if packed > max_bytes:
            raise FileRefused(reason="too_large", limit=str(max_bytes // MEGABYTE))
        if unpack is None:
            out += part
            continue
        try:
            waiting = part
            while waiting:
                out += unpack.decompress(waiting, _STEP)
                if len(out) > max_bytes:
                    raise FileRefused(reason="too_large_inside", limit=str(max_bytes // MEGABYTE))
                waiting = unpack.unconsumed_tail
        except zlib.error:
            raise FileRefused(reason="web_encoding") from None
    if unpack is not None and packed and not unpack.eof:
        raise FileRefused(reason="web_cut")
    return bytes(out)


def _unpacker(encoding: str) -> zlib._Decompress | None:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return None
    if name in {"gzip", "x-gzip"}:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if name == "deflate":
        return zlib.decompressobj()
    raise FileRefused(reason="web_encoding")
