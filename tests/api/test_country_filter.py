"""The filter `country` of regions takes codes of ISO 3166, as the field has them."""

import pytest

from tests.api.api_client import BASE, get_errors, get_json
from tests.factories import make_region

pytestmark = pytest.mark.django_db


def test_regions_are_found_by_country(client):
    for slug, country in (("jilin", "CN"), ("nrw", "DE"), ("south-korea", "KR")):
        make_region(slug, country=country)
    answer = get_json(client, f"{BASE}/regions/?country=DE,KR")
    assert {region["slug"] for region in answer["results"]} == {"nrw", "south-korea"}


def test_a_code_that_is_no_country_is_refused(client):
    (error,) = get_errors(client, f"{BASE}/regions/?country=DE,china")
    assert error["parameter"] == "country"
    assert error["message"] == "“china” is not allowed here. Two capital letters of ISO 3166, as in CN or DE."
