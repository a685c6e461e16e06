"""A figure is shown with its meaning, date, precision, evidence, source type and source."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from cities.models import City, CityFigure, Indicator, IndicatorValue
from records.models import Source
from records.pages.citations import Citations, MissingCitation
from records.texts.formats import (
    format_amount,
    format_amount_text,
    format_batch,
    format_coordinates,
    format_data,
    format_date_range,
    format_number,
    format_row_count,
    format_stated_date,
    get_unit_name,
)
from tests.factories import text

CITY = City(slug="datong")
SOURCE = Source(pk=1, slug="notice", title="Notice")


class Cited(Citations):
    """The sources of a page, without a database: each claim rests on one."""

    def __init__(self, sources=(SOURCE,), whole=None) -> None:
        super().__init__([CITY], whole)
        self.sources = list(sources)

    def sources_of(self, obj, field=""):
        return self.sources


def figure(**values) -> CityFigure:
    defaults = {"key": "a", "value": Decimal(48), "unit": "percent", "source_type": "official"}
    return CityFigure(city=CITY, **{**defaults, **values})


def shown(obj, language="en", tag="figure", citations=None) -> str:
    """A figure as it is read: tags gone, the source's number in brackets."""
    with override(language):
        html = Template("{% load hub_tags %}{% " + tag + " obj %}").render(
            Context({"obj": obj, "citations": Cited() if citations is None else citations})
        )
    html = re.sub(r'<a class="chip".*? data-ids="(.*?)".*?</a>', r"[\1]", html)
    html = html.replace("</span><span", "</span> <span").replace("&nbsp;", " ").replace("&#8288;", "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        ("已命名和批准建设的园区", "60家"),
        ("试点单位总数", "60家"),
        ("国家级绿色工厂（截至2021年）", "60家"),
        ("宣言中地方协作事项", "60项"),
        ("污水处理设施", "60处"),
        ("计划建设的示范基地", "60个"),
        ("试点城市（区）", "60个"),
        ("园区道路两侧树木", "60个"),
    ],
)
def test_a_count_has_the_chinese_classifier_of_what_it_counts(label, amount):
    count = figure(value=60, unit="count", **text("label", "Things", label))
    assert shown(count, "zh-hans").startswith(f"{amount}[1]")
    assert shown(count, "en").startswith("60[1]")


def test_a_classifier_is_written_in_the_script_of_the_page():
    count = figure(value=60, unit="count", **text("label", "Points", "事项"))
    assert shown(count, "zh-hant").startswith("60項[1]")


def test_a_value_of_an_indicator_has_the_classifier_of_its_name():
    indicator = Indicator(slug="parks", unit="count", **text("name", "Parks", "实施循环化改造的园区"))
    value = IndicatorValue(indicator=indicator, city=CITY, year=2020, value=3, source_type="official")
    with override("zh-hans"):
        assert re.sub("<[^>]+>", "", format_amount(value)) == "3家"


def test_a_figure_says_all_that_is_recorded_of_it():
    full = figure(
        precision="up_to", amount_type="saving", year=2020, evidence="expected", source_type="hub_page_only",
        **text("period", "first half"), **text("note", "Of water."),
    )  # fmt: skip
    assert shown(full) == "up to 48%[1] first half 2020 Saving Expected ICLEI’s page only Of water."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"precision": "up_to"}, "up to 48%[1]"),
        ({"precision": "about", "value": Decimal(1500), "unit": "t"}, "about 1,500 t[1]"),
        ({"value": Decimal(2035), "unit": "calendar_year"}, "2035[1]"),
        ({"value": Decimal(12), "unit": "count"}, "12[1]"),
        ({"value": Decimal("3.50"), "unit": "t_per_day"}, "3.5 t/day[1]"),
    ],
)
def test_value_and_unit_are_written_in_english(values, said):
    assert shown(figure(**values), tag="plain_figure") == said


@pytest.mark.parametrize(
    ("language", "values", "said"),
    [
        ("zh-hans", {"precision": "up_to"}, "最高48%[1]"),
        ("zh-hans", {"precision": "up_to", "value": Decimal(1500), "unit": "t"}, "最多1500吨[1]"),
        ("zh-hans", {"precision": "at_least"}, "48%以上[1]"),
        ("zh-hant", {"precision": "at_least", "value": Decimal(1500), "unit": "t"}, "1500公噸以上[1]"),
        ("zh-hans", {"precision": "about", "value": Decimal(1500), "unit": "t"}, "约1500吨[1]"),
        ("zh-hant", {"precision": "about", "value": Decimal(1500), "unit": "t"}, "約1500公噸[1]"),
        ("zh-hans", {"value": Decimal(27) * 10**8, "unit": "cny"}, "27亿元[1]"),
        ("zh-hant", {"value": Decimal(27) * 10**8, "unit": "cny"}, "27億元[1]"),
        ("zh-hans", {"value": Decimal(17494398), "unit": "people"}, "1749.44万人[1]"),
        ("zh-hant", {"value": Decimal("1.4"), "unit": "kg_per_person_day"}, "1.4公斤/（人·日）[1]"),
    ],
)
def test_value_and_unit_are_written_in_chinese(language, values, said):
    assert shown(figure(**values), language, tag="plain_figure") == said


@pytest.mark.parametrize(
    ("values", "when"),
    [
        ({"year": 2020}, "2020"),
        ({}, "year not stated"),
        (text("period", "end of 2020"), "end of 2020"),
        ({"year": 2020, **text("period", "end of 2020")}, "end of 2020"),
        ({"year": 2020, **text("period", "January to May")}, "January to May 2020"),
    ],
)
def test_a_figure_says_when(values, when):
    assert shown(figure(**values)) == f"48%[1] {when}"


def test_a_year_that_is_the_value_needs_no_year():
    year = figure(value=Decimal(2035), unit="calendar_year", evidence="target")
    assert shown(year) == "2035[1] Target"


def test_a_value_that_is_missing_says_why():
    value = IndicatorValue(
        slug="x",
        indicator=Indicator(unit="t"),
        city=CITY,
        year=2021,
        reason="withheld",
        source_type="official",
    )
    assert shown(value) == "Not disclosed[1] 2021"


def test_a_figure_without_a_source_is_a_defect_of_the_page():
    with pytest.raises(MissingCitation, match="is shown and has no source"):
        shown(figure(), citations=Cited([]))


def test_a_figure_whose_sources_the_page_has_not_fetched_is_a_defect_of_the_page():
    with pytest.raises(MissingCitation, match="has not fetched the sources of city “datong”"):
        shown(figure(), citations=Citations([]))


def test_a_source_has_one_number_on_a_page():
    citations, other = Cited(), Source(pk=2, slug="other", title="Other")
    first = citations.cite(CITY)
    citations.sources = [other, SOURCE]
    assert first == [(1, SOURCE)]
    assert citations.cite(CITY) == [(2, other), (1, SOURCE)]
    assert list(citations) == [(1, SOURCE), (2, other)]


def name_marker(tag: str, language: str = "en", whole=CITY, **context) -> str:
    """The name by which a screen reader lists the marker that a tag renders."""
    city = City(slug="datong", **text("name", "Datong", "大同市"))
    citations = Cited(whole=whole and city)
    with override(language):
        template = Template("{% load hub_tags %}{% " + tag + " %}")
        html = template.render(Context({"city": city, "citations": citations, **context}))
    label = re.search(r'<a class="chip"[^>]* aria-label="([^"]*)"', html)
    assert label is not None
    return label[1]


@pytest.mark.parametrize(
    ("tag", "english", "chinese"),
    [
        ("cite city", "1 source: Datong", "1个来源：大同市"),
        ('cite city "main_industries"', "1 source: Main industries", "1个来源：主要产业"),
        ("cite figure", "1 source: Residents", "1个来源：人口"),
        ("cite_all figures", "1 source: Residents, Area", "1个来源：人口、面积"),
    ],
)
def test_a_marker_says_of_which_claim_it_names_the_sources(tag, english, chinese):
    residents, area = (figure(**text("label", *label)) for label in (("Residents", "人口"), ("Area", "面积")))
    figures = {"figure": residents, "figures": [residents, area]}
    assert name_marker(tag, **figures) == english
    assert name_marker(tag, "zh-hans", **figures) == chinese


def test_a_marker_of_another_record_than_that_of_the_page_names_it():
    assert name_marker('cite city "lede"', whole=None) == "1 source: Datong, opening line"


def test_the_name_of_a_marker_is_short():
    name = name_marker("cite figure", figure=figure(**text("label", "Long " * 40, "长")))
    assert len(name) < 75


def test_no_template_shows_a_number_but_by_the_tag():
    """Outside of attributes a `value` stands in no template: only the tag gives it with unit and marker.

    The value of a form's `field` is what somebody typed, no figure.
    """
    folder = settings.BASE_DIR / "templates"
    raw = re.compile(r'(?<!=")\{\{(?! field\.)[^}]*\.value[\s|}]')
    found = {
        f"{path.relative_to(folder)}: {match[0]}"
        for path in folder.rglob("*.html")
        for match in raw.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("unit", "value", "english", "chinese"),
    [
        ("kt", "600", "600,000 t", "60万吨"),
        ("gwh", "824", "824 GWh", "8.24亿千瓦时"),
        ("kt", "0.05", "50 t", "50吨"),
        ("kt", "2500", "2.5 million t", "250万吨"),
        ("mt", "1.2", "1.2 million t", "120万吨"),
        ("mt", "3470", "3.47 billion t", "34.7亿吨"),
        ("million_m3", "89.37", "89.37 million m³", "8937万立方米"),
    ],
)
def test_multiples_of_a_unit_are_written_in_the_unit(unit, value, english, chinese):
    """No reader has to compare 600 kt with 600,000 t; Chinese counts in 万, never in 千吨 or 百万吨."""
    obj = figure(value=Decimal(value), unit=unit)
    assert shown(obj, tag="plain_figure") == f"{english}[1]"
    assert shown(obj, "zh-hans", tag="plain_figure") == f"{chinese}[1]"


@pytest.mark.parametrize(
    ("language", "unit", "name"),
    [
        ("en", "mt", "million t"),
        ("zh-hans", "mt", "万吨"),
        ("zh-hans", "kt", "万吨"),
        ("zh-hant", "million_m3", "萬立方米"),
        ("zh-hans", "t", "吨"),
    ],
)
def test_a_column_is_headed_by_the_unit_in_which_its_language_counts(language, unit, name):
    with override(language):
        assert get_unit_name(unit) == name


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "第一批"), (3, "第三批"), (10, "第十批"), (12, "第十二批"), (20, "第二十批"), (101, "第101批")],
)
def test_a_batch_is_an_ordinal_in_chinese(number, chinese):
    with override("en"):
        assert format_batch(number) == str(number)
    with override("zh-hans"):
        assert format_batch(number) == chinese


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("30000000000", "30 billion", "300亿"),
        ("1630000000", "1.63 billion", "16.3亿"),
        ("1234567891", "1.23 billion", "12.35亿"),
        ("999999999", "1 billion", "10亿"),
        ("100000000", "100 million", "1亿"),
        ("99999999", "100 million", "1亿"),
        ("99500000", "99.5 million", "9950万"),
        ("1234567.5", "1.23 million", "123.46万"),
        ("1000000", "1 million", "100万"),
        # Half is rounded up, as readers do.
        ("1225000", "1.23 million", "122.5万"),
        ("1000050", "1 million", "100.01万"),
        ("999999", "999,999", "100万"),
        ("10000", "10,000", "1万"),
        ("9999.5", "9,999.5", "9999.5"),
        ("0.000123", "0.000123", "0.000123"),
        ("-0.50", "−0.5", "−0.5"),
        ("-2500000", "−2.5 million", "−250万"),
        ("0", "0", "0"),
        ("-0.0", "0", "0"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, english, chinese):
    with override("en"):
        assert format_number(Decimal(value)) == english
    with override("zh-hans"):
        assert format_number(Decimal(value)) == chinese
    with override("zh-hant"):
        assert format_number(Decimal(value)) == chinese.replace("万", "萬").replace("亿", "億")


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [("1234567", "1,234,567", "1234567"), ("2500000", "2.5 million", "250万"), ("-1", "−1", "−1")],
)
def test_an_exact_number_keeps_all_digits(value, english, chinese):
    with override("en"):
        assert format_number(Decimal(value), exact=True) == english
    with override("zh-hans"):
        assert format_number(Decimal(value), exact=True) == chinese


def test_a_rounded_figure_holds_its_exact_value():
    rounded = figure(value=Decimal(17494398), unit="people")
    assert 'value="17494398" title="17,494,398\N{NO-BREAK SPACE}people"' in format_amount(rounded)
    with override("zh-hans"):
        assert 'value="17494398" title="17494398人"' in format_amount(rounded)
        assert 'class="figure" value="600000">' in format_amount(figure(value=Decimal(600), unit="kt"))
        assert format_data(123456) == '<data class="num" value="123456" title="123456">12.35万</data>'


@pytest.mark.parametrize(
    ("stated", "english", "chinese"),
    [
        ("2018", "2018", "2018年"),
        (2018, "2018", "2018年"),
        ("2018-05", "May 2018", "2018年5月"),
        ("2018-05-04", "4 May 2018", "2018年5月4日"),
        ("", "", ""),
    ],
)
def test_a_date_is_as_precise_as_its_source(stated, english, chinese):
    with override("en"):
        assert format_stated_date(stated) == english
    with override("zh-hant"):
        assert format_stated_date(stated) == chinese


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2019", "", "2019"),
        ("2019", "2019", "2019"),
        ("", "2020-05", "until May 2020"),
        ("", "", ""),
    ],
)
def test_a_span_may_lack_one_end(start, end, said):
    with override("en"):
        assert format_date_range(start, end) == said


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        ("2019", "2020", "2019 – 2020", "2019年至2020年"),
        ("2019-07-29", "2019-07-31", "29–31 July 2019", "2019年7月29日至31日"),
        ("2019-07-29", "2019-08-02", "29 July – 2 August 2019", "2019年7月29日至8月2日"),
        ("2018-12-30", "2019-01-02", "30 December 2018 – 2 January 2019", "2018年12月30日至2019年1月2日"),
        ("2019-05", "2019-07", "May – July 2019", "2019年5月至7月"),
        ("2019", "2019-07-31", "2019 – 31 July 2019", "2019年至2019年7月31日"),
    ],
)
def test_a_span_says_once_what_both_ends_share(start, end, english, chinese):
    with override("en"):
        assert format_date_range(start, end) == english
    with override("zh-hans"):
        assert format_date_range(start, end) == chinese


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize(
    "values",
    [
        {"value": Decimal(48), "unit": "percent"},
        {"value": Decimal("2500000"), "unit": "people", "precision": "at_least"},
        {"value": Decimal(600), "unit": "kt"},
        {"value": Decimal(2030), "unit": "calendar_year"},
        {"value": Decimal(-3), "unit": "count", "label_zh_hans": "国家级绿色工厂"},
    ],
    ids=lambda values: values["unit"],
)
def test_an_amount_as_text_reads_as_the_html_does(language, values):
    with override(language):
        html = format_amount(figure(**values))
        assert format_amount_text(figure(**values)) == re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("lat", "lon", "written"),
    [
        (31.23, 121.47, "31.23° N, 121.47° E"),
        (-33.9, -18.4, "33.90° S, 18.40° W"),
        (0.0, 0.0, "0.00° N, 0.00° E"),
    ],
)
def test_coordinates_say_on_which_side_they_are(lat, lon, written):
    assert format_coordinates(SimpleNamespace(lat=lat, lon=lon)) == written


@pytest.mark.parametrize(
    ("number", "has_more", "english", "chinese"),
    [
        (1, False, "1 entry", "1项"),
        (8, False, "8 entries", "8项"),
        (11, True, "first 11 entries", "前11项"),
    ],
)
def test_a_fold_says_how_many_entries_it_has(number: int, has_more: bool, english: str, chinese: str):
    assert format_row_count(range(number), has_more) == english
    with override("zh-hans"):
        assert format_row_count(range(number), has_more) == chinese
