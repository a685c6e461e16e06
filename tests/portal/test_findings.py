"""Findings: their list, their drawings, and where they are shown."""

from datetime import date

import pytest

from portal.finding_drawings import build_drawing, build_finding_promises
from portal.models import Finding, TargetState
from tests.factories import (
    make_city,
    make_finding,
    make_finding_figure,
    make_target,
    text,
    writing,
)
from tests.html_text import read_row, read_text, strip_tags

pytestmark = pytest.mark.django_db


def fetch(finding: Finding) -> Finding:
    return Finding.objects.with_figures().get(pk=finding.pk)


def test_the_list_shows_each_finding_with_its_limits_in_the_order_of_the_editors(get):
    make_finding("second", order=2)
    make_finding("first", order=1, **text("limits", "That it is new. Nor that it is old."))
    html = get("/en/findings/")
    assert html.index('id="finding-first"') < html.index('id="finding-second"')
    row = strip_tags(read_row(html, "finding-first"))
    assert row == "Finding first What it doesn’t show: That it is new."
    assert "Nor that it is old." not in html
    assert "Nor that it is old." in get("/en/findings/first/")


def test_the_row_of_a_finding_has_its_number_with_its_evidence(get):
    finding = make_finding("first")
    make_finding_figure(
        finding, value=75, unit="percent", evidence="target", year=2020, **text("label", "Parks")
    )
    row = read_row(get("/en/findings/"), "finding-first")
    assert strip_tags(row).endswith("75 % Target Parks 2020")
    assert row.count("<a ") == 1


def test_a_draft_is_on_no_page(get):
    city = make_city("a-city")
    make_finding("a-draft", publish=False, cities=[city], **text("title", "Drafted words"))
    for path in ("/en/findings/", "/en/", "/en/cities/a-city/"):
        assert "Drafted words" not in get(path)
    get("/en/findings/a-draft/", status=404)


def test_a_record_shows_the_findings_about_it(get):
    city, other = make_city("a-city"), make_city("other-city")
    finding = make_finding("about-a-city", cities=[city])
    assert "/en/findings/about-a-city/" in get(city.get_absolute_url())
    assert "/en/findings/about-a-city/" not in get(other.get_absolute_url())
    assert city.get_absolute_url() in get(finding.get_absolute_url())


def test_a_finding_follows_a_renamed_city(get, client):
    city = make_city("old-name")
    finding = make_finding(cities=[city])
    with writing() as changes:
        changes.rename(city, "new-name")
    assert client.get(f"/api/v1/findings/{finding.slug}/").json()["cities"][0]["slug"] == "new-name"


def test_squares_are_as_many_as_the_things_counted():
    finding = make_finding(drawing="squares")
    make_finding_figure(finding, "all", value=121)
    make_finding_figure(finding, "cities", value=113, **text("row", "2022"))
    make_finding_figure(finding, "areas", value=8, **text("row", "2022"))
    (row,) = build_drawing(fetch(finding))
    areas = [
        sum(box.width * box.height for box in mark.boxes) / 100 for mark in row.figures
    ]  # a cell is 10 by 10
    assert areas == [113, 8]
    assert max(box.x + box.width for mark in row.figures for box in mark.boxes) <= row.width
    assert max(box.y + box.height for mark in row.figures for box in mark.boxes) == row.height


def test_the_unknown_rest_of_a_bar_of_100_is_set_apart():
    finding = make_finding(drawing="shares")
    make_finding_figure(finding, "before", value=4, unit="percent", **text("row", "Before"))
    for key, value in (("environment", 15), ("price", 30), ("quality", 55)):
        make_finding_figure(finding, key, value=value, unit="percent", **text("row", "After"))
    before, after = build_drawing(fetch(finding))
    assert (before.rest.x, before.rest.width) == (4, 96)
    assert after.rest is None
    assert [box.x for mark in after.figures for box in mark.boxes] == [0, 15, 45]


def test_a_number_that_is_no_result_is_drawn_open(get):
    finding = make_finding(drawing="dots")
    make_finding_figure(finding, "aim", value=50, unit="percent", evidence="target", **text("row", "Aim"))
    make_finding_figure(finding, "rate", value=40, unit="percent", **text("row", "Aim"))
    assert get(finding.get_absolute_url()).count("data-open") == 1


def test_rows_and_dots_are_in_the_order_of_their_years():
    finding = make_finding(drawing="dots")
    for key, year, row in (
        ("last", 2023, "City"),
        ("first", 2020, "City"),
        ("aim", 2027, "Aim"),
        ("was", None, "Was"),
    ):
        make_finding_figure(finding, key, value=40, unit="percent", year=year, **text("row", row))
    rows = build_drawing(fetch(finding))
    assert [[mark.figure.key for mark in row.figures] for row in rows] == [
        ["was"],
        ["first", "last"],
        ["aim"],
    ]


def test_every_number_of_a_drawing_is_also_written(get):
    finding = make_finding(drawing="bars")
    for key, value in (("one", 31), ("two", 62)):
        make_finding_figure(finding, key, value=value, unit="percent", **text("row", "Rates"))
    html = get(finding.get_absolute_url())
    assert "31" in read_text(html)
    assert 'width="50.0%"' in html


def test_targets_are_drawn_as_on_the_home_page(get):
    late, early = make_target(deadline="2025", set_on="2021-12"), make_target(deadline="2020")
    finding = make_finding(drawing="targets", targets=[late, early])
    promises = build_finding_promises(fetch(finding))
    assert [line.promise.target for line in promises.lines] == [early, late]
    assert 'class="promise__done"' in get(finding.get_absolute_url())


def test_only_a_result_that_was_searched_for_was_not_found(get):
    targets = [make_target(), make_target(searched_on="2026-11-20")]
    states = [target.state(today=date(2026, 11, 26)) for target in targets]
    assert states == [TargetState.UNKNOWN, TargetState.LAPSED]
    html = get(make_finding(drawing="targets", targets=targets).get_absolute_url())
    assert "No published result found" in html
    assert "(searched on 20 November 2026)" in html


def test_a_finding_has_a_link_to_its_citation(get) -> None:
    make_finding("first")
    page = get("/en/findings/first/")
    assert 'href="#citation"' in page
    assert "China Hub, version 1 of" in page.split('id="citation"')[1]
