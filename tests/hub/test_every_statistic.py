"""Rules that every registered statistic follows, over the starting content."""

from collections import defaultdict
from typing import Any

import pytest
from django.utils import translation

from records.choices import Status
from records.models import Record, get_record_types
from stats.definitions import HUB, StatisticRow, get_statistics
from tests.conftest import LANGUAGES
from tests.expected_counts import make_reading

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.both_databases, pytest.mark.content_check]

KEYS = sorted(get_statistics())
every_statistic = pytest.mark.parametrize("key", KEYS)


def rows_of(key: str) -> list[StatisticRow]:
    return list(get_statistics()[key].rows())


def is_public(record: Any) -> bool:
    owner = record if isinstance(record, Record) else record.record
    return bool(owner.status == Status.PUBLISHED)


@pytest.mark.sampled(6)
@every_statistic
def test_it_finds_something_in_each_of_its_scopes_and_in_no_other(key: str) -> None:
    assert {row.scope for row in rows_of(key)} == set(get_statistics()[key].scopes)


@pytest.mark.sampled(6)
@every_statistic
def test_a_value_is_given_once_for_all_its_dimensions(key: str) -> None:
    rows = rows_of(key)
    assert len({(row.scope, row.slug, tuple(row.dimensions.items())) for row in rows}) == len(rows)
    assert all(set(row.dimensions) == set(get_statistics()[key].dimensions) for row in rows)


@pytest.mark.sampled(6)
@every_statistic
def test_what_cannot_be_counted_has_a_reason_and_no_value(key: str) -> None:
    for row in rows_of(key):
        assert (row.value is None) == bool(row.reason), row


@pytest.mark.sampled(6)
@every_statistic
def test_beneath_each_value_are_as_many_public_records_as_it_counts(key: str) -> None:
    drilldown = get_statistics()[key].drilldown
    assert drilldown is not None
    for row in rows_of(key):
        assert drilldown(row.scope, row.slug, row.dimensions).count() == row.n, row


@pytest.mark.sampled(6)
@every_statistic
def test_beneath_the_values_of_the_hub_is_nothing_that_is_not_public(key: str) -> None:
    drilldown = get_statistics()[key].drilldown
    assert drilldown is not None
    for row in rows_of(key):
        if row.scope == HUB:
            assert all(is_public(record) for record in drilldown(row.scope, row.slug, row.dimensions)[:20])


@pytest.mark.sampled(6)
@every_statistic
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sentences_are_whole_in_every_scope_and_without_data(key: str, language: str) -> None:
    statistic = get_statistics()[key]
    scopes = defaultdict(list)
    for row in rows_of(key):
        scopes[row.scope, row.slug].append(make_reading(row, key))
    # One of each kind of scope is enough to see a placeholder that nothing fills.
    kinds = {scope: readings for (scope, _slug), readings in scopes.items()}
    with translation.override(language):
        for readings in ([], *kinds.values()):
            for text in (statistic.headline(readings), statistic.format_formula(readings)):
                assert text
                assert "%(" not in text
                assert "None" not in text
            assert all(
                label or code in ("", None)
                for reading in readings
                for label, code in zip(reading.labels.values(), reading.dimensions.values(), strict=True)
            )


@pytest.mark.sampled(6)
@every_statistic
def test_what_a_record_does_not_say_has_a_name(key: str) -> None:
    for row in rows_of(key):
        assert all(make_reading(row, key).labels.values()), row


@pytest.mark.sampled(6)
@every_statistic
def test_drafts_are_not_counted(key: str) -> None:
    for model in get_record_types().values():
        model.objects.update(status=Status.DRAFT)
    assert sum(row.n for row in rows_of(key)) == 0
    assert not any(row.value for row in rows_of(key))


def test_there_is_a_statistic_for_everything_that_was_asked_for() -> None:
    assert {
        "parks-by-level", "parks-by-kind", "parks-by-region", "parks-applying-symbiosis",
        "symbiosis-by-level",
        "named-by-programmes", "programme-coverage", "facilities", "flows", "parks-connected",
        "amounts-by-material", "amounts-by-waste-area", "amounts-by-sector", "pilots-by-action",
        "pilot-results", "procurement-cases", "procurement-savings", "environment-weights", "members-by-year",
        "partners-by-year", "city-exchange-pairs", "city-exchanges-by-theme", "evidence-by-theme",
        "official-figures", "full-translations", "indicator-quartiles", "indicator-values-by-year", "targets",
    } <= set(KEYS)  # fmt: skip
