"""Whoever knows Rasa is at home: its own commands work on the same files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUIET = os.environ | {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def rasa(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rasa", *words]
    return subprocess.run(command, cwd=ROOT, env=QUIET | more, capture_output=True, text=True, timeout=300, check=False)


def test_rasa_finds_nothing_to_warn_about_in_the_training_data():
    done = rasa("data", "validate", "--fail-on-warnings")

    warnings = re.findall(r"UserWarning: (.*)", done.stdout + done.stderr)  # it exits 0 on an unused intent
    assert done.returncode == 0, done.stderr[-2000:]
    assert [warning for warning in warnings if "'danger_sign'" not in warning] == []  # that one no classifier guesses
