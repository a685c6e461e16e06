"""The home page shows every fact of the original page, with its evidence."""

import re
from collections import Counter
from html import unescape

import pytest
from django.test import Client

from initiatives.models import ZeroWastePilot
from portal.models import Priority, Target
from records.texts.translation import get_text
from stats.models import StatisticValue
from tests.conftest import LANGUAGES
from tests.html_text import remove_break_marks

pytestmark = pytest.mark.usefixtures("counted")

CITIES = ["changchun", "chengdu", "datong", "shenzhen", "hong-kong", "tianjin"]


def words(html: str) -> str:
    """What a reader reads: no tags, no source markers."""
    html = re.sub(r'<a class="chip".*?</a>', "", html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", remove_break_marks(html))).replace("\u2060", "")
    return re.sub(r"\s+", " ", text)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_priority_is_named_with_its_written_line(content, get, language):
    page = words(get(f"/{language}/"))
    for priority in Priority.objects.published():
        assert str(get_text(priority, "title", language)) in page
        assert f"{get_text(priority, 'lede', language)}" in page
    assert Priority.objects.published().count() == 3


def test_the_six_leading_cities_stand_in_the_order_of_the_hub(content, get, language):
    listed = get(f"/{language}/").split('class="leads"')[1].split("</section>")[0]
    assert re.findall(rf'<h3>\s*<a href="/{language}/cities/([a-z-]+)/"', listed) == CITIES


@pytest.mark.parametrize(
    ("language", "endorsers", "partners", "themes"),
    [
        (
            "en",
            ["Bonn Germany", "Changchun China", "Datong China", "Nagano Prefecture Japan", "Turku Finland",
             "Yokohama Japan"],
            ["Circle Economy", "Ellen MacArthur Foundation", "TOMRA"],
            ["Circular public procurement", "Industrial symbiosis", "Municipal resource management",
             "Building and construction", "Spatial planning and governance", "Water-food-energy nexus"],
        ),
        (
            "zh-hans",
            ["波恩 德国", "长春市 中国", "大同市 中国", "长野县 日本", "图尔库 芬兰", "横滨 日本"],
            ["Circle Economy", "艾伦·麦克阿瑟基金会", "陶朗（TOMRA）"],
            ["循环公共采购", "产业共生", "城市资源管理", "建筑与建造", "空间规划与治理",
             "水—粮食—能源纽带关系"],
        ),
        (
            "zh-hant",
            ["波恩 德國", "長春市 中國", "大同市 中國", "長野縣 日本", "圖爾庫 芬蘭", "橫濱 日本"],
            ["Circle Economy", "艾倫·麥克阿瑟基金會", "陶朗（TOMRA）"],
            ["循環公共採購", "產業共生", "城市資源管理", "建築與建造", "空間規劃與治理",
             "水—糧食—能源紐帶關係"],
        ),
    ],
)  # fmt: skip
def test_the_coalition_shows_endorsers_partners_and_themes(
    content, get, language, endorsers, partners, themes
):
    band = words(get(f"/{language}/").split('class="band"')[1].split("</section>")[0])
    assert all(name in band for name in [*endorsers, *partners])


def test_no_search_is_claimed_for_a_goal_of_2020_without_a_count(content, get):
    page = get("/en/")
    for slug, whole in (("national-parks-symbiosis-75", "552"), ("provincial-parks-symbiosis-50", "1,991")):
        row = page.split(f'<tr id="table-target-{slug}">')[1].split("</tr>")[0]
        assert 'data-s="unknown"' in row
        told = words(row)
        assert "13 other ministries" in told
        assert "2020" in told
        assert whole in told
        assert "No published result found" in told
        assert "No progress figure found" not in told, "it would say the same again"


def test_parks_on_record_stand_beside_the_whole_and_lead_to_themselves(content, get):
    row = get("/en/").split('<tr id="table-target-national-parks-symbiosis-75">')[1].split("</tr>")[0]
    link = re.search(r'href="([^"]+)">(\d+) listed here', row)
    records = words(get(unescape(link[1])))
    assert f"{link[2]} records" in records
    assert "No progress figure found" in records


def test_what_the_records_show_comes_from_what_was_counted_last(content, get):
    before = words(get("/en/"))
    StatisticValue.objects.filter(statistic="targets", dimensions__contains="construction-pilots-35").update(
        value=9, n=9
    )
    assert "8 of 35 listed here" in before
    assert "9 of 35 listed here" in words(get("/en/"))


def test_before_anything_is_counted_the_page_says_so(content, get):
    StatisticValue.objects.all().delete()
    page = words(get("/en/"))
    assert "Not counted yet" in page
    assert "of 35 listed here" not in page


@pytest.mark.parametrize(
    ("slug", "outcome"),
    [
        ("zero-waste-scale-up-2021", "113 cities and 8 special areas were named"),
        ("construction-pilots-35", "recycled about 50% of their construction waste"),
    ],
)
def test_a_known_outcome_stands_with_its_target_as_a_ring(content, get, slug, outcome):
    row = get("/en/").split(f'<li class="promise" id="target-{slug}">')[1].split("</li>")[0]
    assert outcome in words(row)
    assert row.count('class="promise__ring"') == 1
    assert "No published result found" not in words(row)


def test_starting_numbers_are_no_results_and_a_plan_is_one_row(content, client):
    timeline = client.get("/en/").context["promises"]
    rows = {line.promise.target.slug: line for line in timeline.lines}
    assert {slug for slug, line in rows.items() if line.results} == {
        "construction-pilots-35",
        "zero-waste-scale-up-2021",
    }
    assert not {"zero-waste-pilots-16", "parks-supported-129"} & rows.keys()
    (plan,) = (line.promise for line in timeline.lines if line.promise.has_numbers)
    assert len(plan.targets) == 5
    assert (plan.starts, plan.deadlines) == ("2017-05", ["2020"])


def test_129_is_said_to_measure_neither_target(content, get):
    page = get("/en/")
    row = page.split('<li id="target-parks-supported-129">')[1].split("</li>")[0]
    assert "It doesn’t measure the 75% and 50% targets" in words(row)
    assert "12 listed here" in words(row)
    assert "of 129" not in words(page)


def test_every_target_can_be_linked_to(content, get):
    page = get("/en/")
    for target in Target.objects.published():
        assert page.count(f'id="{target.anchor}"') == 1
        assert target.get_absolute_url() == f"/en/#{target.anchor}"


def test_every_link_within_the_page_has_its_place(content, get):
    page = get("/zh-hans/")
    places = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places


def read_sections(page: str) -> list[str]:
    """The words in view of each section: none of folds and drawings."""
    main = page.split("<h1")[1].split('id="sources"')[0]
    main = re.sub(r"<details.*?</details>|<svg.*?</svg>", "", main, flags=re.DOTALL)
    return [words(f"<p {part}") for part in main.split("<section")]


def read_numbers(text: str) -> set[str]:
    """The numbers from 15 that are no years; months and plans have smaller ones."""
    numbers = set(re.findall(r"(?<![\d.,])\d[\d.,]*\d", text))
    return {number for number in numbers if not re.fullmatch(r"(19|20)\d\d|1[0-4]", number)}


def test_no_number_stands_on_the_page_twice(content, client, language):
    response = client.get(f"/{language}/")
    promises = [line.promise for line in response.context["promises"].lines]
    figures = [
        *(finding.headline for finding in response.context["findings"]),
        *response.context["atlas"].first.figures,
        *(target for promise in promises for target in promise.targets if target.label),
        *(outcome for promise in promises for outcome in promise.outcomes),
    ]
    facts = [(figure.value, figure.unit, figure.year) for figure in figures]
    assert len(set(facts)) == len(facts)
    told = Counter(
        number for text in read_sections(response.content.decode()) for number in read_numbers(text)
    )
    # 50% are two targets, a result, and a rate of Shenzhen; 100 are places, and days of a law.
    assert {number for number, sections in told.items() if sections > 1} <= {"50", "100"}


def test_the_findings_of_the_page_have_four_units_and_none_counts_records(content, client):
    units = [finding.headline.unit for finding in client.get("/en/").context["findings"]]
    assert len(set(units)) == len(units) == 4
    assert not {"count", "cities", "projects"} & set(units)


def test_the_strands_count_the_sixteen_pilots(content, client):
    meander = client.get("/en/").context["meander"]
    pilots = ZeroWastePilot.objects.in_round().filter(programme__slug="zero-waste-2019")
    counts = Counter(area for pilot in pilots for area in pilot.waste_areas)
    assert meander.pilots == 16
    assert {strand.area: strand.count for strand in meander.strands} == counts


def test_the_page_costs_few_queries(content, client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        client.get("/en/")
