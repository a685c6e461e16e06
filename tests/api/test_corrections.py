"""Corrections in the API."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from api.corrections import CorrectionListView
from records.models import Publication
from tests.factories import make_city, make_region
from tests.records.test_corrections import change, correct

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def fetch(status: int = 200, **parameters: str) -> Any:
    # The view has no address yet.
    response: Any = CorrectionListView.as_view()(RequestFactory().get("/", parameters))
    assert response.status_code == status
    return json.loads(response.content if status == 400 else response.render().content)


def test_a_correction_has_old_and_new_values_time_reason_and_number():
    correct(make_city("datong"), "A slip", name_en="Tatung")
    row = Publication.objects.get(slug="datong", version=2)
    (found,) = fetch()["results"]
    assert {**found, "at": ""} == {
        "number": row.number, "version": 2, "at": "", "type": "city", "slug": "datong", "title": "Tatung",
        "page": "http://testserver/en/cities/datong/", "reason": "A slip",
        "changed": [{"field": "Name (English)", "before": "Datong", "after": "Tatung", "note": ""}],
    }  # fmt: skip


def test_values_are_text_without_markup():
    city = make_city("datong", name_en="Da & Tong City")
    correct(city, name_en="Da <Tong> City")
    (changed,) = fetch()["results"][0]["changed"]
    assert (changed["before"], changed["after"]) == ("Da & Tong City", "Da <Tong> City")


def test_titles_and_fields_are_in_the_requested_language():
    correct(make_city("datong", name_zh_hans="大同"), name_zh_hans="平城")
    (found,) = fetch(lang="zh-hans")["results"]
    assert (found["title"], found["page"]) == ("平城", "http://testserver/zh-hans/cities/datong/")
    assert found["changed"][0]["field"].startswith("名称")
    assert "lang" in str(fetch(400, lang="xx"))


def test_ordinary_changes_and_writers_are_not_in_it():
    city = make_city("datong")
    change(city, "A secret reason", name_en="Tatung")
    assert fetch()["results"] == []
    correct(city, name_en="Datong")
    assert "writer" not in fetch()["results"][0]


def test_pages_have_fifty_corrections_and_cost_the_same_number_of_queries():
    regions = [make_region(), make_region("shanxi")]

    def correct_some(first: int, last: int) -> None:
        for number in range(first, last):
            correct(make_city(f"a-city-{number}", region=regions[0]), region=regions[1])

    correct_some(0, 3)
    with CaptureQueriesContext(connection) as few:
        fetch()
    correct_some(3, 53)
    with CaptureQueriesContext(connection) as many:
        page = fetch()
    assert len(many) == len(few) <= 5
    assert (len(page["results"]), page["previous"]) == (50, None)
    (cursor,) = parse_qs(urlsplit(page["next"]).query)["cursor"]
    rest = fetch(cursor=cursor)
    assert len(rest["results"]) == 3
