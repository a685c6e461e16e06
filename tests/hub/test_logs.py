"""Log entries of errors, and how to find them."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from api.docs import ApiRootView
from hub.logs import build_logging_settings
from portal.views import About
from web.outages import warn_of_outage

GIVEN = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def handler_of(as_json: bool) -> logging.StreamHandler:
    """The handler of the settings, which writes into a text."""
    settings = build_logging_settings(as_json=as_json)
    configurator = logging.config.DictConfigurator(settings)
    handler = logging.StreamHandler(io.StringIO())
    name = settings["handlers"]["stderr"]["formatter"]
    handler.setFormatter(configurator.configure_formatter(settings["formatters"][name]))
    for name in settings["handlers"]["stderr"]["filters"]:
        handler.addFilter(configurator.configure_filter(settings["filters"][name]))
    return handler


@pytest.fixture(params=[True, False], ids=["json", "plain"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    handler = handler_of(request.param)
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def lines(log: io.StringIO) -> Any:
    return lambda: [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Client:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise LookupError("the thing\nis lost: 东西")

    monkeypatch.setattr(About, "get_context_data", fail)
    monkeypatch.setattr(ApiRootView, "get", fail)
    return Client(raise_request_exception=False)


PATHS = ["/en/about/", "/api/v1/"]


@pytest.mark.django_db
@pytest.mark.parametrize("log", [True], indirect=True)
@pytest.mark.parametrize("path", PATHS)
def test_a_fault_is_one_line_with_its_request_and_traceback(faulty: Client, lines: Any, path: str) -> None:
    response = faulty.get(f"{path}?q=private", headers={"X-Request-ID": GIVEN})
    assert (response.status_code, response["X-Request-ID"]) == (500, GIVEN)
    (line,) = lines()
    assert line["level"] == "ERROR"
    assert line["request_id"] == GIVEN
    assert (line["method"], line["path"]) == ("GET", path)
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("LookupError: the thing\nis lost: 东西")
    assert "private" not in json.dumps(line)


@pytest.mark.django_db
@pytest.mark.parametrize("log", [False], indirect=True)
@pytest.mark.parametrize("path", PATHS)
def test_on_one_machine_a_fault_is_written_to_be_read(faulty: Client, log: io.StringIO, path: str) -> None:
    faulty.get(path)
    assert f"ERROR django.request: Internal Server Error: {path}\nTraceback" in log.getvalue()
    assert log.getvalue().count("Traceback") == 1


@pytest.mark.django_db
def test_the_number_of_an_error_of_the_api_is_that_of_its_request(faulty: Client) -> None:
    response = faulty.get("/api/v1/", headers={"X-Request-ID": GIVEN})
    assert response.json()["instance"] == f"urn:uuid:{GIVEN}"


@pytest.mark.parametrize("log", [True], indirect=True)
def test_a_line_outside_of_requests_has_no_number(lines: Any) -> None:
    logging.getLogger("hub").warning("Said %s.", "aside")
    (line,) = lines()
    assert (line["message"], line["logger"], line["request_id"]) == ("Said aside.", "hub", "")
    assert line["time"].endswith("+00:00")


@pytest.mark.django_db
def test_a_wrong_address_is_no_fault(client: Client, log: io.StringIO) -> None:
    assert client.get("/en/nope/").status_code == 404
    assert log.getvalue() == ""


def test_an_outage_is_one_line_however_many_requests_meet_it(caplog):
    logger = logging.getLogger("web.page_cache")
    for _request in range(50):
        warn_of_outage(logger, "The cache of this test can't be read.", ConnectionError("refused"))
    (record,) = [record for record in caplog.records if record.name == "web.page_cache"]
    assert "ConnectionError: refused" in record.getMessage()
    assert record.exc_info is None


@pytest.mark.django_db
@pytest.mark.parametrize("log", [True], indirect=True)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/admin/auth/user/?password__startswith=x", 400),
        ("/admin/cities/city/?region__nothing=x", 302),
    ],
)
def test_what_a_client_did_wrong_is_no_error_of_the_site(admin_client, lines, path, status):
    assert admin_client.get(path).status_code == status
    assert not [line for line in lines() if line["level"] == "ERROR" or "exception" in line]
