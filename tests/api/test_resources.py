"""Every record type and its parts can be read, with URL, page, time and sources."""

from decimal import Decimal

import pytest
from django.db import models

from api.records.resources import RESOURCES, get_resource_by_type, list_resources
from api.records.serializers import get_owner_model, get_part_serializer
from cities.models import City
from records.field_kinds.representation import RENAMED
from records.models import Figure, Part, get_record_types
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from records.vocabularies import get_vocabularies
from tests.api.api_client import BASE, get_json, strip_host, walk_pages
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
    writing,
)

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


def test_every_record_type_has_a_resource():
    assert {r.model.type_code for r in RESOURCES if not r.is_part} == set(get_record_types())


@pytest.mark.sampled(8)
@each
def test_a_list_holds_each_public_row_once(client, resource):
    found = [row["slug"] for row in walk_pages(client, f"{BASE}/{resource.list_name}/?page_size=37")]
    rows = resource.published()
    if resource.is_part:
        owner = resource.model.owner
        expected = [f"{slug}--{key}" for slug, key in rows.values_list(f"{owner}__slug", "key")]
    else:
        expected = list(rows.values_list("slug", flat=True))
    assert sorted(found) == sorted(expected)
    assert found


@pytest.mark.sampled(8)
@each
def test_the_address_of_each_object_gives_the_same_object(client, resource):
    for row in get_json(client, f"{BASE}/{resource.list_name}/?page_size=10&lang=all")["results"]:
        assert get_json(client, f"{strip_host(row['url'])}?lang=all") == row


@each
def test_the_example_of_the_description_is_there(client, resource):
    assert get_json(client, f"{BASE}/{resource.list_name}/{resource.example}/")["slug"] == resource.example


@pytest.mark.sampled(5)
@each
def test_the_page_of_an_object_is_there_and_has_its_place(client, resource):
    row = get_json(client, f"{BASE}/{resource.list_name}/?page_size=1")["results"][0]
    for lang in ("en", "zh-hans", "zh-hant"):
        page = strip_host(get_json(client, f"{strip_host(row['url'])}?lang={lang}")["page"])
        path, _, anchor = page.partition("#")
        assert path.startswith(f"/{lang}/")
        response = client.get(path)
        assert response.status_code == 200, path
        if anchor:
            assert f'id="{anchor}"' in response.content.decode(), page


def keys_in(serializer, row) -> None:
    assert list(row) == list(serializer.get_declared_fields())
    model = serializer.model
    for part_model in get_part_models(model) if hasattr(model, "type_code") else ():
        for part in row[get_part_accessor(part_model)]:
            keys_in(get_part_serializer(part_model), part)


@pytest.mark.sampled(8)
@each
def test_an_object_has_every_key_of_its_shape(client, resource):
    for row in get_json(client, f"{BASE}/{resource.list_name}/?page_size=20")["results"]:
        keys_in(resource.serializer_class, row)


@each
def test_every_field_of_the_model_is_told(resource):
    """A new field of a model is in the API at once, or this says which is not."""
    told = set(resource.fields)
    silent = {
        "id",
        "slug",
        "status",
        "published_at",
        "loaded_digest",
        "loaded_version",
        "editor_note",
        "waste_role",
        "position",
        "key",
        "reason",
        "zh_hant",
    }
    for field in [*resource.model._meta.concrete_fields, *resource.model._meta.local_many_to_many]:
        name = field.name
        for column in ("en", "zh_hans"):
            name = name.removesuffix(f"_{column}")
        assert RENAMED.get(name, name) in told or name in silent, name
    if resource.is_part:
        assert "status" in told or not hasattr(resource.model, "status")


def numbers_are_numbers(model, row) -> None:
    for field in model._meta.concrete_fields:
        if field.name in row and isinstance(field, NUMBERS) and not field.choices:
            value = row[field.name]
            if value is None:
                reason = "coordinates_reason" if field.name in ("lat", "lon") else f"{field.name}_reason"
                assert row[reason], (model, field.name)
            else:
                assert isinstance(value, (int, float)), (model, field.name)
                assert not isinstance(value, bool)


@pytest.mark.sampled(8)
@each
def test_a_number_is_a_number_and_a_missing_one_has_its_reason(client, resource):
    for row in get_json(client, f"{BASE}/{resource.list_name}/?page_size=500")["results"]:
        numbers_are_numbers(resource.model, row)
        for part_model in get_part_models(resource.model) if not resource.is_part else ():
            for part in row[get_part_accessor(part_model)]:
                numbers_are_numbers(part_model, part)


def test_a_figure_answers_its_questions(client):
    source = make_source("a-yearbook")
    city = make_city("a-city")
    figure = make_city_figure(city, value=Decimal("12.50"), year=2019, precision="about")
    with writing() as changes:
        changes.set_related(figure, "sources", [source])
    (told,) = get_json(client, f"{BASE}/cities/a-city/")["key_facts"]
    assert told == {
        "key": "area", "slug": "a-city--area",
        "url": "http://testserver/api/v1/cities/a-city/#area",
        "page": "http://testserver/en/cities/a-city/#area",
        "updated_at": told["updated_at"],
        "unit": "km2", "amount_type": None, "year": 2019, "year_reason": None, "period": None,
        "precision": "about", "evidence": "stated", "source_type": "official", "note": None,
        "label": "Area", "value": 12.5, "measured_property": "other", "indicator": None,
        "sources": [{
            "type": "source", "slug": "a-yearbook", "name": "A notice",
            "url": "http://testserver/api/v1/sources/a-yearbook/",
        }],
        "rights": "cc_by",
    }  # fmt: skip


def test_an_indicator_value_without_a_value_says_why(client):
    value = make_indicator_value(make_indicator(), make_city(), value=None, reason="withheld")
    told = get_json(client, f"{BASE}/indicator-values/{value.slug}/")
    assert (told["value"], told["value_reason"], told["unit"]) == (None, "withheld", "t")


def test_a_part_names_its_record(client):
    part = get_json(client, f"{BASE}/facilities/?page_size=1")["results"][0]
    owner = get_json(client, strip_host(part["park"]["url"]))
    assert part["key"] in [facility["key"] for facility in owner["facilities"]]
    assert part["updated_at"] == owner["updated_at"]


def test_every_figure_of_the_models_is_part_of_a_shape():
    for model in (model for code in get_record_types().values() for model in get_part_models(code)):
        if issubclass(model, Figure):
            owner = get_resource_by_type(get_owner_model(model).type_code)
            assert get_part_accessor(model) in owner.fields
            assert issubclass(model, Part)


def test_fields_leaves_out_what_was_not_asked_for(client):
    row = get_json(client, f"{BASE}/parks/?page_size=1&fields=slug,level,city")["results"][0]
    assert list(row) == ["slug", "city", "level"]


def test_expand_puts_records_in_the_place_of_references(client):
    address = f"{BASE}/parks/?page_size=3&fields=slug,city,sources&expand=city,sources"
    for row in get_json(client, address)["results"]:
        assert row["city"] == get_json(client, strip_host(row["city"]["url"]))
        for source in row["sources"]:
            # A source has a title; its name is that of the reference.
            assert source == {**get_json(client, strip_host(source["url"])), "name": source["title"]}


def test_languages_are_asked_for_and_not_guessed(client):
    path = f"{BASE}/cities/changchun/"
    answers = {
        lang: client.get(f"{path}?fields=name&lang={lang}", headers={"Accept-Language": "zh"})
        for lang in ("en", "zh-hans", "zh-hant", "all")
    }
    assert [answers[lang]["Content-Language"] for lang in answers] == [
        "en",
        "zh-Hans",
        "zh-Hant",
        "en, zh-Hans, zh-Hant",
    ]
    assert [answers[lang].json()["name"] for lang in answers] == [
        "Changchun", "长春市", "長春市", {"en": "Changchun", "zh-Hans": "长春市", "zh-Hant": "長春市"},
    ]  # fmt: skip
    assert client.get(f"{path}?fields=name", headers={"Accept-Language": "zh"}).json()["name"] == "Changchun"


def test_a_text_that_lacks_in_a_language_is_null_in_all_and_falls_back_in_one(client):
    make_city("half", name_en="Half", name_zh_hans="")
    assert get_json(client, f"{BASE}/cities/half/?lang=all")["name"] == {
        "en": "Half",
        "zh-Hans": None,
        "zh-Hant": None,
    }
    assert get_json(client, f"{BASE}/cities/half/?lang=zh-hans")["name"] == "Half"


def test_a_former_slug_leads_to_the_record_and_a_withdrawn_one_says_so(client):
    city, park = make_city("old-name"), make_park("leaving")
    with writing() as changes:
        changes.rename(city, "new-name")
    with writing() as changes:
        changes.withdraw(park)
    response = client.get(f"{BASE}/cities/old-name/?lang=zh-hans")
    assert (response.status_code, strip_host(response["Location"])) == (
        301,
        f"{BASE}/cities/new-name/?lang=zh-hans",
    )
    assert get_json(client, f"{BASE}/parks/leaving/", 410)["status"] == 410
    get_json(client, f"{BASE}/parks/never-was/", 404)
    get_json(client, f"{BASE}/facilities/leaving--plant/", 410)
    get_json(client, f"{BASE}/facilities/changchun-circular-economy-park--no-such-part/", 404)


def test_the_root_names_every_resource(client):
    body = get_json(client, f"{BASE}/")
    for resource in body["lists"]:
        get_json(client, strip_host(resource["url"]))
    assert [entry["name"] for entry in body["lists"]] == [entry.name for entry in list_resources()]
    get_json(client, strip_host(body["changes"]))
    get_json(client, strip_host(body["schema"]))
    for name in ("docs", "feed", "developers"):
        assert client.get(strip_host(body[name])).status_code == 200, name


def test_districts_and_their_city(client):
    district = City.objects.published().filter(parent__isnull=False).first()
    assert get_json(client, f"{BASE}/cities/{district.slug}/")["parent"]["slug"] == district.parent.slug


def test_every_code_of_a_record_is_in_a_vocabulary():
    """Only the record types that a field names are explained elsewhere: they are resources."""
    known = {code for vocabulary in get_vocabularies().values() for code in vocabulary.choices.values}
    for resource in RESOURCES:
        parts = [field.child for field in resource.fields.values() if hasattr(field, "child")]
        for serializer in (resource.serializer_class, *(type(part) for part in parts)):
            for name, field in serializer.get_declared_fields().items():
                if getattr(field, "kind", "") in ("code", "codes"):
                    codes = {code for code, _label in field.choices or ()}
                    assert codes <= known, f"{serializer.__name__}.{name}: {codes - known}"
