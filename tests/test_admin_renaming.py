"""A record is renamed at the desk, after a page that shows its addresses and refuses what is taken."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City
from records.models import SlugAlias, Theme
from tests.admin_client import admin_url
from tests.factories import make_city, make_park, make_theme, text, writing

pytestmark = pytest.mark.django_db


def rename(client: Client, city: City, slug: str, **changes):
    """Type a slug, look at the addresses, and confirm them."""
    path = admin_url(City, "rename", city.pk)
    city.refresh_from_db()
    client.post(path, {"slug": slug, "version": city.version})
    sent = {"slug": slug, "confirmed": slug, "version": city.version, **changes}
    return client.post(path, sent, follow=True)


def test_the_page_shows_old_and_new_addresses_in_all_languages_before_anything_changes(admin_client):
    city = make_city("linfen")
    make_park("a-park", city=city)
    path = admin_url(City, "rename", city.pk)
    assert f'href="{path}"' in admin_client.get(admin_url(City, "change", city.pk)).content.decode()
    assert "/zh-hant/cities/linfen/" in admin_client.get(path).content.decode()
    shown = admin_client.post(path, {"slug": "pingyang", "version": city.version}).content.decode()
    for language in ("en", "zh-hans", "zh-hant"):
        assert f"/{language}/cities/linfen/" in shown
        assert f"/{language}/cities/pingyang/" in shown
    assert "linfen → pingyang" in shown
    assert "1 public record names it by its slug and gets a new version." in shown
    assert City.objects.get().slug == "linfen"


def test_a_renamed_city_is_at_its_new_address_and_all_former_ones_lead_there(admin_client, client):
    city = make_city("linfen")
    assert "Renamed: linfen → pingyang." in rename(admin_client, city, "pingyang").content.decode()
    shown = admin_client.post(
        admin_url(City, "rename", city.pk), {"slug": "yaodu", "version": 2}
    ).content.decode()
    assert "linfen → yaodu" in shown
    assert "pingyang → yaodu" in shown
    rename(admin_client, city, "yaodu")
    for former in ("linfen", "pingyang"):
        response = client.get(f"/en/cities/{former}/")
        assert (response.status_code, response["Location"]) == (301, "/en/cities/yaodu/")
    assert LogEntry.objects.filter(change_message="Renamed: pingyang → yaodu.").exists()


def test_a_city_gets_a_former_slug_of_its_own_again(admin_client, client):
    city = make_city("linfen")
    rename(admin_client, city, "pingyang")
    rename(admin_client, city, "linfen")
    assert client.get("/en/cities/linfen/").status_code == 200
    assert client.get("/en/cities/pingyang/")["Location"] == "/en/cities/linfen/"


def test_a_slug_that_another_record_has_or_had_is_refused_and_its_owner_named(admin_client):
    city, other = make_city("linfen"), make_city("datong", **text("name", "Datong"))
    with writing() as changes:
        changes.rename(other, "pingcheng")
    link = f'<a href="{admin_url(City, "change", other.pk)}">Datong</a>'
    shown = rename(admin_client, city, "pingcheng").content.decode()
    assert f"“pingcheng” is the slug of {link}." in shown
    shown = rename(admin_client, city, "datong").content.decode()
    assert f"“datong” was once the slug of {link} and redirects there." in shown
    shown = rename(admin_client, city, "linfen").content.decode()
    assert "That is its slug now." in shown
    assert "Use lowercase letters" in rename(admin_client, city, "Lin Fen").content.decode()
    assert City.objects.get(pk=city.pk).slug == "linfen"


def test_what_was_confirmed_is_what_is_done(admin_client):
    city = make_city("linfen")
    rename(admin_client, city, "yaodu", confirmed="pingyang")  # another slug was typed after the look
    assert City.objects.get().slug == "linfen"


def test_a_city_that_was_changed_since_is_not_renamed(admin_client):
    city = make_city("linfen")
    shown = rename(admin_client, city, "yaodu", version=city.version - 1).content.decode()
    assert "Not renamed: this record was changed after you opened this page." in shown
    assert City.objects.get().slug == "linfen"


def test_a_draft_is_renamed_without_a_redirect(admin_client):
    city = make_city("linfen", publish=False)
    path = admin_url(City, "rename", city.pk)
    shown = admin_client.post(path, {"slug": "yaodu", "version": city.version}).content.decode()
    assert "It was never public, so no address has to lead on." in shown
    rename(admin_client, city, "yaodu")
    assert City.objects.get().slug == "yaodu"
    assert not SlugAlias.objects.exists()


def test_opening_the_page_changes_nothing_and_each_type_has_one(admin_client):
    theme = make_theme("symbiosis")
    assert admin_client.get(admin_url(Theme, "rename", theme.pk), {"slug": "x", "confirmed": "x"})
    assert Theme.objects.get(pk=theme.pk).slug == "symbiosis"


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Administrator"])
def test_only_publishers_rename(role):
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    city = make_city("linfen")
    city.refresh_from_db()
    path = admin_url(City, "rename", city.pk)
    may_propose = role != "Administrator"
    assert client.get(path).status_code == (200 if may_propose else 403)
    sent = {"slug": "yaodu", "confirmed": "yaodu", "version": city.version}
    assert client.post(path, sent).status_code == 403
    assert (path in client.get(admin_url(City, "change", city.pk)).content.decode()) is may_propose
    assert City.objects.get().slug == "linfen"
