"""The rules of docs/naming.md: names of modules, classes and functions."""

import re

import pytest

from tools.code_metrics import (
    begins_with_verb,
    build_import_graph,
    count_modules_by_folder,
    find_duplicate_names,
    find_import_cycles,
    list_functions,
    read_modules,
    read_verbs,
)

# All modules are read once.
pytestmark = pytest.mark.xdist_group("code")

#: Terms of the field that have the form of a gerund or participle.
TERMS = {"publishing", "settings", "ordering", "throttling"}
METAPHORS = {"house", "roof", "ground", "door", "doors", "room", "rooms", "editor_client", "crew"}


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    return build_import_graph(read_modules())


def is_noun(word: str) -> bool:
    """Whether it is neither a gerund, a participle nor a metaphor."""
    last = word.rpartition("_")[2]
    return (word in TERMS or not re.search(r"(ing|[^e]ed)$", last)) and not METAPHORS & set(word.split("_"))


def test_modules_are_named_by_nouns() -> None:
    assert [name for name in read_modules() if not is_noun(name.rpartition(".")[2])] == []


def test_a_name_stands_once_in_the_project() -> None:
    assert find_duplicate_names(read_modules().values()) == {}


def test_functions_begin_with_a_verb() -> None:
    verbs = read_verbs()
    assert [
        f"{name}.{function.name}"
        for name, module in read_modules().items()
        for function in list_functions(module)
        if not begins_with_verb(function.name, verbs)
    ] == []


def test_no_module_imports_itself_through_others(graph: dict[str, set[str]]) -> None:
    assert find_import_cycles(graph) == []


def test_no_module_imports_from_template_tags(graph: dict[str, set[str]]) -> None:
    assert {name for name, used in graph.items() if any(".templatetags." in other for other in used)} == set()


def test_the_active_language_is_compared_with_chinese_in_one_place() -> None:
    comparison = re.compile(r"""get_language\(\)[^\n]*(startswith\(["']zh|== ["']en["'])""")
    assert [name for name, module in read_modules().items() if comparison.search(module.text)] == [
        "records.texts.formats"
    ]


def test_a_folder_has_at_most_32_modules() -> None:
    counts = count_modules_by_folder(read_modules().values())
    assert {str(folder): count for folder, count in counts.items() if count > 32} == {}
