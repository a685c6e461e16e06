"""Anonymous access is throttled; an API key raises the limit."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from api.models import ApiKey
from tests.api.api_client import BASE, get_json
from web import rate_limits

pytestmark = pytest.mark.django_db
PATH = f"{BASE}/cities/"
FAR = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def few_and_more(settings, monkeypatch):
    settings.API_RATE_ANONYMOUS, settings.API_RATE_KEYED = 3, 5
    monkeypatch.setattr(rate_limits, "_away_until", 0.0)
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_800_000_010.0)  # ten seconds into a minute


@pytest.fixture
def key():
    partner = ApiKey(partner="A partner")
    partner.secret = partner.generate()
    partner.save()
    return partner


def get(client, key=None, **extra):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return client.get(PATH, headers=headers, **{**FAR, **extra})


def test_an_address_may_ask_so_often_a_minute(client):
    answers = [get(client) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "50"
    assert refused["RateLimit"] == '"minute";r=0;t=50'
    assert refused["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert "RateLimit" not in answers[0]
    assert get(client, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_the_next_minute_counts_anew(client, monkeypatch):
    assert [get(client).status_code for _ in range(4)][-1] == 429
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_800_000_060.0)
    assert get(client).status_code == 200


def test_a_key_allows_more_and_is_told_how_much_remains(client, key):
    answers = [get(client, key.secret) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert [answer["RateLimit"] for answer in answers[:2]] == ['"minute";r=4;t=50', '"minute";r=3;t=50']
    assert answers[0]["Cache-Control"] == "private, max-age=0, must-revalidate"


def test_a_fresh_copy_counts_and_is_told_too(client, key):
    etag = get(client, key.secret)["ETag"]
    headers = {"Authorization": f"Bearer {key.secret}", "If-None-Match": etag}
    response = client.get(PATH, headers=headers, **FAR)
    assert (response.status_code, response["RateLimit"]) == (304, '"minute";r=3;t=50')


def test_an_ipv6_subscriber_is_one_address(client):
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::4", "2001:db8:1:2::9"]
    assert [get(client, REMOTE_ADDR=address).status_code for address in addresses] == [200, 200, 200, 429]
    assert get(client, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_is_counted_in_production_only(client, settings, address):
    assert {get(client, REMOTE_ADDR=address).status_code for _ in range(5)} == {200}
    settings.API_LIMIT_LOOPBACK = True
    assert [get(client, REMOTE_ADDR=address).status_code for _ in range(4)][-1] == 429


def test_nobody_escapes_by_naming_another_address(client):
    answers = [get(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}") for number in range(4)]
    assert answers[-1].status_code == 429


def test_a_cache_that_is_away_counts_nothing_and_stops_nothing(client, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    asked = []
    monkeypatch.setattr(caches["limits"], "add", lambda *args: asked.append(args) or away())
    assert {get(client).status_code for _ in range(5)} == {200}
    assert len(asked) == 1  # for a while it is not asked again


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer", "Bearer a b", "Basic eDp5", "Bearer \u00ff"])
def test_a_key_that_is_none_is_refused(client, header):
    response = client.get(PATH, headers={"Authorization": header}, **FAR)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_is_refused_from_the_next_request_on(client, key):
    assert get(client, key.secret).status_code == 200
    key.revoke()
    assert get(client, key.secret).status_code == 401


def test_a_key_is_kept_as_its_digest_alone(key):
    kept = ApiKey.objects.values().get()
    assert key.secret not in str(kept)
    assert key.secret.startswith(kept["hint"])
    assert len(kept["hint"]) < 12


def test_its_last_use_is_noted_at_most_hourly(client, key, django_assert_num_queries):
    get(client, key.secret)
    first = ApiKey.objects.get().last_used_at
    assert first is not None
    get(client, key.secret)
    assert ApiKey.objects.get().last_used_at == first
    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(minutes=61))
    get(client, key.secret)
    assert ApiKey.objects.get().last_used_at > first


# -- the admin ---------------------------------------------------------------------------------------


@pytest.fixture
def editor_client(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


def test_the_admin_issues_a_key_that_is_shown_once(editor_client):
    response = editor_client.post("/admin/api/apikey/add/", {"partner": "A city", "contact": ""}, follow=True)
    (shown,) = set(re.findall(r"hub_[\w-]{43}", response.content.decode()))
    key = ApiKey.objects.get()
    assert key.issued_by.username == "editor"
    assert get_json(editor_client, PATH, Authorization=f"Bearer {shown}")
    for path in ("/admin/api/apikey/", f"/admin/api/apikey/{key.pk}/change/"):
        html = editor_client.get(path).content.decode()
        assert key.hint in html
        assert shown not in html
        assert key.digest not in html


def test_the_admin_revokes_keys_and_deletes_none(editor_client, key):
    data = {"action": "revoke_selected", "_selected_action": [key.pk]}
    editor_client.post("/admin/api/apikey/", data)
    assert ApiKey.objects.get().revoked_at is not None
    assert editor_client.post(f"/admin/api/apikey/{key.pk}/delete/", {"post": "yes"}).status_code == 403


def test_changing_a_key_makes_no_new_one(editor_client, key):
    digest = ApiKey.objects.get().digest
    editor_client.post(f"/admin/api/apikey/{key.pk}/change/", {"partner": "Another name", "contact": ""})
    changed = ApiKey.objects.get()
    assert (changed.partner, changed.digest) == ("Another name", digest)


# -- what is counted --------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic eDp5"])
def test_wrong_keys_are_counted_by_the_address_that_sends_them(client, key, header):
    def statuses(number):
        return [client.get(PATH, headers={"Authorization": header}, **FAR).status_code for _ in range(number)]

    assert statuses(5) == [401, 401, 401, 429, 429]
    assert get(client).status_code == 429
    assert get(client, REMOTE_ADDR="203.0.113.8").status_code == 200
    assert get(client, key.secret).status_code == 200  # a partner at the same address is not shut out


@pytest.mark.parametrize(
    "path", ["/feeds/changes.atom", "/feeds/changes.atom?lang=zh-hans", f"{BASE}/schema/", f"{BASE}/docs/"]
)
def test_the_feed_and_the_description_are_counted_too(client, path):
    answers = [client.get(path, **FAR) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "50"
    assert get(client).status_code == 429


def test_browsers_and_readers_of_feeds_get_what_they_ask_for(client):
    for path, accepted in [("/feeds/changes.atom", "application/atom+xml"), (f"{BASE}/docs/", "text/html")]:
        answer = client.get(path, headers={"Accept": accepted})
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(accepted)
