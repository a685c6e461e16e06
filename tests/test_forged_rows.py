"""A form that names more rows than it has, or adds very many, is refused before it costs anything.

The rows of a record are its links; the page of a part has one, whatever is sent.
"""

import time
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.forms import Form
from django.http import QueryDict
from django.test import Client

from coalition.models import Exchange, ExchangeCity
from initiatives.models import IndustrialPark, MaterialFlow
from records.admin import RecordAdmin
from records.admin.forms import FormMerge
from records.admin.row_counts import MOST_NEW_ROWS
from records.admin.unsaved_forms import MOST_SHOWN_VALUES
from records.admin.widgets.relations import RelationFormSet
from tests.admin_client import admin_url, form_data
from tests.factories import make_city, make_exchange, make_park, save_part

pytestmark = pytest.mark.django_db
ADD = admin_url(Exchange, "add")
LINKS = ("cities", "relations")
#: Of processor time, which other processes lengthen up to threefold. Without limits a form took 20 to 110 s.
MOST_SECONDS = 5.0


@pytest.fixture
def anna() -> Client:
    user = User.objects.create_user("anna", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributor"))
    client = Client()
    client.force_login(user)
    return client


def open_new_form(editor: Client, **typed) -> dict:
    data = {"slug": "north-park", "title_en": "North Park", "kind": "visit"}
    return {**form_data(editor.get(ADD)), **data, **typed, "_save": "1"}


def send(editor: Client, path: str, data: dict) -> str:
    """Send a form that is refused soon; the page that says so."""
    started = time.process_time()
    answer = editor.post(path, data)
    assert time.process_time() - started < MOST_SECONDS
    assert answer.status_code == 400
    assert not Exchange.objects.filter(slug="north-park").exists()
    return answer.content.decode()


@pytest.mark.parametrize(
    "counts",
    [
        {f"{link}-TOTAL_FORMS": "99999" for link in LINKS},
        {f"{link}-TOTAL_FORMS": "1000" for link in LINKS},
        {"cities-TOTAL_FORMS": "99999", "cities-INITIAL_FORMS": "99999"},
        {"cities-INITIAL_FORMS": "99999"},
        {"cities-INITIAL_FORMS": "1"},
        {"cities-TOTAL_FORMS": "-5"},
        {"cities-TOTAL_FORMS": "2"},
        {"cities-TOTAL_FORMS": "1e3"},
        {"cities-TOTAL_FORMS": "9" * 5_000},
        {"cities-TOTAL_FORMS": ""},
    ],
)
def test_numbers_that_do_not_fit_the_rows_are_refused(anna, counts):
    row = {"cities-TOTAL_FORMS": "1", "cities-0-id": "", "cities-0-note_en": "steam"}
    page = send(anna, ADD, open_new_form(anna, **{**row, **counts}))
    assert "Cities of the exchange" in page
    assert "the numbers in the form don’t fit" in page
    assert "North Park" in page
    assert "steam" in page


@pytest.mark.parametrize("links", [LINKS, LINKS[:1]])
def test_very_many_new_rows_are_refused(anna, links):
    rows = {f"{link}-{row}-id": "" for link in links for row in range(1_000)}
    totals = {f"{link}-TOTAL_FORMS": "1000" for link in links}
    page = send(anna, ADD, open_new_form(anna, **totals, **rows))
    assert f"At most {MOST_NEW_ROWS} rows can be added at once" in page
    assert "North Park" in page


def test_of_very_many_values_the_first_are_shown(anna):
    values = {f"cities-{row}-note_en": f"Plant {row}" for row in range(MOST_SHOWN_VALUES * 2)}
    data = {**open_new_form(anna), **values, "cities-TOTAL_FORMS": "2000"}
    page = send(anna, ADD, data)
    assert page.count("<textarea") == MOST_SHOWN_VALUES
    assert "North Park" in page


@pytest.mark.parametrize("opened", [{}, {"_opened": "forged"}])
def test_rows_that_the_record_never_had_are_no_saved_rows(admin_client, opened):
    exchange = make_exchange("south-park")
    path = admin_url(Exchange, "change", exchange.pk)
    rows = {f"cities-{row}-id": str(row) for row in range(1_000)}
    counts = {"cities-TOTAL_FORMS": "1000", "cities-INITIAL_FORMS": "1000"}
    send(admin_client, path, {**form_data(admin_client.get(path)), **counts, **rows, **opened, "_save": "1"})


def test_two_versions_of_a_form_with_many_rows_are_merged_soon():
    """A conflict in a form of 500 material flows."""
    fields = {f"flows-{row}-{field}": "x" for row in range(500) for field in range(20)}
    sent = QueryDict(urlencode({**fields, "flows-TOTAL_FORMS": "500"}))
    formset = SimpleNamespace(prefix="flows", model=MaterialFlow, initial_forms=[])
    started = time.process_time()
    merge = FormMerge({}, sent, Form(), [formset])
    assert time.process_time() - started < MOST_SECONDS
    assert dict(merge.data.lists()).keys() == {*fields, "flows-TOTAL_FORMS", "flows-INITIAL_FORMS"}


def test_the_page_of_a_part_builds_one_form_whatever_is_sent(admin_client):
    park = make_park("south-park")
    path = admin_url(IndustrialPark, "part_add", park.pk, "flows")
    rows = {f"flows-{row}-id": "" for row in range(1_000)}
    data = {**form_data(admin_client.get(path)), **rows, "flows-TOTAL_FORMS": "1000", "_save": "1"}
    assert "At most 100 rows" in send(admin_client, path, data)
    rows = {f"flows-{row}-from_name_en": "Plant" for row in range(90)}
    response = admin_client.post(path, {**data, **rows, "flows-TOTAL_FORMS": "90"})
    assert response.status_code == 200
    assert len(response.context["inline_admin_formsets"][0].formset.forms) == 1
    assert not MaterialFlow.objects.exists()


def test_saved_rows_do_not_count_as_new(admin_client, monkeypatch):
    monkeypatch.setattr("records.admin.row_counts.MOST_NEW_ROWS", 1)
    exchange = make_exchange("south-park")
    for row in range(3):
        link = ExchangeCity(exchange=exchange, city=make_city(f"city-{row}"), role="host")
        save_part(link)
    path = admin_url(Exchange, "change", exchange.pk)
    data = form_data(admin_client.get(path))
    new = {name.replace("-2-", "-3-"): value for name, value in data.items() if name.startswith("cities-2-")}
    new |= {"cities-3-id": "", "cities-3-city": make_city("new").pk, "cities-TOTAL_FORMS": "4"}
    assert admin_client.post(path, {**data, **new, "_save": "1"}).status_code == 302
    assert ExchangeCity.objects.count() == 4


def test_only_forms_of_records_have_rows():
    for model, model_admin in admin.site._registry.items():
        assert not getattr(model_admin, "list_editable", ()), model
        assert not model_admin.inlines or isinstance(model_admin, RecordAdmin), model
        assert all(issubclass(inline.formset, RelationFormSet) for inline in model_admin.inlines)
