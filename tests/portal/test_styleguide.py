"""The style guide: access, no database content, and no component missing."""

import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, override_settings

from initiatives.choices import ActionStatus, FacilityStatus, FlowStatus
from portal.models import TargetState
from portal.styleguide.components import rewrite_sample
from records.choices import Action, Evidence, SourceType, WasteArea
from tests.conftest import LANGUAGES
from tests.crawler import visit_page

ADDRESS = "/en/styleguide/"
TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = settings.BASE_DIR / "static/css/components"

#: Style sheets of which no page uses anything yet, and what they wait for.
NOT_USED_YET: dict[str, str] = {}
#: Style sheets of pages that are drawn by an app above the style guide.
OF_ONE_PAGE = {"developers.css", "enquiries.css", "preview-frame.css"}


# It is rendered once.
pytestmark = pytest.mark.xdist_group("style guide")


@pytest.fixture(scope="module")
def guide() -> HttpResponse:
    """The style guide as it is answered in DEBUG, when it asks no database."""
    with override_settings(DEBUG=True):
        return Client().get(ADDRESS)


@pytest.fixture(scope="module")
def html(guide: HttpResponse) -> str:
    return guide.content.decode()


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


# -- Who sees it -------------------------------------------------------------------------------------


def user(**rights: bool) -> User:
    return User.objects.create_user("somebody", password="a-long-password", **rights)


def test_readers_are_told_that_there_is_no_such_page(db, get, client: Client):
    assert "404" in get(ADDRESS, status=404)
    client.force_login(user())
    get(ADDRESS, status=404)


def test_everyone_sees_it_while_the_hub_is_being_made(guide: HttpResponse):
    assert guide.status_code == 200


@pytest.mark.parametrize("is_staff", [True, False])
def test_staff_see_it_and_no_cache_keeps_the_page_or_that_it_was_refused(db, client: Client, is_staff: bool):
    client.force_login(user(is_staff=is_staff))
    response = client.get(ADDRESS)
    assert response.status_code == (200 if is_staff else 404)
    headers = response.headers
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))
    assert "Cookie" in headers["Vary"]


def test_search_engines_are_kept_out(html: str, db, get):
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "styleguide" not in get("/sitemap.xml")
    assert "styleguide" not in get("/en/about/")


# -- What it is made of ------------------------------------------------------------------------------


def test_it_asks_the_database_for_nothing(debug, db, get, django_assert_num_queries):
    with django_assert_num_queries(0):
        get(ADDRESS)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_each_language(debug, client: Client, language: str):
    page = visit_page(client, f"/{language}/styleguide/")
    assert page.status == 200
    assert len(page.ids) == len(set(page.ids))
    places = {href[1:] for href in page.links if href.startswith("#")}
    assert places - set(page.ids) == set()


@pytest.mark.slow
def test_every_link_of_a_sample_leads_somewhere(debug, db, client: Client):
    page = visit_page(client, ADDRESS)
    links = {urldefrag(href).url for href in page.links}
    # Samples have no files.
    inside = {
        href
        for href in links
        if re.match(r"/(?!static/)[^?]*(?<!\.png)(?<!\.svg)(?<!\.csv)(?<!\.xlsx)(\?|$)", href)
    }
    assert [href for href in sorted(inside) if client.get(href).status_code != 200] == []


def test_each_state_says_that_it_is_a_sample(html: str):
    assert html.count('class="guide-state__mark"') == len(re.findall(r'class="guide-state[ "]', html)) > 150


def test_samples_stand_beside_each_other_without_touching():
    html = '<section aria-labelledby="a"><h2 id="a">A</h2><a href="#a">a</a><a href="#s1">1</a></section>'
    made = rewrite_sample(
        html + '<a href="/en/cities/sample-7/#x">S</a><a href="/en/">H</a>', "part", "part-1", "Part: one"
    )
    assert 'aria-labelledby="part-1-a part part-1-name"' in made
    assert 'id="part-1-a"' in made
    assert re.findall(r'href="([^"]*)"', made) == ["#part-1-a", "#part-1", "#part-1", "/en/"]
    assert 'aria-level="3"' in made


# -- That nothing is left out ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "mark"),
    [(Evidence, 'data-e="{}"'), (SourceType, 'data-a="{}"'), (WasteArea, 'data-area="{}"'),
     (FlowStatus, 'data-s="{}"'), (ActionStatus, 'data-s="{}"'), (FacilityStatus, 'data-s="{}"'),
     (TargetState, 'data-s="{}"'), (Action, 'data-k="{}"')],
)  # fmt: skip
def test_every_code_that_has_a_mark_is_shown(html: str, codes, mark: str):
    # A redaction is no version: the history marks the versions that it emptied.
    shown = [code for code in codes.values if code != Action.REDACTED]
    assert [code for code in shown if mark.format(code) not in html] == []


def test_every_shared_template_is_shown(guide: HttpResponse, html: str, client: Client):
    """What frames every page is there in any case: as a part it is named too, or a part includes it."""
    parts = [path.read_text() for path in (TEMPLATES / "portal/styleguide/parts").iterdir()]
    named = set(re.findall(r'(?:<code>templates/|{% include ")([^<"]+)', "".join([html, *parts])))
    frame = {template.name for template in client.get("/en/nothing/").templates}
    drawn = {template.name for template in guide.templates} - frame
    shared = {f"includes/{path.name}" for path in (TEMPLATES / "includes").iterdir()}
    assert shared - drawn - named == set()


def classes_of(sheet: Path) -> set[str]:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}|url\([^)]*\)", "{}", text)))


def given_by(html: str) -> set[str]:
    """The classes of a page or of a template, whatever its tags decide."""
    values = re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", html, flags=re.DOTALL))
    return {name for value in values for name in value.split()}


SHEETS = sorted(
    (sheet for sheet in COMPONENTS.glob("*.css") if sheet.name not in OF_ONE_PAGE),
    key=lambda sheet: sheet.name,
)


@pytest.fixture(scope="module")
def used() -> set[str]:
    """The classes that the templates of the pages give."""
    pages = [path for path in TEMPLATES.rglob("*.html") if "styleguide" not in path.parts]
    return {name for path in pages for name in given_by(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_class_that_the_pages_use_is_shown(html: str, used: set[str], sheet: Path):
    own, shown = classes_of(sheet), given_by(html)
    if sheet.name in NOT_USED_YET:
        assert sheet.stem in own - used, f"{sheet.name} is used now: show it"
    else:
        assert own & shown
        assert own & used - shown == set()


def test_every_custom_property_that_a_style_sheet_uses_is_set():
    sheets = [path.read_text() for path in (settings.BASE_DIR / "static/css").rglob("*.css")]
    used = {name for sheet in sheets for name in re.findall(r"var\((--[\w-]+)\)", sheet)}
    assert used <= {name for sheet in sheets for name in re.findall(r"(--[\w-]+):", sheet)}
