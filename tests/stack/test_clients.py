"""Clients that are generated from docs/openapi.yaml compile under strict rules and read every resource."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import yaml

from api.description import code_samples
from tests.browser.live_hub import ROOT

OPENAPI = ROOT / "docs" / "openapi.yaml"
PROGRAMS = ROOT / "tests" / "stack" / "clients"
NODE_MODULES = ROOT / "node_modules"

TYPESCRIPT_READER = """\
  "{name}": async (client: Client): Promise<string> => {{
    const list = await client.GET("{list_path}", {{ params: {{ query: {{ page_size: 1 }} }} }});
    if (list.data === undefined || "group_by" in list.data || "fields" in list.data)
      throw new Error(JSON.stringify(list));
    const first = list.data.results[0];
    if (first === undefined) throw new Error(JSON.stringify(list));
    const {{ data, error }} = await client.GET("{path}", {{ params: {{ path: {{ {key}: first.{key} }} }} }});
    if (data === undefined || "fields" in data) throw new Error(JSON.stringify(error));
    return data.{key};
  }},
"""
PYTHON_IMPORT = "from china_hub_api_client.api.{module} import {list_operation}, {operation}\n"
PYTHON_READER = """
def read_one_of_{module}(client: Client) -> str:
    page = {list_operation}.sync(client=client, page_size=1)
    assert isinstance(page, models.{list_schema}), page
    record = {operation}.sync(page.results[0].{key}, client=client)
    assert isinstance(record, models.{schema}), record
    return record.{key}


READERS["{name}"] = read_one_of_{module}
"""


def run(*command: Any, cwd: Path = ROOT) -> str:
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def run_node(package_file: str, *arguments: Any, cwd: Path = ROOT) -> str:
    return run("node", NODE_MODULES / package_file, *arguments, cwd=cwd)


def list_described_resources() -> list[dict[str, str]]:
    """What the templates above need of each list whose entries have an address."""
    paths = yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))["paths"]
    return [
        {
            "name": path.split("/")[3],
            "path": path,
            "list_path": list_path,
            "key": path.split("/")[4].strip("{}"),
            "module": paths[path]["get"]["tags"][0].replace("-", "_"),
            "operation": paths[path]["get"]["operationId"],
            "list_operation": paths[list_path]["get"]["operationId"],
            "schema": get_schema(paths[path]),
            "list_schema": get_schema(paths[list_path]),
        }
        for path in paths
        if path.endswith("}/") and (list_path := path.rpartition("{")[0]) in paths
    ]


def get_schema(operations: dict[str, Any]) -> str:
    schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    (schema, *_others) = schema.get("anyOf", [schema])
    return schema["$ref"].rpartition("/")[2]


def fetch_json(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=20) as response:
        return json.load(response)


def check_what_was_read(found: dict[str, Any], hub: str) -> None:
    """Both programs read the same: what the API returns without them."""
    names = {one["name"] for one in fetch_json(f"{hub}/api/v1/")["lists"]}
    # Corrections, and what is found for a query, have no single objects.
    assert set(found["resources"]) == names - {
        "corrections", "search", "peers", "material-matches", "comparison",
    }  # fmt: skip
    national = fetch_json(f"{hub}/api/v1/parks/?level=national&page_size=500")["results"]
    assert len(national) > 10  # several pages
    assert found["parks"] == [
        [
            park["slug"],
            park["name"],
            park["city"]["slug"],
            park["city"]["name"],
            park["sources"][0]["name"],
            park["flows"][0]["value"] if park["flows"] else None,
        ]
        for park in national
    ]
    statistic = fetch_json(f"{hub}/api/v1/statistics/parks-by-level/")
    assert found["statistic"] == [value["value"] for value in statistic["values"]]
    assert found["expanded"] in ("prefecture_level", "district", "county_level", "municipality", "new_area")
    first = fetch_json(f"{hub}/api/v1/parks/?page_size=1")["results"][0]
    assert found["chosen"] == ["slug", "level", first["slug"], None]
    assert found["grouped"] == fetch_json(f"{hub}/api/v1/parks/?count=1")["count"]
    assert found["changes"] == 20
    assert found["problems"] == [400, "cursor", 404]


def test_a_typescript_client_compiles_and_reads_all(hub: str, tmp_path: Path) -> None:
    for program in ("read_all.ts", "tsconfig.json"):
        shutil.copy(PROGRAMS / program, tmp_path)
    (tmp_path / "sample.ts").write_text(code_samples.TYPESCRIPT.at(hub))
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    readers = "".join(TYPESCRIPT_READER.format(**one) for one in list_described_resources())
    (tmp_path / "resource_readers.ts").write_text(
        f'import type {{ Client }} from "./read_all.js";\n\nexport const readers = {{\n{readers}}};\n'
    )
    run_node("openapi-typescript/bin/cli.js", OPENAPI, "--output", tmp_path / "china_hub.d.ts")
    run_node("typescript/bin/tsc", "--project", tmp_path)
    check_what_was_read(json.loads(run("node", tmp_path / "out" / "read_all.js", hub)), hub)
    assert len(run("node", tmp_path / "out" / "sample.js").splitlines()) == 5


def test_a_python_client_passes_mypy_and_reads_all(hub: str, tmp_path: Path) -> None:
    shutil.copy(PROGRAMS / "read_all.py", tmp_path)
    resources = list_described_resources()
    lines = [
        "from collections.abc import Callable\n\nfrom china_hub_api_client import Client, models\n",
        *(PYTHON_IMPORT.format(**one) for one in resources),
        "\nREADERS: dict[str, Callable[[Client], str]] = {}\n",
        *(PYTHON_READER.format(**one) for one in resources),
    ]
    (tmp_path / "resource_readers.py").write_text("".join(lines))
    (tmp_path / "sample.py").write_text(code_samples.PYTHON_CLIENT.at(hub))
    generate = (sys.executable, "-m", "openapi_python_client", "generate")
    run(*generate, "--path", OPENAPI, "--meta", "none", "--output-path", "china_hub_api_client", cwd=tmp_path)
    mypy = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", tmp_path / "cache")
    run(*mypy, "china_hub_api_client", "read_all.py", "resource_readers.py", "sample.py", cwd=tmp_path)
    check_what_was_read(json.loads(run(sys.executable, "read_all.py", hub, cwd=tmp_path)), hub)
    assert len(run(sys.executable, "sample.py", cwd=tmp_path).splitlines()) == 5


def test_linters_of_openapi_find_nothing() -> None:
    report = json.loads(run_node("@redocly/cli/bin/cli.js", "lint", OPENAPI, "--format=json"))
    assert report["problems"] == []
    run_node("@stoplight/spectral-cli/dist/index.js", "lint", OPENAPI, "--fail-severity=hint")


def test_the_linters_apply_all_rules_but_one() -> None:
    for name, rule in (
        ("redocly.yaml", "no-path-trailing-slash"),
        (".spectral.yaml", "path-keys-no-trailing-slash"),
    ):
        assert yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))["rules"] == {rule: "off"}
