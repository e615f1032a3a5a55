"""What a PDF says and does, read by a library that did not write it."""

from __future__ import annotations

import re
import zlib

import pypdfium2

_ACTIVE = (
    b"/JavaScript",
    b"/JS",
    b"/OpenAction",
    b"/AA",
    b"/Launch",
    b"/URI",
    b"/EmbeddedFile",
    b"/SubmitForm",
    b"/XFA",
)


def pages(pdf: bytes) -> list[str]:
    """The text of each page; blanks and line breaks are one blank."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def active(pdf: bytes) -> list[bytes]:
    """Names of what a viewer would run, open or send, wherever they stand outside the pages' own drawing."""
    objects = [pdf]
    for stream in re.findall(rb"/Type /ObjStm.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        objects.append(zlib.decompress(stream))
    return [name for name in _ACTIVE if any(re.search(re.escape(name) + rb"\b", one) for one in objects)]
