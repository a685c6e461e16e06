"""Paths, commands, settings and keys that the documents name exist."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from records.content.declarations import ContentList, import_content_modules
from records.content.schema import get_keys
from records.models import Figure, Part
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from records.vocabularies import get_vocabularies

ROOT = settings.BASE_DIR
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
# Made on each machine, so not there before `make run`.
MADE = ("var/", "static/build/", "staticfiles/", ".venv/", "node_modules/")
# Keys that the models have and that the loader fills itself.
FILLED = {"slug", "id", "title_is_descriptive", "is_plan"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def read_settings() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "hub/settings").glob("*.py"))


def test_the_list_of_settings_is_that_of_the_code() -> None:
    code = read_settings()
    in_code = set(re.findall(r'env\.\w+\(\s*"(\w+)"', code))
    rows = dict(re.findall(r"^\| `(\w+)` \|(.+)$", read("docs/settings.md"), re.MULTILINE))
    assert set(rows) == in_code
    needed = {name for name, row in rows.items() if "Required in production" in row}
    assert needed == set(re.findall(r'env\.\w+\("(\w+)".*required=not STANDALONE', code))


def test_the_tests_run_without_the_settings_of_the_terminal() -> None:
    in_code = set(re.findall(r'env\.\w+\(\s*"(\w+)"', read_settings()))
    cleared = re.search(
        r"^clear_settings\(\) {$(.+?)^}$", read("tools/services.sh"), re.MULTILINE | re.DOTALL
    )
    assert cleared is not None
    assert in_code <= set(cleared[1].split())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    links = re.findall(r"\]\((?!\w+:)([^)#]*)(#[^)]*)?\)", document.read_text(encoding="utf-8"))
    targets = [(document.parent / path if path else document, anchor[1:]) for path, anchor in links]
    assert [str(path) for path, _anchor in targets if not path.exists()] == []
    assert [anchor for path, anchor in targets if anchor and anchor not in anchors(path)] == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_of_make_is_in_the_makefile(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_the_project_that_a_document_names_is_there(document: Path) -> None:
    """Words with a slash in a folder of the project, or files of it; `<app>/models.py` names none."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = re.findall(r"`([\w./-]+)`", document.read_text(encoding="utf-8"))
    paths = [name for name in named if name.partition("/")[0] in folders and "/" in name]
    assert [name for name in paths if not name.startswith(MADE) and not (ROOT / name).exists()] == []


def get_drawing(document: str) -> str:
    return re.search(r"^    editors: .*?^ +readers .*?$", read(document), re.MULTILINE | re.DOTALL)[0]


def test_readme_and_architecture_show_one_drawing() -> None:
    assert get_drawing("README.md") == get_drawing("docs/architecture.md")


def list_names(path: str) -> set[str]:
    """The classes and functions of a module, methods as `Class.method`."""
    body = ast.parse(read(path)).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return names | {
        f"{node.name}.{method.name}"
        for node in classes
        for method in node.body
        if isinstance(method, ast.FunctionDef)
    }


def test_the_walks_name_functions_of_the_code() -> None:
    walks = read("docs/architecture.md").split("## Three walks")[1].split("## Apps")[0]
    steps = re.findall(r"`([\w/]+\.py)`\s+`([\w.]+)(?:\(\))?`", walks)
    assert len(steps) > 30
    assert [f"{path} {name}" for path, name in steps if name not in list_names(path)] == []


# -- the schema of the content ----------------------------------------------------------------------

SCHEMA = "docs/content-schema.md"


def sections() -> dict[str, str]:
    parts = re.split(r"^###? (.+)$", read(SCHEMA), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def keys(text: str) -> dict[str, bool]:
    """Each key of a list like `slug, name, parent?`, and whether it must be there."""
    return {name.rstrip("?"): not name.endswith("?") for name in text.split(", ")}


def in_code(model: type, spec: ContentList) -> dict[str, bool]:
    """The keys that the loader reads off a model, but for those that nobody writes."""
    found = {name: key.required for name, key in get_keys(model, tuple(spec.rename.items())).items()}
    found |= {"key": True} if issubclass(model, Part) else {}
    return {name: required for name, required in found.items() if name not in FILLED}


def section_of(spec: ContentList) -> str:
    return sections()[f"{spec.file}, {spec.at}" if spec.at else spec.file]


SPECS = [spec for module in import_content_modules() for spec in module.CONTENT_LISTS]
each_list = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.file} {spec.at}".strip())


@each_list
def test_the_schema_lists_the_keys_of_each_entry(spec: ContentList) -> None:
    stated = keys(re.search(r"^(?:Each|One) entry[^:]*: `(.+)`$", section_of(spec), re.MULTILINE)[1])
    expected = in_code(spec.model, spec) | dict.fromkeys({*spec.extra, *spec.figures}, False)
    if spec.joined:
        del expected[spec.joined[2]]
    assert {name: required for name, required in stated.items() if name not in ("slug", "id")} == expected


@each_list
def test_the_schema_lists_the_keys_of_each_part(spec: ContentList) -> None:
    stated = dict(re.findall(r"^- `(\w+)`: (.+)$", section_of(spec), re.MULTILINE))
    models = {get_part_accessor(model): model for model in get_part_models(spec.model)}
    assert set(stated) == set(models)
    figure = keys(re.search(r"^.*Each figure: `(.+)`$", sections()["Figures"], re.MULTILINE)[1])
    for name, model in models.items():
        expected = in_code(model, spec)
        if spec.joined and name == spec.joined[2]:
            expected[spec.joined[1]] = True
        if issubclass(model, Figure):
            kind, _, more = stated[name].partition(", each also with ")
            assert (kind, figure | (keys(more.strip("`")) if more else {})) == ("figures", expected)
        elif stated[name].startswith("slugs of"):
            assert len(expected) == 1
        else:
            assert keys(stated[name].strip("`")) == expected


def test_the_schema_lists_the_vocabularies() -> None:
    listed = re.search(r"lists: `(.+)`", sections()["vocabularies.yaml"])[1]
    assert sorted(listed.split(", ")) == sorted(get_vocabularies())
