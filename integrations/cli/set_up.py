"""What a command needs before it can work: settings, keys of the demonstration, a database at the right schema, a model."""

from __future__ import annotations

import base64
import os
import secrets
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot.errors import PrevisitError
from integrations.observability import configure_logging
from integrations.places import ROOT, data_dir
from integrations.settings import Settings, load_settings
from integrations.storage.embedded import embedded_url
from integrations.storage.migrate import migrate
from integrations.wiring import Wiring

MODELS = ROOT / "models"
TRAINED_FROM = ("config.yml", "domain.yml", "data", "bot/nlu", "bot/understanding")
_MADE_HERE = {
    "PREVISIT_SECRET_KEYS": lambda: base64.urlsafe_b64encode(os.urandom(32)).decode(),
    "PREVISIT_TWILIO_AUTH_TOKENS": lambda: secrets.token_hex(16),
}


class NoDatabase(PrevisitError):
    """The database cannot be reached, or does not let us in."""

    def __init__(self, reason: str) -> None:
        first, *_ = reason.splitlines() or ["no reason given"]
        super().__init__(f"The database cannot be used ({first}). Start it, or correct PREVISIT_DATABASE_URL.")


def say(text: str) -> None:
    """Print progress where it does not mix with a command's output."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def environment() -> dict[str, str]:
    """Return the environment with the secrets that this installation made for itself where none were given."""
    environ = dict(os.environ)
    keys = keys_dir(environ)
    for name in _MADE_HERE:
        if not environ.get(name) and not environ.get(f"{name}_FILE"):
            environ[f"{name}_FILE"] = str(_made(name, keys))
    return environ


def settings_here() -> Settings:
    return load_settings(environment())


def database(settings: Settings) -> str:
    """Return the address of the database, started when it is the embedded one and brought to this version's schema."""
    url = settings.database_url or embedded_url(settings.data_dir)
    try:
        migrate(url)
    except OperationalError as error:
        raise NoDatabase(str(error.orig)) from None
    return url


def wiring_here() -> Wiring:
    settings = settings_here()
    return Wiring(settings, database(settings))


def model_is_current() -> bool:
    """Whether a model lies in models/ that is newer than everything it is made of."""
    trained = [path.stat().st_mtime for path in MODELS.glob("*.tar.gz")]
    return bool(trained) and max(trained) >= max(path.stat().st_mtime for path in _sources())


def train() -> None:
    """Train the assistant from the files of this checkout."""
    configure_logging("WARNING")  # unconfigured, Rasa prints every state it looks at
    warnings.simplefilter("ignore")  # of the libraries that Rasa pins
    import rasa  # twenty seconds: only where it is needed

    os.chdir(ROOT)
    result = rasa.train(
        domain="domain.yml", config="config.yml", training_files="data", output=str(MODELS), fixed_model_name="previsit"
    )
    if result.code != 0 or result.model is None:
        raise SystemExit("previsit: training failed; the lines above say why.")


def _sources() -> list[Path]:
    found = [ROOT / name for name in TRAINED_FROM]
    return [
        file
        for path in found
        for file in ([path] if path.is_file() else path.rglob("*.*"))
        if "__pycache__" not in file.parts
    ]


def keys_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the secrets that were made here lie: beside the data, not in it."""
    data = data_dir(os.environ if environ is None else environ)
    return data.with_name(data.name + "-keys")


def _made(name: str, folder: Path) -> Path:
    path = folder / name.removeprefix("PREVISIT_").lower()
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(_MADE_HERE[name]() + "\n")
        say(f"Made {name} in {path}. Keep it: without it what is stored cannot be read.")
    return path
