"""Template databases are built once, and again when anything that they are made of has changed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from records import build_digest
from tests import database_templates
from tests.database_templates import ROOT, SQLiteServer, ensure_template

Run = Callable[[str], list[str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Make a run of tests that uses the migrated database on a digest. Return the commands that build it."""

    def make_run(digest: str) -> list[str]:
        commands: list[str] = []

        def build(url: str, *command: str) -> None:
            Path(url.removeprefix("sqlite:///")).write_text(digest)
            commands.append(command[0])

        folder = tmp_path / f"run-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        monkeypatch.setattr(database_templates, "shared_folder", lambda: folder)
        monkeypatch.setattr(database_templates, "compute_templates_digest", lambda: digest)
        monkeypatch.setattr(database_templates, "run_command", build)
        assert Path(ensure_template(SQLiteServer(), "migrated")).read_text() == digest
        return commands

    monkeypatch.setattr(database_templates, "FORMER_TEMPLATES", tmp_path / "former")
    return make_run


def test_a_later_run_uses_the_template_of_a_former_one(run: Run) -> None:
    assert run("a") == ["shell"]
    assert run("a") == []
    assert run("b") == ["shell"]
    assert run("a") == []


def test_templates_of_old_digests_are_removed(run: Run, tmp_path: Path) -> None:
    for digest in ("a", "b", "c"):
        run(digest)
    assert {path.name for path in (tmp_path / "former").iterdir()} == {"b", "c"}


def test_the_digest_follows_code_content_kept_database_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_digest, "_list_program_files", lambda: {ROOT / "manage.py"})
    monkeypatch.setattr(build_digest, "list_installed_packages", list)
    digests = []
    read_bytes = Path.read_bytes
    for end in ("no-file", "manage.py", "content/cities.yaml", "kept_database/sqlite3.xz"):
        monkeypatch.setattr(
            Path, "read_bytes", lambda path, end=end: read_bytes(path) + b" " * path.as_posix().endswith(end)
        )
        digests.append(database_templates.compute_templates_digest())
    monkeypatch.setattr(database_templates, "date", type("Tomorrow", (), {"today": lambda: date.max}))
    digests.append(database_templates.compute_templates_digest())
    assert len(set(digests)) == 5
