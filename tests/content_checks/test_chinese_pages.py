"""Chinese pages of the content are set as Chinese publications are."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.html_text import remove_break_marks

pytestmark = pytest.mark.usefixtures("content")


def read(page: str) -> str:
    """The text of a page as it is copied: a line for each block, no space between the parts of a line."""
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'<a class="chip".*?</a>|<svg.*?</svg>', "", remove_break_marks(main), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "\n", re.sub(r"</?(?:a|b|data|small|span|time)\b[^>]*>", "", main))
    return re.sub(r"\s*\n\s*", "\n", unescape(text).replace("\u2060", ""))


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("parks/guitang-group/", ["\n广西壮族自治区贵港市\n"]),
        ("parks/shanghai-chemical-industry-park/", ["\n上海市\n"]),
        ("cities/", ["\n吉林省\n", "\n香港特别行政区\n"]),
        ("cities/bole/", ["\n县级市\n"]),
        ("cities/guangze/", ["\n县\n"]),
        ("cities/changchun/", ["\n城市核心数据（2026年版）\n"]),
        ("parks/datong-tashan-circular-park/", ["\n塔山煤矿 煤炭\n"]),
        ("", ["\n国家和地方政府 仅见“中国专页”\n"]),
        ("indicators/", ["万吨\n", "万立方米\n"]),
        ("indicators/domestic-waste-recycling-rate/", ["\n截至2023年1月\n"]),
        ("procurement/chongqing-recycled-construction/", ["\n至少30%\n"]),
        ("programmes/urban-mining-base/", ["\n第三批\n"]),
    ],
)
def test_a_page_names_places_units_versions_and_dates_as_readers_expect(
    get: Callable[..., str], path: str, texts: list[str]
) -> None:
    page = read(get(f"/zh-hans/{path}"))
    assert [text for text in texts if text not in page] == []
    assert not re.search("百万|[0-9]年截至|年[0-9]{4}年|地级市 ?[\u3400-\u9fff]+省", page)


def test_provinces_are_listed_by_administrative_code(get: Callable[..., str]) -> None:
    page = read(get("/zh-hans/regions/"))
    names = ["北京市", "内蒙古自治区", "江苏省", "广东省", "新疆维吾尔自治区", "香港特别行政区"]
    assert sorted(names, key=page.index) == names
