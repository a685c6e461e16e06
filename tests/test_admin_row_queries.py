"""Opening and saving a record in the admin costs as many queries with many rows in its form as with 2."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.models import ExchangeCity
from initiatives.models import PilotAction
from records.models import Revision
from tests.admin_client import admin_url, form_data
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_flow,
    make_material,
    make_park,
    make_pilot,
    make_section,
    make_theme,
    save_part,
    text,
    writing,
)

FEW = 2
#: Queries of the page that confirms the deletion of a city: one or two for each type that may refer to it.
MOST_OF_A_DELETION = 30


def add_flows(park: Any, numbers: range) -> None:
    with writing():
        for number in numbers:
            make_flow(park, f"flow-{number}", material=make_material(f"material-{number}"))


def add_city_rows(city: Any, numbers: range) -> None:
    with writing():
        for number in numbers:
            make_city_figure(city, f"figure-{number}")
            make_section(city, f"section-{number}", theme=make_theme(f"theme-{number}"))


def add_actions(pilot: Any, numbers: range) -> None:
    values = {"area": "industrial", "kind": PilotAction._meta.get_field("kind").choices[0][0]}
    values["status"] = PilotAction._meta.get_field("status").choices[0][0]
    for number in numbers:
        titles = {**text("title", f"Action {number}"), **text("text", "Waste is sorted.")}
        save_part(PilotAction(pilot=pilot, key=f"action-{number}", **titles, **values))


def add_cities(exchange: Any, numbers: range) -> None:
    role = ExchangeCity._meta.get_field("role").choices[0][0]
    for number in numbers:
        city = make_city(f"city-of-row-{number}")
        save_part(ExchangeCity(exchange=exchange, city=city, role=role, **text("note", "Took part.")))


CASES: dict[str, tuple[Callable[[], Any], Callable[[Any, range], None]]] = {
    "park with flows": (make_park, add_flows),
    "city with figures and sections": (make_city, add_city_rows),
    "pilot with actions": (make_pilot, add_actions),
    "exchange with cities": (make_exchange, add_cities),
}


def count_queries(fetch: Callable[[], Any]) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        response = fetch()
    return len(queries), response


def measure(client: Any, record: Any) -> dict[str, int]:
    """The queries of each page of the admin about a record, and of saving it with one changed text."""
    model = type(record)
    path = admin_url(model, "change", record.pk)
    client.get(path)
    counts = {}
    counts["open"], form = count_queries(lambda: client.get(path))
    sent = {**form_data(form), "_save": "1"}
    counts["show again"], response = count_queries(lambda: client.post(path, {**sent, "sources": ["x"]}))
    assert response.status_code == 200
    conflict = {**sent, "_opened": "", "change_reason": "x"}
    counts["conflict"], response = count_queries(lambda: client.post(path, conflict))
    assert response.status_code == 409
    note = {"change_reason": "A test."}
    name = next(name for name in sent if name.endswith("_zh_hans") and sent[name] and "-" not in name)
    counts["save"], response = count_queries(
        lambda: client.post(path, {**sent, **note, name: f"改过{record.pk}"})
    )
    assert response.status_code == 302, response.context["errors"]
    revisions = list(Revision.objects.of(record))
    pair = {"before": revisions[-1].pk, "after": revisions[0].pk}
    pages = {
        "history": admin_url(model, "history", record.pk),
        "compare": admin_url(model, "compare", record.pk),
        "restore": admin_url(model, "restore", record.pk, revisions[-1].pk),
    }
    for name, address in pages.items():
        counts[name], response = count_queries(lambda address=address: client.get(address, pair))  # type: ignore[misc]
        assert response.status_code == 200
    return counts


@pytest.mark.parametrize(
    ("case", "many"),
    [("park with flows", 5), *(pytest.param(case, 30, marks=pytest.mark.slow) for case in CASES)],
)
def test_the_admin_asks_as_often_for_many_rows_as_for_2(db, admin_client, case, many):
    make, add_rows = CASES[case]
    counts = []
    for number in (FEW, many):
        record = make()
        add_rows(record, range(number, 2 * number))
        counts.append(measure(admin_client, record))
    assert counts[0] == counts[1]


def test_the_page_of_a_part_asks_as_often_among_many_parts_as_among_2(db, admin_client):
    counts = []
    for number in (FEW, 5):
        park = make_park()
        add_flows(park, range(number, 2 * number))
        path = admin_url(type(park), "part", park.pk, "flows", f"flow-{number}")
        admin_client.get(path)
        opened, form = count_queries(lambda path=path: admin_client.get(path))
        sent = {**form_data(form), "flows-0-from_name_zh_hans": "改过", "_save": "1"}
        saved, response = count_queries(lambda path=path, sent=sent: admin_client.post(path, sent))
        assert response.status_code == 302
        counts.append((opened, saved))
    assert counts[0] == counts[1]


def test_a_chosen_row_that_is_gone_is_refused_beside_its_field(db, admin_client):
    exchange = make_exchange()
    add_cities(exchange, range(FEW))
    path = admin_url(type(exchange), "change", exchange.pk)
    sent = {**form_data(admin_client.get(path)), "cities-0-city": "99999"}
    response = admin_client.post(path, {**sent, "_save": "1"})
    rows = response.context["inline_admin_formsets"][0].formset.forms
    assert [list(row.errors) for row in rows] == [["city"], []]


def test_rows_keep_what_was_chosen_in_each(db, admin_client):
    exchange = make_exchange()
    add_cities(exchange, range(3))
    path = admin_url(type(exchange), "change", exchange.pk)
    other = make_city("another")
    sent = {**form_data(admin_client.get(path)), "cities-1-city": other.pk, "_save": "1"}
    assert admin_client.post(path, sent).status_code == 302
    kept = ExchangeCity.objects.filter(exchange=exchange).values_list("city__slug", flat=True)
    assert list(kept) == ["city-of-row-0", "another", "city-of-row-2"]


def test_the_page_of_a_deletion_asks_as_often_with_many_dependents_as_with_2(admin_client):
    city = make_city("datong")
    path = admin_url(type(city), "delete", city.pk)

    def count() -> int:
        admin_client.get(path)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(path)
        return len(queries)

    with writing():
        for number in range(FEW):
            make_park(f"park-{number}", city=city)
            make_city_figure(city, f"figure-{number}")
    few = count()
    with writing():
        for number in range(FEW, 4 * FEW):
            make_park(f"park-{number}", city=city)
            make_city_figure(city, f"figure-{number}")
    assert count() == few <= MOST_OF_A_DELETION
