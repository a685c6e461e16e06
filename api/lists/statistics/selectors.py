"""Queries of statistics."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import override

from api.lists.statistics.parameters import StatisticParams
from api.lists.statistics.serializers import StatisticData
from api.lists.statistics.value_pages import (
    ValuePage,
    build_value_page,
    choose_cut_statistics,
    encode_value_cursor,
)
from records.field_kinds.representation import ALL, API_LANGUAGES
from records.models import Record, SlugAlias
from stats.aggregations import SummarizedResults, summarize_results
from stats.definitions import HUB, YEAR, StatisticResult, get_statistics
from stats.labels import get_records_by_slug
from stats.models import RefreshState, encode_dimensions
from stats.scopes import Scope
from stats.selectors import (
    ScopedKey,
    get_history_by_scoped_key,
    get_result,
    get_results,
    get_results_after,
    get_results_by_scoped_key,
    get_summarized_results,
)
from stats.tables import Table, TableRow, build_table, build_tables_in_scopes


def load_statistics(
    wanted: Sequence[ScopedKey], selection: StatisticParams, lang: str, *, is_whole: bool = False
) -> list[StatisticData]:
    """Load statistics with tables, states and history; scopes of unpublished records are omitted.

    `is_whole`: with all values. Otherwise they are limited (see `value_pages`).
    """
    statistics = get_statistics()
    scopes = _load_scopes(wanted)
    if is_whole:
        readings = get_results_by_scoped_key(list(scopes), selection.number)
        pages = {scoped_key: ValuePage(results) for scoped_key, results in readings.items()}
    else:
        pages = _read_pages(list(scopes), selection)
    tables: dict[str, list[Table]] = {}
    for spoken in API_LANGUAGES if lang == ALL else (lang,):
        with override(spoken):
            tables[spoken] = _build_tables(scopes, pages, selection.number)
    countings: dict[str, RefreshState] = {}
    if selection.number is None:
        countings = {
            one.pk: one
            for one in RefreshState.objects.filter(pk__in={scoped_key.key for scoped_key in scopes})
        }
    earlier = get_history_by_scoped_key(list(scopes)) if selection.earlier else {}
    return [
        StatisticData(
            scoped_key,
            statistics[scoped_key.key],
            scope,
            {spoken: own[number] for spoken, own in tables.items()},
            countings.get(scoped_key.key),
            earlier.get(scoped_key) if selection.earlier else None,
            len(pages[scoped_key].results),
            _build_next_query(scoped_key, scope, pages[scoped_key].next_after, selection),
        )
        for number, (scoped_key, scope) in enumerate(scopes.items())
    ]


def _read_pages(scoped_keys: Collection[ScopedKey], selection: StatisticParams) -> dict[ScopedKey, ValuePage]:
    """Read the values of a response. At most four queries, and one for each large table that is cut."""
    # There are no summaries of the past.
    summarized = get_summarized_results(scoped_keys) if selection.number is None else {}
    readings = get_results_by_scoped_key(
        [one for one in scoped_keys if one not in summarized], selection.number
    )
    sizes = {
        scoped_key: len(summarized[scoped_key] if scoped_key in summarized else readings[scoped_key])
        for scoped_key in scoped_keys
    }
    cut = choose_cut_statistics(sizes, selection.after)
    readings |= get_results_by_scoped_key([scoped_key for scoped_key in summarized if scoped_key not in cut])
    pages: dict[ScopedKey, ValuePage] = {}
    for scoped_key in scoped_keys:
        # Those of a cursor may have been withdrawn since.
        if scoped_key not in cut or not sizes[scoped_key]:
            pages[scoped_key] = ValuePage(readings[scoped_key])
            continue
        results = summarized[scoped_key] if scoped_key in summarized else _summarize(readings[scoped_key])
        size, after = cut[scoped_key], selection.after
        following: Sequence[StatisticResult] = ()
        if size and scoped_key in summarized:
            following = get_results_after(scoped_key, after, size + 1)
        elif size:
            following = _sort_by_codes(readings[scoped_key], after)
        pages[scoped_key] = build_value_page(results, following, size)
    return pages


def _summarize(results: Sequence[StatisticResult]) -> SummarizedResults:
    return SummarizedResults(summarize_results(results[0].statistic, results), results, lambda: results)


def _sort_by_codes(results: Sequence[StatisticResult], after: str) -> list[StatisticResult]:
    """Return the results after these codes."""
    by_codes = {encode_dimensions(result.dimensions): result for result in results}
    return [by_codes[codes] for codes in sorted(by_codes) if codes > after]


def _build_next_query(
    scoped_key: ScopedKey, scope: Scope, next_after: str | None, selection: StatisticParams
) -> dict[str, str] | None:
    if next_after is None:
        return None
    query = {**scope.query_params, **selection.repeated}
    if next_after:
        query["values_after"] = encode_value_cursor(scoped_key, selection.number, next_after)
    return query


def _build_tables(
    scopes: Mapping[ScopedKey, Scope], pages: Mapping[ScopedKey, ValuePage], number: int | None
) -> list[Table]:
    """Build the tables of all scopes. One that is cut has the rows of its page, in the order of the page."""
    statistics = get_statistics()
    shown = {scoped_key: own for scoped_key in scopes if (own := pages[scoped_key].shown) is not None}
    items = [(scoped_key, pages[scoped_key].results) for scoped_key in scopes] + list(shown.items())
    # Together, so that labels are read once.
    built = build_tables_in_scopes(
        [(statistics[scoped_key.key], scopes[scoped_key], own) for scoped_key, own in items]
    )
    if number is not None:
        built = [table.at_version(number) for table in built]
    tables, cut = built[: len(scopes)], built[len(scopes) :]
    rows = {id(row.result): row for table in cut for row in table.rows}
    return [
        replace(table, rows=[rows[id(result)] for result in shown[scoped_key]])
        if scoped_key in shown
        else table
        for scoped_key, table in zip(scopes, tables, strict=True)
    ]


def load_table_row(scoped_key: ScopedKey, codes: Mapping[str, str]) -> TableRow | None:
    """Return the value with these codes, as given in query parameters, without the others of its table."""
    return _load_table(scoped_key, get_result(*scoped_key, codes)).find_row(codes)


def load_table(scoped_key: ScopedKey) -> Table:
    """Return the table of a statistic in one scope, in the active language."""
    return _load_table(scoped_key, get_results(*scoped_key))


def _load_table(scoped_key: ScopedKey, results: Sequence[StatisticResult]) -> Table:
    return build_table(get_statistics()[scoped_key.key], _load_scopes([scoped_key])[scoped_key], results)


def _load_scopes(wanted: Sequence[ScopedKey]) -> dict[ScopedKey, Scope]:
    """Return scopes with their records; those of unpublished records are omitted."""
    slugs: dict[str, set[str]] = {}
    for scoped_key in wanted:
        if scoped_key.scope not in (HUB, YEAR):
            slugs.setdefault(scoped_key.scope, set()).add(scoped_key.slug)
    records = {kind: _load_records(kind, names) for kind, names in slugs.items()}
    return {
        scoped_key: Scope(
            scoped_key.scope, scoped_key.slug, records.get(scoped_key.scope, {}).get(scoped_key.slug)
        )
        for scoped_key in wanted
        if scoped_key.scope in (HUB, YEAR) or scoped_key.slug in records[scoped_key.scope]
    }


def _load_records(kind: str, slugs: set[str]) -> dict[Any, Record]:
    """Return published records by the slug asked for, which may be a former one."""
    records = get_records_by_slug(kind, slugs)
    missing = slugs - records.keys()
    targets = dict(SlugAlias.objects.filter(record_type=kind, slug__in=missing).values_list("slug", "target"))
    renamed = get_records_by_slug(kind, set(targets.values())) if targets else {}
    former = {slug: renamed[target] for slug, target in targets.items() if target in renamed}
    return {**records, **former}
