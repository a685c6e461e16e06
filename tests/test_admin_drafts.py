"""A draft needs no more than what identifies it; publishing names what is missing beside each field."""

from typing import Any

import pytest
from django.db import models

from cities.models import City
from records.choices import Status
from records.models import Revision, get_record_types
from records.models.base import get_part_models
from records.models.roles import is_required_to_publish
from tests.admin_client import admin_url, submit_form
from tests.admin_forms import fetch_blank_form
from tests.factories import make_city

pytestmark = pytest.mark.django_db

MISSING = ["Fill this in: a draft may lack it, a public record may not."]
#: What a draft is: without these it would be nothing.
IDENTITY = {
    "IndicatorValue": {"indicator", "city", "year"},
    "Indicator": {"framework"},
    "Membership": {"network", "city"},
    "ProcurementCase": {"city"},
    "ZeroWastePilot": {"city", "programme"},
    "Designation": {"programme"},
    "IndustrialPark": {"city"},
    "Finding": {"order", "year"},
    "Priority": {"order"},
    "Target": {"value"},
}


def start_city(editor: Any) -> City:
    """Save a city with hardly more than its name, a figure without a number and a section without a theme."""
    path = admin_url(City, "add")
    response = submit_form(editor, path, {"slug": "linfen", "name_en": "Linfen", "country": ""})
    assert response.status_code == 302, response.context["errors"]
    city = City.objects.get()
    for relation, name in (("key_facts", "label"), ("profile", "heading")):
        path = admin_url(City, "part_add", city.pk, relation)
        response = submit_form(editor, path, {f"{relation}-0-{name}_en": "Taxis"})
        assert response.status_code == 302, response.context["errors"]
    city.refresh_from_db()
    return city


def test_a_draft_is_saved_without_country_theme_source_type_or_number(admin_client):
    city = start_city(admin_client)
    assert (city.status, city.country, city.kind, city.region) == (Status.DRAFT, "", "", None)
    figure, section = city.key_facts.get(), city.profile.get()
    assert (figure.value, figure.unit, figure.source_type) == (None, "", "")
    assert (section.theme, section.source_type) == (None, "")
    pages = ("changelist", "history", "change", "delete", "rename")
    for page in pages:
        path = admin_url(City, page, *([city.pk] if page != "changelist" else []))
        assert admin_client.get(path).status_code == 200, page
    assert (
        submit_form(admin_client, admin_url(City, "change", city.pk), {"name_en": "Pingyang"}).status_code
        == 302
    )


def test_publishing_names_what_is_missing_and_keeps_what_was_typed(admin_client):
    city = start_city(admin_client)
    path = admin_url(City, "change", city.pk)
    response = submit_form(admin_client, path, {"name_zh_hans": "临汾"}, "_publish")
    errors = response.context["adminform"].form.errors
    assert [errors[name] for name in ("country", "kind", "region")] == [MISSING] * 3
    assert response.content.decode().count(MISSING[0]) > 3, "the lines of the parts say it, too"
    assert "临汾" in response.content.decode()
    assert not City.objects.published().exists()


def test_a_public_record_does_not_lose_what_publishing_requires(admin_client):
    city = make_city("linfen")
    response = submit_form(admin_client, admin_url(City, "change", city.pk), {"kind": "", "country": ""})
    assert response.context["adminform"].form.errors == {"kind": MISSING, "country": MISSING}
    city.refresh_from_db()
    assert city.country == "CN"


def test_an_incomplete_draft_is_restored_and_brought_back(admin_client):
    city = start_city(admin_client)
    first = Revision.objects.of(city).first()
    submit_form(admin_client, admin_url(City, "change", city.pk), {"name_en": "Pingyang"})
    city.refresh_from_db()
    path = admin_url(City, "restore", city.pk, first.pk)
    assert admin_client.get(path).status_code == 200
    assert admin_client.post(path, {"version": city.version}).status_code == 302
    city.refresh_from_db()
    assert city.name_en == "Linfen"
    admin_client.post(admin_url(City, "delete", city.pk), {"post": "yes", "version": city.version})
    admin_client.post(admin_url(City, "undelete", city.pk), {"slug": "linfen"})
    assert City.objects.get().key_facts.get().value is None


@pytest.mark.sampled(6)
@pytest.mark.parametrize("code", sorted(get_record_types()))
def test_each_type_is_saved_with_its_slug_and_what_identifies_it(code, admin_client):
    model = get_record_types()[code]
    form = fetch_blank_form(admin_client, model)
    required = {
        name
        for name, (owner, field, _name) in form.fields.items()
        if owner is model and field.required and not model._meta.get_field(name).has_default()
    }
    assert required - {"slug"} <= IDENTITY.get(model.__name__, set())


def test_what_a_public_record_has_is_said_by_its_fields():
    """Of each type and its parts, what is neither optional nor has a default is required to publish."""
    for model in get_record_types().values():
        for row in (model, *get_part_models(model)):
            for field in row._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) or field.primary_key or not field.editable:
                    continue
                if field.name in ("slug", "key", *IDENTITY.get(row.__name__, ())):
                    assert not is_required_to_publish(field)
                elif not (field.blank or field.has_default() or field.null):
                    assert is_required_to_publish(field), field
