"""The migrations bring the kept database (tests/kept_database/) up to date: schema, log and pages."""

import lzma
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from cities.models import City
from records import publishing
from records.models import Publication, Record, Revision, SlugAlias, get_record_types
from stats import invalidation, refresh
from tests.browser.pages import PAGES
from tests.database_templates import KEPT_DATABASE
from tests.records.test_publication_log import check_the_log
from tests.worker_databases import WorkerDatabases

pytestmark = [
    pytest.mark.usefixtures("kept"),
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.both_databases,
    pytest.mark.content_listeners,
]


def describe_rule(rule: dict[str, Any]) -> str:
    """A constraint or index without its name, which may have a digest in it."""
    return str([sorted(map(str, rule["columns"] or ())), rule["unique"], rule["check"], rule["index"]])


def describe_schema() -> dict[str, Any]:
    """The columns, constraints and indexes of each table."""
    schema = {}
    introspection = connection.introspection
    with connection.cursor() as cursor:
        for table in introspection.table_names(cursor):
            columns = introspection.get_table_description(cursor, table)
            rules = introspection.get_constraints(cursor, table).values()
            schema[table] = (
                sorted((column.name, str(column.type_code), column.null_ok) for column in columns),
                sorted(map(describe_rule, rules)),
            )
    return schema


@pytest.fixture(scope="module")
def new_schema(
    django_db_setup: None, worker_databases: WorkerDatabases, django_db_blocker: Any
) -> dict[str, Any]:
    """The schema of a new database: `migrate` without the kept one."""
    with django_db_blocker.unblock(), worker_databases.using("migrated"):
        return describe_schema()


def test_the_schema_is_that_of_a_new_database(new_schema: dict[str, Any]) -> None:
    assert describe_schema() == new_schema


@pytest.fixture
def kept_log(tmp_path: Path) -> Iterator[list[tuple]]:
    """The rows of the log as the kept database has them, before any migration."""
    file = tmp_path / "kept.sqlite3"
    file.write_bytes(lzma.decompress((KEPT_DATABASE / "sqlite3.xz").read_bytes()))
    database = sqlite3.connect(file)
    yield database.execute(
        "SELECT action, record_type, slug, version, title_en FROM records_publication"
    ).fetchall()
    database.close()


def test_the_log_has_the_rows_that_it_had(kept_log: list[tuple]) -> None:
    # Numbers are left out: the databases sort the records that the loader writes at once in their own ways.
    rows = Publication.objects.values_list("action", "record_type", "slug", "version", "title_en")
    assert sorted(rows) == sorted(kept_log)
    assert len(kept_log) > 1000


def test_both_rows_of_a_rename_name_the_other_slug() -> None:
    rows = Publication.objects.filter(record_type="city").exclude(former_slug="").order_by("number")
    assert [(row.action, row.former_slug, row.slug) for row in rows] == [
        ("renamed", "datong", "datong-city"),
        ("renamed", "datong-city", "datong"),
    ]
    ends = Publication.objects.exclude(renamed_to="").order_by("number")
    assert [(row.slug, row.renamed_to) for row in ends] == [
        ("datong", "datong-city"),
        ("datong-city", "datong"),
    ]


def test_the_last_versions_of_the_log_equal_the_live_tables() -> None:
    check_the_log(get_record_types().values())


def test_each_revision_of_a_version_names_its_row_of_the_log() -> None:
    numbers = Revision.objects.exclude(publication=None).values_list("publication", flat=True)
    versions = Publication.objects.filter(action__in=["published", "changed", "renamed"], data__isnull=False)
    # Of a record that was renamed, revisions were deleted by a redaction.
    assert versions.exclude(number__in=numbers).exclude(slug__startswith="datong").count() == 0
    assert len(set(numbers)) == len(numbers) > 1000


def test_lists_answer(client: Client) -> None:
    assert {path: client.get(f"/en{path}").status_code for path in PAGES} == dict.fromkeys(PAGES, 200)


def list_one_of_each_type() -> list[Record]:
    return [
        record
        for model in get_record_types().values()
        if (record := model.objects.published().order_by("pk").first())
    ]


def test_a_record_of_each_type_is_named_on_its_page(client: Client) -> None:
    for record in list_one_of_each_type():
        page = client.get(record.get_absolute_url().partition("#")[0])
        assert page.status_code == 200, record
        name = getattr(record, "name_en", "") or getattr(record, "title_en", "")
        assert name in unescape(page.content.decode()), record


def test_a_former_address_leads_to_the_record(client: Client) -> None:
    alias = SlugAlias.objects.get(record_type="city")
    assert client.get(f"/en/cities/{alias.slug}/").headers["Location"] == f"/en/cities/{alias.target}/"


def test_revisions_open_and_records_can_be_written(client: Client) -> None:
    client.force_login(User.objects.get(username="administrator"))
    city = City.objects.get(slug="datong")
    assert client.get(f"/admin/cities/city/{city.pk}/history/").status_code == 200
    before = Revision.objects.of(city).count()
    with publishing.publication_transaction(User.objects.get(username="administrator")) as changes:
        city.name_en = "Datong by another name"
        changes.save(city)
    assert Revision.objects.of(city).count() == before + 1
    check_the_log(get_record_types().values())


def test_statistics_are_refreshed() -> None:
    invalidation.mark_all_stale()
    refreshed = list(refresh.refresh_stale(due_only=False))
    assert [row.error for row in refreshed if row.error] == []
    assert len(refreshed) > 30
