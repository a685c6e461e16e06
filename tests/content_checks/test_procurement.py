"""Green procurement cases: expected and measured results are distinct, every criterion keeps its numbers."""

import re
from typing import Any

import pytest
from django.conf import settings
from yaml import safe_load

from initiatives.models import ProcurementCase, ProcurementOutcome
from portal.models import Finding
from records.texts.formats import format_number
from tests.factories import save_part, writing
from tests.html_text import extract_ids, find_missing, read_text

GUANGMING = "/en/procurement/guangming-arts-center-cooling/"
BINHAI = "/en/procurement/binhai-school-furniture/"


def test_guangmings_savings_are_expected_and_up_to(content: None, get) -> None:
    page = read_text(get(GUANGMING))
    assert "Cut of the electricity bill up to 48 % year not stated Expected" in page
    assert "Cut of carbon emissions 14 % year not stated Expected" in page
    assert "Higher coefficient of performance (COP)" in page
    assert "peak to off-peak hours" in page
    assert "10YFP" in page


def test_what_was_not_measured_says_so(content: None, get) -> None:
    text = read_text(get(GUANGMING))
    assert "Expected; no measured figure is known. Cut of carbon" in text, "no column without a value"
    assert "Not known: thresholds, contract, measured results, awards, lessons." in text


def test_what_was_measured_stands_beside_what_was_expected(content: None, get) -> None:
    case = ProcurementCase.objects.get(slug="guangming-arts-center-cooling")
    figure = {"value": 31, "unit": "percent", "evidence": "measured", "source_type": "official", "year": 2021}
    label = {"label_en": "Cut of the electricity bill", "label_zh_hans": "电费降幅"}
    save_part(ProcurementOutcome(case=case, key="bill-2021", **label, **figure))
    html = get(GUANGMING)
    row = html[html.index("Cut of the electricity bill</th>") :]
    expected, measured = row[: row.index("</tr>")].split("<td ")[1:]
    assert "48" in expected
    assert "31" in measured
    assert "Not known" not in measured
    assert "Measured result 1 value" in read_text(html)


def test_the_list_shows_the_expected_outcome_until_one_is_measured(content: None, get) -> None:
    row = row_of_guangming(get("/en/procurement/"))
    assert re.search(r"No measured result found\b.* up to 48 %", row)
    case = ProcurementCase.objects.get(slug="guangming-arts-center-cooling")
    figure = {"value": 31, "unit": "percent", "evidence": "measured", "source_type": "official", "year": 2021}
    save_part(ProcurementOutcome(case=case, key="bill-2021", label_en="Cut", label_zh_hans="降幅", **figure))
    row = row_of_guangming(get("/en/procurement/"))
    assert "31 % Cut 2021" in row
    assert "No measured result found" not in row


def row_of_guangming(html: str) -> str:
    return read_text(html).split("Ice-storage air conditioning", 1)[1].split("SuPP-Urb")[0]


def test_a_case_without_outcomes_asks_for_them(content: None, get) -> None:
    page = get("/en/procurement/shenzhen-ozone/")
    assert "measured results" in read_text(page).split("Not known:")[-1].split(".")[0]
    assert 'id="outcomes"' not in page


def test_binhais_scorecard_and_prize(content: None, get) -> None:
    html = get(BINHAI)
    page = read_text(html)
    assert "green evaluation scorecard" in page
    assert "6,160 sets of school desks and chairs in two tenders" in page
    assert "Award criterion 4 % 15 % 11 percentage points more" in page, "before, after, difference"
    assert "Price Award criterion Not known 30 % Not known" in page
    assert "6,160 sets June 2018 Contracted" in page
    assert "2018 China Government Procurement Award, Innovation of the Year" in page
    row = html[html.index('<tr id="environmental-performance-over-the-whole-life"') :]
    assert row[: row.index("</tr>")].count('<a class="chip"') == 3, "name and both weights have a marker"


def test_a_threshold_keeps_its_operator(content: None, get) -> None:
    assert "Mandatory requirement at least 30 %" in read_text(
        get("/en/procurement/chongqing-recycled-construction/")
    )


def test_a_column_stands_only_where_it_can_apply(content: None, get) -> None:
    assert "Weight before" not in read_text(get(GUANGMING)), "all are requirements"
    assert "Threshold" not in read_text(get(BINHAI)), "all are award criteria"


def test_the_steps_go_from_the_object_to_what_is_known_last(content: None, get) -> None:
    html = get(BINHAI)
    steps = re.findall(r"<li>\s*<b>([^<]+)</b>", html[html.index('<ol class="steps">') :])
    assert steps == ["Object", "Approach", "Criteria", "Contract"]


def test_related_cases_say_why(content: None, get) -> None:
    assert "Same programme" in read_text(get(BINHAI))
    assert read_text(get("/en/procurement/supp-urb-tianjin/")).count("Same product category") == 2


def facts_of(entry: dict[str, Any]) -> list[str]:
    """What the content says of a case in English, as its page must say it."""
    names = ("title", "authority", "programme_note", "object", "approach", "lessons", "summary")
    facts = [entry[name]["en"] for name in names if name in entry]
    facts.append(entry["period"]["en"] if "period" in entry else str(entry.get("year", "")))
    for criterion in entry["criteria"]:
        weights = [criterion.get("previous_weight_percent"), criterion.get("weight_percent")]
        facts += [criterion["name"]["en"], *(f"{weight} %" for weight in weights if weight is not None)]
    for outcome in entry["outcomes"]:
        facts += [outcome["label"]["en"], format_number(outcome["value"])]
        facts += [outcome["note"]["en"]] if "note" in outcome else []
    return facts + [f"{award['year']} {award['name']['en']}" for award in entry["awards"]]


def test_every_fact_of_the_content_stands_on_its_page(content: None, get) -> None:
    entries = safe_load((settings.CONTENT_DIR / "procurement.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        html = get(f"/en/procurement/{entry['slug']}/")
        assert not find_missing(facts_of(entry), read_text(html)), entry["slug"]
        parts = [*entry["criteria"], *entry["outcomes"], *entry["awards"]]
        assert {part["key"] for part in parts} <= set(extract_ids(html)), entry["slug"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "7 cases"),
        ("category=office_equipment", "3 cases"),
        ("programme=10yfp-spp", "2 cases"),
        ("programme=not_recorded", "4 cases"),
        ("category=furniture&programme=10yfp-spp", "1 case"),
    ],
)
def test_the_list_is_narrowed_by_its_facets(content: None, get, query: str, count: str) -> None:
    assert f" {count} " in read_text(get(f"/en/procurement/?{query}"))


@pytest.mark.parametrize("query", ["category=paper", "programme=unknown"])
def test_an_unknown_value_is_answered_with_400(content: None, get, query: str) -> None:
    get(f"/en/procurement/?{query}", status=400)


def test_a_districts_case_stands_under_its_city_and_is_marked(content: None, get) -> None:
    html = get("/en/cities/shenzhen/")
    assert re.search(rf'{GUANGMING}">[^<]+</a> <span class="under">Guangming District</span>', html)
    assert re.search(r'shenzhen-ozone/">[^<]+</a>\s*</h3>', html), "its own case is not marked"
    assert "up to 48 % Expected Cut of the electricity bill" in read_text(html)
    assert f'{GUANGMING}">' in get("/en/cities/guangming/")


def test_theme_and_programme_name_their_cases(content: None, get) -> None:
    theme = get("/en/themes/circular-public-procurement/")
    assert theme.count('id="procurement-case-') == 7
    assert "Shenzhen · Guangming District" in read_text(theme)
    assert 'id="procurement-case-' not in get("/en/themes/municipal-resource-management/")
    assert get("/en/programmes/10yfp-spp/").count('id="procurement-case-') == 2


def test_what_is_not_published_is_shown_nowhere(content: None, get) -> None:
    with writing() as changes:
        changes.withdraw(Finding.objects.get(slug="guangming-expected-48-percent"))
        changes.withdraw(ProcurementCase.objects.get(slug="guangming-arts-center-cooling"))
    for path in ["procurement/", "cities/shenzhen/", "themes/circular-public-procurement/"]:
        assert GUANGMING not in get(f"/en/{path}")
    assert GUANGMING not in get(BINHAI), "nor among the related cases"
    get(GUANGMING, status=410)
