"""The systemd units and the gunicorn configuration in deploy/."""

import gc
import re
import runpy
from pathlib import Path

import pytest

from tests.nginx import DEPLOY

UNITS = {path.name: path for path in sorted(DEPLOY.glob("hub-*"))}
#: Processes that run all the time, and tasks that a timer starts.
SERVICES = ["hub-beat", "hub-web", "hub-worker"]
TASKS = ["hub-backup", "hub-clearsessions"]


def read_unit(name: str) -> dict[str, list[str]]:
    """The values of each key, in the order of the file; sections have no key in common."""
    values: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", UNITS[name].read_text(encoding="utf-8"), re.MULTILINE):
        values.setdefault(key, []).append(value)
    return values


def test_every_process_has_a_unit() -> None:
    services = [*(f"{name}.service" for name in (*SERVICES, *TASKS)), "hub-web.socket"]
    assert sorted(UNITS) == sorted([*services, *(f"{name}.timer" for name in TASKS)])


@pytest.mark.parametrize("name", SERVICES)
def test_what_ends_is_started_again_however_often(name: str) -> None:
    unit = read_unit(f"{name}.service")
    assert unit["Restart"] == ["always"]
    assert int(unit["RestartSec"][0]) <= 5
    assert unit["StartLimitIntervalSec"] == ["0"]
    assert unit["WantedBy"] == ["multi-user.target"]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_that_was_missed_is_run_at_the_next_start(name: str) -> None:
    timer = read_unit(f"{name}.timer")
    assert (timer["Persistent"], timer["WantedBy"]) == (["yes"], ["timers.target"])
    assert read_unit(f"{name}.service")["Type"] == ["oneshot"]


def test_what_is_kept_for_a_time_is_deleted_daily() -> None:
    commands = [line.rpartition(" ")[2] for line in read_unit("hub-clearsessions.service")["ExecStart"]]
    assert commands == ["clearsessions", "prune_account_log", "prune_proposals", "prune_enquiries"]


@pytest.mark.parametrize("name", [*SERVICES, *TASKS])
def test_other_users_of_the_machine_have_no_access(name: str) -> None:
    unit = read_unit(f"{name}.service")
    assert unit["User"] == ["hub"]
    assert (unit["UMask"], unit["ProtectSystem"]) == (["0077"], ["strict"])


def test_readers_wait_at_the_address_that_nginx_asks() -> None:
    (address,) = read_unit("hub-web.socket")["ListenStream"]
    servers = re.findall(r"^ *server (\S+) max_fails", (DEPLOY / "nginx.conf").read_text(), re.MULTILINE)
    assert set(servers) == {address}
    assert runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["bind"] == address, "without systemd"


def test_the_application_server_has_the_socket_and_can_be_reloaded() -> None:
    unit = read_unit("hub-web.service")
    assert unit["Requires"] == ["hub-web.socket"]
    assert "hub-web.socket" in unit["After"][0].split()
    assert unit["ExecReload"] == ["/bin/kill -HUP $MAINPID"]


@pytest.mark.parametrize("path", UNITS.values(), ids=lambda path: path.name)
def test_every_unit_is_in_the_documents(path: Path) -> None:
    text = (DEPLOY.parent / "docs/operations.md").read_text(encoding="utf-8")
    name = path.name if path.with_suffix(".timer").exists() and path.suffix == ".timer" else path.stem
    assert re.search(rf"{re.escape(name)}(?![\w-])", text)


def test_gunicorn_can_read_its_configuration() -> None:
    """gunicorn alone loads this file, so an import that fails there stops no other test."""
    configuration = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert configuration["wsgi_app"] == "hub.wsgi"


@pytest.mark.slow
def test_a_server_process_does_not_collect_what_it_loaded_at_the_start() -> None:
    configuration = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    try:
        configuration["post_worker_init"](None)
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
