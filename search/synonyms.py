"""Words that readers ask for and texts don't use: `synonyms.yaml` says which words of the site they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from search.words import build_key, is_han, list_spellings, normalize_text, split_runs


@dataclass(frozen=True)
class SynonymGroup:
    """`asked` are found where one of `meant` stands, which are normalized: runs between spaces."""

    asked: tuple[str, ...]
    meant: tuple[str, ...]

    def is_meant_in(self, text: str) -> bool:
        return any((meant if is_han(meant) else f" {meant} ") in text for meant in self.meant)

    def is_meant_by(self, keys: Iterable[str]) -> bool:
        """Return whether one of the whole names is one of `meant`."""
        return not {meant.replace(" ", "") for meant in self.meant}.isdisjoint(keys)


@cache
def load_synonyms() -> tuple[SynonymGroup, ...]:
    rows = yaml.safe_load(Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8"))
    return tuple(
        SynonymGroup(
            asked=tuple(form for word in row["asked"] for form in (word, *list_spellings(word))),
            meant=tuple(map(_normalize, row["meant"])),
        )
        for row in rows
    )


def list_synonyms(texts: Iterable[str]) -> list[str]:
    """Return the words by which readers ask for what these texts name."""
    text = f" {_normalize(' / '.join(texts))} "
    return [word for group in load_synonyms() if group.is_meant_in(text) for word in group.asked]


def list_synonym_names(title_keys: Iterable[str]) -> list[str]:
    """Return the synonyms of whole titles."""
    keys = set(title_keys)
    return [word for group in load_synonyms() if group.is_meant_by(keys) for word in group.asked]


@cache
def list_han_synonyms() -> frozenset[str]:
    """Return the Chinese words on both sides, normalized."""
    words = (word for group in load_synonyms() for word in (*map(build_key, group.asked), *group.meant))
    return frozenset(word for word in words if word and is_han(word))


def _normalize(text: str) -> str:
    return " ".join(split_runs(normalize_text(text)))
