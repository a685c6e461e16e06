"""No app names an app above it: not by import, and not in a string or a template either.

`import-linter` checks the imports. These tests read the strings of each module and the tags of each template.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.template.base import Lexer, Token, TokenType
from django.urls import URLPattern, get_resolver

from records.models import get_record_types
from records.pages.navigation import LinkSlot
from stats.definitions import get_statistics
from tools.code_metrics import APPS, ROOT, read_modules

# All modules are read once.
pytestmark = pytest.mark.xdist_group("code")

#: Names of URLs, record types and statistics that are also words of vocabularies, fields or variables. They
#: are references only where a URL is reversed.
WORDS = {
    "about", "api", "cities", "coalition", "index", "indicators", "materials", "programmes",
    "target", "targets",
}  # fmt: skip
REVERSING = {"redirect", "reverse", "reverse_lazy"}
_STRING = re.compile(r'"([^"]*)"|\'([^\']*)\'')
LAYER = {app: number for number, app in enumerate(APPS)}
#: What a path or a schema of the API has.
_OF_API = re.compile(r"/api/|#/components/|drf_spectacular|\$ref|(any|one|all)Of")


def list_url_owners(patterns: list[Any]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from list_url_owners(pattern.url_patterns)
        elif pattern.name:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield pattern.name, view.__module__.partition(".")[0]


@cache
def url_owners() -> dict[str, str]:
    return {name: app for name, app in list_url_owners(get_resolver().url_patterns) if app in LAYER}


@cache
def owners() -> dict[str, str]:
    """The app that owns a name of a URL, a record type or a statistic."""
    types = {code: model._meta.app_label for code, model in get_record_types().items()}
    statistics = {
        key: getattr(entry.headline, "func", entry.headline).__module__.partition(".")[0]
        for key, entry in get_statistics().items()
    }
    slots = {slot.value: "records" for slot in LinkSlot}
    names = [*url_owners().items(), *types.items(), *statistics.items(), *slots.items()]
    # The lowest owner, if one name has several meanings.
    lowest_last = sorted(names, key=lambda pair: -LAYER[pair[1]])
    return {name: app for name, app in lowest_last if name not in WORDS}


def is_above(app: str | None, own: str) -> bool:
    return app in LAYER and LAYER[app] > LAYER[own]


def names_app_above(text: str, own: str) -> bool:
    """Whether a string is a dotted name, a label, a template or another name of an app above."""
    dotted = re.fullmatch(r"(?:admin:([a-z]+)_|(\w+)[.:/])[\w./-]+", text)
    if dotted and is_above(dotted[1] or dotted[2], own) and not text.endswith(".yaml"):
        return True
    return is_above(owners().get(text), own)


def strings_of(tree: ast.Module) -> Iterator[tuple[ast.Constant, bool]]:
    """The strings of a module without its docstrings, and whether a URL is reversed by it."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    reversed_ = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in REVERSING
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node, id(node) in reversed_


# The folders of templates of allauth that the app overrides by name.
_PAGES_OF_ALLAUTH = {"account": "accounts", "mfa": "accounts"}


def app_of_template(name: str) -> str:
    first, _slash, rest = name.partition("/")
    if first == "admin":
        first = rest.partition("/")[0]
    first = _PAGES_OF_ALLAUTH.get(first, first)
    return first if first in LAYER else "records"


def tag_libraries() -> dict[str, str]:
    return {path.stem: app for app in APPS for path in (ROOT / app / "templatetags").glob("*.py")}


TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}


def references_of_template(name: str, text: str) -> Iterator[str]:
    """The tags of a template that name an app above its own."""
    own = app_of_template(name)
    in_comment = False
    for token in Lexer(text).tokenize():
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        tag = token.contents.partition(" ")[0] if token.token_type == TokenType.BLOCK else ""
        in_comment = tag == "comment" or (in_comment and tag != "endcomment")
        if not in_comment and tag not in {"translate", "blocktranslate"} and is_reference(tag, token, own):
            yield token.contents


def is_reference(tag: str, token: Token, own: str) -> bool:
    strings = [double or single for double, single in _STRING.findall(token.contents)]
    return (
        (tag == "load" and any(is_above(tag_libraries().get(word), own) for word in token.split_contents()))
        or (tag == "url" and is_above(url_owners().get(strings[0]), own))
        or any(names_app_above(string, own) for string in strings)
        # A page knows the slots of panels, which it defines itself, and not the panels.
        or re.search(r"panel\.key\s*[!=]=", token.contents) is not None
    )


def test_the_apps_are_listed_in_the_order_of_their_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert settings["contracts"][0]["layers"] == list(reversed(APPS))


def test_no_module_names_an_app_above_it_in_a_string() -> None:
    assert [
        f"{name}:{node.lineno}: {node.value!r}"
        for name, module in read_modules().items()
        if (app := name.partition(".")[0]) in LAYER
        for node, is_reversed in strings_of(module.tree)
        if names_app_above(str(node.value), app)
        or (is_reversed and is_above(url_owners().get(str(node.value)), app))
    ] == []


def names_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings and the imported modules of a module, by line."""
    yield from ((node.lineno, str(node.value)) for node, _is_reversed in strings_of(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def test_no_app_below_the_api_knows_its_paths_or_describes_it() -> None:
    assert [
        f"{name}:{line}: {text!r}"
        for name, module in read_modules().items()
        if (app := name.partition(".")[0]) in LAYER and is_above("api", app)
        for line, text in names_in(module.tree)
        if _OF_API.search(text)
    ] == []


def test_no_template_names_an_app_above_its_own() -> None:
    assert [
        f"{name}: {reference}"
        for name, path in TEMPLATES.items()
        for reference in references_of_template(name, path.read_text())
    ] == []


@pytest.mark.parametrize(
    ("app", "text", "expected"),
    [
        ("cities", "initiatives.IndustrialPark", True),
        ("cities", "initiatives/panels/parks.html", True),
        ("cities", "portal.publish_target", True),
        ("cities", "admin:portal_target_changelist", True),
        ("cities", "zero-waste-pilot", True),
        ("cities", "legal", True),
        ("cities", "coalition.yaml", False),
        ("initiatives", "initiatives.IndustrialPark", False),
        ("portal", "initiatives/panels/parks.html", False),
    ],
)
def test_a_string_that_names_an_app_above_is_recognized(app: str, text: str, expected: bool) -> None:
    assert names_app_above(text, app) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% load api_tags %}", True),
        ("{% load i18n city_tags %}", False),
        ('{% url "about" %}', True),
        ('{% if panel.key == "memberships" %}', True),
        ('{% include "initiatives/panels/parks.html" %}', True),
        ('{% comment %}{% url "about" %}{% endcomment %}', False),
    ],
)
def test_a_tag_that_names_an_app_above_is_recognized(monkeypatch, text: str, expected: bool) -> None:
    monkeypatch.setitem(globals(), "tag_libraries", lambda: {"api_tags": "api", "city_tags": "cities"})
    assert bool(list(references_of_template("cities/city_detail.html", text))) is expected
