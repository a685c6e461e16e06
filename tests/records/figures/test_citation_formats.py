"""A citation of a figure says what it says, in three languages and in forms that reference managers read."""

import re
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from records import publishing
from records.figures.citations import build_figure_citation, get_version_day
from records.figures.details import get_figure_at, load_figure_details
from records.models import FigureEntry
from records.texts.citation_formats import (
    CitableItem,
    CitedSource,
    build_bibtex,
    build_csl_json,
    build_ris,
    escape_bibtex,
    join_sources,
    serialize_citation,
)
from records.texts.formats import NOT_NAMED
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_source,
    text,
    writing,
)

LANGUAGES = ("en", "zh-hans", "zh-hant")
ORIGIN = "https://hub.example"
ADDRESS = f"{ORIGIN}/en/figures/city.datong.area/?version=7"
DAY = date(2026, 11, 26)


def make_item(
    title: str = "Datong: Area, 10 km²", publishers: tuple[str, ...] = ("A ministry",)
) -> CitableItem:
    titles, addresses = dict.fromkeys(LANGUAGES, title), dict.fromkeys(LANGUAGES, ADDRESS)
    sources = [CitedSource(publisher, "") for publisher in publishers]
    return CitableItem("city.datong.area", titles, titles, sources, addresses, 7, DAY)


def cite(identifier: str) -> CitableItem:
    number = publishing.get_content_version()
    return build_figure_citation(get_figure_at(identifier, number), origin=ORIGIN, number=number, day=DAY)


# -- sentences ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sentence_of_a_figure_names_value_year_source_version_and_page():
    source = make_source(publisher="Datong Daily", title="How 《Datong》 grows")
    city = make_city("datong", **text("name", "Datong", "大同"))
    figure = {"value": 1234567, "unit": "people", "year": 2020, "precision": "about"}
    made = make_city_figure(city, "population", **figure, **text("label", "Population", "人口"))
    with writing() as changes:
        changes.set_related(made, "sources", [source])
    item = cite("city.datong.population")
    update = publishing.get_content_version()
    path = f"figures/city.datong.population/?version={update}"
    assert item.sentences == {
        "en": "Datong: Population, about 1,234,567 people (2020). Datong Daily, “How 《Datong》 grows”, in: "
        f"ICLEI East Asia, China Hub, site update {update} of 26 November 2026, {ORIGIN}/en/{path}",
        "zh-hans": "大同：人口，约1234567人（2020年）。Datong Daily：《How 〈Datong〉 grows》，"
        f"引自宜可城东亚秘书处“循环城市·中国”，2026年11月26日全站第{update}次更新，{ORIGIN}/zh-hans/{path}",
        "zh-hant": "大同：人口，約1234567人（2020年）。Datong Daily：《How 〈Datong〉 grows》，"
        f"引自宜可城東亞秘書處「循環城市·中國」，2026年11月26日全站第{update}次更新，{ORIGIN}/zh-hant/{path}",
    }


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "环保网 (bjx.com.cn), “A”; Chinese Wikipedia, “B”"),
        ("zh-hans", "环保网（bjx.com.cn）：《A》；维基百科中文版：《B》"),
    ],
)
def test_publishers_in_a_citation_are_written_as_its_language_sets_them(language: str, names: str) -> None:
    sources = [CitedSource("环保网 (bjx.com.cn)", "A"), CitedSource("Chinese Wikipedia", "B")]
    with override(language):
        assert join_sources(sources) == names


def test_a_title_by_the_hub_has_no_quotation_marks():
    assert CitedSource("A ministry", "A notice", has_own_title=False).describe() == "A ministry, A notice"
    assert CitedSource("", "A notice").describe() == "“A notice”"


@pytest.mark.sampled(1)
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_that_names_no_publisher_is_cited_by_its_title_in_every_form(language: str):
    figure = make_city_figure(make_city("datong"), "area")
    source = make_source("unnamed", publisher=NOT_NAMED, title="大同市统计资料", language="zh-Hans")
    with writing() as changes:
        changes.set_related(figure, "sources", [source])
    item = cite("city.datong.area")
    forms = (
        item.sentences[language],
        build_bibtex(item, language),
        build_ris(item, language),
        build_csl_json(item, language)["note"],
    )
    for form in forms:
        assert "大同市统计资料" in form
        assert NOT_NAMED not in form


@pytest.mark.django_db
def test_a_plan_is_not_cited_as_a_fact():
    ends = text("from_name", "A plant", "甲厂") | text("to_name", "Another plant", "乙厂")
    make_flow(
        make_park("tashan", **text("name", "Tashan", "塔山")),
        "ash",
        material=make_material("ash", **text("name", "Fly ash", "粉煤灰")),
        value=600_000, unit="t_per_year", amount_type="capacity", evidence="planned", **ends,
    )  # fmt: skip
    titles = cite("park.tashan.ash").titles
    assert titles["en"] == (
        "Tashan: Fly ash (A plant → Another plant), 600,000 t/year (year not stated, Capacity, Planned)"
    )
    assert titles["zh-hans"] == "塔山：粉煤灰（甲厂 → 乙厂），60万吨/年（年份不详，规模，规划）"


@pytest.mark.django_db
def test_an_indicator_value_is_cited_by_its_indicator_and_its_city():
    indicator = make_indicator("waste", unit="percent", **text("name", "Waste recycled"))
    make_indicator_value(indicator, make_city("datong", **text("name", "Datong")), 2021, value="40.5")
    assert cite("indicator-value.waste-datong-2021").titles["en"] == "Datong: Waste recycled, 40.5% (2021)"


@pytest.mark.django_db
def test_the_current_figure_and_the_frozen_one_are_cited_alike():
    make_city_figure(make_city("datong"), "area")
    (live,) = load_figure_details(FigureEntry.objects.all())
    number = publishing.get_content_version()
    item = build_figure_citation(live, origin=ORIGIN, number=number, day=DAY)
    assert item == cite("city.datong.area")


@pytest.mark.django_db
def test_a_source_read_in_a_copy_is_cited_with_the_copy_and_the_day():
    copies = [{"en": "EPS DATA", "zh_hans": "EPS DATA平台"}, {"en": "CNKI", "zh_hans": "中国知网"}]
    source = make_source(
        "a-yearbook", publisher="统计局", title="年鉴", copies=copies, read_on=date(2026, 11, 29)
    )
    figure = make_city_figure(make_city("datong"), "area")
    with writing() as changes:
        changes.set_related(figure, "sources", [source])
    item = cite("city.datong.area")
    assert (
        "统计局, “年鉴” (read in a copy: EPS DATA, CNKI, 29 November 2026), in: ICLEI" in item.sentences["en"]
    )
    assert "统计局：《年鉴》（读自副本：EPS DATA平台、中国知网，2026年11月29日）" in item.sentences["zh-hans"]
    assert "Source: 统计局, “年鉴” (read in a copy: EPS DATA, CNKI, 29 November 2026)" in build_ris(item)
    (live,) = load_figure_details(FigureEntry.objects.all())
    assert build_figure_citation(live, origin=ORIGIN, number=item.version, day=DAY) == item


@pytest.mark.django_db
def test_markup_in_a_text_is_text():
    make_city_figure(make_city("datong", **text("name", "A < B & C")), "area", **text("label", "<b>Area</b>"))
    assert cite("city.datong.area").titles["en"].startswith("A < B & C: <b>Area</b>, 10 km²")


@pytest.mark.django_db
def test_a_content_version_has_the_day_of_its_newest_publication():
    assert get_version_day(10) is None
    make_city()
    assert get_version_day(publishing.get_content_version()) == get_version_day(10**9)


def test_a_citation_has_all_forms():
    forms = serialize_citation(make_item(), "zh-hans")
    assert list(forms["sentence"]) == ["en", "zh-Hans", "zh-Hant"]
    assert "宜可城东亚秘书处" in forms["bibtex"]
    assert "AU  - 宜可城东亚秘书处" in forms["ris"]
    assert forms["csl_json"]["language"] == "zh-Hans"


# -- BibTeX -------------------------------------------------------------------------------------------

#: What a stored text can contain. Halves of surrogate pairs can't be stored.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip


def read_latex(escaped: str) -> str:
    pattern = "|".join(map(re.escape, _COMMANDS))
    rest = re.sub(pattern, "", escaped)
    assert not set(rest) & set("\\{}~^&%$#_"), "LaTeX would read it as a command"
    return re.sub(pattern, lambda match: _COMMANDS[match[0]], escaped)


def one_line(value: str) -> str:
    """What is left of a text in one line, as a reader sees it."""
    visible = re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", value)
    return "".join(char for char in " ".join(visible.split()) if char >= " " and not "\x7f" <= char <= "\x9f")


def read_bibtex(entry: str) -> dict[str, str]:
    library = bibtexparser.parse_string(entry)
    assert not library.failed_blocks
    (parsed,) = library.entries
    return {"key": parsed.key, **{name: field.value for name, field in parsed.fields_dict.items()}}


@given(TEXTS, TEXTS)
@example("100% {of} $x_1$ & #2 ~ ^ \\ @misc{a, b}", "A, B; C")
@example("}", "{")
@example("\\", '"')
@example("a\n@misc{b,\n title = {c}}", "\u2028")
def test_any_title_is_read_back_from_bibtex(title: str, publisher: str):
    fields = read_bibtex(build_bibtex(make_item(title, (publisher,))))
    assert fields["key"] == "china-hub-city.datong.area-7"
    assert read_latex(fields["title"].removeprefix("{").removesuffix("}")) == one_line(title)
    assert fields["author"] == "{ICLEI East Asia}"
    assert (fields["year"], fields["date"], fields["version"]) == ("2026", "2026-11-26", "7")
    assert fields["url"] == ADDRESS
    if one_line(publisher):
        assert read_latex(fields["note"]) == one_line(f"Source: {publisher}")


@given(TEXTS)
def test_braces_are_balanced(title: str):
    depth = 0
    for character in escape_bibtex(title):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_a_decoder_of_latex_reads_the_title():
    entry = build_bibtex(make_item("50% of R&D in 大同 #1"))
    library = bibtexparser.parse_string(entry, append_middleware=[LatexDecodingMiddleware()])
    assert library.entries[0].fields_dict["title"].value == "50% of R&D in 大同 #1"


# -- RIS ----------------------------------------------------------------------------------------------


def read_ris(record: str) -> dict[str, Any]:
    (entry,) = rispy.loads(record)
    return entry


@given(TEXTS, TEXTS)
@example("a\r\nER  - \r\nTY  - BOOK", "x\x85N1  - y")
def test_any_title_is_one_line_of_ris(title: str, publisher: str):
    record = build_ris(make_item(title, (publisher,)))
    lines = record.split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines[:-1])
    assert record.count("\n") == record.count("\r\n") == len(lines) - 1
    entry = read_ris(record)
    assert entry["type_of_reference"] == "DATA"
    assert entry.get("title", "") == one_line(title).strip()
    assert entry["authors"] == ["ICLEI East Asia"]
    assert (entry["year"], entry["date"], entry["edition"]) == ("2026", "2026/11/26", "7")
    assert entry["urls"] == [ADDRESS]


# -- CSL-JSON -----------------------------------------------------------------------------------------


def test_csl_json_is_a_data_set_with_its_version():
    assert build_csl_json(make_item()) == {
        "id": "china-hub-city.datong.area-7",
        "type": "dataset",
        "title": "Datong: Area, 10 km²",
        "author": [{"literal": "ICLEI East Asia"}],
        "container-title": "China Hub",
        "publisher": "ICLEI East Asia",
        "issued": {"date-parts": [[2026, 11, 26]]},
        "version": "7",
        "language": "en",
        "URL": ADDRESS,
        "note": "Source: A ministry",
    }


def test_a_publisher_is_named_once_and_none_needs_no_note():
    assert build_csl_json(make_item(publishers=("B", "A, C", "B")))["note"] == "Source: B; A, C"
    assert "note" not in build_csl_json(make_item(publishers=("",)))
    assert "N1  -" not in build_ris(make_item(publishers=()))
