"""A URL in a record that is not http(s) is shown as text and never as a link."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, models
from django.urls import reverse
from django.utils.html import escape

from api.records.resources import get_resource_by_type
from coalition.models import Resource
from records.field_kinds.representation import RENAMED
from records.models import Record, get_record_types
from tests.api.api_client import BASE, get_json, read_body
from tests.crawler import visit_page
from tests.factories import make_network, make_partner, make_source, save, text

pytestmark = pytest.mark.django_db

HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://example.org",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    " java\nscript:alert(1)",
    "//example.org/x",
    "ftp://example.org/x",
]


def make_resource(slug: str, **kwargs: str) -> Resource:
    values = {**text("title", "A handbook"), **text("about", "How to."), "kind": "handbook", **kwargs}
    return save(Resource(slug=slug, **values))


#: How a record of each type with addresses is published past the checks of a form.
MAKERS: dict[str, Callable[..., Record]] = {
    "source": make_source,
    "network": make_network,
    "partner": make_partner,
    "resource": make_resource,
}


def addresses(model: type[Record]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.URLField)]


@pytest.fixture
def unchecked(db: None) -> Iterator[None]:
    """The database takes any address, as one that was filled before it had its constraints."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            return
        for model in get_record_types().values():
            for constraint in model._meta.constraints:
                if constraint.name.endswith("_address"):
                    cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {constraint.name}")
        yield


def planted(address: str) -> list[Record]:
    """A public record of each type, with this address in each of its columns for one."""
    return [
        MAKERS[code]("gccc" if code == "network" else "planted", **dict.fromkeys(columns, address))
        for code, model in get_record_types().items()
        if (columns := addresses(model))
    ]


@pytest.mark.sampled(3)
@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("address", HOSTILE)
def test_pages_show_it_and_do_not_link_to_it(client, address):
    own = {record.path.partition("#")[0] for record in planted(address)}
    for path in [*own, "/sources/", "/about/"]:
        for language in ("en", "zh-hans"):
            page = visit_page(client, f"/{language}{path}")
            assert page.status == 200, page.path
            schemes = {match[1] for href in page.links if (match := re.match(r"\s*([^/?#]*?):", href))}
            assert schemes <= {"http", "https", "mailto"}, page.path
            assert address.strip() not in [href.strip() for href in page.links], page.path
            assert escape(address) in page.html or path not in own, page.path


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("address", HOSTILE)
def test_the_api_and_the_feed_give_no_link_for_it(client, address):
    hostile = json.dumps(address)[1:-1]
    for record in planted(address):
        path = f"{BASE}/{get_resource_by_type(record.type_code).list_name}/"
        told = get_json(client, f"{path}{record.slug}/")
        assert {told[RENAMED.get(column, column)] for column in addresses(type(record))} == {None}
        for query in ("?format=csv", "?format=jsonl"):
            assert hostile not in read_body(client.get(f"{path}{query}"))
    for path in (f"{BASE}/changes/", reverse("changes-feed")):
        assert hostile not in read_body(client.get(path))


def test_an_address_that_pages_do_not_link_to_is_not_given_to_programs_either(client):
    copy = make_source("a-copy", url="https://copies.example.org/", link_ok=False)
    assert get_json(client, f"{BASE}/sources/{copy.slug}/")["link"] is None
    assert get_json(client, f"{BASE}/sources/{make_source().slug}/")["link"] == "https://example.org/a-source"


def test_every_type_of_record_with_an_address_is_tried():
    assert {code for code, model in get_record_types().items() if addresses(model)} == set(MAKERS)
