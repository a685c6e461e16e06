"""The history of a record describes each change in plain words, in the reader's language."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import strip_tags

from cities.models import City
from coalition.models import ExchangeCity
from initiatives.models import Facility
from records.diff.text import compare_texts
from records.history import get_record_history, summarize_publications
from records.models import Publication
from records.texts.translation import Text
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_flow,
    make_park,
    make_pilot,
    make_region,
    make_section,
    make_source,
    save,
    save_part,
    text,
    writing,
)


@pytest.fixture
def city(db):
    """A published city all of whose fields may have a value."""
    values = {**text("name", "Datong", "大同"), **text("summary", "A coal city.", "一座煤城。")}
    own = City(slug="datong", kind="prefecture_level", country="CN", region=make_region(), **values)
    sourced = {relation: [make_source()] for relation in City.sourced_fields.values()}
    return save(own, **sourced)


def edit(record, **values):
    """Write to a published record or a part of it, as the admin does."""
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def words(value) -> str:
    return " ".join(unescape(strip_tags(str(value).replace("<br>", " / "))).split())


def last_change(record) -> list[tuple[str, str, str]]:
    """Label, before and after (or the note) of each line of the newest version, as they are read."""
    lines = get_record_history(record).newest.lines
    return [(words(line.label), words(line.before), words(line.after or line.note)) for line in lines]


def last_summary(record) -> str:
    return words(get_record_history(record).newest.summary)


# -- Fields -----------------------------------------------------------------------------------------


def test_a_code_is_shown_by_its_label_in_the_readers_language(city):
    edit(city, kind="district")
    assert last_change(city) == [("Type", "Prefecture-level city", "District")]
    with translation.override("zh-hans"):
        assert last_change(city) == [("类型", "地级市", "市辖区")]


def test_several_codes_are_shown_by_their_labels(db):
    pilot = make_pilot()
    edit(pilot, waste_areas=["industrial", "hazardous"])
    assert last_change(pilot) == [("Waste areas", "Industrial waste", "Industrial waste, Hazardous waste")]
    with translation.override("zh-hant"):
        assert last_change(pilot) == [("固體廢物領域", "工業固體廢物", "工業固體廢物、危險廢物")]


def test_numbers_and_empty_fields_are_shown_as_on_pages(city):
    edit(city, lat=-40.5, lon=113.3)
    assert last_change(city) == [("Latitude", "", "−40.5"), ("Longitude", "", "113.3")]
    assert all(line.is_value for line in get_record_history(city).newest.lines)


def test_yes_no_and_not_recorded_are_three_answers(db, get):
    park = make_park(applies_symbiosis=True)
    edit(park, applies_symbiosis=None)
    assert last_change(park) == [("Applies industrial symbiosis", "Yes", "")]
    edit(park, applies_symbiosis=False)
    assert last_change(park) == [("Applies industrial symbiosis", "", "No")]
    history = get(park.get_absolute_url()).split('id="history"')[1]
    assert history.count('<span class="missing">Not known</span>') == 2


def test_years_and_stated_dates_are_in_words(db):
    park, exchange = make_park(established=2009), make_exchange()
    edit(park, established=2010)
    edit(exchange, starts="2019-05", ends="2019-05-04")
    assert last_change(park) == [("Established", "2009", "2010")]
    with translation.override("zh-hant"):
        assert [line[2] for line in last_change(exchange)] == ["2019年5月", "2019年5月4日"]


def test_countries_and_languages_have_names(db):
    city, source = make_city(), make_source("a-page", language="zh-Hans")
    edit(city, country="KR")
    edit(source, language="ja", publisher="一个部门")
    assert last_change(city) == [("Country", "China", "Republic of Korea")]
    assert ("Language", "Chinese", "Japanese") in last_change(source)


def test_a_list_of_texts_is_joined_and_what_is_new_is_marked(city):
    edit(city, main_industries=[{"en": "Coal", "zh_hans": "煤炭"}])
    edit(city, main_industries=[{"en": "Coal", "zh_hans": "煤炭"}, {"en": "Power", "zh_hans": "电力"}])
    assert last_change(city) == [("Main industries", "Coal", "Coal, Power")]
    with translation.override("zh-hant"):
        assert last_change(city)[0][1:] == ("煤炭", "煤炭、電力")


def test_a_reference_is_shown_by_the_title_of_the_record(city):
    edit(city, region=make_region("shanxi", **text("name", "Shanxi", "山西省")))
    assert last_change(city) == [("Region", "Jilin", "Shanxi")]


def test_a_reference_to_what_is_public_no_more_is_shown_by_its_slug(city):
    former = city.region
    edit(city, region=make_region("shanxi", **text("name", "Shanxi", "山西省")))
    with writing() as changes:
        changes.withdraw(former)
    assert last_change(city) == [("Region", "jilin", "Shanxi")]


def test_sources_come_and_go_by_title_and_publisher(city):
    source = make_source("a-law", title="关于废物的通知", publisher="生态环境部", language="zh-Hans")
    with writing() as changes:
        changes.set_related(city, "sources", [source])
    assert last_change(city) == [
        ("Sources removed", "A notice, A ministry", ""),
        ("Sources added", "", "关于废物的通知, 生态环境部"),
    ]
    assert '<span lang="zh-Hans">生态环境部</span>' in get_record_history(city).newest.lines[1].after


def test_a_new_order_of_sources_is_said(city):
    first, second = city.sources.get(), make_source("another", title="Another notice")
    with writing() as changes:
        changes.set_related(city, "sources", [first, second])
    with writing() as changes:
        changes.set_related(city, "sources", [second, first])
    assert [line[0] for line in last_change(city)] == ["Order of the sources"]


# -- Texts ------------------------------------------------------------------------------------------


def test_a_text_that_changed_in_all_languages_is_one_line_in_the_readers(city):
    edit(city, **text("summary", "A solar city.", "一座光伏城。"))
    assert last_change(city) == [("Summary", "A coal city.", "A solar city.")]
    with translation.override("zh-hans"):
        assert last_change(city)[0][1:] == ("一座煤城。", "一座光伏城。")


def test_the_language_is_named_where_only_one_changed(city):
    edit(city, summary_zh_hans="一座光伏城。")
    assert last_change(city) == [("Summary (Chinese)", "一座煤城。", "一座光伏城。")]
    assert '<span lang="zh-Hans">' in get_record_history(city).newest.lines[0].after
    with translation.override("zh-hant"):
        assert last_change(city)[0][1:] == ("一座煤城。", "一座光伏城。")


def test_an_own_traditional_text_is_told_apart(city):
    edit(city, zh_hant={"summary": "一座煤都。"})
    assert last_change(city) == [("Summary (Traditional Chinese)", "", "一座煤都。")]


def test_a_snapshot_has_traditional_texts_only_where_an_editor_wrote_some(city):
    assert "zh_hant" not in Publication.objects.first().data
    edit(city, zh_hant={"summary": "一座煤都。"})
    assert Publication.objects.first().data["zh_hant"] == {"summary": "一座煤都。"}


def test_of_a_long_text_the_sentences_that_differ_are_shown_and_none_is_lost():
    same = [f"Sentence number {number} is the same in both of the versions." for number in range(20)]
    before = Text(" ".join([*same[:10], "The city burns coal.", *same[10:], "It ends."]), "en")
    after = Text(" ".join([*same[:10], "The city burns gas.", *same[10:], "It ends.", "It begins."]), "en")
    old, new = compare_texts(before, after)
    assert old == "… The city burns <mark>coal</mark>. …"
    assert new == "… The city burns <mark>gas</mark>. … It begins."


def test_chinese_sentences_end_where_chinese_ones_do():
    same = "这句话在两个版本中是一样的，没有任何变化，因此不必再显示一遍；" * 6
    old, new = compare_texts(Text(f"{same}城市烧煤。", "zh-Hans"), Text(f"{same}城市烧气！", "zh-Hans"))
    assert words(old) == "… 城市烧煤。"
    assert words(new) == "… 城市烧气！"


def test_texts_are_escaped():
    old, new = compare_texts(Text("a <b>x</b> city & more", "en"), Text("a <b>y</b> city & more", "en"))
    assert "<b>" not in old + new
    assert "&amp;" in new


def test_a_change_that_shows_nowhere_is_said_in_words(city):
    edit(city, summary_en="A  coal city.")
    assert last_change(city) == [("Summary (English)", "", "Only spaces or line breaks changed.")]


# -- Parts and links --------------------------------------------------------------------------------


def test_a_figure_is_one_phrase_with_what_changed_of_it(city):
    figure = make_city_figure(city, **text("label", "Waste", "垃圾"), value=1200, unit="t", year=2019)
    edit(figure, value=1350)
    assert last_change(city) == [("Waste", "1,200 t", "1,350 t")]
    edit(figure, precision="about", year=2020, evidence="measured")
    assert last_change(city) == [("Waste", "1,350 t, 2019, Stated", "about 1,350 t, 2020, Measured")]
    edit(figure, year=None)
    assert last_change(city) == [("Waste", "about 1,350 t, 2020", "about 1,350 t, year not stated")]
    with translation.override("zh-hans"):
        assert last_change(city) == [("垃圾", "约1350吨，2020年", "约1350吨，年份不详")]


def test_the_note_of_a_figure_stands_under_its_name(city):
    edit(make_city_figure(city), note_en="Land only.")
    assert last_change(city) == [("Area: note", "", "Land only.")]


def test_a_flow_without_a_quantity_says_so(db):
    flow = make_flow(make_park())
    edit(flow, value=5, unit="kt")
    ((label, before, after),) = last_change(flow.park)
    assert label == f"Material flow “{flow.material.name}: A plant → Another plant”: quantity"
    assert (before, after) == ("Amount not known", "5,000 t")


def test_parts_are_added_changed_and_removed_by_their_names(db):
    park = make_park()
    facility = save_part(
        Facility(
            park=park, key="a-plant", **text("name", "A plant", "一座厂"), kind="sludge", status="planned"
        )
    )
    assert last_change(park) == [
        (
            "Facility added",
            "",
            "A plant / Type: Sludge drying / Status: Planned / Evidence level: Stated"
            " / Sources: A notice, A ministry",
        )
    ]
    edit(facility, status="operating")
    assert last_change(park) == [("Facility “A plant”: status", "Planned", "Operating")]
    with writing() as changes:
        changes.delete(facility)
    ((label, before, after),) = last_change(park)
    assert (label, after) == ("Facility removed", "")
    assert before.startswith("A plant / Type: Sludge drying")
    assert last_summary(park) == "1 change: facility “A plant” removed"


def test_a_new_order_of_parts_is_said(city):
    first = make_section(city, "first", **text("heading", "First"), position=1)
    make_section(city, "second", **text("heading", "Second"), position=2)
    edit(first, position=3)
    assert last_change(city) == [("Order of the profile sections", "First; Second", "Second; First")]


def test_a_link_is_named_by_what_it_leads_to(city):
    exchange = make_exchange()
    link = save_part(ExchangeCity(exchange=exchange, city=city, role="learner"))
    assert last_change(exchange) == [("City of an exchange added", "", "Datong / Role: Learner")]
    edit(link, role="host")
    assert last_change(exchange) == [("City of an exchange “Datong”: role", "Learner", "Host")]


# -- What happened, when ----------------------------------------------------------------------------


def test_a_summary_names_four_changes_and_counts_the_others(city):
    make_city_figure(city)
    with writing():
        edit(city, lat=40.1, lon=113.3, kind="city", admin_code="140200", summary_en="New.")
        edit(city.key_facts.get(), value=12)
    assert last_summary(city) == ("6 changes: type, administrative code, latitude, longitude and 2 more")


def test_withdrawn_and_published_again_are_said_in_words(city):
    with writing() as changes:
        changes.withdraw(city)
    edit(city, kind="city")
    with writing() as changes:
        changes.publish(city)
    newest, withdrawn, first = get_record_history(city).versions
    assert [newest.label, words(newest.summary)] == ["Published again", "1 change: type"]
    assert [withdrawn.label, withdrawn.summary, withdrawn.lines] == ["Withdrawn", "", []]
    assert [first.label, first.summary] == ["First published", ""]


def test_a_deleted_record_whose_address_is_taken_anew_is_said_in_words(db):
    make_region("old")
    with writing() as changes:
        changes.delete(make_region("old"))
    assert [(v.label, words(v.summary)) for v in get_record_history(make_region("old")).versions] == [
        ("Published again", "Stored in a new format; content unchanged."),
        ("Deleted", ""),
        ("First published", ""),
    ]


def test_a_page_says_once_that_a_version_is_the_first(city, get):
    version = get(city.get_absolute_url()).split('<li id="v1">')[1].split("</li>")[0]
    assert words(version).count("ublished") == 1


def test_the_history_goes_on_at_a_new_address(city):
    edit(city, kind="city")
    with writing() as changes:
        changes.rename(city, "datong-city")
    city = City.objects.get(slug="datong-city")
    versions = get_record_history(city).versions
    assert [(v.action, v.row.version) for v in versions] == [("renamed", 3), ("changed", 2), ("published", 1)]
    assert last_change(city) == [("Address of the page", "datong", "datong-city")]


def test_a_draft_leaves_nothing(db, get):
    draft, city = make_city("secret", publish=False), make_city("datong")
    with writing() as changes:
        draft.name_en = "Most secret"
        changes.save(draft)
    assert Publication.objects.filter(slug="secret").count() == 0
    assert get_record_history(city).total == 1
    assert "secret" not in get(city.get_absolute_url()).lower()


def test_a_column_that_is_gone_from_the_model_is_still_told(city):
    row = Publication.objects.of(city)[0]
    Publication.objects.filter(pk=row.pk).update(data={**row.data, "motto": "Coal first"})
    edit(city, kind="city")
    assert ("A field that is no longer kept", "Coal first", "") in last_change(city)


# -- The page ---------------------------------------------------------------------------------------


def versions(city, count):
    for number in range(count):
        edit(city, summary_en=f"Summary number {number}.", admin_code=f"14020{number % 10}")


def test_the_page_shows_what_changed_with_a_place_for_each_version(city, get):
    edit(city, summary_en="A solar city.")
    page = get(city.get_absolute_url())
    assert '<li id="v2">' in page
    assert '<a href="#v2">Version 2</a>' in page
    assert "1 change: summary (English)" in page
    assert "A <mark>solar</mark> city.</ins>" in page
    assert "None" not in page.split('id="history"')[1].split('id="cite"')[0]


def test_the_day_is_the_day_in_china(city, get):
    Publication.objects.filter(slug="datong").update(at="2026-01-05T17:30:00Z")
    page = get(city.get_absolute_url())
    assert '<time datetime="2026-01-06T01:30:00+0800">2026-01-06 01:30</time>' in page
    assert "version 1 of 6 January 2026" in page


def test_more_than_ten_versions_are_counted_and_can_be_seen(city, get):
    versions(city, 13)
    page = get(city.get_absolute_url())
    assert page.count('class="kind"') == 10
    assert "4 earlier versions are not shown." in page
    whole = get(f"{city.get_absolute_url()}?history=all")
    assert whole.count('class="kind"') == 14
    assert "not shown" not in whole
    canonical = re.search(r'rel="canonical" href="([^"]+)"', whole)
    assert canonical is not None
    assert canonical[1].endswith(city.get_absolute_url())


def test_of_very_many_versions_and_changes_the_newest_are_shown(city, get, monkeypatch):
    monkeypatch.setattr("records.history.MAX_VERSIONS", 12)
    monkeypatch.setattr("records.history.MAX_LINES_ON_PAGE", 15)
    versions(city, 13)
    page = get(f"{city.get_absolute_url()}?history=all").split('id="history"')[1].split('id="cite"')[0]
    assert "Showing the newest 12 of 14 versions." in page
    assert page.count('class="kind"') == 12
    # Each version changed the summary and the code, the oldest one of the twelve, too.
    assert page.count("more change") == 5
    assert page.count("1 more change") == 1
    assert page.count("2 more changes") == 4


def test_the_oldest_version_shown_is_compared_with_the_one_before_it(city):
    versions(city, 10)
    assert len(get_record_history(city).versions) == 10
    assert all(version.lines for version in get_record_history(city).versions)


def queries(work) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)


def test_a_history_costs_one_query_and_one_more_for_titles(city):
    assert queries(lambda: get_record_history(city)) == 1
    versions(city, 9)
    assert queries(lambda: get_record_history(city)) == 1
    for number in range(5):
        edit(city, region=make_region(f"region-{number}"))
        with writing() as changes:
            changes.touch(city)
            source = make_source(f"source-{number}")
            city.source_links.create(field="sources", source=source, position=number + 1)
    assert queries(lambda: get_record_history(city)) == 2
    assert queries(lambda: get_record_history(city, whole=True)) == 2


def test_links_that_did_not_change_cost_no_query(city):
    exchange = make_exchange()
    save_part(ExchangeCity(exchange=exchange, city=city, role="host"))
    edit(exchange, outcome_en="A plan")
    assert queries(lambda: get_record_history(exchange)) == 2  # the city was added with the first version
    for number in range(10):
        edit(exchange, outcome_en=f"Plan {number}")
    assert queries(lambda: get_record_history(exchange)) == 1


def test_a_page_costs_the_same_with_one_version_and_with_ten(city, client):
    def page() -> None:
        assert client.get(city.get_absolute_url()).status_code == 200

    def count() -> int:
        # What is kept of all cities until one changes is read first.
        page()
        return queries(page)

    one = count()
    versions(city, 9)
    assert count() == one
    edit(city, region=make_region("shanxi"))
    assert count() == one + 1  # the titles of the regions


def test_every_page_says_how_to_cite_it_and_where_to_report_an_error(city, get, settings):
    settings.CONTACT_EMAIL = "hub@example.org"
    page = get(city.get_absolute_url()).split('id="cite"')[1]
    assert "“Datong”, China Hub, version 1 of" in page
    assert f"http://testserver{city.get_absolute_url()}" in page
    assert 'hidden data-copy-from="citation"' in page
    assert "creativecommons.org/licenses/by/4.0/" in page
    assert "Report an error on this page" in page


def test_publications_are_summed_up_in_one_query(city):
    assert queries(lambda: summarize_publications([])) == 0
    edit(city, kind="city")
    number = Publication.objects.latest("number").number
    assert words(summarize_publications([number])[number]) == "1 change: type"
    assert queries(lambda: summarize_publications([number])) == 1
