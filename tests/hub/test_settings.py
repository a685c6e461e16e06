"""An invalid setting stops the start with a message that names it and the allowed values."""

import os
import re
import stat
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.checks.registry import registry
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory

from hub import checks

KEY = "0123456789abcdefghij-ABCDEFGHIJ-0123456789-klmnopqrst"
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "hub.example.org",
    "SITE_URL": "https://hub.example.org",
    "DATABASE_URL": "postgres://hub:secret@127.0.0.1:5432/hub",
}

#: What readers need to reach who is responsible.
IMPRINT = {
    "RESPONSIBLE_BODY": "ICLEI e. V., Bonn",
    "POSTAL_ADDRESS": "1 Road, Seoul",
    "CONTACT_EMAIL": "hub@example.org",
}


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    """The settings as they are read from these variables alone."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for name in [name for name in sys.modules if name.startswith("hub.settings")]:
        monkeypatch.delitem(sys.modules, name)
    return vars(import_module("hub.settings"))


def test_production_starts_with_what_the_documents_require(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, **PRODUCTION)
    assert settings["SECOND_FACTOR_REQUIRED"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://hub.example.org"]
    assert {settings[f"{name}_COOKIE_NAME"] for name in ("SESSION", "CSRF", "EDITOR")} == {
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-editor",
    }
    assert settings["DATABASES"]["default"]["PASSWORD"] == "secret"
    assert settings["DATABASES"]["default"]["CONN_MAX_AGE"] == 600
    assert settings["DATABASES"]["default"]["CONN_HEALTH_CHECKS"]
    assert settings["DATABASES"]["default"]["OPTIONS"]["options"] == "-c jit=off", "compiling takes seconds"


def test_nothing_is_needed_on_one_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch)
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert len(settings["SECRET_KEY"]) >= 50
    assert settings["ENCRYPTION_KEYS"] == [settings["SECRET_KEY"]]
    assert not settings["SECOND_FACTOR_REQUIRED"]


def test_the_form_for_requests_can_be_tried_on_one_machine_never_in_production(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not read(monkeypatch)["ENQUIRY_TRIAL"]
    assert read(monkeypatch, ENQUIRY_TRIAL="on")["ENQUIRY_TRIAL"]
    assert not read(monkeypatch, **PRODUCTION, ENQUIRY_TRIAL="on")["ENQUIRY_TRIAL"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "https://hub.example.org/"),
        ("SITE_URL", "https://hub.example.org:8443"),
        ("ENCRYPTION_KEYS", f"{KEY[::-1]}, {KEY}"),
        ("ALLOWED_HOSTS", "hub.example.org, .example.org,10.0.0.1,[::1]"),
        ("REDIS_URL", "rediss://:secret@cache.example.org:6380/2"),
        ("REDIS_URL", "redis://127.0.0.1"),
        ("DATABASE_URL", "postgres:///hub"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("API_LIMIT_LOOPBACK", "Off"),
        ("PROXIES", "0"),
        ("HSTS_SECONDS", "31536000"),
        ("CONTACT_EMAIL", "hub@example.org"),
    ],
)
def test_a_setting_that_can_be_used_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    read(monkeypatch, **PRODUCTION | {name: value})


SITE_URL = "it must be like 'https://hub.example.org', without path."
SECRET_KEY = "SECRET_KEY is easy to guess; it must have 50 random characters or more."
ENCRYPTION_KEYS = (
    "ENCRYPTION_KEYS has a key that is easy to guess; each must have 50 random characters or more."
)
EVERY_HOST = "ALLOWED_HOSTS is '*', which is every host; name those of the hub, separated by commas."
HOST = "write host names like 'hub.example.org', without scheme and port."
REDIS = "is not the address of a Redis; it must be like 'redis://host:6379/0'."
NO_FOLDER = "DATABASE_URL names a file in '/nowhere', which is no folder."
EMAIL = "CONTACT_EMAIL is 'hub'; it must be an e-mail address such as 'hub@example.org'."
DATABASE = (
    "DATABASE_URL is not the address of a database; it must be like "
    "postgres://user:password@host:5432/name or sqlite:////full/path/to/file."
)


def whole_number(name: str, value: str, least: int, most: int) -> tuple[str, str, str]:
    return name, value, f"{name} is '{value}'; it must be a whole number from {least} to {most}."


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MODE", "prod", "MODE is 'prod'; it must be 'standalone' or 'production'."),
        ("DEBUG", "on", "DEBUG must be off in production: its error pages tell strangers too much."),
        ("DEBUG", "maybe", "DEBUG is 'maybe'; it must be 'on' or 'off'."),
        ("SECRET_KEY", "", "SECRET_KEY must be set in production."),
        ("SECRET_KEY", "x", SECRET_KEY),
        ("SECRET_KEY", "abc" * 20, SECRET_KEY),
        ("ENCRYPTION_KEYS", f"{KEY},x", ENCRYPTION_KEYS),
        ("ALLOWED_HOSTS", " ", "ALLOWED_HOSTS must be set in production."),
        ("ALLOWED_HOSTS", "*", EVERY_HOST),
        ("ALLOWED_HOSTS", "https://a.org", f"ALLOWED_HOSTS holds 'https://a.org'; {HOST}"),
        ("ALLOWED_HOSTS", "a.org,b.org:80", f"ALLOWED_HOSTS holds 'b.org:80'; {HOST}"),
        ("SITE_URL", "", "SITE_URL must be set in production."),
        ("SITE_URL", "hub.example.org", f"SITE_URL is 'hub.example.org'; {SITE_URL}"),
        ("SITE_URL", "http://hub.example.org", f"SITE_URL is 'http://hub.example.org'; {SITE_URL}"),
        ("SITE_URL", "https://hub.example.org/en", f"SITE_URL is 'https://hub.example.org/en'; {SITE_URL}"),
        ("SITE_URL", "https://a@hub.example.org", f"SITE_URL is 'https://a@hub.example.org'; {SITE_URL}"),
        ("SITE_URL", "https://else.org", "SITE_URL names 'else.org', which ALLOWED_HOSTS does not name."),
        ("DATABASE_URL", "", "DATABASE_URL must be set in production."),
        ("DATABASE_URL", "hub", DATABASE),
        ("DATABASE_URL", "mysql://hub:secret@host/hub", DATABASE),
        ("DATABASE_URL", "postgres://hub:secret@host:many/hub", DATABASE),
        ("DATABASE_URL", "postgres://hub:secret@host", DATABASE),
        ("DATABASE_URL", "sqlite:////nowhere/hub.sqlite3", NO_FOLDER),
        ("REDIS_URL", "nonsense", f"REDIS_URL {REDIS}"),
        ("REDIS_URL", "redis://:secret@host:many/0", f"REDIS_URL {REDIS}"),
        ("REDIS_URL", "redis://host/cache", f"REDIS_URL {REDIS}"),
        ("BROKER_URL", "amqp://host//", f"BROKER_URL {REDIS}"),
        ("CONTACT_EMAIL", "hub", EMAIL),
        ("API_LIMIT_LOOPBACK", "x", "API_LIMIT_LOOPBACK is 'x'; it must be 'on' or 'off'."),
        whole_number("PROXIES", "-1", 0, 10),
        whole_number("API_RATE_ANONYMOUS", "abc", 1, 1_000_000),
        whole_number("API_RATE_ANONYMOUS", "0", 1, 1_000_000),
        whole_number("API_RATE_KEYED", "1.5", 1, 1_000_000),
        whole_number("REFRESH_PAUSE", "-1", 0, 3600),
        whole_number("REFRESH_LEASE", "0", 1, 86_400),
        whole_number("HSTS_SECONDS", "-1", 0, 63_072_000),
        ("HSTS_SUBDOMAINS", "1y", "HSTS_SUBDOMAINS is '1y'; it must be 'on' or 'off'."),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as stopped:
        read(monkeypatch, **PRODUCTION | {name: value})
    assert str(stopped.value) == sentence
    assert "secret" not in sentence


@pytest.mark.parametrize(
    ("variables", "header"),
    [
        ({}, None),
        ({"HSTS_SECONDS": "3600"}, "max-age=3600"),
        ({"HSTS_SECONDS": "3600", "HSTS_SUBDOMAINS": "on"}, "max-age=3600; includeSubDomains"),
        ({"HSTS_SUBDOMAINS": "on"}, None),
    ],
)
def test_browsers_are_bound_to_https_as_far_as_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, settings: Any, variables: dict[str, str], header: str | None
) -> None:
    given = read(monkeypatch, **PRODUCTION | variables)
    for name in [name for name in given if name.startswith("SECURE_HSTS")]:
        setattr(settings, name, given[name])
    respond = SecurityMiddleware(lambda _request: HttpResponse())
    response = respond(RequestFactory().get("/en/", secure=True))
    assert response.headers.get("Strict-Transport-Security") == header


def test_a_file_of_the_database_is_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for database in (tmp_path / "new.sqlite3", tmp_path / "old.sqlite3"):
        if database.name == "old.sqlite3":
            database.touch(mode=0o644)
        read(monkeypatch, DATABASE_URL=f"sqlite:///{database}")
        assert stat.S_IMODE(database.stat().st_mode) == 0o600


@pytest.mark.slow
def test_the_journals_of_the_database_are_for_its_owner_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'hub.sqlite3'}"}
    code = "from django.contrib.auth.models import User; User.objects.exists(); import os; os._exit(0)"
    for command in (["migrate", "auth", "-v0"], ["shell", "-v0", "-c", code]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=django_settings.BASE_DIR, env=environment, check=True
        )
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert files.keys() > {"hub.sqlite3"}
    assert set(files.values()) == {0o600}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("imprint", "level", "named"),
    [
        (IMPRINT, "WARNING", []),
        ({"CONTACT_EMAIL": "hub@example.org"}, "ERROR", ["POSTAL_ADDRESS", "RESPONSIBLE_BODY"]),
    ],
)
def test_production_is_what_djangos_own_check_asks_for(
    imprint: dict[str, str], level: str, named: list[str]
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        **PRODUCTION,
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        **imprint,
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", level]
    done = subprocess.run(
        command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == bool(named), done.stderr
    assert re.findall(r"(\w+) is empty", done.stderr) == named


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}},
            ["DATABASE_URL names"],
        ),
        ({"REDIS_URL": ""}, ["REDIS_URL is empty"]),
        ({"REST_FRAMEWORK": {"NUM_PROXIES": 0}}, ["PROXIES is 0"]),
        ({"CONTACT_EMAIL": ""}, ["CONTACT_EMAIL is empty"]),
        ({"POSTAL_ADDRESS": ""}, ["POSTAL_ADDRESS is empty"]),
        ({}, []),
        ({"REDIS_URL": "", "POSTAL_ADDRESS": "", "STANDALONE": True}, []),
    ],
)
def test_production_warns_of_a_setting_that_is_hardly_meant(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, changed: Any, words: list[str]
) -> None:
    usual = {
        "STANDALONE": False,
        "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "REST_FRAMEWORK": {"NUM_PROXIES": 1},
        **IMPRINT,
    }
    monkeypatch.setattr(checks, "settings", SimpleNamespace(**usual | changed))
    assert checks.check_production_settings in registry.deployment_checks
    checks.warn_of_settings()
    logged = [record.getMessage() for record in caplog.records]
    assert [line.startswith(start) for line, start in zip(logged, words, strict=True)] == [True] * len(words)
