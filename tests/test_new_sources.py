"""A source is added in the form of what cites it, and a second one of the same page is noticed."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from records.choices import Status
from records.models import Source
from records.models.source_addresses import find_same_address, normalize_address
from tests.admin_client import admin_url, form_data, submit_form
from tests.admin_forms import collect_errors
from tests.factories import make_city, make_city_figure, make_source, text, writing
from tests.test_admin_choosers import find, list_boxes, press_find
from tests.test_two_editors import Form, sign_in

pytestmark = pytest.mark.django_db

ADDRESS = "https://www.stats.gov.cn/sj/2024/t1.html"
NEW = {"url": ADDRESS, "title": "长春市2023年统计公报", "publisher": "国家统计局", "published": "2024-05-30"}


@pytest.fixture
def city():
    city = make_city("linfen", **text("name", "Linfen", "临汾"))
    make_city_figure(city, "area", **text("label", "Area"), value=10)
    return city


def type_new(name="key_facts-0-sources", **changes):
    """What is typed of a new source."""
    return {f"{name}__new_{field}": value for field, value in {**NEW, **changes}.items()}


FIGURE = ("key_facts", "area")


def save(client, city, typed, button="_save"):
    """Save the form of a city, or the page of its figure if something is typed there."""
    is_figure = any(name.startswith("key_facts") for name in typed)
    path = admin_url(City, "part", city.pk, *FIGURE) if is_figure else admin_url(City, "change", city.pk)
    return submit_form(client, path, typed, button)


def get_errors_of_new(response):
    """The messages beside the fields of the new source, by field."""
    pattern = r'__field">\s*<ul class="errorlist"[^>]*>(.*?)</ul>\s*<label for="[^"]*__new_(\w+)"'
    found = re.findall(pattern, response.content.decode(), re.DOTALL)
    return {name: re.sub("<[^>]*>", "", message) for message, name in found}


def test_a_new_source_is_saved_with_the_form_as_a_draft_with_what_is_guessed(admin_client):
    city = make_city("linfen", publish=False)
    figure = make_city_figure(city, "area", value=10)
    kept = list(figure.sources.all())
    response = save(admin_client, city, type_new())
    assert response.status_code == 302
    source = Source.objects.get(url=ADDRESS)
    assert list(figure.sources.all()) == [*kept, source]
    assert (source.title, source.publisher, source.published) == (
        NEW["title"],
        NEW["publisher"],
        NEW["published"],
    )
    assert (source.status, source.language, source.kind, source.official) == (
        Status.DRAFT,
        "zh-Hans",
        "report",
        True,
    )
    assert source.slug == "chang-chun-shi-2023-nian-tong-ji-gong-bao-2024"
    assert f"“{NEW['title']}” is a new source, still a draft." in list_messages(response)


def list_messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_what_is_typed_of_the_guessed_fields_counts(admin_client):
    city = make_city("linfen", publish=False)
    response = save(admin_client, city, type_new("sources", language="en", kind="dataset", slug="my-slug"))
    assert response.status_code == 302
    source = Source.objects.get(url=ADDRESS)
    assert (source.slug, source.language, source.kind) == ("my-slug", "en", "dataset")


def test_a_new_source_goes_public_with_the_public_record_that_cites_it(admin_client, city):
    response = save(admin_client, city, type_new())
    assert response.status_code == 302
    source = Source.objects.get(url=ADDRESS)
    assert source.is_published
    assert source in city.key_facts.get().sources.all()
    assert f"“{NEW['title']}” is a new source, public now." in list_messages(response)


def test_a_refused_form_tells_of_no_new_source(admin_client, city):
    response = save(admin_client, city, {**type_new(), "key_facts-0-label_en": ""})
    assert response.status_code == 200
    assert not Source.objects.filter(url=ADDRESS).exists()
    assert all(f'value="{value}"' in response.content.decode() for value in NEW.values())
    assert list_messages(response) == []


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "https://example.org/a page"),
        ("url", "https://example.org/" + "x" * 3000),
        ("url", "https://user:secret@example.org/"),
        ("url", "http://localhost/"),
        ("url", ""),
        ("title", ""),
        ("title", "x" * 3000),
        ("publisher", ""),
        ("published", "30 May"),
        ("published", "2024-13"),
    ],
)
def test_what_is_wrong_with_a_new_source_is_told_beside_its_field(admin_client, city, field, typed):
    response = save(admin_client, city, type_new(**{field: typed}))
    assert response.status_code == 200
    assert list(get_errors_of_new(response)) == [field]
    assert f'value="{typed}"' in response.content.decode() or not typed
    assert list(collect_errors(response)) == ["key_facts-0-sources"]


@pytest.mark.parametrize(
    "url", ["https://统计局.中国/公报", "http://example.org/%E5%85%AC", "example.org/page"]
)
def test_addresses_of_all_kinds_are_taken(admin_client, url):
    city = make_city("linfen", publish=False)
    assert save(admin_client, city, type_new("sources", url=url)).status_code == 302
    assert Source.objects.filter(title=NEW["title"]).exists()


SAME = [
    "http://stats.gov.cn/sj/2024/t1.html",
    "https://www.stats.gov.cn/sj/2024/t1.html/",
    "https://stats.gov.cn/sj/2024/t1.html#top",
    "https://WWW.stats.gov.cn/sj/2024/t1.html?utm_source=x&spm=1",
    "https://www.stats.gov.cn:443/sj/2024/t1.html?",
]


@pytest.mark.parametrize("url", SAME)
def test_an_address_that_is_known_under_another_ending_is_a_question(admin_client, city, url):
    known = make_source("known", url=ADDRESS, title="Communiqué")
    response = save(admin_client, city, type_new(url=url))
    page = response.content.decode()
    assert response.status_code == 200
    assert "This address is already a source" in page
    assert f'name="key_facts-0-sources__new_answer" value="{known.pk}"' in page
    assert get_errors_of_new(response).keys() == {"url"}


def test_the_known_source_is_used_instead(admin_client, city):
    known = make_source("known", url=ADDRESS)
    typed = type_new(url=SAME[0], title="", publisher="")
    response = save(admin_client, city, {**typed, "key_facts-0-sources__new_answer": known.pk})
    assert response.status_code == 302
    assert known in city.key_facts.get().sources.all()
    assert Source.objects.filter(url__contains="stats.gov.cn").count() == 1


def test_another_page_with_the_address_is_a_source_of_its_own(admin_client):
    make_source("known", url=ADDRESS)
    city = make_city("linfen", publish=False)
    typed = {**type_new("sources", url=SAME[0]), "sources__new_answer": "another"}
    assert save(admin_client, city, typed).status_code == 302
    assert Source.objects.filter(url__contains="stats.gov.cn").count() == 2


def test_addresses_of_different_pages_differ():
    others = [
        "https://www.stats.gov.cn/sj/2024/t2.html",
        f"{ADDRESS}?page=2",
        "https://gov.cn/sj/2024/t1.html",
    ]
    assert len({normalize_address(address) for address in (ADDRESS, *others)}) == 4
    assert [normalize_address(text) for text in ("", "x", "javascript:1", "https://[", "ftp://a.org")] == [
        ""
    ] * 5


def test_a_chinese_host_is_the_same_as_its_code():
    source = make_source("known", url="https://xn--fiqs8s.xn--fiqs8s/公报")
    assert find_same_address("http://中国.中国/%E5%85%AC%E6%8A%A5/") == [source]


def test_one_address_in_two_fields_is_one_source(admin_client):
    city = make_city("linfen", publish=False)
    assert save(admin_client, city, {**type_new("lede_sources"), **type_new("sources")}).status_code == 302
    source = Source.objects.get(url=ADDRESS)
    assert source in city.sources.all()
    assert source in city.lede_sources.all()


def test_two_new_sources_with_one_title_have_two_slugs(admin_client):
    city = make_city("linfen", publish=False)
    typed = {**type_new("lede_sources"), **type_new("sources", url=f"{ADDRESS}?id=2")}
    assert save(admin_client, city, typed).status_code == 302
    assert len(set(Source.objects.filter(title=NEW["title"]).values_list("slug", flat=True))) == 2


def test_who_may_not_add_sources_gets_no_fields_for_one(city):
    client = sign_in("anna")
    Group.objects.get(name="Publisher").permissions.remove(Permission.objects.get(codename="add_source"))
    path = admin_url(City, "part", city.pk, *FIGURE)
    assert "New source" not in client.get(path).content.decode()
    response = client.post(path, {**form_data(client.get(path)), **type_new(), "_save": "1"})
    assert response.status_code == 200
    assert list(collect_errors(response)) == ["key_facts-0-sources"]


def test_an_address_is_looked_for_without_scripts_and_opens_a_new_source(admin_client, city):
    path = admin_url(City, "change", city.pk)
    page = press_find(admin_client, path, {"sources__find": ADDRESS}, "sources").content.decode()
    assert "No source has this address." in page
    assert re.search(rf'name="sources__new_url" value="{ADDRESS}"', page)
    known = make_source("known", url=ADDRESS)
    page = press_find(admin_client, path, {"sources__find": SAME[0]}, "sources").content.decode()
    assert list_boxes(page, "sources", checked=False) == [str(known.pk)]


def test_a_new_source_that_is_half_typed_stays_while_another_is_looked_for(admin_client, city):
    path = admin_url(City, "change", city.pk)
    typed = {**type_new("lede_sources", title=""), "sources__find": "notice"}
    response = press_find(admin_client, path, typed, "sources")
    assert get_errors_of_new(response) == {}
    assert f'name="lede_sources__new_publisher" value="{NEW["publisher"]}"' in response.content.decode()


def test_a_new_source_stays_when_another_editor_has_saved_the_record(city):
    first, second = Form(sign_in("anna"), city), Form(sign_in("bo"), city)
    first.save(name_en="Pingyang")
    response = second.save(**type_new("sources"))
    assert response.status_code == 409
    assert f'name="sources__new_title" value="{NEW["title"]}"' in response.content.decode()


def test_the_sources_of_one_field_are_a_line_until_they_are_needed(admin_client, city):
    path = admin_url(City, "change", city.pk)
    with writing() as changes:
        changes.set_related(city, "lede_sources", [make_source("a", title="On slag")])
    page = admin_client.get(path).content.decode()
    fold = r'<details class="chooser__fold"( open)?>\s*<summary>\s*1 source\s*<span>On slag</span>'
    assert re.search(fold, page)[1] is None
    page = press_find(admin_client, path, {"lede_sources__find": "slag"}, "lede_sources").content.decode()
    assert re.search(fold, page)[1] == " open"


def test_the_last_source_of_a_part_that_goes_is_told(admin_client):
    city = make_city("linfen", publish=False)
    make_city_figure(city, "area", **text("label", "Area"), value=10)
    response = save(admin_client, city, {"key_facts-0-sources": []})
    assert response.status_code == 302
    assert "“Area” has no source any more." in list_messages(response)


def test_a_second_source_with_one_address_is_a_question_on_its_own_form(admin_client):
    make_source("known", url=ADDRESS, title="Communiqué")
    other = make_source("other")
    path = admin_url(Source, "change", other.pk)
    response = submit_form(admin_client, path, {"url": SAME[0]})
    assert response.status_code == 200
    assert "This address is already a source" in response.content.decode()
    assert Source.objects.get(pk=other.pk).url != SAME[0]


@pytest.mark.parametrize("number", [200, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("term", [ADDRESS, "communiqué"])
def test_a_source_is_found_in_as_many_queries_among_many_as_among_100(admin_client, term, number):
    def count():
        with CaptureQueriesContext(connection) as queries:
            found = json.loads(find(admin_client, Source, "sources", term).content)["choices"]
        return len(queries), [choice["name"] for choice in found]

    make_source("known", url=ADDRESS, title="Communiqué")
    _add_sources(range(100))
    count()  # what a process keeps
    few = count()
    _add_sources(range(100, number))
    assert count() == few
    assert few[1] == ["Communiqué"]


def test_a_source_whose_title_has_the_text_comes_first(admin_client):
    make_source("a", title="Yearbook", publisher="Slag office")
    make_source("b", title="On slag")
    found = json.loads(find(admin_client, Source, "sources", "slag").content)["choices"]
    assert [choice["name"] for choice in found] == ["On slag", "Yearbook"]


def _add_sources(numbers):
    Source.objects.bulk_create(
        Source(slug=f"s-{number}", title=f"T {number}", publisher="P", language="en", kind="page",
               url=f"https://www.stats.gov.cn/{number}")
        for number in numbers
    )  # fmt: skip
