"""Reading and validation of environment variables; an invalid value raises ImproperlyConfigured."""

import os
import re
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_ON, _OFF = {"on", "true", "yes", "1"}, {"off", "false", "no", "0"}
_HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:]+\]", re.IGNORECASE)
_DATABASE_FORMS = "postgres://user:password@host:5432/name or sqlite:////full/path/to/file"
_SECRET_KEY_LENGTH = 50  # what Django's `check --deploy` asks for


def refuse_setting(name: str, why: str) -> NoReturn:
    raise ImproperlyConfigured(f"{name} {why}")


class Environment:
    """Typed access to environment variables. An empty value counts as unset."""

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        value = self.variables.get(name, "").strip()
        if required and not value:
            refuse_setting(name, "must be set in production.")
        return value or default

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            refuse_setting(name, f"is '{value}'; it must be {' or '.join(map(repr, allowed))}.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name).lower()
        if value and value not in _ON | _OFF:
            refuse_setting(name, f"is '{value}'; it must be 'on' or 'off'.")
        return value in _ON if value else default

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not least <= int(value) <= most:
            refuse_setting(name, f"is '{value}'; it must be a whole number from {least} to {most}.")
        return int(value)

    def secret_key(self, name: str, *, required: bool) -> str:
        """If required, the key must be long and random. Messages never contain the value."""
        value = self.text(name, required=required)
        if required and (len(value) < _SECRET_KEY_LENGTH or len(set(value)) < 5):
            refuse_setting(
                name, f"is easy to guess; it must have {_SECRET_KEY_LENGTH} random characters or more."
            )
        return value

    def secret_keys(self, name: str, default: str) -> list[str]:
        """Keys separated by commas, each long and random. Messages never contain the values."""
        keys = [key for key in map(str.strip, self.text(name).split(",")) if key]
        if any(len(key) < _SECRET_KEY_LENGTH or len(set(key)) < 5 for key in keys):
            least = f"{_SECRET_KEY_LENGTH} random characters or more"
            refuse_setting(name, f"has a key that is easy to guess; each must have {least}.")
        return keys or [default]

    def hosts(self, name: str, default: list[str], *, required: bool) -> list[str]:
        """Host names; `*` is allowed only if the variable is not required."""
        value = self.text(name, required=required)
        hosts = [host for host in map(str.strip, value.split(",")) if host] or default
        for host in hosts:
            if host == "*" and required:
                refuse_setting(
                    name, "is '*', which is every host; name those of the hub, separated by commas."
                )
            if host != "*" and not _HOST.fullmatch(host):
                refuse_setting(
                    name, f"holds '{host}'; write host names like 'hub.example.org', without scheme and port."
                )
        return hosts

    def site_url(self, name: str, *, required: bool) -> str:
        """Scheme and host without a trailing slash; must be HTTPS if required."""
        value = self.text(name, required=required).rstrip("/")
        schemes = ("https",) if required else ("https", "http")
        parts = _parse_url(value)
        if value and not (
            parts
            and parts.scheme in schemes
            and _HOST.fullmatch(parts.netloc.partition(":")[0])
            and value == f"{parts.scheme}://{parts.netloc}"
        ):
            refuse_setting(name, f"is '{value}'; it must be like 'https://hub.example.org', without path.")
        return value

    def email(self, name: str) -> str:
        value = self.text(name)
        try:
            if value:
                validate_email(value)
        except ValidationError:
            refuse_setting(name, f"is '{value}'; it must be an e-mail address such as 'hub@example.org'.")
        return value

    def mail_server(self, name: str) -> dict[str, Any]:
        """The settings of a mail server; none if there is none. Messages never contain the value."""
        value = self.text(name)
        parts = _parse_url(value)
        if not value:
            return {}
        if not parts or parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl"} or not parts.hostname:
            refuse_setting(name, "must be like 'smtp+tls://user:password@mail.example.org:587'.")
        return environ.Env.email_url_config(value)

    def redis(self, name: str, default: str = "") -> str:
        """A Redis URL. Messages never contain the value, which may include a password."""
        value = self.text(name, default)
        parts = _parse_url(value)
        is_redis = parts and parts.scheme in {"redis", "rediss"} and parts.hostname
        if value and (not is_redis or not re.fullmatch(r"(/\d{0,3})?", parts.path if parts else "")):
            refuse_setting(name, "is not the address of a Redis; it must be like 'redis://host:6379/0'.")
        return value

    def database(self, name: str, default: str, *, required: bool) -> dict[str, Any]:
        """The entry for DATABASES. Messages never contain the URL, which may include a password."""
        value = self.text(name, default, required=required)
        if value == "sqlite://:memory:":
            return environ.Env.db_url_config(value)
        parts = _parse_url(value)
        schemes = ("postgres", "postgresql", "sqlite")
        if parts is None or parts.scheme not in schemes or len(parts.path) < 2:
            refuse_setting(name, f"is not the address of a database; it must be like {_DATABASE_FORMS}.")
        settings = environ.Env.db_url_config(value)
        if parts.scheme == "sqlite":
            folder = Path(settings["NAME"]).parent
            if not folder.is_dir():
                refuse_setting(name, f"names a file in '{folder}', which is no folder.")
        return settings


def _parse_url(value: str) -> SplitResult | None:
    """Return the parts of a URL, or None if it is invalid."""
    try:
        parts = urlsplit(value)
        _port = parts.port  # raises ValueError if it is not a number
    except ValueError:
        return None
    return None if re.search(r"\s", value) else parts


def create_private(path: Path) -> None:
    """Create the file if it is missing, and restrict it to its owner."""
    if not path.exists():
        path.touch(mode=0o600)
    if path.stat().st_uid == os.geteuid():
        path.chmod(0o600)
