"""A refresh stores the result of the query, writes only changes, and keeps historical values."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records import projections
from records.publishing import get_content_version
from stats import definitions, invalidation, refresh, storage
from stats.definitions import Statistic
from stats.models import HistoricalValue, Refresh, RefreshState, StaleMark, StatisticValue
from stats.projections import register_statistics
from stats.selectors import get_results, get_results_of_record
from tests.factories import (
    make_city,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_region,
    writing,
)
from tests.stats.sample_statistics import PARKS
from tests.stats.stored_values import read_statistics_version

pytestmark = [pytest.mark.usefixtures("declared"), pytest.mark.both_databases, pytest.mark.content_listeners]


def counts(scope: str = "hub", slug: str = "") -> dict[Any, int]:
    return {reading.dimensions["level"]: reading.n for reading in get_results("test-parks", scope, slug)}


def edit(record: Any, **values: Any) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def at(monkeypatch: pytest.MonkeyPatch, time: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: time)


def test_parks_are_counted_at_the_hub_in_their_region_and_in_the_cities_above_them() -> None:
    city = make_city("shenzhen", region=make_region("guangdong"))
    district = make_city("guangming", region=make_region("guangdong"), parent=city)
    make_park(city=district, level="national")
    make_park(city=city)
    refresh.refresh_stale()
    assert counts() == {"": 1, "national": 1}
    assert counts("region", "guangdong") == {"": 1, "national": 1}
    assert counts("city", "shenzhen") == {"": 1, "national": 1}
    assert counts("city", "guangming") == {"national": 1}


def test_drafts_and_what_is_withdrawn_are_not_counted() -> None:
    park = make_park(level="national")
    make_park(level="national", slug="a-draft")
    with writing() as changes:
        changes.withdraw(park)
    refresh.refresh_stale()
    assert counts() == {"national": 1}


def test_a_value_without_rows_says_why_there_is_none() -> None:
    refresh.refresh_stale()
    (reading,) = get_results("test-values")
    assert (reading.value, reading.n, reading.reason) == (None, 0, "not_recorded")


def test_values_are_rounded_to_the_decimals_of_the_statistic() -> None:
    indicator = make_indicator()
    for number, value in enumerate(("0.1", "0.1", "0.2")):
        make_indicator_value(indicator, make_city(), 2020 + number, value=Decimal(value))
    refresh.refresh_stale()
    assert get_results("test-values")[0].value == Decimal("0.133")


def test_only_what_rests_on_the_changed_records_is_counted_again() -> None:
    park = make_park()
    refresh.refresh_stale()
    edit(park, summary_en="Another summary.")
    assert set(invalidation.find_stale_keys()) == {"test-parks", "test-flows"}
    make_indicator_value(make_indicator(), make_city())
    assert {refresh.statistic for refresh in refresh.refresh_stale()} == {
        "test-parks",
        "test-flows",
        "test-values",
    }
    assert refresh.refresh_stale() == []


def test_an_edit_that_is_rolled_back_marks_nothing() -> None:
    park = make_park()
    refresh.refresh_stale()
    with transaction.atomic():
        with writing() as changes:
            changes.withdraw(park)
        assert invalidation.find_stale_keys() != []
        transaction.set_rollback(True)
    assert invalidation.find_stale_keys() == []


def test_a_burst_is_one_mark_for_each_statistic() -> None:
    park = make_park()
    for number in range(10):
        edit(park, summary_en=f"Summary {number}")
    assert len(refresh.refresh_stale()) == 3


def test_an_edit_during_the_count_leaves_the_statistic_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    make_park()
    compute_values = storage.compute_values

    def while_somebody_edits(statistic: Statistic) -> storage.StatisticValues:
        found = compute_values(statistic)
        if statistic is PARKS:
            monkeypatch.setattr(storage, "compute_values", compute_values)
            make_park(level="national")
        return found

    monkeypatch.setattr(storage, "compute_values", while_somebody_edits)
    refresh.refresh_stale(["test-parks"])
    assert counts() == {"": 1, "national": 1}


def test_a_refresh_without_pauses_ends_while_edits_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    park = make_park()
    compute_values, edits = storage.compute_values, []

    def while_somebody_edits(statistic: Statistic) -> storage.StatisticValues:
        found = compute_values(statistic)
        if len(edits) < 5:
            edits.append(statistic.key)
            edit(park, level="national" if len(edits) % 2 else "provincial")
        return found

    monkeypatch.setattr(storage, "compute_values", while_somebody_edits)
    done = [refresh.statistic for refresh in refresh.refresh_stale(due_only=False)]
    assert sorted(done) == sorted(set(done))
    assert refresh.has_stale_projections()


def test_a_late_worker_does_not_overwrite_what_a_newer_one_has_stored() -> None:
    make_park()
    late = refresh._take_claim("test-parks")
    assert late is not None
    built = late.projection.build(())
    make_park(level="national")
    lapse()
    refresh.refresh_stale(["test-parks"])
    refresh._store(late, Refresh(statistic="test-parks"), built, get_content_version())
    assert counts() == {"": 1, "national": 1}


def lapse() -> None:
    """As if the workers that hold claims had been killed long ago."""
    RefreshState.objects.exclude(claimed_at=None).update(claimed_at=timezone.now() - timedelta(hours=1))


def test_what_a_killed_worker_held_is_counted_by_the_next_when_its_claim_lapses() -> None:
    make_park()
    assert refresh._take_claim("test-parks") is not None  # and never heard of again
    assert "test-parks" not in {refresh.statistic for refresh in refresh.refresh_stale()}
    lapse()
    assert {refresh.statistic for refresh in refresh.refresh_stale()} == {"test-parks"}
    assert counts() == {"": 1}


def test_two_workers_do_not_claim_the_same_statistic() -> None:
    make_park()
    assert refresh._take_claim("test-parks") is not None
    assert refresh._take_claim("test-parks") is None


def test_what_was_counted_just_now_waits(settings: Any) -> None:
    settings.REFRESH_PAUSE = 60
    park = make_park()
    refresh.refresh_stale()
    edit(park, summary_en="Another summary.")
    assert refresh.refresh_stale() == []
    assert set(refresh.find_pending_keys()) == {"test-parks", "test-flows"}


def test_a_failure_is_told_keeps_the_mark_and_stops_nothing_else() -> None:
    make_park()

    def fail() -> Any:
        raise ZeroDivisionError("nothing to divide by")

    broken = definitions.Statistic(
        **{**{name: getattr(PARKS, name) for name in PARKS.__dataclass_fields__}, "rows": fail}
    )
    del projections._registered["test-parks"]
    register_statistics([broken])
    done = {refresh.statistic: refresh.error for refresh in refresh.refresh_stale()}
    assert done["test-parks"] == "ZeroDivisionError: nothing to divide by"
    assert done["test-flows"] == ""
    assert invalidation.find_stale_keys() == ["test-parks"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (definitions.StatisticRow("planet", "mars", {"level": ""}, 1, 1), "is not a scope of"),
        (definitions.StatisticRow("hub", "", {}, 1, 1), "not the dimensions"),
        (definitions.StatisticRow("hub", "", {"level": ""}, None, 0), "neither a value nor"),
    ],
)
def test_a_row_that_is_not_as_declared_is_refused(row: definitions.StatisticRow, fault: str) -> None:
    wrong = definitions.Statistic(
        **{**{name: getattr(PARKS, name) for name in PARKS.__dataclass_fields__}, "rows": lambda: [row]}
    )
    with pytest.raises(ValueError, match=fault):
        storage.compute_values(wrong)


def test_a_refresh_that_changes_nothing_writes_no_value_and_leaves_the_version() -> None:
    make_flow(make_park())
    refresh.refresh_stale()
    before, version = list(StatisticValue.objects.order_by("pk").values()), read_statistics_version()
    refresh.invalidate_all()
    with CaptureQueriesContext(connection) as queries:
        refresh.refresh_stale()
    assert list(StatisticValue.objects.order_by("pk").values()) == before
    assert read_statistics_version() == version
    touching = [query["sql"] for query in queries if "stats_statisticvalue" in query["sql"]]
    assert touching
    assert [sql for sql in touching if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_worker_that_was_overtaken_has_nothing_to_store(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    make_park()
    start = timezone.now()
    slow = refresh._take_claim("test-parks")
    assert slow is not None
    at(monkeypatch, start + timedelta(seconds=settings.REFRESH_LEASE + 1))
    refresh.refresh_stale()
    state = RefreshState.objects.get(mark="test-parks")
    assert state.counted_at == timezone.now()
    at(monkeypatch, start + timedelta(hours=1))
    late = refresh._refresh_claimed(slow)
    assert (late.error, late.changed) == ("", 0)
    assert RefreshState.objects.get(mark="test-parks").counted_at == state.counted_at


def test_only_the_rows_that_changed_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    make_park(level="national")
    refresh.refresh_stale()
    version = read_statistics_version()
    at(monkeypatch, timezone.now() + timedelta(hours=1))
    make_park(level="provincial", city=make_city(region=make_region("hebei")))
    refresh.refresh_stale()
    assert read_statistics_version() > version
    new = StatisticValue.objects.filter(statistic="test-parks", since=timezone.now())
    assert set(new.values_list("scope", flat=True)) == {"hub", "region", "city"}
    assert not new.filter(dimensions__contains="national").exists()


def earlier(scope: str) -> list[int]:
    return list(HistoricalValue.objects.filter(scope=scope).order_by("pk").values_list("n", flat=True))


def test_every_earlier_value_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    city = make_city()
    start = timezone.make_aware(datetime(2026, 3, 1, 9))
    for number in range(3):
        at(monkeypatch, start + timedelta(hours=number))
        make_park(city=city)
        refresh.refresh_stale()
    assert earlier("hub") == earlier("region") == earlier("city") == [1, 2]


def test_values_have_the_content_version_of_the_state_from_which_they_are_computed() -> None:
    park = make_park()
    number = get_content_version()
    refresh.refresh_stale(["test-parks"])
    assert set(StatisticValue.objects.values_list("since_number", flat=True)) == {number}
    edit(park, name_en="Another name")
    make_park(level="national")
    refresh.refresh_stale(["test-parks"], due_only=False)
    assert RefreshState.objects.get(mark="test-parks").applied == get_content_version()
    new = StatisticValue.objects.get(statistic="test-parks", scope="hub", dimensions__contains="national")
    assert new.since_number == get_content_version()
    assert StatisticValue.objects.filter(since_number=number).exists()


def test_a_value_that_is_gone_stays_in_the_history_until_when_it_stood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    park = make_park()
    refresh.refresh_stale()
    at(monkeypatch, timezone.now() + timedelta(days=1))
    with writing() as changes:
        changes.withdraw(park)
    refresh.refresh_stale()
    assert counts() == {}
    assert HistoricalValue.objects.get(scope="hub", statistic="test-parks").until == timezone.now()


def test_what_is_declared_no_more_is_forgotten() -> None:
    make_park()
    refresh.refresh_stale()
    del projections._registered["test-parks"]
    refresh.invalidate_all()
    assert not StatisticValue.objects.filter(statistic="test-parks").exists()
    assert not StaleMark.objects.filter(key="test-parks").exists()


def test_all_that_is_counted_about_a_record_costs_two_queries(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    city = make_city()
    make_park(city=city, level="national")
    refresh.refresh_stale()
    with django_assert_num_queries(2):  # the values, and the summaries of large tables
        (values,) = get_results_of_record(city).values()
    assert [(reading.labels["level"], reading.n) for reading in values] == [("National level", 1)]


def test_a_key_can_be_declared_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        definitions.register(PARKS)


def test_the_data_are_as_of_the_newest_publication_that_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, timezone.make_aware(datetime(2026, 3, 1, 9)))
    make_park()
    at(monkeypatch, timezone.make_aware(datetime(2026, 3, 2, 9)))
    refresh.refresh_stale()
    assert get_results("test-parks")[0].as_of == timezone.make_aware(datetime(2026, 3, 1, 9))
    version = read_statistics_version()
    at(monkeypatch, timezone.make_aware(datetime(2026, 3, 3, 9)))
    make_city()
    refresh.refresh_stale()
    assert get_results("test-parks")[0].as_of == timezone.now()
    assert read_statistics_version() > version
