"""Editors find records as readers do, and what is not public, too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue
from records.models import Source
from tests.admin_client import admin_url
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
    make_theme,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]

# Traditional, pinyin with and without tones, a slip of the pen, the code.
SPELLINGS = ["長春", "长春", "Chángchūn", "changchun", "changchum", "220100"]


@pytest.fixture
def changchun():
    make_city("linfen", **text("name", "Linfen", "临汾市"))
    city = make_city("changchun", **text("name", "Changchun", "长春市"), admin_code="220100")
    make_indicator_value(
        make_indicator("population", **text("name", "Resident population", "常住人口")), city, 2020
    )
    return city


def find(client, query, **params):
    return client.get("/admin/find/", {"q": query, **params})


def list_titles(response) -> list[str]:
    return [str(hit["title"]) for hit in response.context["hits"]]


def list_rows(client, model, query) -> list[str]:
    response = client.get(admin_url(model, "changelist"), {"q": query})
    return [row.slug for row in response.context["cl"].result_list]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("query", SPELLINGS)
def test_a_list_finds_what_the_search_of_the_site_finds(admin_client, changchun, query):
    assert list_rows(admin_client, City, query) == ["changchun"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("query", SPELLINGS)
def test_one_field_finds_records_of_all_types(admin_client, changchun, query):
    assert list_titles(find(admin_client, query))[0] == "Changchun"


@pytest.mark.parametrize("query", ["長春", "changchun", "changchum", "Chángchūn"])
def test_values_are_found_by_their_city(admin_client, changchun, query):
    slug = IndicatorValue.objects.get().slug
    assert list_rows(admin_client, IndicatorValue, query) == [slug]


@pytest.mark.parametrize("query", ["Resident population, Changchun, 2020", "长春常住人口", "長春 2020"])
def test_a_value_is_found_by_indicator_city_and_year(admin_client, changchun, query):
    assert list_rows(admin_client, IndicatorValue, query) == [IndicatorValue.objects.get().slug]
    assert "Resident population, Changchun 2020" in list_titles(find(admin_client, query))


@pytest.mark.parametrize("query", ["長春新", "changchunxin", "new area of", "changchun-new"])
def test_a_draft_is_found_by_its_names_and_its_slug(admin_client, query):
    make_city("changchun-new", publish=False, **text("name", "New area of Changchun", "长春新区"))
    response = find(admin_client, query)
    assert [(hit["record"].slug, hit["record"].status) for hit in response.context["hits"]] == [
        ("changchun-new", "draft")
    ]
    assert list_rows(admin_client, City, query) == ["changchun-new"]


def test_a_withdrawn_record_is_found_and_named_as_such(admin_client, changchun):
    with writing() as changes:
        changes.withdraw(IndicatorValue.objects.get(), changchun)
    response = find(admin_client, "長春")
    assert "Withdrawn" in response.content.decode()
    assert "Changchun" in list_titles(response)


@pytest.mark.parametrize(
    "query", ["https://example.org/report", "http://www.example.org/report/", "example.org/report"]
)
def test_a_source_is_found_by_its_address(admin_client, query):
    make_source("a-report", title="A report", url="https://www.example.org/report/")
    make_source("another", title="Another", url="https://example.com/")
    assert list_titles(find(admin_client, query))[0] == "A report"
    assert "another" not in list_rows(admin_client, Source, query)


def test_a_page_says_that_it_shows_what_is_close(admin_client, changchun):
    said = "Nothing is called “changchum”; these are close."
    assert said in find(admin_client, "changchum").content.decode()
    assert said in admin_client.get("/admin/cities/city/", {"q": "changchum"}).content.decode()
    assert "are close" not in find(admin_client, "changchun").content.decode()


def test_a_page_says_that_nothing_was_found(admin_client, changchun):
    assert "Nothing is called “qqqqqqq”." in find(admin_client, "qqqqqqq").content.decode()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("query", ["", " ", "\0", "%", "'", '"', "a " * 2000, "x" * 5000, "<b>", "的", "?"])
def test_a_search_for_anything_is_answered_by_the_page(admin_client, changchun, query):
    assert find(admin_client, query).status_code == 200
    assert admin_client.get("/admin/find/suggestions/", {"q": query}).status_code == 200


@pytest.mark.parametrize("params", [{"type": "x"}, {"type": "city", "p": "99"}, {"p": "x"}])
def test_an_impossible_page_or_type_shows_what_there_is(admin_client, changchun, params):
    assert find(admin_client, "長春", **params).status_code == 200


def test_results_are_narrowed_to_a_type(admin_client, changchun):
    make_park("changchun-park", **text("name", "Changchun park", "长春园区"), city=changchun)
    response = find(admin_client, "changchun", type="park")
    assert list_titles(response) == ["Changchun park"]


def test_suggestions_name_type_and_state(admin_client, changchun):
    page = admin_client.get("/admin/find/suggestions/", {"q": "長春"}).content.decode()
    assert 'role="option"' in page
    assert "City · Published" in page
    assert admin_url(City, "change", changchun.pk) in page


def test_nobody_finds_what_the_account_may_not_see(client, changchun, django_user_model):
    client.force_login(django_user_model.objects.create(username="nobody", is_staff=True))
    assert list_titles(find(client, "changchun")) == []
    client.logout()
    assert find(client, "changchun").status_code == 302


def test_the_number_of_queries_doesnt_grow_with_the_results(admin_client, changchun):
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            find(admin_client, "changchun")
        return len(queries)

    find(admin_client, "changchun")
    before = count_queries()
    theme = make_theme()
    with writing():
        for number in range(12):
            make_park(
                f"changchun-park-{number}",
                **text("name", f"Changchun park {number}", "长春园区"),
                city=changchun,
            )
            make_city(f"changchun-{number}", publish=False, **text("name", f"Changchun {number}", "长春"))
    assert theme.pk
    assert count_queries() <= before + 2
    assert before < 100  # of each type those that are not public, and on PostgreSQL limits of time
