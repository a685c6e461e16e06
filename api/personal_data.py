"""What `manage.py personal_data` does with keys of partners."""

from typing import Any

from api.models import ApiKey
from records.redaction.personal_data import register_address


def _export_keys(address: str) -> list[dict[str, Any]]:
    columns = ("partner", "contact", "issued_at", "last_used_at", "revoked_at")
    return list(ApiKey.objects.filter(contact__iexact=address).values(*columns))


def _clear_contact(address: str) -> int:
    """The key works on: it is the partner's."""
    return ApiKey.objects.filter(contact__iexact=address).update(contact="")


register_address("partners’ keys", _export_keys, _clear_contact)
