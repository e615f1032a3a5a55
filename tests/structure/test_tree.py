"""What may and may not lie in the repository."""

from __future__ import annotations

import ast
import json
import re

import pytest
from ruamel.yaml import YAML

from tests.structure.source import ROOT, modules, tracked

REGISTRIES = re.compile(r"(pypi|pythonhosted|npmjs|(deb|security)\.debian)\.(org|com)")
MACHINE_PATHS = re.compile(r"(?:^|[^a-zA-Z0-9.])/(?:root|work|farm|home|tmp)/[a-z.]", re.MULTILINE)
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b")
RASA_KEYS = {"version", "nlu", "stories", "rules", "responses", "slots", "entities", "intents", "forms", "actions"}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
LARGE = 600_000  # bytes


def texts() -> list[tuple[str, str]]:
    """Every tracked file that is text."""
    found = [(str(path), (ROOT / path).read_bytes()) for path in tracked()]
    return [(name, content.decode("utf-8")) for name, content in found if b"\0" not in content]


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    for name, text in texts():
        assert not (found := REGISTRIES.search(text)), f"{name}: {found}"
        assert not (found := MACHINE_PATHS.search(text)), f"{name}: {found}"


def test_no_file_holds_a_secret() -> None:
    for name, text in texts():
        assert not SECRETS.search(text), name


def test_the_python_lock_pins_everything_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [block for block in re.split(r"\n(?=\S)", lock) if block.strip()]

    assert not re.search(r"https?:|^-", lock, re.MULTILINE)
    assert pins and all(re.match(r"[\w.\[\]-]+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", pin) for pin in pins)


def test_everything_asked_for_is_in_the_python_lock() -> None:
    asked = {_name(line) for line in (ROOT / "requirements.in").read_text().splitlines() if re.match(r"\w", line)}
    locked = {_name(line) for line in (ROOT / "requirements.lock").read_text().splitlines() if re.match(r"\w", line)}

    assert asked <= locked


def _name(line: str) -> str:
    found = re.match(r"[\w.-]+", line)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_node_lock_pins_everything_by_hash_and_names_no_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    # What lies bundled inside another package comes under that one's hash.
    packages = {name: entry for name, entry in lock["packages"].items() if name and not entry.get("inBundle")}

    assert packages and all("integrity" in entry and "resolved" not in entry for entry in packages.values())
    for kind in ("dependencies", "devDependencies"):
        for name, version in asked[kind].items():
            assert packages[f"node_modules/{name}"]["version"] == version, f"{name} is not pinned"


def test_third_party_files_and_large_files_are_not_committed() -> None:
    for path in tracked():
        assert ".min." not in path.name and "node_modules" not in path.parts, path
        assert (ROOT / path).stat().st_size <= LARGE, path


def test_everything_below_data_is_training_data() -> None:
    below_data = [path for path in tracked() if path.parts[0] == "data"]

    assert below_data
    for path in below_data:
        assert path.suffix == ".yml", path
        assert set(YAML(typ="safe", pure=True).load(ROOT / path)) <= RASA_KEYS, path


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "credentials.yml", "endpoints.yml"])
def test_rasa_s_own_files_lie_where_rasa_expects_them(name: str) -> None:
    assert (ROOT / name).is_file()


def test_a_log_line_names_its_event_and_weaves_nothing_into_it() -> None:
    for name, path in modules("bot", "integrations", "actions").items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _is_log_call(node):
                assert isinstance(node, ast.Call) and node.args, f"{name}:{node.lineno}"
                assert isinstance(node.args[0], ast.Constant | ast.Name), f"{name}:{node.lineno}"


def _is_log_call(node: ast.AST) -> bool:
    """Whether this is `log.info(…)`, `self._log.info(…)` or `structlog.get_logger().info(…)`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOG_METHODS):
        return False
    return bool(re.search(r"\b_?log(ger)?$|get_logger\([^()]*\)$|getLogger\([^()]*\)$", ast.unparse(node.func.value)))
