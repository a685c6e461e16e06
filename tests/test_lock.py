"""The lock files contain every package of the requirements files."""

import re

import pytest
from django.conf import settings

FILES = ["requirements", "requirements-dev", "requirements-node"]


def pins(name: str) -> dict[str, str]:
    """The packages of a requirements file, by their names as locks write them."""
    text = (settings.BASE_DIR / f"{name}.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)$", text, re.MULTILINE)
    assert len(found) == len([line for line in text.splitlines() if line and line[0] not in "#-"])
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def locked(name: str) -> dict[str, str]:
    """What a lock says of each package: version, condition and hashes."""
    text = (settings.BASE_DIR / f"{name}.lock").read_text(encoding="utf-8")
    text = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return {entry.partition("==")[0]: entry.partition("==")[2] for entry in entries}


@pytest.mark.parametrize("name", FILES)
def test_each_package_is_locked_with_its_version(name: str) -> None:
    lock = locked(name)
    versions = {package: re.split(r"[ ;\\]", lock.get(package, ""))[0] for package in pins(name)}
    assert versions == pins(name)


@pytest.mark.parametrize("name", FILES)
def test_each_locked_package_is_known_by_hashes(name: str) -> None:
    assert [package for package, rest in locked(name).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("name", FILES)
def test_a_lock_names_no_registry(name: str) -> None:
    assert "://" not in (settings.BASE_DIR / f"{name}.lock").read_text(encoding="utf-8")


def test_what_runs_is_tested_in_the_same_versions() -> None:
    tested = locked("requirements-dev")
    assert [package for package, rest in locked("requirements").items() if tested.get(package) != rest] == []
