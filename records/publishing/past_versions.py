"""Versions of records at a content version, under any slug that the records have had."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from records.models import Publication, SlugAlias


def find_versions_at(record_type: str, slugs: Collection[str], number: int) -> dict[str, Publication]:
    """Return the version of each record that was public at a content version, by the slug asked for.

    If the record was not public then, the row of the log that ended it, without data. A record that had no
    version yet is missing. Former and later slugs lead to the same record. Two queries.
    """
    groups = find_slugs_of_records(record_type, slugs)
    every = {slug for group in groups.values() for slug in group}
    rows = Publication.objects.filter(record_type=record_type, slug__in=every, number__lte=number)
    by_slug = {row.slug: row for row in rows.latest_versions()}
    versions: dict[str, Publication] = {}
    for slug, group in groups.items():
        found = [by_slug[other] for other in group if other in by_slug]
        if found:
            public = [row for row in found if row.data is not None]
            # The slug itself comes first: another record may have had it before.
            exact = next((row for row in public if row.slug == slug), None)
            versions[slug] = exact or max(public or found, key=lambda row: row.number)
    return versions


def find_slugs_of_records(record_type: str, slugs: Collection[str]) -> dict[str, set[str]]:
    """Return all slugs that each record has had, by the slug asked for."""
    aliases = SlugAlias.objects.filter(record_type=record_type)
    targets = aliases.filter(slug__in=slugs).values("target")
    rows = aliases.filter(Q(target__in=slugs) | Q(target__in=targets)).values_list("slug", "target")
    present = dict(rows)
    groups: dict[str, set[str]] = defaultdict(set)
    for former, target in present.items():
        groups[target] |= {former, target}
    return {slug: {slug, *groups.get(present.get(slug, slug), ())} for slug in slugs}
