"""What the lists say of themselves to search engines (schema.org Dataset)."""

import pytest
from django.urls import reverse

from cities.models import City
from records.models import Publication
from tests.factories import make_city, make_park, make_region, text
from tests.hub.test_head import things
from tests.test_query_counts import COMPOSED, LISTS

pytestmark = pytest.mark.django_db


def dataset(get, path: str) -> dict:
    (found,) = things(get(path))
    assert found["@type"] == "Dataset"
    return found


def test_a_list_is_a_dataset_with_files_date_and_version(get):
    make_city("datong")
    found = dataset(get, "/en/cities/")
    row = Publication.objects.get(record_type="city")
    assert found["dateModified"] == City.objects.get().updated_at.isoformat()
    assert found["version"] == str(row.number)
    assert found["isAccessibleForFree"] is True
    assert found["inLanguage"] == "en"
    assert found["creator"]["name"] == "ICLEI East Asia"
    assert [(file["encodingFormat"], file["contentUrl"]) for file in found["distribution"]] == [
        ("text/csv", "http://testserver/api/v1/cities/?format=csv&excel=1"),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "http://testserver/api/v1/cities/?format=xlsx",
        ),
        ("application/geo+json", "http://testserver/api/v1/cities/?format=geojson"),
        ("application/json", "http://testserver/api/v1/cities/"),
    ]


def test_the_files_have_the_filters_and_the_language_of_the_page(client, get):
    make_city("datong", kind="district")
    found = dataset(get, "/zh-hans/cities/?kind=district")
    assert found["inLanguage"] == "zh-Hans"
    addresses = [file["contentUrl"].removeprefix("http://testserver") for file in found["distribution"]]
    assert addresses[0] == "/api/v1/cities/?kind=district&lang=zh-hans&format=csv&excel=1"
    assert [client.get(address).status_code for address in addresses] == [200] * 4


def test_a_list_is_about_a_country_only_if_all_its_records_are_there(get):
    make_park("a-park")
    assert dataset(get, "/zh-hans/parks/")["spatialCoverage"] == {
        "@type": "Country", "name": "中国", "identifier": "CN",
    }  # fmt: skip
    abroad = make_city("kalundborg", country="DK", region=make_region("zealand", country="DK"))
    make_park("symbiosis", city=abroad, **text("name", "Symbiosis"))
    assert "spatialCoverage" not in dataset(get, "/zh-hans/parks/")
    assert dataset(get, "/en/parks/?region=zealand")["spatialCoverage"]["name"] == "Denmark"


def test_an_empty_list_names_no_date(get):
    found = dataset(get, "/en/cities/")
    assert found.keys() & {"dateModified", "version", "spatialCoverage"} == set()


@pytest.mark.content_check
@pytest.mark.parametrize("name", sorted(LISTS.keys() - COMPOSED))
def test_every_list_is_a_dataset(content, get, name):
    found = dataset(get, reverse(name))
    assert found["dateModified"]
    assert len(found["distribution"]) >= 2
