"""Warnings of a form for requests that is half set up, for `check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from enquiries.availability import NEEDED_SETTINGS


@register(Tags.security, deploy=True)
def check_enquiry_settings(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Return a warning if some of the settings are missing."""
    missing = [name for name in NEEDED_SETTINGS if not getattr(settings, name)]
    is_wanted = any(getattr(settings, name) for name in NEEDED_SETTINGS if name.startswith("ENQUIRY_"))
    if missing and is_wanted:
        return [
            Warning(
                f"Readers can't send requests; not set: {', '.join(missing)}.",
                hint="Set all of them, or none of ENQUIRY_…",
                id="enquiries.W001",
            )
        ]
    return []
