"""One word for one thing, in three languages: the interface speaks as `docs/glossary.md` says."""

import re
from dataclasses import dataclass

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

from records.translation import convert_to_traditional

pytestmark = pytest.mark.any_database

GLOSSARY = (settings.BASE_DIR / "docs/glossary.md").read_text(encoding="utf-8")
_PLACEHOLDERS = re.compile(r"%\(\w+\)s|\{\w*\}|<[^>]*>")


@dataclass(frozen=True)
class Term:
    """A row of the glossary; `words`: what may stand for it in Simplified Chinese."""

    forms: list[str]
    words: list[str]
    traditional: str
    earlier: list[str]

    def stands_in(self, text: str) -> bool:
        forms = "|".join(f"{re.escape(form)}(?:e?s)?" for form in self.forms)
        return re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE) is not None


def terms() -> list[Term]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", GLOSSARY, re.MULTILINE)
    earlier = earlier_words()
    return [
        Term(forms.split(", "), words.split("、"), traditional, earlier.get(forms, []))
        for forms, words, traditional in rows
        if forms not in {"English", "---"}
    ]


def earlier_words() -> dict[str, list[str]]:
    """Term -> words in texts that are still to be reworded."""
    part = GLOSSARY.split("## Earlier words")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", part, re.MULTILINE)
    return {forms: words.split("、") for forms, words in rows}


def messages() -> list[Message]:
    path = settings.BASE_DIR / "locale/zh_Hans/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="zh_Hans") if message.id]


def english(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else " / ".join(message.id)
    return _PLACEHOLDERS.sub("", text)


def chinese(message: Message) -> str:
    return message.string if isinstance(message.string, str) else "".join(message.string)


def other_senses() -> list[str]:
    return re.findall(r"^- (.+)$", GLOSSARY.split("## Where a word is not the term")[1], re.MULTILINE)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.forms[0])
def test_a_term_has_the_same_word_in_each_text(term: Term) -> None:
    ordinary = other_senses()
    texts = [
        message
        for message in messages()
        if term.stands_in(english(message)) and not any(sense in english(message) for sense in ordinary)
    ]
    wrong = [
        (english(m), chinese(m))
        for m in texts
        if not any(word in chinese(m) for word in term.words + term.earlier)
    ]
    assert wrong == []
    assert texts or term.earlier, "No text contains the term: take it out of the glossary."


def test_a_word_by_itself_has_the_usual_translation() -> None:
    earlier = {form.lower(): term.earlier for term in terms() for form in term.forms}
    usual = {form.lower(): term.words[0] for term in terms() for form in term.forms}
    wrong = [
        (text, chinese(message))
        for message in messages()
        if (text := english(message)).lower() in usual
        and message.context is None
        and usual[text.lower()] not in chinese(message)
        and not any(word in chinese(message) for word in earlier.get(text.lower(), []))
    ]
    assert wrong == []


def test_traditional_words_are_the_converted_ones() -> None:
    assert [
        term.forms for term in terms() if convert_to_traditional("、".join(term.words)) != term.traditional
    ] == []


def test_each_exception_is_needed() -> None:
    every = [english(message) for message in messages()]
    assert [sense for sense in other_senses() if not any(sense in text for text in every)] == []
