"""Forms of a page as a browser would send them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._text: str | None = None
        self._list: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name"), has.get("value") or ""
        if tag == "form":
            self.forms.append((has.get("action") or "", {}))
        elif not self.forms:
            return
        elif tag == "input" and name:
            self._input(has, name, value)
        elif tag == "textarea" and name:
            self._text = name
            self._fields[name] = ""
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list and ("selected" in has or self._list not in self._fields):
            self._fields[self._list] = value

    def handle_endtag(self, tag: str) -> None:
        self._text = None if tag == "textarea" else self._text
        self._list = None if tag == "select" else self._list

    def handle_data(self, data: str) -> None:
        if self._text:
            self._fields[self._text] += data

    def _input(self, has: dict[str, str | None], name: str, value: str) -> None:
        kind = has.get("type", "text")
        if kind not in ("checkbox", "radio") or "checked" in has:
            self._fields[name] = value

    @property
    def _fields(self) -> dict[str, str]:
        return self.forms[-1][1]


def form_of(page: str, action: str, **known: str) -> dict[str, str]:
    """The fields of the first form that goes to this address and has these fields as they are here."""
    reader = _Forms()
    reader.feed(page)
    return next(
        fields for to, fields in reader.forms if to == action and all(fields.get(n) == v for n, v in known.items())
    )
