"""Whatever acceptance would refuse of a table is told at upload, by row and column."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue, Region
from coalition.models import Exchange
from records.models import BatchDraft, Source
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_region,
    make_source,
    writing,
)
from tests.table_files import upload_rows

LONG = "x" * 161
VALUE = "waste-changchun-2020"
NEW_VALUE = ["slug", "city", "year", "value", "source_type", "sources"]
NEW_SOURCE = ["slug", "title", "publisher", "language", "kind", "url"]
PART = ["city", "key", "value", "unit"]
NEW_PART = ["city", "key", "label_en", "label_zh_hans", "value", "unit", "source_type", "sources"]


@pytest.fixture(scope="module")
def editor(module_rows: None) -> Client:
    city = make_city("changchun")
    make_city_figure(city, "area")
    make_indicator_value(make_indicator("waste"), city, 2020)
    make_source("a-page")
    make_exchange("a-visit")
    user = User.objects.create(username="editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("model", "part", "header", "row", "column"),
    [
        (City, "key_facts", PART, ["changchun", "area", "-5", "km2"], "value"),
        (IndicatorValue, "", ["slug", "value"], [VALUE, "-5"], "value"),
        (City, "key_facts", [*PART, "year"], ["changchun", "area", "5", "km2", "1700"], "year"),
        (IndicatorValue, "", ["slug", "year"], [VALUE, "2201"], "year"),
        (Source, "", ["slug", "read_on"], ["a-page", "1700-01-01"], "read_on"),
        (Source, "", ["slug", "published"], ["a-page", "2020-13"], "published"),
        (City, "key_facts", PART, ["changchun", "area", "5", "square miles"], "unit"),
        (City, "key_facts", PART, ["changchun", "area", "5", "calendar_year"], "value"),
        (City, "key_facts", NEW_PART, ["changchun", "b", "B", "乙", "5", "km2", "official", ""], "sources"),
        (City, "", ["slug", "lat", "lon"], ["changchun", "43", "125"], "coordinates_sources"),
        (City, "", ["slug", "name_en"], ["changchun", LONG], "name_en"),
        (Source, "", NEW_SOURCE, [LONG, "A page", "A", "en", "page", "https://example.org/b"], "slug"),
        (City, "key_facts", NEW_PART, ["changchun", LONG, "B", "乙", "5", "t", "official", "a-page"], "key"),
        (Source, "", ["slug", "url"], ["a-page", "no address"], "url"),
        (Source, "", ["slug", "url"], ["a-page", "https://localhost/"], "url"),
        (Source, "", ["slug", "language"], ["a-page", "Mandarin"], "language"),
        (City, "", ["slug", "country"], ["changchun", "ZZ"], "country"),
        (City, "", ["slug", "admin_code"], ["changchun", "22010"], "admin_code"),
        (City, "", ["slug", "parent"], ["changchun", "changchun"], "parent"),
        (City, "", ["slug", "lat", "coordinates_sources"], ["changchun", "43", "a-page"], "lat"),
        (IndicatorValue, "", ["slug", "reason"], [VALUE, "not_reported"], "reason"),
        (IndicatorValue, "", NEW_VALUE, ["a", "changchun", "2021", "5", "official", "a-page"], "indicator"),
        (Exchange, "", ["slug", "starts", "ends"], ["a-visit", "2020", "2019"], "ends"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_public_is_told_by_row_and_column(
    editor, db, model, part, header, row, column
):
    batch = upload_rows(editor, model, [header, row], part).context["batch"]
    assert (batch.state, [error[:2] for error in batch.errors]) == ("refused", [[2, column]])


def test_an_address_made_of_a_name_is_none_that_leads_to_another_record(editor, db):
    region = make_region("hubei")
    with writing() as changes:
        changes.rename(region, "hebei")
    rows = [["slug", "name_en", "name_zh_hans", "kind", "country", "sources"]]
    rows += [["", "Hubei", "湖北省", "province", "CN", "a-page"]] * 2
    page = upload_rows(editor, Region, rows)
    slugs = {change["slug"] for change in page.context["batch"].changes}
    assert slugs == {"hubei-2", "hubei-3"}


def test_many_new_records_without_an_address_need_as_many_queries_as_few(editor, db):
    counts = []
    for number in (2, 9):
        rows = [["slug", "name_en", "name_zh_hans", "kind", "country", "sources"]]
        rows += [["", f"Region {at}", f"{at}省", "province", "CN", "a-page"] for at in range(number)]
        with CaptureQueriesContext(connection) as queries:
            page = upload_rows(editor, Region, rows)
        assert page.context["new_count"] == number
        counts.append(len(queries))
        BatchDraft.objects.all().delete()
    assert counts[0] == counts[1]
