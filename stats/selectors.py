"""Queries of stored values, for pages and the API."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby, product
from typing import NamedTuple

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest

from records.models import ContentVersion, Record, SlugAlias
from records.ordering import BytewiseCollation
from stats.aggregations import SummarizedResults
from stats.definitions import HUB, Code, Statistic, StatisticResult, get_statistics
from stats.models import (
    HistoricalValue,
    RefreshState,
    StatisticValue,
    TableSummary,
    encode_dimensions,
)


def get_results(key: str, scope: str = HUB, slug: str = "") -> list[StatisticResult]:
    """Return the values of a statistic in one scope. One query."""
    statistic = get_statistics()[key]
    rows = StatisticValue.objects.filter(statistic=key, scope=scope, slug=slug)
    return _build_results(rows, {key: statistic})


def get_results_by_codes(key: str, codes: Iterable[Mapping[str, Code]]) -> list[StatisticResult]:
    """Return the values with these codes at the hub scope. One query."""
    dimensions = [encode_dimensions(dict(one)) for one in codes]
    rows = StatisticValue.objects.filter(statistic=key, scope=HUB, slug="", dimensions__in=dimensions)
    return _build_results(rows, get_statistics())


def get_table_results(key: str, scope: str = HUB, slug: str = "") -> Sequence[StatisticResult]:
    """Return the values of a statistic in one scope, of a large table those that a page shows.

    Two queries.
    """
    summary = TableSummary.objects.filter(statistic=key, scope=scope, slug=slug).first()
    if summary is None:
        return get_results(key, scope, slug)
    return _read_summarized([summary], lambda summary: summary.known)[ScopedKey(key, scope, slug)]


def get_result(key: str, scope: str, slug: str, codes: Mapping[str, str]) -> list[StatisticResult]:
    """Return the values whose codes are written like this in query parameters: one or none. One query."""
    spellings = [_list_spellings(codes.get(name, "")) for name in get_statistics()[key].dimensions]
    names = list(get_statistics()[key].dimensions)
    dimensions = [encode_dimensions(dict(zip(names, one, strict=True))) for one in product(*spellings)]
    rows = StatisticValue.objects.filter(statistic=key, scope=scope, slug=slug, dimensions__in=dimensions)
    return _build_results(rows, get_statistics())


def _list_spellings(text: str) -> list[Code]:
    """Return the codes that a query parameter can stand for."""
    return ["", None] if not text else [text, int(text)] if text.isascii() and text.isdigit() else [text]


def get_results_of_record(record: Record) -> dict[Statistic, Sequence[StatisticResult]]:
    """Return the values in the scope of a record by statistic, in the order of the index.

    Those of large tables are summarized. At most three queries.
    """
    return _group_by_statistic(record.type_code, record.slug)


def get_hub_results() -> dict[Statistic, Sequence[StatisticResult]]:
    """Return the values at the hub scope by statistic, in the order of the index.

    Those of large tables are summarized. At most three queries.
    """
    return _group_by_statistic(HUB, "")


class ScopedKey(NamedTuple):
    """The key of a statistic with a scope."""

    key: str
    scope: str
    slug: str


def find_scoped_keys(keys: Collection[str], scope: str, slugs: Collection[str] = ()) -> list[ScopedKey]:
    """Return the scopes of one kind, all or those of `slugs`, in which these statistics have values.

    One query.
    """
    rows = StatisticValue.objects.filter(statistic__in=keys, scope=scope)
    return _extract_keys(rows.filter(slug__in=slugs) if slugs else rows)


def find_scoped_keys_as_of(
    number: int, keys: Collection[str], scope: str, slugs: Collection[str] = ()
) -> list[ScopedKey]:
    """Return the scopes in which there were values at a content version. Two queries."""
    keys_as_of = {
        key
        for rows in _filter_as_of(number)
        for key in _extract_keys(
            rows.filter(statistic__in=keys, scope=scope, **({"slug__in": slugs} if slugs else {}))
        )
    }
    return sorted(keys_as_of)


def find_scoped_keys_after(
    last: ScopedKey | None,
    limit: int,
    keys: Collection[str],
    scope: str,
    slugs: Collection[str] = (),
    number: int | None = None,
) -> list[ScopedKey]:
    """Return at most `limit` scopes of one kind that follow `last`, in order.

    One query for current values, two for those of a content version; each reads at most `limit` rows.
    """
    sets = (StatisticValue.objects.all(),) if number is None else _filter_as_of(number)
    following: set[ScopedKey] = set()
    for rows in sets:
        rows = rows.filter(statistic__in=keys, scope=scope, **({"slug__in": slugs} if slugs else {}))
        rows = rows.annotate(key_bytes=BytewiseCollation("statistic"), slug_bytes=BytewiseCollation("slug"))
        if last is not None:
            rows = rows.filter(_is_after(last, scope))
        columns = rows.order_by("key_bytes", "slug_bytes").values_list("key_bytes", "slug_bytes").distinct()
        following |= {ScopedKey(key, scope, slug) for key, slug in columns[:limit]}
    return sorted(following)[:limit]


def _is_after(last: ScopedKey, scope: str) -> Q:
    """Match rows of one kind of scope that follow `last` in the order of statistic, scope and slug."""
    later = Q(key_bytes__gt=last.key)
    if scope > last.scope:
        return later | Q(key_bytes=last.key)
    if scope == last.scope:
        return later | Q(key_bytes=last.key, slug_bytes__gt=last.slug)
    return later


def count_scoped_keys(keys: Collection[str], scope: str, slugs: Collection[str] = ()) -> int:
    """Return the number of pairs of statistic and scope of one kind that have values."""
    rows = StatisticValue.objects.filter(statistic__in=keys, scope=scope)
    if slugs:
        rows = rows.filter(slug__in=slugs)
    return rows.order_by().values("statistic", "slug").distinct().count()


def get_results_by_scoped_key(
    wanted: Collection[ScopedKey], number: int | None = None
) -> dict[ScopedKey, list[StatisticResult]]:
    """Return the values by statistic and scope, current or at a content version. At most three queries."""
    statistics = get_statistics()
    if number is None:
        results = _build_results(StatisticValue.objects.filter(**_build_filter(wanted)), statistics)
    else:
        valid_rows = [row for rows in _filter_as_of(number) for row in rows.filter(**_build_filter(wanted))]
        results = [row.result(statistics[row.statistic]) for row in valid_rows if row.statistic in statistics]
    results_by_key: dict[ScopedKey, list[StatisticResult]] = {key: [] for key in wanted}
    for result in results:
        key = ScopedKey(result.statistic.key, result.scope, result.slug)
        if key in results_by_key:  # the filter matches each of the three columns separately
            results_by_key[key].append(result)
    return results_by_key


def get_results_at(scoped_key: ScopedKey, number: int) -> list[StatisticResult]:
    """Return the values at a content version, under the slug that the record of the scope had then."""
    key, scope, slug = scoped_key
    slugs = [slug, *find_former_slugs([(scope, slug)])[scope, slug]]
    found = find_scoped_keys_as_of(number, [key], scope, slugs)
    return get_results_by_scoped_key(found[:1], number)[found[0]] if found else []


def get_summarized_results(wanted: Collection[ScopedKey]) -> dict[ScopedKey, SummarizedResults]:
    """Return the values of those statistics and scopes that have a large table, summarized. Two queries."""
    summaries = TableSummary.objects.filter(**_build_filter(wanted)).defer("known")
    keys = set(wanted)
    matching = [one for one in summaries if ScopedKey(one.statistic, one.scope, one.slug) in keys]
    return _read_summarized(matching, lambda summary: summary.brief)


def get_results_after(scoped_key: ScopedKey, last: str, limit: int) -> list[StatisticResult]:
    """Return at most `limit` values in the order of their encoded dimensions, after `last`. One query."""
    rows = StatisticValue.objects.filter(
        statistic=scoped_key.key, scope=scoped_key.scope, slug=scoped_key.slug
    )
    return _build_results(rows.filter(dimensions__gt=last), get_statistics(), limit)


def get_history_by_scoped_key(
    wanted: Collection[ScopedKey],
) -> dict[ScopedKey, dict[str, list[HistoricalValue]]]:
    """Return replaced values by statistic and scope, then by dimensions, oldest first. Two queries.

    Those under former slugs of a record belong to its present scope.
    """
    history: dict[ScopedKey, dict[str, list[HistoricalValue]]] = {key: defaultdict(list) for key in wanted}
    targets = find_former_slugs({(key.scope, key.slug) for key in wanted})
    every = {
        *wanted,
        *(key._replace(slug=former) for key in wanted for former in targets[key.scope, key.slug]),
    }
    present = {(kind, former): slug for (kind, slug), formers in targets.items() for former in formers}
    for row in HistoricalValue.objects.filter(**_build_filter(every)).order_by("until", "pk"):
        key = ScopedKey(row.statistic, row.scope, present.get((row.scope, row.slug), row.slug))
        if key in history:
            history[key][row.dimensions].append(row)
    return history


def find_former_slugs(scopes: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return the former slugs of the records of scopes, by kind and slug. One query."""
    former: dict[tuple[str, str], list[str]] = defaultdict(list)
    kinds, slugs = {kind for kind, slug in scopes if slug}, {slug for _kind, slug in scopes if slug}
    if slugs:
        aliases = SlugAlias.objects.filter(record_type__in=kinds, target__in=slugs)
        for kind, slug, target in aliases.values_list("record_type", "slug", "target"):
            former[kind, target].append(slug)
    return former


def find_settled_number(key: str) -> int:
    """Return the newest content version for which a statistic is calculated; 0 if it isn't. One query.

    Its values at this version, and at those before, never change.
    """
    newest = Subquery(ContentVersion.objects.values("number")[:1])
    built = Greatest("applied", "mark__settled")
    settled = Case(When(number__lt=F("mark__number"), then=built), default=newest)
    rows = RefreshState.objects.filter(mark=key, counted_at__isnull=False)
    return rows.values_list(settled, flat=True).first() or 0


def find_change_numbers(scoped_key: ScopedKey, number: int) -> list[int]:
    """Return the content versions after `number` at which values of a scope changed, in order. Three queries.

    Values under former and later slugs of a record belong to the scope.
    """
    former = find_former_slugs([(scoped_key.scope, scoped_key.slug)])
    slugs = [scoped_key.slug, *former[scoped_key.scope, scoped_key.slug]]
    own = {"statistic": scoped_key.key, "scope": scoped_key.scope, "slug__in": slugs}
    began = StatisticValue.objects.filter(**own, since_number__gt=number).values_list(
        "since_number", flat=True
    )
    replaced = HistoricalValue.objects.filter(**own, until_number__gt=number)
    stood = replaced.values_list("since_number", "until_number").distinct()
    numbers = {*began.distinct(), *(end for ends in stood for end in ends)}
    return sorted(one for one in numbers if one > number)


def _filter_as_of(number: int) -> tuple[QuerySet, QuerySet]:
    """Return the current and the replaced values that were valid at a content version."""
    return (
        StatisticValue.objects.filter(since_number__lte=number),
        HistoricalValue.objects.filter(since_number__lte=number, until_number__gt=number),
    )


def _build_filter(wanted: Collection[ScopedKey]) -> dict[str, set[str]]:
    return {
        "statistic__in": {key.key for key in wanted},
        "scope__in": {key.scope for key in wanted},
        "slug__in": {key.slug for key in wanted},
    }


def _extract_keys(rows: QuerySet) -> list[ScopedKey]:
    columns = rows.order_by().values_list("statistic", "scope", "slug").distinct()
    return sorted(ScopedKey(*row) for row in columns)


def _group_by_statistic(scope: str, slug: str) -> dict[Statistic, Sequence[StatisticResult]]:
    statistics = get_statistics()
    summaries = list(TableSummary.objects.filter(scope=scope, slug=slug).defer("known"))
    summarized = _read_summarized(summaries, lambda summary: summary.brief)
    results: dict[str, Sequence[StatisticResult]] = {
        scoped_key.key: results_of_one for scoped_key, results_of_one in summarized.items()
    }
    # By name: to exclude the others, the database would read their values, too.
    names = [key for key in statistics if key not in results]
    rows = StatisticValue.objects.filter(scope=scope, slug=slug, statistic__in=names)
    for key, results_of_one in groupby(
        _build_results(rows, statistics), key=lambda result: result.statistic.key
    ):
        results[key] = list(results_of_one)
    return {statistic: results[key] for key, statistic in statistics.items() if key in results}


def _read_summarized(
    summaries: Collection[TableSummary], get_shown: Callable[[TableSummary], list[str]]
) -> dict[ScopedKey, SummarizedResults]:
    """Return the summarized values by statistic and scope. One query, or none."""
    statistics = get_statistics()
    shown = Q()
    for summary in summaries:
        table = {"statistic": summary.statistic, "scope": summary.scope, "slug": summary.slug}
        shown |= Q(**table, dimensions__in=get_shown(summary))
    rows = _build_results(StatisticValue.objects.filter(shown), statistics) if summaries else []
    by_dimensions: dict[ScopedKey, dict[str, StatisticResult]] = defaultdict(dict)
    for row in rows:
        key = ScopedKey(row.statistic.key, row.scope, row.slug)
        by_dimensions[key][encode_dimensions(row.dimensions)] = row
    results: dict[ScopedKey, SummarizedResults] = {}
    for summary in summaries:
        key = ScopedKey(summary.statistic, summary.scope, summary.slug)
        results_of_table = by_dimensions[key]
        in_order = [results_of_table[codes] for codes in get_shown(summary) if codes in results_of_table]
        if summary.statistic in statistics:
            results[key] = SummarizedResults(summary.facts, in_order, partial(get_results, *key))
    return results


def _build_results(
    rows: QuerySet, statistics: dict[str, Statistic], limit: int | None = None
) -> list[StatisticResult]:
    state = RefreshState.objects.filter(mark=OuterRef("statistic"))
    dated = rows.annotate(
        computed_at=Subquery(state.values("changed_at")), as_of=Subquery(state.values("as_of"))
    )
    return [
        row.result(statistics[row.statistic], row.computed_at, row.as_of)
        for row in dated.order_by("statistic", "scope", "slug", "dimensions")[:limit]
        if row.statistic in statistics
    ]
