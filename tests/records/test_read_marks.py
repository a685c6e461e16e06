"""What a page says of who has read the record: nobody, an office, or an office an earlier version."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.desk.read_marks import add_read_mark
from records.models import ReadMark
from records.models.read_mark import exclude_read
from records.redaction.personal_data import forget_user
from tests.factories import make_city, make_finding, make_network, writing
from web.versions import versions

pytestmark = pytest.mark.django_db

UNREAD = "Not yet checked by ICLEI staff"


@pytest.fixture
def reader(settings) -> User:
    settings.OFFICE_NAME_EN, settings.OFFICE_NAME_ZH_HANS = "ICLEI East Asia", "宜可城东亚秘书处"
    return User.objects.create(username="rosa", is_staff=True)


def mark(record, user, day=date(2026, 12, 2)) -> ReadMark:
    record.refresh_from_db()
    mark = add_read_mark(user, record)
    ReadMark.objects.filter(pk=mark.pk).update(day=day)
    versions.forget()  # as a second later
    return mark


def edit(record, **values) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)
    record.refresh_from_db()


@pytest.mark.parametrize("make", [make_city, make_finding])
def test_no_record_is_read_at_first_and_its_page_says_so_once_in_the_fold_of_its_citation(get, make):
    path = make().get_absolute_url()
    page = get(path)
    assert page.count(UNREAD) == 1
    assert UNREAD in page.split('id="cite"')[1].split("</details>")[0]
    assert "尚未经宜可城审核" in get(path.replace("/en/", "/zh-hans/"))
    assert UNREAD not in get("/en/coalition/")


def test_the_line_is_the_last_one_of_the_head(get, reader):
    finding = make_finding()
    mark(finding, reader)
    page = get(finding.get_absolute_url())
    head = page[page.index('<div class="page-head') : page.index('<div class="wrap profile"')]
    assert "<p" not in head[head.index("Read by ICLEI East Asia") :]


def test_a_read_version_is_named_with_office_and_day(get, reader):
    city = make_city()
    path = city.get_absolute_url()
    mark(city, reader)
    page = get(path)
    assert "Read by ICLEI East Asia, 2 December 2026, version 1" in page
    assert UNREAD not in page
    assert "this is version" not in page
    assert "宜可城东亚秘书处2026年12月2日审读第1版" in get(path.replace("/en/", "/zh-hans/"))
    assert "秘書處" in get(path.replace("/en/", "/zh-hant/"))


def test_the_mark_lapses_when_the_record_changes(get, reader):
    city = make_city()
    mark(city, reader)
    edit(city, name_en="Another name")
    assert "version 1 · this is version 2" in get(city.get_absolute_url())
    assert list(exclude_read(type(city).objects.all())) == [city]
    mark(city, reader)
    assert "version 2" in get(city.get_absolute_url())
    assert list(exclude_read(type(city).objects.all())) == []


def test_a_draft_is_not_among_what_is_to_be_read(db):
    make_city(publish=False)
    assert list(exclude_read(type(make_city("another")).objects.all()).values_list("slug", flat=True)) == [
        "another"
    ]


def test_an_office_without_a_name_is_that_of_iclei(get, reader, settings):
    settings.OFFICE_NAME_EN = settings.OFFICE_NAME_ZH_HANS = ""
    city = make_city()
    mark(city, reader)
    assert "Read by ICLEI, 2 December 2026" in get(city.get_absolute_url())


def test_an_office_that_is_renamed_keeps_its_name_in_earlier_marks(get, reader, settings):
    city = make_city()
    mark(city, reader)
    settings.OFFICE_NAME_EN = "ICLEI Seoul"
    assert "Read by ICLEI East Asia" in get(city.get_absolute_url())


def test_the_setting_takes_the_line_off_all_pages(get, reader, settings):
    settings.READ_MARKS = False
    city = make_city()
    assert UNREAD not in get(city.get_absolute_url())
    mark(city, reader)
    assert "Read by" not in get(city.get_absolute_url())


def test_a_page_of_the_cache_is_another_one_with_a_mark_and_when_it_is_taken_back(client, reader, settings):
    settings.PAGE_CACHE = True
    city = make_city()
    path = city.get_absolute_url()
    client.get(path)
    assert client.get(path)["Cache-Status"] == "hub; hit"
    read = mark(city, reader)
    assert "Read by" in client.get(path).content.decode()
    read.delete()
    versions.forget()
    assert UNREAD in client.get(path).content.decode()


def test_a_mark_costs_a_page_no_query(client, reader, django_assert_num_queries):
    city, other = make_city(), make_city("other")
    # What is kept of all cities until one changes is read first.
    client.get(other.get_absolute_url())
    with CaptureQueriesContext(connection) as before:
        client.get(city.get_absolute_url())
    mark(city, reader)
    with django_assert_num_queries(len(before)):
        client.get(city.get_absolute_url())


def test_the_page_of_the_coalition_says_it_of_the_network(get, reader):
    network = make_network(is_coalition=True)
    assert "Read by" not in get(reverse("coalition"))
    mark(network, reader)
    assert "Read by ICLEI East Asia" in get(reverse("coalition"))


def test_nobody_is_named_and_a_forgotten_account_leaves_no_name(get, reader):
    city = make_city()
    mark(city, reader)
    assert "rosa" not in get(city.get_absolute_url())
    forget_user(reader)
    assert ReadMark.objects.get().reader == f"former-staff-{reader.pk}"
