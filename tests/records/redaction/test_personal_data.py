"""After an account is erased, nothing identifies the person, and the edits remain."""

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cities.models import City
from records import publishing
from records.models import Redaction, Revision, SavedFilter
from records.redaction.personal_data import ForgetError, forget_user
from tests.factories import make_region
from tests.text_search import WORD, search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.fixture
def person(client):
    boss = User.objects.create_superuser("boss", password="x")
    person = User.objects.create_user(
        WORD, f"{WORD}@example.org", "x", first_name=WORD, last_name=WORD, is_staff=True, is_superuser=True
    )
    person.groups.add(Group.objects.create(name="A group"))
    LogEntry.objects.log_actions(boss.pk, [person], ADDITION, f"made {WORD}")
    client.force_login(person)
    return person


def test_the_name_is_in_no_table(person):
    assert {"auth_user", "django_admin_log"} <= set(search_tables())
    forget_user(person)
    assert search_tables() == {}


def test_the_account_opens_nothing(person, client):
    assert client.get("/admin/").status_code == 200
    forget_user(person)
    assert client.get("/admin/").status_code == 302
    assert not Session.objects.exists()
    data = {"username": person.username, "password": "x"}
    assert client.post(reverse("admin:login"), data).status_code == 200
    assert not client.session.get("_auth_user_id")
    assert not person.groups.exists()
    assert not person.has_perm("records.view_source")


def test_other_people_stay_signed_in(person):
    other = Client()
    other.force_login(User.objects.get(username="boss"))
    forget_user(person)
    assert other.get("/admin/").status_code == 200


def test_the_filters_of_the_person_are_deleted(person):
    SavedFilter.objects.create(account=person, list_name="cities.city", name="Mine", query="q=a")
    forget_user(person)
    assert not SavedFilter.objects.exists()


def test_what_the_person_edited_stays_the_work_of_one_account(person):
    city = City(slug="datong", region=make_region(), kind="district", country="CN")
    with publishing.publication_transaction(person) as changes:
        changes.save(city)
    LogEntry.objects.log_actions(person.pk, [city], ADDITION, "")
    forget_user(person)
    revision = Revision.objects.of(city).get()
    assert (revision.by, revision.writer) == (person, f"former-staff-{person.pk}")
    assert LogEntry.objects.filter(user__username=f"former-staff-{person.pk}").exists()


def test_entries_about_other_things_stay_as_they_are(person):
    """Also of a record with the primary key of the account."""
    region = make_region("jilin")
    boss = User.objects.get(username="boss")
    LogEntry.objects.log_actions(boss.pk, [region], ADDITION, "made it")
    entry = LogEntry.objects.filter(content_type__model="region")
    entry.update(object_id=str(person.pk))
    forget_user(person)
    assert (entry.get().object_repr, entry.get().change_message) == (str(region), "made it")


def test_who_redacted_is_still_known(person):
    Redaction.objects.create(
        number=1, record_type="city", slug="x", redacted=[], at="2026-01-01T00:00Z", by=person,
        username=person.username, reason="File 7", cleared={},
    )  # fmt: skip
    forget_user(person)
    assert search_tables() == {"records_redaction": 1}


def test_the_last_administrator_is_not_forgotten(person):
    User.objects.filter(username="boss").update(is_active=False)
    with pytest.raises(ForgetError, match="last administrator"):
        forget_user(person)
    assert User.objects.filter(username=WORD).exists()


def test_the_command_says_what_it_would_do_and_does_it_with_yes(person, capsys):
    call_command("forget_user", WORD)
    assert "would become" in capsys.readouterr().out
    assert User.objects.filter(username=WORD).exists()
    call_command("forget_user", WORD, "--yes")
    assert f"is now “former-staff-{person.pk}”" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no account"):
        call_command("forget_user", WORD)


# Who points to an account: who issued, edited, redacted. They keep the nameless account; saved filters go.
#: The addresses of allauth stay empty: staff have none to verify.
_POINTS_TO_ACCOUNTS = {
    "ApiKey",
    "Authenticator",
    "BatchDraft",
    "ContentQuestion",
    "DeskMail",
    "EmailAddress",
    "EnquiryEvent",
    "LogEntry",
    "PreviewLink",
    "Proposal",
    "ReadMark",
    "Redaction",
    "Revision",
    "RoleConfirmation",
    "SavedFilter",
}


def test_every_table_that_points_to_an_account_is_known():
    user = get_user_model()
    pointing = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is user
    }
    assert pointing == _POINTS_TO_ACCOUNTS, (
        "Say in docs/privacy.md what is kept of an account, and how it goes."
    )
