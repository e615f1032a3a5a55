"""The repository as the structural tests see it: its tracked files, its modules, and what each imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OURS = ("bot", "integrations", "actions", "bench", "tests")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is or will be committed, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (ROOT / (path := Path(name))).is_file())


@cache
def modules(*tops: str) -> dict[str, Path]:
    """The modules below these packages by their dotted names."""
    found = (path for path in tracked() if path.suffix == ".py" and path.parts[0] in tops)
    return {_dotted(path): ROOT / path for path in found}


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, *, inside_functions: bool = True) -> set[str]:
    """The dotted names that a module imports; a name taken from a package of ours counts as that package's module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if inside_functions else _outside_functions(tree)
    return {name for node in nodes for name in _imported(node)}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute here, so that a reader sees the room"
        whole = {f"{node.module}.{alias.name}" for alias in node.names}
        known = modules(*OURS)
        yield from (name if name in known else str(node.module) for name in whole)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _outside_functions(child)


def third_party(names: set[str]) -> set[str]:
    """The top-level packages among these names that are neither ours nor Python's own."""
    tops = {name.split(".")[0] for name in names}
    return {top for top in tops if top not in sys.stdlib_module_names and top not in OURS}


def below(name: str, *rooms: str) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)
