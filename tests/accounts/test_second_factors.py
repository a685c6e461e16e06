"""Whoever has a second factor signs in with it; who needs one is led to it; each step has limits."""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from redis.exceptions import RedisError

from accounts.links import make_link
from accounts.models import AccountEvent
from accounts.sentences import describe_event
from hub.shared_cache import SharedFileCache
from tests.second_factors import (
    PASSWORD,
    enter_code,
    enter_password,
    give_app,
    is_signed_in,
    list_codes,
    make_account,
)
from tests.totp import make_code

pytestmark = pytest.mark.django_db

ENTRY = "/admin/login/factor/"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def anna() -> User:
    return make_account("anna")


def list_log() -> list[str]:
    return [describe_event(event) for event in AccountEvent.objects.order_by("pk")]


# -- signing in ---------------------------------------------------------------------------------------


def test_without_a_factor_the_password_is_enough(client, anna):
    answer = enter_password(client, "anna", to="/admin/find/")
    assert answer["Location"] == "/admin/find/"
    assert is_signed_in(client)


def test_with_an_app_the_password_alone_opens_nothing(client, anna):
    secret = give_app(anna)
    assert enter_password(client, "anna", to="/admin/find/")["Location"] == ENTRY
    assert not is_signed_in(client)
    assert list_log() == []
    page = client.get(ENTRY).content.decode()
    assert "The password of <strong>anna</strong> is right." in page
    assert enter_code(client, make_code(secret))["Location"] == "/admin/find/"
    assert is_signed_in(client)
    assert list_log() == ["anna signed in."]


def test_a_code_works_once(anna):
    secret = give_app(anna)
    code = make_code(secret)
    for expected in (302, 200):
        client = Client()
        enter_password(client, "anna")
        answer = enter_code(client, code)
        assert answer.status_code == expected
    assert "This code isn’t right, or was used already." in answer.content.decode()


@pytest.mark.parametrize(("seconds", "status"), [(-90, 200), (-30, 302), (30, 302), (90, 200)])
def test_the_clock_of_a_phone_may_differ_by_half_a_minute(client, anna, seconds, status):
    secret = give_app(anna)
    enter_password(client, "anna")
    assert enter_code(client, make_code(secret, seconds)).status_code == status


def test_a_recovery_code_works_once_in_the_place_of_the_app_and_the_log_tells_it(client, anna):
    give_app(anna)
    code = list_codes(anna)[0]
    enter_password(client, "anna")
    assert enter_code(client, code).status_code == 302
    assert "You used a recovery code; 9 are left." in client.get("/admin/").content.decode()
    assert list_log() == ["anna signed in.", "anna signed in with a recovery code. Codes left: 9."]
    event = AccountEvent.objects.get(kind="recovery_code_used")
    assert event.request_id
    assert event.address == "127.0.0.1"
    other = Client()
    enter_password(other, "anna")
    assert enter_code(other, code).status_code == 200


def test_the_page_of_the_code_is_for_whoever_typed_the_password(client):
    assert client.get(ENTRY)["Location"] == "/admin/login/"
    assert enter_code(client, "123456")["Location"] == "/admin/login/"


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"is_staff": False}, {"password": "another"}],
    ids=["closed", "without a role", "another password"],
)
def test_what_ends_an_account_ends_a_sign_in_that_is_half_done(client, anna, change):
    secret = give_app(anna)
    clients = client, Client()
    for each in clients:
        enter_password(each, "anna")
    User.objects.filter(pk=anna.pk).update(**change)
    assert enter_code(client, make_code(secret))["Location"] == "/admin/login/"
    assert not is_signed_in(client)
    for each in clients:
        assert each.get(ENTRY)["Location"] == "/admin/login/"


def test_a_new_password_by_link_does_not_skip_the_factor(client, anna):
    secret = give_app(anna)
    new = "mellow-heron-quarry-19"
    form = client.get(make_link(anna, by="a test"))["Location"]
    answer = client.post(form, dict.fromkeys(("new_password1", "new_password2"), new))
    assert answer["Location"] == "/admin/login/"
    assert not is_signed_in(client)
    assert enter_password(client, "anna", new)["Location"] == ENTRY
    assert enter_code(client, make_code(secret)).status_code == 302


def test_who_signs_in_as_another_is_signed_out_before(client, anna):
    make_account("bo", "Editor")
    enter_password(client, "bo")
    secret = give_app(anna)
    enter_password(client, "anna")
    assert not is_signed_in(client)
    enter_code(client, make_code(secret))
    assert list_log() == ["bo signed in.", "bo signed out.", "anna signed in."]


def test_a_session_that_used_its_factor_costs_no_query_more_where_one_is_required(client, anna, settings):
    secret = give_app(anna)
    enter_password(client, "anna")
    enter_code(client, make_code(secret))

    def count_queries() -> int:
        client.get("/admin/find/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/find/").status_code == 200
        return len(queries)

    before = count_queries()
    settings.SECOND_FACTOR_REQUIRED = True
    assert count_queries() == before


# -- limits -------------------------------------------------------------------------------------------


def guess_codes(times: int, **extra: str) -> list[int]:
    codes = []
    for number in range(times):
        client = Client(**extra)
        enter_password(client, "anna")
        codes.append(enter_code(client, f"guess{number}").status_code)
    return codes


def test_ten_wrong_codes_lock_the_account_at_this_address_also_for_the_right_code(client, anna):
    secret = give_app(anna)
    enter_password(client, "anna")
    assert [enter_code(client, f"{number}").status_code for number in range(10)] == [200] * 9 + [429]
    answer = enter_code(client, make_code(secret))
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Too many wrong passwords or codes for this account" in answer.content.decode()
    assert enter_password(Client(), "anna").status_code == 429
    assert "anna couldn’t sign in: wrong second factor." in list_log()
    assert list_log()[-1] == "anna couldn’t sign in: locked after too many wrong attempts."


def test_the_right_password_does_not_forgive_wrong_codes(anna):
    give_app(anna)
    assert guess_codes(10)[-1] == 429


def test_wrong_codes_of_an_account_are_limited_from_all_addresses_together(anna):
    secret = give_app(anna)
    for number in range(10):
        guess_codes(1, REMOTE_ADDR=f"192.0.2.{number}")
    client = Client(REMOTE_ADDR="198.51.100.1")
    enter_password(client, "anna")
    answer = enter_code(client, make_code(secret))
    assert answer.status_code == 200
    assert "Too many wrong codes were typed for this account." in answer.content.decode()
    assert not AccessAttempt.objects.filter(ip_address="198.51.100.1").exists(), "it wasn't wrong"


def test_wrong_codes_count_for_all_accounts_of_an_address(client, anna, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 3
    secret = give_app(anna)
    enter_password(client, "anna")
    guess_codes(2)
    enter_password(Client(), "bo", "wrong")
    answer = enter_code(client, make_code(secret))
    assert answer.status_code == 429
    assert "from your address, of all accounts together" in answer.content.decode()


def test_wrong_recovery_codes_and_passkeys_count_as_well(client, anna):
    give_app(anna)
    enter_password(client, "anna")
    enter_code(client, "00000000")
    client.post(ENTRY, {"credential": json.dumps({"id": "x"})})
    assert AccessAttempt.objects.get().failures_since_start == 2


def test_while_the_counters_are_away_no_code_is_taken(client, anna, monkeypatch):
    def fail(*_args, **_options):
        raise RedisError("connection refused")

    secret = give_app(anna)
    enter_password(client, "anna")
    monkeypatch.setattr(caches["default"], "add", fail)
    answer = enter_code(client, make_code(secret))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert not is_signed_in(client)


def test_an_empty_code_is_no_attempt(client, anna):
    give_app(anna)
    enter_password(client, "anna")
    assert "This field is required." in enter_code(client, "").content.decode()
    assert not AccessAttempt.objects.exists()


def test_what_was_typed_is_not_kept_with_the_failed_attempts(client, anna):
    give_app(anna)
    enter_password(client, "anna")
    enter_code(client, list_codes(anna)[0][:-1])
    assert list_codes(anna)[0][:-1] not in AccessAttempt.objects.get().post_data


def test_without_redis_all_processes_of_a_machine_count_together(client, anna, monkeypatch):
    secret = give_app(anna)
    for number in range(10):
        guess_codes(1, REMOTE_ADDR=f"192.0.2.{number}")
    of_another_process = SharedFileCache(caches.settings["default"]["LOCATION"], caches.settings["default"])
    monkeypatch.setattr(caches._connections, "default", of_another_process)
    enter_password(client, "anna")
    assert enter_code(client, make_code(secret)).status_code == 200
    assert not is_signed_in(client)


FORGED = ["", "x", "[]", "{}", "null", '"x"', '{"id": 1}', '{"id": "x", "rawId": "x", "type": "public-key"}']
FORGED += [
    json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": response})
    for response in (
        {},
        "x",
        {"clientDataJSON": "e30", "authenticatorData": "e30", "signature": "e30"},
        {"clientDataJSON": "e30", "attestationObject": "e30"},
        {"clientDataJSON": "ÿ", "authenticatorData": "", "signature": None, "userHandle": "x"},
    )
]


@pytest.mark.parametrize("credential", FORGED)
def test_a_forged_passkey_is_refused_with_a_sentence(client, anna, credential):
    give_app(anna)
    enter_password(client, "anna")
    client.get(ENTRY)
    answer = client.post(ENTRY, {"credential": credential})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode() or "errornote" in answer.content.decode()
    assert not is_signed_in(client)


# -- setting up ---------------------------------------------------------------------------------------


def set_up_app(client, captured) -> str:
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with captured(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": make_code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


@pytest.mark.parametrize("role", ["Publisher", "Administrator", "superuser"])
def test_who_needs_a_factor_is_led_to_it_before_anything_else_of_the_desk_answers(
    client, required, role, django_capture_on_commit_callbacks
):
    make_account("cai", role)
    enter_password(client, "cai")
    for path in ("/admin/", "/admin/find/", "/admin/cities/city/", "/admin/password_change/"):
        assert client.get(path)["Location"] == "/admin/account/", path
        assert client.post(path)["Location"] == "/admin/account/", path
    assert "Your role needs a second factor." in client.get("/admin/account/").content.decode()
    set_up_app(client, django_capture_on_commit_callbacks)
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 10
    assert is_signed_in(client)
    assert list_log() == ["cai signed in.", "cai set up a second factor: authenticator app."]
    assert mail.outbox == []


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.slow)])
def test_every_address_of_the_desk_but_those_to_set_up_a_factor_is_shut_without_one(
    client, anna, required, step
):
    enter_password(client, "anna")
    paths = sorted(list_desk_paths())[::step]
    open_paths = {path for path in paths if client.get(path).get("Location", "") != "/admin/account/"}
    assert open_paths == set(paths) & {
        "/admin/account/",
        "/admin/account/app/",
        "/admin/account/confirm/",
        "/admin/account/passkeys/add/",
        "/admin/jsi18n/",
        "/admin/language/",
        "/admin/login/",
        "/admin/login/factor/",
        "/admin/logout/",
    }


def list_desk_paths() -> list[str]:
    """Addresses under /admin/ without parameters."""
    paths = []

    def walk(patterns, prefix: str) -> None:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, path)
            elif path.startswith("admin/") and not set(path) & set("<(\\^$"):
                paths.append(f"/{path}")

    walk(get_resolver().url_patterns, "")
    return paths


@pytest.mark.parametrize("role", ["Reader", "Contributor", "Editor"])
def test_others_may_have_a_factor_and_need_none(client, required, role, django_capture_on_commit_callbacks):
    user = make_account("dan", role)
    enter_password(client, "dan")
    assert is_signed_in(client)
    set_up_app(client, django_capture_on_commit_callbacks)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists(), "neither app nor recovery codes"
    assert list_log()[-1] == "dan removed a second factor: authenticator app."


def test_a_group_of_ones_own_with_the_right_to_publish_needs_one_too(client, required):
    user = make_account("eva", "Editor")
    group = Group.objects.create(name="Chief")
    group.permissions.set(Group.objects.get(name="Publisher").permissions.all())
    user.groups.add(group)
    enter_password(client, "eva")
    assert client.get("/admin/")["Location"] == "/admin/account/"


def test_who_may_only_redact_needs_one_too(client, required):
    group = Group.objects.create(name="Lawyers")
    rights = ["view_publication", "redact_publication"]
    group.permissions.set(Permission.objects.filter(codename__in=rights))
    make_account("eva", "Lawyers")
    enter_password(client, "eva")
    publications = reverse("admin:records_publication_changelist")
    assert client.get(publications)["Location"] == "/admin/account/"
    data = {"action": "redact_selected", "_selected_action": [1]}
    assert client.post(publications, data)["Location"] == "/admin/account/"


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"]
)
def test_a_password_and_a_session_from_before_the_factor_add_no_other(client, anna, required, name):
    enter_password(client, "anna")
    assert client.get(reverse(name)).status_code == 200
    give_app(anna)
    assert client.get(reverse(name))["Location"] == "/admin/login/"
    assert client.post(reverse(name))["Location"].startswith("/admin/login/"), "the session has ended"


def test_a_session_from_before_the_factor_ends_where_one_is_required(client, anna, required):
    client.force_login(anna)
    give_app(anna)
    assert client.get("/admin/")["Location"] == "/admin/login/"
    assert "Sign in again, with your second factor." in client.get("/admin/login/").content.decode()


def test_who_needs_a_factor_keeps_the_last_one(client, anna, required):
    secret = give_app(anna)
    enter_password(client, "anna")
    enter_code(client, make_code(secret))
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "Your role needs a second factor. Set up another one first." in answer.content.decode()
    passkey = Authenticator.objects.create(
        user=anna, type="webauthn", data={"name": "Telephone", "credential": {}}
    )
    client.post(reverse("mfa_deactivate_totp"))
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert "Your role needs a second factor." in client.post(remove).content.decode()
    assert [
        factor.type for factor in Authenticator.objects.filter(user=anna).exclude(type="recovery_codes")
    ] == ["webauthn"]


def test_an_account_has_so_many_passkeys_at_most(client, anna, monkeypatch):
    enter_password(client, "anna")
    path, told = reverse("mfa_add_webauthn"), "as many as an account can have. Remove one first."
    assert told not in client.post(path, {"name": "Telephone"}).content.decode()
    monkeypatch.setattr("accounts.factor_forms.MOST_PASSKEYS", 0)
    assert told in client.post(path, {"name": "Telephone"}).content.decode()


def test_the_name_of_a_passkey_is_changed_and_nobody_elses(client, anna):
    other = make_account("bo", "Editor")
    mine, theirs = (
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": {}})
        for user in (anna, other)
    )
    client.force_login(anna)
    confirm_password(client)
    client.post(reverse("mfa_edit_webauthn", args=[mine.pk]), {"name": "Telephone"})
    mine.refresh_from_db()
    assert mine.data["name"] == "Telephone"
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "x"}).status_code == 404
    too_long = client.post(reverse("mfa_edit_webauthn", args=[mine.pk]), {"name": "x" * 61})
    assert "at most 60 characters" in too_long.content.decode()


def confirm_password(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password, "next": "/admin/account/"})


CHANGES = [
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
]


@pytest.mark.parametrize("name", CHANGES)
def test_a_factor_is_changed_by_whoever_has_typed_the_password_lately(client, anna, name):
    client.force_login(anna)
    if name.endswith("codes"):
        give_app(anna)
    path = reverse(name)
    assert client.get(path)["Location"].startswith("/admin/account/confirm/?next=")
    if "_view_" not in name and "_download_" not in name:
        assert client.post(path)["Location"].startswith("/admin/account/confirm/?next=")
    assert "This password isn’t right." in confirm_password(client, "wrong").content.decode()
    assert confirm_password(client)["Location"] == "/admin/account/"
    assert client.get(path).status_code == 200


def test_wrong_passwords_before_a_change_count_as_well(client, anna):
    client.force_login(anna)
    assert [confirm_password(client, f"guess {number}").status_code for number in range(10)][-1] == 429
    assert confirm_password(client).status_code == 429


def test_new_recovery_codes_take_the_place_of_the_former_ones(client, anna):
    give_app(anna)
    before = list_codes(anna)
    client.force_login(anna)
    confirm_password(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    after = list_codes(anna)
    assert not set(before) & set(after)
    listed = client.get(reverse("mfa_download_recovery_codes"))
    assert listed.content.decode().split() == after
    assert "no-store" in listed["Cache-Control"]
    assert list_log()[-1] == "anna set up a second factor: new recovery codes."


def test_the_database_keeps_neither_secret_nor_codes_in_the_clear(anna):
    secret = give_app(anna)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in list_codes(anna))


def test_with_another_key_the_page_says_who_can_help_and_nothing_counts_as_wrong(client, anna, settings):
    secret = give_app(anna)
    enter_password(client, "anna")
    settings.ENCRYPTION_KEYS = ["another-key-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"]
    answer = enter_code(client, make_code(secret))
    assert "can’t be read any more. Ask an administrator" in answer.content.decode()
    assert not AccessAttempt.objects.exists()


# -- lost factors -------------------------------------------------------------------------------------


def test_the_command_resets_a_factor_ends_the_sessions_and_is_logged(client, anna):
    secret = give_app(anna)
    enter_password(client, "anna")
    enter_code(client, make_code(secret))
    told = StringIO()
    call_command("reset_second_factor", "anna", stdout=told)
    assert told.getvalue() == "The second factor of anna is removed. The password stays.\n"
    assert not is_signed_in(client)
    assert list_log()[-1] == "reset_second_factor reset the second factor of anna."
    assert enter_password(client, "anna")["Location"] == "/admin/"
    for name, sentence in (("anna", "anna has no second factor."), ("x", "There is no account x.")):
        with pytest.raises(CommandError, match=sentence):
            call_command("reset_second_factor", name)


# role of who resets, of whose factor, and whether it is done
RESETS = [
    ("Administrator", "Publisher", True),
    ("Administrator", "Administrator", True),
    ("Administrator", "superuser", False),
    ("superuser", "superuser", True),
    ("Publisher", "Editor", False),
]


@pytest.mark.parametrize(("role", "of", "is_done"), RESETS)
def test_an_administrator_resets_the_factor_of_others_but_not_of_a_superuser(client, role, of, is_done):
    actor, owner = make_account("ada", role), make_account("fang", of)
    give_app(owner)
    client.force_login(actor)
    confirm_password(client)
    path = reverse("admin:auth_user_second_factor", args=[owner.pk])
    assert client.get(path).status_code == (200 if is_done else 403)
    client.post(path)
    assert Authenticator.objects.filter(user=owner).exists() != is_done
    assert ("ada reset the second factor of fang." in list_log()) == is_done


def test_nobody_resets_their_own_factor_and_a_reset_asks_for_the_password(client):
    ada = make_account("ada", "Administrator")
    fang = make_account("fang", "Editor")
    client.force_login(fang)
    path = reverse("admin:auth_user_second_factor", args=[ada.pk])
    assert client.post(path).status_code == 403, "who may not is told at once"
    client.force_login(ada)
    path = reverse("admin:auth_user_second_factor", args=[fang.pk])
    assert client.post(path)["Location"].startswith("/admin/account/confirm/")
    confirm_password(client)
    assert client.get(reverse("admin:auth_user_second_factor", args=[ada.pk])).status_code == 403
    assert client.get(reverse("admin:auth_user_second_factor", args=[0])).status_code == 404


def test_administrators_see_who_has_a_second_factor(client):
    client.force_login(make_account("ada", "Administrator"))
    give_app(make_account("fang", "Editor"))
    page = client.get(reverse("admin:auth_user_changelist"))
    rows = {row.username: row.has_factor for row in page.context["cl"].result_list}
    assert rows == {"ada": False, "fang": True}


def test_who_is_forgotten_has_no_factor_any_more(anna):
    make_account("root", "superuser")
    give_app(anna)
    call_command("forget_user", "anna", "--yes", stdout=StringIO())
    assert not Authenticator.objects.exists()


# -- addresses ----------------------------------------------------------------------------------------


def test_of_allauth_only_signing_in_factors_and_the_password_have_an_address():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {
        name for name in names if name.startswith(("account_", "mfa_", "socialaccount", "usersessions"))
    } == {
        "account_login",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    }
    assert not [path for path in list_desk_paths() if "signup" in path or "email" in path]


@pytest.mark.parametrize(
    ("path", "asks", "adds"),
    [
        ("/en/", False, False),
        ("/api/v1/", False, False),
        ("/admin/login/", True, False),
        ("/admin/account/passkeys/add/", True, True),
    ],
)
def test_browsers_ask_for_a_passkey_at_the_desk_only_and_make_one_on_the_page_for_it(
    client, anna, path, asks, adds
):
    if adds:
        client.force_login(anna)
    policy = client.get(path)["Permissions-Policy"]
    assert f"publickey-credentials-get=({'self' if asks else ''})" in policy
    assert f"publickey-credentials-create=({'self' if adds else ''})" in policy
    assert "camera=()" in policy
