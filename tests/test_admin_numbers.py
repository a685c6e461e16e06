"""Numbers in the forms of records and parts: read as they are written, never changed in silence."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cities.models import City, CityFigure, IndicatorValue
from records.admin.widgets.number_fields import NumberBoundField
from records.models import Record
from tests.admin_client import admin_url, form_data, submit_form
from tests.admin_forms import RECORDS, collect_forms
from tests.factories import make_city, make_city_figure, make_indicator, make_indicator_value, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def figure() -> CityFigure:
    """A figure of a draft, about whose values nothing is asked."""
    return make_residents(make_city("changchun", publish=False))


def make_residents(city: City) -> CityFigure:
    return make_city_figure(city, value=Decimal("9066906"), unit="people", key="residents")


def submit_value(editor_client, figure, typed, **more):
    return submit_form(editor_client, find_page(figure), {"key_facts-0-value": typed, **more})


def find_page(figure) -> str:
    return admin_url(City, "part", figure.city_id, "key_facts", figure.key)


def read_value(figure) -> Decimal:
    figure.refresh_from_db()
    return figure.value


def list_errors(response) -> list[str]:
    return [str(text) for form in collect_forms(response) for texts in form.errors.values() for text in texts]


def find_number(response, name: str) -> NumberBoundField:
    return next(bound for form in collect_forms(response) for bound in form if bound.html_name == name)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_no_number_of_a_form_changes_with_the_wheel(editor_client, model: type[Record]) -> None:
    page = editor_client.get(admin_url(model, "add")).content.decode()
    assert 'type="number"' not in page


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("907万", "9070000"),
        ("9,08 Mio", "9080000"),
        ("1.234.567", "1234567"),
        ("1,5", "1.5"),
        ("0", "0"),
        ("9 066 906", "9066906"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_number_is_saved_as_it_was_written(editor_client, figure, typed, value, language) -> None:
    editor_client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    assert submit_value(editor_client, figure, typed).status_code == 302
    assert read_value(figure) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("900–910万", "This is two numbers. Write one here and the span in the note."),
        ("1e99", "Write the number out, without e: 1,000,000 or 1 million."),
        ("1" + "0" * 39, "Ensure that there are no more than 20 digits in total."),
        ("12345678901234.56", "Write a number of at most 15 digits."),
        ("1.2345678", "Ensure that there are no more than 6 decimal places."),
        ("12%", "Write the number without the percent sign: its unit isn&#x27;t percent."),
        ("many", "“many” can&#x27;t be read as a number."),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_kept(editor_client, figure, typed, reason) -> None:
    response = submit_value(editor_client, figure, typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert reason in page
    assert f'name="key_facts-0-value" value="{typed}"' in page
    assert read_value(figure) == Decimal("9066906")


def test_of_two_readings_neither_is_chosen_beforehand(editor_client, figure) -> None:
    response = submit_value(editor_client, figure, "1.234", **{"key_facts-0-unit": "t_per_day"})
    assert list_errors(response) == ["“1.234” can be read in two ways. Choose one."]
    page = response.content.decode()
    assert page.count('name="key_facts-0-value_reading"') == 2
    choices = find_number(response, "key_facts-0-value").shown_reading["choices"]
    assert [choice["text"].replace("\u00a0", " ") for choice in choices] == ["1,234 t/day", "1.234 t/day"]
    assert "checked" not in page.partition("number-choice")[2].partition("</fieldset>")[0]


@pytest.mark.parametrize(("chosen", "value"), [("1234", "1234"), ("1.2340", "1.234")])
def test_the_chosen_reading_is_saved(editor_client, figure, chosen, value) -> None:
    response = submit_value(editor_client, figure, "1.234", **{"key_facts-0-value_reading": chosen})
    assert response.status_code == 302
    assert read_value(figure) == Decimal(value)


@pytest.mark.parametrize("forged", ["5", "", "x", "1.234"])
def test_what_is_no_reading_of_the_text_is_no_choice(editor_client, figure, forged) -> None:
    response = submit_value(editor_client, figure, "1.234", **{"key_facts-0-value_reading": forged})
    assert list_errors(response) == ["“1.234” can be read in two ways. Choose one."]
    response = submit_value(editor_client, figure, "70", **{"key_facts-0-value_reading": forged})
    assert read_value(figure) == 70


@pytest.mark.sampled(2)
@pytest.mark.parametrize("value", ["1.234", "-865.125", "0", "0.000001", "99999999999999.9", "1.5"])
def test_an_unchanged_form_saves_the_same_number(editor_client, value) -> None:
    figure = make_city_figure(make_city(publish=False), value=Decimal(value), unit="percent")
    page = editor_client.get(find_page(figure))
    shown = find_number(page, "key_facts-0-value").value()
    assert submit_value(editor_client, figure, shown, change_reason="Nothing").status_code == 302
    assert read_value(figure) == Decimal(value)


def test_a_stored_number_is_shown_without_zeros_and_with_its_unit(editor_client, figure) -> None:
    response = editor_client.get(find_page(figure))
    page = response.content.decode()
    assert 'name="key_facts-0-value" value="9066906"' in page
    assert "= 9,066,906\u00a0people" in page
    assert find_number(response, "key_facts-0-value").shown_reading["is_changed"] is False


def test_what_is_on_the_page_now_stands_under_what_was_typed(editor_client) -> None:
    figure = make_residents(make_city("changchun"))
    page = submit_value(editor_client, figure, "907万", **{"key_facts-0-label_en": ""}).content.decode()
    assert "= 9,070,000\u00a0people" in page
    assert "now on the page: 9,066,906\u00a0people" in page


def test_the_number_of_an_indicator_has_its_unit(editor_client) -> None:
    value = make_indicator_value(make_indicator(unit="percent"), make_city(), value=Decimal("12.5"))
    path = admin_url(IndicatorValue, "change", value.pk)
    assert "= 12.5%" in editor_client.get(path).content.decode()
    assert submit_form(editor_client, path, {"value": "13,5 %"}).status_code == 302
    value.refresh_from_db()
    assert value.value == Decimal("13.5")


def test_a_year_is_not_grouped(editor_client) -> None:
    value = make_indicator_value(make_indicator(), make_city())
    path = admin_url(IndicatorValue, "change", value.pk)
    assert find_number(editor_client.get(path), "year").shown_reading["single"] == ""
    assert list_errors(submit_form(editor_client, path, {"year": "2.023"})) == [
        "Write a year in four digits: 2023."
    ]
    assert submit_form(editor_client, path, {"year": "2023年"}).status_code == 302
    value.refresh_from_db()
    assert value.year == 2023


def test_a_coordinate_is_one_number_of_degrees(editor_client, figure) -> None:
    path = admin_url(City, "change", figure.city_id)
    sources = {"coordinates_sources": [make_source("a-map").pk]}
    saved = submit_form(editor_client, path, {"lat": "43,881", "lon": "125.3235", **sources})
    assert saved.status_code == 302, list_errors(saved)
    figure.city.refresh_from_db()
    assert (figure.city.lat, figure.city.lon) == (43.881, 125.3235)
    assert 'name="lat" value="43.881"' in editor_client.get(path).content.decode()
    errors = list_errors(submit_form(editor_client, path, {"lat": "43°52′", "lon": "125.12345678901234567"}))
    assert errors == [
        "Write degrees as one number with decimals, without minutes: 43.88, or −43.88.",
        "Write a number of at most 15 digits.",
    ]


def test_a_chosen_reading_survives_a_change_by_another_editor(editor_client, figure) -> None:
    path = find_page(figure)
    mine = form_data(editor_client.get(path)) | {"key_facts-0-value": "1.234"}
    assert submit_form(editor_client, path, {"key_facts-0-label_en": "Residents"}).status_code == 302
    response = editor_client.post(path, {**mine, "key_facts-0-value_reading": "1234", "_save": "1"})
    assert response.status_code == 409
    assert editor_client.post(path, {**form_data(response), "_save": "1"}).status_code == 302
    assert read_value(figure) == 1234


# -- while somebody types -------------------------------------------------------------------------------


def ask(client, text, unit="people", kind="amount"):
    return client.get(reverse("admin-read-number"), {"text": text, "unit": unit, "kind": kind})


def test_a_script_asks_how_a_number_is_read(editor_client) -> None:
    assert ask(editor_client, "907万").json() == {
        "readings": [{"value": "9070000", "text": "9,070,000\u00a0people", "hint": ""}],
        "message": "",
    }
    two = ask(editor_client, "1.234", "t_per_day").json()
    assert [reading["value"] for reading in two["readings"]] == ["1234", "1.2340"]
    assert two["message"] == "“1.234” can be read in two ways. Choose one."
    refused = ask(editor_client, "900–910万").json()
    assert refused["readings"] == []
    assert refused["message"].startswith("This is two numbers.")


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [("", "people", "amount"), ("5", "nothing", "nothing"), ("\0", "\0", "amount"), ("9" * 3000, "", "year")],
)
def test_any_question_of_a_script_is_answered(editor_client, text, unit, kind) -> None:
    assert ask(editor_client, text, unit, kind).status_code == 200


def test_only_staff_may_ask(client) -> None:
    assert ask(client, "907万").status_code == 302


def test_what_a_question_proposes_has_one_reading(editor_client) -> None:
    figure = make_city_figure(make_city(), value=Decimal("1.2"), unit="t")
    response = submit_value(editor_client, figure, "1234")
    (asked,) = response.context["questions"].asked
    change = next(value for value, answer, _chosen in asked.list_choices() if answer.code == "change")
    data = form_data(response) | {asked.question.name: change, "_publish": "1"}
    assert editor_client.post(find_page(figure), data).status_code == 302
    assert read_value(figure) == Decimal("1.234")
