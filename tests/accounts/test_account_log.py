"""The account log: who signed in, who was refused, who changed the rights of whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.choices import EventKind
from accounts.events import MOST_REFUSALS, record_event
from accounts.models import AccountEvent, AppendOnlyError
from accounts.sentences import describe_event
from api.models import ApiKey
from tests.admin_client import admin_url, submit_form

pytestmark = pytest.mark.django_db

PASSWORD = "violet-harbour-crane-42"
LOGIN = "/admin/login/"


@pytest.fixture
def anna() -> User:
    return make_account("anna", "Editor")


@pytest.fixture
def chief() -> User:
    return User.objects.create_superuser("chief", password=PASSWORD)


def make_account(name: str, role: str) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def sign_in(name: str, password: str = PASSWORD, address: str = "2001:db8:1:2:3:4:5:6") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"username": name, "password": password})
    return client


def read_log() -> list[str]:
    """The sentences of the log, oldest first, without the sign-ins of those who are asked to do something."""
    return [describe_event(event) for event in AccountEvent.objects.order_by("pk")]


# -- signing in and out ---------------------------------------------------------------------------------


def test_it_tells_who_signed_in_and_out_and_from_where(anna):
    response = (client := sign_in("anna")).post(reverse("admin:logout"))
    assert read_log() == ["anna signed in.", "anna signed out."]
    event = AccountEvent.objects.first()
    assert (event.account, event.account_key, event.actor) == ("anna", anna.pk, "anna")
    assert event.address == "2001:db8:1:2::"  # the first half, as docs/privacy.md says
    assert event.request_id == response["X-Request-ID"]
    assert timezone.now() - event.at < timedelta(minutes=1)
    assert client.get("/admin/").status_code == 302


def test_it_tells_of_a_wrong_password_and_of_a_lock(anna, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _attempt in range(3):
        sign_in("anna", "wrong")
    sign_in("anna")
    wrong = "anna couldn’t sign in: wrong password, or a closed account."
    locked = "anna couldn’t sign in: locked after too many wrong attempts."
    assert read_log() == [wrong, locked, locked, locked]


def test_it_does_not_keep_a_name_that_no_account_has(anna):
    sign_in(PASSWORD, "anna")
    sign_in("an\0na", "wrong")
    event = AccountEvent.objects.last()
    assert (event.account, event.account_key, event.details) == ("", None, {})
    assert describe_event(event).startswith("Somebody with a name that no account has couldn’t sign in")
    assert PASSWORD not in str(list(AccountEvent.objects.values()))


def test_a_closed_account_is_refused_with_an_entry(anna):
    User.objects.update(is_active=False)
    assert sign_in("anna").get("/admin/").status_code == 302
    assert read_log() == ["anna couldn’t sign in: wrong password, or a closed account."]


def test_a_sign_in_whose_entry_cannot_be_stored_does_not_happen(anna, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    client = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr(AccountEvent, "save", fail)
        assert client.post(LOGIN, {"username": "anna", "password": PASSWORD}).status_code in (500, 503)
    assert client.get("/admin/").status_code == 302
    assert not read_log()


def test_refusals_are_limited_and_other_accounts_still_get_theirs(anna, chief, caplog):
    for _attempt in range(MOST_REFUSALS + 5):
        record_event(EventKind.REFUSED, anna)
        record_event(EventKind.REFUSED)
    assert AccountEvent.objects.count() == 2 * MOST_REFUSALS
    assert "no more are stored" in caplog.text
    record_event(EventKind.REFUSED, chief)
    record_event(EventKind.SIGNED_IN, anna)
    assert AccountEvent.objects.count() == 2 * MOST_REFUSALS + 2
    AccountEvent.objects.last()
    AccountEvent.objects.prune(timezone.now())
    record_event(EventKind.REFUSED, anna)
    assert AccountEvent.objects.count() == 1


# -- refusals for lack of rights ------------------------------------------------------------------------


def test_it_tells_who_was_not_allowed_to_open_a_page(anna):
    client = sign_in("anna")
    assert client.get("/admin/auth/user/?q=secret").status_code == 403
    assert client.post("/admin/auth/user/add/", {"username": "eve"}).status_code == 403
    assert read_log()[1:] == [
        "anna wasn’t allowed to open GET /admin/auth/user/.",
        "anna wasn’t allowed to open POST /admin/auth/user/add/.",
    ]


def test_a_forged_form_is_no_lack_of_rights(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert client.post(admin_url(User, "changelist"), {}).status_code == 403
    assert read_log() == ["anna signed in."]


# -- changes of accounts, groups and keys ---------------------------------------------------------------


def test_it_tells_each_change_of_an_account_in_words(anna, chief):
    client = sign_in("chief")
    path = admin_url(User, "change", anna.pk)
    publisher = Group.objects.get(name="Publisher")
    assert submit_form(client, path, {"groups": [publisher.pk]}).status_code == 302
    submit_form(client, path, {"is_superuser": "on", "first_name": "Anna", "username": "anna.li"})
    data = {"is_superuser": "", "is_active": ""}
    submit_form(client, path, data)
    submit_form(client, path, {})
    client.post(admin_url(User, "delete", anna.pk), {"post": "yes"})
    assert read_log()[1:] == [
        "chief added to the roles of anna: Publisher. chief removed from the roles of anna: Editor.",
        "chief changed of the account anna.li: username, first name. The user name was anna before.",
        "chief made anna.li a superuser.",
        "chief closed the account anna.li. anna.li is no superuser any more, by chief.",
        "chief deleted the account anna.li.",
    ]
    about = AccountEvent.objects.filter(account_key=anna.pk)
    assert {event.actor_key for event in about} == {chief.pk}
    assert all(event.request_id for event in about)


def test_a_change_that_fails_leaves_no_entry(anna, chief, monkeypatch):
    client = sign_in("chief")
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise DatabaseError("connection lost")

    data = {"groups": [Group.objects.get(name="Publisher").pk]}
    with monkeypatch.context() as patch:
        patch.setattr("accounts.admin.StaffAdmin.log_change", fail)
        assert submit_form(client, admin_url(User, "change", anna.pk), data).status_code >= 500
    assert [group.name for group in anna.groups.all()] == ["Editor"]
    assert read_log() == ["chief signed in."]


def test_it_tells_each_change_of_a_group_in_words(chief):
    client = sign_in("chief")
    right = {"name": "Interns"}
    submit_form(client, admin_url(Group, "add"), right)
    group = Group.objects.get(name="Interns")
    path = admin_url(Group, "change", group.pk)
    permissions = Group.objects.get(name="Publisher").permissions
    publish = permissions.get(codename="publish_city")
    submit_form(client, path, {"permissions": [publish.pk], "name": "Guests"})
    client.post(admin_url(Group, "delete", group.pk), {"post": "yes"})
    assert read_log()[1:] == [
        "chief created the group Interns.",
        "chief changed the group Guests. Its name was Interns before. Added: City | Publish.",
        "chief deleted the group Guests.",
    ]


def test_it_tells_who_made_and_revoked_a_key(chief):
    client = sign_in("chief")
    submit_form(client, admin_url(ApiKey, "add"), {"partner": "Tongji University"})
    key = ApiKey.objects.get()
    data = {"action": "revoke_selected", "_selected_action": [key.pk]}
    for _time in range(2):
        client.post(admin_url(ApiKey, "changelist"), data)
    assert read_log()[1:] == [
        f"chief created the key {key.hint}… for Tongji University.",
        f"chief revoked the key {key.hint}… of Tongji University.",
    ]


# -- append-only, for a time, without what was forgotten ------------------------------------------------


def test_entries_are_only_added(anna):
    record_event(EventKind.SIGNED_IN, anna)
    event = AccountEvent.objects.get()
    for change in (
        event.save,
        event.delete,
        AccountEvent.objects.all().delete,
        lambda: AccountEvent.objects.update(account="bo"),
        lambda: AccountEvent.objects.bulk_update([event], ["account"]),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert AccountEvent.objects.get().account == "anna"


def test_entries_stay_when_the_account_is_deleted(anna):
    record_event(EventKind.SIGNED_IN, anna)
    anna.delete()
    assert read_log() == ["anna signed in."]


def test_entries_are_deleted_after_a_year(anna, settings):
    assert settings.ACCOUNT_LOG_DAYS == 365
    for days in (364, 366):
        at = timezone.now() - timedelta(days=days)
        AccountEvent.objects.create(kind=EventKind.SIGNED_IN, account="anna", at=at)
    call_command("prune_account_log", verbosity=0)
    assert AccountEvent.objects.count() == 1


def test_a_person_who_is_forgotten_is_not_in_the_log(anna, chief):
    sign_in("anna").get("/admin/auth/user/")
    client = sign_in("chief")
    submit_form(client, admin_url(User, "change", anna.pk), {"username": "anna.li", "last_name": "Li"})
    call_command("forget_user", "anna.li", yes=True, verbosity=0)
    values = str(list(AccountEvent.objects.exclude(actor="chief").values()))
    assert "anna" not in values
    assert "2001:db8" not in values
    assert "anna" not in str(list(AccountEvent.objects.values()))
    assert read_log()[-1] == f"forget_user deleted the personal data of former-staff-{anna.pk}."


# -- reading it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Reader", "Contributor", "Editor", "Publisher"])
def test_other_roles_do_not_see_it(role):
    make_account("bo", role)
    client = sign_in("bo")
    assert client.get(admin_url(AccountEvent, "changelist")).status_code == 403
    assert admin_url(AccountEvent, "changelist") not in client.get("/admin/").content.decode()


def test_an_administrator_reads_filters_and_changes_nothing(anna):
    make_account("bo", "Administrator")
    sign_in("anna", "wrong")
    sign_in("anna")
    client = sign_in("bo")
    path = admin_url(AccountEvent, "changelist")
    page = client.get(path).content.decode()
    for sentence in ("anna signed in.", "anna couldn’t sign in", "bo signed in."):
        assert sentence in page
    assert client.get(path, {"account": "anna"}).context["cl"].result_count == 2
    assert client.get(path, {"kind__exact": "refused"}).context["cl"].result_count == 1
    assert client.get(path, {"q": "bo"}).context["cl"].result_count == 1
    event = AccountEvent.objects.last()
    detail = client.get(admin_url(AccountEvent, "change", event.pk))
    assert "2001:db8:1:2::" in detail.content.decode()
    for page in ("change", "delete"):
        assert client.post(admin_url(AccountEvent, page, event.pk), {"post": "yes"}).status_code == 403
    assert client.get(admin_url(AccountEvent, "add")).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    client.post(path, data)
    assert AccountEvent.objects.filter(pk=event.pk).exists()


def test_changes_of_rights_of_seven_days_stand_at_the_desk_of_publishers_and_administrators(anna):
    publisher, administrator = make_account("fang", "Publisher"), make_account("bo", "Administrator")
    record_event(EventKind.SIGNED_IN, anna)
    for days, kind in ((8, EventKind.ACCOUNT_CREATED), (6, EventKind.LINK_MADE), (6, EventKind.FACTOR_RESET)):
        AccountEvent.objects.create(kind=kind, account="anna", at=timezone.now() - timedelta(days=days))
    sentences = [
        "A program reset the second factor of anna.",
        "A program made a link by which anna sets a password.",
    ]
    boxes = {}
    for account in (publisher, administrator, anna):
        client = sign_in(account.username)
        found = {filled.box.key: filled for filled in client.get("/admin/").context["boxes"]}
        boxes[account] = found.get("rights")
        if account is not anna:
            assert [row.title for row in boxes[account].rows] == sentences
    assert boxes[anna] is None
    assert [row.url for row in boxes[publisher].rows] == ["", ""]
    assert boxes[publisher].links == []
    (link,) = boxes[administrator].links
    assert sign_in("bo").get(link.url).context["cl"].result_count == 3


def test_every_kind_has_a_sentence_in_chinese(anna):
    details = {
        EventKind.FORBIDDEN: {"page": "GET /admin/"},
        EventKind.ACCOUNT_CHANGED: {"fields": ["email"]},
        EventKind.RIGHTS_CHANGED: {"added": ["Editor", "Interns"]},
        EventKind.GROUP_CHANGED: {"changed": "Interns", "added": ["cities.publish_city"] * 12},
        EventKind.FACTOR_ADDED: {"factor": "totp"},
        EventKind.FACTOR_REMOVED: {"factor": "webauthn"},
        EventKind.RECOVERY_CODE_USED: {"left": 9},
        EventKind.SESSIONS_ENDED: {"count": 2},
        EventKind.KEY_CREATED: {"key": "hub_1…", "partner": "同济大学"},
        EventKind.KEY_REVOKED: {"key": "hub_1…", "partner": "同济大学"},
    }
    with override("zh-hans"):
        for kind in EventKind:
            record_event(kind, anna, **details.get(kind, {}))
            sentence = describe_event(AccountEvent.objects.first())
            assert sentence.endswith("。")
            assert "{" not in sentence
        sentence = describe_event(AccountEvent.objects.get(kind="rights_changed"))
        assert sentence == "程序为anna增加角色：编辑、Interns。"


def test_the_list_costs_as_many_queries_with_many_entries_as_with_few(anna, django_assert_max_num_queries):
    make_account("bo", "Administrator")
    client = sign_in("bo")
    for _number in range(60):
        record_event(EventKind.SIGNED_IN, anna)
    client.get(admin_url(AccountEvent, "changelist"))
    with django_assert_max_num_queries(15):
        client.get(admin_url(AccountEvent, "changelist"))
