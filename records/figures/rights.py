"""The rights in values, which follow from the sources that state them."""

from collections.abc import Collection, Iterable

from records.choices import Rights
from records.models import Source


def fetch_unlicensed_sources() -> frozenset[str]:
    """Return the slugs of the published sources whose rights aren't stated."""
    rows = Source.objects.published().filter(rights=Rights.NOT_STATED)
    return frozenset(rows.values_list("slug", flat=True))


def choose_rights(sources: Iterable[str], unlicensed: Collection[str]) -> Rights:
    """Return the rights in a value, by the slugs of its sources."""
    return Rights.NOT_STATED if any(slug in unlicensed for slug in sources) else Rights.CC_BY
