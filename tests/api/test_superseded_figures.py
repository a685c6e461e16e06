"""A figure cited as it was at a content version says what superseded it, and why."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from records import publishing, redaction
from records.choices import RevisionKind
from records.models import Publication
from records.permissions import SystemWriter
from records.publishing import get_content_version
from tests.api.api_client import BASE, get_json, strip_host
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    writing,
)

pytestmark = pytest.mark.django_db
AREA = f"{BASE}/figures/city.datong.area/"


@pytest.fixture
def city() -> Any:
    return make_city("datong", name_en="Datong")


@pytest.fixture
def area(city) -> Any:
    return make_city_figure(city, value=Decimal(98), year=2020, unit="km2")


@pytest.fixture
def redact() -> Any:
    boss = User.objects.create_superuser("boss")
    return lambda code, slug, *numbers: redaction.redact(code, slug, numbers, by=boss, reason="File 7")


def edit(record: Any, reason: str = "", **values: Any) -> int:
    """Publish a change, with a reason as the correction of an error, and return its number."""
    kind = RevisionKind.CORRECTION if reason else RevisionKind.UPDATE
    with publishing.publication_transaction(SystemWriter("a test"), reason=reason, kind=kind) as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)
    return get_content_version()


def read_superseded(client: Any, number: int, address: str = AREA) -> Any:
    return get_json(client, f"{address}?version={number}")["superseded_by"]


def test_a_corrected_figure_names_the_value_now_and_the_correction(client, area):
    cited = get_content_version()
    number = edit(area, "A slip", value=Decimal(99))
    superseded = read_superseded(client, cited)
    assert superseded["next"] == superseded["latest"]
    day = superseded["next"].pop("date")
    assert superseded["next"] == {
        "version": number,
        "change": "changed",
        "correction": {
            "number": number,
            "reason": "A slip",
            "url": f"http://testserver/api/v1/corrections/?number={number}",
            "page": f"http://testserver/en/corrections/?number={number}",
        },
        "reason": None,
        "identifier": "city.datong.area",
        "url": f"http://testserver{AREA}?version={number}",
        "page": f"http://testserver/en/figures/city.datong.area/?version={number}",
        "value": 99,
        "unit": "km2",
        "year": 2020,
        "amount_type": None,
        "precision": None,
        "evidence": "stated",
    }
    assert len(day) == 10
    (correction,) = get_json(client, strip_host(superseded["latest"]["correction"]["url"]))["results"]
    assert (correction["number"], correction["reason"]) == (number, "A slip")


def test_the_header_links_to_what_followed_and_to_the_newest(client, area):
    cited = get_content_version()
    first = edit(area, value=Decimal(99))
    edit(area, value=Decimal(100))
    for prefix, root in ((AREA, "/api/v1"), ("/en/figures/city.datong.area/", "/en")):
        address = f"http://testserver{root}/figures/city.datong.area/"
        assert client.get(f"{prefix}?version={cited}")["Link"] == (
            f'<{address}?version={first}>; rel="successor-version", <{address}>; rel="latest-version"'
        )
        assert "Link" not in client.get(prefix)


def test_of_several_changes_the_next_and_the_latest_are_named(client, area):
    cited = get_content_version()
    first = edit(area, "A slip", value=Decimal(99))
    edit(area, value=Decimal(100))
    last = edit(area, "Another slip", value=Decimal(101))
    superseded = read_superseded(client, cited)
    assert [
        (state["version"], state["value"], state["correction"]["reason"])
        for state in (superseded["next"], superseded["latest"])
    ] == [(first, 99, "A slip"), (last, 101, "Another slip")]


def test_the_newest_state_is_superseded_by_nothing(client, area, city):
    cited = get_content_version()
    assert get_json(client, AREA)["superseded_by"] is None
    assert read_superseded(client, cited) is None
    edit(city, "A slip", name_en="Tatung")
    make_city_figure(city, "people", value=Decimal(5))
    assert read_superseded(client, cited) is None
    assert "Link" not in client.get(f"{AREA}?version={cited}")


def test_a_value_that_holds_again_is_not_superseded(client, area):
    cited = get_content_version()
    edit(area, value=Decimal(99))
    edit(area, value=Decimal(98))
    assert read_superseded(client, cited) is None


def test_a_correction_of_another_field_does_not_correct_the_figure(client, area, city):
    cited = get_content_version()
    edit(city, "A wrong name", name_en="Tatung")
    edit(area, year=2021)
    superseded = read_superseded(client, cited)
    assert (superseded["latest"]["year"], superseded["latest"]["correction"]) == (2021, None)


def test_a_withdrawn_and_a_renamed_figure_say_so(client, area, city):
    cited = get_content_version()
    with writing() as changes:
        changes.rename(city, "tatung")
    renamed = Publication.objects.get(slug="tatung").number
    state = read_superseded(client, cited)["latest"]
    assert (state["change"], state["version"], state["identifier"], state["value"]) == (
        "renamed",
        renamed,
        "city.tatung.area",
        98,
    )
    with writing() as changes:
        changes.delete(area)
    superseded = read_superseded(client, cited)
    assert superseded["next"]["change"] == "renamed"
    latest = superseded["latest"]
    assert (latest["change"], latest["url"], latest["value"]) == ("withdrawn", None, None)
    assert "Link" not in client.get(f"{AREA}?version={cited}")


def move_population(city: Any) -> tuple[int, Any]:
    """Give a population the key of that of a town; return the version before, and the new part."""
    town = {"value": Decimal(118_721), "unit": "people", "year": None}
    former, cited = make_city_figure(city, "population", **town), get_content_version()
    with writing() as changes:
        changes.delete(former)
        return cited, make_city_figure(city, "settlement-population", **town)


def test_a_figure_with_another_key_is_found_by_the_former_one_with_the_reason(client):
    cited, _later = move_population(make_city("datong"))
    former, present = (
        f"{BASE}/figures/city.datong.{key}/" for key in ("population", "settlement-population")
    )
    state = read_superseded(client, cited, former)["latest"]
    assert (state["change"], state["identifier"]) == ("renamed", "city.datong.settlement-population")
    assert "settlement in the place name list GeoNames" in state["reason"]
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, f"http://testserver{present}")
    page = client.get(f"/zh-hans/figures/city.datong.population/?version={cited}").content.decode()
    assert "地名库GeoNames" in page
    assert client.get("/en/figures/city.datong.population/").status_code == 301


def test_a_number_that_takes_the_former_key_is_another_figure(client):
    city = make_city("datong")
    cited, later = move_population(city)
    make_city_figure(city, "population", value=Decimal(870_000), unit="people")
    address = f"{BASE}/figures/city.datong.population/"
    assert get_json(client, address)["value"] == 870_000
    assert read_superseded(client, cited, address)["latest"]["value"] == 118_721
    with writing() as changes:
        changes.delete(later)
    assert read_superseded(client, cited, address)["latest"]["change"] == "withdrawn"


def test_a_value_is_superseded_by_the_unit_of_its_indicator(client):
    indicator = make_indicator("waste", unit="kt")
    value = make_indicator_value(indicator, make_city("datong"), 2021, value=Decimal(40))
    address, cited = f"{BASE}/figures/indicator-value.{value.slug}/", get_content_version()
    edit(indicator, "Tonnes, not thousands", unit="t")
    latest = read_superseded(client, cited, address)["latest"]
    assert (latest["value"], latest["unit"], latest["correction"]["reason"]) == (
        40,
        "t",
        "Tonnes, not thousands",
    )


def test_a_removed_version_between_is_passed_over(client, area, city, redact):
    cited = get_content_version()
    secret = edit(area, value=Decimal(5))
    last = edit(area, value=Decimal(99))
    redact("city", "datong", secret)
    superseded = read_superseded(client, cited)
    assert (superseded["next"]["version"], superseded["next"]["value"]) == (last, 99)
