"""The hub in production, seen through nginx over HTTPS."""

from tests.stack.production import Production


def test_the_hub_is_ready(production: Production) -> None:
    assert production.get("/readyz").status == 200
