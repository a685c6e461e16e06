"""A vocabulary gives codes with labels and definitions, and the fields that hold them, without a query."""

import pytest
from django.utils.translation import override

from cities.choices import IndicatorValueReason
from cities.models import CityFigure, IndicatorValue
from initiatives.models import MaterialFlow, ZeroWastePilot
from records import vocabularies
from records.choices import AmountType, Precision, Unit
from records.vocabularies import Vocabulary, VocabularyCode, get_vocabularies

VOCABULARIES = get_vocabularies()


@pytest.fixture
def defined(monkeypatch):
    """Replace the definitions by others."""

    def define(**rows):
        monkeypatch.setattr(vocabularies, "read_vocabularies", lambda: rows)

    return define


def find_code(vocabulary: Vocabulary, code: str) -> VocabularyCode:
    return next(entry for entry in vocabulary.codes if entry.code == code)


def test_codes_are_in_the_order_of_the_choices():
    for vocabulary in VOCABULARIES.values():
        assert [entry.code for entry in vocabulary.codes] == vocabulary.choices.values


def test_vocabularies_are_those_of_the_lowest_app_first():
    names = list(VOCABULARIES)
    assert names[0] == "units"
    assert names.index("city_kinds") < names.index("park_kinds") < names.index("target_kinds")


def test_texts_are_in_the_active_language():
    reason = find_code(VOCABULARIES["reasons"], IndicatorValueReason.NOT_REPORTED)
    texts = []
    for language in ("en", "zh-hans", "zh-hant"):
        with override(language):
            texts.append((str(VOCABULARIES["reasons"].title), str(reason.label), str(reason.definition)))
    assert texts == [
        ("Reasons for missing values", "Not reported", "The city doesn’t report this value."),
        ("无数值的原因", "未公布", "该城市未公布该数值。"),
        ("無數值的原因", "未公佈", "該城市未公佈該數值。"),
    ]


def test_a_definition_in_traditional_chinese_may_replace_the_converted_one(defined):
    defined(amount_types=[{"code": "amount", "definition_zh_hans": "数量。", "definition_zh_hant": "份量。"}])
    amount = find_code(Vocabulary("amount_types", "Types of amount", AmountType), AmountType.AMOUNT)
    with override("zh-hant"):
        assert str(amount.definition) == "份量。"


def test_a_code_that_is_not_defined_has_no_definition(defined):
    defined()
    codes = Vocabulary("precisions", "Precision", Precision).codes
    assert [(entry.code, entry.definition) for entry in codes] == [(code, None) for code in Precision.values]


def test_units_have_the_codes_of_ucum():
    units = VOCABULARIES["units"]
    assert find_code(units, Unit.T_PER_YEAR).standard_codes == {"ucum": "t/a"}
    assert find_code(units, Unit.CNY).standard_codes == {}


def test_a_vocabulary_knows_the_fields_that_hold_its_codes():
    assert CityFigure._meta.get_field("unit") in VOCABULARIES["units"].fields
    assert VOCABULARIES["reasons"].fields == (IndicatorValue._meta.get_field("reason"),)
    assert ZeroWastePilot._meta.get_field("waste_areas") in VOCABULARIES["waste_areas"].fields
    sectors = {model_field.name for model_field in VOCABULARIES["business_sectors"].fields}
    assert sectors == {"sector", "from_sector", "to_sector"}
    assert MaterialFlow._meta.get_field("status") in VOCABULARIES["flow_statuses"].fields


def test_every_vocabulary_is_used_and_none_has_the_codes_of_another():
    # No field stores why a number is missing: the API works it out.
    unused = [name for name, vocabulary in VOCABULARIES.items() if not vocabulary.fields]
    assert unused == ["absence_reasons"]
    codes = [tuple(vocabulary.choices.values) for vocabulary in VOCABULARIES.values()]
    assert len(set(codes)) == len(codes)
