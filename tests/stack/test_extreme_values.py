"""Each field of each record type at each extreme, one at a time: refused with a message, or shown."""

import pytest

from tests.admin_client import admin_url
from tests.admin_forms import (
    RECORDS,
    choose_value,
    collect_errors,
    fetch_blank_form,
    fetch_blank_part,
    fill_blank,
    fill_form,
    list_pages,
    list_part_relations,
    publish_filled_form,
    publish_form,
    select_related_object,
)
from tests.factories import writing

KINDS = ("zero", "negative", "huge", "chinese", "missing")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_one_field_at_an_extreme_is_refused_beside_it_or_shown(db, admin_client, client, model, kind):
    select_related_object(admin_client, model, None)  # what the record points to is there before
    for name, (owner, form_field, field) in fetch_blank_form(admin_client, model).fields.items():
        usual = fill_form(admin_client, model)
        value = "" if kind == "missing" else choose_value(admin_client, owner, form_field, field, kind)
        if name not in usual or value == usual[name] or (name == "slug" and kind == "missing"):
            continue
        path, data = admin_url(model, "add"), {**usual, name: value}
        response = publish_form(admin_client, path, data)
        if response.status_code == 200:
            assert collect_errors(response), (name, value)
            continue
        record = model.objects.get(slug=data["slug"])
        for page in list_pages(record):
            assert client.get(page).status_code == 200, (name, value, page)
        record.refresh_from_db()
        admin_client.post(admin_url(model, "delete", record.pk), {"post": "yes", "version": record.version})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_one_field_of_a_part_at_an_extreme_is_refused_beside_it_or_shown(
    db, admin_client, client, model, kind
):
    record = publish_filled_form(admin_client, model)
    for relation in list_part_relations(model):
        path = admin_url(model, "part_add", record.pk, relation)
        for name, (owner, form_field, field) in fetch_blank_part(
            admin_client, record, relation
        ).fields.items():
            usual = fill_blank(admin_client, fetch_blank_part(admin_client, record, relation))
            value = "" if kind == "missing" else choose_value(admin_client, owner, form_field, field, kind)
            if name not in usual or value == usual[name]:
                continue
            before = set(getattr(record, relation).values_list("pk", flat=True))
            response = publish_form(admin_client, path, {**usual, name: value})
            if response.status_code == 200:
                assert collect_errors(response), (name, value)
                continue
            for page in list_pages(record):
                assert client.get(page).status_code == 200, (name, value, page)
            with writing() as changes:
                for part in getattr(record, relation).exclude(pk__in=before):
                    changes.delete(part)
