"""Each field of each record type and its parts at each extreme, one at a time: refused in words, or shown."""

import pytest

from tests.desk import address
from tests.filling import RECORDS, blank, faults, filled, pages, related, values

KINDS = ("zero", "negative", "huge", "chinese", "missing")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_one_field_at_an_extreme_is_refused_beside_it_or_shown(db, admin_client, client, model, kind):
    related(admin_client, model, None)  # what the record points to is there before
    for name, (owner, form_field, field) in blank(admin_client, model).fields.items():
        usual = filled(admin_client, model)
        value = "" if kind == "missing" else values(admin_client, owner, form_field, field, kind)
        if name not in usual or value == usual[name] or (name == "slug" and kind == "missing"):
            continue
        path, data = address(model, "add"), {**usual, name: value, "_publish": "1"}
        response = admin_client.post(path, data)
        if response.status_code == 200:
            assert faults(response), (name, value)
            continue
        record = model.objects.get(slug=data["slug"])
        for page in pages(record):
            assert client.get(page).status_code == 200, (name, value, page)
        admin_client.post(address(model, "delete", record.pk), {"post": "yes"})
