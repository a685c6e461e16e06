"""A pilot that is only a part of its city says so wherever it is named."""

import pytest

from tests.factories import make_city, make_pilot, make_programme, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(db):
    return make_pilot(
        city=make_city("jiangcheng", **text("name", "Jiangcheng", "江城市")),
        programme=make_programme("zero-waste-2019", zero_waste_round=1),
        named="2019-04",
        **text("city_part", "main urban area", "主城区"),
    )


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Jiangcheng (main urban area)"), ("zh-hans", "江城市主城区")]
)
def test_pages_and_lists_name_the_part_of_the_city(client, pilot, language, name):
    pages = ["zero-waste/", pilot.path.lstrip("/"), pilot.programme.path.lstrip("/")]
    for path in [*pages, pilot.city.path.lstrip("/")]:
        assert name in client.get(f"/{language}/{path}").text


def test_the_name_in_the_other_language_has_the_part_too(client, pilot):
    for path in ("zero-waste/", pilot.path.lstrip("/"), pilot.programme.path.lstrip("/")):
        assert 'lang="zh-Hans">江城市主城区<' in client.get(f"/en/{path}").text, path
        assert 'lang="en">Jiangcheng (main urban area)<' in client.get(f"/zh-hans/{path}").text, path


def test_the_title_names_part_and_year(pilot):
    assert str(pilot.title_in("en")) == "Jiangcheng (main urban area) 2019"
    assert str(pilot.title_in("zh-hans")) == "江城市主城区（2019）"
    pilot.city_part_en = pilot.city_part_zh_hans = ""
    assert str(pilot.title_in("en")) == "Jiangcheng 2019"
