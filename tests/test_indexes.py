"""Indexes: each costs time in every write."""

import pytest
from django.db import connection

#: Primary key and unique constraints are among them.
MOST_INDEXES = 8

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def list_indexes(table: str) -> list[str]:
    with connection.cursor() as cursor:
        rules = connection.introspection.get_constraints(cursor, table)
    return [name for name, rule in rules.items() if rule["index"] or rule["unique"] or rule["primary_key"]]


def test_no_table_has_more_than_eight_indexes() -> None:
    indexes = {table: list_indexes(table) for table in connection.introspection.table_names()}
    assert {table: names for table, names in indexes.items() if len(names) > MOST_INDEXES} == {}
