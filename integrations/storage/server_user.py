"""Whom the embedded PostgreSQL runs as: this user, or a system user of its own where this user is root."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PrevisitError

SYSTEM_USER = "previsit-db"


class NoServerUser(PrevisitError):
    """PostgreSQL refuses to run as root, and the user it could run as cannot be made or is not to be trusted."""


@dataclass(frozen=True)
class ServerUser:
    """uid, gid: None where the server runs as the user of this process."""

    uid: int | None = None
    gid: int | None = None

    def own(self, directory: Path) -> None:
        """Make a directory that nobody but the server's user (and root) may enter."""
        directory.mkdir(mode=0o700, exist_ok=True)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), self.uid):
            raise NoServerUser(f"{directory} belongs to somebody else: remove it, then start again.")
        directory.chmod(0o700)
        if self.uid is not None and self.gid is not None:
            os.chown(directory, self.uid, self.gid)

    def let_through(self, *paths: Path) -> None:
        """Let the server's own user pass (not list) the directories above these paths, as a home under 0700 would not."""
        if self.uid is None:
            return
        for above in {parent for path in paths for parent in path.parents}:
            mode = above.stat().st_mode
            if not mode & stat.S_IXOTH:
                above.chmod(mode | stat.S_IXOTH)


def server_user() -> ServerUser:
    """Return whom to run the server as, making the system user when root asks for the first time."""
    if os.geteuid() != 0:
        return ServerUser()
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        entry = _make_system_user()
    return ServerUser(entry.pw_uid, entry.pw_gid)


def _make_system_user() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise NoServerUser(
            f"PostgreSQL does not run as root, and the system user for it could not be made. "
            f"Run `{' '.join(command)}` yourself, start Previsit as another user, or set PREVISIT_DATABASE_URL."
        ) from error
