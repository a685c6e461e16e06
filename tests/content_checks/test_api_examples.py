"""The examples of the API description are answers on the starting content."""

import pytest

from api.description import response_examples
from api.description.code_samples import SITE
from api.description.components import get_schema_name
from api.records.resources import RESOURCES
from tests.api.api_client import get_json
from tests.api.test_schema import holds


@pytest.mark.usefixtures("content", "counted")
def test_the_examples_are_answers_of_the_hub(client):
    """If not: `make openapi` writes them anew."""
    assert response_examples.generate_examples() == response_examples.load_examples()
    schemas = {one.list_name: get_schema_name(one.serializer_class) for one in RESOURCES}
    for name, answer in response_examples.load_examples().items():
        holds(schemas.get(name, "Statistic"), answer)
        now = get_json(client, answer["url"].removeprefix(SITE))
        assert [key for key in now if key not in ("permanent_url", "citation", "superseded_by")] == list(
            answer
        )
