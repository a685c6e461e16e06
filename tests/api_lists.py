"""The lists of the API as a recomputation reads them."""

import json
from typing import Any

from django.test import Client

from tests.api.api_client import BASE, read_body
from tests.content_checks.recomputed_statistics import Lists

#: Lists of the API that are derived from records or describe their codes.
NO_RECORDS = {
    "statistics", "figures", "corrections", "search", "vocabularies", "units",
    "peers", "material-matches", "comparison",
}  # fmt: skip


def read_lines(client: Client, address: str) -> list[Any]:
    response = client.get(address)
    assert response.status_code == 200, address
    return [json.loads(line) for line in read_body(response).splitlines()]


def read_lists(client: Client) -> Lists:
    """All lists of records, in English and in all languages."""
    listed = [one["name"] for one in client.get(f"{BASE}/").json()["lists"]]
    names = [name for name in listed if name not in NO_RECORDS]
    return Lists(
        {name: read_lines(client, f"{BASE}/{name}/?format=jsonl") for name in names},
        {name: read_lines(client, f"{BASE}/{name}/?format=jsonl&lang=all") for name in names},
    )
