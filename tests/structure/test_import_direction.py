"""Imports go one way: pure rooms, then services and ports, then integrations, then entry points."""

from __future__ import annotations

import pytest

from tests.structure.source import below, imports_of, modules, third_party

# What a pure room may know of ours. Whoever adds a line here changes the architecture.
PURE = {
    "bot.agenda": ("bot.agenda", "bot.errors"),
    "bot.flow": ("bot.flow", "bot.agenda", "bot.errors"),
    # What a text costs, and which words mean something else, is known there.
    "bot.flow.checks": (
        "bot.flow",
        "bot.agenda",
        "bot.errors",
        "bot.messaging.encoding",
        "bot.safety",
        "bot.outreach_times",
    ),
    "bot.safety": ("bot.safety", "bot.errors"),
    "bot.messaging": ("bot.messaging", "bot.errors"),
    "bot.locales": ("bot.locales", "bot.errors"),
}
PURE_LIBRARIES = {"ruamel", "phonenumbers"}  # they reach nothing outside the process
SAYS_WHAT_IT_NEEDS = ("bot.services", "bot.ports")
# The turn as a value and its reading: of the engine's room, but without Rasa (see test_import_weight.py).
RASA_FREE_ENGINE = ("bot.engine.turn",)


def ours(path_imports: set[str]) -> set[str]:
    return {name for name in path_imports if name.split(".")[0] in ("bot", "integrations", "actions", "bench", "tests")}


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_knows_itself_and_what_is_listed_here(room: str) -> None:
    for name, path in modules("bot").items():
        if room_of(name) == room:
            strangers = {found for found in ours(imports_of(path)) if not below(found, *PURE[room])}
            assert not strangers, f"{name} imports {sorted(strangers)}"


def room_of(module: str) -> str:
    return max((room for room in PURE if below(module, room)), key=len, default="")


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_stands_on_python_and_libraries_that_reach_nothing(room: str) -> None:
    for name, path in modules("bot").items():
        if below(name, room):
            assert third_party(imports_of(path)) <= PURE_LIBRARIES, name


def test_services_and_ports_know_the_patient_s_side_and_no_way_out() -> None:
    rooms = ("bot.engine", "bot.nlu")
    for name, path in modules("bot").items():
        if below(name, *SAYS_WHAT_IT_NEEDS):
            strangers = {found for found in ours(imports_of(path)) if below(found, *rooms)} - set(RASA_FREE_ENGINE)
            assert not strangers, f"{name} imports {sorted(strangers)}"


def test_the_patient_s_side_never_imports_the_outside_world() -> None:
    for name, path in modules("bot").items():
        strangers = {found for found in ours(imports_of(path)) if not below(found, "bot")}
        assert not strangers, f"{name} imports {sorted(strangers)}"


def test_the_outside_world_never_imports_the_actions() -> None:
    for name, path in modules("integrations").items():
        strangers = {found for found in ours(imports_of(path)) if not below(found, "bot", "integrations")}
        assert not strangers, f"{name} imports {sorted(strangers)}"


def test_an_action_reaches_the_outside_world_only_when_it_runs_outside_a_turn() -> None:
    for name, path in modules("actions").items():
        strangers = {found for found in ours(imports_of(path, inside_functions=False)) if below(found, "integrations")}
        assert not strangers, f"{name} imports {sorted(strangers)} at its top"


def test_nothing_that_ships_imports_tests() -> None:
    for name, path in modules("bot", "integrations", "actions", "bench").items():
        assert not {found for found in imports_of(path) if below(found, "tests")}, name


def test_nobody_reads_yaml_or_objects_in_a_way_that_runs_them() -> None:
    for name, path in modules("bot", "integrations", "actions", "bench").items():
        assert not imports_of(path) & {"yaml", "pickle", "marshal", "shelve", "dill", "joblib"}, name
