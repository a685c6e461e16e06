"""The whole life of a record at the desk, as a publisher walks it, with the clicks that it takes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("desk-life")]

#: A draft city that says hardly anything, and a draft source.
_DRAFTS = """
from cities.models import City, Region
from records import publishing
from records.models import Source
from records.permissions import SystemWriter
with publishing.publication_transaction(SystemWriter("test")) as changes:
    source = Source(slug="a-notice", title="A notice of the city", publisher="A city", language="en")
    source.kind, source.url = "page", "https://example.org/a-notice"
    changes.save(source)
    city = City(slug="new-town", name_en="New Town", name_zh_hans="新镇", kind="prefecture_level")
    city.country, city.region = "CN", Region.objects.get(slug="jilin")
    changes.save(city)
    changes.set_related(city, "sources", [source])
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("hub"), _DRAFTS) as address:
        yield address


class Clicks:
    """Counts what a user presses."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.count += 1


def open_city(page: Page, hub: str, name: str) -> None:
    page.goto(f"{hub}/admin/cities/city/?q={name}")
    page.locator("#result_list tbody th a").first.click()


def find_tool(page: Page, label: str) -> Locator:
    return page.locator("#content").get_by_role("link", name=label, exact=True).first


def test_a_draft_is_published_with_its_source_renamed_withdrawn_undone_deleted_and_brought_back(
    hub: str, watched: Page
) -> None:
    clicks = Clicks()
    sign_in(watched, hub, "Publisher")
    open_city(watched, hub, "New Town")

    clicks.press(watched.locator("[name=_publish]").last)
    question = watched.locator(".record-question")
    expect(question).to_contain_text("1 draft source goes public with it")
    expect(question.get_by_role("link")).to_have_text("A notice of the city")
    clicks.press(question.get_by_label("Publish this source too"))
    clicks.press(watched.locator("[name=_publish]").last)
    expect(watched.locator(".messagelist")).to_be_visible()
    assert watched.request.get(f"{hub}/en/cities/new-town/").status == 200

    open_city(watched, hub, "New Town")
    clicks.press(find_tool(watched, "Rename"))
    watched.get_by_label("New slug").fill("newer-town")
    clicks.press(watched.get_by_role("button", name="Show the new addresses"))
    expect(watched.locator(".record-life")).to_contain_text("/zh-hans/cities/newer-town/")
    clicks.press(watched.get_by_role("button", name="Rename"))
    assert watched.request.get(f"{hub}/en/cities/new-town/").url.endswith("/en/cities/newer-town/")

    clicks.press(find_tool(watched, "Withdraw"))
    watched.locator("[name=reason]").fill("The town is listed twice.")
    clicks.press(watched.get_by_role("button", name="Withdraw"))
    assert watched.request.get(f"{hub}/en/cities/newer-town/").status == 410
    clicks.press(watched.locator(".messagelist").get_by_role("link", name="Undo"))
    clicks.press(watched.locator("button[name=_undo]"))
    assert watched.request.get(f"{hub}/en/cities/newer-town/").status == 200

    open_city(watched, hub, "New Town")
    clicks.press(find_tool(watched, "Delete"))
    clicks.press(watched.get_by_role("button", name="Delete"))
    clicks.press(watched.locator(".messagelist").get_by_role("link", name="Bring it back"))
    expect(watched.locator(".record-life")).to_contain_text("New Town")
    clicks.press(watched.get_by_role("button", name="Bring it back"))
    expect(watched.locator("#content")).to_contain_text("New Town")
    assert clicks.count == 14


def test_changchun_leaves_with_all_that_depends_on_it_and_comes_back(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Publisher")
    open_city(watched, hub, "Changchun")
    find_tool(watched, "Withdraw").click()
    expect(watched.locator(".record-life h2").first).to_contain_text("public records depend on it")
    boxes = watched.locator("[name=groups]")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    watched.locator("[name=reason]").fill("The city asked for it.")
    watched.get_by_role("button", name="Withdraw").click()
    expect(watched.locator(".messagelist")).to_contain_text("Withdrawn: Changchun and")
    assert watched.request.get(f"{hub}/en/cities/changchun/").status == 410
    watched.locator(".messagelist").get_by_role("link", name="Undo").click()
    watched.locator("button[name=_undo]").click()
    assert watched.request.get(f"{hub}/en/cities/changchun/").status == 200
