"""Somebody has or needs a by-product and is shown who exchanged it before, and what is known of it."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_city,
    make_designation,
    make_flow,
    make_material,
    make_park,
    make_programme,
    make_region,
    make_source,
    text,
)
from tests.html_text import read_text as strip_page

pytestmark = pytest.mark.django_db

PATH = "/en/materials/match/"


@pytest.fixture
def ash() -> Any:
    return make_material("fly-ash", **text("name", "Coal fly ash", "粉煤灰"))


def make_place(slug: str, lat: float, region: str) -> Any:
    lists = {"coordinates_sources": [make_source()]}
    values = {"region": make_region(region), **text("name", slug.title())}
    return make_city(slug, lat=lat, lon=110.0, lists=lists, **values)


def precede(material: Any, city: Any = None, **values: Any) -> Any:
    park = make_park(city=city or make_city())
    return make_flow(park, material=material, **values)


def ask(client: Client, status: int = 200, path: str = PATH, **parameters: Any) -> Any:
    response = client.get(f"{path}?{urlencode(parameters)}")
    assert response.status_code == status
    return response


def read_text(response: Any) -> str:
    return strip_page(response.content.decode())


def shown(response: Any) -> list[Any]:
    return [one.flow for one in response.context["precedents"]]


def words(response: Any) -> list[str]:
    (first, *_rest) = response.context["precedents"]
    return [part.text for part in first.parts]


@pytest.mark.parametrize("name", ["Coal fly ash", "coal FLY ash", "粉煤灰", "粉煤灰 ", "fly-ash"])
def test_a_material_is_found_by_its_names(client: Client, ash: Any, name: str):
    flow = precede(ash)
    response = ask(client, material=name)
    assert shown(response) == [flow]
    assert words(response)[0] == "Same material"


def test_a_word_finds_every_material_with_it_in_its_name(client: Client, ash: Any):
    flow = precede(ash)
    precede(make_material("slag"))
    response = ask(client, material="ash")
    assert shown(response) == [flow]
    assert words(response)[0] == "Similar name"


@pytest.mark.parametrize("code", ["900-249-08", "90024908"])
def test_a_material_is_found_by_its_national_code(client: Client, code: str):
    flow = precede(make_material("waste-oil", national_code="900-249-08"))
    assert shown(ask(client, material=code)) == [flow]


def test_kinds_of_a_material_come_after_the_material_itself(client: Client, ash: Any):
    kind = precede(make_material("coarse-ash", parent=ash))
    own = precede(ash)
    response = ask(client, material="fly-ash")
    assert shown(response) == [own, kind]
    assert "Broader or narrower material" in response.context["precedents"][1].material.text


def test_the_same_sector_comes_first_and_an_unknown_one_before_another(client: Client, ash: Any):
    other, unknown, same = (precede(ash, from_sector=sector) for sector in ("steel", "", "power"))
    response = ask(client, material="fly-ash", sector="power")
    assert shown(response) == [same, unknown, other]
    told = [one.sector.text for one in response.context["precedents"]]
    assert told == ["Same sector", "Sector not known", "Another sector: Iron and steel"]


def test_who_needs_a_material_is_compared_with_the_receiver(client: Client, ash: Any):
    precede(ash, from_sector="power", to_sector="cement")
    have, need = (ask(client, material="fly-ash", sector="cement", side=side) for side in ("have", "need"))
    assert (words(have)[1], words(need)[1]) == ("Another sector: Power and co-generation", "Same sector")


def test_quantities_are_compared_per_year_and_only_those_of_the_material(client: Client, ash: Any):
    yearly = {"unit": "t_per_year", "quantity_of": "material", "amount_type": "amount", "year": 2010}
    large = precede(ash, value=Decimal(90_000), **yearly)
    alike = precede(ash, value=Decimal(1_500), **yearly)
    daily = precede(ash, value=Decimal(12), **{**yearly, "unit": "t_per_day"})
    plant = precede(ash, value=Decimal(1_000), **{**yearly, "quantity_of": "capacity_of_plant"})
    response = ask(client, material="fly-ash", tonnes="1,000")
    told = {one.flow: one.quantity.text for one in response.context["precedents"]}
    assert told == {
        alike: "About the amount you entered",
        daily: "About 4 times the amount you entered",
        plant: "Yearly amount not known",
        large: "About 90 times the amount you entered",
    }
    assert shown(response) == [alike, daily, plant, large]


@pytest.mark.parametrize(
    ("written", "tonnes"),
    [
        ("50000", 50_000),
        ("50,000 t", 50_000),
        ("5万", 50_000),
        ("5 万吨/年", 50_000),
        ("０．５萬噸", 5_000),
        ("0.5萬公噸/年", 5_000),
        ("1.2 million t", 1_200_000),
        ("1亿", 100_000_000),
    ],
)
def test_tonnes_may_be_written_as_the_site_writes_them(client: Client, ash: Any, written: str, tonnes: int):
    assert ask(client, material="fly-ash", tonnes=written).context["offer"].tonnes == tonnes


def test_the_nearest_comes_first_and_an_unknown_distance_last(client: Client, ash: Any):
    here = make_place("ordos", 40.0, "inner-mongolia")
    nowhere = precede(ash, make_city("nowhere", region=here.region))
    far = precede(ash, make_place("datong", 43.0, "shanxi"))
    near = precede(ash, here)
    response = ask(client, material="fly-ash", place="Ordos")
    assert shown(response) == [near, far, nowhere]
    told = [one.place.text for one in response.context["precedents"]]
    assert told == ["Same city", "334 km from Ordos in a straight line", "Distance not known"]
    assert [one.is_elsewhere for one in response.context["precedents"]] == [False, True, False]
    assert read_text(response).count("moving waste there for use must be filed first") == 1


def test_rules_of_waste_are_not_told_of_what_is_not_waste(client: Client):
    steam = make_material("steam", waste_area="", **text("name", "Steam", "蒸汽"))
    here = make_place("ordos", 40.0, "inner-mongolia")
    precede(steam, make_place("datong", 43.0, "shanxi"))
    response = ask(client, material="steam", place=here.name_en)
    assert [one.is_elsewhere for one in response.context["precedents"]] == [True]
    assert "must be filed" not in read_text(response)


def test_what_was_not_given_is_not_compared(client: Client, ash: Any):
    precede(ash)
    assert words(ask(client, material="fly-ash")) == ["Same material"]


def test_hazardous_waste_is_a_precedent_and_no_offer(client: Client, settings: Any, ash: Any):
    settings.CONTACT_EMAIL = "hub@example.org"
    precede(make_material("waste-oil", national_code="HW08"))
    page = read_text(ask(client, material="waste-oil"))
    assert "Hazardous waste: an example only" in page
    assert "Ask ICLEI" not in page
    precede(ash)
    page = read_text(ask(client, material="fly-ash"))
    assert "Hazardous" not in page
    assert "Ask ICLEI" in page


def test_the_programme_that_named_the_park_is_told(client: Client, ash: Any):
    flow = precede(ash)
    make_designation(make_programme("amount_types", **text("name", "Waste bases")), park=flow.park)
    assert "Waste bases" in read_text(ask(client, material="fly-ash"))


def test_drafts_are_no_precedents(client: Client, ash: Any):
    flow = precede(ash)
    type(flow.park).objects.filter(pk=flow.park_id).update(status="draft")
    page = read_text(ask(client, material="fly-ash"))
    assert "No material flows of this material yet" in page


@pytest.mark.parametrize(
    ("parameters", "label", "told"),
    [
        ({"material": ""}, "Material, waste code or word", "Write the name or waste code"),
        ({"material": "x" * 101}, "Material, waste code or word", "at most 100"),
        ({"side": "sell"}, "You", "Allowed: have, need"),
        ({"sector": "magic"}, "Your sector", "Allowed: agriculture"),
        ({"tonnes": "many"}, "Tonnes per year", "above 0 and up to 1 billion"),
        ({"tonnes": "0"}, "Tonnes per year", "above 0"),
        ({"tonnes": "1e400"}, "Tonnes per year", "above 0"),
        ({"place": "Atlantis"}, "City", "not a city here"),
    ],
)
def test_an_error_names_the_field_and_what_is_allowed(client, ash, parameters, label, told):
    response = ask(client, 400, **{"material": "fly-ash", **parameters})
    (field,) = parameters
    assert f'<a href="#{field}">{label}</a>' in response.content.decode()
    assert f"{label} : " in read_text(response)
    assert told in read_text(response)


@pytest.mark.parametrize(
    ("language", "label"), [("zh-hans", "物料、废物代码或词语"), ("zh-hant", "物料、廢物代碼或詞語")]
)
def test_an_error_names_its_field_in_the_language_of_the_page(client, language, label):
    response = client.get(f"/{language}/materials/match/?material=&place=x")
    assert f'<a href="#material">{label}</a>：' in response.content.decode()


def test_a_name_of_several_places_asks_which_one(client: Client, ash: Any):
    parent = make_city("jilin", **text("name", "Jilin", "吉林市"))
    for slug in ("chaoyang-1", "chaoyang-2"):
        make_city(slug, parent=parent, **text("name", "Chaoyang", "朝阳区"))
    assert "chaoyang-1, chaoyang-2" in read_text(ask(client, 400, material="fly-ash", place="Chaoyang"))


def test_nothing_that_was_entered_is_stored(client: Client, ash: Any, settings: Any):
    settings.PAGE_CACHE = True
    precede(ash)
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, material="fly-ash", tonnes="77")
    assert not [one["sql"] for one in queries if not one["sql"].startswith(("SELECT", "PRAGMA"))]
    assert "hit" not in ask(client, material="fly-ash", tonnes="77").get("Cache-Status", "")
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not response.cookies


def test_many_precedents_take_as_many_queries_as_few(client: Client, ash: Any):
    def count() -> int:
        ask(client, material="fly-ash", place="here", tonnes="5")
        with CaptureQueriesContext(connection) as queries:
            ask(client, material="fly-ash", place="here", tonnes="5")
        return len(queries)

    here = make_place("here", 40.0, "shanxi")
    precede(ash, here)
    few = count()
    for number in range(25):
        precede(ash, here if number % 2 else make_city())
    assert count() == few <= 12


def test_lists_and_pages_of_materials_lead_to_it(client: Client, ash: Any):
    assert PATH in client.get("/en/materials/").content.decode()
    assert f"{PATH}?material=fly-ash" in client.get("/en/materials/fly-ash/").content.decode()
