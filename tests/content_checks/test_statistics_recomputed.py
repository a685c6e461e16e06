"""Every statistic equals what pandas computes from the lists of the API."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.test import Client

from stats.definitions import get_statistics
from tests.api.api_client import BASE, read_body
from tests.api_lists import read_lines, read_lists
from tests.content_checks import recomputed_statistics
from tests.content_checks.recomputed_statistics import RECOMPUTATIONS, SCOPE, Lists, round_half_up

STATISTICS = f"{BASE}/statistics/"


@pytest.fixture(scope="module")
def client(counted: None, django_db_blocker: Any) -> Iterator[Client]:
    """The tests of this module only read."""
    with django_db_blocker.unblock():
        yield Client()


@pytest.fixture(scope="module")
def lists(client: Client) -> Lists:
    return read_lists(client)


@pytest.fixture(scope="module")
def described(client: Client) -> dict[str, Any]:
    """The statistics of the hub by slug."""
    return {one["slug"]: one for one in read_lines(client, f"{STATISTICS}?format=jsonl")}


def read_values(client: Client, statistic: dict[str, Any]) -> pd.DataFrame:
    """The values of a statistic in all its scopes, from CSV."""
    scopes = ",".join(statistic["scopes"])
    response = client.get(f"{STATISTICS}?format=csv&statistic={statistic['slug']}&scope={scopes}")
    frame = pd.read_csv(io.StringIO(read_body(response)), dtype=str, keep_default_na=False)
    for name in ("value", "n", "denominator"):
        frame[name] = pd.to_numeric(frame[name])
    return frame


def find_column(frame: pd.DataFrame, name: str) -> str:
    """The column of a dimension; it has a prefix if another column has the name."""
    prefixed = f"dimension_{name}"
    return prefixed if prefixed in frame else name


def list_rows(frame: pd.DataFrame, names: list[str], decimals: int) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Scope and dimensions -> value, n and denominator."""

    def plain(number: Any, places: int) -> float | None:
        return None if pd.isna(number) else round_half_up(number, places)

    keys = frame[[*SCOPE, *(find_column(frame, name) for name in names)]].itertuples(index=False, name=None)
    numbers = frame[["value", "n", "denominator"]].itertuples(index=False, name=None)
    return {
        key: (plain(value, decimals), int(n), plain(whole, 6))
        for key, (value, n, whole) in zip(keys, numbers, strict=True)
    }


@pytest.mark.parametrize("key", sorted(get_statistics()))
def test_a_statistic_equals_its_recomputation(
    client: Client, lists: Lists, described: dict[str, Any], key: str
) -> None:
    assert key in RECOMPUTATIONS, "Write a recomputation from the API for this statistic."
    statistic = described[key]
    names = [dimension["name"] for dimension in statistic["dimensions"]]
    told = list_rows(read_values(client, statistic), names, statistic["decimals"])
    frame = RECOMPUTATIONS[key](lists)
    recomputed = list_rows(frame[frame["scope"].isin(statistic["scopes"])], names, statistic["decimals"])
    assert {scope for scope, *_rest in told} == set(statistic["scopes"])
    assert told == recomputed


def test_only_statistics_are_recomputed() -> None:
    assert set(RECOMPUTATIONS) == set(get_statistics())


def test_the_recomputations_use_nothing_of_the_project() -> None:
    tree = ast.parse(Path(recomputed_statistics.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"collections.abc", "decimal", "functools", "pandas", "typing"}
