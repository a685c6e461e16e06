"""content/vocabularies.yaml agrees with the codes and with the messages, and defines every code."""

import pytest
from django.utils.translation import override

from records.vocabularies import get_vocabularies, read_vocabularies

VOCABULARIES = get_vocabularies()
each = pytest.mark.parametrize("name", VOCABULARIES)


@each
def test_every_code_is_defined_in_every_language(name: str) -> None:
    assert sorted(row["code"] for row in read_vocabularies()[name]) == sorted(
        VOCABULARIES[name].choices.values
    )
    for language in ("en", "zh-hans", "zh-hant"):
        with override(language):
            definitions = [str(code.definition) for code in VOCABULARIES[name].codes]
        assert all(text[-1] == ("." if language == "en" else "。") for text in definitions)


@each
@pytest.mark.parametrize(("language", "key"), [("en", "en"), ("zh-hans", "zh_hans")])
def test_labels_are_those_of_the_messages(name: str, language: str, key: str) -> None:
    with override(language):
        labels = {code.code: str(code.label) for code in VOCABULARIES[name].codes}
    assert labels == {row["code"]: row[key] for row in read_vocabularies()[name]}
