"""Notes that several rows of a table share, said once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from records.texts.formats import drop_first_sentence, take_first_sentence


class NotedRow(NamedTuple):
    """A row of a table with the marks of shared notes, and what its own note adds to them."""

    row: Any
    marks: tuple[str, ...] = ()
    sentences: tuple[Any, ...] = ()


class SharedNotes(NamedTuple):
    """The rows of a table; a note of all or most of them; sentences of some, each with its mark."""

    rows: tuple[NotedRow, ...]
    text: Any = ""
    is_of_all: bool = False
    marked: tuple[tuple[str, Any], ...] = ()


def find_shared_notes(rows: Iterable[Any]) -> SharedNotes:
    """Find the notes to say once for all rows.

    If all rows have a note, that of more than half of them holds unless noted otherwise. Else a sentence that
    several notes contain has a letter, which marks these rows.
    """
    listed = list(rows)
    notes = [row.note or "" for row in listed]
    if len(notes) > 1 and all(notes):
        text, count = Counter(notes).most_common(1)[0]
        if count > len(notes) / 2:
            own = (() if note == text else (note,) for note in notes)
            noted = (NotedRow(row, sentences=note) for row, note in zip(listed, own, strict=True))
            return SharedNotes(tuple(noted), text, count == len(notes))
    split = [_list_sentences(note) for note in notes]
    counts = Counter(sentence for sentences in split for sentence in dict.fromkeys(sentences))
    shared = [sentence for sentence, count in counts.items() if count > 1]
    marks = dict(zip(shared, ascii_lowercase, strict=False))
    return SharedNotes(
        tuple(_mark_row(row, sentences, marks) for row, sentences in zip(listed, split, strict=True)),
        marked=tuple((mark, sentence) for sentence, mark in marks.items()),
    )


def _mark_row(row: Any, sentences: Iterable[Any], marks: Mapping[Any, str]) -> NotedRow:
    return NotedRow(
        row,
        tuple(marks[sentence] for sentence in sentences if sentence in marks),
        tuple(sentence for sentence in sentences if sentence not in marks),
    )


def _list_sentences(note: Any) -> list[Any]:
    """Return the sentences of a note; those of a `Text` keep its language."""
    sentences = []
    while note:
        sentences.append(take_first_sentence(note))
        note = drop_first_sentence(note)
    return sentences
