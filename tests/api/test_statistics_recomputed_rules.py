"""Rules of statistics that no record of the starting content shows, recomputed from the API."""

import pytest

from coalition.models import ExchangeRelation
from initiatives.models import ParkFigure
from portal.models import Target
from stats.definitions import get_statistics
from tests.api_lists import read_lists
from tests.content_checks.recomputed_statistics import RECOMPUTATIONS, round_half_up
from tests.expected_counts import rows_of
from tests.factories import (
    make_city,
    make_exchange,
    make_membership,
    make_park,
    save,
    save_part,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def district():
    """Without a city that has a `parent`, the lists would have no column of its slug."""
    return make_city(parent=make_city())


def recompute(client, key):
    """Scope and dimensions -> value, n and denominator."""
    statistic = get_statistics()[key]
    frame = RECOMPUTATIONS[key](read_lists(client))
    frame = frame[frame["scope"].isin(statistic.scopes)]
    columns = ["scope", "scope_slug", *statistic.dimensions, "value", "n", "denominator"]
    return sorted(describe_row(statistic, row) for row in frame[columns].itertuples(index=False, name=None))


def list_stored(key):
    statistic = get_statistics()[key]
    return sorted(
        describe_row(
            statistic,
            (row.scope, row.slug, *row.dimensions.values(), row.value, row.n, row.denominator),
        )
        for row in rows_of(key)
    )


def describe_row(statistic, row):
    *codes, value, n, whole = row
    numbers = [
        None if number is None or number != number else round_half_up(number, places)
        for number, places in ((value, statistic.decimals), (n, 0), (whole, 6))
    ]
    return [*("" if code is None else str(code) for code in codes), *map(str, numbers)]


def make_target(slug, **kwargs):
    values = {
        **text("statement", "A target"), **text("scope", "Parks"), "kind": "baseline", "value": 2,
        "unit": "count", "deadline": "2020", "source_type": "official", **kwargs,
    }  # fmt: skip
    return save(Target(slug=slug, **values))


def test_a_membership_that_has_ended(client):
    make_membership(make_city(), joined="2019-05", left="2021")
    make_membership(make_city(), joined="2018")
    assert recompute(client, "members") == list_stored("members")
    assert recompute(client, "members-by-year") == list_stored("members-by-year")


def test_a_pair_that_only_took_part_together(client):
    cities, exchange = [make_city() for _number in range(3)], make_exchange()
    for kind, other in (("learned_from", cities[1]), ("took_part_together", cities[2])):
        save_part(ExchangeRelation(exchange=exchange, city=cities[0], other=other, kind=kind))
    assert recompute(client, "city-exchange-pairs") == list_stored("city-exchange-pairs")
    assert len(list_stored("city-exchange-pairs")) == 4  # 1 pair: hub, theme and both cities


@pytest.mark.parametrize("of_part", [False, True])
def test_a_text_in_one_language(client, of_part):
    make_park("whole")
    park = make_park("half", **({} if of_part else {"summary_zh_hans": ""}))
    if of_part:
        figure = {"label_en": "Area", "label_zh_hans": "面积", "note_en": "About 1"}
        save_part(ParkFigure(park=park, key="area", value=10, unit="km2", source_type="official", **figure))
    assert ["hub", "", "park", "50.0", "1.0", "2.0"] in list_stored("full-translations")
    assert recompute(client, "full-translations") == list_stored("full-translations")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("answers", [(True, False), (True, None), (None, None)])
def test_a_share_of_parks_is_known_once_all_are(client, answers):
    with writing():
        for answer in answers:
            make_park(level="national", applies_symbiosis=answer)
    base = make_target("base", counted_by="parks", park_level="national")
    make_target("goal", kind="goal", unit="percent", value=75, denominator=base)
    assert recompute(client, "targets") == list_stored("targets")
    assert recompute(client, "symbiosis-by-level") == list_stored("symbiosis-by-level")
    known = ["hub", "", "national", "50.0", "1.0", "2.0"] in list_stored("symbiosis-by-level")
    assert known == (None not in answers)


def test_a_number_that_no_record_is_counted_for_has_no_total_beside_it(client):
    make_park(level="national")
    make_target("rate", kind="reached", unit="percent", value=50)
    make_target("parks", kind="reached", value=2, counted_by="parks")
    stored = list_stored("targets")
    assert recompute(client, "targets") == stored
    totals = {target: total for scope, _slug, target, _value, _n, total in stored if scope == "hub"}
    assert totals == {"rate": "None", "parks": "2.0"}
