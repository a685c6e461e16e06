"""The filters of the pages and one for each field. Errors name the parameter."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from api.records.filters import list_allowed_values
from api.records.resources import RESOURCES, get_resource_by_type
from cities.models import IndicatorValue
from initiatives.models import IndustrialPark, MaterialFlow
from records.field_kinds.filters import NOT_RECORDED_CODE
from records.models import FigureEntry, Source, Theme
from tests.api.api_client import BASE, get_errors, get_json, list_plain_fields, walk_pages
from tests.factories import make_city, make_source, save
from web.versions import versions

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.both_databases, pytest.mark.content_check]

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)
# Address of the page that shows the same list.
PAGES = {
    "cities": "cities", "indicators": "indicators", "parks": "parks", "materials": "materials",
    "zero-waste-pilots": "zero_waste", "procurement-cases": "procurement", "businesses": "businesses",
    "programmes": "programmes", "exchanges": "exchanges", "events": "events", "sources": "sources",
}  # fmt: skip


def slugs(client, address) -> set[str]:
    return {row["slug"] for row in walk_pages(client, address)}


@each
def test_an_unknown_parameter_is_named_with_what_is_allowed(client, resource):
    (fault,) = get_errors(client, f"{BASE}/{resource.list_name}/?colour=red")
    assert fault["parameter"] == "colour"
    assert {"q", "updated_since", "sort", "cursor", "lang"} <= set(fault["allowed"])
    get_json(client, f"{BASE}/{resource.list_name}/{resource.example}/?colour=red", 400)


@each
def test_no_two_filters_of_a_list_mean_the_same(resource):
    labels = [str(entry.label) for entry in resource.filterset_class.base_filters.values()]
    assert len({*labels}) == len(labels)
    assert not [name for name in resource.filterset_class.base_filters if name.endswith("_sources")]


def test_a_source_finds_what_cites_it_in_any_of_its_texts(client):
    save(make_city("a-new-city"), lede_sources=[make_source("a-new-report")])
    assert slugs(client, f"{BASE}/cities/?source=a-new-report") == {"a-new-city"}


@pytest.mark.sampled(6)
@each
def test_every_code_of_every_filter_finds_what_it_says(client, resource):
    """The answers to the codes of a filter are the whole list where a row has exactly one of them."""
    everything = slugs(client, f"{BASE}/{resource.list_name}/?fields=slug&page_size=500")
    for name, entry in resource.filterset_class.base_filters.items():
        codes = list_allowed_values(entry)
        found = set()
        for code in codes:
            one = slugs(client, f"{BASE}/{resource.list_name}/?fields=slug&page_size=500&{name}={code}")
            assert one <= everything
            found |= one
        key = resource.fields.get(name)
        if (
            codes
            and key
            and getattr(key, "kind", "") == "code"
            and (not key.allow_null or NOT_RECORDED_CODE in codes)
        ):
            assert found == everything, name


@each
def test_a_code_that_is_not_there_is_refused(client, resource):
    for name, entry in resource.filterset_class.base_filters.items():
        if codes := list_allowed_values(entry):
            (fault,) = get_errors(client, f"{BASE}/{resource.list_name}/?{name}=bogus")
            assert (fault["parameter"], fault["allowed"]) == (name, codes)
            assert "bogus" in fault["message"]


def test_all_faults_are_told_at_once(client):
    faults = get_errors(client, f"{BASE}/parks/?colour=red&level=bogus&city=nowhere&page=0&sort=size&lang=fr")
    assert {fault["parameter"] for fault in faults} == {"colour", "level", "city", "page", "sort", "lang"}


@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", PAGES)
def test_a_filter_of_the_page_finds_the_same_records(client, name):
    """By the count that the page itself tells beside each option."""
    resource = next(resource for resource in RESOURCES if resource.list_name == name)
    whole = resource.page_filters(QueryDict(""), queryset=resource.published())
    assert whole.is_valid()
    for facet in whole.facets():
        for option in facet.options:
            address = f"{BASE}/{name}/?{facet.name}={option.code}&count=1&page_size=1"
            assert get_json(client, address)["count"] == option.count, address
            assert client.get(f"{reverse(PAGES[name])}?{facet.name}={option.code}").status_code == 200


def test_several_codes_in_either_way(client):
    comma = slugs(client, f"{BASE}/parks/?level=national,provincial")
    twice = slugs(client, f"{BASE}/parks/?level=national&level=provincial")
    single = slugs(client, f"{BASE}/parks/?level=national") | slugs(client, f"{BASE}/parks/?level=provincial")
    assert comma == twice == single
    assert comma


def test_records_that_a_row_points_to(client):
    parks = get_json(client, f"{BASE}/parks/?city=changchun,shanghai&districts=0&page_size=500")["results"]
    assert {park["city"]["slug"] for park in parks} <= {"changchun", "shanghai"}
    assert parks
    (fault,) = get_errors(client, f"{BASE}/parks/?city=changchun,atlantis")
    where = "Use the slugs of /api/v1/cities/."
    assert fault["message"] == f"“atlantis” is not a published city. {where}"
    (fault,) = get_errors(client, f"{BASE}/businesses/?city=atlantis")
    assert fault["message"].endswith(where.replace(".", ", or not_recorded."))
    without = get_json(client, f"{BASE}/businesses/?city=not_recorded&page_size=500")["results"]
    assert {row["city"] for row in without} == {None}


@pytest.mark.parametrize("query", ["parks/?city=changchun,", "figures/?subject=city.changchun,"])
def test_every_slug_that_is_none_is_named(client, query):
    faults = get_errors(client, f"{BASE}/{query}nowhere,never")
    assert [fault["message"].split()[0] for fault in faults] == ["“nowhere”", "“never”"]


def test_parts_by_their_record_and_by_what_they_are(client):
    facilities = get_json(client, f"{BASE}/facilities/?park=changchun-circular-economy-park")["results"]
    park = get_json(client, f"{BASE}/parks/changchun-circular-economy-park/")
    assert [row["key"] for row in facilities] == [row["key"] for row in park["facilities"]]
    statuses = {row["status"] for row in get_json(client, f"{BASE}/facilities/?status=planned")["results"]}
    assert statuses == {"planned"}


@pytest.mark.parametrize(
    ("query", "key", "holds"),
    [
        ("year_min=2018&year_max=2019", "year", lambda year: 2018 <= year <= 2019),
        ("value_min=50", "value", lambda value: value >= 50),
        ("value_min=5e1&value_max=1E%2B3", "value", lambda value: 50 <= value <= 1000),
        ("value_max=-1", "value", lambda value: value <= -1),
        ("reason=not_recorded", "value_reason", lambda reason: reason is None),
    ],
)
def test_ranges(client, query, key, holds):
    rows = get_json(client, f"{BASE}/indicator-values/?{query}&page_size=500")["results"]
    assert all(holds(row[key]) for row in rows)
    assert rows or "-1" in query


@pytest.mark.parametrize(
    "value", ["1e999999", "1e-999999", "-1e30", "nan", "inf", "1e", "0.0000001", "1,5", "一"]
)
def test_a_number_that_is_none_or_out_of_range_is_refused(client, value):
    faults = get_errors(client, f"{BASE}/indicator-values/?value_min={value}")
    assert {fault["parameter"] for fault in faults} == {"value_min"}


@pytest.mark.parametrize("value", ["1e19", "-1e19", "9" * 20, "0.000001", "1e-6"])
def test_numbers_at_the_edges_are_compared(client, value):
    for name, model in (
        ("figures", FigureEntry),
        ("indicator-values", IndicatorValue),
        ("flows", MaterialFlow),
    ):
        numbers = model._default_manager.filter(value__isnull=False).values_list("value", flat=True)
        expected = sum(Decimal(value) <= number <= Decimal("1e19") for number in numbers)
        found = get_json(client, f"{BASE}/{name}/?value_min={value}&value_max=1e19&count=1&page_size=1")
        assert found["count"] == expected


@pytest.mark.parametrize("name", ["figures", "indicator-values", "flows"])
def test_both_bounds_include_the_number_itself(client, name):
    first = next(row for row in walk_pages(client, f"{BASE}/{name}/?value_min=0") if row["value"] is not None)
    rows = walk_pages(client, f"{BASE}/{name}/?value_min={first['value']}&value_max={first['value']}")
    assert first in rows
    assert {row["value"] for row in rows} == {first["value"]}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [("cities", "attribute"), ("cities", "theme"), ("exchanges", "role"), ("events", "has_city")],
)
def test_a_row_that_matches_twice_is_listed_once_without_comparing_snapshots(client, name, parameter):
    """DISTINCT over the snapshots would read and compare those of all rows for a page of few."""
    resource = next(one for one in RESOURCES if one.list_name == name)
    codes = list_allowed_values(resource.filterset_class.base_filters[parameter])
    chosen = ",".join(codes or Theme.objects.values_list("slug", flat=True))
    address = f"{BASE}/{name}/?{parameter}={chosen}&page_size=500"
    with CaptureQueriesContext(connection) as queries:
        rows = get_json(client, address)["results"]
    assert rows
    assert len({row["slug"] for row in rows}) == len(rows)
    (page,) = [query["sql"] for query in queries if "api_data" in query["sql"]]
    assert page.startswith("SELECT ")
    assert not page.startswith("SELECT DISTINCT")


def test_stated_dates_from_and_to_hold_whatever_is_as_exact(client):
    rows = get_json(client, f"{BASE}/sources/?published_from=2018&published_to=2018&page_size=500")["results"]
    assert rows
    assert {row["published"][:4] for row in rows} == {"2018"}
    assert any(len(row["published"]) > 4 for row in rows)
    assert get_errors(client, f"{BASE}/sources/?published_from=2018-13")[0]["parameter"] == "published_from"


def test_an_unknown_date_is_before_no_other(client):
    rows = walk_pages(client, f"{BASE}/sources/?published_to=2030&page_size=500")
    assert Source.objects.published().filter(published="").exists()
    assert rows
    assert all(row["published"] for row in rows)


def test_a_record_that_changed_at_the_very_moment_has_changed_since(client):
    newest = walk_pages(client, f"{BASE}/sources/?sort=-updated_at&page_size=500")[0]
    found = slugs(client, f"{BASE}/sources/?updated_since={newest['updated_at'].replace('+', '%2B')}")
    assert newest["slug"] in found


def test_words_are_found_in_either_script(client):
    assert "changchun" in slugs(client, f"{BASE}/cities/?q=changch")
    assert slugs(client, f"{BASE}/cities/?q=長春") == slugs(client, f"{BASE}/cities/?q=长春") != set()
    assert slugs(client, f"{BASE}/cities/?q=no such words") == set()


@pytest.mark.parametrize(
    "since",
    ["2026-13-01", "yesterday", "2026-01-01T25:00:00Z", "0000-00-00", "99999-01-01", "0001-01-01", "%00"],
)
def test_a_moment_that_is_none_is_refused(client, since):
    assert get_errors(client, f"{BASE}/cities/?updated_since={since}")[0]["parameter"] == "updated_since"


@pytest.mark.parametrize("since", ["2020-01-01", "2020-01-01T08:00:00%2B08:00", "2020-01-01T00:00:00Z"])
def test_a_day_or_a_moment(client, since):
    assert get_json(client, f"{BASE}/cities/?updated_since={since}&count=1")["count"] > 100
    assert get_json(client, f"{BASE}/facilities/?updated_since={since}&count=1")["count"] > 10


def test_a_filter_that_joins_gives_each_row_once(client):
    rows = [
        row["slug"] for row in walk_pages(client, f"{BASE}/exchanges/?role=learner,host,peer&page_size=3")
    ]
    assert len(rows) == len(set(rows)) > 3
    assert get_resource_by_type("park").model is IndustrialPark


@each
def test_every_field_can_be_filtered_or_is_text(resource):
    """A new field of a model has its filter at once, or its model says that nobody needs it."""
    names = set(resource.filterset_class.base_filters)
    unfiltered = getattr(resource.model, "unfiltered_fields", ())
    for key in list_plain_fields(resource):
        if key.name in unfiltered:
            continue
        if key.kind in ("code", "codes", "reference") and not key.name.endswith("_reason"):
            # The unit is that of the indicator, the rights follow from the sources: filter by these.
            of_indicator = key.name == "unit" and resource.list_name == "indicator-values"
            # The city of a designated park is found by `city`, as that of a designated city.
            assert key.name in names or of_indicator or key.name in ("rights", "park_city"), key.name
        if key.kind in ("number", "integer") and key.name not in ("version", "order", "position"):
            assert {f"{key.name}_min", f"{key.name}_max"} <= names, key.name


def test_the_choices_of_a_filter_are_read_once_for_a_version_of_the_content(client, monkeypatch):
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
    versions.forget()
    address = f"{BASE}/businesses/?sector=chemicals"
    get_json(client, address)
    with CaptureQueriesContext(connection) as queries:
        get_json(client, f"{address}&page_size=5")
    assert len(queries) == 3  # the rows, the names of what they refer to, the sources that state no licence
