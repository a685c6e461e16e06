"""A process makes one export at a time, so that pages stay quick; others are refused."""

import gc

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections

from api.throttling import EXPORT_COST
from records import exports
from records.exports import EXPORT_RETRY_AFTER, limit_exports
from tests.factories import make_city, make_material

pytestmark = pytest.mark.django_db
LIST, EXPORT = "/api/v1/cities/", "/api/v1/cities/?format=jsonl"
COMPARED = "/api/v1/comparison/?cities=changchun,dalian"
EXPORTS = [
    EXPORT,
    "/api/v1/cities/?format=csv&lang=zh",
    "/api/v1/cities/?format=xlsx",
    "/api/v1/cities/?format=geojson",
    "/api/v1/figures/?format=csv",
    "/api/v1/statistics/?format=csv",
    "/api/v1/vocabularies/?format=csv",
    "/api/v1/corrections/?format=csv",
    "/api/v1/statistics/parks-by-level/?format=xlsx",
    f"{COMPARED}&format=csv",
    f"{COMPARED}&format=xlsx",
]


@pytest.fixture(autouse=True)
def cities(monkeypatch, settings):
    settings.PAGE_CACHE = True
    monkeypatch.setattr(exports, "_slots", exports._ExportSlots(1))
    make_city("changchun")
    make_city("dalian")


def read(answer) -> bytes:
    """Read all of an answer, which ends it, as for a server."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def leave(answer) -> None:
    """Close an answer before its end, as for a client that is gone. The test keeps its connection."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)


def assert_refused(answer):
    assert (answer.status_code, answer["Retry-After"]) == (503, str(EXPORT_RETRY_AFTER))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_is_refused_while_another_one_is_made(client, path):
    running = client.get(EXPORT)
    assert_refused(client.get(path))
    assert read(running).count(b"\n") == 2
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("path", ["/en/cities/table.{}", "/en/materials/match/table.{}?material=ash"])
def test_so_is_a_table_of_a_page(client, path, form):
    make_material("ash")
    running = client.get(EXPORT)
    refused = client.get(path.format(form))
    assert (refused.status_code, refused["Retry-After"]) == (503, str(EXPORT_RETRY_AFTER))
    read(running)
    assert client.get(path.format(form)).status_code == 200


def test_lists_and_pages_are_answered_meanwhile(client):
    running = client.get(EXPORT)
    assert client.get(LIST).status_code == 200
    assert client.get("/en/cities/").status_code == 200
    assert client.get("/en/compare/?cities=changchun,dalian").status_code == 200
    assert client.get(COMPARED).status_code == 200
    running.close()


def test_it_is_said_as_a_problem(client, caplog):
    running = client.get(EXPORT)
    problem = client.get(EXPORT)
    assert problem["Content-Type"] == "application/problem+json"
    assert "Too many files" in problem.json()["detail"]
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
    running.close()


def test_a_client_that_is_gone_frees_its_slot(client):
    leave(client.get(EXPORT))
    assert client.get(EXPORT).status_code == 200


@pytest.mark.slow
def test_an_answer_that_is_dropped_frees_its_slot(client):
    assert client.get(EXPORT, headers={"If-Match": '"another"'}).status_code == 412
    gc.collect()
    assert client.get(EXPORT).status_code == 200


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_error_frees_its_slot(client, error):
    @limit_exports
    def fail():
        raise error

    with pytest.raises(error):
        fail()
    assert client.get(EXPORT).status_code == 200


def test_what_the_client_has_takes_no_slot(client):
    first = client.get(EXPORT)
    etag = first["ETag"]
    read(first)
    running = client.get("/api/v1/figures/?format=csv")
    assert client.get(EXPORT, headers={"If-None-Match": etag}).status_code == 304
    running.close()


def test_an_export_counts_as_several_requests(client, settings):
    settings.API_LIMIT_LOOPBACK, settings.API_RATE_ANONYMOUS = True, 2 * EXPORT_COST
    read(client.get(EXPORT))
    read(client.get(EXPORT))
    assert client.get(EXPORT).status_code == 429
    assert client.get("/api/v1/regions/").status_code == 429


def test_an_export_that_has_not_changed_counts_as_one(client, settings):
    settings.API_LIMIT_LOOPBACK, settings.API_RATE_ANONYMOUS = True, EXPORT_COST + 2
    first = client.get(EXPORT)
    read(first)
    statuses = [
        client.get(EXPORT, headers={"If-None-Match": first["ETag"]}).status_code for _request in range(3)
    ]
    assert statuses == [304, 304, 429]


def test_an_export_that_is_refused_counts_as_one(client, settings):
    settings.API_LIMIT_LOOPBACK, settings.API_RATE_ANONYMOUS = True, EXPORT_COST + 2
    running = client.get(EXPORT)
    assert [client.get(EXPORT).status_code for _request in range(3)] == [503, 503, 429]
    running.close()
