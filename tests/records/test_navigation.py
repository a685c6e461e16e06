"""The menu, the footer and the links between apps."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from records import navigation
from records.navigation import LinkSlot, PageSection, get_link, get_navigation, get_pages, register_page

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("slot", LinkSlot)
def test_each_slot_of_a_template_has_a_link(slot: LinkSlot) -> None:
    link = get_link(slot)
    assert link is not None
    with override("zh-hans"):
        assert link.url.startswith("/zh-hans/") or slot == LinkSlot.FEED
        assert str(link.label)


def test_a_slot_that_no_app_fills_leaves_its_template_without_a_link(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "_links", {})
    template = Template('{% load navigation_tags %}{% site_link "home" as home %}{{ home.url }}')
    assert template.render(Context()) == ""


def test_a_page_stands_where_its_app_registers_it(monkeypatch, rf: RequestFactory) -> None:
    monkeypatch.setattr(navigation, "_pages", {})
    register_page("about", "Last", PageSection.ABOUT, order=10)
    register_page("parks", "Second", PageSection.MENU, order=20)
    register_page("cities", "First", PageSection.MENU, order=10)
    assert [page.label for page in get_pages()] == ["First", "Second", "Last"]
    items = get_navigation(rf.get("/en/cities/changchun/"))
    assert [(item["label"], item["url"], item["current"]) for item in items] == [
        ("First", "/en/cities/", "true"),
        ("Second", "/en/parks/", ""),
    ]
