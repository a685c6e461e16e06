"""Every static file that a page names exists in production, where names contain a hash."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from tests.browser.pages import MORE_PAGES, PAGES

pytestmark = [pytest.mark.usefixtures("content", "counted"), pytest.mark.content_check]

# The names of production without its compression, which takes seconds and changes no name.
STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
# What no page links to in these words.
OTHERS = ["/api/v1/docs/", "/en/manifest.webmanifest", "/en/nope/"]


@pytest.fixture(scope="module")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("staticfiles")
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=folder):
        call_command(CollectStatic(), interactive=False, verbosity=0)
        yield folder


def names_in(page: str) -> set[str]:
    """The static files that a page names, without the part of a picture."""
    return set(re.findall(r"/static/([^\"'#?\s)&]+)", page))


def missing(client: Client, static_root: Path, path: str) -> set[str]:
    page = client.get(path).content.decode()
    named = names_in(page)
    assert named, path
    return {name for name in named if not (static_root / name).is_file()}


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    "path", [*PAGES, *MORE_PAGES, "/cities/?view=map", "/cities/?view=map&country=abroad"]
)
def test_a_page_names_only_files_that_production_has(client: Client, static_root: Path, path: str) -> None:
    assert missing(client, static_root, f"/en{path}") == set()


@pytest.mark.parametrize("path", [*OTHERS, pytest.param("admin:login", id="login")])
def test_other_answers_name_only_files_that_production_has(
    client: Client, static_root: Path, path: str
) -> None:
    assert missing(client, static_root, reverse(path) if ":" in path else path) == set()


@pytest.mark.parametrize("path", ["/admin/", "/admin/cities/city/", "/admin/cities/city/add/"])
def test_staff_pages_name_only_files_that_production_has(
    admin_client: Client, static_root: Path, path: str
) -> None:
    assert missing(admin_client, static_root, path) == set()


def test_the_icon_is_a_file_that_production_has(client: Client, static_root: Path) -> None:
    assert (static_root / client.get("/favicon.ico")["Location"].removeprefix("/static/")).is_file()
