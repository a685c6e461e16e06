"""Queries of statistics."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import override

from api.statistics.parameters import StatisticParams
from api.statistics.serializers import StatisticData
from records.field_kinds.representation import ALL, API_LANGUAGES
from records.models import Record, SlugAlias
from stats.definitions import HUB, YEAR, StatisticResult, get_statistics
from stats.labels import get_records_by_slug
from stats.models import RefreshState
from stats.scopes import Scope
from stats.selectors import (
    ScopedKey,
    get_history_by_scoped_key,
    get_result,
    get_results,
    get_results_by_scoped_key,
)
from stats.tables import Table, TableRow, build_table, build_tables_in_scopes


def load_statistics(
    wanted: Sequence[ScopedKey], selection: StatisticParams, lang: str
) -> list[StatisticData]:
    """Load statistics with tables, states and history; scopes of unpublished records are omitted."""
    statistics = get_statistics()
    scopes = _load_scopes(wanted)
    readings = get_results_by_scoped_key(list(scopes), selection.at)
    found = [(statistics[place.key], scope, readings[place]) for place, scope in scopes.items()]
    tables: dict[str, list[Table]] = {}
    for spoken in API_LANGUAGES if lang == ALL else (lang,):
        with override(spoken):
            tables[spoken] = build_tables_in_scopes(found)
    countings: dict[str, RefreshState] = {}
    if selection.at is None:
        countings = {
            one.pk: one for one in RefreshState.objects.filter(pk__in={place.key for place in scopes})
        }
    earlier = get_history_by_scoped_key(list(scopes)) if selection.earlier else {}
    return [
        StatisticData(
            place,
            statistics[place.key],
            scope,
            {spoken: own[number] for spoken, own in tables.items()},
            countings.get(place.key),
            earlier.get(place) if selection.earlier else None,
        )
        for number, (place, scope) in enumerate(scopes.items())
    ]


def load_table_row(place: ScopedKey, codes: Mapping[str, str]) -> TableRow | None:
    """Return the value with these codes, as given in query parameters, without the others of its table."""
    return _load_table(place, get_result(*place, codes)).find_row(codes)


def load_table(place: ScopedKey) -> Table:
    """Return the table of a statistic in one scope, in the active language."""
    return _load_table(place, get_results(*place))


def _load_table(place: ScopedKey, results: Sequence[StatisticResult]) -> Table:
    return build_table(get_statistics()[place.key], _load_scopes([place])[place], results)


def _load_scopes(wanted: Sequence[ScopedKey]) -> dict[ScopedKey, Scope]:
    """Return scopes with their records; those of unpublished records are omitted."""
    slugs: dict[str, set[str]] = {}
    for place in wanted:
        if place.scope not in (HUB, YEAR):
            slugs.setdefault(place.scope, set()).add(place.slug)
    records = {kind: _load_records(kind, names) for kind, names in slugs.items()}
    return {
        place: Scope(place.scope, place.slug, records.get(place.scope, {}).get(place.slug))
        for place in wanted
        if place.scope in (HUB, YEAR) or place.slug in records[place.scope]
    }


def _load_records(kind: str, slugs: set[str]) -> dict[Any, Record]:
    """Return published records by the slug asked for, which may be a former one."""
    records = get_records_by_slug(kind, slugs)
    missing = slugs - records.keys()
    targets = dict(SlugAlias.objects.filter(record_type=kind, slug__in=missing).values_list("slug", "target"))
    renamed = get_records_by_slug(kind, set(targets.values())) if targets else {}
    former = {slug: renamed[target] for slug, target in targets.items() if target in renamed}
    return {**records, **former}
