"""Summaries of large tables: their pages are the same, and read what they show."""

from typing import Any

import pytest
from django.utils import timezone

from stats import refresh, summaries, tables
from stats.definitions import Dimension, get_statistics
from stats.models import StatisticValue, TableSummary
from stats.scopes import Scope, parse_scope
from stats.selectors import get_result, get_results, get_table_results
from stats.tables import build_table
from tests.fetched_rows import count_fetched
from tests.stats.stored_values import fetch_stored_values

pytestmark = [
    pytest.mark.content_check,
    pytest.mark.usefixtures("content", "counted"),
    pytest.mark.both_databases,
    pytest.mark.content_listeners,
]

#: So many rows of a table are shown here.
SHOWN = 6
#: The statistics with more values than a page shows if there are many records.
LARGE = (
    "amounts-by-material",
    "amounts-by-sector",
    "amounts-by-waste-area",
    "city-exchange-pairs",
    "flows-by-material",
    "flows-by-sector",
    "indicator-quartiles",
    "parks-by-city",
)


@pytest.fixture
def pages(get: Any, monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, str]:
    """Pages and panels as they are without summaries, by address; the statistics then have summaries."""
    settings.PAGE_CACHE = False
    for module in (summaries, tables):
        monkeypatch.setattr(module, "MAX_TABLE_ROWS", SHOWN)
    addresses = ["/en/statistics/", "/en/regions/jiangsu/", "/en/themes/industrial-symbiosis/"]
    for key, statistic in get_statistics().items():
        addresses += [f"/en/statistics/{key}/", f"/en/embed/statistics/{key}/"]
        if "region" in statistic.scopes:
            addresses.append(f"/en/statistics/{key}/?scope=region.jiangsu")
    whole = {address: get(address) for address in addresses}
    for statistic in get_statistics().values():
        summaries.save_summaries(statistic, fetch_stored_values(statistic), timezone.now())
    return whole


@pytest.mark.slow
def test_pages_are_the_same_with_summaries(pages: dict[str, str], get: Any) -> None:
    assert TableSummary.objects.count() > 20
    different = [address for address, page in pages.items() if get(address) != page]
    assert different == []


def test_a_page_reads_the_values_that_it_shows(pages: dict[str, str], get: Any) -> None:
    for summary in TableSummary.objects.filter(slug="", statistic__in=LARGE):
        with count_fetched() as fetched:
            results = get_table_results(summary.statistic)
            table = build_table(get_statistics()[summary.statistic], Scope(), results)
            assert table.heading
            assert table.formula
        assert fetched.rows <= 1 + 4 * len(summary.known), summary
        assert len(summary.known) <= SHOWN + 200
        assert len(results) == summary.facts["rows"]


def test_a_value_is_found_by_its_codes() -> None:
    for key, statistic in get_statistics().items():
        for scope in ("", "region.jiangsu") if "region" in statistic.scopes else ("",):
            parsed = parse_scope(statistic, scope)
            whole = build_table(statistic, parsed, get_results(key, parsed.kind, parsed.slug))
            for row in whole.rows[:3]:
                codes = {cell.name: "" if cell.code is None else str(cell.code) for cell in row.cells}
                one = build_table(statistic, parsed, get_result(key, parsed.kind, parsed.slug, codes))
                assert one.find_row(codes).result == row.result


def test_a_summary_goes_with_its_table(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "MAX_TABLE_ROWS", 10_000)
    (key,) = TableSummary.objects.values_list("statistic", flat=True)[:1]
    StatisticValue.objects.filter(statistic=key).update(n=0)
    refresh.invalidate_all()
    refresh.refresh_stale([key], due_only=False)
    assert not TableSummary.objects.filter(statistic=key).exists()


def test_a_table_asks_for_no_label_of_a_dimension_for_each_row(monkeypatch):
    """The hash of a dimension translates its label, which took a third of the time of long tables."""
    hashed = []
    original = Dimension.__hash__
    monkeypatch.setattr(Dimension, "__hash__", lambda one: hashed.append(one) or original(one))
    statistic = get_statistics()["flows-by-sector"]
    table = build_table(statistic, Scope(), get_results(statistic.key))
    assert table.count > 40
    assert len(hashed) < table.count
