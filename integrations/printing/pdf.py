"""From a template to a PDF, with nothing fetched, nothing active, and the same bytes for the same values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from bot.errors import PrevisitError

if TYPE_CHECKING:
    from weasyprint import Document

TEMPLATES = Path(__file__).parent / "templates"
_SIZES = (10.5, 9.8, 9.1, 8.5)  # points; below that nobody reads it at arm's length
_MIDDLING = 9.8


class NoPrinting(PrevisitError):
    """The machine lacks what lays out text."""

    def __init__(self) -> None:
        super().__init__("A PDF needs Pango. Run: sudo apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0")


def printed(template: str, *, one_page: bool, **values: Any) -> bytes:
    """Return the PDF; values: whatever the template shows, all of it is escaped.

    one_page: print as small as it takes for one page; what needs more pages all the same has them in middling print.
    Costs 0.1 s a try, and 0.8 s the first time.
    """
    html = _templates().get_template(template).render(**values)
    sizes = _SIZES if one_page else ()
    fits = next((page for size in sizes if len((page := _laid_out(html, size)).pages) == 1), None)
    pdf: bytes = (fits or _laid_out(html, _MIDDLING)).write_pdf()
    return pdf


def _laid_out(html: str, size: float) -> Document:
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPrinting from error
    nothing = URLFetcher(allowed_protocols=())
    sheet = (TEMPLATES / "sheet.css").read_text("utf-8")
    styles = [CSS(string=f"{sheet}\nhtml {{ font-size: {size}pt }}", url_fetcher=nothing)]
    return HTML(string=html, url_fetcher=nothing).render(stylesheets=styles, pdf_tags=True)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
