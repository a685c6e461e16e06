"""Materials: who gives them and who takes them, answered from precedents."""

import re

import pytest

from initiatives.models import Material
from tests import factories as make
from tests.conftest import LANGUAGES
from tests.initiatives.test_parks import queries, rows, section, words


def test_a_material_says_who_gives_and_who_takes_it_and_where(content, get):
    page = get("/en/materials/fgd-gypsum/")
    precedents = section(page, "precedents")
    assert "Sectors that take it" in precedents
    (datong,) = [row for row in rows(precedents) if "Tashan" in row]
    assert "Tashan and Wangping power plants Power and co-generation" in datong
    assert "Datong Coal cement line Cement" in datong
    assert "at least 100,000 t/year" in datong
    assert "Expected" in datong
    assert "Operating" in datong
    assert datong.endswith("Tashan Circular Economy Park Datong")


def test_precedents_are_counted_and_never_added_up(content, client, get):
    page = get("/en/materials/steam/")
    assert "4 flows in 3 parks" in words(section(page, "precedents"))
    assert "Total" not in page
    response = client.get("/en/materials/steam/")
    assert sum(count for _sector, count in response.context["givers"]) == 4


def test_each_precedent_leads_to_its_flow_in_the_park(content, get):
    for flow in Material.objects.get(slug="coal-gangue").flows.select_related("park"):
        address = f"{flow.park.get_absolute_url()}#{flow.key}"
        assert f'href="{address}"' in get("/en/materials/coal-gangue/")
        assert f'id="{flow.key}"' in get(flow.park.get_absolute_url())


def test_the_waste_code_has_its_own_source(content, get):
    facts = section(get("/en/materials/fly-ash/"), "facts")
    assert re.search(r'10 01 02</span>\S*<sup class="src"><a href="#s1"', facts)
    assert "National catalogue code Not recorded" in words(facts)
    assert "European waste code Not recorded" in words(section(get("/en/materials/steam/"), "facts"))


def test_a_material_without_a_flow_says_so(content, get):
    assert "No material flow is recorded" in section(get("/en/materials/medical-waste/"), "precedents")


def test_a_kind_of_a_material_is_linked_both_ways(db, get):
    ash = make.make_material("some-ash")
    kind = make.make_material("a-kind-of-ash", parent=ash)
    assert f'href="{kind.get_absolute_url()}"' in section(get(ash.get_absolute_url()), "facts")
    assert f'href="{ash.get_absolute_url()}"' in section(get(kind.get_absolute_url()), "facts")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_material_answers_in_three_languages(content, get, language):
    listed = re.findall(r'id="material-([^"]+)"', get(f"/{language}/materials/"))
    slugs = list(Material.objects.published().values_list("slug", flat=True))
    assert sorted(listed) == sorted(slugs)
    for slug in slugs:
        get(f"/{language}/materials/{slug}/")


def test_the_list_is_narrowed_by_waste_area(content, client, get):
    assert client.get("/en/materials/?waste_area=agricultural").context["count"] == 6
    text = words(get("/en/materials/?waste_area=nuclear", status=400))
    assert "“nuclear” is not allowed here. Allowed: industrial, agricultural," in text


def test_materials_with_most_precedents_come_first(content, client):
    counts = [row.park_count for row in client.get("/en/materials/").context["rows"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_the_list_costs_the_same_with_three_rows_and_with_thirty(db, client):
    park = make.make_park(city=make.make_city())

    def more(number: int) -> None:
        for _ in range(number):
            material = make.make_material(waste_area="construction")
            make.make_flow(park, key=material.slug, material=material)

    more(3)
    few = queries(client, "/en/materials/?waste_area=construction")
    more(27)
    assert queries(client, "/en/materials/?waste_area=construction") == few <= 12


def test_a_profile_costs_few_queries(content, client):
    assert queries(client, "/en/materials/steam/") <= 12
