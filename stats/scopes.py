"""In which scope a statistic is read (all records, a year, a region …), and which there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from records.models import Record, record_types
from stats.declaring import HUB, YEAR, Statistic
from stats.models import StatisticValue
from stats.naming import label_of, records_of

#: More records of one kind than this are no choice in a menu; their own pages lead here.
MOST_CHOICES = 300

#: One scope as an address writes it: its kind and its slug.
WRITTEN = re.compile(r"([a-z-]+)\.([a-z0-9-]+)")


@dataclass(frozen=True)
class Scope:
    """All records, or those that belong to one record or year."""

    kind: str = HUB
    slug: str = ""
    record: Record | None = None

    @property
    def written(self) -> str:
        """As it stands in an address: "region.jilin"; nothing for all records."""
        return f"{self.kind}.{self.slug}" if self.slug else ""

    @property
    def query(self) -> str:
        return f"?scope={self.written}" if self.slug else ""

    @property
    def label(self) -> Any:
        if self.record is not None:
            return label_of(self.record)
        return self.slug or _("All records")


@dataclass(frozen=True)
class Choices:
    """The scopes of one kind."""

    label: Any
    scopes: list[Scope]


def scope_of(statistic: Statistic, written: str) -> Scope:
    """The scope that an address names; 404 for one that the statistic or the hub does not have."""
    if not written:
        return Scope()
    match = WRITTEN.fullmatch(written)
    if match is None or match[1] not in statistic.scopes or match[1] == HUB:
        raise Http404
    kind, slug = match.groups()
    if kind == YEAR:
        return Scope(kind, slug)
    record = records_of(kind, [slug]).get(slug)
    if record is None:
        raise Http404
    return Scope(kind, slug, record)


def choices(statistic: Statistic, chosen: Scope) -> list[Choices]:
    """The scopes in which there are values, by kind; one query, and one for each kind of record."""
    found: dict[str, list[str]] = {kind: [] for kind in statistic.scopes if kind != HUB}
    rows = StatisticValue.objects.filter(statistic=statistic.key).exclude(scope=HUB)
    for kind, slug in rows.order_by().values_list("scope", "slug").distinct():
        found.setdefault(kind, []).append(slug)
    if chosen.slug and chosen.slug not in found[chosen.kind]:
        found[chosen.kind].append(chosen.slug)
    return [_choices(kind, slugs) for kind, slugs in found.items() if 0 < len(slugs) <= MOST_CHOICES]


def _choices(kind: str, slugs: Iterable[str]) -> Choices:
    if kind == YEAR:
        return Choices(_("Years"), [Scope(kind, slug) for slug in sorted(slugs, reverse=True)])
    scopes = [Scope(kind, str(slug), record) for slug, record in records_of(kind, slugs).items()]
    plural = str(record_types()[kind]._meta.verbose_name_plural)
    return Choices(plural[:1].upper() + plural[1:], sorted(scopes, key=lambda scope: str(scope.label)))
