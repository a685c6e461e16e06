"""Redaction of the bundles of data."""

from django.utils.translation import gettext_noop

from bundles.releases import withdraw_and_enqueue
from records.redaction import register_store


@register_store(gettext_noop("bundles of data"))
def delete_redacted_bundles() -> int:
    """Delete the bundles that have what was redacted. They are built again without it."""
    return withdraw_and_enqueue()
