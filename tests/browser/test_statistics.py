"""Charts of statistics agree with the tables below, on every screen, without relying on colour."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violations

pytestmark = pytest.mark.browser

DRAWN = {
    "parks-by-level": ".counted__bar rect",
    "programme-coverage": ".counted__bar rect, .counted__unknown rect",
    "pilot-actions": ".counted__cell rect",
    "parks-by-city": ".counted__dot circle",
    "exchanges-by-sector": ".counted__flow",
}
LINES = ["members-by-year", "indicator-quartiles/?scope=indicator.medical-waste-generated"]

# What the rows of the table say, and what the marks of the chart do.
ROWS = """() => [...document.querySelectorAll("#table-of-values tr[data-text]")].map(
    (row) => `${row.dataset.name}: ${row.dataset.text}`)"""
MARKS = "(marks) => marks.map((mark) => mark.querySelector('title').textContent)"


def address(hub: str, path: str, language: str = "en") -> str:
    return f"{hub}/{language}/statistics/{path}{'' if '?' in path else '/'}"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", DRAWN)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_mark_is_a_row_of_the_table(hub: str, watched: Page, language: str, key: str) -> None:
    watched.goto(address(hub, key, language))
    watched.wait_for_selector(".counted__plot")
    rows = watched.evaluate(ROWS)
    marks = watched.locator(DRAWN[key]).evaluate_all(MARKS)
    assert marks
    assert set(marks) <= set(rows)
    assert len(marks) == len(set(marks))
    rest = sum(int(text) for text in watched.locator("[data-off-map]:visible [data-shown]").all_inner_texts())
    if watched.locator("[data-lines-rest]").is_visible():
        assert watched.locator("[data-lines-rest] [data-shown]").inner_text() == str(len(marks))
    else:
        assert len(marks) + rest == len(rows)


@pytest.mark.parametrize("path", LINES)
def test_every_point_of_a_line_is_a_row_with_a_year(hub: str, watched: Page, path: str) -> None:
    watched.goto(address(hub, path))
    watched.wait_for_selector(".lines__plot")
    rows = watched.locator("#table-of-values tr[data-year][data-value]").evaluate_all(
        "all => all.map(({ dataset }) => `${dataset.name}, ${dataset.year}: ${dataset.text}`)"
    )
    marks = watched.locator(".lines__dot > *").evaluate_all(MARKS)
    assert sorted(marks) == sorted(rows) != []


def test_a_bar_is_as_long_as_its_value(hub: str, watched: Page) -> None:
    watched.goto(address(hub, "parks-by-kind"))
    watched.wait_for_selector(".counted__plot")
    lengths = []
    for bar in watched.locator(".counted__bar rect").all():
        value = float(bar.locator("title").text_content().rpartition(": ")[2])
        lengths.append(bar.bounding_box()["width"] / value)
    assert len(lengths) > 5
    assert max(lengths) / min(lengths) < 1.02


def test_a_band_is_as_wide_as_its_value(hub: str, watched: Page) -> None:
    watched.goto(address(hub, "exchanges-by-sector"))
    watched.wait_for_selector(".counted__flow")
    widths = watched.locator(".counted__flow").evaluate_all(
        "all => all.map((f) => Number(f.getAttribute('stroke-width'))"
        " / Number(f.querySelector('title').textContent.split(': ').pop()))"
    )
    assert max(widths) / min(widths) < 1.02


def test_a_dot_covers_as_much_as_its_value_and_lies_where_the_city_does(hub: str, watched: Page) -> None:
    watched.goto(address(hub, "parks-by-city"))
    watched.wait_for_selector(".counted__dot")
    dots = {
        title: (x, y, r)
        for title, x, y, r in watched.locator(".counted__dot circle").evaluate_all(
            "all => all.map((c) => [c.querySelector('title').textContent,"
            " ...['cx', 'cy', 'r'].map((name) => Number(c.getAttribute(name)))])"
        )
    }
    changchun, chengdu = (
        next(dot for name, dot in dots.items() if name.startswith(city)) for city in ("Changchun", "Chengdu")
    )
    assert changchun[0] > chengdu[0]
    assert changchun[1] < chengdu[1]
    areas = [r * r / float(name.rpartition(": ")[2]) for name, (_x, _y, r) in dots.items()]
    assert max(areas) / min(areas) < 1.02


def test_what_nobody_has_counted_is_hatched_and_said(hub: str, watched: Page) -> None:
    watched.goto(address(hub, "programme-coverage"))
    watched.wait_for_selector(".counted__unknown rect")
    fills = watched.locator(".counted__unknown").evaluate_all("all => all.map((g) => g.getAttribute('fill'))")
    assert set(fills) == {"url(#chart-hatch)"}
    assert watched.locator("#chart-hatch line").count() == 1
    expect(watched.locator("[data-unknown]")).to_be_visible()
    titles = watched.locator(".counted__unknown rect").evaluate_all(MARKS)
    assert all(title.endswith("No counted numerator on record") for title in titles)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("key", ["pilot-actions", "exchanges-by-sector"])
def test_on_a_phone_a_matrix_and_a_network_are_bars(hub: str, on_screen, key: str) -> None:
    page = on_screen(width=390)
    page.goto(address(hub, key))
    page.wait_for_selector(".counted__bar rect")
    assert page.locator(".counted__cell, .counted__flow").count() == 0


@pytest.mark.sampled(2)
@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("key", DRAWN)
def test_no_word_of_a_chart_leaves_it(hub: str, on_screen, key: str, width: int) -> None:
    page = on_screen(width=width)
    for language in ("en", "zh-hans"):
        page.goto(address(hub, key, language))
        page.wait_for_selector(".counted__plot")
        page.evaluate("document.fonts.ready")
        frame = page.locator(".chart").bounding_box()
        for box in page.locator(".counted__plot text").evaluate_all(
            "all => all.map((one) => ({ words: one.textContent, ...one.getBoundingClientRect().toJSON() }))"
        ):
            assert box["left"] >= frame["x"] - 1, box
            assert box["right"] <= frame["x"] + frame["width"] + 1, box


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["parks-by-level", LINES[1]])
def test_axe_finds_no_fault_in_a_chart(hub: str, watched: Page, path: str, scheme: str) -> None:
    watched.emulate_media(color_scheme=scheme)
    watched.goto(address(hub, path))
    watched.wait_for_selector(".counted__plot, .lines__plot")
    assert_no_violations(watched)


def test_without_scripting_all_can_be_read_and_the_scope_be_chosen(
    hub: str, without_javascript: Page
) -> None:
    page = without_javascript
    page.goto(address(hub, "parks-by-level"))
    assert "industrial parks on record" in page.locator("h1").inner_text()
    assert page.locator("#table-of-values tbody tr").count() == 3
    assert page.locator(".counted__plot").count() == 0
    page.locator("#scope").select_option("region.jilin")
    page.locator(".scope button").click()
    page.wait_for_url("**/?scope=region.jilin")
    assert page.locator("#scope").input_value() == "region.jilin"
    page.locator("#table-of-values td:last-child a").first.click()
    assert page.locator(".rests li").count() >= 1


def test_a_choice_of_scope_sends_the_form_by_itself(hub: str, watched: Page) -> None:
    watched.goto(address(hub, "parks-by-level"))
    expect(watched.locator(".scope button")).to_be_hidden()
    watched.locator("#scope").select_option("region.jilin")
    watched.wait_for_url("**/?scope=region.jilin")
    watched.locator("#scope").select_option("")
    watched.wait_for_url(re.compile(r"/statistics/parks-by-level/\??$"))
