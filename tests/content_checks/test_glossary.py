"""Texts in `locale/` use the terms of `docs/glossary.md`, in three languages."""

import re
from dataclasses import dataclass

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

from records.texts.translation import convert_to_traditional

GLOSSARY = (settings.BASE_DIR / "docs/glossary.md").read_text(encoding="utf-8")
_PLACEHOLDERS = re.compile(r"%\(\w+\)s|\{\w*\}|<[^>]*>")


@dataclass(frozen=True)
class Term:
    """A row of the glossary; `words`: its accepted translations in Simplified Chinese."""

    forms: list[str]
    words: list[str]
    traditional: str
    earlier: list[str]
    #: Longer forms of other terms that contain a form of this term, such as "on record" for "record".
    longer: list[str]

    def stands_in(self, text: str) -> bool:
        for form in self.longer:
            text = re.sub(rf"(?<![\w-]){re.escape(form)}(?![\w-])", "", text, flags=re.IGNORECASE)
        forms = "|".join(f"{re.escape(form)}(?:e?s)?" for form in self.forms)
        return re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE) is not None

    def is_alone_in(self, message: Message) -> bool:
        return message.context is None and english(message).lower() in {form.lower() for form in self.forms}

    def is_translated_in(self, message: Message) -> bool:
        exception = exceptions().get((self.forms[0], first_id(message)))
        words = self.words + self.earlier + ([exception] if exception else [])
        return any(word in chinese(message) for word in words)


#: Phrases that are terms of their own.
PHRASES = {"record": ["on record"]}


def terms() -> list[Term]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", GLOSSARY, re.MULTILINE)
    earlier = earlier_words()
    return [
        Term(
            forms.split(", "), words.split("、"), traditional, earlier.get(forms, []), PHRASES.get(forms, [])
        )
        for forms, words, traditional in rows
        if forms not in {"English", "---"}
    ]


def section(title: str) -> str:
    return GLOSSARY.split(f"## {title}\n")[1].split("\n## ")[0]


def earlier_words() -> dict[str, list[str]]:
    """Term -> earlier words in texts that still use them."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section("Earlier words"), re.MULTILINE)
    return {forms: words.split("、") for forms, words in rows if forms not in {"English", "---"}}


def exceptions() -> dict[tuple[str, str], str]:
    """First form of a term and the English message -> the word used there."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", section("Exceptions"), re.MULTILINE)
    return {(term, text): word for term, text, word in rows if term not in {"English", "---"}}


def first_id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def messages() -> list[Message]:
    path = settings.BASE_DIR / "locale/zh_Hans/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        # The unit of a count is a classifier, without the noun.
        return [one for one in read_po(file, locale="zh_Hans") if one.id and one.context != "units"]


def english(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else " / ".join(message.id)
    # What follows names fields and codes of the API, which are the same in all languages.
    return _PLACEHOLDERS.sub("", text.partition(" API: ")[0])


def chinese(message: Message) -> str:
    text = message.string if isinstance(message.string, str) else "".join(message.string or ())
    return text.replace("\N{WORD JOINER}", "")


def other_senses() -> list[str]:
    return re.findall(r"^- (.+)$", section("Where a word is not the term"), re.MULTILINE)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.forms[0])
def test_a_term_has_the_same_word_in_each_text(term: Term) -> None:
    ordinary = other_senses()
    texts = [
        message
        for message in messages()
        if term.stands_in(english(message)) and not any(sense in english(message) for sense in ordinary)
    ]
    wrong = [(english(m), chinese(m)) for m in texts if not term.is_translated_in(m)]
    assert wrong == []
    assert texts or term.earlier, "No text contains the term: take it out of the glossary."


def test_a_word_by_itself_has_the_usual_translation() -> None:
    wrong = [
        (english(message), chinese(message))
        for message in messages()
        for term in terms()
        if term.is_alone_in(message)
        and not any(word in chinese(message) for word in [term.words[0], *term.earlier])
        and (term.forms[0], first_id(message)) not in exceptions()
    ]
    assert wrong == []


def test_traditional_words_are_the_converted_ones() -> None:
    assert [
        term.forms for term in terms() if convert_to_traditional("、".join(term.words)) != term.traditional
    ] == []


def test_each_other_sense_occurs() -> None:
    every = [english(message) for message in messages()]
    assert [sense for sense in other_senses() if not any(sense in text for text in every)] == []


def test_each_exception_is_needed() -> None:
    by_form = {term.forms[0]: term for term in terms()}
    assert [
        (form, text)
        for (form, text), word in exceptions().items()
        if not any(needs_exception(m, by_form[form], word) for m in messages() if first_id(m) == text)
    ] == []


def needs_exception(message: Message, term: Term, word: str) -> bool:
    """Whether the text contains the term and the word, and none of the regular words.

    The regular word of a text that is the term alone is the first one.
    """
    regular = term.words[:1] if term.is_alone_in(message) else term.words
    return (
        term.stands_in(english(message))
        and word in chinese(message)
        and not any(usual in chinese(message) for usual in regular + term.earlier)
    )


def test_each_earlier_word_is_needed() -> None:
    by_forms = {", ".join(term.forms): term for term in terms()}
    unneeded = []
    for forms, words in earlier_words().items():
        term = by_forms[forms]
        texts = [chinese(m) for m in messages() if term.stands_in(english(m))]
        left = [text for text in texts if not any(word in text for word in term.words)]
        unneeded += [(forms, word) for word in words if not any(word in text for text in left)]
    assert unneeded == []
