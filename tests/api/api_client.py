"""Helpers that read the API as a client does."""

import csv
import io
import json
from typing import Any

BASE = "/api/v1"


def list_plain_fields(resource) -> list[Any]:
    """The fields of a resource without its parts."""
    return [field for field in resource.fields.values() if hasattr(field, "kind")]


def get_json(client, path, status=200, **headers) -> Any:
    """The JSON of an answer that must have this status."""
    response = client.get(path, headers=headers)
    assert response.status_code == status, f"{path}: {response.status_code} {response.content[:600]!r}"
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"] == kind
    return json.loads(response.content)


def strip_host(url) -> str:
    """An address of an answer as the test client takes it."""
    return url.removeprefix("http://testserver")


def walk_pages(client, path, between=None) -> list[dict[str, Any]]:
    """All rows of a list, page by page. `between` is called after each page with its number."""
    found, number = [], 0
    address = path
    while address:
        body = get_json(client, address)
        found += body["results"]
        number += 1
        if between:
            between(number)
        address = strip_host(body["next"]) if body["next"] else None
        assert number < 2000
    return found


def read_body(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def get_errors(client, path) -> list[dict[str, Any]]:
    """What is wrong with the parameters of an address."""
    return get_json(client, path, 400)["errors"]


def get_csv_rows(client, address) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(read_body(response))))
