"""The API description is current and complete, and responses match it."""

import json
from functools import cache

import jsonschema_rs
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.description import compatibility, schema
from api.description.components import get_schema_name
from api.description.descriptions import MOST_WORDS
from api.description.fields import get_expanded_serializer
from api.records.resources import RESOURCES, list_resources
from api.serializers import get_field_names
from tests.api.api_client import BASE, get_json, read_body, strip_host

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)


@cache
def describe(lang=""):
    """The description, which no test changes."""
    return schema.build_description(lang)


@cache
def validator(name, lang=""):
    whole = describe(lang)
    return jsonschema_rs.validator_for(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": f"#/components/schemas/{name}",
            "components": json.loads(json.dumps(whole["components"])),
        }
    )


def holds(name, body, lang="") -> None:
    """The description of the language holds; `all` has its own."""
    found = validator(name, "all" if lang == "all" else "").iter_errors(body)
    errors = [f"{error.instance_path}: {error.message[:300]}" for error in found]
    assert errors == []


def test_the_committed_description_is_current():
    """If not: `make openapi` writes it anew."""
    committed = settings.BASE_DIR / "docs/openapi.yaml"
    assert committed.read_text(encoding="utf-8") == schema.render_yaml()


def test_an_operation_of_one_object_is_named_so():
    operations = describe()["paths"]
    for resource in RESOURCES:
        if not resource.is_part:
            operation = operations[f"{BASE}/{resource.list_name}/{{slug}}/"]["get"]
            names = {resource.model.type_code, resource.model.__name__.lower()}
            assert operation["operationId"].removeprefix("read_").replace("_", "-") in names


def test_nothing_that_was_released_has_vanished():
    assert compatibility.find_removed() == []


def test_a_vanished_field_is_noticed(monkeypatch):
    told = compatibility.list_current_surface()
    monkeypatch.setattr(
        compatibility, "list_current_surface", lambda: [line for line in told if line != "City.name"]
    )
    assert compatibility.find_removed() == ["City.name"]


def test_every_address_of_the_api_is_described():
    described = set(describe()["paths"])
    expected = {f"{BASE}/", f"{BASE}/changes/"}
    for entry in list_resources():
        if entry.name in ("corrections", "search") or not entry.is_data_set:
            expected.add(f"{BASE}/{entry.name}/")
            continue
        key = {"figures": "identifier", "vocabularies": "name", "units": "code"}.get(entry.name, "slug")
        expected |= {f"{BASE}/{entry.name}/", f"{BASE}/{entry.name}/{{{key}}}/"}
    suggestions = {f"{BASE}/reconcile/suggest/{name}/" for name in ("entity", "property", "type")}
    expected |= {f"{BASE}/reconcile/", f"{BASE}/reconcile/properties/", f"{BASE}/oembed/", *suggestions}
    assert described == expected | {f"{BASE}/statistics/{{slug}}/records/"}


def test_every_key_parameter_and_answer_has_its_words():
    whole = describe()
    for name, entry in whole["components"]["schemas"].items():
        assert entry.get("description"), name
        labels = {
            key: one["description"].split("\n\n")[0] for key, one in entry.get("properties", {}).items()
        }
        assert [key for key, label in labels.items() if len(label.split()) <= MOST_WORDS] == [], name
    for path, operations in whole["paths"].items():
        operation = operations["get"]
        assert operation["summary"], path
        assert operation["description"], path
        for parameter in operation["parameters"]:
            assert "$ref" in parameter or parameter["description"], (path, parameter)
        assert {"200", "304", "400", "401", "406", "429", "500"} <= set(operation["responses"])


def test_every_operation_says_what_an_address_that_is_too_long_gets(client):
    for path, operations in describe()["paths"].items():
        for method in operations.keys() & {"get", "post"}:
            answer = getattr(client, method)(f"{path}?q={'a' * 8000}")
            assert str(answer.status_code) in operations[method]["responses"], (method, path)


@each
def test_every_filter_is_described(resource):
    operation = describe()["paths"][f"{BASE}/{resource.list_name}/"]["get"]
    names = {parameter["name"] for parameter in operation["parameters"] if "name" in parameter}
    assert set(resource.filterset_class.base_filters) <= names


@pytest.mark.parametrize(
    ("path", "formats"),
    [
        ("parks/{slug}/", ["json"]),
        ("figures/{identifier}/", ["json"]),
        ("units/{code}/", ["json"]),
        ("statistics/{slug}/", ["json", "csv", "jsonl", "xlsx", "csv-metadata.json"]),
        ("vocabularies/{name}/", ["json", "csv", "jsonl", "xlsx", "csv-metadata.json"]),
    ],
)
def test_the_formats_of_a_single_object_are_described(path, formats):
    whole = describe()
    operation = whole["paths"][f"{BASE}/{path}"]["get"]
    shared = whole["components"]["parameters"]
    described = [
        shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in operation["parameters"]
    ]
    parameters = {one["name"]: one for one in described}
    assert parameters["format"]["schema"]["enum"] == formats
    assert ("excel" in parameters) == ("csv" in formats)
    assert len(operation["responses"]["200"]["content"]) == len(formats)


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestAnswers:
    """Every record of the starting content is as it is described."""

    @pytest.mark.sampled(1)
    @each
    def test_lists_and_records(self, client, resource):
        for lang in ("zh-hant", "all"):
            holds(
                f"{get_schema_name(resource.serializer_class)}List",
                get_json(client, f"{BASE}/{resource.list_name}/?page_size=500&lang={lang}"),
                lang,
            )
        names = get_field_names(resource.serializer_class, ("reference", "references"))
        body = get_json(client, f"{BASE}/{resource.list_name}/?page_size=40&expand={','.join(names)}&count=1")
        holds(f"{get_schema_name(resource.serializer_class)}List", body)
        for row in body["results"][:5]:
            for name in names:
                expanded = row[name] if isinstance(row[name], list) else [row[name]]
                for record in filter(None, expanded):
                    holds(get_schema_name(get_expanded_serializer(resource.fields[name].model)), record)
        holds(
            get_schema_name(resource.serializer_class),
            get_json(client, f"{BASE}/{resource.list_name}/{resource.example}/"),
        )

    @pytest.mark.sampled(1)
    @each
    def test_some_of_the_fields(self, client, resource):
        """Programs tell an answer to `fields` from a whole one: it lists them, and lacks the others."""
        name = get_schema_name(resource.serializer_class)
        first, *_others, last = resource.fields
        path, asked = f"{BASE}/{resource.list_name}/", f"fields={last},{first}"
        page = get_json(client, f"{path}?{asked}")
        holds(f"{name}ListFields", page)
        assert page["fields"] == [first, last]
        assert list(page["results"][0]) == [first, last]
        one = get_json(client, f"{path}{resource.example}/?{asked}")
        holds(f"{name}FieldsAnswer", one)
        assert list(one) == ["fields", first, last]
        for whole, part in ((f"{name}List", page), (name, one)):
            assert not validator(whole).is_valid(part)
        assert not validator(f"{name}ListFields").is_valid(get_json(client, path))

    @pytest.mark.sampled(1)
    @each
    def test_geojson(self, client, resource):
        if resource.has_points:
            body = json.loads(read_body(client.get(f"{BASE}/{resource.list_name}/?format=geojson")))
            holds(f"{get_schema_name(resource.serializer_class)}Features", body)

    @pytest.mark.slow
    def test_the_log_the_root_and_problems(self, client):
        for lang in ("en", "all"):
            address, more = f"{BASE}/changes/?page_size=500&lang={lang}", True
            while more:
                body = get_json(client, address)
                holds("ChangeList", body, lang)
                address, more = strip_host(body["next"]), body["has_more"]
        holds("Root", get_json(client, f"{BASE}/"))
        holds("Problem", get_json(client, f"{BASE}/parks/?colour=red", 400))
        holds("Problem", get_json(client, f"{BASE}/parks/none/", 404))


@pytest.mark.django_db
class TestTheServedDescription:
    def test_it_is_json(self, client):
        served = client.get(f"{BASE}/schema/")
        assert served["Content-Type"] == "application/json"
        assert served.json()["openapi"].startswith("3.1")

    def test_it_has_the_address_and_the_contact_of_this_site(self, client, settings):
        schema.render_json.cache_clear()
        settings.SITE_URL, settings.CONTACT_EMAIL = "https://hub.example.org", "hub@example.org"
        served = client.get(f"{BASE}/schema/").json()
        schema.render_json.cache_clear()
        assert served["servers"] == [{"url": "https://hub.example.org"}]
        assert served["info"]["contact"]["email"] == "hub@example.org"

    def test_a_text_is_a_string_in_one_language_and_an_object_in_all(self, client):
        for lang, kind in (("en", "string"), ("zh-hans", "string"), ("all", "object")):
            components = client.get(f"{BASE}/schema/?lang={lang}").json()["components"]
            assert components["schemas"]["Text"]["type"] == kind
            codes = components["parameters"]["lang"]["schema"]["enum"]
            assert (lang in codes, len(codes)) == (True, 1 if lang == "all" else 3)

    def test_it_takes_no_other_parameter(self, client):
        assert client.get(f"{BASE}/schema/?lang=fr").status_code == 400
        assert client.get(f"{BASE}/schema/?fields=paths").status_code == 400


# -- schemathesis -----------------------------------------------------------------------------------

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def open_connection():
    """A request from outside would close the connection at its end, and with it the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def load_for_schemathesis(lang):
    """The description as schemathesis reads it, parsed once."""
    raw = json.loads(json.dumps(describe(lang)))
    loaded = schemathesis.openapi.from_dict(raw)
    loaded.app, loaded.location = get_wsgi_application(), f"{BASE}/schema/"
    return loaded


@pytest.mark.content_check
@pytest.mark.sampled(2)
@pytest.mark.usefixtures("content", "open_connection")
@pytest.mark.parametrize("path", describe()["paths"])
@pytest.mark.parametrize(("lang", "examples"), [("", 10), ("all", 5)], ids=["one_language", "all_languages"])
def test_whatever_is_asked_the_answer_is_as_described(path, lang, examples):
    asked = load_for_schemathesis(lang)[path]["GET"].as_strategy()

    @hypothesis_settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(case=asked)
    def check(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    check()
