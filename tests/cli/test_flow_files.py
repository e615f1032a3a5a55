"""What `previsit flows` says about files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from integrations.cli.flows import check


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("title: a\nb: café\n".encode("latin-1"), "line 2: this is not UTF-8. Save the file as UTF-8."),
        ("title: {en: a, es: b}\n".encode("utf-16"), "line 1: this is not UTF-8."),
        (b"title: a\nb: c\0d\n", "line 2, column 5: this is not YAML that can be read: take out the character U+0000"),
        (b"# a comment\n" * 420_000, "line 16667, column 9: here it is longer than the 200000 characters"),
    ],
    ids=["latin", "utf-16", "nul", "five megabytes"],
)
def test_the_place_of_what_cannot_be_read_is_named(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "visit.yml"
    file.write_bytes(data)

    with pytest.raises(typer.Exit):
        check([file])

    assert capsys.readouterr().err.startswith(f"{file}, {said}")
