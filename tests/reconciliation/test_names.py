"""Which record a name of a partner's column means, and how surely."""

import pytest
from django.test import Client

from cities.models import City
from tests.factories import make_city, make_material, make_park, make_partner, make_region, text, writing
from tests.reconciliation.service import find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]

#: A name, and the record that it means without doubt.
NAMES = [
    ("Jiangsu Province", "region.jiangsu"),
    ("江苏省", "region.jiangsu"),
    ("江蘇", "region.jiangsu"),
    ("Province of Jiangsu", "region.jiangsu"),
    ("Jiangsu sheng", "region.jiangsu"),
    ("Kiangsu", "region.jiangsu"),
    ("Guangxi", "region.guangxi"),
    ("Guangxi Province", "region.guangxi"),
    ("广西", "region.guangxi"),
    ("Inner Mongolia", "region.inner-mongolia"),
    ("内蒙古", "region.inner-mongolia"),
    ("Jilin Province", "region.jilin"),
    ("Jilin City", "city.jilin-city"),
    ("吉林市", "city.jilin-city"),
    ("Changchun", "city.changchun"),
    ("Changchun City", "city.changchun"),
    ("City of Changchun", "city.changchun"),
    ("Changchun Municipality", "city.changchun"),
    ("Changchun shi", "city.changchun"),
    ("長春市", "city.changchun"),
    ("220100", "city.changchun"),
    ("Canton", "city.guangzhou"),
    ("Tsingtao", "city.qingdao"),
    ("Tsingtao City", "city.qingdao"),
    ("Peking", "city.beijing"),
    ("Pekin", "city.beijing"),
    ("Guangming", "city.guangming"),
    ("Guangming District", "city.guangming"),
    ("光明", "city.guangming"),
    ("Haixi Prefecture", "city.haixi"),
    ("海西", "city.haixi"),
    ("TEDA", "park.teda"),
    ("泰达", "park.teda"),
    ("Tianjin Economic and Technological Development Zone", "park.teda"),
    ("天津经济技术开发区", "park.teda"),
    ("Kunshan ETDZ", "park.kunshan-etdz"),
    ("Kunshan Economic-Technological Development Area", "park.kunshan-etdz"),
    ("coal fly ash", "material.fly-ash"),
    ("TOMRA", "partner.tomra"),
    ("陶朗", "partner.tomra"),
]


@pytest.fixture
def records() -> None:
    with writing():
        jilin = make_region("jilin", **text("name", "Jilin", "吉林省"))
        make_region("jiangsu", **text("name", "Jiangsu", "江苏省"))
        make_region("guangxi", **text("name", "Guangxi Zhuang Autonomous Region", "广西壮族自治区"))
        make_region("inner-mongolia", **text("name", "Inner Mongolia Autonomous Region", "内蒙古自治区"))
        changchun = make_city(
            "changchun", region=jilin, admin_code="220100", **text("name", "Changchun", "长春市")
        )
        make_city("jilin-city", region=jilin, **text("name", "Jilin City", "吉林市"))
        make_city("guangzhou", **text("name", "Guangzhou", "广州市"))
        make_city("qingdao", **text("name", "Qingdao", "青岛市"))
        make_city("beijing", **text("name", "Beijing", "北京市"))
        make_city("guangming", **text("name", "Guangming District", "光明区"))
        make_city(
            "haixi",
            **text("name", "Haixi Mongol and Tibetan Autonomous Prefecture", "海西蒙古族藏族自治州"),
        )
        make_park(
            "far-park", **text("name", "Far Park", "远园区"), **text("summary", "Learns from Changchun.")
        )
        make_park(
            "teda",
            **text("name", "Tianjin Economic-Technological Development Area (TEDA)", "天津经济技术开发区"),
        )
        make_park(
            "kunshan-etdz",
            **text("name", "Kunshan Economic and Technological Development Zone", "昆山经济技术开发区"),
        )
        make_park("kunshan-htz", **text("name", "Kunshan High-tech Zone", "昆山高新技术产业开发区"))
        make_park(
            "changchun-park", city=changchun, **text("name", "Changchun Recycling Park", "长春循环园区")
        )
        make_material("fly-ash", **text("name", "Coal fly ash", "粉煤灰"))
        make_partner("tomra", **text("name", "TOMRA", "陶朗（TOMRA）"))


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("name", "identifier"), NAMES)
def test_a_name_means_its_record(client: Client, records: None, name: str, identifier: str):
    first = find(client, name)[0]
    assert (first["id"], first["match"]) == (identifier, True)
    assert first["score"] >= 95


def test_a_name_with_the_word_for_its_kind_scores_as_the_name(client: Client, records: None):
    scores = {name: find(client, name)[0]["score"] for name in ("Jiangsu", "Jiangsu Province", "江苏省")}
    assert set(scores.values()) == {100}


@pytest.mark.parametrize("name", ["Changchun County", "Changchun District", "Jiangsu City", "Haixi Park"])
def test_another_kind_of_place_is_no_match(client: Client, records: None, name: str):
    found = find(client, name)
    assert not any(one["match"] for one in found)
    assert all(one["score"] <= 60 for one in found)


@pytest.mark.parametrize("name", ["Atlantis", "Pudong New Area", "City", "ICLEI", "Industrial Park"])
def test_a_name_that_no_record_has_finds_no_noise(client: Client, records: None, name: str):
    assert [one for one in find(client, name) if one["score"] > 50] == []


def test_a_record_that_only_tells_of_another_is_no_candidate(client: Client, records: None):
    for name in ("Changchun", "Changchun City"):
        assert "park.far-park" not in {one["id"] for one in find(client, name)}


def test_an_identifier_means_its_record_after_a_rename_too(client: Client, records: None):
    with writing() as changes:
        changes.rename(City.objects.get(slug="changchun"), "changchun-city")
    for identifier in ("city.changchun", "city.changchun-city"):
        (found,) = find(client, identifier)
        assert (found["id"], found["score"], found["match"]) == ("city.changchun-city", 100, True)
    assert find(client, "city.changchun", type="park") == []
    assert find(client, "city.nowhere-at-all") == []
