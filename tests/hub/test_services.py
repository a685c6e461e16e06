"""The systemd units and the gunicorn configuration in deploy/."""

import gc
import runpy
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.conf import settings

FILES = sorted((settings.BASE_DIR / "deploy").glob("*.service"))


def test_server_worker_and_beat_have_one_each() -> None:
    assert [path.stem for path in FILES] == ["hub-beat", "hub-web", "hub-worker"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_ends_is_started_again_however_often(path: Path) -> None:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(path)
    assert unit["Service"]["Restart"] == "always"
    assert int(unit["Service"]["RestartSec"]) <= 5
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_gunicorn_can_read_its_configuration() -> None:
    """gunicorn alone loads this file, so an import that fails there stops no other test."""
    configuration = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    assert configuration["wsgi_app"] == "hub.wsgi"
    assert configuration["bind"] == "127.0.0.1:8000"


def test_a_server_process_does_not_collect_what_it_loaded_at_the_start() -> None:
    configuration = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    try:
        configuration["post_worker_init"](None)
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
