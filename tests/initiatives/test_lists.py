"""Lists and pages of parks and materials, on factories."""

import re

import pytest

from initiatives.choices import Sector
from tests import factories as make
from tests.html_text import count_queries, find_section, read_row, strip_tags

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("level=national", {"a"}),
        ("level=national,provincial", {"a", "b"}),
        ("level=not_recorded", {"c"}),
        ("applies_symbiosis=true", {"a"}),
        ("region=guangdong", {"c"}),
        ("region=guangdong&level=national", set()),
    ],
)
def test_the_list_of_parks_is_narrowed(client, query, slugs):
    jilin, guangdong = (make.make_city(region=make.make_region(slug)) for slug in ("jilin", "guangdong"))
    make.make_park("a", city=jilin, level="national", applies_symbiosis=True)
    make.make_park("b", city=jilin, level="provincial")
    make.make_park("c", city=guangdong)
    response = client.get(f"/en/parks/?{query}")
    assert response.status_code == 200
    assert {park.slug for park in response.context["rows"]} == slugs


def test_the_list_of_parks_shows_the_fullest_first(client):
    city = make.make_city()
    make.make_park("empty", city=city)
    park = make.make_park("full", city=city)
    make.make_flow(park, material=make.make_material())
    assert [row.slug for row in client.get("/en/parks/").context["rows"]] == ["full", "empty"]


def test_the_list_of_parks_costs_the_same_with_three_rows_and_with_thirty(db, client):
    city = make.make_city(region=make.make_region("a-region"))
    material, programme = make.make_material(), make.make_programme()

    def more(number: int) -> None:
        for _ in range(number):
            park = make.make_park(city=city)
            make.make_flow(park, material=material)
            make.make_designation(programme, park=park)

    more(3)
    few = count_queries(client, "/en/parks/?region=a-region")
    more(27)
    assert count_queries(client, "/en/parks/?region=a-region") == few <= 12


def test_the_list_of_materials_costs_the_same_with_three_rows_and_with_thirty(db, client):
    park = make.make_park(city=make.make_city())

    def more(number: int) -> None:
        for _ in range(number):
            material = make.make_material(waste_area="construction")
            make.make_flow(park, key=material.slug, material=material)

    more(3)
    few = count_queries(client, "/en/materials/?waste_area=construction")
    more(27)
    assert count_queries(client, "/en/materials/?waste_area=construction") == few <= 12


def test_materials_stand_by_their_number_of_flows_and_then_by_name(db, client):
    """Flows count, not the parks that have them, because each row says how many there are."""
    parks = [make.make_park(slug, city=make.make_city()) for slug in ("one", "other")]
    for slug, places in {"ash": [0, 1], "slag": [0, 0, 0], "glass": [0], "acid": [1]}.items():
        material = make.make_material(slug, **make.text("name", slug.title()))
        for number, place in enumerate(places):
            make.make_flow(parks[place], key=f"{slug}-{number}", material=material)
    response = client.get("/en/materials/")
    assert [row.slug for row in response.context["rows"]] == ["slag", "ash", "acid", "glass"]
    assert "The order is by number of flows, then by name." in response.content.decode()
    found = client.get("/en/materials/?sort=-name").context["rows"]
    assert [row.slug for row in found] == ["slag", "glass", "ash", "acid"]


def test_each_amount_of_a_material_stands_with_its_flow(db, get):
    material, park = make.make_material(), make.make_park(city=make.make_city())
    amount = {"material": material, "value": 5, "unit": "t", "quantity_of": "material"}
    for key, more in {"a": {}, "b": {"value": 7}, "c": {"quantity_of": "product"}}.items():
        make.make_flow(park, key=key, **{**amount, **more})
    section = find_section(get(material.get_absolute_url()), "flows")
    shown = [strip_tags(row) for row in re.findall(r"<li>.*?</li>", section, re.DOTALL)]
    assert [re.findall(r"\d+ t\b", row) for row in shown] == [["5 t"], ["7 t"], ["5 t"]]
    assert ["Amount of the material not known, only" in row for row in shown] == [False, False, True]


def test_a_kind_of_a_material_is_linked_both_ways(db, get):
    ash = make.make_material("some-ash")
    kind = make.make_material("a-kind-of-ash", parent=ash)
    assert f'href="{kind.get_absolute_url()}"' in find_section(get(ash.get_absolute_url()), "facts")
    assert f'href="{ash.get_absolute_url()}"' in find_section(get(kind.get_absolute_url()), "facts")


def test_a_material_that_is_not_waste_shows_no_area(client, get):
    material = make.make_material("steam", waste_area="")
    make.make_flow(make.make_park(), material=material)
    page = strip_tags(get("/en/materials/steam/").partition("<main")[2])
    assert not re.search("waste area|industrial waste|waste code", page, re.IGNORECASE)
    assert 'id="facts"' not in get("/en/materials/steam/")
    assert "data-area" not in get("/en/materials/")
    assert "Not waste" in strip_tags(get("/en/materials/?view=table"))
    assert [row.slug for row in client.get("/en/materials/?waste_area=not_recorded").context["rows"]] == [
        "steam"
    ]


def test_a_material_of_many_sectors_names_those_that_receive_most(client):
    park, material = make.make_park(), make.make_material()
    for number, sector in enumerate([*Sector.values[:14], Sector.values[13]]):
        make.make_flow(park, f"flow-{number}", material=material, to_sector=sector)
    page = strip_tags(client.get("/en/materials/").content.decode())
    labels = [str(Sector(code).label) for code in [Sector.values[13], *Sector.values[:11]]]
    assert f"Received by: {', '.join(labels)} and 2 more" in page


def test_a_table_leaves_out_a_column_without_values(client):
    programme, park = make.make_programme(), make.make_park()
    make.make_designation(programme, park=park, named="2019")
    page = client.get(park.get_absolute_url()).content.decode()
    assert '<th scope="col">Selected</th>' in page
    assert "Batch" not in page
    assert "Passed final check" not in page


def test_a_note_of_several_flows_is_said_once_and_marks_them(get):
    park, note = make.make_park(), make.text("note", "Expected when it opened.")
    for key, more in {"a": note, "b": note, "c": {}}.items():
        make.make_flow(park, key=key, value=5, unit="t", **more)
    section = find_section(get(park.get_absolute_url()), "flows")
    assert section.count("Expected when it opened.") == 1
    rows = re.findall(r'<tr id="(\w)".*?</tr>', section, re.DOTALL)
    marked = re.findall(r'<tr id="(\w)"(?:(?!</tr>).)*note__marks', section, re.DOTALL)
    assert (rows, marked) == (["a", "b", "c"], ["a", "b"])


def test_a_note_of_all_places_of_a_programme_is_said_once(get):
    programme = make.make_programme()
    for slug in ("a", "b"):
        make.make_designation(programme, park=make.make_park(slug), **make.text("note", "For two years."))
    assert get(programme.get_absolute_url()).partition("<main")[2].count("For two years.") == 1


def test_a_row_has_its_name_as_the_one_link_and_one_figure(get):
    park = make.make_park("a-park")
    make.make_flow(park, "one")
    row = read_row(get("/en/parks/"), "park-a-park")
    links = re.findall(r'<a (?:class="([\w-]*)")?', row)
    assert links == ["", "compare-link"]
    assert strip_tags(row).endswith("1 material flow Compare")


def test_a_pilot_has_the_square_of_its_round(get):
    programme = make.make_programme("round-two", zero_waste_round=2)
    make.make_pilot("a-pilot", programme=programme, **make.text("summary", "A city sorts its waste."))
    row = read_row(get("/en/zero-waste/?sort=name"), "zero-waste-pilot-a-pilot")
    assert 'class="row-mark" data-mark="round-2"' in row
    assert "Round-Two: " in strip_tags(row)
