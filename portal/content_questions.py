"""Questions of the content: what the content report lists, as items that staff close at the desk."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import CharField, Value

from portal.content_report import QUESTIONS_FILE, ReportSection, list_sections, read_questions
from records.content.declarations import ContentEntry
from records.models import ContentQuestion, get_record_types
from records.models.content_question import QuestionSection

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: The longest text of a question that names its subject before a colon.
_LONGEST_SUBJECT = 200
#: Sections with one question about each source.
_ABOUT_SOURCES = {QuestionSection.NO_PUBLISHER, QuestionSection.NO_ADDRESS, QuestionSection.NOT_READ_AGAIN}


def load_questions(folder: Path, entries: list[ContentEntry]) -> None:
    """Add the questions that are new; take away open ones that nobody asks any more. Closed ones stay."""
    if not (folder / QUESTIONS_FILE).exists():
        return
    wanted = {question.digest: question for question in _build_questions(folder, entries)}
    with transaction.atomic():
        ContentQuestion.objects.open().exclude(digest__in=wanted).delete()
        known = set(ContentQuestion.objects.values_list("digest", flat=True))
        ContentQuestion.objects.bulk_create(
            [question for digest, question in wanted.items() if digest not in known], batch_size=500
        )


def _build_questions(folder: Path, entries: list[ContentEntry]) -> Iterator[ContentQuestion]:
    slugs, order = _list_slugs(entries), list(QuestionSection)
    for section in list_sections(entries, read_questions(folder)):
        for item in section.items:
            subject, colon, text = item.partition(": ")
            if not colon or len(subject) > _LONGEST_SUBJECT:
                subject, text = "", item
            records = _find_records(subject, section, slugs)
            # The number of uses of a source and its title may change.
            identity = records if section.key in _ABOUT_SOURCES and records else item
            yield ContentQuestion(
                digest=hashlib.sha256(f"{section.key}\n{identity}".encode()).hexdigest(),
                section=section.key,
                position=order.index(QuestionSection(section.key)),
                subject=subject,
                text=text,
                records=records,
            )


def _list_slugs(entries: Iterable[ContentEntry]) -> dict[str, set[str]]:
    slugs: dict[str, set[str]] = {}
    for entry in entries:
        slugs.setdefault(entry.model.type_code, set()).add(entry.slug)
    return slugs


def _find_records(subject: str, section: ReportSection, slugs: dict[str, set[str]]) -> list[list[str]]:
    """Return type and slug of the records that a subject names after their type: "cities datong and bonn".

    In some sections it begins with the slug of a record instead.
    """
    words = _map_type_words()
    codes, found = section.record_types, []
    for word in _WORD.findall(subject):
        if word in words:
            codes = (words[word],)
            continue
        code = next((code for code in codes if word in slugs.get(code, ())), None)
        if code and [code, word] not in found:
            found.append([code, word])
        if section.record_types:
            break
    return found


def _map_type_words() -> dict[str, str]:
    """Map the words by which the questions name record types to these: "case" and "cases"."""
    names: dict[str, str] = {}
    for code in get_record_types():
        word = code.rpartition("-")[2]
        plural = (
            f"{word[:-1]}ies" if word.endswith("y") else f"{word}es" if word.endswith("s") else f"{word}s"
        )
        names |= {word: code, plural: code}
    return names


def fetch_named_keys(questions: Iterable[ContentQuestion]) -> dict[tuple[str, str], int]:
    """Return the primary keys of the records that questions name, by type and slug, in one query."""
    by_type: dict[str, set[str]] = {}
    for question in questions:
        for code, slug in question.records:
            by_type.setdefault(code, set()).add(slug)
    types = get_record_types()
    rows = [
        types[code]
        .objects.filter(slug__in=slugs)
        .order_by()
        .annotate(named_type=Value(code, CharField()))
        .values_list("named_type", "slug", "pk")
        for code, slugs in by_type.items()
        if code in types
    ]
    if not rows:
        return {}
    found = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return {(code, slug): pk for code, slug, pk in found}
