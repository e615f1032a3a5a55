from __future__ import annotations

import base64
import os
import random
from pathlib import Path

import pytest

from integrations.cli.set_up import keys_dir
from integrations.places import data_dir
from integrations.settings import SettingRefused, Settings, load_settings


def a_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(SettingRefused) as refused:
        load_settings(environ)
    return str(refused.value)


def test_nothing_set_gives_a_process_for_this_machine_alone() -> None:
    settings = load_settings({"HOME": "elsewhere", "DATABASE_URL": "not ours"})

    assert (settings.web_host, settings.web_port, settings.metrics_port) == ("127.0.0.1", 8080, 9464)
    assert settings.database_url is None
    assert settings.burst_wait == 3.0
    assert settings.address == "http://127.0.0.1:8080"


def test_data_and_keys_lie_in_the_checkout_wherever_a_command_is_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    checkout = Path(__file__).parent.parent.parent

    monkeypatch.chdir(tmp_path)

    assert load_settings({}).data_dir == data_dir({}) == data_dir({"PREVISIT_DATA_DIR": ""}) == checkout / "var"
    assert keys_dir({}) == checkout / "var-keys"


def test_a_directory_that_the_user_names_is_relative_to_where_they_stand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    given = {"PREVISIT_DATA_DIR": "mine"}

    monkeypatch.chdir(tmp_path)

    assert load_settings(given).data_dir == data_dir(given) == tmp_path / "mine"
    assert keys_dir(given) == tmp_path / "mine-keys"


def test_every_setting_is_read_and_becomes_its_own_type() -> None:
    newest, older = a_key(), a_key()

    settings = load_settings(
        {
            "PREVISIT_DATABASE_URL": "postgresql://previsit:pw@db.clinic.example/previsit?sslmode=verify-full",
            "PREVISIT_PUBLIC_URL": "https://previsit.clinic.example/",
            "PREVISIT_WEB_HOST": "0.0.0.0",
            "PREVISIT_WEB_PORT": "80",
            "PREVISIT_LOG_LEVEL": "debug",
            "PREVISIT_BURST_WAIT": "0",
            "PREVISIT_TURN_PROCESSES": "4",
            "PREVISIT_SECRET_KEYS": f"{newest}, {older}",
            "PREVISIT_TWILIO_AUTH_TOKENS": "0123456789abcdef,fedcba9876543210",
            "PREVISIT_TWILIO_ACCOUNT_SID": "AC0123456789abcdef0123456789abcdef",
            "PREVISIT_TWILIO_FROM": "+15005550006",
            "PREVISIT_TWILIO_API_URL": "http://127.0.0.1:4010",
            "PREVISIT_FHIR_URL": "http://10.1.2.3/fhir",
            "PREVISIT_ALLOWED_NETWORKS": "10.0.0.0/8,fd00::/8",
        }
    )

    assert settings.database_url == ("postgresql+psycopg://previsit:pw@db.clinic.example/previsit?sslmode=verify-full")
    assert settings.address == "https://previsit.clinic.example"
    assert settings.secret_keys == (base64.urlsafe_b64decode(newest), base64.urlsafe_b64decode(older))
    assert settings.twilio_auth_tokens == ("0123456789abcdef", "fedcba9876543210")
    assert settings.log_level == "DEBUG"
    assert [str(network) for network in settings.allowed_networks] == ["10.0.0.0/8", "fd00::/8"]


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings({"PREVISIT_FHIR_URL": "", "PREVISIT_WEB_PORT": ""}) == load_settings({})


def test_settings_never_change() -> None:
    with pytest.raises(AttributeError):
        load_settings({}).web_port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("PREVISIT_WEBPORT", "PREVISIT_WEB_PORT"),
        ("PREVISIT_SECRET_KEY", "PREVISIT_SECRET_KEYS"),
        ("PREVISIT_TWILIO_AUTH_TOKEN_FILE", "PREVISIT_TWILIO_AUTH_TOKENS_FILE"),
        ("PREVISIT_WEB_PORT_FILE", "PREVISIT_WEB_PORT"),
        ("PREVISIT_DATABASE_URI", "PREVISIT_DATABASE_URL"),
    ],
)
def test_an_unknown_name_is_refused_and_the_nearest_known_one_named(name: str, nearest: str) -> None:
    said = refusal({name: "x"})

    assert said.startswith(f"{name} is no setting")
    assert said.endswith(f"{nearest}.")


@pytest.mark.parametrize(
    ("environ", "named", "fix"),
    [
        ({"PREVISIT_WEB_PORT": "eighty"}, "PREVISIT_WEB_PORT", "whole number"),
        ({"PREVISIT_WEB_PORT": "0"}, "PREVISIT_WEB_PORT", "from 1 to 65535"),
        ({"PREVISIT_WEB_PORT": "-1"}, "PREVISIT_WEB_PORT", "from 1 to 65535"),
        ({"PREVISIT_WEB_PORT": "９０"}, "PREVISIT_WEB_PORT", "whole number"),
        ({"PREVISIT_WEB_PORT": "9464"}, "PREVISIT_METRICS_PORT", "two different ports"),
        ({"PREVISIT_WEB_HOST": "0.0.0.0"}, "PREVISIT_PUBLIC_URL", "https address"),
        ({"PREVISIT_WEB_HOST": "no spaces"}, "PREVISIT_WEB_HOST", "127.0.0.1"),
        ({"PREVISIT_BURST_WAIT": "nan"}, "PREVISIT_BURST_WAIT", "from 0 to 60"),
        ({"PREVISIT_BURST_WAIT": "soon"}, "PREVISIT_BURST_WAIT", "number of seconds"),
        ({"PREVISIT_BURST_WAIT": "3600"}, "PREVISIT_BURST_WAIT", "from 0 to 60"),
        ({"PREVISIT_TURN_PROCESSES": "0"}, "PREVISIT_TURN_PROCESSES", "from 1 to 64"),
        ({"PREVISIT_LOG_LEVEL": "chatty"}, "PREVISIT_LOG_LEVEL", "DEBUG, INFO, WARNING, ERROR"),
        ({"PREVISIT_DATA_DIR": "/"}, "PREVISIT_DATA_DIR", "directory of its own"),
        ({"PREVISIT_PUBLIC_URL": "http://previsit.clinic.example"}, "PREVISIT_PUBLIC_URL", "use https"),
        ({"PREVISIT_PUBLIC_URL": "previsit.clinic.example"}, "PREVISIT_PUBLIC_URL", "https://"),
        ({"PREVISIT_PUBLIC_URL": "https://previsit.clinic.example/?a=1"}, "PREVISIT_PUBLIC_URL", "no ?query"),
        ({"PREVISIT_PUBLIC_URL": "https://me:pw@clinic.example"}, "PREVISIT_PUBLIC_URL", "no user"),
        ({"PREVISIT_FHIR_URL": "http://fhir.clinic.example"}, "PREVISIT_FHIR_URL", "use https"),
        ({"PREVISIT_FHIR_URL": "http://10.1.2.3"}, "PREVISIT_FHIR_URL", "use https"),
        ({"PREVISIT_FHIR_URL": "file:///etc/hosts"}, "PREVISIT_FHIR_URL", "https://"),
        ({"PREVISIT_FHIR_URL": "https://[::1/fhir"}, "PREVISIT_FHIR_URL", "brackets"),
        ({"PREVISIT_FHIR_TOKEN": "changeme"}, "PREVISIT_FHIR_TOKEN", "no placeholder"),
        ({"PREVISIT_TWILIO_API_URL": "http://twilio.example"}, "PREVISIT_TWILIO_API_URL", "use https"),
        ({"PREVISIT_TWILIO_ACCOUNT_SID": "SK0123456789"}, "PREVISIT_TWILIO_ACCOUNT_SID", "begins with AC"),
        ({"PREVISIT_TWILIO_ACCOUNT_SID": "AC0123456789"}, "PREVISIT_TWILIO_AUTH_TOKENS", "is not set"),
        ({"PREVISIT_TWILIO_FROM": "555-0100"}, "PREVISIT_TWILIO_FROM", "+15005550006"),
        ({"PREVISIT_TWILIO_AUTH_TOKENS": "your_auth_token"}, "PREVISIT_TWILIO_AUTH_TOKENS", "Twilio console"),
        ({"PREVISIT_TWILIO_AUTH_TOKENS": "0123456789abcdef,"}, "PREVISIT_TWILIO_AUTH_TOKENS", "Twilio console"),
        ({"PREVISIT_SMTP_URL": "mail.clinic.example"}, "PREVISIT_SMTP_URL", "smtps://"),
        ({"PREVISIT_DATABASE_URL": "sqlite:///previsit.db"}, "PREVISIT_DATABASE_URL", "postgresql://"),
        ({"PREVISIT_DATABASE_URL": "postgresql://db.clinic.example/previsit"}, "PREVISIT_DATABASE_URL", "verify-full"),
        ({"PREVISIT_DATABASE_URL": "postgresql:///previsit?host=db"}, "PREVISIT_DATABASE_URL", "verify-full"),
        (
            {"PREVISIT_DATABASE_URL": "postgresql://db/previsit?sslmode=prefer"},
            "PREVISIT_DATABASE_URL",
            "verify-full",
        ),
        ({"PREVISIT_ALLOWED_NETWORKS": "0.0.0.0/0"}, "PREVISIT_ALLOWED_NETWORKS", "every address"),
        ({"PREVISIT_ALLOWED_NETWORKS": "10.0.0.1/8"}, "PREVISIT_ALLOWED_NETWORKS", "host bits"),
        ({"PREVISIT_ALLOWED_NETWORKS": "10.0.0.0/8,10.0.0.0/8"}, "PREVISIT_ALLOWED_NETWORKS", "twice"),
    ],
)
def test_what_is_wrong_or_unsafe_is_refused_and_the_fix_named(environ: dict[str, str], named: str, fix: str) -> None:
    said = refusal(environ)

    assert said.startswith(named)
    assert fix in said


def _drawn(count: int) -> bytes:
    """Return bytes that look drawn at random, the same in every process: two share the tests between them."""
    return random.Random(1).randbytes(count)


@pytest.mark.parametrize(
    "key",
    [
        "changeme",
        "not base64 at all!",
        base64.urlsafe_b64encode(_drawn(16)).decode(),
        base64.urlsafe_b64encode(_drawn(33)).decode(),
        base64.urlsafe_b64encode(bytes(32)).decode(),
        base64.urlsafe_b64encode(bytes(range(32))).decode(),
        base64.urlsafe_b64encode(b"0123456789abcdef" * 2).decode(),
        base64.urlsafe_b64encode(b"correct horse battery staple 321").decode(),
    ],
)
def test_a_key_that_is_short_or_was_not_drawn_at_random_is_refused_without_being_shown(key: str) -> None:
    said = refusal({"PREVISIT_SECRET_KEYS": f"{a_key()},{key}"})

    assert said.startswith("PREVISIT_SECRET_KEYS")
    assert "os.urandom(32)" in said
    assert key not in said


def test_the_same_key_twice_is_refused() -> None:
    key = a_key()

    assert "twice" in refusal({"PREVISIT_SECRET_KEYS": f"{key},{key}"})


def test_a_database_on_this_machine_needs_no_encryption() -> None:
    for url in ("postgres://127.0.0.1/previsit", "postgresql://localhost/p", "postgresql:///p?host=/run/postgresql"):
        assert load_settings({"PREVISIT_DATABASE_URL": url}).database_url


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    key = a_key()
    (tmp_path / "keys").write_text(f"{key}\n")

    settings = load_settings({"PREVISIT_SECRET_KEYS_FILE": str(tmp_path / "keys")})

    assert settings.secret_keys == (base64.urlsafe_b64decode(key),)


def test_a_secret_file_that_is_missing_empty_or_no_text_is_refused_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")

    for name in ("missing", "empty", "binary", "."):
        said = refusal({"PREVISIT_FHIR_TOKEN_FILE": str(tmp_path / name)})
        assert said.startswith("PREVISIT_FHIR_TOKEN_FILE names")
        assert str(tmp_path / name) in said


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    said = refusal({"PREVISIT_SMTP_URL": "smtp://a", "PREVISIT_SMTP_URL_FILE": str(tmp_path / "smtp")})

    assert "both set" in said


def test_no_representation_shows_a_secret() -> None:
    settings = load_settings(
        {
            "PREVISIT_DATABASE_URL": "postgresql://previsit:canary-db@127.0.0.1/previsit",
            "PREVISIT_SECRET_KEYS": a_key(),
            "PREVISIT_TWILIO_AUTH_TOKENS": "canary-token",
            "PREVISIT_FHIR_TOKEN": "canary-bearer",
            "PREVISIT_SMTP_URL": "smtps://me:canary-mail@mail.clinic.example",
        }
    )

    for shown in (repr(settings), str(settings)):
        assert "canary" not in shown
        assert "secret_keys" not in shown


def test_a_refusal_never_repeats_a_secret() -> None:
    for name in ("DATABASE_URL", "TWILIO_AUTH_TOKENS", "FHIR_TOKEN", "SMTP_URL", "SECRET_KEYS"):
        assert "canary" not in refusal({f"PREVISIT_{name}": "canary with spaces"})


def test_a_command_that_needs_a_setting_says_which_one_is_missing() -> None:
    with pytest.raises(SettingRefused, match=r"PREVISIT_SECRET_KEYS is not set .*os\.urandom"):
        Settings().needs("web_port", "secret_keys")
