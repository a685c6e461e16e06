"""Any URL gets a response that the API description contains, never a 5xx."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.records.resources import RESOURCES

# `make test-smoke` runs them for each commit, on PostgreSQL.
pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.slow]

NASTY = st.sampled_from([
    "", "0", "-1", "1e999", "NaN", "Infinity", "9" * 400, "\x00", "a\x00b", "'", '"', "%", "%25", "\\", "--",
    ",", ",,", "|", "\ud7ff", "\uffff", "长春", "長春", "2026-02-30", "2026-01-01", "0000-01-01", "true",
    "null", "not_recorded", "changchun", "../..", "<script>", "1,2,3", "A" * 1500, "1 OR 1=1", "\U0001f600",
    "2026-01-01T00:00:00+99:99",
])  # fmt: skip
ANY = st.one_of(NASTY, st.text(max_size=30), st.integers().map(str))
PAGED = ("sort", "cursor", "page", "page_size", "count", "fields", "expand", "lang", "as_of", "format")


def parameters(resource):
    known = [
        *resource.filterset_class.base_filters,
        "sort",
        "cursor",
        "page",
        "page_size",
        "count",
        "fields",
        "expand",
    ]
    names = st.sampled_from([*known, "lang", "as_of", "format", "unknown"])
    return st.lists(st.tuples(names, ANY), max_size=4)


def usable(value) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)
def test_any_parameters(client, resource):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(parameters(resource))
    def check(asked):
        query = "&".join(f"{name}={usable(value)}" for name, value in asked)
        response = client.get(f"/api/v1/{resource.list_name}/?{query}")
        body = response.getvalue() if response.streaming else response.content
        assert response.status_code in (200, 400), query
        if response.status_code == 400:
            problem = json.loads(body)
            assert response["Content-Type"] == "application/problem+json"
            assert {fault["parameter"] for fault in problem["errors"]} <= {name for name, _value in asked}

    check()


def test_any_parameters_of_changes(client):
    names = st.sampled_from(["from", "cursor", "type", "action", "page_size", "lang", "unknown"])

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(st.tuples(names, ANY), max_size=4))
    def check(asked):
        query = "&".join(f"{name}={usable(value)}" for name, value in asked)
        assert client.get(f"/api/v1/changes/?{query}").status_code in (200, 400), query

    check()


def test_any_parameters_of_statistics(client):
    names = st.sampled_from([
        "scope", "statistic", "group", "q", "updated_since", "earlier", "as_of", "lang", "fields", "format",
        "cursor", "page", "page_size", "count", "unknown",
    ])  # fmt: skip
    scope = st.tuples(
        st.just("scope"), st.tuples(st.sampled_from(["city", "year", "hub"]), ANY).map(".".join)
    )

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(
        st.lists(st.tuples(names, ANY) | scope, max_size=4), st.sampled_from(["", "parks-by-level/", "x/"])
    )
    def check(asked, one):
        query = "&".join(f"{name}={usable(value)}" for name, value in asked)
        response = client.get(f"/api/v1/statistics/{one}?{query}")
        assert b"".join(response)
        assert response.status_code in (200, 400, 404), query

    check()


def test_any_path(client):
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.sampled_from(["cities", "facilities", "statistics", "x", ""]), ANY)
    def check(resource, slug):
        response = client.get(f"/api/v1/{resource}/{usable(slug)}/")
        assert response.status_code in (200, 301, 404, 410)

    check()
