"""The drawing of a park's flows: each line is a flow, what comes back is a loop, and no line has a width."""

import re
from itertools import pairwise

import pytest

from initiatives.choices import QuantityOf
from initiatives.flow_graph import MAX_NODES, build_flow_graph, wrap_text
from tests.factories import make_flow, make_material, make_park, text
from tests.html_text import read_text

pytestmark = pytest.mark.django_db


def connect(park, *pairs, **kwargs):
    """Flows between companies, each given as two letters: supplier and receiver."""
    return [
        make_flow(park, f"flow-{number}", **text("from_name", giver), **text("to_name", taker), **kwargs)
        for number, (giver, taker) in enumerate(pairs)
    ]


def loops_of(flows):
    graph = build_flow_graph(flows)
    return [[f"{flow.from_name}{flow.to_name}" for flow in loop] for loop in graph.loops] if graph else None


ALKALI = text("loop_of", "alkali")


def test_a_material_that_comes_back_is_a_loop():
    flows = connect(make_park(), "AB", "BC", "CA", "CD", material=make_material("steel"))
    assert loops_of(flows) == [["AB", "BC", "CA"]]
    graph = build_flow_graph(flows)
    assert [arrow.returns for arrow in graph.arrows] == [True, True, True, False]
    assert graph.chains == flows[3:]


def test_an_exchange_of_two_materials_is_no_loop_and_not_drawn_as_one():
    park = make_park()
    sludge, steam = (connect_one(park, pair, make_material()) for pair in ("AB", "BA"))
    assert build_flow_graph([sludge, steam]) is None


def test_the_content_says_what_comes_back_by_several_materials():
    park = make_park()
    flows = [connect_one(park, pair, make_material(), **ALKALI) for pair in ("AB", "BA")]
    assert loops_of(flows) == [["AB", "BA"]]
    assert [str(what) for what in build_flow_graph(flows).returning] == ["alkali"]


def test_what_is_only_planned_closes_no_loop():
    flows = connect(make_park(), "AB", "BA", material=make_material("steel"), status="planned")
    assert build_flow_graph(flows) is None


def connect_one(park, pair, material, **kwargs):
    names = {**text("from_name", pair[0]), **text("to_name", pair[1])}
    return make_flow(park, f"flow-{pair.lower()}", material=material, **names, **kwargs)


def test_without_a_way_back_there_are_chains_alone():
    assert loops_of(connect(make_park(), "AB", "AC", "BD", "CD")) == []


def test_flows_side_by_side_are_rows_alone():
    assert build_flow_graph(connect(make_park(), "AB", "AC", "DE")) is None


def test_a_flow_of_unknown_direction_closes_no_loop():
    park = make_park()
    flows = [*connect(park, "AB", "BC"), *connect_undirected(park)]
    assert loops_of(flows) == []


def connect_undirected(park):
    names = {**text("from_name", "B"), **text("to_name", "A")}
    return [make_flow(park, "undirected", **names, direction_known=False)]


def test_every_flow_is_one_line_and_every_company_one_box():
    flows = connect(make_park(), "AB", "AB", "BC", "DB")
    graph = build_flow_graph(flows)
    assert [arrow.flow for arrow in graph.arrows] == flows
    assert sorted(company.name for company in graph.companies) == ["A", "B", "C", "D"]


def test_a_receiver_is_right_of_its_suppliers_and_no_box_lies_on_another():
    graph = build_flow_graph(connect(make_park(), "AB", "BC", "AC", "DC", "EC"))
    boxes = {company.name: company for company in graph.companies}
    assert boxes["A"].x < boxes["B"].x < boxes["C"].x
    first = sorted((boxes[name] for name in "ADE"), key=lambda box: box.y)
    assert all(upper.y + upper.height < lower.y for upper, lower in pairwise(first))


@pytest.mark.parametrize("pairs", [("AB", "BC"), ("AB", "BA"), ("AB", "BA", "CD", "EF", "GF")])
def test_a_drawing_ends_where_its_boxes_and_lines_end(pairs):
    graph = build_flow_graph(connect(make_park(), *pairs, material=make_material("steel")))
    heights = [y for box in graph.companies for y in (box.y, box.y + box.height)]
    heights += [y for arrow in graph.arrows for y in (arrow.highest, arrow.lowest)]
    assert 0 < min(heights) - graph.top < 20
    assert 0 < graph.top + graph.height - max(heights) < 20


def test_one_flow_is_no_drawing_and_a_large_network_a_list():
    assert build_flow_graph(connect(make_park(), "AB")) is None
    many = connect(make_park("large"), "BC", *(f"A{chr(66 + number)}" for number in range(MAX_NODES)))
    graph = build_flow_graph(many)
    assert graph.companies == []
    assert graph.chains == many


@pytest.mark.parametrize("kind", [*QuantityOf.values, ""])
def test_only_an_amount_of_the_material_is_told_as_one(get, kind):
    park, material = make_park("a-park"), make_material("slag")
    make_flow(park, "one", material=material, value=500, unit="t_per_year", quantity_of=kind)
    for path in ("parks/a-park/", "materials/slag/"):
        page = get(f"/en/{path}")
        assert "500" in page
        apart = "Amount of the material not known, only" in page or "Not checked whether it counts" in page
        assert apart == (kind != QuantityOf.MATERIAL)


def test_the_marks_of_a_park_are_rows_of_its_table_and_have_no_width(get):
    park = make_park("a-park")
    connect(park, "AB", "BC", value=500, unit="t_per_year", quantity_of="material")
    page = get("/en/parks/a-park/")
    marks = re.findall(r'data-row="([^"]+)"', page)
    assert sorted(marks) == sorted(set(re.findall(r'<tr id="(flow-\d)"', page))) == ["flow-0", "flow-1"]
    assert "stroke-width" not in page


def test_a_material_tells_each_flow_once(get):
    park, material = make_park("a-park"), make_material("slag")
    make_flow(park, "one", material=material, **text("from_name", "Steelworks"), **text("to_name", "Kiln"))
    page = read_text(get("/en/materials/slag/"))
    assert (page.count("Steelworks"), page.count("Kiln")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("热电厂", ["热电厂"]),
        ("污泥干化厂和热电厂", ["污泥干化厂", "和热电厂"]),
        ("沼气（生物天然气）", ["沼气（生物", "天然气）"]),
        ("Sludge drying plant", ["Sludge", "drying plant"]),
    ],
)
def test_a_name_is_broken_between_words_into_lines_of_about_one_length(name, lines):
    assert wrap_text(name, 124) == lines
