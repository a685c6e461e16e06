"""Settings that are missing or probably mistakes in production, for `check --deploy` and the log."""

import logging
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from enquiries.availability import is_form_open

log = logging.getLogger(__name__)


@register(Tags.security, deploy=True)
def check_production_settings(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Return a message for each setting that doesn't suit production."""
    if settings.STANDALONE:
        return []
    messages: list[CheckMessage] = [
        Error(
            f"{name} is empty: the legal notice doesn't say who is responsible, and where.",
            hint=f"Set {name}.",
            id="hub.E001",
        )
        for name in ("RESPONSIBLE_BODY", "POSTAL_ADDRESS")
        if not getattr(settings, name)
    ]
    if not (settings.CONTACT_EMAIL or is_form_open()):
        messages.append(
            Warning(
                "CONTACT_EMAIL is empty and the form for requests is closed: readers can reach nobody.",
                hint="Set CONTACT_EMAIL, or the five settings of the form.",
                id="hub.W004",
            )
        )
    if settings.DATABASES["default"]["ENGINE"].endswith(".sqlite3"):
        messages.append(
            Warning(
                "DATABASE_URL names a SQLite file: one process writes at a time, on one machine.",
                hint="Use PostgreSQL, or MODE=standalone.",
                id="hub.W001",
            )
        )
    if not settings.REDIS_URL:
        messages.append(
            Warning(
                "REDIS_URL is empty: each process counts requests by itself, and machines share no cache.",
                hint="Set REDIS_URL.",
                id="hub.W002",
            )
        )
    if not settings.REST_FRAMEWORK["NUM_PROXIES"]:
        messages.append(
            Warning(
                "PROXIES is 0: behind a proxy all clients have its address. They share limits, are locked "
                "out together, and see all of /readyz.",
                hint="Set PROXIES to the number of your proxies.",
                id="hub.W003",
            )
        )
    return messages


def warn_of_settings() -> None:
    """Log the same once at the start of a server process."""
    for message in check_production_settings():
        log.warning("%s %s (%s)", message.msg, message.hint, message.id)
