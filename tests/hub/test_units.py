"""The units of systemd in deploy/ fit each other and the other files there."""

import re
import runpy

import pytest

from tests.nginx import DEPLOY

UNITS = sorted(path.name for path in DEPLOY.glob("hub-*"))


def read_unit(name: str) -> dict[str, list[str]]:
    """The values of each key, in the order of the file."""
    values: dict[str, list[str]] = {}
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _equals, value = line.partition("=")
            values.setdefault(key, []).append(value)
    return values


def test_readers_wait_at_the_address_that_nginx_asks() -> None:
    (address,) = read_unit("hub-web.socket")["ListenStream"]
    servers = re.findall(r"^ *server (\S+) max_fails", (DEPLOY / "nginx.conf").read_text(), re.MULTILINE)
    assert set(servers) == {address}
    assert runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))["bind"] == address, "without systemd"


def test_the_application_server_can_not_start_without_its_socket() -> None:
    unit = read_unit("hub-web.service")
    assert unit["Requires"] == ["hub-web.socket"]
    assert "hub-web.socket" in unit["After"][0].split()
    assert unit["ExecReload"] == ["/bin/kill -HUP $MAINPID"]


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_closed_to_other_users_and_starts_again_when_it_ends(name: str) -> None:
    unit = read_unit(name)
    assert unit["User"] == ["hub"]
    assert unit["EnvironmentFile"] == ["/etc/hub/environment"]
    assert unit["UMask"] == ["0077"]
    assert unit["ProtectSystem"] == ["strict"]
    if unit.get("Type") == ["oneshot"]:
        assert read_unit(name.replace(".service", ".timer"))["WantedBy"] == ["timers.target"]
    else:
        assert (unit["Restart"], unit["RestartSec"], unit["WantedBy"]) == (
            ["always"],
            ["2"],
            ["multi-user.target"],
        )


@pytest.mark.parametrize("name", UNITS)
def test_every_unit_is_in_the_documents(name: str) -> None:
    text = (DEPLOY.parent / "docs/operations.md").read_text(encoding="utf-8")
    assert name.removesuffix(".service") in text
