"""What a file is, by its first bytes and not by its name alone.

A format that is certain by its signature (PDF, DOCX, ODT, a page of HTML) is read as what it is, whatever the name says, with a
warning: the reading process is confined either way. What has another signature, or lacks the one its name promises, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile

from ingest.readers import ALIASES
from knowledge.errors import FileRefused

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word up to 2003, and the shell around an encrypted newer file
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"%!PS", "PostScript"),
)
_BINARY_SUFFIXES = {".pdf", ".docx", ".odt"}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")


def true_suffix(suffix: str, data: bytes) -> str:
    """The suffix whose reader fits the bytes. Raises FileRefused when none does."""
    suffix = ALIASES.get(suffix, suffix)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf")
    if b"%PDF-" in head and (suffix == ".pdf" or head.lstrip().startswith(b"%PDF-")):
        return ".pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if head.startswith(_OLE):
        raise FileRefused(reason="encrypted" if _ENCRYPTED_PACKAGE in data else "old_word")
    for mark, name in _FOREIGN:
        if head.startswith(mark) and (suffix in _BINARY_SUFFIXES or mark != b"MZ" or b"\x00" in head):
            raise FileRefused(reason="wrong_format", suffix=suffix, found=name)
    if suffix in _BINARY_SUFFIXES:
        raise FileRefused(reason="damaged", format=suffix.removeprefix(".").upper())
    if suffix != ".html" and _PAGE.match(head):
        return ".html"
    if suffix == ".html" and b"\x00" not in head and not _ANY_TAG.search(data):
        return ".txt"
    return suffix


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileRefused(reason="damaged", format="ZIP") from None
    if "word/document.xml" in names or "[Content_Types].xml" in names:
        return ".docx"
    if "content.xml" in names or "mimetype" in names:
        return ".odt"
    raise FileRefused(reason="wrong_format", suffix="–", found="ZIP")
