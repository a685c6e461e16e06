"""Flow diagrams: every mark is a row of the table below, and the table is enough without the diagram."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import ALL, BUT_COLOURS, COLOURS, assert_no_violations

pytestmark = pytest.mark.browser

# Bands only, bands and lines, lines only, lines of what is planned.
PARKS = ["tianma-zero-waste-park", "suzhou-industrial-park", "teda", "shanghai-chemical-industry-park"]


def park(hub: str, slug: str, language: str = "en") -> str:
    return f"{hub}/{language}/parks/{slug}/"


def rows_of(page: Page, figure: Locator) -> list[Locator]:
    return page.locator(f'#flow-table tr[data-chart="{figure.get_attribute("id")}"]').all()


def figures(page: Page, address: str) -> list[Locator]:
    page.goto(address)
    expect(page.locator(".sankey").first).to_be_visible()
    return page.locator("figure[data-flow-table]").all()


def style_of(element: Locator, name: str) -> str:
    return element.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def thickness(path: str) -> tuple[float, float]:
    """How thick a band is at its left and its right end: along the top, down, back along the bottom."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    assert len(numbers) == 16
    return numbers[15] - numbers[1], numbers[9] - numbers[7]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("slug", PARKS)
def test_each_flow_of_the_table_is_one_mark_in_its_words(
    hub, watched: Page, slug: str, language: str
) -> None:
    for figure in figures(watched, park(hub, slug, language)):
        rows = rows_of(watched, figure)
        marks = figure.locator(".sankey [data-flow]")
        assert marks.count() == len(rows) > 0
        drawn = figure.locator(".sankey").text_content() or ""
        for row in rows:
            mark = figure.locator(f'.sankey [data-flow="{row.get_attribute("id")}"]')
            title = mark.locator("title").text_content() or ""
            for part in ("data-material", "data-giver", "data-taker"):
                words = row.locator(f"[{part}]").inner_text()
                assert words in title
                assert "".join(words.split()) in "".join(drawn.split())
            assert mark.get_attribute("data-area") == row.get_attribute("data-area")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("slug", ["tianma-zero-waste-park", "guitang-group", "datong-tashan-circular-park"])
def test_bands_are_as_wide_as_the_amounts_of_one_unit_and_basis(hub: str, watched: Page, slug: str) -> None:
    for figure in figures(watched, park(hub, slug)):
        scales, kinds = [], set()
        for row in rows_of(watched, figure):
            path = figure.locator(f'path[data-flow="{row.get_attribute("id")}"]').get_attribute("d") or ""
            left, right = thickness(path)
            assert left == pytest.approx(right, abs=0.03)
            scales.append((left, float(row.get_attribute("data-value") or 0)))
            kinds.add((row.get_attribute("data-unit"), row.get_attribute("data-basis")))
        assert len(kinds) == 1
        widest, most = max(scales)
        assert widest > 30
        for width, amount in scales:
            assert width == pytest.approx(widest * amount / most, abs=1)


def test_a_flow_without_an_amount_is_a_thin_broken_line_that_says_so(hub: str, watched: Page) -> None:
    figure = figures(watched, park(hub, "suzhou-industrial-park"))[-1]
    lines = figure.locator(".sankey g[data-flow] path").all()
    unrecorded = [row.get_attribute("data-value") is None for row in rows_of(watched, figure)]
    assert sorted(unrecorded) == [False, False, True, True, True, True]
    for line in lines:
        row = watched.locator(f"#{line.locator('..').get_attribute('data-flow')}")
        dashes, width = style_of(line, "strokeDasharray"), style_of(line, "strokeWidth")
        is_unrecorded = row.get_attribute("data-value") is None
        assert (dashes != "none") is is_unrecorded
        assert float(width.removesuffix("px")) <= 2
        assert ("Amount not known" in (line.text_content() or "")) is is_unrecorded
    assert (figure.locator(".sankey").text_content() or "").count("Amount not known") == 2 * 4


def test_what_is_planned_or_expected_differs_in_shape_and_says_so(hub: str, watched: Page) -> None:
    (lines,) = figures(watched, park(hub, "shanghai-chemical-industry-park"))
    ends = lines.locator(".sankey .sankey__end").all()
    fills = [
        (end.get_attribute("data-ahead") is not None, end.evaluate("el => getComputedStyle(el).fill"))
        for end in ends
    ]
    assert {ahead for ahead, _fill in fills} == {True, False}
    assert {fill for ahead, fill in fills if ahead}.isdisjoint({fill for ahead, fill in fills if not ahead})
    expect(lines.locator(".sankey text", has_text="Salt brine")).to_contain_text("Planned")
    (bands,) = figures(watched, park(hub, "datong-tashan-circular-park"))
    for band in bands.locator(".sankey__flow[data-flow]").all():
        assert style_of(band, "strokeDasharray") != "none"
    assert (bands.locator(".sankey").text_content() or "").count("Expected") == 2 * 3


def test_a_cycle_is_drawn_givers_left_and_takers_right(hub: str, watched: Page) -> None:
    def cycle(route: Route) -> None:
        """The park with one row changed: the plant gives back to the districts that it takes from."""
        html = route.fetch().text()
        html = html.replace("<span data-giver>Sewage works<", "<span data-giver>Incineration plant<")
        html = html.replace(
            "<span data-taker>Sludge drying plant<", "<span data-taker>Songjiang and Qingpu districts<"
        )
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    watched.route("**/en/parks/tianma-zero-waste-park/", cycle)
    (figure,) = figures(watched, park(hub, "tianma-zero-waste-park"))
    assert figure.locator("path[data-flow]").count() == 4
    for name in ("Incineration plant", "Songjiang and Qingpu districts"):
        places = [
            label.bounding_box()
            for label in figure.locator(".sankey > text:not(.sankey__label)", has_text=name).all()
        ]
        left, right = sorted(box["x"] for box in places if box)
        middle = figure.bounding_box()
        assert middle
        assert left < middle["x"] + middle["width"] / 2 < right


def test_under_two_flows_there_is_the_table_alone_and_no_code_for_diagrams(hub: str, watched: Page) -> None:
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    for slug in ("changchun-circular-economy-park", "changchun-kuancheng-base"):
        watched.goto(park(hub, slug))
        assert watched.locator("figure[data-flow-table]").count() == 0
    assert not [url for url in asked if "flows.js" in url]
    watched.goto(park(hub, "changchun-circular-economy-park"))
    assert watched.locator("#flow-table tbody tr").count() == 1


def test_without_scripting_the_table_says_it_all(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(park(hub, "suzhou-industrial-park"))
    assert page.locator("figure[data-flow-table]").first.is_hidden()
    expect(page.locator("#flow-table tbody tr")).to_have_count(9)
    expect(page.locator("#flow-table")).to_contain_text("336,000")


def test_the_diagram_is_named_and_leads_to_its_table_which_the_keyboard_reaches(
    hub: str, watched: Page
) -> None:
    (figure,) = figures(watched, park(hub, "tianma-zero-waste-park"))
    drawing = figure.get_by_role("img", name="Residual municipal waste has the largest of these 4 amounts")
    assert drawing.get_attribute("aria-details") == "flow-table"
    assert (
        "in the table below" in watched.locator(f"#{drawing.get_attribute('aria-describedby')}").inner_text()
    )
    figure.locator(".chart__foot .chip").last.focus()
    watched.keyboard.press("Tab")
    assert watched.evaluate("document.activeElement.contains(document.getElementById('flow-table'))")


def test_on_a_phone_there_are_bars_and_in_print_the_drawing_and_the_table(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    page.goto(park(hub, "tianma-zero-waste-park"))
    figure = page.locator("figure[data-flow-table]")
    expect(figure.locator(".flow-list li")).to_have_count(4)
    expect(figure.locator(".sankey")).to_be_hidden()
    bars = [bar.bounding_box()["width"] for bar in figure.locator(".bar rect").all()]
    amounts = [float(row.get_attribute("data-value")) for row in rows_of(page, figure)]
    for bar, amount in zip(bars, amounts, strict=True):
        assert bar == pytest.approx(max(bars) * amount / max(amounts), abs=1)
    page.emulate_media(media="print")
    expect(figure.locator(".sankey")).to_be_visible()
    expect(page.locator("#flow-table")).to_be_visible()


@pytest.mark.sampled(2)
@pytest.mark.parametrize("slug", [*PARKS, "datong-tashan-circular-park", "guitang-group"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_words_of_a_drawing_stand_on_others(hub: str, watched: Page, slug: str, language: str) -> None:
    watched.set_viewport_size({"width": 1100, "height": 900})
    for figure in figures(watched, park(hub, slug, language)):
        boxes = [box for text in figure.locator(".sankey > text").all() if (box := text.bounding_box())]
        for one, other in combinations(boxes, 2):
            apart = max(
                abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2)
                - (one["width"] + other["width"]) / 2,
                abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2)
                - (one["height"] + other["height"]) / 2,
            )
            assert apart > -5  # a line of text is a little taller than its letters


def test_a_label_that_is_taller_than_its_band_stands_beside_it(hub: str, watched: Page) -> None:
    (bands,) = figures(watched, park(hub, "datong-tashan-circular-park"))
    label = bands.locator(".sankey__label", has_text="Flue-gas desulphurisation gypsum").bounding_box()
    (band,) = [
        mark
        for mark in bands.locator(".sankey__flow[data-flow]").all()
        if "gypsum" in (mark.text_content() or "")
    ]
    width, _right = thickness(band.get_attribute("d") or "")
    place = band.bounding_box()
    assert label
    assert place
    assert width < label["height"]
    assert label["y"] >= place["y"] + width - 2


def test_the_drawing_follows_the_width_of_its_place(hub: str, watched: Page) -> None:
    watched.set_viewport_size({"width": 1440, "height": 900})
    (figure,) = figures(watched, park(hub, "tianma-zero-waste-park"))
    for width in (1100, 1300):
        watched.set_viewport_size({"width": width, "height": 900})
        room = figure.locator("[data-flow-drawing]")
        watched.wait_for_function(
            "room => Math.abs(room.firstChild.viewBox.baseVal.width - room.clientWidth) < 1",
            arg=room.element_handle(),
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/parks/guitang-group/",
        "/parks/shanghai-chemical-industry-park/",
        "/parks/changchun-kuancheng-base/",
        "/materials/steel-slag/",
        "/materials/bagasse/",
        "/materials/medical-waste/",
    ],
)
def test_axe_finds_no_fault_on_parks_and_materials(hub: str, watched: Page, path: str) -> None:
    for scheme, width, options in (
        ("light", 1440, ALL),
        ("light", 390, BUT_COLOURS),
        ("dark", 1440, COLOURS),
    ):
        watched.emulate_media(color_scheme=scheme)
        watched.set_viewport_size({"width": width, "height": 900})
        watched.goto(f"{hub}/en{path}")
        assert_no_violations(watched, options)
