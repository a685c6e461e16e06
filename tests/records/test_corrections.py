"""The public list of corrections: what was wrong, what stands now, when and why."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from records import publishing, redaction
from records.choices import RevisionKind
from records.history.corrections import Correction, build_corrections, get_public_corrections
from records.models import Publication, Revision
from records.permissions import SystemWriter
from tests.factories import make_city, make_city_figure, make_park, make_region, make_source, writing
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

PAGE = "/en/corrections/"


def change(record, reason="", kind=RevisionKind.UPDATE, writer=None, **values) -> None:
    writer = writer or SystemWriter("a test")
    with publishing.publication_transaction(writer, reason=reason, kind=kind) as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def correct(record, reason="A slip", **values) -> None:
    change(record, reason, RevisionKind.CORRECTION, **values)


def list_corrections() -> list[Correction]:
    """The public corrections, newest first."""
    return build_corrections(get_public_corrections())


def list_slugs() -> list[str]:
    return [correction.slug for correction in list_corrections()]


def test_the_page_says_what_was_wrong_what_stands_now_when_and_why(get):
    city = make_city("datong")
    correct(city, "The ministry spells it so", name_en="Tatung")
    page = get(PAGE)
    row = Publication.objects.get(slug="datong", version=2)
    text = read_text(page)
    for shown in ("Tatung", "The ministry spells it so", "Before: Datong", "Now: Tatung", "Version 2"):
        assert shown in text
    assert f"site update {row.number}" in text
    assert f'<a class="title" href="{city.get_absolute_url()}">Tatung</a>' in page


def test_a_reason_has_its_language_and_the_script_of_the_page(get):
    correct(make_city("datong"), "The ministry spells it so", name_en="Tatung")
    correct(make_city("datong-two"), "数据有误", name_en="Another name")
    english, traditional = get(PAGE), get("/zh-hant/corrections/")
    assert '<span lang="en">The ministry spells it so</span>' in traditional
    assert "數據有誤" in traditional
    assert '<span lang="zh-Hans">数据有误</span>' in english
    assert '<span lang="en">' not in english


@pytest.mark.parametrize(
    ("reason", "language"),
    [
        ("The ministry writes 大同市 as one word", "en"),
        ("Datong (大同市云冈区平城区)", "zh-Hans"),
        ("数据有误，见 GB/T 2010", "zh-Hans"),
        ("单位应为 kgce", "zh-Hans"),
        ("2010 → 2011", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_reason_is_that_of_most_of_its_letters(reason: str, language: str):
    correct(make_city("datong"), reason, name_en="Tatung")
    assert [entry.reason_text.lang for entry in list_corrections()] == [language]


def test_an_entry_has_what_the_api_needs():
    city = make_city("datong")
    correct(city, "A slip", name_en="Tatung")
    (entry,) = list_corrections()
    row = Publication.objects.get(slug="datong", version=2)
    assert (entry.record_type, entry.slug, entry.title, entry.reason) == (
        "city",
        "datong",
        "Tatung",
        "A slip",
    )
    assert (entry.number, entry.version, entry.at) == (row.number, 2, row.at)
    assert [(line.label, line.before, line.after) for line in entry.lines] == [
        ("Name (English)", "Datong", "Tatung"),
    ]  # fmt: skip


def test_a_correction_of_what_only_editors_see_is_not_public(get):
    source = make_source("a-source", title="A report")
    correct(source, "A private reason", editor_note="Ask Li again")
    assert list_slugs() == []
    assert "A private reason" not in get(PAGE)
    correct(source, "A slip", title="The report", editor_note="Asked")
    assert list_slugs() == ["a-source"]


def test_the_newest_correction_is_first():
    for slug in ("first", "second"):
        correct(make_city(slug), name_en="Another name")
    assert list_slugs() == ["second", "first"]


def test_a_correction_of_a_part_is_listed_with_the_record(get):
    city = make_city("datong")
    figure = make_city_figure(city, value=10)
    with publishing.publication_transaction(
        SystemWriter("a test"), reason="A wrong unit", kind=RevisionKind.CORRECTION
    ) as changes:
        figure.value = 12
        changes.save(figure)
    (entry,) = list_corrections()
    assert entry.slug == "datong"
    assert ["10" in line.before and "12" in line.after for line in entry.lines] == [True]


def test_a_corrected_figure_is_linked_to_its_page(get):
    figure = make_city_figure(make_city("datong"), value=10)
    correct(figure, value=12)
    page = get(PAGE)
    assert '<a href="/en/figures/city.datong.area/">Area</a>' in page
    assert "10" in read_text(page)


# -- what is private --------------------------------------------------------------------------------


def test_an_ordinary_change_and_its_reason_are_on_no_page(get):
    city = make_city("datong")
    change(city, "A secret reason", name_en="Tatung")
    assert list_slugs() == []
    assert "secret" not in get(PAGE) + get("/en/cities/datong/") + get("/en/")


def test_the_writer_of_a_correction_is_not_public(get):
    editor = User.objects.create_superuser("li-ming", first_name="Ming", last_name="Li")
    correct(make_city("datong"), writer=editor, name_en="Tatung")
    page = get(PAGE)
    assert "Tatung" in page
    assert "li-ming" not in page
    assert "Ming" not in page


def test_corrections_of_drafts_are_not_public_even_when_they_are_published_later():
    city = make_city("datong", publish=False)
    correct(city, name_en="Tatung")
    with publishing.publication_transaction(
        SystemWriter("a test"), reason="A slip", kind=RevisionKind.CORRECTION
    ) as changes:
        changes.publish(city)
    assert list_slugs() == []


def test_the_corrections_of_a_withdrawn_record_are_listed_again_when_it_is_public_again():
    city = make_city("datong")
    correct(city, name_en="Tatung")
    with writing() as changes:
        changes.withdraw(city)
    assert list_slugs() == []
    with writing() as changes:
        changes.publish(city)
    assert list_slugs() == ["datong"]


def test_the_corrections_of_a_deleted_record_are_gone():
    city = make_city("datong")
    correct(city, name_en="Tatung")
    with writing() as changes:
        changes.delete(city)
    make_city("datong", name_en="Another city")
    assert list_slugs() == []


def test_a_record_that_was_withdrawn_corrected_and_published_again_is_listed():
    city = make_city("datong")
    with writing() as changes:
        changes.withdraw(city)
    with publishing.publication_transaction(
        SystemWriter("a test"), reason="A slip", kind=RevisionKind.CORRECTION
    ) as changes:
        city.name_en = "Tatung"
        changes.save(city)
        changes.publish(city)
    (entry,) = list_corrections()
    assert [(line.before, line.after) for line in entry.lines] == [("Datong", "Tatung")]


def test_a_renamed_record_is_linked_under_its_present_address(get):
    city = make_city("datong")
    correct(city, name_en="Tatung")
    with writing() as changes:
        changes.rename(city, "tatung")
    (entry,) = list_corrections()
    assert (entry.slug, entry.path) == ("tatung", "/cities/tatung/")
    assert 'href="/en/cities/tatung/"' in get(PAGE)


def test_a_rename_can_be_a_correction():
    city = make_city("datong")
    with publishing.publication_transaction(
        SystemWriter("a test"), reason="A slip", kind=RevisionKind.CORRECTION
    ) as changes:
        city.name_en = "Tatung"
        changes.save(city)
        changes.rename(city, "tatung")
    (entry,) = list_corrections()
    assert entry.slug == "tatung"
    assert ("Datong", "Tatung") in [(line.before, line.after) for line in entry.lines]


# -- redaction --------------------------------------------------------------------------------------


@pytest.fixture
def redact():
    boss = User.objects.create_superuser("boss")

    def redact_versions(record, *versions: int) -> None:
        rows = Publication.objects.filter(slug=record.slug, version__in=versions)
        numbers = rows.values_list("number", flat=True)
        redaction.redact(record.type_code, record.slug, numbers, by=boss, reason="File 7")

    return redact_versions


@pytest.fixture
def thrice():
    """A city with three corrections, the second of which replaced what must not be public."""
    city = make_city("datong", name_en="One")
    correct(city, "First reason", name_en="Secret name")
    correct(city, "It was the secret name", name_en="Three")
    correct(city, "Third reason", name_en="Four")
    return city


def test_a_redacted_version_is_not_listed(thrice, redact):
    redact(thrice, 2)
    assert [entry.version for entry in list_corrections()] == [4, 3]


def test_the_correction_of_a_redacted_version_loses_old_values_and_reason(thrice, redact, get):
    redact(thrice, 2)
    last, after = list_corrections()
    assert (last.reason, len(last.lines)) == ("Third reason", 1)
    assert (after.reason, after.lines) == ("", None)
    page = get(PAGE)
    assert "secret" not in page.lower()
    assert "the version before was removed for legal reasons" in page


def test_the_corrections_before_a_redacted_version_stay(thrice, redact):
    redact(thrice, 3)
    assert [(entry.version, entry.reason) for entry in list_corrections()] == [(4, ""), (2, "First reason")]


def test_a_correction_between_two_redacted_versions_loses_its_reason(thrice, redact):
    change(thrice, name_en="Five")
    redact(thrice, 2, 4)
    assert [(entry.version, entry.reason, entry.lines) for entry in list_corrections()] == [(3, "", None)]


def test_a_reason_is_removed_with_its_version(thrice, redact, get):
    change(thrice, name_en="Five")
    redact(thrice, 4)
    assert "Third reason" not in get(PAGE)
    assert not Revision.objects.filter(reason="Third reason").exists()


def test_no_revision_of_a_redacted_record_is_left(thrice, redact):
    with writing() as changes:
        changes.withdraw(thrice)
    redact(thrice, 1, 2, 3, 4)
    assert list_slugs() == []


# -- the page ---------------------------------------------------------------------------------------


def correct_many(count: int) -> None:
    """Correct so many records, some of which refer to others."""
    regions = [make_region(), make_region("shanxi")]
    for number in range(count):
        city = make_city(f"a-city-{number}", region=regions[0])
        correct(city, region=regions[1])


def test_an_empty_list_says_so(get):
    assert "No published record has been corrected so far." in get(PAGE)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_page_is_in_chinese_too(get, language):
    correct(make_city("datong"), name_zh_hans="平城")
    page = get(f"/{language}/corrections/")
    assert "更正" in page
    assert "平城" in page


def test_the_page_takes_as_many_queries_with_many_corrections_as_with_few(client):
    correct_many(3)
    make_park("a-park")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    correct_many_more = [make_city(f"another-{number}") for number in range(60)]
    for city in correct_many_more:
        correct(city, region=make_region("shanxi"))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE)
    assert len(many) == len(few) <= 12
    assert len(page.context["corrections"]) == 50
    assert len(client.get(f"{PAGE}?page=2").context["corrections"]) == 13


@pytest.mark.parametrize("page", ["0", "3", "x"])
def test_a_page_that_does_not_exist_is_refused_with_the_first(client, page):
    correct(make_city("datong"), name_en="Tatung")
    response = client.get(PAGE, {"page": page})
    assert response.status_code == 400
    assert "Write a page number from 1 to 1." in response.content.decode()
    assert "Tatung" in response.content.decode()


def test_the_footer_the_sitemap_and_the_method_link_to_it(get):
    for page in (get("/en/").split("<footer")[1], get("/en/about/"), get("/sitemap-pages.xml")):
        assert PAGE in page


def test_a_correction_is_on_the_page_at_once(client, admin_client):
    city = make_city("datong")
    assert "Tatung" not in client.get(PAGE).content.decode()
    correct(City.objects.get(pk=city.pk), name_en="Tatung")
    assert "Tatung" in admin_client.get(PAGE).content.decode()
