"""The menu, the footer and the links between apps."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from records.pages import navigation
from records.pages.navigation import (
    LinkSlot,
    Menu,
    PageSection,
    get_footer_groups,
    get_link,
    get_navigation,
    get_pages,
    register_page,
)


@pytest.mark.parametrize("slot", LinkSlot)
def test_each_slot_of_a_template_has_a_link(slot: LinkSlot) -> None:
    link = get_link(slot)
    assert link is not None
    with override("zh-hans"):
        assert link.url.startswith("/zh-hans/") or slot in (LinkSlot.FEED, LinkSlot.CORRECTIONS_FEED)
        assert str(link.label)


def test_a_slot_that_no_app_fills_leaves_its_template_without_a_link(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "_links", {})
    template = Template('{% load navigation_tags %}{% site_link "home" as home %}{{ home.url }}')
    assert template.render(Context()) == ""


def test_a_page_stands_where_its_app_registers_it(monkeypatch, rf: RequestFactory) -> None:
    monkeypatch.setattr(navigation, "_pages", {})
    register_page("about", "Last", PageSection.USE, order=10)
    register_page("parks", "Second", PageSection.PLACES, order=20, menu=Menu.MAIN, menu_label="2nd")
    register_page("cities", "First", PageSection.PLACES, order=10, menu=Menu.MAIN)
    assert [page.label for page in get_pages()] == ["First", "Second", "Last"]
    request = rf.get("/en/cities/changchun/")
    items = get_navigation(request)
    assert [(item["menu_label"], item["url"], item["current"]) for item in items] == [
        ("First", "/en/cities/", "true"),
        ("2nd", "/en/parks/", ""),
    ]
    assert [item["label"] for item in get_navigation(request, Menu.MORE)] == ["Last"]
    footer = [[item["label"] for item in group["items"]] for group in get_footer_groups(request)]
    assert footer == [["First", "Second"], [], [], ["Last"]]


def test_the_menu_is_short_and_the_footer_lists_all(rf: RequestFactory) -> None:
    request = rf.get("/en/")
    assert [item["menu_label"] for item in get_navigation(request)][:4] == [
        "Cities",
        "Parks",
        "Zero-waste",
        "Materials",
    ]
    listed = {item["url"] for group in get_footer_groups(request) for item in group["items"]}
    in_menu = {item["url"] for menu in (Menu.MAIN, Menu.MORE) for item in get_navigation(request, menu)}
    assert in_menu < listed
