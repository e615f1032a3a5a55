"""The settings of a process: read from the environment once, checked, and never changed after."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.errors import PrevisitError
from integrations import setting_values as values
from integrations.places import DATA

PREFIX = "PREVISIT_"
FILE_SUFFIX = "_FILE"


class SettingRefused(PrevisitError):
    """An environment variable is unknown, unreadable or unsafe; the text names it and the fix, never a secret."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{variable(name)} {reason}.")


def variable(name: str) -> str:
    return PREFIX + name.upper()


def setting(parse: Callable[[str], object], default: object = None) -> Any:
    return field(default=default, metadata={"parse": parse, "secret": False})


def secret(parse: Callable[[str], object], default: object = None) -> Any:
    """A setting that may come from a `…_FILE` path and that no representation shows."""
    return field(default=default, repr=False, metadata={"parse": parse, "secret": True})


@dataclass(frozen=True)
class Settings:
    """Everything an operator decides for one process; each field is the variable PREVISIT_<FIELD>."""

    database_url: str | None = secret(values.database_url)  # None: the embedded PostgreSQL under data_dir
    data_dir: Path = setting(values.directory, DATA)
    public_url: str | None = setting(values.web_url)  # as patients and Twilio see it; see `address`
    web_host: str = setting(values.host, "127.0.0.1")
    web_port: int = setting(values.port, 8080)
    metrics_port: int = setting(values.port, 9464)
    log_level: str = setting(values.log_level, "INFO")
    burst_wait: float = setting(values.seconds, 3.0)  # seconds a turn waits for texts that arrive together
    turn_processes: int = setting(values.processes, 2)
    secret_keys: tuple[bytes, ...] = secret(values.several(values.secret_key), ())  # newest first
    twilio_auth_tokens: tuple[str, ...] = secret(values.several(values.auth_token), ())  # newest first
    twilio_account_sid: str | None = setting(values.account_sid)
    twilio_from: str | None = setting(values.sender)
    twilio_api_url: str = setting(values.web_url, "https://api.twilio.com")
    fhir_url: str | None = setting(values.web_url)
    fhir_token: str | None = secret(values.bearer_token)
    summary_dir: Path | None = setting(values.directory)
    visits_dir: Path | None = setting(values.directory)
    smtp_url: str | None = secret(values.smtp_url)
    allowed_networks: tuple[values.Network, ...] = setting(values.several(values.network), ())

    @property
    def address(self) -> str:
        """The base address of every link and signature, without a trailing slash."""
        return self.public_url or f"http://{self.web_host}:{self.web_port}"

    def needs(self, *names: str) -> None:
        """Raise SettingRefused for the first of these fields that the environment left out."""
        for name in names:
            if not getattr(self, name):
                raise SettingRefused(name, "is not set and this command cannot work without it" + _how_to_set(name))


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read and check every PREVISIT_ variable; one that is empty counts as not set."""
    _refuse_unknown(environ)
    given: dict[str, Any] = {
        spec.name: _parsed(spec, text) for spec in fields(Settings) if (text := _text_of(spec, environ))
    }
    return _checked(Settings(**given))


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {variable(spec.name) for spec in fields(Settings)}
    known |= {variable(spec.name) + FILE_SUFFIX for spec in fields(Settings) if _is_secret(spec)}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            nearest = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0)
            raise SettingRefused(name[len(PREFIX) :], f"is no setting of Previsit; the nearest one is {nearest[0]}")


def _text_of(spec: Field[Any], environ: Mapping[str, str]) -> str:
    name = variable(spec.name)
    path = environ.get(name + FILE_SUFFIX, "") if _is_secret(spec) else ""
    if path and environ.get(name):
        raise SettingRefused(spec.name, f"and {name}{FILE_SUFFIX} are both set; keep one of them")
    return _read_secret(spec.name, Path(path)) if path else environ.get(name, "")


def _read_secret(name: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingRefused(
            name + FILE_SUFFIX,
            f"names {path}, which cannot be read as text ({type(error).__name__}); "
            "point it at a file that this user may read",
        ) from None
    if not text:
        raise SettingRefused(name + FILE_SUFFIX, f"names {path}, which is empty; write the secret into it")
    return text


def _parsed(spec: Field[Any], text: str) -> object:
    try:
        return spec.metadata["parse"](text)
    except ValueError as error:
        raise SettingRefused(spec.name, str(error)) from None


def _is_secret(spec: Field[Any]) -> bool:
    return bool(spec.metadata.get("secret"))


def _checked(settings: Settings) -> Settings:
    """Refuse what is unsafe only in the light of another setting."""
    for name in ("public_url", "twilio_api_url", "fhir_url"):
        if (url := getattr(settings, name)) and values.insecure(url, settings.allowed_networks):
            raise SettingRefused(name, "is http, which anybody on the way can read and change; use https")
    if settings.database_url and values.unencrypted_database(settings.database_url, settings.allowed_networks):
        raise SettingRefused("database_url", "leaves this machine without certain encryption; add ?sslmode=verify-full")
    if not settings.public_url and not values.is_loopback(settings.web_host):
        raise SettingRefused(
            "public_url",
            f"is not set while {variable('web_host')} is open to other machines; set it "
            "to the https address that patients and Twilio use",
        )
    if settings.web_port == settings.metrics_port:
        raise SettingRefused("metrics_port", f"is also {variable('web_port')}; give the two different ports")
    if settings.twilio_account_sid:
        settings.needs("twilio_auth_tokens", "twilio_from")
    return settings


def _how_to_set(name: str) -> str:
    return f"; {values.NEW_KEY}" if name == "secret_keys" else ""
