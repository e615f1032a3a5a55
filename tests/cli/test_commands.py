"""The command line as people and programs use it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from integrations.schema import schema
from integrations.storage.embedded import stop_embedded

COMMANDS = [
    "up",
    "web",
    "worker",
    "migrate",
    "train",
    "demo",
    "clinic",
    "chat",
    "understand",
    "summary",
    "reconcile",
    "schema",
    "visits",
    "flows",
]
HEADER = (
    "visit_id,starts_at,time_zone,patient_name,birth_date,phone,language,clinic,"
    "consent_texting,consent_recorded_at,consent_source\n"
)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cli") / "data"
    yield folder
    stop_embedded(folder)


def previsit(*words: str, data_dir: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from integrations.cli import main; main()", *words]
    environ = os.environ | {"PREVISIT_DATA_DIR": str(data_dir)}
    return subprocess.run(command, input=said, env=environ, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, data_dir: Path):
    done = previsit(command, "--help", data_dir=data_dir)

    assert done.returncode == 0 and "Usage" in done.stdout


def test_a_patient_at_the_keyboard_is_answered_and_the_lines_keep_to_the_schema(data_dir: Path):
    texts = ["sí", "me duele la rodilla", "listo", "me aprieta el pecho ahora y no puedo respirar"]
    said = "\n".join(json.dumps({"text": text}) for text in texts)

    done = previsit("chat", "--json", "--language", "es", data_dir=data_dir, said=said)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 4, done.stderr[-1500:]
    for line in lines:
        jsonschema.validate(line, {"$ref": "#/$defs/chat_out", "$defs": schema()["$defs"]})
    assert any("rodilla" in item["words"] for item in lines[1]["agenda"]["items"])
    assert "911" in lines[3]["replies"][0]
    assert lines[3]["alerts"][0]["tier"] == "T1"
    told = [line for line in done.stderr.splitlines() if not line.startswith("Made PREVISIT_")]
    assert told == ["Loading the assistant (about 20 seconds) …"]  # and no library's advice to its programmers


def test_a_line_that_no_patient_could_send_is_answered_by_naming_it_and_the_next_one_is_taken(data_dir: Path):
    said = 'nonsense\n{"words": "hi"}\n\n["hi"]\n{"text": 7}\n{"text": "\\ud83d"}\n{"text": "my knee hurts"}\n'

    done = previsit("chat", "--json", data_dir=data_dir, said=said)

    *wrong, right = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["error"].split(" of ")[0] for line in wrong] == [f"Line {number}" for number in (1, 2, 4, 5, 6)]
    assert right["replies"]
    for line in (*wrong, right):
        shape = "chat_out" if line is right else "chat_error"
        jsonschema.validate(line, {"$ref": f"#/$defs/{shape}", "$defs": schema()["$defs"]})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "previsit: Lines of the input that could not be read: 1, 2, 4, 5, 6."


def test_understanding_prints_a_line_a_text_in_order(data_dir: Path):
    texts = [
        {"id": 7, "text": "my knee hurts and I can't sleep", "question": "words"},
        {"id": "b", "text": "no", "question": "something_else"},
        {"id": 3, "text": "STOP"},
        {"id": 4, "text": "/restart"},
        {"id": 5, "text": ""},
    ]

    done = previsit("understand", data_dir=data_dir, said="\n".join(map(json.dumps, texts)))

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == [7, "b", 3, 4, 5], done.stderr[-1500:]
    for line in lines:
        jsonschema.validate(line, {"$ref": "#/$defs/understood", "$defs": schema()["$defs"]})
    assert lines[1]["intent"]["name"] == "nothing_else"
    assert [line["opt_out"] for line in lines] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "Line 1"),
        ('{"id":1}', "Line 1"),
        ('{"id":1,"text":"a","question":"colour"}', "questions are"),
        ('{"id":1,"text":"a","question":["words"]}', "questions are"),
        ('{"id":1,"text":"a","language":"fr"}', "languages are en, es"),
        ('{"id":1,"text":"\\ud83d"}', "half a character"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, says: str, data_dir: Path):
    done = previsit("understand", data_dir=data_dir, said=line)

    assert done.returncode == 1 and says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_file_of_visits_names_each_row_and_imports_nothing(data_dir: Path, tmp_path: Path):
    file = tmp_path / "visits.csv"
    row = "V1,tomorrow,America/New_York,Zoe Planted,1960-01-01,+12025550143,en,Nowhere Clinic,yes,2026-11-01T09:00:00-05:00,form\n"
    file.write_text(HEADER + row, "utf-8")

    done = previsit("visits", "import", str(file), data_dir=data_dir)
    exported = previsit("visits", "export", data_dir=data_dir)

    assert done.returncode == 1 and "row 2" in done.stderr and "starts_at" in done.stderr
    assert "Planted" not in done.stderr and "Traceback" not in done.stderr
    assert "V1" not in exported.stdout


def test_every_bad_row_is_named_however_many_there_are(data_dir: Path, tmp_path: Path):
    file = tmp_path / "visits.csv"
    row = "V{},tomorrow,America/New_York,Zoe Planted,1960-01-01,+12025550143,en,Nowhere Clinic,no,,\n"
    file.write_text(HEADER + "".join(map(row.format, range(60))), "utf-8")

    done = previsit("visits", "import", str(file), data_dir=data_dir)

    named = [line.split(",")[0].strip() for line in done.stderr.splitlines() if "starts_at" in line]
    assert done.returncode == 1
    assert named == [f"row {number}" for number in range(2, 62)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("summary", "nothing"), "no visit"),
        (("summary", "nothing", "--format", "fax"), "Forms"),
        (("visits", "import", "none.csv"), "read"),
        (("demo", "--url", "http://127.0.0.1:1"), "Nothing answers at http://127.0.0.1:1"),
        (("worker", "--kind", "foo"), "Kinds: all, turns, messenger, courier"),
        (("flows", "check", "none.yml"), "none.yml cannot be read"),
        (("flows", "check", "."), "cannot be read"),
        (("flows", "check", "models/previsit.tar.gz"), "line 1: this is not UTF-8"),
        (("flows", "diff", "adult_follow_up", "none.yml"), "none.yml cannot be read"),
        (("flows", "export", "new_patient", "--format", "xml"), "Formats: yaml, fhir"),
        (("flows", "import", "config.yml"), "config.yml: This is not JSON that can be read"),
        (("chat", "--language", "fr"), "Languages: en, es"),
        (("chat", "--flow", "foo"), "Flows: adult_follow_up"),
        (("chat", "--langauge", "es"), "--language"),
        (("visits", "import"), "Missing argument"),
        (("dmeo",), "No such command"),
    ],
)
def test_a_mistake_is_one_clear_line_and_a_failure(words: tuple[str, ...], says: str, data_dir: Path):
    done = previsit(*words, data_dir=data_dir)

    assert done.returncode in (1, 2)  # 2: the command itself was typed wrongly
    assert len(done.stderr.strip().splitlines()) == 1 and says in done.stderr


@pytest.mark.parametrize("setting", ["PREVISIT_WEB_PORT", "PREVISIT_METRICS_PORT"])
def test_a_port_that_is_taken_is_named_with_its_setting(setting: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv(setting, str(port))
        done = previsit("web" if setting == "PREVISIT_WEB_PORT" else "up", data_dir=data_dir)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and f"Port {port}" in done.stderr and setting in done.stderr


def test_a_database_that_does_not_answer_is_named(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PREVISIT_DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/previsit")

    done = previsit("visits", "export", data_dir=data_dir)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "PREVISIT_DATABASE_URL" in done.stderr
    assert "secret" not in done.stderr
