"""Corrected texts of the content stay corrected, and wordings that were given up don't come back.

`corrections.tsv` has a row for each correction: the place of the text, its language, words that it holds and
words that it no longer holds. A wording that ought to be nowhere is in `GIVEN_UP`; titles of sources are
quoted.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROWS = list(csv.reader((Path(__file__).parent / "corrections.tsv").open(encoding="utf-8"), delimiter="\t"))[
    1:
]
NAMES = ("slug", "id", "key", "code")

#: Patterns that no text of the content matches, with what is written instead.
GIVEN_UP = [
    ("塌陷(?!地13万亩)", "沉陷; Xuzhou's own figure keeps its word"),
    ("交换不详|尚无交换|具体交换|企业间交换(?!利用)|形成交换", "物料流不详, 暂未收录物料流, 物料流"),
    ("^一例：", "begin with the place: 贵港：…"),
    ("为[^，。；]*(?<!分)之一", "主导产业包括…, 列入…, …在列"),
    ("副产物", "副产品"),
    ("废物领域", "固废领域"),
    ("自然手段|(?<!基于)自然解决方案", "基于自然的解决方案"),
    ("一般工业固废利用率", "一般工业固体废物综合利用率"),
    ("再生金属基地(?<!许昌大周再生金属基地)", "国家“城市矿产”示范基地; the park keeps its name"),
    ("老工业城市联盟", "“城市转型联盟”"),
    ("走过煤炭转型", "已完成煤炭转型"),
    ("与发布者无关的网站上的转载", "据转载（转载网站与发布者无关）"),
    ("存档页面中查找", "查找原文，未查到"),
    ("列入2022年4月公布的“十四五”时期“无废城市”建设名单", "nothing: the round says it"),
    ("is on the list of cities of April 2022", "nothing: the round says it"),
    ("among the stored pages", "not found"),
    ("(?i)end-of-life approaches", "end-of-pipe treatment"),
    ("(?i)mined-out|goes on with|is no permit|is no picture of|source read here", "plain English"),
]


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    """The content files by name, without the values of indicators."""
    paths = [path for path in settings.CONTENT_DIR.glob("*.yaml") if path.stem != "indicators"]
    return {path.stem: yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in paths}


def walk(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Each string of a file with its path: cities/datong/summary/en."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "editor_note":
                yield from walk(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, item in enumerate(node):
            name = (
                next((item[key] for key in NAMES if key in item), number)
                if isinstance(item, dict)
                else number
            )
            yield from walk(item, f"{path}/{name}")
    elif isinstance(node, str):
        yield path, node


@pytest.fixture(scope="module")
def texts(files: dict[str, Any]) -> dict[str, str]:
    """Every string of the content by its path."""
    return {path: text for name, entries in files.items() for path, text in walk(entries, name)}


@pytest.fixture(scope="module")
def ledes(texts: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in texts.items() if "/lede/" in path}


@pytest.mark.parametrize(("where", "language", "held", "dropped"), ROWS)
def test_a_corrected_text_holds_the_right_words(
    texts: dict[str, str], where: str, language: str, held: str, dropped: str
) -> None:
    text = texts[f"{where}/{language}"]
    assert held in text
    assert not dropped or dropped not in text


@pytest.mark.parametrize(("pattern", "instead"), GIVEN_UP)
def test_no_text_has_a_wording_that_was_given_up(texts: dict[str, str], pattern: str, instead: str) -> None:
    written = {path: text for path, text in texts.items() if not re.fullmatch("sources/[^/]+/title", path)}
    found = {path: text for path, text in written.items() if re.search(pattern, text)}
    assert not found, f"write instead: {instead}"


def test_no_lede_says_that_something_is_not_known(ledes: dict[str, str]) -> None:
    assert [path for path, text in ledes.items() if re.search("不详|未知|不明|not (yet )?known", text)] == []


def test_each_lede_and_each_summary_of_a_pilot_stands_once(
    texts: dict[str, str], ledes: dict[str, str]
) -> None:
    summaries = [text for path, text in texts.items() if re.fullmatch(r"pilots/[^/]+/summary/\w+", path)]
    assert [text for text, number in Counter([*ledes.values(), *summaries]).items() if number > 1] == []


def test_what_a_finding_does_not_show_is_said_in_whole_sentences(texts: dict[str, str]) -> None:
    limits = {path: text for path, text in texts.items() if re.fullmatch(r"findings/[^/]+/limits/\w+", path)}
    assert limits
    fragments = [path for path, text in limits.items() if re.match(r"(That|How|What|Who|An?|Urban) ", text)]
    assert [path for path in fragments if " is" not in limits[path].split(":")[0]] == []
    assert all(text.endswith((".", "。")) for text in limits.values())


def test_a_finding_and_its_city_give_one_figure_one_date(files: dict[str, Any]) -> None:
    findings = {entry["slug"]: entry["figures"] for entry in files["findings"]}
    cited = [
        figure
        for figures in findings.values()
        for figure in figures
        if figure["sources"] == ["sz-zwc-2023"]
    ]  # fmt: skip
    assert [(figure["year"], figure["period"]["en"]) for figure in cited] == [
        (2023, "as of January 2023")
    ] * 3


def test_a_saving_that_may_not_be_a_maximum_is_not_stored_as_one(files: dict[str, Any]) -> None:
    finding = next(entry for entry in files["findings"] if entry["slug"] == "guangming-expected-48-percent")
    precisions = {figure["key"]: figure.get("precision") for figure in finding["figures"]}
    assert precisions == {"electricity-bill": "up_to", "carbon-emissions": None}


#: What says of something that it is the first, the largest or the only one of many, and who says so.
SUPERLATIVES = re.compile(
    r"(中国|全国|国内|全省|行业|以北).{0,8}(首个|首部|首家|首次|最大|第一(?!批|号)|率先)"
    r"|排名第一|唯一因|考核第一|双重身份"
    r"|[Ff]irst circular park|(came|puts it|place among the pilots|report) first|first of the pilots"
    r"|the largest .*(market|trading place|of its kind)|[Tt]he only (authority|winner|award|city of Jiangsu)"
    r"|[Ff]irst (place|guidance|official presence)"
)
ATTRIBUTIONS = re.compile(r"据|称|[Cc]all(ed|s)?|report|account|[Aa]ccording|says")


def test_what_is_said_to_be_the_first_or_the_largest_names_who_says_so(texts: dict[str, str]) -> None:
    found = {path: text for path, text in texts.items() if SUPERLATIVES.search(text)}
    assert len(found) > 20
    assert {
        path: text for path, text in found.items() if not ATTRIBUTIONS.search(text) and "/awards/" not in path
    } == {}


def test_the_sum_of_the_zero_waste_cities_has_a_chinese_source(files: dict[str, Any]) -> None:
    finding = next(
        entry for entry in files["findings"] if entry["slug"] == "560-billion-for-solid-waste-projects"
    )
    languages = {source["id"]: source["language"] for source in files["sources"]}
    for figure in [finding, *finding["figures"][:2]]:
        assert {languages[source] for source in figure["sources"]} >= {"en", "zh-Hans"}


def test_the_type_of_a_place_is_one_type(files: dict[str, Any]) -> None:
    kinds = {entry["slug"]: entry["kind"] for entry in files["cities"]}
    assert (kinds["bole"], kinds["guangze"], kinds["guangming"], kinds["beijing-etown"]) == (
        "county_level_city", "county", "district", "development_zone",
    )  # fmt: skip
    assert not [kind["code"] for kind in files["vocabularies"]["city_kinds"] if "或" in kind["zh_hans"]]
