"""Rules for the declaration of a statistic."""

import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from records.models.base import Link, Part, Record, get_record_types
from stats.definitions import HUB, YEAR, Statistic, get_statistics
from stats.models import StatisticValue

BY_KEY = pytest.mark.parametrize("statistic", get_statistics().values(), ids=list(get_statistics()))


def tables_read(sql: str) -> set[str]:
    return set(re.findall(r'(?:FROM|JOIN)\s+"?(\w+)"?', sql)) & {
        model._meta.db_table for model in apps.get_models(include_auto_created=True)
    }


def watched(statistic: Statistic) -> set[str]:
    """The tables of the records whose publication makes the statistic stale, and of their parts and ties."""
    all_models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in all_models if is_watched(model, statistic)}


def is_watched(model: type[models.Model], statistic: Statistic) -> bool:
    if statistic.record_types is None:
        return True
    if model._meta.auto_created:  # a table of ties is written with the record that holds it
        return any(
            is_watched(holder, statistic)
            for holder in apps.get_models()
            if model in {field.remote_field.through for field in holder._meta.local_many_to_many}
        )
    owner = model
    if issubclass(model, (Part, Link)):
        owner = model._meta.get_field(model.owner).related_model
    return issubclass(owner, Record) and owner.type_code in statistic.record_types


@BY_KEY
def test_it_rests_on_every_table_that_its_query_reads(db: None, statistic: Statistic) -> None:
    with CaptureQueriesContext(connection) as queries:
        list(statistic.rows())
    read = {table for query in queries for table in tables_read(query["sql"])}
    assert read
    assert read - watched(statistic) == set()


@pytest.mark.sampled(12)
@BY_KEY
def test_it_is_one_query(db: None, statistic: Statistic) -> None:
    with CaptureQueriesContext(connection) as queries:
        list(statistic.rows())
    # On PostgreSQL it has a transaction and settings of its own.
    assert sum(query["sql"].startswith(("SELECT", "WITH", "(SELECT")) for query in queries) == 1


@BY_KEY
def test_its_scopes_are_the_hub_a_year_or_a_record(statistic: Statistic) -> None:
    assert set(statistic.scopes) <= {HUB, YEAR, *get_record_types()}


def test_every_key_fits_its_column() -> None:
    width = StatisticValue._meta.get_field("statistic").max_length
    assert width is not None
    assert all(len(key) <= width for key in get_statistics())


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("0.25", 1, "0.3"),
        ("0.2499", 1, "0.2"),
        (0.125, 2, "0.13"),
    ],
)
def test_half_is_rounded_up_as_the_api_says(value, decimals, rounded):
    statistic = next(iter(get_statistics().values()))
    number = Decimal(value) if isinstance(value, str) else value
    assert statistic.round_value(number, decimals) == Decimal(rounded)
