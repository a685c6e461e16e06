"""content/vocabularies.yaml agrees with the codes and with the messages, and defines every code."""

import pytest
import yaml
from django.conf import settings
from django.utils.translation import override

from records.vocabularies import get_vocabulary_choices, read_definitions

pytestmark = pytest.mark.any_database

VOCABULARIES = get_vocabulary_choices()
ROWS = yaml.safe_load((settings.BASE_DIR / "content/vocabularies.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_code_is_defined_in_every_language(name: str) -> None:
    definitions = read_definitions()[name]
    assert list(definitions) == [row["code"] for row in ROWS[name]]
    assert sorted(definitions) == sorted(VOCABULARIES[name].values)
    for texts in definitions.values():
        assert texts.keys() == {"en", "zh-hans", "zh-hant"}
        assert all(text[-1] in ".。" for text in texts.values())


@pytest.mark.parametrize("name", VOCABULARIES)
@pytest.mark.parametrize(("language", "key"), [("en", "en"), ("zh-hans", "zh_hans")])
def test_labels_are_those_of_the_messages(name: str, language: str, key: str) -> None:
    with override(language):
        labels = {code: str(VOCABULARIES[name](code).label) for code in VOCABULARIES[name].values}
    assert labels == {row["code"]: row[key] for row in ROWS[name]}
