"""Where this installation keeps what it makes, however and from wherever its command is run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent  # the checkout that the command was installed from
DATA = ROOT / "var"


def directory(text: str) -> Path:
    """Return a directory that somebody named, relative to where they stand."""
    return Path(text).expanduser().resolve()


def data_dir(environ: Mapping[str, str]) -> Path:
    """Return the data directory before the settings are read: keys and metrics lie beside and in it."""
    given = environ.get("PREVISIT_DATA_DIR")
    return directory(given) if given else DATA
