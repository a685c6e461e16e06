"""Materials: givers, takers and precedents."""

import re

import pytest
from django.http import QueryDict

from initiatives.filters.materials import MaterialFilter
from initiatives.models import Material
from tests.html_text import count_queries, strip_tags


def list_pairs(page: str) -> list[str]:
    """The suppliers and receivers of a material."""
    listed = page.partition('<ul class="pairs">')[2].partition("</ul>")[0]
    return [strip_tags(pair) for pair in listed.split("<li>")[1:]]


def test_a_material_says_who_supplies_and_who_receives_it_and_where(content, get):
    pairs = list_pairs(get("/en/materials/fgd-gypsum/"))
    assert len(pairs) == 4
    (datong,) = [pair for pair in pairs if "Tashan" in pair]
    assert "Tashan and Wangping power plants Power and co-generation" in datong
    assert "Datong Coal cement line Cement" in datong
    assert "at least 100,000 t/year" in datong
    assert "Expected" in datong


def test_amounts_of_the_material_come_first_and_others_say_what_they_count(content, get):
    pairs = list_pairs(get("/en/materials/steel-slag/"))
    apart = [
        "Amount of the material not known, only" in pair for pair in pairs if re.search(r"t/(year|day)", pair)
    ]
    assert apart == sorted(apart)
    assert not any("Total" in pair for pair in pairs)


def test_plants_of_the_kind_made_for_a_material_are_named(content, get):
    page = get("/en/materials/medical-waste/")
    assert "Medical waste treatment plants" in strip_tags(page.partition('id="facilities"')[2])
    assert "Not known: who supplies and who receives it" in strip_tags(page)
    assert 'id="facilities"' not in get("/en/materials/steam/")


def test_every_material_that_has_plants_of_its_own_is_on_record(content):
    assert Material.objects.published().exclude(treated_by="").count() == 7


def test_each_precedent_leads_to_its_flow_in_the_park(content, get):
    for flow in Material.objects.get(slug="coal-gangue").flows.select_related("park"):
        address = f"{flow.park.get_absolute_url()}#{flow.key}"
        assert f'href="{address}"' in get("/en/materials/coal-gangue/")
        assert f'id="{flow.key}"' in get(flow.park.get_absolute_url())


def test_the_waste_code_has_its_own_source(content, get):
    facts = get("/en/materials/fly-ash/").partition('id="facts"')[2]
    assert re.search(r'10 01 02</span>\S*<a class="chip" href="#s\d+"', facts)
    assert "European waste code" not in get("/en/materials/steam/")


def test_every_material_is_listed(content, get):
    listed = re.findall(r'id="material-([^"]+)"', get("/en/materials/"))
    assert sorted(listed) == sorted(Material.objects.published().values_list("slug", flat=True))


def test_each_description_names_its_material(content):
    for material in Material.objects.published():
        assert material.name_zh_hans.partition("（")[0] in material.description_zh_hans, material.slug


def test_energy_water_and_products_are_no_waste(content, client):
    rows_ = client.get("/en/materials/?waste_area=not_recorded").context["rows"]
    assert {row.slug for row in rows_} == {
        "biogas", "brine", "chlorine", "condensate", "hydrogen-chloride", "nitrogen", "reclaimed-water",
        "recovered-alkali", "soda-ash", "steam", "sulphuric-acid", "waste-heat",
    }  # fmt: skip


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
    assert "Received by: Building materials, Cement" in strip_tags(row)
    assert "4 material flows" in strip_tags(row)


def test_a_profile_costs_few_queries(content, client):
    assert count_queries(client, "/en/materials/steam/") <= 12


def test_a_waste_code_has_a_source(content):
    """No code is given from memory: no source read so far gives a national one."""
    coded = Material.objects.published().exclude(ewc_code="", national_code="")
    assert not coded.exclude(source_links__field="ewc_sources").exists()
    assert not coded.exclude(national_code="").exists()
