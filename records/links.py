"""Links to other sites from addresses in records."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_validate_web_url = URLValidator(schemes=["http", "https"])


def get_safe_link(address: str) -> str:
    """Return the address if it is a valid HTTP(S) URL, else an empty string (`javascript:`)."""
    try:
        _validate_web_url(address)
    except ValidationError:
        return ""
    return address
