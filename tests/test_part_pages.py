"""One part of a record on a page of its own: opened, saved and added without the rest of the record."""

from decimal import Decimal

import pytest
from django.contrib.admin.sites import site
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from cities.models import City, CityFigure, ProfileSection
from records.admin import PartInline
from records.models import Part, Revision
from tests.admin_client import admin_url, form_data
from tests.admin_forms import RECORDS, publish_filled_form
from tests.factories import make_city, make_city_figure, make_section, text, writing

pytestmark = pytest.mark.django_db

INLINES = [
    (model, inline)
    for model in RECORDS
    for inline in site._registry[model].inlines
    if issubclass(inline, PartInline)
]
FACT = "key_facts-0"


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "area", **text("label", "Area", "面积"), value=10, unit="km2", position=0)
    make_city_figure(city, "water", **text("label", "Water", "用水"), value=20, position=1)
    return city


def sign_in(name: str, role: str) -> Client:
    user = User.objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def part_url(record, relation, key=None) -> str:
    return (
        admin_url(type(record), "part", record.pk, relation, key)
        if key
        else admin_url(type(record), "part_add", record.pk, relation)
    )


def open_form(client, url) -> dict:
    response = client.get(url)
    assert response.status_code == 200
    return form_data(response)


def save(client, url, data=None, button="_save", **changes):
    data = open_form(client, url) if data is None else data
    changes = {f"{FACT}-{name}": value for name, value in changes.items()}
    return client.post(url, {**data, **changes, button: "1"})


def new_figure(sources, **changes) -> dict:
    names = {"label_en": "Parks", "label_zh_hans": "公园", "value": "4", "unit": "km2"}
    return {**names, "source_type": "official", "sources": sources, **changes}


def messages(client, response) -> list[str]:
    assert response.status_code == 302, response.context["errors"]
    page = client.get(response["Location"].partition("#")[0])
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize(("model", "inline"), INLINES, ids=lambda value: value.__name__)
def test_the_page_of_a_part_has_each_of_its_fields(model, inline):
    shown = flatten_fieldsets(inline(model, site).get_fieldsets(None))
    kept = {inline.model.owner, "position"}  # its place is changed on the form of the record
    fields = {
        field.name
        for field in inline.model._meta.get_fields()
        if getattr(field, "editable", False) and not field.auto_created and field.name != "zh_hant"
    }
    texts = {f"{name}_zh_hant" for name in getattr(inline.model, "translated_fields", ())}
    assert sorted(shown) == sorted({*fields, *texts} - kept)


@pytest.mark.slow
@pytest.mark.parametrize("model", dict.fromkeys(model for model, _inline in INLINES))
def test_each_kind_of_part_is_opened_and_saved_on_its_page(admin_client, model):
    record = publish_filled_form(admin_client, model)
    written = Revision.objects.of(record).count()
    for inline in (inline for owner, inline in INLINES if owner is model):
        relation = inline.get_relation()
        part = getattr(record, relation).get()
        url = part_url(record, relation, part.key)
        response = admin_client.get(url)
        assert response.status_code == 200
        assert len(response.context["inline_admin_formsets"]) == 1
        assert list(response.context["adminform"].form.fields) == []
        assert admin_client.post(url, {**form_data(response), "_save": "1"}).status_code == 302
        assert admin_client.get(part_url(record, relation)).status_code == 200
    assert Revision.objects.of(record).count() == written


def test_a_figure_is_corrected_on_a_page_with_nothing_else(admin_client, city):
    response = save(admin_client, part_url(city, "key_facts", "area"), value="12.5")
    assert CityFigure.objects.get(city=city, key="area").value == Decimal("12.5")
    assert CityFigure.objects.get(city=city, key="water").value == 20
    assert response["Location"] == f"{admin_url(City, 'change', city.pk)}#key_facts-area"
    version = City.objects.get().version
    said = f"Area: 10\N{NO-BREAK SPACE}km² → 12.5\N{NO-BREAK SPACE}km². Published as version {version}."
    assert messages(admin_client, response) == [said]


def test_a_figure_saved_unchanged_makes_no_version(admin_client, city):
    before = City.objects.get().version
    response = save(admin_client, part_url(city, "key_facts", "area"))
    assert messages(admin_client, response) == ["Nothing was changed."]
    assert City.objects.get().version == before


def test_the_page_says_what_is_public_now_and_where(admin_client, city):
    page = admin_client.get(part_url(city, "key_facts", "area")).content.decode()
    assert "<b>10\N{NO-BREAK SPACE}km²</b> · version" in page
    assert f'href="{city.get_absolute_url()}#area"' in page


def test_what_is_wrong_is_said_beside_its_field(admin_client, city):
    response = save(admin_client, part_url(city, "key_facts", "area"), value="-5", label_en="")
    assert response.status_code == 200
    errors = response.context["inline_admin_formsets"][0].formset.forms[0].errors
    assert list(errors) == ["value"]
    response = save(admin_client, part_url(city, "key_facts", "area"), label_en="")
    assert list(response.context["inline_admin_formsets"][0].formset.forms[0].errors) == ["label_en"]
    assert CityFigure.objects.get(key="area").value == 10


def test_the_form_of_a_draft_saves_a_draft(admin_client):
    draft = make_city("linfen", publish=False)
    make_city_figure(draft, "area", value=10)
    response = save(admin_client, part_url(draft, "key_facts", "area"), value="11", year="2024")
    assert "Saved; not public yet." in messages(admin_client, response)[0]
    assert not City.objects.get(slug="linfen").is_published


# -- the way back ---------------------------------------------------------------------------------------


def test_saving_returns_to_the_place_that_asked(admin_client, city):
    place = "/en/cities/datong/#area"
    url = f"{part_url(city, 'key_facts', 'area')}?next=%2Fen%2Fcities%2Fdatong%2F%23area"
    assert f'href="{place}"' in admin_client.get(url).content.decode()
    assert save(admin_client, url, value="11")["Location"] == place


@pytest.mark.parametrize(
    "place", ["https://example.org/", "//example.org/", "javascript:alert(1)", "en/", "\\\\x"]
)
def test_no_form_leads_to_another_site(admin_client, city, place):
    url = part_url(city, "key_facts", "area")
    response = admin_client.post(f"{url}?next={place}", {**open_form(admin_client, url), "_save": "1"})
    assert response["Location"].startswith("/admin/cities/city/")


def test_parts_are_added_one_after_the_other(admin_client, city):
    url, sources = part_url(city, "key_facts"), [city.sources.get().pk]
    response = save(admin_client, url, button="_addanother", **new_figure(sources))
    assert response["Location"] == url
    assert "Parks: 4" in messages(admin_client, response)[0]
    response = save(admin_client, f"{url}?next=/en/", button="_addanother", **new_figure(sources))
    assert response["Location"] == f"{url}?next=%2Fen%2F"


# -- new parts ------------------------------------------------------------------------------------------


def test_a_new_part_gets_its_key_from_its_label_and_the_last_place(admin_client, city):
    response = save(admin_client, part_url(city, "key_facts"), **new_figure([city.sources.get().pk]))
    assert response["Location"].endswith("#key_facts-parks")
    added = CityFigure.objects.get(key="parks")
    assert (added.position, added.sources.count()) == (2, 1)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ({"label_en": "", "label_zh_hans": "重庆绿地"}, "chong-qing-lu-di"),
        ({"label_en": "Área & Wälder 2020"}, "area-walder-2020"),
        ({"label_en": "Area"}, "area-2"),
        ({"label_en": "Add"}, "add-2"),
        ({"label_en": "word " * 30}, "-".join(["word"] * 20)),
        ({"label_en": "!", "label_zh_hans": ""}, "cityfigure"),
        ({"label_en": "Area", "key": "my-own"}, "my-own"),
    ],
)
def test_keys_are_made_of_any_label(admin_client, label, key):
    draft = make_city("linfen", publish=False)
    make_city_figure(draft, "area")
    response = save(admin_client, part_url(draft, "key_facts"), **new_figure([], **label))
    assert response["Location"].endswith(f"#key_facts-{key}")


def test_a_new_part_has_to_be_filled_in(admin_client, city):
    response = save(admin_client, part_url(city, "key_facts"))
    assert response.status_code == 200
    assert "value" in response.context["inline_admin_formsets"][0].formset.forms[0].errors


def test_a_page_writes_no_second_part(admin_client, city):
    url = part_url(city, "key_facts")
    first = {f"{FACT}-{name}": value for name, value in new_figure([city.sources.get().pk]).items()}
    second = {name.replace("-0-", "-1-"): value for name, value in first.items()}
    data = {**open_form(admin_client, url), **first, **second, "key_facts-TOTAL_FORMS": "2"}
    assert admin_client.post(url, {**data, "_save": "1"}).status_code == 200
    assert CityFigure.objects.count() == 2
    url = part_url(city, "key_facts", "area")
    other = CityFigure.objects.get(key="water")
    data = {**open_form(admin_client, url), f"{FACT}-id": str(other.pk), f"{FACT}-value": "99"}
    admin_client.post(url, {**data, "_save": "1"})
    assert CityFigure.objects.get(key="water").value == 20


# -- two editors ----------------------------------------------------------------------------------------


def test_another_editor_of_another_part_stops_nobody(admin_client, city):
    bo, url = sign_in("bo", "Publisher"), part_url(city, "key_facts", "area")
    data = open_form(bo, url)
    save(admin_client, part_url(city, "key_facts", "water"), value="21")
    make_section(City.objects.get(), "a-park")
    with writing() as changes:
        city = City.objects.get()
        city.name_zh_hans = "平城"
        changes.save(city)
    response = save(bo, url, data, value="11")
    assert response.status_code == 302
    assert set(CityFigure.objects.values_list("value", flat=True)) == {11, 21}
    assert City.objects.get().name_zh_hans == "平城"
    assert ProfileSection.objects.exists()


def test_two_new_parts_of_two_editors_are_both_there(admin_client, city):
    bo, url, sources = sign_in("bo", "Publisher"), part_url(city, "key_facts"), [city.sources.get().pk]
    data = open_form(bo, url)
    assert save(admin_client, url, **new_figure(sources)).status_code == 302
    assert save(bo, url, data, **new_figure(sources)).status_code == 302
    assert set(CityFigure.objects.values_list("key", "position")) == {
        ("area", 0),
        ("water", 1),
        ("parks", 2),
        ("parks-2", 3),
    }


def test_the_same_part_changed_by_another_is_shown_first(admin_client, city):
    bo, url = sign_in("bo", "Publisher"), part_url(city, "key_facts", "area")
    data = open_form(bo, url)
    save(admin_client, url, value="12", label_zh_hans="总面积")
    response = save(bo, url, data, value="11")
    assert response.status_code == 409
    assert [(one.saved, one.typed) for one in response.context["differences"] if one.by_both] == [
        ("12", "11")
    ]
    assert CityFigure.objects.get(key="area").value == 12
    assert bo.post(url, {**form_data(response), "_save": "1"}).status_code == 302
    saved = CityFigure.objects.get(key="area")
    assert (saved.value, saved.label_zh_hans) == (11, "总面积")


def test_a_record_published_meanwhile_is_shown_before_a_draft_becomes_public(admin_client):
    draft = make_city("linfen", publish=False)
    make_city_figure(draft, "area", value=10)
    url = part_url(draft, "key_facts", "area")
    data = open_form(admin_client, url)
    with writing() as changes:
        changes.publish(City.objects.get(pk=draft.pk))
    assert save(admin_client, url, data, value="11").status_code == 409
    assert CityFigure.objects.get(key="area").value == 10


def test_a_part_deleted_meanwhile_keeps_what_was_typed(admin_client, city):
    bo, url = sign_in("bo", "Publisher"), part_url(city, "key_facts", "area")
    data = open_form(bo, url)
    with writing() as changes:
        changes.delete(CityFigure.objects.get(key="area"))
    response = save(bo, url, data, value="11")
    assert response.status_code == 409
    assert bo.post(url, {**form_data(response), "_save": "1"}).status_code == 302
    assert CityFigure.objects.get(key="area").value == 11
    with writing() as changes:
        changes.delete(City.objects.get())
    response = save(bo, url, data, value="13")
    assert response.status_code == 404
    assert "13" in response.content.decode()


# -- who may ------------------------------------------------------------------------------------------


def test_there_is_no_page_of_a_part_that_is_not_there(admin_client, city):
    assert admin_client.get(part_url(city, "key_facts", "none")).status_code == 404
    assert admin_client.get(
        part_url(city, "key_facts", "area").replace("/key_facts/", "/x/")
    ).status_code in (302, 404)
    for pk in (999, 10**30):
        url = reverse("admin:cities_city_part", args=[pk, "key_facts", "area"])
        assert admin_client.get(url).status_code == 404
        url = reverse("admin:cities_city_part_add", args=[pk, "key_facts"])
        assert admin_client.get(url).status_code == 404


def test_who_may_only_view_sees_the_values(city):
    url = part_url(city, "key_facts", "area")
    reader = sign_in("reader", "Administrator")
    page = reader.get(url).content.decode()
    assert '<div class="readonly">Area</div>' in page
    assert 'name="_save"' not in page
    assert reader.post(url, {"_opened": ""}).status_code == 403
    assert reader.get(part_url(city, "key_facts")).status_code == 403
    assert Client().get(url).status_code == 302


def test_a_contributor_proposes_what_is_public(city):
    page = sign_in("carla", "Contributor").get(part_url(city, "key_facts", "area")).content.decode()
    assert 'name="_propose"' in page
    assert 'name="_save"' not in page
    assert 'name="_publish"' not in page


def test_every_part_type_has_a_page():
    with_pages = {inline.model for _model, inline in INLINES}
    parts = {part for model in RECORDS for part in _list_parts(model)}
    assert parts == with_pages


def _list_parts(model) -> list[type[Part]]:
    related = [relation.related_model for relation in model._meta.related_objects]
    return [
        part
        for part in related
        if issubclass(part, Part) and part._meta.get_field(part.owner).related_model is model
    ]
