"""Redaction in the admin and by command: preview, permissions, required input."""

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command

from records.models import Publication, Redaction
from tests.admin_client import admin_url
from tests.factories import make_city, writing
from tests.text_search import WORD, search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners, pytest.mark.both_databases]


@pytest.fixture
def city():
    """Its first version is to be redacted, the second is public."""
    city = make_city("datong", name_en=WORD)
    with writing() as changes:
        city.name_en = "Datong"
        changes.save(city)
    return city


@pytest.fixture
def boss(client):
    boss = User.objects.create_user("boss", password="x", is_staff=True)
    names = ["view_publication", "redact_publication", "view_redaction"]
    boss.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(boss)
    return boss


def choose(client, *versions, **more):
    rows = Publication.objects.filter(slug="datong", version__in=versions)
    data = {"action": "redact_selected", "_selected_action": [row.pk for row in rows], **more}
    return client.post(admin_url(Publication, "changelist"), data, follow=True)


def test_the_admin_says_first_what_will_be_cleared(client, boss, city):
    page = choose(client, 1).content.decode()
    assert "version 1, Published" in page
    assert "Publication log: 1" in page
    assert "Caches" in page
    assert WORD in str(search_tables() and Publication.objects.get(slug="datong", version=1).data)


def test_the_admin_asks_for_the_reason(client, boss, city):
    assert "This field is required." in choose(client, 1, confirm="yes").content.decode()
    assert not Redaction.objects.exists()


def test_the_admin_redacts_when_it_is_confirmed(client, boss, city):
    page = choose(client, 1, confirm="yes", reason="File 7").content.decode()
    assert "1 row was redacted." in page
    assert (Redaction.objects.get().username, Redaction.objects.get().reason) == ("boss", "File 7")
    assert search_tables() == {}


def test_the_admin_names_why_nothing_was_redacted(client, boss, city):
    assert "Version 2 of “datong” is public now." in choose(client, 2).content.decode()
    make_city("taiyuan", name_en=WORD)
    page = choose(client, 1, 2, confirm="yes", reason="File 7").content.decode()
    assert "Nothing was redacted." in page
    assert not Redaction.objects.exists()


def test_whoever_may_only_see_the_log_can_redact_nothing(client, boss, city):
    boss.user_permissions.remove(Permission.objects.get(codename="redact_publication"))
    assert "redact_selected" not in client.get(admin_url(Publication, "changelist")).content.decode()
    choose(client, 1, confirm="yes", reason="File 7")
    assert not Redaction.objects.exists()


def test_who_redacted_what_and_why_is_seen_in_the_admin(client, boss, city):
    choose(client, 1, confirm="yes", reason="File 7")
    page = client.get(admin_url(Redaction, "changelist")).content.decode()
    assert all(word in page for word in ("boss", "File 7", "datong"))
    assert not LogEntry.objects.filter(object_repr__contains=WORD).exists()


def run(*more, **options) -> None:
    call_command("redact", "--record=city/datong", "--by=boss", "--reason=File 7", *more, **options)


def test_the_command_says_what_it_would_do_and_does_it_with_yes(boss, city, capsys):
    run("--versions=1")
    assert "Would be redacted" in capsys.readouterr().out
    assert not Redaction.objects.exists()
    run("--versions=1", "--yes")
    assert "datong version 1 published" in capsys.readouterr().out
    assert Redaction.objects.get().reason == "File 7"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--versions=x"], "names no versions"),
        (["--versions=9"], "no such version"),
        (["--versions=2"], "is public now"),
        (["--record=planet/mars"], "no type of record"),
        (["--by=nobody"], "no account"),
        (["--finish=9"], "no redaction with the number 9"),
    ],
)
def test_the_command_names_what_is_wrong(boss, city, more, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*more, "--yes")


def test_the_caches_of_an_earlier_redaction_are_emptied_again(boss, city, capsys):
    run("--versions=1", "--yes")
    call_command("redact", f"--finish={Redaction.objects.get().number}")
    assert f"caches: {len(settings.CACHES)}" in capsys.readouterr().out
