"""Two URLs share a cache key only if the response is the same."""

import itertools

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from records import build_digest
from tests.factories import make_city, make_park
from web import page_cache, query_params, versions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def enabled_page_cache(settings):
    settings.PAGE_CACHE = True


# -- the addresses of an attack ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attack", "victim"),
    [
        ("/en/parks/?kind%3Deip%0Alevel=provincial", "/en/parks/?kind=eip&level=provincial"),
        ("/en/parks/?page%3D3%0Ax=1", "/en/parks/?page=3&x=1"),
        ("/api/v1/parks/?count=1&q=park%0Asort=slug", "/api/v1/parks/?q=park&count=1&sort=slug"),
    ],
)
def test_a_crafted_address_never_answers_for_another_one(client, attack, victim):
    make_park("a-park", level="national")
    honest = client.get(victim)
    page_cache.caches["pages"].clear()
    client.get(attack)
    answer = client.get(victim)
    assert (answer.status_code, answer.content == honest.content) == (honest.status_code, True)


_words = st.text(alphabet="ab=&\n,;[]\"'\\%", max_size=4)


@given(*[st.lists(st.tuples(_words, _words), max_size=4)] * 2)
@example([("a", "b\nc=d")], [("a", "b"), ("c", "d")])
@example([("a=b", "c")], [("a", "b=c")])
def test_two_queries_share_a_name_only_if_they_hold_the_same_values(one, other):
    requests = []
    for pairs in (one, other):
        request = RequestFactory().get("/en/parks/")
        request.GET = QueryDict(mutable=True)
        for name, value in pairs:
            request.GET.appendlist(name, value)
        requests.append(request)
    names = {page_cache.get_address_digest(request) for request in requests}
    same = dict(requests[0].GET.lists()) == dict(requests[1].GET.lists())
    assert (len(names) == 1) is same


def _queries():
    """Addresses of a list with parameters that it knows, that it does not know, and that are malformed."""
    values = {
        "level": ["national", "provincial", "national,provincial", "x", ""],
        "kind": ["eip", "eip\nlevel=national"],
        "page": ["1", "2", "01"],
        "level=national\nkind": ["eip"],
        "utm_source": ["a", "b"],
        "colour": ["red", "blue"],
    }
    pairs = [(name, value) for name, own in values.items() for value in own]
    return [*([pair] for pair in pairs), *itertools.combinations(pairs, 2)]


@pytest.mark.slow
def test_answers_out_of_the_cache_are_those_that_are_made(client, settings):
    for level in ("national", "provincial"):
        make_park(f"a-{level}-park", level=level)
    answers = {}
    for kept in (False, True):
        settings.PAGE_CACHE = kept
        for pairs in _queries():
            query = QueryDict(mutable=True)
            for name, value in pairs:
                query.appendlist(name, value)
            response = client.get(f"/en/parks/?{query.urlencode()}")
            answers.setdefault(query.urlencode(), []).append((response.status_code, response.content))
    assert [query for query, (made, kept) in answers.items() if made != kept] == []


def test_the_order_of_parameters_changes_nothing_in_an_answer(client, settings):
    settings.PAGE_CACHE = False
    for path, one, other in [
        ("/en/parks/", "sort=name&level=national", "level=national&sort=name"),
        ("/api/v1/parks/", "page_size=1&sort=slug", "sort=slug&page_size=1"),
    ]:
        make_park(), make_park()
        first, second = client.get(f"{path}?{one}"), client.get(f"{path}?{other}")
        assert (first.content, first.status_code) == (second.content, 200)


# -- what an answer is made of ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("CONTACT_EMAIL", "hub@example.org", "/en/accessibility/"),
        ("SITE_URL", "https://hub.example.org", "/en/legal/"),
        ("API_RATE_KEYED", 7, "/en/developers/"),
        ("API_RATE_KEYED", 7, "/api/v1/"),
    ],
)
def test_another_setting_makes_another_page(client, settings, name, value, path):
    make_city()
    former = client.get(path)
    setattr(settings, name, value)
    again = client.get(path, headers={"If-None-Match": former["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != former["ETag"]


def test_no_secret_names_a_page(settings):
    shown = versions.get_public_settings()
    assert {"SITE_URL", "CONTACT_EMAIL", "API_RATE_ANONYMOUS"} <= shown.keys()
    assert settings.SECRET_KEY not in str(shown)


def test_another_version_of_a_package_is_another_program(monkeypatch):
    installed = build_digest.list_installed_packages()
    assert "django" in {name.lower() for name, _version in installed}
    before = build_digest.compute_build_digest.__wrapped__()
    monkeypatch.setattr(build_digest, "list_installed_packages", lambda: [*installed, ("one-more", "1.0")])
    assert build_digest.compute_build_digest.__wrapped__() != before


def test_with_a_public_address_the_host_that_was_asked_is_no_part_of_the_name(rf, settings):
    settings.SITE_URL = "https://hub.example.org"
    names = {
        page_cache.get_address_digest(rf.get("/en/", headers={"host": f"testserver:{port}"}))
        for port in (1, 2)
    }
    assert len(names) == 1


def test_a_parameter_is_tracking_by_its_pattern():
    assert query_params._is_tracking("utm_anything")
    assert not query_params._is_tracking("level")


def test_other_code_is_another_program(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    for name in (
        "api/views.py",
        "manage.py",
        "tests/test_api.py",
        ".venv/lib/package.py",
        "templates/base.html",
        "search/synonyms.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    digests = [build_digest.compute_build_digest.__wrapped__()]
    for name in ("api/views.py", "manage.py", "templates/base.html", "search/synonyms.yaml"):
        (tmp_path / name).write_text("2")
        digests.append(build_digest.compute_build_digest.__wrapped__())
    assert len(set(digests)) == len(digests)
    for name in ("tests/test_api.py", ".venv/lib/package.py"):
        (tmp_path / name).write_text("2")
    assert build_digest.compute_build_digest.__wrapped__() == digests[-1]
