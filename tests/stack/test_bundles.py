"""Bundles beside real processes: editors who write during a build, builders in production that are killed."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from bundles import archive, releases
from bundles.models import Release
from records.publishing import get_content_version
from tests.browser.live_hub import ROOT
from tests.bundles.bundle_files import build_bundle, fetch_bundle, read_lines
from tests.factories import make_city, writing

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.BUNDLE_ROOT = str(tmp_path / "bundles")
    return tmp_path / "bundles"


def rename_in_thread(city: Any) -> float:
    """Rename a city over another connection; return the seconds that it took."""
    start = time.monotonic()

    def rename() -> None:
        with writing() as changes:
            city.name_en = "Renamed"
            changes.save(city)
        connection.close()

    thread = Thread(target=rename)
    thread.start()
    thread.join(timeout=15)
    assert not thread.is_alive()
    return time.monotonic() - start


def test_an_edit_during_a_build_does_not_wait_and_is_in_none_of_its_lists(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = make_city("datong", name_en="Before")
    number = get_content_version()
    write_list, waits = archive._write_list, []

    def write_after_edit(bundled: Any, *args: Any) -> Any:
        if not waits:
            waits.append(rename_in_thread(city))
        return write_list(bundled, *args)

    monkeypatch.setattr(archive, "_write_list", write_after_edit)
    bundle = build_bundle(client)
    assert waits[0] < 5
    (row,) = read_lines(bundle, "cities")
    assert row["name"]["en"] == "Before"
    assert Release.objects.get().number == number
    assert releases.build_releases(is_now=True)
    (row,) = read_lines(fetch_bundle(client), "cities")
    assert row["name"]["en"] == "Renamed"


def start_build(folder: Path) -> subprocess.Popen:
    database = settings.DATABASES["default"]
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = {
        **os.environ,
        "MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "hub.example.org",
        "SITE_URL": "https://hub.example.org",
        "DATABASE_URL": url,
        "BUNDLE_ROOT": str(folder),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "build_bundle"], cwd=ROOT, env=environment, stderr=subprocess.PIPE
    )


def wait_for_files(folder: Path) -> None:
    deadline = time.monotonic() + 60
    while not [*folder.glob(".build-*/files/csv/*")]:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_killed_build_leaves_no_bundle_and_the_next_one_cleans_up(client: Client, folder: Path) -> None:
    make_city("datong")
    killed = start_build(folder)
    wait_for_files(folder)
    killed.kill()
    killed.communicate()
    assert [path.suffix for path in folder.iterdir() if not path.name.startswith(".")] == []
    assert not Release.objects.exists()
    finished = start_build(folder)
    assert finished.wait(timeout=120) == 0
    assert sorted(path.name for path in folder.iterdir()) == [".lock", Release.objects.get().file_name]
    assert read_lines(fetch_bundle(client), "cities")


def test_a_second_builder_gives_up_at_once(folder: Path) -> None:
    make_city("datong")
    first = start_build(folder)
    wait_for_files(folder)
    assert not releases.build_releases()
    assert first.wait(timeout=120) == 0
