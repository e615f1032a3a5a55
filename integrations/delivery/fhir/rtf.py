"""Plain text as RTF, for record systems that take nothing simpler."""

from __future__ import annotations

_HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}\f0\fs20 "


def rtf(text: str) -> bytes:
    """Return the text letter by letter: no word of it can be a command of RTF."""
    return (_HEAD + "".join(_written(character) for character in text) + "}").encode("ascii")


def _written(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character == "\n":
        return "\\par\n"
    if " " <= character <= "~":
        return character
    units = character.encode("utf-16-le", "surrogatepass")
    halves = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(f"\\u{half}?" for half in halves)
