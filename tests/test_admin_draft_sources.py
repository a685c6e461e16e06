"""Draft sources go public with the record that cites them, after one question."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from cities.models import City
from records.models import Source
from tests.admin_client import admin_url, submit_form
from tests.factories import make_city, make_city_figure, make_source, writing

pytestmark = pytest.mark.django_db


def make_draft_source(slug: str, **values) -> Source:
    source = Source(
        **{
            "slug": slug,
            "title": slug.replace("-", " ").capitalize(),
            "publisher": "A ministry",
            "language": "en",
            "kind": "page",
            "url": f"https://example.org/{slug}",
            **values,
        }
    )
    with writing() as changes:
        changes.save(source)
    return source


@pytest.fixture
def draft() -> City:
    """A draft city that cites two draft sources, one of them at its figure, too."""
    city = make_city("linfen", publish=False)
    sources = [make_draft_source("first-notice"), make_draft_source("second-notice")]
    figure = make_city_figure(city, "area")
    with writing() as changes:
        changes.set_related(city, "sources", sources)
        changes.set_related(figure, "sources", sources[:1])
    return city


def test_publishing_asks_once_and_then_publishes_the_sources_in_the_same_step(admin_client, draft, client):
    path = admin_url(City, "change", draft.pk)
    refused = submit_form(admin_client, path, {}, "_publish")
    asked = refused.context["draft_sources"]
    shown = refused.content.decode()
    assert "Not saved yet: 2 draft sources go public with it." in shown
    for source in Source.objects.filter(slug__contains="notice"):
        assert f'<a href="{admin_url(Source, "change", source.pk)}">{source.title}</a>' in shown
    assert not refused.context["adminform"].form.errors
    assert "which is not published" not in shown
    assert not Source.objects.published().filter(slug__contains="notice").exists()

    submit_form(admin_client, path, {"publish_sources": asked.value}, "_publish")
    assert City.objects.get().is_published
    assert Source.objects.published().filter(slug__contains="notice").count() == 2
    assert client.get("/en/cities/linfen/").status_code == 200
    assert LogEntry.objects.filter(change_message__contains="Published with “Linfen”.").count() == 2


def test_only_the_sources_that_were_named_are_published(admin_client, draft):
    path = admin_url(City, "change", draft.pk)
    asked = submit_form(admin_client, path, {}, "_publish").context["draft_sources"]
    third = make_draft_source("third-notice")
    with writing() as changes:
        changes.set_related(draft, "sources", [*draft.sources.all(), third])
    again = submit_form(admin_client, path, {"publish_sources": asked.value}, "_publish")
    assert [str(link) for link in again.context["draft_sources"].links] == [
        f'<a href="{admin_url(Source, "change", third.pk)}">Third notice</a>'
    ]
    assert not City.objects.get().is_published
    other = make_draft_source("not-cited")
    submit_form(admin_client, path, {"publish_sources": f"{asked.value},{third.pk},{other.pk}"}, "_publish")
    assert City.objects.get().is_published
    assert not Source.objects.get(pk=other.pk).is_published


def test_a_public_city_that_gets_a_draft_source_asks_too(admin_client):
    city, source = make_city("linfen"), make_draft_source("first-notice")
    path = admin_url(City, "change", city.pk)
    asked = submit_form(admin_client, path, {"sources": [source.pk]}).context["draft_sources"]
    submit_form(admin_client, path, {"sources": [source.pk], "publish_sources": asked.value})
    assert Source.objects.get(pk=source.pk).is_published
    assert city.sources.get() == source


def test_what_a_source_lacks_is_told_by_its_title_with_a_link(admin_client, draft):
    source = make_draft_source("a-bad-one", title="\u200b")
    with writing() as changes:
        changes.set_related(draft, "sources", [source])
    path = admin_url(City, "change", draft.pk)
    asked = submit_form(admin_client, path, {}, "_publish").context["draft_sources"]
    shown = submit_form(admin_client, path, {"publish_sources": asked.value}, "_publish").content.decode()
    assert f'Source “<a href="{admin_url(Source, "change", source.pk)}">' in shown
    assert "Title: Write a text that can be seen." in shown
    assert not City.objects.get().is_published
    assert not Source.objects.get(pk=source.pk).is_published


def test_the_list_asks_once_for_the_sources_of_all_selected_records(admin_client, draft):
    other = make_city("datong", publish=False)
    data = {"action": "publish_selected", "_selected_action": [draft.pk, other.pk]}
    page = admin_client.post(admin_url(City, "changelist"), data)
    assert "2 draft sources go public with this" in page.content.decode()
    assert not City.objects.published().exists()
    sent = {**data, "publish_sources": page.context["draft_sources"].value}
    shown = admin_client.post(admin_url(City, "changelist"), sent, follow=True).content.decode()
    assert "Published: 2." in shown
    assert City.objects.published().count() == 2


def test_whoever_may_not_publish_sources_is_told_and_nothing_is_done(draft):
    user = User.objects.create(username="of cities", is_staff=True)
    rights = [f"{operation}_city" for operation in ("view", "change", "publish")]
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    path = admin_url(City, "change", draft.pk)
    refused = submit_form(client, path, {}, "_publish")
    assert "You may not publish sources." in refused.content.decode()
    assert 'name="publish_sources"' not in refused.content.decode()
    sent = {"publish_sources": refused.context["draft_sources"].value}
    assert submit_form(client, path, sent, "_publish").status_code == 403
    data = {"action": "publish_selected", "_selected_action": [draft.pk]}
    shown = client.post(admin_url(City, "changelist"), data, follow=True).content.decode()
    assert "Nothing was changed, because:" in shown
    assert not City.objects.get().is_published


def test_a_withdrawn_source_is_no_draft(admin_client):
    city, source = make_city("linfen", publish=False), make_source("a-notice")
    with writing() as changes:
        changes.set_related(city, "sources", [source])
        changes.withdraw(source)
    refused = submit_form(admin_client, admin_url(City, "change", city.pk), {}, "_publish")
    assert refused.context["draft_sources"] is None
    assert "which is not published" in refused.content.decode()
