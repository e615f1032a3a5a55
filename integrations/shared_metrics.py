"""Where the processes of one Previsit leave their figures for each other. Imports nothing that counts."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client when it is first imported


def share_metrics(data_dir: Path, *, fresh: bool = False) -> None:
    """Make this process and its children count into files below `data_dir`.

    fresh: forget the files of earlier processes; for the parent of all, before it starts any.
    """
    if "prometheus_client" in sys.modules:
        raise RuntimeError("share_metrics was called after prometheus_client was imported; call it first.")
    directory = data_dir / "metrics"
    if fresh:
        shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True, exist_ok=True)
    os.environ[VARIABLE] = str(directory)
