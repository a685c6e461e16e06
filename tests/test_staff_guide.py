"""The guide for staff: two languages with the same sections, pictures, and links that lead to a section."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client

from hub.staff_guide import list_anchors, read_guide
from tests.admin_client import admin_url
from tests.factories import make_city

DOCS = settings.BASE_DIR / "docs"
LINK = re.compile(r"block guide_section %}#?([a-z-]*)\{%")


def read_outline(name: str) -> list[str]:
    """The marks of headings and pictures, in order, without their words."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    marks = (re.match(r"#+ |!\[.*\]\(guide/([a-z]+)\.", line) for line in lines)
    return [mark[1] or mark[0] for mark in marks if mark]


def test_both_languages_have_the_same_sections_and_pictures():
    assert read_outline("editing.md") == read_outline("editing.zh-hans.md")
    guides = [read_guide(language) for language in ("en", "zh-hans", "zh-hant")]
    assert {tuple(anchor for anchor, _heading in guide.sections) for guide in guides} == {list_anchors()}
    assert guides[0].sections != guides[1].sections != guides[2].sections


def test_each_picture_is_there_and_small():
    for name in ("editing.md", "editing.zh-hans.md"):
        for picture in re.findall(r"\(guide/(.+?)\)", (DOCS / name).read_text(encoding="utf-8")):
            assert (DOCS / "guide" / picture).stat().st_size < 80_000


def test_each_link_of_a_page_leads_to_a_section():
    linked = {
        anchor
        for path in (settings.BASE_DIR / "templates" / "admin").rglob("*.html")
        for anchor in LINK.findall(path.read_text(encoding="utf-8"))
        if anchor
    }
    assert len(linked) > 5
    assert linked <= set(list_anchors())


@pytest.mark.django_db
def test_forms_and_the_first_page_lead_to_the_guide(client: Client):
    user = User.objects.create(username="reader", is_staff=True)
    user.groups.add(Group.objects.get(name="Reader"))
    client.force_login(user)
    assert 'href="/admin/guide/"' in client.get("/admin/").content.decode()
    form = client.get(admin_url(type(make_city()), "changelist")).content.decode()
    assert 'href="/admin/guide/#finding-a-record"' in form
    page = client.get("/admin/guide/").content.decode()
    assert '<h2 id="many-at-once">' in page
    pictures = re.findall(r'<img src="([^"]+)"', page)
    assert pictures
    for name in pictures:
        assert client.get(f"/admin/guide/{name}")["Content-Type"] == "image/webp"
    assert client.get("/admin/guide/nothing.webp").status_code == 404


@pytest.mark.django_db
def test_only_staff_read_the_guide(client: Client):
    assert client.get("/admin/guide/").status_code == 302
    assert client.get("/admin/guide/home.en.webp").status_code == 302
