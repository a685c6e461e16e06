"""Labels and sentences of the interface on the starting content, in English and in Chinese."""

import pytest

from tests.html_text import strip_tags

pytestmark = pytest.mark.usefixtures("counted", "content")

#: Page -> what it says.
SAID = [
    ("en/about/", "Guangming’s tender was expected to cut the electricity bill by up to 48%"),
    ("zh-hans/about/", "光明区空调采购预计电费最多降低48%、碳排放减少14%"),
    ("zh-hans/about/", "如何读懂一项数据"),
    ("zh-hans/about/", "由ICLEI Circulars平台的“中国专页”发展而来"),
    ("zh-hans/findings/", "主要发现"),
    ("en/findings/", "What it doesn’t show"),
    ("zh-hans/findings/", "不能说明什么"),
    ("zh-hans/programmes/circular-transformation-pilot/", "实施机构"),
    ("zh-hans/coalition/", "运营机构"),
    ("en/cities/datong/", "Characteristics"),
    ("en/cities/datong/", "Coal cities, then or now: "),
    ("zh-hans/cities/datong/", "同为煤城（含已转型）："),
    ("zh-hant/cities/datong/", "同為煤城（含已轉型）："),
    ("en/cities/datong/", "Core facts of cities (2026 edition)"),
    ("zh-hans/cities/datong/", "城市核心数据（2026年版）"),
    ("en/materials/match/?material=coal-gangue", "Same material"),
    ("en/statistics/amounts-by-material/", "amounts are known, of 22 materials"),
    ("en/statistics/flows-by-sector/", "material flows stay within one sector: chemicals"),
    ("zh-hans/statistics/flows-by-sector/", "条物料流中，化工企业之间的最多，共"),
    ("en/statistics/full-translations/", "records, all complete in English and Chinese"),
    ("zh-hans/statistics/full-translations/", "条记录均中英文齐全"),
    ("en/statistics/parks-by-level/", "are at national level; for"),
    ("zh-hans/findings/", "中国循环城市：我们的发现"),
    ("en/coalition/", "Exchanges 20"),
    ("zh-hans/coalition/", "年 全部"),
    ("en/cities/datong/", "as of 2019"),
    ("zh-hans/compare/?cities=datong,xuzhou", "项目"),
    ("zh-hans/compare/?cities=datong,xuzhou", "仅一地有数据"),
    ("en/parks/guitang-group/", "All lines have one width, which says nothing about amounts."),
    ("zh-hans/parks/guitang-group/", "线宽一律相同，不代表数量。"),
    ("zh-hans/parks/teda/", "物料数量不详，仅知："),
]

#: Page -> what it no longer says.
UNSAID = [
    ("zh-hans/compare/?cities=datong,xuzhou", "统计对象"),
    ("en/cities/datong/", "Datong: Coal-based"),
    ("en/materials/match/?material=coal-gangue", "not compared"),
    ("en/indicators/domestic-waste-landfilled/", "mandatory"),
    ("en/statistics/amounts-by-material/", "Amounts: "),
    ("en/statistics/targets/", "counted_by names"),
    ("en/coalition/", "Latest"),
    ("en/findings/", "written by a person"),
    ("en/findings/", "doesn’t say"),
    ("zh-hans/findings/", "须注意"),
    ("zh-hans/parks/teda/", "而是："),
]


@pytest.mark.parametrize(("path", "text"), SAID)
def test_a_page_says(get, path: str, text: str):
    assert text in strip_tags(get(f"/{path}"))


@pytest.mark.parametrize(("path", "text"), UNSAID)
def test_a_page_no_longer_says(get, path: str, text: str):
    assert text not in strip_tags(get(f"/{path}"))
