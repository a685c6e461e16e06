"""The cache in a file: Django's cache API, shared by processes, and limited in bytes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hub import shared_cache
from hub.shared_cache import SharedFileCache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite3"


def open_cache(path: Path, max_bytes: int = 1_000_000) -> SharedFileCache:
    return SharedFileCache(str(path), {"OPTIONS": {"MAX_BYTES": max_bytes}})


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(shared_cache.time, "time", lambda: seconds)


def test_it_is_a_cache_of_django(path: Path) -> None:
    cache = open_cache(path)
    cache.set("a", {"b": b"c"})
    assert cache.get("a") == {"b": b"c"}
    assert cache.get("b", "none") == "none"
    assert not cache.add("a", 1)
    assert cache.add("n", 1)
    assert cache.incr("n") == 2
    assert cache.get_many(["a", "n", "b"]) == {"a": {"b": b"c"}, "n": 2}
    assert (cache.delete("a"), cache.delete("a")) == (True, False)
    cache.clear()
    assert cache.get("n") is None


def test_entries_end_with_their_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = open_cache(path)
    cache.set("short", 1, 10)
    cache.set("touched", 1, 10)
    cache.set("kept", 1, None)
    assert cache.touch("touched", 3600)
    now = shared_cache.time.time()
    at(monkeypatch, now + 60)
    assert [cache.get(key) for key in ("short", "touched", "kept")] == [None, 1, 1]
    assert cache.add("short", 2)
    assert not cache.touch("missing")


def test_another_process_reads_what_one_has_written(path: Path) -> None:
    cache = open_cache(path)
    cache.set("a", "from here")
    program = (
        "import sys; from hub.shared_cache import SharedFileCache as C\n"
        "c = C(sys.argv[1], {'OPTIONS': {'MAX_BYTES': 1000000}}); print(c.get('a')); c.set('b', 'from there')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "from here"
    assert cache.get("b") == "from there"


def test_it_is_bounded_in_bytes_and_keeps_what_is_asked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, now = open_cache(path, 100_000), 1_800_000_000.0
    for number in range(500):
        at(monkeypatch, now + 100 * number)
        cache.get("page-0")
        cache.set(f"page-{number}", os.urandom(1000), None)
    cache.set("long", os.urandom(20_000))
    found = [number for number in range(500) if cache.get(f"page-{number}") is not None]
    assert 80 <= len(found) <= 100
    assert {0, 499} <= set(found)
    assert 20 not in found
    assert cache.get("long") is None, "an entry that would push out many others is not kept"
    assert path.stat().st_size < 400_000


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"no database" * 1000)])
def test_a_lost_or_damaged_file_is_begun_anew(path: Path, spoil: Any) -> None:
    open_cache(path).set("a", 1)
    for extra in path.parent.glob(f"{path.name}-*"):
        extra.unlink()
    spoil(path)
    cache = open_cache(path)
    for _ in range(2):
        cache.set("a", 2)
    assert cache.get("a") == 2


def test_without_a_place_for_the_file_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    cache = open_cache(tmp_path / "missing" / "cache.sqlite3")
    cache.set("a", 1)
    assert cache.get("a") is None
    assert not cache.add("a", 1)
    cache.clear()


def test_only_the_owner_reads_the_file_and_nothing_cleared_is_left_in_it(path: Path) -> None:
    cache = open_cache(path)
    cache.set("a", b"a telling word")
    cache.clear()
    assert path.stat().st_mode & 0o077 == 0
    files = [path, *path.parent.glob(f"{path.name}-*")]
    assert not any(b"telling" in file.read_bytes() for file in files)
