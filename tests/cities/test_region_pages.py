"""The page of a region: its map and the first of its cities."""

import pytest

from tests.factories import make_city, make_region, make_source


@pytest.mark.django_db
def test_the_page_of_a_region_draws_all_cities_and_lists_the_first(client):
    region, sources = make_region("jilin"), {"coordinates_sources": [make_source()]}
    for number in range(26):
        make_city(f"city-{number}", region=region, lat=43 + number / 10, lon=125.5, lists=sources)
    page = client.get("/en/regions/jilin/").content.decode()
    assert page.count('<circle class="map__dot map__dot--many" cx="') == 26
    assert page.count('<a href="/en/cities/city-') == 24
    assert '<a href="?section=others">' in page
    assert client.get("/en/regions/jilin/?section=others").content.decode().count("/en/cities/city-") >= 26
