"""Extreme values in the admin: a form refuses them, or the pages show them."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import override

from cities.models import City
from portal.sitemaps import PageSitemap
from records.models import Link, Part, Record
from records.models.constraints import get_error_field
from stats import refresh
from tests.admin_client import admin_url
from tests.admin_forms import (
    KINDS,
    RECORDS,
    Blank,
    collect_errors,
    fetch_blank_form,
    fetch_blank_part,
    fill_blank,
    fill_form,
    get_model_field,
    list_pages,
    list_part_relations,
    publish_filled_form,
)

pytestmark = pytest.mark.content_listeners

OURS = [model for model in apps.get_models() if issubclass(model, (Record, Part, Link))]
WORST = {
    "slug": "Not a Slug", "key": "Not a Key", "country": "xx", "language": "klingon", "admin_code": "12",
    "ewc_code": "1", "national_code": "x", "year": "3024",
}  # fmt: skip


def wrong(model_field: Any) -> Any:
    """What a field of this kind doesn't take; None where it takes everything."""
    if model_field.many_to_many or hasattr(model_field, "codes"):
        return ["999999"]
    if isinstance(model_field, models.BooleanField):
        return None
    if model_field.is_relation or model_field.choices:
        return "999999"
    if isinstance(model_field, models.URLField):
        return "javascript:alert(1)"
    if isinstance(model_field, models.JSONField):
        return "Half a text"
    is_text = isinstance(model_field, (models.CharField, models.TextField))
    return WORST.get(model_field.name, "Words\x00" if is_text else "1e99")


def all_wrong(blank: Blank) -> dict[str, Any]:
    worst = {
        name: wrong(get_model_field(owner, field)) for name, (owner, _field, field) in blank.fields.items()
    }
    return {name: value for name, value in worst.items() if value is not None}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_form_with_a_fault_in_each_field_says_each_once_and_beside_its_field(db, admin_client, model):
    worst = all_wrong(fetch_blank_form(admin_client, model))
    data = {**fill_form(admin_client, model), **worst, "_publish": "1"}
    told = collect_errors(admin_client.post(admin_url(model, "add"), data))
    assert {name: len(messages) for name, messages in told.items()} == dict.fromkeys(worst, 1)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_page_of_a_part_with_a_fault_in_each_field_says_each_once_and_beside_its_field(
    db, admin_client, model
):
    record = publish_filled_form(admin_client, model)
    for relation in list_part_relations(model):
        blank = fetch_blank_part(admin_client, record, relation)
        worst = all_wrong(blank)
        data = {**fill_blank(admin_client, blank), **worst, "_save": "1"}
        path = admin_url(model, "part_add", record.pk, relation)
        told = collect_errors(admin_client.post(path, data))
        assert {name: len(messages) for name, messages in told.items()} == dict.fromkeys(worst, 1)


def lists() -> set[str]:
    found = set()
    for language in ("en", "zh-hans"):
        with override(language):
            found |= {reverse(name) for name in PageSitemap().items()}
    return found


@pytest.mark.sampled(2)
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_of_a_city_show_whatever_its_form_takes(db, admin_client, get, kind):
    for path in list_pages(publish_filled_form(admin_client, City, kind)):
        get(path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_show_whatever_a_form_takes(db, admin_client, get, kind):
    records = [publish_filled_form(admin_client, model, kind) for model in RECORDS]
    assert [refresh.error for refresh in refresh.refresh_stale(due_only=False) if refresh.error] == []
    for path in sorted(lists().union(*(list_pages(record) for record in records))):
        get(path)


def test_every_rule_of_the_database_is_told_in_words_beside_a_field():
    for model in OURS:
        for rule in model._meta.constraints:
            assert rule.violation_error_message != rule.default_violation_error_message, rule.name
            assert "Constraint" not in rule.get_violation_error_message()
            assert model._meta.get_field(get_error_field(rule)), rule.name


def test_no_message_of_a_rule_or_a_validator_breaks_when_it_is_filled_in():
    for model in OURS:
        messages = [rule.violation_error_message for rule in model._meta.constraints]
        for field in model._meta.concrete_fields:
            messages += field.error_messages.values()
            messages += [validator.message for validator in field.validators if hasattr(validator, "message")]
        for message in messages:
            assert str(message) % Anything() is not None


class Anything(dict):
    """Has a value for whatever a message asks for."""

    def __missing__(self, key: str) -> int:
        return 0
