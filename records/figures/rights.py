"""The rights in values, which follow from the sources that state them."""

from collections.abc import Iterable

from records.choices import Rights
from records.models import Source


def fetch_unlicensed_sources() -> frozenset[str]:
    """Return the slugs of the published sources whose rights aren't stated."""
    rows = Source.objects.published().filter(rights=Rights.NOT_STATED).order_by()
    return frozenset(rows.values_list("slug", flat=True))


def choose_rights(sources: Iterable[str], unlicensed: frozenset[str]) -> Rights:
    """Return the rights in a value, by the slugs of its sources."""
    return Rights.CC_BY if unlicensed.isdisjoint(sources) else Rights.NOT_STATED
