"""Addresses on other sites, as they stand in records: which of them are given as links."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_validate_web_url = URLValidator(schemes=["http", "https"])


def safe_link(address: str) -> str:
    """The address if it is one of the web; empty if a browser might run it or find nothing there."""
    try:
        _validate_web_url(address)
    except ValidationError:
        return ""
    return address
