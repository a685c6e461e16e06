"""Who supplies whom in a park: actors under all their names, what comes back, and its sentence."""

import re

import pytest
from django.utils.translation import override

from initiatives.choices import QuantityOf
from initiatives.loops.drawings import build_loops, build_park_loops
from initiatives.loops.network import ThreadKind, build_network
from tests.factories import make_actor, make_flow, make_material, make_park, text
from tests.html_text import read_text, strip_tags

pytestmark = pytest.mark.django_db

ALKALI = text("loop_of", "alkali", "碱")


def connect(park, *pairs, **kwargs):
    """Flows between companies, each given as two letters: supplier and receiver."""
    return [
        make_flow(
            park, f"flow-{pair.lower()}", **text("from_name", pair[0]), **text("to_name", pair[1]), **kwargs
        )
        for pair in pairs
    ]


def list_loops(flows, actors=()):
    network = build_network(flows, actors)
    names = {key: str(actor.name) for key, actor in network.actors.items()}
    return [[names[thread.supplier] + names[thread.receiver] for thread in loop] for loop in network.loops]


def write_title(flows, actors=()):
    return build_loops(flows, actors).title


def test_a_material_that_comes_back_is_a_loop():
    flows = connect(make_park(), "AB", "BC", "CA", "CD", material=make_material("steel"))
    assert list_loops(flows) == [["AB", "BC", "CA"]]
    assert write_title(flows) == "Steel comes back after 3 steps"


def test_an_exchange_of_two_materials_is_no_loop():
    park = make_park()
    flows = [
        connect(park, pair, material=make_material(slug))[0]
        for pair, slug in (("AB", "sludge"), ("BA", "steam"))
    ]
    assert list_loops(flows) == []
    assert write_title(flows) == "Steam in return for sludge; no material is known to come back"


def test_the_content_says_what_comes_back_by_several_materials():
    park = make_park()
    flows = [
        connect(park, pair, material=make_material(slug), **ALKALI)[0]
        for pair, slug in (("AB", "liquor"), ("BA", "soda"))
    ]
    assert list_loops(flows) == [["AB", "BA"]]
    assert write_title(flows) == "Alkali comes back: out as liquor, back as soda"
    with override("zh-hans"):
        assert write_title(flows).startswith("碱回到原处：")


def test_a_loop_is_found_beside_another_exchange_of_the_same_two():
    park = make_park()
    fuel = connect(park, "AB", material=make_material("fuel"))
    loop = [connect(park, "BA", material=make_material("steam"), **ALKALI)[0]]
    loop += [
        make_flow(
            park,
            "back",
            material=make_material("condensate"),
            **text("from_name", "A"),
            **text("to_name", "B"),
            **ALKALI,
        )
    ]
    assert list_loops([*fuel, *loop]) == [["BA", "AB"]]


def test_the_title_names_what_returns_if_it_is_one_of_the_materials():
    park = make_park()
    acid = text("loop_of", "Acid")
    flows = [
        connect(park, pair, material=make_material(slug), **acid)[0]
        for pair, slug in (("AB", "gypsum"), ("BA", "acid"))
    ]
    assert write_title(flows) == "Out as gypsum, back as acid"


def test_what_is_only_planned_or_of_unknown_direction_closes_no_loop():
    for values in ({"status": "planned"}, {"direction_known": False}):
        flows = connect(make_park(), "AB", "BA", material=make_material(), **values)
        assert list_loops(flows) == []


def test_two_names_of_one_actor_are_one_box_and_close_a_loop():
    park = make_park()
    flows = connect(park, "AB", "CA", material=make_material("steel"))
    assert list_loops(flows) == []
    actor = make_actor(park, "Mill", ["B", "C"], **text("why", "One mill."))
    assert list_loops(flows, [actor]) == [["AMill", "MillA"]]
    ((merged, names),) = build_loops(flows, [actor]).merged
    assert (str(merged.why), [str(name) for name in names]) == ("One mill.", ["B", "C"])


def test_a_name_that_two_actors_have_stands_for_both():
    park = make_park()
    flows = connect(park, "AB", "AC")
    actors = [make_actor(park, name, ["B"], **text("why", "It joins two.")) for name in ("Boiler", "Kiln")]
    network = build_network(flows, actors)
    names = {key: str(actor.name) for key, actor in network.actors.items()}
    assert [names[thread.receiver] for thread in network.threads] == ["Boiler", "Kiln", "C"]
    assert [str(actor.why) for actor, _names in build_loops(flows, actors).merged] == ["It joins two."]


def test_what_a_note_says_comes_back_is_half_a_loop():
    flows = connect(make_park(), "AB", material=make_material("scrap"), **text("returns_as", "ingots"))
    assert [thread.kind for thread in build_network(flows).threads] == [ThreadKind.OUT, ThreadKind.HALF]
    assert write_title(flows) == "Out as scrap, back as ingots, as a note says"


def test_a_network_without_a_way_back_counts_its_suppliers_and_receivers():
    flows = connect(make_park(), "AB", "AC", "AD")
    assert write_title(flows) == "1 supplier, 3 receivers; nothing is known to come back"
    with override("zh-hans"):
        assert write_title(flows) == "1个供应方，3个接收方；未见返回的物料"


def test_a_drawing_says_all_its_flows_with_their_amounts(get):
    park = make_park("a-park")
    connect(
        park,
        "AB",
        "BC",
        value=500,
        unit="t_per_year",
        quantity_of="material",
        evidence="expected",
        status="planned",
    )
    page = get("/en/parks/a-park/")
    assert 'role="img"' in page
    (description,) = re.findall(r"<desc[^>]*>(.*?)</desc>", page, re.DOTALL)
    assert description.startswith("A → B: ")
    assert re.search(r"500\st/year, expected, planned; B → C: ", description)
    assert description.count("→") == 2
    assert re.search(r'aria-labelledby="(\S+) (\S+)"', page)


def test_the_marks_of_a_park_are_rows_of_its_table(get):
    park = make_park("a-park")
    connect(park, "AB", "BC")
    page = get("/en/parks/a-park/")
    marks = re.findall(r'data-row="([^"]+)"', page)
    assert sorted(marks) == sorted(set(re.findall(r'<tr id="(flow-\w+)"', page))) == ["flow-ab", "flow-bc"]
    assert "stroke-width" not in page


def test_a_loop_is_a_closed_frame_on_a_phone(get):
    park = make_park("a-park")
    connect(park, "AB", "BA", "BC", material=make_material("steel"))
    page = get("/en/parks/a-park/")
    (ring,) = re.findall(r'<li class="loops__ring">(.*?)</li>', page, re.DOTALL)
    assert strip_tags(ring) == "A ↓ steel B ↑ steel back to the first"


@pytest.mark.parametrize("kind", [*QuantityOf.values, ""])
def test_only_an_amount_of_the_material_is_told_as_one(get, kind):
    park, material = make_park("a-park"), make_material("slag")
    make_flow(park, "one", material=material, value=500, unit="t_per_year", quantity_of=kind)
    for path in ("parks/a-park/", "materials/slag/"):
        page = get(f"/en/{path}")
        assert "500" in page
        apart = "Amount of the material not known, only" in page or "Not checked whether it counts" in page
        assert apart == (kind != QuantityOf.MATERIAL)


def test_a_material_tells_each_flow_once(get):
    park, material = make_park("a-park"), make_material("slag")
    make_flow(park, "one", material=material, **text("from_name", "Steelworks"), **text("to_name", "Kiln"))
    page = read_text(get("/en/materials/slag/"))
    assert (page.count("Steelworks"), page.count("Kiln")) == (1, 1)


def test_the_flows_of_a_park_abroad_are_not_drawn():
    """Some of them are recorded as a reference: a drawing would look like all."""
    park = make_park()
    flows = connect(park, "AB", "BC")
    assert build_park_loops(park, flows) is not None
    park.city.country = "DK"
    assert build_park_loops(park, flows) is None
