"""The form of a record keeps its structure: its own fields, and each part as one line."""

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityFigure
from coalition.models import Exchange, ExchangeCity
from initiatives.models import IndustrialPark, MaterialFlow
from records.models import Publication, Revision, Source
from tests.admin_client import admin_url, form_data, submit_form
from tests.admin_forms import RECORDS, collect_forms
from tests.factories import (
    clear_sources,
    make_city,
    make_city_figure,
    make_exchange,
    make_flow,
    make_material,
    make_park,
    make_region,
    make_section,
    make_source,
    save,
    save_part,
    text,
    writing,
)

pytestmark = pytest.mark.django_db

SOURCE = {"slug": "new", "title": "New", "language": "en", "kind": "page", "url": "https://example.org/new"}


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同"))
    for number, key in enumerate(("area", "water", "parks")):
        make_city_figure(city, key, **text("label", key.capitalize(), "面积"), value=10, position=number)
    return city


def sign_in(role: str) -> Client:
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def lines(client, record) -> dict[str, list]:
    response = client.get(admin_url(type(record), "change", record.pk))
    assert response.status_code == 200
    return {group.relation: group.lines for group in response.context["part_groups"]}


def move(client, record, key, direction, relation="key_facts", version=None, **headers):
    version = type(record).objects.get(pk=record.pk).version if version is None else version
    path = admin_url(type(record), "part_move", record.pk, relation, key)
    return client.post(path, {"direction": direction, "version": version}, headers=headers)


def order(city) -> list[str]:
    return list(city.key_facts.order_by("position", "pk").values_list("key", flat=True))


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_form_has_each_field_of_its_record_once(rf, admin_user, model):
    request = rf.get("/")
    request.user = admin_user
    model_admin = site._registry[model]
    shown = flatten_fieldsets(model_admin.get_fieldsets(request))
    left_out = {*(model_admin.exclude or ())}
    fields = [
        field.name
        for field in model._meta.get_fields()
        if getattr(field, "editable", False) and not field.auto_created and field.name != "zh_hant"
    ]
    texts = {
        f"{name}_zh_hant" for name, declared in model.translated_fields.items() if declared.has_overrides
    }
    assert sorted(shown) == sorted({*fields, *texts} - left_out)


def test_each_part_is_one_line(admin_client, city):
    make_section(city, "a-park", **text("heading", "A park"), year=2020)
    found = lines(admin_client, city)
    assert list(found) == ["profile", "key_facts", "attributes", "other_names"]
    line = found["key_facts"][0]
    assert (line.title, line.facts) == ("Area", ["10\N{NO-BREAK SPACE}km²", "no year", "A ministry"])
    assert found["profile"][0].facts == ["2020", "A ministry"]
    page = admin_client.get(admin_url(City, "change", city.pk)).content.decode()
    assert '<li id="key_facts-area">' in page
    assert f'href="{admin_url(City, "part", city.pk, "key_facts", "area")}"' in page
    assert f'href="{admin_url(City, "part_add", city.pk, "key_facts")}"' in page
    assert 'name="key_facts-' not in page


def test_a_line_says_what_is_missing_most(admin_client):
    draft = make_city("linfen", publish=False)
    full = {**text("label", "Area", "面积"), "value": 1, "year": 2020}
    sources = [make_source("a-notice", publisher="A bureau"), make_source("another")]
    make_city_figure(draft, "complete", **full)
    make_city_figure(draft, "year", **{**full, "year": None})
    make_city_figure(draft, "chinese", **{**full, "label_zh_hans": ""})
    make_city_figure(draft, "english", **{**full, "label_en": ""})
    make_city_figure(draft, "note", **full, note_en="Only in English")
    sourced = make_city_figure(draft, "two-sources", **full)
    clear_sources(make_city_figure(draft, "source", **full))
    unfinished = make_city_figure(draft, "draft", **full)
    new = save(Source(**SOURCE), [], publish=False)
    with writing() as changes:
        changes.set_related(sourced, "sources", sources)
        changes.set_related(unfinished, "sources", [new])
    found = {line.key: line for line in lines(admin_client, draft)["key_facts"]}
    assert {key: line.missing for key, line in found.items()} == {
        "complete": "", "year": "year missing", "chinese": "Chinese missing", "english": "English missing",
        "note": "Chinese missing", "two-sources": "", "source": "no source", "draft": "draft source",
    }  # fmt: skip
    assert found["two-sources"].facts[-1] == "A bureau +1"


def test_a_record_has_no_parts_before_it_is_saved(admin_client):
    response = admin_client.get(admin_url(City, "add"))
    assert response.context["part_groups"] == []
    bare = lines(admin_client, make_park("bare"))
    assert bare == {"facilities": [], "flows": [], "actors": [], "key_facts": []}


# -- the order ------------------------------------------------------------------------------------------


def test_parts_are_moved_by_buttons_each_as_one_publication(admin_client, admin_user, city):
    before = City.objects.get().version
    response = move(admin_client, city, "parks", "up")
    assert response["Location"].endswith(f"{admin_url(City, 'change', city.pk)}#key_facts-parks")
    assert order(city) == ["area", "parks", "water"]
    assert City.objects.get().version == before + 1
    newest = Publication.objects.filter(slug="datong").first()
    assert [figure["key"] for figure in newest.data["key_facts"]] == ["area", "parks", "water"]
    revision = Revision.objects.of(city).first()
    assert (revision.reason, revision.by) == ("Moved up: Parks", admin_user)
    page = admin_client.get(admin_url(City, "change", city.pk))
    assert [str(message) for message in page.context["messages"]] == ["“Parks” now stands as number 2."]
    move(admin_client, city, "area", "down")
    assert order(city) == ["parks", "area", "water"]


def test_parts_without_an_order_of_their_own_are_moved_too(admin_client):
    city = make_city("datong")
    for key in ("area", "water", "parks"):
        make_city_figure(city, key)
    move(admin_client, city, "water", "up")
    assert order(city) == ["water", "area", "parks"]


@pytest.mark.parametrize(("key", "direction"), [("area", "up"), ("parks", "down"), ("parks", "sideways")])
def test_the_first_and_the_last_part_stay(admin_client, city, key, direction):
    before = City.objects.get().version
    assert move(admin_client, city, key, direction).status_code == 302
    assert (order(city), City.objects.get().version) == (["area", "water", "parks"], before)


@pytest.mark.parametrize("version", [0, -1, "", "x", 10**30])
def test_an_order_that_was_not_shown_is_not_changed(admin_client, city, version):
    response = move(admin_client, city, "parks", "up", version=version)
    page = admin_client.get(response["Location"].partition("#")[0]).content.decode()
    assert "Not moved: this record was changed after you opened this page." in page
    assert order(city) == ["area", "water", "parks"]


def test_a_script_learns_the_new_version_and_moves_on(admin_client, city):
    response = move(admin_client, city, "parks", "up", accept="application/json")
    answer = response.json()
    assert answer == {"message": "“Parks” now stands as number 2.", "version": City.objects.get().version}
    again = move(admin_client, city, "parks", "up", version=answer["version"], accept="application/json")
    assert again.status_code == 200
    assert order(city) == ["parks", "area", "water"]
    assert move(admin_client, city, "area", "up", version=1, accept="application/json").status_code == 409


def test_the_form_that_was_open_during_a_move_is_saved_all_the_same(admin_client, city):
    path = admin_url(City, "change", city.pk)
    data = form_data(admin_client.get(path))
    move(admin_client, city, "parks", "up")
    assert admin_client.post(path, {**data, "name_zh_hans": "平城", "_save": "1"}).status_code == 302
    assert (City.objects.get().name_zh_hans, order(city)) == ("平城", ["area", "parks", "water"])


def test_only_who_may_change_a_record_moves_and_removes_its_parts(city):
    reader = sign_in("Reader")
    assert move(reader, city, "parks", "up").status_code == 403
    remove = admin_url(City, "part_delete", city.pk, "key_facts", "area")
    assert reader.get(remove).status_code == 403
    version = City.objects.get().version
    assert reader.post(remove, {"version": version}).status_code == 403
    publisher = sign_in("Publisher")
    assert move(publisher, city, "none", "up").status_code == 404
    path = admin_url(City, "part_move", city.pk, "key_facts", "parks")
    assert publisher.get(path).status_code == 405
    assert order(city) == ["area", "water", "parks"]


# -- removing -------------------------------------------------------------------------------------------


def test_a_part_is_removed_after_a_question_that_keeps_the_reason(admin_client, city):
    path = admin_url(City, "part_delete", city.pk, "key_facts", "area")
    shown = admin_client.get(f"{path}?next=/en/cities/datong/").content.decode()
    assert "Remove this figure" in shown
    old = {"version": City.objects.get().version - 1}
    refused = admin_client.post(path, old, follow=True)
    assert "Not removed: this record was changed" in refused.content.decode()
    data = {"version": City.objects.get().version, "is_correction": "on"}
    assert "Give the reason" in admin_client.post(path, data).content.decode()
    assert CityFigure.objects.count() == 3
    data["change_reason"] = "It is that of the prefecture."
    response = admin_client.post(path, data)
    assert response["Location"] == f"{admin_url(City, 'change', city.pk)}#key_facts"
    assert order(city) == ["water", "parks"]
    revision = Revision.objects.of(city).first()
    assert (revision.reason, revision.kind) == (data["change_reason"], "correction")
    assert admin_client.get(path).status_code == 404


def test_removing_returns_to_the_place_that_asked(admin_client, city):
    path = admin_url(City, "part_delete", city.pk, "key_facts", "area") + "?next=/en/cities/datong/"
    response = admin_client.post(path, {"version": City.objects.get().version})
    assert response["Location"] == "/en/cities/datong/"


# -- who reads ------------------------------------------------------------------------------------------


def test_who_may_not_change_a_record_reads_why(city):
    path = admin_url(City, "change", city.pk)
    for role in ("Reader", "Administrator"):
        page = sign_in(role).get(path).content.decode()
        assert "You can read this, but not change it." in page
        assert 'id="part-order"' not in page
        assert "View “Area”" in page
        assert 'name="_save"' not in page
        assert 'name="_propose"' not in page


# -- links ----------------------------------------------------------------------------------------------


def test_who_may_not_change_a_record_reads_numbers_and_lists_as_people_write_them(city):
    with writing() as changes:
        city.main_industries = [
            {"en": "Automotive", "zh_hans": "汽车制造"},
            {"en": "Steel", "zh_hans": "钢铁"},
        ]
        changes.save(city)
        changes.set_related(city, "main_industries_sources", [make_source()])
        figure = city.key_facts.first()
        figure.value = "9066906.5"
        changes.save(figure)
    reader = sign_in("Reader")
    page = reader.get(admin_url(City, "change", city.pk)).content.decode()
    assert "<p>Automotive | 汽车制造</p><p>Steel | 钢铁</p>" in page
    part = admin_url(City, "part", city.pk, "key_facts", figure.key)
    for language, number in (("en", "9,066,906.5"), ("zh-hans", "9066906.5")):
        page = reader.get(part, headers={"accept-language": language}).content.decode()
        assert f'<div class="readonly">{number}</div>' in page


def test_a_new_link_comes_last(admin_client):
    exchange = make_exchange("visit")
    for position in range(2):
        city = make_city(f"city-{position}")
        save_part(ExchangeCity(exchange=exchange, city=city, role="host", position=position))
    path = admin_url(Exchange, "change", exchange.pk)
    new = {"cities-TOTAL_FORMS": "3", "cities-2-city": make_city("new").pk, "cities-2-role": "host"}
    response = submit_form(admin_client, path, {**new, "cities-2-position": "0", "cities-2-id": ""})
    assert response.status_code == 302, response.context["errors"]
    assert ExchangeCity.objects.get(city__slug="new").position == 2


# -- size -----------------------------------------------------------------------------------------------


def count_inputs(page: str) -> int:
    form = re.search(r'<form[^>]*id="\w+_form".*?</form>', page, re.DOTALL)
    assert form
    return len(re.findall(r'<(?:input(?![^>]*type="hidden")|select|textarea)\b', form[0]))


def test_a_form_has_as_many_inputs_with_many_parts_as_without(admin_client, city):
    few = count_inputs(admin_client.get(admin_url(City, "change", city.pk)).content.decode())
    with writing():
        for number in range(40):
            make_city_figure(city, f"figure-{number}")
            make_section(city, f"section-{number}")
    many = count_inputs(admin_client.get(admin_url(City, "change", city.pk)).content.decode())
    assert few == many


@pytest.mark.slow
def test_a_record_with_a_thousand_parts_has_a_line_for_each(admin_client):
    park = make_park("full")
    source = make_source()
    materials = [make_material(f"material-{number}") for number in range(3)]

    def measure() -> int:
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.get(admin_url(IndustrialPark, "change", park.pk))
        assert response.content.decode().count('<li id="flows-') == MaterialFlow.objects.count()
        return len(queries)

    for number in range(2):
        make_flow(park, f"first-{number}", material=materials[number])
    measure()
    few = measure()
    with writing() as changes:
        changes.touch(park)
        added = MaterialFlow.objects.bulk_create(
            MaterialFlow(
                park=park, key=f"flow-{number}", material=materials[number % 3], position=number,
                source_type="official", status="operating", **text("to_name", "Works"),
                **text("from_name", f"Plant {number}"),
            )
            for number in range(1_000)
        )  # fmt: skip
        for flow in added:
            MaterialFlow._meta.get_field("sources").replace_links(flow, [source.pk])
    assert measure() == few
    assert move(admin_client, park, "flow-999", "up", relation="flows").status_code == 302


# -- fields ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_each_label_begins_with_a_capital_and_has_no_colon(admin_client, model):
    for form in collect_forms(admin_client.get(admin_url(model, "add"))):
        labels = [str(bound.label) for bound in form if bound.label]
        assert [label for label in labels if not label[0].isupper() and label[0].isalpha()] == []
        assert form.label_suffix == ""


def test_the_slug_of_a_new_record_is_made_from_its_name(admin_client):
    make_city("datong")
    new = {"kind": "prefecture_level", "country": "CN", "region": make_region().pk, "main_industries": "[]"}
    for name, slug in (({"name_en": "Datong"}, "datong-2"), ({"name_zh_hans": "长春市"}, "chang-chun-shi")):
        response = submit_form(admin_client, admin_url(City, "add"), {**new, **name})
        city = City.objects.get(slug=slug)
        assert response["Location"] == admin_url(City, "change", city.pk)
    response = submit_form(admin_client, admin_url(City, "add"), new)
    assert response.context["adminform"].form.errors["slug"] == ["This field is required."]


def test_the_bar_leads_to_the_first_problem(admin_client, city):
    path = admin_url(City, "part", city.pk, "key_facts", "area")
    page = submit_form(admin_client, path, {"key_facts-0-value": "-5"}).content.decode()
    assert "1 problem is open" in page
    assert 'href="#id_key_facts-0-value"' in page
    bare = make_city("linfen", publish=False)
    clear_sources(make_city_figure(bare, "area"))
    page = submit_form(admin_client, admin_url(City, "change", bare.pk), {}, "_publish").content.decode()
    assert 'href="#key_facts-area"' in page


def test_a_fold_with_a_problem_is_open(admin_client, city):
    path = admin_url(City, "part", city.pk, "key_facts", "area")
    assert "<details>" in admin_client.get(path).content.decode()
    response = submit_form(admin_client, path, {"key_facts-0-precision": "nonsense"})
    assert "<details open>" in response.content.decode()
