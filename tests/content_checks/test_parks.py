"""Parks with their facilities, material flows and designations."""

import re

import pytest
from django.http import QueryDict
from django.utils.translation import override

from cities.models import City
from coalition.models import Programme
from initiatives.filters.parks import ParkFilter
from initiatives.loops.drawings import build_loops
from initiatives.loops.shapes import find_overlaps
from initiatives.models import Designation, IndustrialPark, Material
from initiatives.panels import materials, parks
from initiatives.views.parks import ParkList
from records.models import Theme
from tests import factories as make
from tests.conftest import LANGUAGES
from tests.factories import writing
from tests.html_text import count_queries, find_section, read_rows, strip_tags

CHANGCHUN = "/en/parks/changchun-circular-economy-park/"


# Facts of the content


def test_changchuns_park_stands_with_its_area_and_its_planned_plants(content, get):
    page = get(CHANGCHUN)
    assert "10 km²" in strip_tags(page)
    plants = [strip_tags(plant) for plant in re.findall(r'<li id="[^"]+">.*?</li>', page, re.DOTALL)]
    assert next(plant for plant in plants if "Planned" in plant).startswith("Waste incineration plant")
    assert sum("Planned" in plant for plant in plants) == 5


def test_the_two_parks_of_changchun_are_told_apart(content, get):
    page = get(CHANGCHUN)
    assert "Not to be confused with" in page
    others = strip_tags(page)
    assert "Other parks in Changchun" in others
    assert "Changchun (Mishazi, Dehui) Circular Economy Industrial Park" in others
    assert "about 3 km²" in others
    assert "10 km²" in strip_tags(get("/en/parks/changchun-dehui-recycling-park/"))


def test_a_flow_without_a_quantity_says_so(content, get):
    (flow,) = read_rows(find_section(get(CHANGCHUN), "flows"))
    assert "End-of-life vehicles" in flow
    assert "Amount not known" in flow
    assert "Planned" in flow


def test_datongs_bulk_solid_waste_base_links_coal_with_chemicals_power_and_steel(content, get):
    page = get("/en/parks/datong-bulk-solid-waste-base/")
    flows = read_rows(find_section(page, "flows"))
    assert [flow.split("Coal mines Coal ")[1].split(" Amount")[0] for flow in flows] == [
        "Chemical plants Chemicals",
        "Power plants Power and co-generation",
        "Steel plants Iron and steel",
    ]
    assert all("Amount not known" in flow and "Not known" in flow for flow in flows)
    assert 'id="facilities"' not in page


def test_an_amount_says_what_it_counts(content, get):
    water = next(row for row in read_rows(find_section(get("/en/parks/teda/"), "flows")) if "water" in row)
    assert "Amount of the material not known, only: Capacity of the plant" in water


def test_what_is_unknown_of_a_park_is_one_line(content, get):
    page = strip_tags(get("/en/parks/jiaxing-port/"))
    assert "Not known: level, year of founding, area, location" in page
    assert "Applies industrial symbiosis Yes" in page
    assert "Applies industrial symbiosis" not in strip_tags(get("/en/parks/changchun-kuancheng-base/"))


def test_an_empty_section_is_absent(content, get):
    page = get("/en/parks/changchun-kuancheng-base/")
    assert 'id="flows"' not in page
    assert 'id="designations"' not in page


def test_a_designation_gives_its_batch_and_years(content, get):
    page = get("/en/parks/tianjin-ziya/")
    eco, urban = sorted(read_rows(page.partition('id="designations"')[2].partition("</details>")[0]))
    assert re.search(r"eco-industrial demonstration parks [\d, ]+ Not known Not known 2020", eco)
    assert re.search(r"urban mining demonstration bases [\d, ]+ 1 2010 Not known", urban)


def test_every_park_shows_its_parts(content, get):
    for park in IndustrialPark.objects.published():
        ids = re.findall(r' id="([^"]+)"', get(f"/en/parks/{park.slug}/"))
        for part in (*park.facilities.all(), *park.flows.all(), *park.key_facts.all()):
            assert part.key in ids
        for designation in park.designations.all():
            assert designation.anchor in ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_shows_all_parks_in_pages(content, get, language):
    last = -(-IndustrialPark.objects.published().count() // ParkList.paginate_by)
    assert last > 1
    pages = [get(f"/{language}/parks/?page={number}") for number in range(1, last + 1)]
    listed = [slug for page in pages for slug in re.findall(r'id="park-([^"]+)"', page)]
    assert sorted(listed) == sorted(IndustrialPark.objects.published().values_list("slug", flat=True))


# What a reader sees first, and the drawings


TITLES = {
    "guitang-group": "Alkali comes back: out as pulping black liquor, back as recovered alkali",
    "teda": "Water comes back: out as steam, back as steam condensate",
    "suzhou-industrial-park": "Water comes back: out as steam, back as steam condensate",
    "lubei-group": "Out as phosphogypsum, back as sulphuric acid",
    "datong-tashan-circular-park": "3 suppliers, 2 receivers; nothing is known to come back",
}
LOOPS = {"guitang-group": 1, "teda": 1, "suzhou-industrial-park": 1, "lubei-group": 1}


def build_park_loops(park):
    flows = list(park.flows.select_related("material").order_by("position", "pk"))
    return build_loops(flows, park.actors.order_by("position", "pk"))


@pytest.mark.parametrize("slug", TITLES)
def test_the_drawing_of_a_park_says_what_comes_back(content, get, slug):
    page = get(f"/en/parks/{slug}/")
    assert TITLES[slug] in page
    assert page.count("loops__seal") == LOOPS.get(slug, 0)
    assert "loops__drawing" in page


def test_the_flows_of_a_park_abroad_are_a_table_and_no_drawing(content, get):
    assert "loops__drawing" not in get("/en/parks/kalundborg-symbiosis/")


def test_what_a_note_says_comes_back_is_told_as_such(content, get):
    page = get("/en/parks/teda/")
    assert "Out as scrap steel, back as ingots for moulds, as a note says" in page
    assert "“Binhai Energy” stands for: Binhai Energy, Heat supplier." in strip_tags(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_drawing_of_a_park_covers_itself_and_none_is_left_out(content, language):
    with override(language):
        for park in IndustrialPark.objects.published():
            if loops := build_park_loops(park):
                assert loops.drawings, park
                for drawing in loops.drawings:
                    assert list(find_overlaps(drawing.shapes)) == []


def test_every_line_of_a_drawing_is_a_row(content, get):
    drawn = 0
    for park in IndustrialPark.objects.published().with_counts():
        page = get(f"/en/parks/{park.slug}/")
        marks, rows_ = re.findall(r'data-row="([^"]+)"', page), re.findall(r'<tr id="([^"]+)"', page)
        assert set(marks) <= set(rows_)
        if marks:
            drawn += 1
            assert set(marks) == {flow.key for flow in park.flows.all()}
    assert drawn == 15


def test_a_park_shows_what_others_do_with_its_materials_as_examples(content, get):
    page = get("/en/parks/datong-tashan-circular-park/")
    assert "Examples from other parks" in page
    assert "not that it is allowed or pays here" in page


def test_a_row_of_the_list_names_place_level_kind_and_what_is_recorded(content, get):
    page = get("/en/parks/?kind=circular_economy_park&level=municipal")
    (row,) = re.findall(
        r'<article class="result result--row" id="park-changchun-c.*?</article>', page, re.DOTALL
    )
    text = strip_tags(row)
    assert "Ten square kilometres where car dismantling, waste treatment" in text
    assert "Because carmaking" not in text
    assert "长春循环经济产业园" in text.replace(" ", "")
    assert "Changchun · Circular economy park" in text
    assert "1 material flow" in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("level=national", 29),
        ("level=not_recorded", 49),
        ("level=provincial", 0),
        ("applies_symbiosis=true", 40),
        ("applies_symbiosis=not_recorded", 42),
        ("applies_symbiosis=false", 0),
        ("kind=chemical_park", 3),
        ("programme=urban-mining-base", 7),
        ("programme=urban-mining-base,eco-industrial-demonstration", 25),
        ("region=jilin", 3),
        ("region=jilin&applies_symbiosis=true", 2),
    ],
)
def test_the_list_is_narrowed(content, client, query, number):
    response = client.get(f"/en/parks/?{query}")
    assert response.status_code == 200
    assert response.context["count"] == number


def test_each_option_says_how_many_it_would_give(content):
    parks_ = IndustrialPark.objects.published()
    filterset = ParkFilter(QueryDict("applies_symbiosis=true"), queryset=parks_)
    assert filterset.is_valid()
    for facet in filterset.facets():
        for option in facet.options:
            query = f"{facet.name}={option.code}"
            query += "" if facet.name == "applies_symbiosis" else "&applies_symbiosis=true"
            assert ParkFilter(QueryDict(query), queryset=parks_).qs.count() == option.count, query


def test_the_list_is_sorted_in_a_total_order(content, client):
    by_name = client.get("/en/parks/?sort=name").context["rows"]
    keys = [(park.name_en, park.pk) for park in by_name]
    assert keys == sorted(keys)
    fullest = client.get("/en/parks/").context["rows"]
    assert fullest[0].slug == "suzhou-industrial-park"
    assert [park.flow_count for park in fullest] == sorted(
        (park.flow_count for park in fullest), reverse=True
    )


def test_an_unknown_value_is_answered_with_what_is_allowed(content, get):
    text = strip_tags(get("/en/parks/?level=federal", status=400))
    assert "“federal” is not allowed here. Allowed: national, municipal, provincial, not_recorded." in text


# What is public


def test_a_draft_is_shown_nowhere(content, client, get):
    city, material = City.objects.get(slug="changchun"), Material.objects.get(slug="steam")
    draft = make.make_park("draft-park", city=city, applies_symbiosis=True)
    make.make_flow(draft, material=material, **make.text("from_name", "Secret plant"))
    with writing() as changes:
        changes.withdraw(draft)
    assert client.get("/en/parks/draft-park/").status_code == 410
    pages = ["/en/parks/?region=jilin", "/en/materials/", "/en/materials/steam/", CHANGCHUN]
    pages += ["/en/cities/changchun/", "/en/regions/jilin/", "/en/themes/industrial-symbiosis/"]
    for path in pages:
        page = get(path)
        assert "Draft-Park" not in page, path
        assert "Secret plant" not in page, path


def test_a_park_that_was_never_published_is_not_counted(content, client):
    before = client.get("/en/materials/steam/").context["flows"]
    park = IndustrialPark(
        slug="new-park", city=City.objects.get(slug="changchun"), kind="industrial_park",
        source_type="official", **make.text("name", "New park"), **make.text("summary", "Unread."),
    )  # fmt: skip
    make.save(park, publish=False)
    make.make_flow(park, material=Material.objects.get(slug="steam"))
    assert client.get("/en/parks/").context["count"] == 82
    assert client.get("/en/parks/new-park/").status_code == 404
    assert client.get("/en/materials/steam/").context["flows"] == before
    counted = {row.slug: row.flow_count for row in client.get("/en/materials/").context["rows"]}
    assert counted["steam"] == len(before)


# On the pages of other records


def test_a_district_stands_under_its_city_and_is_marked(content, get):
    page = get("/en/cities/suzhou/")
    assert re.search(r'<span class="under">Kunshan</span>', find_section(page, "parks"))
    assert "Kunshan High-tech Zone" in find_section(page, "parks")
    kunshan = [row for row in read_rows(page) if "Kunshan High-tech" in row]
    assert len(kunshan) == 1
    assert "2020" in kunshan[0]
    assert '<span class="under">Binhai' in find_section(get("/en/cities/tianjin/"), "flows")
    assert "Suzhou Industrial Park" not in get("/en/cities/kunshan/")


def test_a_city_shows_its_parks_and_how_many_facilities_and_flows_they_have(content, get):
    page = get("/en/cities/changchun/")
    shown = find_section(page, "parks")
    assert "4 facilities" in strip_tags(shown)
    assert f'href="{CHANGCHUN}#facilities"' in shown
    assert "1 material flow" in strip_tags(shown)
    assert f'href="{CHANGCHUN}#flows"' in shown
    (flow,) = read_rows(find_section(page, "flows"))
    assert "Amount not known" in flow


def test_a_city_named_by_a_programme_says_so(content, get):
    named = [
        row
        for row in read_rows(find_section(get("/en/cities/linyi/"), "designations"))
        if "Construction" in row
    ]
    assert len(named) == 1
    assert "March 2018" in named[0]


def test_a_programme_shows_its_size_beside_what_is_recorded(content, get):
    page = get("/en/programmes/construction-waste-2018/")
    shown = page
    sizes = strip_tags(find_section(page, "sizes"))
    assert "8 listed here" in sizes
    assert sizes.count("35") == 2, "the total, and the note of its source"
    assert "the programme may have more" in shown
    assert len(read_rows(shown)) == 8
    several = strip_tags(find_section(get("/en/programmes/circular-transformation-pilot/"), "sizes"))
    assert several.index("100") < several.index("129") < several.index("12 listed here")


def test_every_designation_has_its_address_on_its_programmes_page(content, get):
    named = Designation.objects.published().select_related("programme")
    for programme in Programme.objects.filter(pk__in=named.values("programme")):
        page = get(programme.get_absolute_url())
        for designation in named.filter(programme=programme):
            assert f'id="{designation.anchor}"' in page


def test_the_theme_and_the_region_list_their_parks(content, get):
    theme = get("/en/themes/industrial-symbiosis/")
    assert len(re.findall('id="park-', find_section(theme, "parks"))) == 10
    assert "Showing 10 of the 40 parks that apply it" in theme
    other = Theme.objects.published().exclude(slug="industrial-symbiosis").first()
    assert 'id="park-' not in get(other.get_absolute_url())
    assert len(re.findall('id="park-', find_section(get("/en/regions/jilin/"), "parks"))) == 3


# Cost


def test_a_profile_costs_few_queries(content, client):
    assert count_queries(client, "/en/parks/suzhou-industrial-park/") <= 12
    # With what is read of all cities, and kept until one changes.
    assert count_queries(client, "/en/cities/suzhou/") <= 36


def test_the_panels_of_a_city_cost_six_queries_together(content, django_assert_max_num_queries):
    city = City.objects.get(slug="suzhou")
    with django_assert_max_num_queries(6):
        for panel in (
            parks.list_parks_of_city,
            materials.list_flows_of_city,
            parks.list_designations_of_city,
        ):
            assert list(panel(city))
