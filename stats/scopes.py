"""Scopes of statistics: all records, a year, or a record such as a region."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.models import Record, SlugAlias, get_record_types
from records.texts.formats import is_chinese
from stats.definitions import HUB, YEAR, Statistic
from stats.labels import get_record_label, get_records_by_slug
from stats.models import StatisticValue

#: Kinds of scope with more records are left out of the menu; the pages of these records link here.
MAX_SCOPES_IN_MENU = 150

#: The query parameter of a scope: its kind and slug.
SCOPE_PATTERN = re.compile(r"([a-z-]+)\.([a-z0-9-]+)")


@dataclass(frozen=True)
class Scope:
    """All records, or those that belong to one record or year."""

    kind: str = HUB
    slug: str = ""
    record: Record | None = None

    @property
    def param(self) -> str:
        """The value of the query parameter, as in "region.jilin"; empty for all records."""
        return f"{self.kind}.{self.slug}" if self.slug else ""

    @property
    def query(self) -> str:
        return f"?{urlencode(self.query_params)}" if self.slug else ""

    @property
    def query_params(self) -> dict[str, str]:
        return {"scope": self.param} if self.slug else {}

    @property
    def label(self) -> Any:
        if self.record is not None:
            return get_record_label(self.record)
        return self.slug or _("All records")


class ScopeRenamed(LookupError):
    """The slug of a scope is a former one of a published record."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope.param)
        self.scope = scope


@dataclass(frozen=True)
class ScopeChoices:
    """The scopes of one kind, for a menu."""

    label: Any
    scopes: list[Scope]


def parse_scope(statistic: Statistic, param: str) -> Scope:
    """Return the scope of a query parameter.

    Raises Http404 if the statistic or the hub doesn't have it, `ScopeRenamed` for a former slug.
    """
    if not param:
        return Scope()
    match = SCOPE_PATTERN.fullmatch(param)
    if match is None or match[1] not in statistic.scopes or match[1] == HUB:
        raise Http404
    kind, slug = match.groups()
    if kind == YEAR:
        return Scope(kind, slug)
    record = get_records_by_slug(kind, [slug]).get(slug)
    if record is None:
        _find_renamed(kind, slug)
    return Scope(kind, slug, record)


def _find_renamed(kind: str, slug: str) -> NoReturn:
    alias = SlugAlias.objects.filter(record_type=kind, slug=slug).first()
    record = get_records_by_slug(kind, [alias.target]).get(alias.target) if alias else None
    if record is None:
        raise Http404
    raise ScopeRenamed(Scope(kind, record.slug, record))


def build_scope_choices(statistic: Statistic, selected: Scope) -> list[ScopeChoices]:
    """Return the scopes that have values, by kind. Two queries for each kind of record, one for years."""
    slugs_by_kind = {kind: _list_slugs(statistic, kind) for kind in statistic.scopes if kind != HUB}
    if selected.slug and selected.slug not in slugs_by_kind[selected.kind]:
        slugs_by_kind[selected.kind].append(selected.slug)
    return [
        _build_choices(kind, slugs)
        for kind, slugs in slugs_by_kind.items()
        if 0 < len(slugs) <= MAX_SCOPES_IN_MENU
    ]


def _list_slugs(statistic: Statistic, kind: str) -> list[str]:
    """Return the slugs of a kind of scope; of very many, one more than a menu has."""
    rows = StatisticValue.objects.filter(statistic=statistic.key, scope=kind).order_by("slug")
    return list(rows.values_list("slug", flat=True).distinct()[: MAX_SCOPES_IN_MENU + 1])


def _build_choices(kind: str, slugs: Iterable[str]) -> ScopeChoices:
    if kind == YEAR:
        return ScopeChoices(_("Years"), [Scope(kind, slug) for slug in sorted(slugs, reverse=True)])
    scopes = [Scope(kind, str(slug), record) for slug, record in get_records_by_slug(kind, slugs).items()]
    plural = str(get_record_types()[kind]._meta.verbose_name_plural)
    return ScopeChoices(plural[:1].upper() + plural[1:], sort_scopes(scopes))


def sort_scopes(scopes: Iterable[Scope]) -> list[Scope]:
    """Sort records by their English labels, which are mostly pinyin; in Chinese some types have a code."""
    is_in_chinese = is_chinese()

    def get_order(scope: Scope) -> tuple[bool, str, str]:
        field = scope.record.chinese_order if scope.record and is_in_chinese else ""
        code = getattr(scope.record, field) if field else ""
        with override("en"):
            return not code, code, str(scope.label)

    return sorted(scopes, key=get_order)
