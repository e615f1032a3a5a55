"""Style sheets and scripts, under an address made from their content: browsers keep them for good and check what they get."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from markupsafe import Markup

HERE = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    content: bytes
    kind: str

    @property
    def integrity(self) -> str:
        return "sha384-" + base64.b64encode(hashlib.sha384(self.content).digest()).decode()


class Assets:
    """The files that pages load, by their path below the static folder; read once.

    All of them change address when one changes, so that a script can import the one beside it.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._assets = {name: Asset(path.read_bytes(), _kind(path)) for name, path in sorted(files.items())}
        every = b"\0".join(name.encode() + b"\0" + asset.content for name, asset in self._assets.items())
        self.digest = hashlib.sha256(every).hexdigest()[:16]

    def url(self, name: str) -> str:
        """Return the address of a file, KeyError when there is none of this name."""
        return f"/static/{self.digest}/{name}" if self._assets[name] else ""

    def load(self, name: str, attribute: str = "src") -> Markup:
        """Return the address and integrity attributes of an element that loads the file."""
        return Markup('{}="{}" integrity="{}"').format(attribute, self.url(name), self._assets[name].integrity)

    async def serve(self, request: web.Request) -> web.Response:
        asset = self._assets.get(request.match_info["name"])
        if asset is None or request.match_info["digest"] != self.digest:
            raise web.HTTPNotFound
        response = web.Response(body=asset.content, content_type=asset.kind, headers={"Cache-Control": FOR_GOOD})
        response.enable_compression()
        return response


def own_files() -> dict[str, Path]:
    """Return every file that pages of ours may load, by its path below the static folder."""
    return {path.relative_to(HERE).as_posix(): path for path in HERE.rglob("*") if path.is_file()}


def _kind(path: Path) -> str:
    return KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
