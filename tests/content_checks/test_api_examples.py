"""The examples of the API description are answers on the starting content."""

import pytest

from api.openapi import response_examples, schema
from api.openapi.code_samples import SITE
from api.resources import list_resources
from tests.api.api_client import BASE, get_json
from tests.api.test_schema import holds


@pytest.mark.usefixtures("content", "counted")
def test_the_examples_are_answers_of_the_hub(client):
    """If not: `make openapi` writes them anew."""
    assert response_examples.generate_examples() == response_examples.load_examples()
    for entry in list_resources():
        described = schema.build_description()["paths"][f"{BASE}/{entry.name}/{{slug}}/"]["get"]
        shape = described["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        answer = response_examples.load_examples()[entry.name]
        holds(shape.rpartition("/")[2], answer)
        now = get_json(client, answer["url"].removeprefix(SITE))
        assert list(now) == list(answer)
