"""Packed formats (DOCX, ODT): members with a bound on what they unpack to, XML without entities, files or addresses."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ingest.readers import Limits
from knowledge.errors import FileRefused

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 10_000
MEGABYTE = 1024 * 1024
_ENCRYPTED = 0x1  # bit of a member's flags (PKWARE APPNOTE 4.4.4)


class Archive:
    """A zip file in memory. What its members unpack to is counted together, and believed only once unpacked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._room = limits.max_unpacked
        self._limit = str(limits.max_unpacked // MEGABYTE)
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise FileRefused(reason="too_large_inside", limit=self._limit)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise FileRefused(reason="encrypted")
        self._names = {member.filename for member in members}

    def xml(self, name: str) -> _Element | None:
        """A member as XML, None where it is missing. Raises FileRefused for a bomb or entities, XMLSyntaxError for broken XML."""
        if name not in self._names:
            return None
        with self._zip.open(name) as member:
            data = member.read(self._room + 1)
        self._room -= len(data)
        if self._room < 0:
            raise FileRefused(reason="too_large_inside", limit=self._limit)
        return parse_xml(data)


def parse_xml(data: bytes) -> _Element:
    """XML that stands for itself. Raises FileRefused (`hostile_xml`) when it brings a document type with entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        if b"<!ENTITY" in data:  # a bomb is a syntax error to libxml2
            raise FileRefused(reason="hostile_xml") from None
        raise
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused(reason="hostile_xml")
    return root
