from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from integrations.storage.embedded import EmbeddedDatabaseFailed, create_database, embedded_url, stop_embedded


@pytest.fixture(scope="module")
def running() -> Iterator[Path]:
    """A server that the tests of this file share; they leave it running."""
    with tempfile.TemporaryDirectory() as directory:
        embedded_url(Path(directory))
        yield Path(directory)
        stop_embedded(Path(directory))


def tell(url: str, command: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(command.encode())


def ask(url: str, query: str) -> object:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def server_pid(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def start_elsewhere(data_dir: Path) -> subprocess.Popen[str]:
    """Start the server from another process, which prints the address and then waits to be killed."""
    program = (
        "import sys, pathlib; from integrations.storage.embedded import embedded_url;"
        "print(embedded_url(pathlib.Path(sys.argv[1])), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(data_dir)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_the_server_keeps_what_it_acknowledged_and_listens_on_its_socket_alone(running: Path) -> None:
    url = embedded_url(running)

    found = {name: ask(url, f"show {name}") for name in ("fsync", "synchronous_commit", "listen_addresses", "timezone")}
    assert found == {"fsync": "on", "synchronous_commit": "on", "listen_addresses": "", "timezone": "UTC"}
    assert ask(url, "select current_database()") == "previsit"
    assert ask(url, "show max_connections") == "100"


def test_nobody_but_the_server_s_user_may_enter_the_directory_of_the_socket(running: Path) -> None:
    for path in (running / "postgres", running / "postgres" / ".s.PGSQL.5432"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_second_process_finds_the_server_that_runs(running: Path) -> None:
    before = server_pid(running)

    with start_elsewhere(running) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == embedded_url(running)
        other.kill()

    assert server_pid(running) == before


def test_a_database_is_made_once_and_copies_its_template(running: Path) -> None:
    original = create_database(embedded_url(running), "original")
    tell(original, "create table kept as select 7 as n")

    copy = create_database(original, "copy", template="original")

    assert create_database(original, "copy") == copy
    assert ask(copy, "select n from kept") == 7


def test_the_server_s_log_holds_no_value_of_a_row(running: Path) -> None:
    url = embedded_url(running)
    tell(url, "create table once (said text primary key); insert into once values ('canary')")

    with pytest.raises(psycopg.errors.UniqueViolation):
        tell(url, "insert into once values ('canary')")
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        ask(url, "select 'canary'::int")

    assert "canary" not in (running / "postgres" / "server.log").read_text()


def test_starters_at_the_same_moment_share_one_server() -> None:
    with tempfile.TemporaryDirectory() as directory, ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(embedded_url, [Path(directory)] * 4))

        assert len(urls) == 1
        stop_embedded(Path(directory))


def test_the_server_outlives_a_starter_that_is_killed() -> None:
    with tempfile.TemporaryDirectory() as directory, start_elsewhere(Path(directory)) as starter:
        assert starter.stdout is not None
        url = starter.stdout.readline().strip()

        starter.kill()
        starter.wait()

        assert ask(url, "select 1") == 1
        stop_embedded(Path(directory))


def test_what_was_committed_survives_a_server_that_is_killed() -> None:
    with tempfile.TemporaryDirectory() as directory:
        tell(embedded_url(Path(directory)), "create table kept as select 7 as n")

        os.kill(server_pid(Path(directory)), signal.SIGKILL)

        assert ask(embedded_url(Path(directory)), "select n from kept") == 7
        stop_embedded(Path(directory))


def test_a_remembered_number_that_now_belongs_to_another_program_stops_no_start() -> None:
    with tempfile.TemporaryDirectory() as directory:
        embedded_url(Path(directory))
        remembered = (Path(directory) / "postgres" / "postmaster.pid").read_text().splitlines()
        stop_embedded(Path(directory))
        stale = "\n".join([str(os.getpid()), *remembered[1:], ""])
        (Path(directory) / "postgres" / "postmaster.pid").write_text(stale)

        assert ask(embedded_url(Path(directory)), "select 1") == 1
        stop_embedded(Path(directory))


def test_a_cluster_left_half_made_is_made_again() -> None:
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "postgres.new").mkdir()
        (Path(directory) / "postgres.new" / "PG_VERSION").write_text("18\n")

        assert ask(embedded_url(Path(directory)), "select 1") == 1
        stop_embedded(Path(directory))


def test_a_directory_too_deep_for_a_socket_works_with_a_short_one_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as another:
        deep = Path(directory) / ("d" * 100) / ("e" * 100)
        url = embedded_url(deep)
        monkeypatch.setattr(tempfile, "tempdir", another)  # as a process with another TMPDIR sees it

        assert embedded_url(deep) == url
        assert ask(url, "select 1") == 1
        stop_embedded(deep)
        assert not Path(parse_qs(urlsplit(url).query)["host"][0]).exists()


def test_a_cluster_that_cannot_start_is_an_error_that_names_the_way_out() -> None:
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "postgres").mkdir()

        with pytest.raises(EmbeddedDatabaseFailed, match="PREVISIT_DATABASE_URL"):
            embedded_url(Path(directory))


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path) -> None:
    stop_embedded(tmp_path)

    assert not (tmp_path / "postgres").exists()


def test_a_data_directory_that_cannot_be_written_is_an_error_that_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a directory should be")

    with pytest.raises(EmbeddedDatabaseFailed, match="PREVISIT_DATA_DIR"):
        embedded_url(tmp_path / "var")
