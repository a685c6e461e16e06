"""Drawings of networks: nothing covers anything else, all is in the frame, large ones are lists."""

from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.loops.drawings import MAX_ACTORS, MAX_COLUMNS, MAX_THREADS, build_loops
from initiatives.loops.letters import wrap_text
from initiatives.loops.network import ThreadKind
from initiatives.loops.shapes import find_overlaps
from initiatives.models import Material, MaterialFlow
from tests.conftest import LANGUAGES

NAMES = (
    "Co-generation plant",
    "Mill",
    "Food and garden waste plant of the park",
    "Steel works",
    "Homes",
    "A",
    "B",
)
CHINESE = ("热电厂", "制糖厂", "园林绿化垃圾处理厂", "钢铁厂", "居民", "甲", "乙")
MATERIALS = [
    Material(pk=pk, name_en=english, name_zh_hans=chinese, waste_area=area)
    for pk, (english, chinese, area) in enumerate(
        [
            ("Steam", "蒸汽", ""),
            ("Flue-gas desulphurisation gypsum", "脱硫石膏", "industrial"),
            ("Ash", "灰", "industrial"),
        ],
        1,
    )
]


def build_flow(number: int, supplier: int, receiver: int, material: int, **values: Any) -> MaterialFlow:
    names = {
        f"{end}_name_{column}": f"{names[place % 7]}{place // 7 or ''}"
        for end, place in (("from", supplier), ("to", receiver))
        for column, names in (("en", NAMES), ("zh_hans", CHINESE))
    }
    defaults = {"status": "operating", "source_type": "official", "key": f"flow-{number}"}
    return MaterialFlow(material=MATERIALS[material], **{**names, **defaults, **values})


def connect(*pairs: str, **values: Any) -> list[MaterialFlow]:
    """Flows between actors, each given as two letters."""
    ends = [[ord(letter) - ord("A") for letter in pair] for pair in pairs]
    return [build_flow(number, *pair, 0, **values) for number, pair in enumerate(ends)]


AMOUNT = {"value": 336_000, "unit": "t", "quantity_of": "material", "amount_type": "cumulative", "year": 2021}
OTHER_VALUES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {},
    AMOUNT,
    {"direction_known": False},
    {"returns_as_en": "ingots"},
)


@st.composite
def networks(draw: Any, most_actors: int = 7) -> list[MaterialFlow]:
    actors = draw(st.integers(2, most_actors))
    ends = st.tuples(st.integers(0, actors - 1), st.integers(0, actors - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    pairs = draw(st.lists(ends, min_size=2, max_size=10))
    flows = []
    for number, pair in enumerate(pairs):
        flows.append(
            build_flow(number, *pair, draw(st.integers(0, 2)), **draw(st.sampled_from(OTHER_VALUES)))
        )
    return flows


@settings(max_examples=300, deadline=None)
@given(networks(), st.sampled_from(LANGUAGES))
def test_nothing_covers_anything_else_and_all_is_in_the_frame(flows, language):
    with override(language):
        loops = build_loops(flows)
        for drawing in loops.drawings if loops else []:
            assert list(find_overlaps(drawing.shapes)) == []
            left, top, right, bottom = drawing.shapes.frame
            points = [point for strand in drawing.shapes.strands for point in strand.points]
            points += [corner for box in drawing.shapes.boxes for corner in (box.area[:2], box.area[2:])]
            points += [
                c for label in drawing.shapes.labels for area in label.areas for c in (area[:2], area[2:])
            ]
            assert all(left < x < right and top < y < bottom for x, y in points)
            for strand in drawing.shapes.strands:
                assert all(
                    a[0] == pytest.approx(b[0]) or a[1] == pytest.approx(b[1])
                    for a, b in pairwise(strand.points)
                )


def draw_one(flows: list[MaterialFlow]) -> Any:
    loops = build_loops(flows)
    assert loops
    (drawing,) = loops.drawings
    return drawing


def place_boxes(flows: list[MaterialFlow]) -> dict[str, Any]:
    """The boxes by the first letter of what `connect()` named them."""
    letters = {f"{NAMES[place % 7]}{place // 7 or ''}": chr(65 + place) for place in range(26)}
    return {letters[box.key.removeprefix("name:")]: box for box in draw_one(flows).shapes.boxes}


def test_a_receiver_is_right_of_its_suppliers_and_a_supplier_beside_its_first_receiver():
    boxes = place_boxes(connect("AB", "BC", "AC", "DC", "EC"))
    assert boxes["A"].x < boxes["B"].x < boxes["C"].x
    assert boxes["B"].x == boxes["D"].x == boxes["E"].x


def test_one_supplier_stands_in_the_middle_of_its_receivers():
    boxes = place_boxes(connect("AB", "AC", "AD"))
    middles = {letter: (box.area[1] + box.area[3]) / 2 for letter, box in boxes.items()}
    assert middles["B"] < middles["A"] < middles["D"]
    assert middles["A"] == pytest.approx(middles["C"], abs=1)


def test_a_loop_is_a_closed_track_of_double_lines_around_a_seal():
    drawing = draw_one(connect("AB", "BA", "CA"))
    first, second, third = drawing.shapes.strands
    assert (first.thread.is_double, second.thread.is_double, third.thread.is_double) == (True, True, False)
    assert first.points[0][0] == second.points[-1][0]
    assert first.points[-1][0] == second.points[0][0]
    assert first.points[1][1] * second.points[1][1] < 0  # out along the top, back along the bottom
    assert drawing.seal


def test_what_supplies_a_loop_is_left_of_it_and_what_it_supplies_right():
    boxes = place_boxes(connect("AB", "BA", "CA", "BD", "CB"))
    assert boxes["C"].x < boxes["A"].x < boxes["B"].x < boxes["D"].x


def test_what_a_note_says_comes_back_is_dashed_and_without_a_seal():
    flow = build_flow(0, 0, 1, 0, returns_as_en="ingots", returns_as_zh_hans="钢锭")
    drawing = draw_one([flow, *connect("CA")])
    kinds = [strand.thread.kind for strand in drawing.shapes.strands]
    assert kinds == [ThreadKind.OUT, ThreadKind.HALF, ThreadKind.SINGLE]
    assert drawing.seal == ""
    assert {label.text for label in drawing.shapes.labels} == {"steam", "ingots"}


def test_a_flow_of_unknown_direction_has_no_arrow():
    drawing = draw_one([*connect("AB"), *connect("BC", direction_known=False)])
    assert [bool(strand.head) for strand in drawing.shapes.strands] == [True, False]


def test_parts_that_do_not_touch_are_drawn_apart_those_with_a_loop_first():
    loops = build_loops(connect("AB", "BC", "BD", "EF", "FE"))
    assert [bool(drawing.seal) for drawing in loops.drawings] == [True, False]


def test_a_large_network_is_a_list():
    wide = [f"A{chr(66 + number)}" for number in range(MAX_ACTORS)]
    long = [f"{chr(65 + number)}{chr(66 + number)}" for number in range(MAX_COLUMNS)]
    for pairs in (wide, long, ["AB"] * (MAX_THREADS + 1)):
        loops = build_loops(connect(*pairs))
        assert loops.drawings == []
        assert len(loops.chains) == len(pairs)


def test_one_flow_or_flows_side_by_side_are_told_by_their_table():
    assert build_loops(connect("AB")) is None
    assert build_loops(connect("AB", "CD")) is None
    assert build_loops([]) is None


def read_widths(flows: list[MaterialFlow]) -> list[float | None]:
    return [strand.width for drawing in build_loops(flows).drawings for strand in drawing.shapes.strands]


def test_lines_have_widths_only_if_all_amounts_are_of_one_kind():
    small, large = connect("AB", "AC", **AMOUNT)
    large.value = 672_000
    assert read_widths([small, large]) == [7, 14]
    for name, value in (
        ("unit", "m3"),
        ("value", None),
        ("amount_type", "capacity"),
        ("quantity_of", "product"),
    ):
        (other,) = connect("AD", **{**AMOUNT, name: value, **({"unit": ""} if value is None else {})})
        assert read_widths([small, large, other]) == [None, None, None]


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


def test_a_drawing_wider_than_the_column_takes_the_room_of_the_contents():
    assert build_loops(connect("AB", "BC", "CD", "DE", "EF")).is_wide
    assert not build_loops(connect("AB", "BC")).is_wide
