"""A crowd of a thousand talks to each shipped flow: how long it takes, who finishes, and what the patient in the middle costs."""

from __future__ import annotations

import time

from bench.figures import show
from bot.engine.assistant import Assistant
from bot.flow.library import flows, load_flow
from bot.simulation.simulate import PATIENTS
from integrations.cli.set_up import MODELS
from integrations.processes.crowd import simulate_in_processes

_SECONDS, _COMPLETED, _PARTS = 60.0, 0.9, 12.0


def measure() -> None:
    assistant = Assistant.load(MODELS)
    for name in flows():
        started = time.perf_counter()
        report = simulate_in_processes(
            [load_flow(name)], assistant, patients=PATIENTS, seed=1, progress=lambda flow: None
        )[0]
        show(f"crowd_{name}_seconds", time.perf_counter() - started, "s for 1,000 patients", _SECONDS)
        show(f"crowd_{name}_completed", report.whole.completed or 0, "of those who did not come to refuse", _COMPLETED)
        plain = next(group for group in report.personas if group.name == "plain")
        show(f"crowd_{name}_parts", plain.parts, "text messages paid for the plain patient in the middle", _PARTS)
        show(f"crowd_{name}_lost", len(report.lost), "answers of which nothing was kept")
