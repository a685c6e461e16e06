"""Dates, code lists and text lists: valid values and error messages."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import override

from cities.models import City
from initiatives.models import ZeroWastePilot
from initiatives.models.material import validate_national_code
from records.fields import translate_texts, validate_stated_date
from records.models.base import ConstrainedModel

INDUSTRIES = City._meta.get_field("main_industries")
AREAS = ZeroWastePilot._meta.get_field("waste_areas")


@pytest.mark.parametrize("value", ["2018", "2018-05", "2018-05-04", "2020-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(value):
    validate_stated_date(value)


@pytest.mark.parametrize(
    "value", ["18", "2018-13", "2019-02-29", "2018-5", "May 2018", "2018-05-04T00", "", "2018\n", "٢٠١٨"]
)
def test_what_is_no_date_is_refused_with_what_to_write(value):
    with pytest.raises(ValidationError, match="Write a year"):
        validate_stated_date(value)


@pytest.mark.parametrize("codes", [[], ["industrial"], ["industrial", "hazardous"]])
def test_a_list_of_codes_is_kept_as_it_was_given(codes):
    AREAS.validate(codes, None)
    assert AREAS.to_python(AREAS.get_prep_value(codes)) == codes


def test_one_code_of_a_list_can_be_found_without_finding_its_like():
    assert "|construction|" in AREAS.get_prep_value(["industrial", "construction"])


def test_an_unknown_code_is_refused_with_those_that_are_allowed():
    with pytest.raises(ValidationError, match=r"“nuclear” is not allowed here. Allowed: agricultural, con"):
        AREAS.validate(["nuclear"], None)


@pytest.mark.parametrize(
    "value",
    [[], [{"en": "Coal", "zh_hans": "煤炭"}], [{"en": "C", "zh_hans": "煤", "zh_hant": "煤", "key": "c"}]],
)
def test_a_list_of_texts_is_taken(value):
    INDUSTRIES.validate(value, None)


@pytest.mark.parametrize(
    "value",
    [
        {},
        "Coal",
        ["Coal"],
        [{"en": "Coal"}],
        [{"en": "C", "zh_hans": "煤", "fr": "C"}],
        [{"en": 1, "zh_hans": 2}],
    ],
)
def test_a_list_of_half_texts_is_refused_with_an_example(value):
    with pytest.raises(ValidationError, match="Write a list of texts in both languages"):
        INDUSTRIES.validate(value, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        (
            "Cars | 汽车\n\n Steel|钢铁 ",
            [{"en": "Cars", "zh_hans": "汽车"}, {"en": "Steel", "zh_hans": "钢铁"}],
        ),
        ("Cars ｜ 汽车 ｜ 汽車", [{"en": "Cars", "zh_hans": "汽车", "zh_hant": "汽車"}]),
        ("Cars | 汽车 |  | cars", [{"en": "Cars", "zh_hans": "汽车", "key": "cars"}]),
        ('[{"en": "A | B", "zh_hans": "甲"}]', [{"en": "A | B", "zh_hans": "甲"}]),
    ],
)
def test_a_list_of_texts_is_typed_line_by_line_and_shown_so_again(typed, kept):
    field = INDUSTRIES.formfield()
    assert field.clean(typed) == kept
    assert field.clean(field.prepare_value(kept)) == kept
    assert not field.has_changed(kept, field.prepare_value(kept))
    assert field.has_changed([{"en": "Coal", "zh_hans": "煤炭"}], typed)


def test_the_lines_that_lack_a_language_are_named_and_stay_as_they_were_typed():
    field = INDUSTRIES.formfield()
    with pytest.raises(ValidationError, match="Line 1, 3: write the text in both languages"):
        field.clean("Cars\nSteel | 钢铁\n| 煤炭")
    assert field.prepare_value("Cars\n| 煤炭") == "Cars\n| 煤炭"


@pytest.mark.parametrize("code", ["d800", "0000"])
def test_json_with_a_character_that_no_database_stores_is_refused(code):
    with pytest.raises(ValidationError):
        INDUSTRIES.clean(INDUSTRIES.formfield().clean(f'[{{"en": "Cars", "zh_hans": "\\u{code}"}}]'), None)


def test_the_texts_of_a_list_are_read_in_the_language_of_the_page():
    with override("zh-hant"):
        assert translate_texts([{"en": "Cars", "zh_hans": "汽车"}]) == ["汽車"]


# -- codes of the national catalogue of solid waste -------------------------------------------------


@pytest.mark.parametrize("code", ["900-001-S17", "900001S17", "900-249-08", "HW08", "HW50"])
def test_a_code_of_the_national_catalogue_is_taken(code):
    validate_national_code(code)


@pytest.mark.parametrize(
    "code", ["S17", "900-001-S00", "900-249-51", "HW00", "HW51", "90-001-S17", "10 01 02", "x"]
)
def test_what_is_no_code_of_the_catalogue_is_refused_with_an_example(code):
    with pytest.raises(ValidationError, match=f"“{code}” is no code of the national solid-waste catalogue"):
        validate_national_code(code)


# -- Traditional Chinese texts of an editor ---------------------------------------------------------

OVERRIDES = City._meta.get_field("zh_hant")


@pytest.mark.parametrize(
    "value",
    [
        {"nmae": "香港"},
        {"name_en": "Hong Kong"},
        {"name": ""},
        {"name": 1},
        {"name": "港" * 201},
        {"name": "\x00"},
        ["香港"],
        {"": "香港"},
    ],
)
def test_a_traditional_text_is_as_valid_as_the_simplified_one_that_it_replaces(value):
    with pytest.raises(ValidationError):
        OVERRIDES.validate(value, City())


def test_only_models_with_texts_have_a_field_for_traditional_ones():
    for model in apps.get_models():
        declared = getattr(model, "translated_fields", {}).values()
        wanted = any(text.has_overrides for text in declared)
        if not model.__name__.startswith("Historical"):
            assert wanted == any(field.name == "zh_hant" for field in model._meta.local_fields), model


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_code_has_the_label_that_django_gives_it(language):
    models = [model for model in apps.get_models() if issubclass(model, ConstrainedModel)]
    with override(language):
        for model, field in [(one, field) for one in models for field in one._meta.concrete_fields]:
            for code in [*dict(field.flatchoices), "", "unknown", None] if field.choices else ():
                row = model(**{field.attname: code})
                assert row._get_FIELD_display(field) == Model._get_FIELD_display(row, field), (model, field)
