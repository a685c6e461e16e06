"""Requests to the service as OpenRefine makes them."""

import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from tests.api.api_client import BASE

SERVICE = f"{BASE}/reconcile/"
FORM = "application/x-www-form-urlencoded"


def post(client: Client, queries: Any, query: str = "", field: str = "queries") -> Any:
    """A form with one field, no cookie, no token."""
    body = urlencode({field: json.dumps(queries)})
    return client.post(f"{SERVICE}{query}", body, content_type=FORM)


def find(client: Client, name: str, **more: Any) -> list[dict[str, Any]]:
    """The candidates for a name."""
    response = post(client, {"q0": {"query": name, "limit": 6, "type_strict": "should", **more}})
    assert response.status_code == 200, response.content
    return response.json()["q0"]["result"]
