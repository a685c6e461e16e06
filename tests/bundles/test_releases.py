"""Releases: what is built, kept, withdrawn and served."""

import fcntl
import io
from datetime import date, datetime
from pathlib import Path

import pytest
from celery.exceptions import Retry
from django.core.management import CommandError, call_command
from django.utils import timezone

from api.throttling import EXPORT_COST
from bundles import archive, releases
from bundles.archive import compute_checksum
from bundles.models import Release
from bundles.tasks import build_bundles
from hub import celery
from hub.celery import app
from records import exports
from records.models import Publication
from stats.refresh import has_stale_projections
from tests.api.test_redaction import WORD, edit, redact
from tests.bundles.bundle_files import LATEST_PATH, build_bundle, fetch_bundle, iter_texts
from tests.factories import make_city, make_source, writing
from web.versions import read_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """The folder of the bundles of a test."""
    settings.BUNDLE_ROOT = str(tmp_path / "bundles")
    return tmp_path / "bundles"


@pytest.fixture
def small(monkeypatch):
    """Bundles of two short lists: these tests are about releases."""
    from api.records.resources import CityViewSet, SourceViewSet
    from bundles import lists

    monkeypatch.setattr(lists, "_VIEWSETS", (CityViewSet, SourceViewSet))


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The tasks that are sent."""
    names: list[str] = []
    for module in ("bundles.releases", "stats.dispatch"):
        monkeypatch.setattr(f"{module}.send_task", lambda name, **options: names.append(name))
    return names


@pytest.fixture
def travel(monkeypatch):
    """Set the time, which is given in Shanghai."""

    def set_time(moment: str) -> None:
        now = timezone.make_aware(datetime.fromisoformat(moment))
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return set_time


def build() -> list[str]:
    """The names of the releases that were due and are built."""
    built: list[str] = []
    assert releases.build_releases(on_built=lambda release: built.append(release.name))
    return built


def list_files(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def find_word(client, path=LATEST_PATH, word=WORD) -> list[str]:
    return [name for name, text in iter_texts(fetch_bundle(client, path)) if word in text]


class TestBuilding:
    def test_nothing_is_built_without_content(self):
        assert build() == []

    def test_a_content_version_has_one_bundle(self, folder):
        make_city("datong")
        assert build() == ["latest"]
        (file,) = list_files(folder)
        out = io.StringIO()
        call_command("build_bundle", stdout=out)
        assert out.getvalue().strip() == "Nothing to build."
        assert list_files(folder) == [file]

    def test_only_the_newest_is_kept(self, client, folder):
        make_city("datong")
        call_command("build_bundle", stdout=io.StringIO())
        make_city("beijing")
        call_command("build_bundle", stdout=io.StringIO())
        release = Release.objects.get()
        assert list_files(folder) == [release.file_name]
        assert release.number == Publication.objects.count()
        assert release.checksum == compute_checksum(folder / release.file_name)
        assert release.size == (folder / release.file_name).stat().st_size
        assert find_word(client, word="beijing")

    def test_changes_are_in_the_bundle_of_the_next_night(self, travel):
        travel("2026-05-05T09:00")
        make_city("datong")
        assert build() == ["latest"]
        travel("2026-05-05T10:00")
        make_city("beijing")
        assert build() == []
        travel("2026-05-06T03:59")
        assert build() == []
        travel("2026-05-06T04:00")
        assert build() == ["latest"]
        travel("2026-05-07T04:00")
        assert build() == []

    def test_a_lost_file_is_built_again(self, folder):
        make_city("datong")
        build()
        (folder / list_files(folder)[0]).unlink()
        assert build() == ["latest"]

    def test_two_processes_do_not_build_at_once(self, folder):
        make_city("datong")
        folder.mkdir()
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert not releases.build_releases()
            with pytest.raises(CommandError, match="Another process is building"):
                call_command("build_bundle")
        assert list_files(folder) == []
        assert build() == ["latest"]

    def test_what_a_killed_process_left_is_removed(self, folder, monkeypatch):
        make_city("datong")
        folder.mkdir()
        (folder / ".build-killed").mkdir()
        (folder / ".build-killed" / "bundle.zip").write_text("half")
        (folder / "china-hub-latest-without-row.zip").write_text("whole")
        build()
        assert list_files(folder) == [Release.objects.get().file_name]

    def test_a_build_that_fails_leaves_the_former_bundle(self, client, folder, monkeypatch):
        make_city("datong")
        build()
        make_city("beijing")
        files = list_files(folder)
        monkeypatch.setattr("bundles.archive._write_archive", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            releases.build_releases(is_now=True)
        assert list_files(folder) == files
        assert find_word(client, word="datong")

    def test_the_beat_and_workers_know_the_task(self):
        (task,) = [entry for entry in app.conf.beat_schedule.values() if entry["task"].startswith("bundles.")]
        assert task["task"] == build_bundles.name == releases._TASK

    @pytest.mark.content_listeners
    def test_the_first_one_is_built_when_there_is_content(
        self, settings, sent, django_capture_on_commit_callbacks
    ):
        settings.CELERY_BROKER_URL = "memory://"
        with django_capture_on_commit_callbacks(execute=True):
            make_city("datong")
        assert releases._TASK in sent
        build_bundles()
        sent.clear()
        with django_capture_on_commit_callbacks(execute=True):
            make_city("beijing")
        assert releases._TASK not in sent

    @pytest.mark.content_listeners
    def test_many_edits_before_the_first_one_enqueue_one_build(
        self, settings, sent, django_capture_on_commit_callbacks
    ):
        settings.CELERY_BROKER_URL = "memory://"
        for slug in ("datong", "beijing", "harbin"):
            with django_capture_on_commit_callbacks(execute=True):
                make_city(slug)
        assert sent.count(releases._TASK) == 1

    @pytest.mark.content_listeners
    def test_the_first_one_has_statistics(self):
        make_city("datong")
        assert has_stale_projections()
        build_bundles()
        assert not has_stale_projections()
        assert Release.objects.get().name == "latest"

    @pytest.mark.content_listeners
    def test_a_bundle_without_statistics_waits_for_the_worker_that_refreshes_them(self, monkeypatch):
        make_city("datong")
        monkeypatch.setattr("bundles.tasks.refresh_stale", lambda **options: [])
        with pytest.raises(Retry):
            build_bundles.apply(throw=True)
        assert not Release.objects.exists()

    def test_workers_build_what_is_missing_when_they_start(self, monkeypatch):
        started: list[str] = []
        monkeypatch.setattr(app, "send_task", lambda name, **options: started.append(name))
        celery._send_pending_work()
        assert releases._TASK in started

    def test_with_the_limits_of_production_it_is_built_and_refuses_no_export(
        self, client, settings, monkeypatch
    ):
        monkeypatch.setattr(exports, "_slots", exports._ExportSlots(1))
        settings.API_LIMIT_LOOPBACK, settings.API_RATE_ANONYMOUS = True, EXPORT_COST
        make_city("datong")
        write_list, exported = archive._write_list, []

        def write_after_an_export(*args):
            if not exported:
                answer = client.get("/api/v1/cities/?format=csv", REMOTE_ADDR="192.0.2.1")
                assert answer.status_code == 200
                exported.extend(answer.streaming_content)  # which ends it
            return write_list(*args)

        monkeypatch.setattr(archive, "_write_list", write_after_an_export)
        build_bundles()
        assert client.get(LATEST_PATH).status_code == 200
        assert exported

    def test_pages_show_a_new_bundle_at_once(self):
        make_city("datong")
        before = read_version()
        build()
        assert read_version().statistics != before.statistics


class TestQuarters:
    @pytest.mark.parametrize(
        ("today", "name", "day"),
        [
            (date(2026, 10, 1), "2026-Q3", date(2026, 9, 30)),
            (date(2026, 12, 31), "2026-Q3", date(2026, 9, 30)),
            (date(2027, 1, 1), "2026-Q4", date(2026, 12, 31)),
            (date(2027, 5, 5), "2027-Q1", date(2027, 3, 31)),
        ],
    )
    def test_a_quarter_ends_with_its_last_month(self, today, name, day):
        assert releases.get_finished_quarter(today) == releases.Plan(name, day)

    def test_a_release_is_built_after_the_quarter_and_stays_or_is_built_again(self, client, travel, folder):
        travel("2026-06-30T23:00")
        city = make_city("datong", name_en="Datong of June")
        assert build() == ["latest"]
        travel("2026-07-01T05:00")
        edit(city, name_en="Datong of July")
        assert build() == ["latest", "2026-Q2"]
        former = Release.objects.get(name="2026-Q2")
        travel("2026-08-01T05:00")
        edit(city, name_en="Datong of August")
        assert build() == ["latest"]
        assert Release.objects.get(name="2026-Q2") == former
        assert find_word(client, "/data/2026-Q2.zip", "of June")
        assert not find_word(client, "/data/2026-Q2.zip", "of July")
        assert find_word(client, word="of August")
        travel("2026-10-01T05:00")
        assert build() == ["2026-Q3"]
        assert len(list_files(folder)) == 3
        (folder / former.file_name).unlink()
        assert build() == ["2026-Q2"]
        assert find_word(client, "/data/2026-Q2.zip", "of June")

    def test_there_is_no_release_of_a_quarter_before_the_first_publication(self, travel):
        travel("2026-07-01T05:00")
        make_city("datong")
        assert build() == ["latest"]


class TestWithdrawal:
    @pytest.fixture
    def city(self, travel):
        """A city of which the last version of the second quarter has the word; both releases have it."""
        travel("2026-06-30T23:00")
        city = make_city("datong", name_en=WORD)
        travel("2026-07-01T05:00")
        assert build() == ["latest", "2026-Q2"]
        travel("2026-07-02T09:00")
        edit(city, name_en="Datong")
        return city

    def test_a_redaction_deletes_the_files_at_once_and_has_them_built_without_it(
        self, client, city, folder, django_capture_on_commit_callbacks
    ):
        assert find_word(client)
        assert find_word(client, "/data/2026-Q2.zip")
        with django_capture_on_commit_callbacks(execute=True):
            redact(city, 1)
        assert list_files(folder) == []
        for path in (LATEST_PATH, "/data/2026-Q2.zip"):
            response = client.get(path)
            assert (response.status_code, response["Retry-After"]) == (503, "600")
        assert build() == ["latest", "2026-Q2"]
        assert find_word(client) == find_word(client, "/data/2026-Q2.zip") == []

    def test_a_release_says_that_it_was_built_again(self, client, city, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            redact(city, 1)
        build()
        assert Release.objects.get(name="2026-Q2").reason == "redaction"
        said = "Built again, because versions were removed for legal reasons."
        assert {"README.md", "datapackage.json"} <= set(find_word(client, "/data/2026-Q2.zip", said))
        assert find_word(client, word=said) == []

    def test_a_release_without_what_is_redacted_stays(self, city, folder, django_capture_on_commit_callbacks):
        edit(city, name_en="Datong, corrected")
        with django_capture_on_commit_callbacks(execute=True):
            redact(city, 2)
        assert [release.name for release in Release.objects.exclude(file_name="")] == ["latest", "2026-Q2"]

    def test_a_redaction_during_a_build_is_not_in_the_bundle(
        self, client, city, monkeypatch, django_capture_on_commit_callbacks
    ):
        from bundles import archive

        compress, redacted = archive._write_archive, []

        def compress_late(*args) -> None:
            compress(*args)
            if not redacted and args[-1].name == "2026-Q2":
                redacted.append(True)
                with django_capture_on_commit_callbacks(execute=True):
                    redact(city, 1)

        Release.objects.filter(name="2026-Q2").update(file_name="")
        monkeypatch.setattr(archive, "_write_archive", compress_late)
        assert build() == ["latest", "2026-Q2"]
        assert redacted
        assert find_word(client, "/data/2026-Q2.zip") == []

    @pytest.mark.parametrize("is_withdrawn", [False, True])
    def test_a_link_that_is_turned_off_is_in_no_bundle(
        self, client, travel, is_withdrawn, django_capture_on_commit_callbacks
    ):
        travel("2026-06-30T23:00")
        source = make_source("a-copy", url="https://copies.example.org/1")
        make_source("another")
        travel("2026-07-01T05:00")
        build()
        assert find_word(client, "/data/2026-Q2.zip", "copies.example.org")
        if is_withdrawn:
            with writing() as changes:
                changes.withdraw(source)
        with django_capture_on_commit_callbacks(execute=True):
            edit(source, link_ok=False)
        assert client.get("/data/2026-Q2.zip").status_code == 503
        build()
        for path in (LATEST_PATH, "/data/2026-Q2.zip"):
            assert find_word(client, path, "copies.example.org") == []
        assert Release.objects.get(name="2026-Q2").reason == "link"

    def test_an_edit_of_a_source_without_a_link_withdraws_nothing(
        self, travel, django_capture_on_commit_callbacks
    ):
        travel("2026-07-01T05:00")
        source = make_source("a-copy", link_ok=False)
        build()
        with django_capture_on_commit_callbacks(execute=True):
            edit(source, publisher="A newspaper")
        assert Release.objects.get().file_name


class TestServing:
    @pytest.fixture
    def release(self, client) -> Release:
        make_city("datong")
        build_bundle(client)
        return Release.objects.get()

    def read(self, client, **headers) -> tuple[int, bytes]:
        response = client.get(LATEST_PATH, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code in (200, 206):
            assert int(response["Content-Length"]) == len(body)
        return response.status_code, body

    def test_a_release_that_is_unknown_is_not_found(self, client):
        for path in ("/data/2020-Q1.zip", LATEST_PATH, "/data/x.zip"):
            response = client.get(path)
            assert response.status_code == 404
            assert "<h1" in response.content.decode()

    def test_it_is_saved_under_its_name(self, client, release):
        response = client.get(LATEST_PATH)
        name = f"china-hub-v{release.number}.zip"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["ETag"] == f'"{release.checksum}"'
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "max-age=0" in response["Cache-Control"]

    def test_a_version_has_an_address_while_it_is_kept(self, client, release):
        path = f"/data/v{release.number}.zip"
        assert client.get(path)["ETag"] == client.get(LATEST_PATH)["ETag"]
        make_city("beijing")
        assert client.get(path).status_code == 200
        releases.build_releases(is_now=True)
        response = client.get(path)
        assert response.status_code == 410
        assert LATEST_PATH in response.content.decode()
        assert client.get("/data/v999999.zip").status_code == 404

    def test_head_has_the_headers_of_get(self, client, release):
        head, got = client.head(LATEST_PATH), client.get(LATEST_PATH)
        assert head.status_code == 200
        assert b"".join(head.streaming_content) == b""
        for name in ("Content-Length", "ETag", "Last-Modified", "Accept-Ranges", "Content-Type"):
            assert head[name] == got[name]

    def test_who_has_it_gets_304(self, client, release):
        response = client.get(LATEST_PATH)
        for headers in (
            {"If-None-Match": response["ETag"]},
            {"If-Modified-Since": response["Last-Modified"]},
        ):
            assert client.get(LATEST_PATH, headers=headers).status_code == 304

    @pytest.mark.sampled(1)
    @pytest.mark.parametrize(
        ("asked", "part"),
        [("bytes=0-9", slice(0, 10)), ("bytes=100-", slice(100, None)), ("bytes=-7", slice(-7, None))],
    )
    def test_a_download_can_be_continued(self, client, release, asked, part):
        _status, whole = self.read(client)
        assert self.read(client, Range=asked) == (206, whole[part])
        assert self.read(client, **{"Range": asked, "If-Range": f'"{release.checksum}"'}) == (
            206,
            whole[part],
        )

    @pytest.mark.sampled(1)
    @pytest.mark.parametrize("asked", ["bytes=5-1", "bytes=0-1,5-9", "rows=1-2", "bytes=-"])
    def test_other_ranges_give_the_whole(self, client, release, asked):
        status, body = self.read(client, Range=asked)
        assert (status, len(body)) == (200, release.size)

    def test_a_range_of_another_bundle_gives_the_whole(self, client, release):
        assert self.read(client, **{"Range": "bytes=5-", "If-Range": '"former"'})[0] == 200

    def test_a_range_behind_the_end_is_refused(self, client, release):
        response = client.get(LATEST_PATH, headers={"Range": f"bytes={release.size}-"})
        assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{release.size}")

    def test_it_is_not_compressed_again(self, client, release):
        response = client.get(LATEST_PATH, headers={"Accept-Encoding": "gzip, br"})
        assert "Content-Encoding" not in response
        assert int(response["Content-Length"]) == release.size

    def test_it_is_only_read(self, client, release):
        assert client.post(LATEST_PATH).status_code == 405
