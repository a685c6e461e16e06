"""A fact that the content states twice must agree, or the error names both places."""

import pytest

from records.content.loader import read_content
from records.content.parser import ContentError

pytestmark = [pytest.mark.django_db, pytest.mark.content_check]

FIGURE = {
    "key": "buses", "label": {"en": "Electric buses", "zh_hans": "电动公交车"}, "value": 900,
    "unit": "vehicles", "year": 2021, "source_type": "official", "sources": ["iclei-china-hub"],
}  # fmt: skip


def entry(parsed, slug):
    return next(item for item in parsed if item["slug"] == slug)


def load_issues(copy) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_content(copy.folder)
    return [str(issue) for issue in refused.value.issues]


def add_to_city(copy, **changes):
    figure = {**FIGURE, **changes}
    copy.edit(
        "cities.yaml", lambda cities: entry(cities, "shenzhen").setdefault("key_facts", []).append(figure)
    )


def add_to_pilot(copy, **changes):
    figure = {**FIGURE, **changes}
    copy.edit("pilots.yaml", lambda pilots: entry(pilots, "shenzhen")["results"].append(figure))


def test_a_city_and_its_pilot_give_one_number_with_one_value(copy):
    add_to_city(copy)
    add_to_pilot(copy, value=950, label={"en": "electric Buses", "zh_hans": "电动公交车"})
    assert load_issues(copy) == [
        "pilots.yaml, shenzhen, results.buses: 950 here, and 900 in cities.yaml, shenzhen, "
        "key_facts.buses, of the same."
    ]


def test_the_same_value_may_be_given_twice(copy):
    add_to_city(copy)
    add_to_pilot(copy)
    assert read_content(copy.folder)


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2022},
        {"unit": "count"},
        {"evidence": "target"},
        {"precision": "about"},
        {"amount_type": "capacity"},
        {"period": {"en": "end of 2021", "zh_hans": "2021年底"}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_numbers_of_different_things_do_not_contradict_one_another(copy, other):
    add_to_city(copy)
    add_to_pilot(copy, value=950, **other)
    assert read_content(copy.folder)


def test_an_indicator_value_and_a_figure_of_that_name_agree(copy):
    label = {"en": "General industrial solid waste generated", "zh_hans": "一般工业固体废物产生量"}
    figure = {**FIGURE, "label": label, "unit": "t", "value": 1}
    copy.edit("cities.yaml", lambda cities: entry(cities, "hangzhou").update(key_facts=[figure]))
    (issue,) = load_issues(copy)
    assert issue.startswith("indicators.yaml, industrial-solid-waste-generated-hangzhou-2021, value: 5723700")


def test_a_park_does_not_contradict_itself(copy):
    figures = [FIGURE, {**FIGURE, "key": "buses-again", "value": 950}]
    copy.edit("parks.yaml", lambda parks: parks[0].setdefault("key_facts", []).extend(figures))
    assert "950 here, and 900 in parks.yaml" in load_issues(copy)[0]


def test_a_city_is_in_one_round_of_the_programme_once(copy):
    copy.edit(
        "pilots.yaml", lambda pilots: pilots.append({**entry(pilots, "xuzhou"), "slug": "xuzhou-again"})
    )
    assert (
        "pilots.yaml, xuzhou-again: Given twice: xuzhou, zero-waste-2019 stands in pilots.yaml, xuzhou"
        in (load_issues(copy)[0])
    )


@pytest.mark.parametrize(
    ("file", "rows_of"),
    [("designations.yaml", lambda parsed: parsed), ("coalition.yaml", lambda parsed: parsed["memberships"])],
)
def test_a_designation_or_membership_is_given_once(copy, file, rows_of):
    copy.edit(file, lambda parsed: rows_of(parsed).append({**rows_of(parsed)[0], "note": NOTE}))
    assert any("This slug is given twice." in issue for issue in load_issues(copy))


NOTE = {"en": "Again.", "zh_hans": "又。"}
