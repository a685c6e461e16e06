"""Measure the code: lines, tables, modules, import cycles, functions, names, suppressions, template lines.

    python tools/code_metrics.py            # of this checkout
    python tools/code_metrics.py PATH       # of another one, for instance a worktree of an earlier commit

Tests are left out, and migrations have a line of their own. Lines are those that aren't blank.
"""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
#: From the bottom layer to the top.
APPS = (
    "records", "stats", "web", "cities", "coalition", "initiatives", "portal", "search", "enquiries",
    "accounts", "api", "reconciliation", "bundles", "sample_data", "hub",
)  # fmt: skip
#: Names that a framework or a registry of the project expects in more than one module.
HOOKS = {
    "Command", "urlpatterns", "app_name", "register", "log", "logger",
    "VOCABULARIES", "CONTENT_LISTS", "CHECKS", "CLAIMS",
}  # fmt: skip
_SUPPRESSION = re.compile(r"#\s*(type:\s*ignore|noqa|pragma|nosec)")
_LONG_TEMPLATE_LINE = 120
_LONG_MODULE = 450
_LARGEST_FOLDERS = 5
#: The function that keeps a value in the process for further requests (`records/version_cache.py`).
_KEEPER = "cache_value"
#: Functions with one of these decorators keep the name under which templates or the framework call them.
_NAMED_BY_USE = {"register", "contextmanager", "fixture"}


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its text and its syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module


@cache
def read_modules(root: Path = ROOT) -> dict[str, Module]:
    """All modules of the apps by dotted name, without migrations."""
    modules = {}
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text()
            modules[name] = Module(name, path, text, ast.parse(text))
    return modules


def read_verbs(root: Path = ROOT) -> set[str]:
    """The verbs with which a function may begin: the list under "Verbs" in docs/naming.md."""
    text = (root / "docs" / "naming.md").read_text()
    section = re.search(r"^## Verbs$.*?```\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    if not section:
        raise ValueError("docs/naming.md has no list of verbs")
    return set(section[1].split())


# Names


def list_functions(module: Module) -> list[ast.FunctionDef]:
    """Functions of the module itself, without those that are named by how templates use them."""
    return [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not _NAMED_BY_USE & set(_decorators_of(node))
    ]


def _decorators_of(node: ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        for part in ast.walk(decorator):
            if isinstance(part, ast.Name):
                yield part.id
            elif isinstance(part, ast.Attribute):
                yield part.attr


def begins_with_verb(name: str, verbs: set[str]) -> bool:
    return name.strip("_").split("_")[0] in verbs


def find_duplicate_names(modules: Iterable[Module]) -> dict[str, list[str]]:
    """Classes, and public functions and constants, that more than one module defines, with those modules."""
    defined = defaultdict(set)
    for module in modules:
        for name in _names_defined_in(module):
            if name not in HOOKS:
                defined[name].add(module.name)
    return {name: sorted(where) for name, where in sorted(defined.items()) if len(where) > 1}


def _names_defined_in(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _public(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    yield from _public(target.id)


def _public(name: str) -> list[str]:
    return [] if name.startswith("_") else [name]


# Imports


def build_import_graph(modules: dict[str, Module]) -> dict[str, set[str]]:
    """What each module imports of the project, in functions too; without what is imported for types alone."""
    return {name: set(_imports_of(module, modules)) for name, module in modules.items()}


def _imports_of(module: Module, modules: dict[str, Module]) -> Iterator[str]:
    for node in _walk_without_type_checking(module.tree):
        if isinstance(node, ast.Import):
            candidates = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            candidates = [
                full if (full := f"{node.module}.{alias.name}") in modules else node.module
                for alias in node.names
            ]
        else:
            continue
        yield from (name for name in candidates if name in modules and name != module.name)


def _walk_without_type_checking(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _walk_without_type_checking(child)


def find_import_cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules each of which imports every other one, directly or not (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    cycles = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                cycles.append(sorted(group))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return cycles


# Sizes


def count_lines_by_app(modules: Iterable[Module]) -> Counter[str]:
    lines: Counter[str] = Counter()
    for module in modules:
        lines[module.name.partition(".")[0]] += count_lines(module.text)
    return lines


def list_long_modules(modules: Iterable[Module]) -> list[str]:
    return [module.name for module in modules if count_lines(module.text) > _LONG_MODULE]


def count_modules_by_folder(modules: Iterable[Module]) -> Counter[Path]:
    """The modules that lie in each folder, without its `__init__.py` and its folders."""
    return Counter(module.path.parent for module in modules if module.path.name != "__init__.py")


def list_migrations(root: Path = ROOT) -> list[Path]:
    return [path for app in APPS for path in sorted((root / app).rglob("migrations/[0-9]*.py"))]


def count_tables(root: Path = ROOT) -> tuple[int, int] | None:
    """Tables of the apps and, of these, many-to-many tables; None if the checkout can't be set up."""
    code = (
        "import django, sys\n"
        "django.setup()\n"
        "models = [model for model in django.apps.apps.get_models(include_auto_created=True)\n"
        "          if model.__module__.partition('.')[0] in sys.argv]\n"
        "print(len(models), sum(bool(model._meta.auto_created) for model in models))\n"
    )
    env = {"DJANGO_SETTINGS_MODULE": "hub.settings", "PYTHONPATH": str(root)}
    run = subprocess.run(
        [sys.executable, "-c", code, *APPS], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    if run.returncode:
        return None
    tables, relations = run.stdout.split()
    return int(tables), int(relations)


def list_kept_values(modules: Iterable[Module]) -> list[str]:
    """The modules that keep values from one request to another; memos of pure functions don't count."""
    return [
        module.name
        for module in modules
        if any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _KEEPER
            for node in ast.walk(module.tree)
        )
    ]


def measure_functions(modules: Iterable[Module]) -> list[tuple[int, str]]:
    """Lines and name of each function and method, shortest first."""
    sizes = []
    for module in modules:
        lines = module.text.splitlines()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = lines[node.lineno - 1 : node.end_lineno]
                sizes.append((sum(1 for line in body if line.strip()), f"{module.name}.{node.name}"))
    return sorted(sizes)


def count_lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def list_template_lines(root: Path = ROOT) -> list[str]:
    return [
        line
        for path in sorted((root / "templates").rglob("*.html"))
        for line in path.read_text().splitlines()
        if line.strip()
    ]


def is_long_template_line(line: str) -> bool:
    return len(line) > _LONG_TEMPLATE_LINE


def print_sizes(root: Path, modules: dict[str, Module]) -> None:
    by_app = count_lines_by_app(modules.values())
    migrations = list_migrations(root)
    folders = count_modules_by_folder(modules.values()).most_common(_LARGEST_FOLDERS)
    long_modules = list_long_modules(modules.values())
    tables = count_tables(root)
    kept = list_kept_values(modules.values())
    say = sys.stdout.write
    say(f"code lines                         {by_app.total()} in {len(modules)} modules\n")
    say(f"code lines by app                  {_join_counts(by_app.most_common())}\n")
    say(f"migration lines                    {sum(count_lines(path.read_text()) for path in migrations)}")
    say(f" in {len(migrations)} files\n")
    say("tables                             ")
    say(f"{tables[0]}, of them many-to-many {tables[1]}\n" if tables else "-\n")
    say("modules flat in one folder         ")
    say(f"{_join_counts((str(folder.relative_to(root)), count) for folder, count in folders)}\n")
    say(f"modules over {_LONG_MODULE} lines             {len(long_modules)} {', '.join(long_modules)}\n")
    say(f"places of kept values              {len(kept)} {', '.join(kept)}\n")


def _join_counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def main(root: Path) -> None:
    modules = read_modules(root)
    print_sizes(root, modules)
    verbs = read_verbs()
    cycles = find_import_cycles(build_import_graph(modules))
    functions = measure_functions(modules.values())
    sizes = [size for size, _name in functions]
    named = [function.name for module in modules.values() for function in list_functions(module)]
    with_verb = [name for name in named if begins_with_verb(name, verbs)]
    lines = sum(count_lines(module.text) for module in modules.values())
    suppressed = sum(len(_SUPPRESSION.findall(module.text)) for module in modules.values())
    unformatted = sum(module.text.count("# fmt: skip") for module in modules.values())
    template_lines = list_template_lines(root)
    long_lines = [line for line in template_lines if is_long_template_line(line)]
    duplicates = find_duplicate_names(modules.values())
    say = sys.stdout.write
    say(f"import cycles                      {len(cycles)} {cycles or ''}\n")
    say(
        f"function median / p90 / max        {median(sizes):.0f} / {sizes[len(sizes) * 9 // 10]}"
        f" / {sizes[-1]} ({functions[-1][1]})\n"
    )
    say(f"functions that begin with a verb   {len(with_verb)} of {len(named)}")
    say(f" ({100 * len(with_verb) / len(named):.1f} %)\n")
    say(f"top-level names that stand twice   {len(duplicates)} {', '.join(duplicates)}\n")
    say(f"suppressions per 1,000 lines       {1000 * suppressed / lines:.2f} ({suppressed})")
    say(f", `fmt: skip` {unformatted}\n")
    say(f"template lines over {_LONG_TEMPLATE_LINE} characters  {len(long_lines)} of {len(template_lines)}")
    say(f" ({100 * len(long_lines) / len(template_lines):.1f} %)\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT)
