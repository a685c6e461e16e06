"""No URL parameter causes a 500."""

import copy
import pickle

import pytest

from records.content.loader import read_content
from records.content.parser import ContentError
from records.texts.translation import Text
from tests.content.conftest import ContentCopy

LISTS = [
    "cities", "parks", "materials", "zero-waste", "procurement", "businesses", "programmes", "indicators",
    "sources", "coalition/exchanges", "coalition/events",
]  # fmt: skip
MALFORMED = ["a%00b", "%ED%A0%80", "-1", "9" * 5000, ",", "%22%3E%3Cscript%3E", "name,name", "name,"]


@pytest.mark.content_check
@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", LISTS)
def test_no_parameter_of_a_list_is_answered_with_500(content, client, name):
    path = f"/en/{name}/"
    filters = client.get(path).context["filterset"].base_filters
    for parameter in {"page", "sort", next(iter(filters))}:
        for value in MALFORMED:
            response = client.get(f"{path}?{parameter}={value}&{parameter}={value}")
            assert response.status_code in (200, 400), (parameter, value)
            assert b'"><script>' not in response.content


@pytest.mark.content_check
@pytest.mark.parametrize(
    "path",
    [
        *(f"{page}?{name}={{}}" for page in ("compare/", "embed/compare/") for name in (
            "cities", "parks", "pilots", "cases"
        )),
        "coalition/?section=members&network={}",
        "indicators/gdp/?city={}",
    ],
)  # fmt: skip
def test_no_slug_in_an_address_is_answered_with_500(content, client, path):
    for value in MALFORMED:
        assert client.get(f"/en/{path.format(value)}").status_code < 500, value


@pytest.mark.content_check
def test_a_frame_of_a_malformed_address_is_refused(content, client):
    address = "http://testserver/en/compare/%3Fcities=a%2500b,datong"
    assert client.get(f"/api/v1/oembed/?url={address}").status_code == 404


@pytest.mark.content_check
@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", LISTS)
def test_the_number_at_an_option_is_what_choosing_it_gives(content, client, name):
    path = f"/en/{name}/"
    chosen = [f"{facet.name}={facet.options[0].code}" for facet in client.get(path).context["facets"]]
    for query in ["", *chosen]:
        for facet in client.get(f"{path}?{query}").context["facets"]:
            if facet.name != query.partition("=")[0]:
                for option in facet.options[:3]:
                    found = client.get(f"{path}?{query}&{facet.name}={option.code}")
                    assert found.context["count"] == option.count, (query, facet.name, option.code)


@pytest.mark.content_check
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_is_only_read(content, client, method):
    assert getattr(client, method)("/en/cities/changchun/").status_code == 405
    assert client.head("/en/cities/changchun/").status_code == 200
    assert client.options("/en/cities/").headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/%00", "/en/cities/%00/", "/en/cities/%ff/", f"/en/cities/{'a' * 3000}/", "/en//example.org/"]
)
def test_an_address_that_nobody_gave_is_answered_with_404(db, client, path):
    assert client.get(path).status_code == 404


def test_the_admin_sends_the_policy_for_scripts_too(db, admin_client):
    policy = admin_client.get("/admin/cities/city/add/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_a_text_keeps_its_language_in_a_cache():
    text = Text("长春", "zh-Hans")
    for copied in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert (copied, copied.lang) == (text, "zh-Hans")


def test_an_empty_title_of_a_source_is_a_fault(tmp_path):
    content = ContentCopy(tmp_path / "content")
    content.edit("sources.yaml", lambda sources: sources[0].update(title=" "))
    with pytest.raises(ContentError, match="title: This text is empty"):
        read_content(content.folder)
