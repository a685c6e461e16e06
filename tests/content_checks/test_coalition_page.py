"""The Coalition page shows every fact of the original page, in three languages."""

import re
from html import unescape

import pytest

from coalition.models import Membership, Network
from tests.conftest import LANGUAGES

ENDORSERS = {
    "en": ["Bonn", "Changchun", "Datong", "Nagano Prefecture", "Turku", "Yokohama"],
    "zh-hans": ["波恩", "长春市", "大同市", "长野县", "图尔库", "横滨"],
    "zh-hant": ["波恩", "長春市", "大同市", "長野縣", "圖爾庫", "橫濱"],
}
COUNTRIES = {
    "en": ["Germany", "China", "Japan", "Finland"],
    "zh-hans": ["德国", "中国", "日本", "芬兰"],
    "zh-hant": ["德國", "中國", "日本", "芬蘭"],
}
AIMS = {
    "en": [
        "Run a platform",
        "learn from each other",
        "ability of local governments",
        "toolkits and technical help",
        "Study good city practices",
        "Sustainable Development Goals",
    ],
    "zh-hans": [
        "搭建协作平台",
        "互学互鉴",
        "提升地方政府",
        "工具包和技术协助",
        "研究城市良好做法",
        "可持续发展目标",
    ],
    "zh-hant": [
        "搭建協作平台",
        "互學互鑑",
        "提升地方政府",
        "工具包和技術協助",
        "研究城市良好做法",
        "可持續發展目標",
    ],
}
PARTNERS = {
    "en": ["Circle Economy", "Ellen MacArthur Foundation", "TOMRA"],
    "zh-hans": ["Circle Economy", "艾伦·麦克阿瑟基金会", "陶朗（TOMRA）"],
    "zh-hant": ["Circle Economy", "艾倫·麥克阿瑟基金會", "陶朗（TOMRA）"],
}
WORKING_AREAS = {
    "en": [
        "Circular public procurement",
        "Industrial symbiosis",
        "Municipal resource management",
        "Building and construction",
        "Spatial planning and governance",
        "Water-food-energy nexus",
    ],
    "zh-hans": [
        "循环公共采购",
        "产业共生",
        "城市资源管理",
        "建筑与建造",
        "空间规划与治理",
        "水—粮食—能源纽带关系",
    ],
    "zh-hant": [
        "循環公共採購",
        "產業共生",
        "城市資源管理",
        "建築與建造",
        "空間規劃與治理",
        "水—糧食—能源紐帶關係",
    ],
}
FACTS = {
    "en": [
        "ICLEI East Asia Secretariat, with support from other ICLEI offices",
        "2019",
        "May 2018",
        "29 August 2019",
        "Shenzhen Low Carbon City Forum",
        "East Asia",
        "Europe",
        "Local governments",
        "Subnational governments",
        "Partners committed to",
    ],
    "zh-hans": [
        "宜可城东亚秘书处，其他宜可城办公室提供支持",
        "2019年",
        "2018年5月",
        "2019年8月29日",
        "深圳国际低碳城论坛",
        "东亚",
        "欧洲",
        "地方政府",
        "国家以下各级政府",
        "合作伙伴",
    ],
    "zh-hant": [
        "宜可城東亞秘書處，其他宜可城辦公室提供支持",
        "2019年",
        "2018年5月",
        "2019年8月29日",
        "深圳國際低碳城論壇",
        "東亞",
        "歐洲",
        "地方政府",
        "國家以下各級政府",
        "合作夥伴",
    ],
}


def section(html: str, start: str, end: str) -> str:
    """The words of the page between two ids."""
    part = html.split(f'id="{start}"', 1)[1].split(f'id="{end}"', 1)[0]
    return unescape(re.sub(r"<[^>]+>", "", part))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_every_fact_of_the_hub_page(content, get, language):
    html = get(f"/{language}/coalition/")
    for expected, found in [
        (FACTS[language], section(html, "network-gccc", "aims")),
        (AIMS[language], section(html, "aims", "members")),
        (ENDORSERS[language] + COUNTRIES[language], section(html, "members", "partners")),
        (PARTNERS[language], section(html, "partners", "themes")),
        (WORKING_AREAS[language], section(html, "working-areas", "current-topics")),
    ]:
        assert [words for words in expected if words not in found] == []


def test_the_six_aims_of_the_hub_page_are_apart_from_further_ones(content, get):
    html = get("/en/coalition/").split('id="aims"')[1].split('id="themes"')[0]
    numbered, further = html.split("</ol>")
    assert numbered.count("<li ") == 6
    assert "From other pages of the network" in further
    assert further.count("<li ") == 4


def test_six_endorse_the_coalition_each_with_an_address_on_the_page(content, get):
    html = get("/en/coalition/")
    assert "Endorsed by 6 local governments" in html
    for membership in Membership.objects.published():
        assert f'<li id="{membership.anchor}">' in html
    for network in Network.objects.published():
        assert f'<section id="{network.anchor}"' in html


def test_unknown_dates_are_one_line_that_asks(content, get):
    html = get("/en/coalition/")
    asked = (
        "date of joining (Changchun, Nagano Prefecture, Turku, Yokohama), start of the partnership (TOMRA)"
    )
    assert f"Not known: {asked}." in html
    assert "Date of joining not known" not in html
    assert "Joined 2019" in section(
        html, "membership-gccc-datong-endorsing", "membership-gccc-nagano-prefecture-endorsing"
    )


def test_current_topics_are_apart_from_working_areas(content, get):
    html = get("/en/coalition/")
    assert "Food systems" not in section(html, "working-areas", "current-topics")
    topics = section(html, "current-topics", "resources")
    assert "Food systems" in topics
    assert "Building and construction" not in topics


def test_iclei_stands_as_second_network_with_members_and_related_work(content, get):
    html = get("/en/coalition/")
    iclei = section(html, "network-iclei", "sources")
    for words in [
        "2,500 local and regional governments",
        "7 members listed here",
        "Hong Kong",
        "Joined September 2018",
        "pages for Africa, Europe, the USA and South America",
        "C-LEAD",
    ]:
        assert words in iclei


def test_definition_and_open_to_rest_on_their_own_sources(content, get):
    html = get("/en/coalition/")
    definition = html.split("What a green circular city is", 1)[1].split("<h3>", 1)[0]
    number = re.findall(r'data-ids="([\d, ]+)"', definition)[0].split(", ")[-1]
    assert "proposal" in html.split(f'<li id="s{number}"')[1].split("</li>")[0].lower()
    open_to = re.split(r"<dd>\s*Local governments", html)[1].split("</dd>")[0]
    (number,) = re.findall(r'href="#s(\d+)"', open_to)
    assert "China Hub" in html.split(f'<li id="s{number}"')[1].split("</li>")[0]


def test_the_page_costs_few_queries(content, get, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        get("/en/coalition/")
