"""Parse the YAML files and collect issues with their file, entry and key."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, order=True)
class ContentIssue:
    """A problem in the content: its file, entry, key and a message."""

    file: str
    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.entry, self.key) if part)
        return f"{place}: {self.message}"


class ContentError(Exception):
    """All issues of the content. Nothing was loaded."""

    def __init__(self, issues: list[ContentIssue]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(issue) for issue in issues))


@dataclass
class Location:
    """A position in the content. Collects the issues found there."""

    file: str
    entry: str
    issues: list[ContentIssue] = field(default_factory=list)
    prefix: str = ""

    def add_issue(self, key: str, message: str) -> None:
        at = f"{self.prefix}.{key}" if self.prefix and key else self.prefix or key
        self.issues.append(ContentIssue(self.file, self.entry, at, message))

    def child(self, key: str) -> "Location":
        prefix = f"{self.prefix}.{key}" if self.prefix else key
        return Location(self.file, self.entry, self.issues, prefix)


# Use the C parser if available: it is ten times faster.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeyLoader(_SafeLoader):
    """A safe YAML loader that rejects duplicate keys."""


def _build_mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key “{key}” is given twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _build_mapping)
# Keep dates as strings: their precision is significant.
_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_folder(folder: Path, expected: list[str], issues: list[ContentIssue]) -> dict[str, Any]:
    """Return the parsed files by name. Missing, unexpected and invalid files are issues."""
    paths = {path.name: path for path in sorted(folder.glob("*.y*ml"))}
    issues += [ContentIssue(name, "", "", "The file is missing.") for name in expected if name not in paths]
    issues += [
        ContentIssue(name, "", "", f"No app loads this file. Known files: {', '.join(sorted(expected))}.")
        for name in paths
        if name not in expected
    ]
    parsed = {}
    for name in expected:
        if name not in paths:
            continue
        try:
            parsed[name] = yaml.load(paths[name].read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)
        except yaml.MarkedYAMLError as error:
            line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
            issues.append(ContentIssue(name, line, "", f"This is no valid YAML: {error.problem}."))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            issues.append(ContentIssue(name, "", "", f"This is no valid YAML: {error}."))
    return parsed
