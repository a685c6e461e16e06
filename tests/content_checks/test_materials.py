"""Materials: givers, takers and precedents."""

import re

import pytest
from django.http import QueryDict

from initiatives.filters.materials import MaterialFilter
from initiatives.models import Material
from tests.conftest import LANGUAGES
from tests.html_text import count_queries, find_section, read_rows, strip_tags

pytestmark = pytest.mark.any_database


def test_a_material_says_who_gives_and_who_takes_it_and_where(content, get):
    page = get("/en/materials/fgd-gypsum/")
    takers, givers = find_section(page, "precedents").split('id="givers"')
    assert re.search(
        r"Building materials [\d, ]+\w.*Utilisation companies of the base .* 3 of 4", strip_tags(takers)
    )
    assert re.search(r"Cement [\d, ]+Datong Coal cement line 1 of 4", strip_tags(takers))
    assert re.search(r"Power and co-generation .* 4 of 4", strip_tags(givers))
    (datong,) = [row for row in read_rows(find_section(page, "flows")) if "Tashan" in row]
    assert "Tashan and Wangping power plants Power and co-generation" in datong
    assert "Datong Coal cement line Cement" in datong
    assert "at least 100,000 t/year" in datong
    assert "Expected" in datong
    assert "Operating" in datong
    assert datong.endswith("Tashan Circular Economy Park Datong")
    hohhot = read_rows(find_section(page, "where"))[0]
    assert re.fullmatch(r"Togtoh ash utilisation, Hohhot [\d, ]+ Hohhot Inner Mongolia .*", hohhot)


def test_precedents_are_counted_and_never_added_up(content, client, get):
    page = get("/en/materials/steam/")
    head = strip_tags(find_section(page, "precedents"))
    assert "4 operate" in head
    assert "in 3 cities" in head
    assert "Total" not in page
    response = client.get("/en/materials/steam/")
    assert sum(len(row.flows) for row in response.context["givers"]) == 4


def test_amounts_are_ranges_of_one_unit_basis_and_evidence(content, get):
    capacity, expected = read_rows(find_section(get("/en/materials/steel-slag/"), "amounts"))
    assert re.match(
        r"1.3 million t/year [\d, ]+ to 2.6 million t/year [\d, ]+ Capacity 2 of 5 flows", capacity
    )
    assert re.match(r"at least 1.2 million t/year [\d, ]+ Amount Expected one amount", expected)
    assert "Cement works of the park , Baogang Circular Economy Industrial Park, year not stated" in capacity
    assert "Capacity of the cement works, not the slag used." in capacity


def test_a_material_with_one_flow_shows_it_at_once(content, get):
    page = get("/en/materials/bagasse/")
    (flow,) = read_rows(find_section(page, "precedents"))
    assert "200,000 t/year" in flow
    assert 'id="amounts"' not in page


def test_plants_of_the_kind_made_for_a_material_are_named(content, get):
    page = get("/en/materials/medical-waste/")
    (plant,) = read_rows(find_section(page, "facilities"))
    assert re.match(r"Medical waste treatment plants [\d, ]+ Medical waste treatment Planned", plant)
    assert plant.endswith("Changchun Circular Economy Industrial Park Changchun")
    assert "No material flow is recorded" in page
    assert 'id="facilities"' not in get("/en/materials/steam/")


def test_every_material_that_has_plants_of_its_own_is_on_record(content):
    assert Material.objects.published().exclude(treated_by="").count() == 7


def test_each_precedent_leads_to_its_flow_in_the_park(content, get):
    for flow in Material.objects.get(slug="coal-gangue").flows.select_related("park"):
        address = f"{flow.park.get_absolute_url()}#{flow.key}"
        assert f'href="{address}"' in get("/en/materials/coal-gangue/")
        assert f'id="{flow.key}"' in get(flow.park.get_absolute_url())


def test_the_waste_code_has_its_own_source(content, get):
    facts = find_section(get("/en/materials/fly-ash/"), "facts")
    assert re.search(r'10 01 02</span>\S*<a class="chip" href="#s\d+"', facts)
    assert "National waste code Not known" in strip_tags(facts)
    assert "European waste code Not known" in strip_tags(find_section(get("/en/materials/steam/"), "facts"))


def test_a_material_without_a_flow_says_so(content, get):
    assert "No material flow is recorded" in find_section(get("/en/materials/medical-waste/"), "precedents")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_material_answers_in_three_languages(content, get, language):
    listed = re.findall(r'id="material-([^"]+)"', get(f"/{language}/materials/"))
    slugs = list(Material.objects.published().values_list("slug", flat=True))
    assert sorted(listed) == sorted(slugs)
    for slug in slugs:
        get(f"/{language}/materials/{slug}/")


def test_the_list_is_narrowed_by_waste_area(content, client, get):
    assert client.get("/en/materials/?waste_area=agricultural").context["count"] == 6
    text = strip_tags(get("/en/materials/?waste_area=nuclear", status=400))
    assert "“nuclear” is not allowed here. Allowed: industrial, agricultural," in text


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("taken_by=fertiliser", {"poultry-manure", "shells", "sulphuric-acid"}),
        ("given_by=coal", {"coal-gangue", "mixed-industrial-solid-waste"}),
        ("taken_by=textiles&given_by=textiles", {"reclaimed-water"}),
    ],
)
def test_the_list_is_narrowed_by_who_gives_and_who_takes(content, client, query, slugs):
    rows_ = client.get(f"/en/materials/?{query}").context["rows"]
    assert {row.slug for row in rows_} == slugs


def test_each_sector_says_how_many_materials_it_would_give(content):
    materials = Material.objects.published()
    filterset = MaterialFilter(QueryDict("waste_area=industrial"), queryset=materials)
    assert filterset.is_valid()
    for facet in filterset.facets()[1:]:
        for option in facet.options:
            query = QueryDict(f"{facet.name}={option.code}&waste_area=industrial")
            assert MaterialFilter(query, queryset=materials).qs.count() == option.count, query


def test_a_row_of_the_list_says_who_takes_the_material(content, get):
    (row,) = re.findall(r'id="material-fgd-gypsum".*?</article>', get("/en/materials/"), re.DOTALL)
    assert "Taken by: Building materials, Cement" in strip_tags(row)
    assert "4 flows in 4 parks" in strip_tags(row)


def test_materials_with_most_precedents_come_first(content, client):
    counts = [row.park_count for row in client.get("/en/materials/").context["rows"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_a_profile_costs_few_queries(content, client):
    assert count_queries(client, "/en/materials/steam/") <= 12
