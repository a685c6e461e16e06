"""Invalid values are refused by the form with a message, and by the database for other writers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from cities.models import City, CityFigure, IndicatorValue
from coalition.models import Event, Membership, Programme, ProgrammeFigure
from initiatives.models import Criterion, IndustrialPark, Material, MaterialFlow, ZeroWastePilot
from portal.models import Target
from records.models import Source
from tests.factories import (
    make_case,
    make_city,
    make_city_figure,
    make_event,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_membership,
    make_park,
    make_pilot,
    make_programme,
    make_source,
    save,
    save_part,
    text,
)

pytestmark = pytest.mark.django_db


def make_size(**kwargs):
    values = {**text("label", "Parks"), "value": 5, "unit": "count", "source_type": "official", **kwargs}
    return save_part(ProgrammeFigure(programme=make_programme(), key="parks", **values))


def make_criterion():
    return save_part(Criterion(case=make_case(), key="a", kind="award", **text("name", "Recycled fibre")))


def make_target():
    values = {**text("statement", "35 cities"), **text("scope", "China"), "kind": "reached", "value": 35}
    return save(Target(slug="a-target", unit="cities", source_type="official", year=2020, **values))


MAKERS = {
    City: make_city, CityFigure: lambda: make_city_figure(make_city()), IndustrialPark: make_park,
    Criterion: make_criterion, MaterialFlow: lambda: make_flow(make_park()), ProgrammeFigure: make_size,
    ZeroWastePilot: make_pilot, Programme: make_programme, Event: make_event, Source: make_source,
    Membership: lambda: make_membership(make_city()), Target: make_target, Material: make_material,
    IndicatorValue: lambda: make_indicator_value(make_indicator(), make_city()),
}  # fmt: skip

#: (model, what is set, the field beside which the form says so, what it says).
IMPOSSIBLE = [
    (City, {"lat": 43.9}, "lat", "Give both latitude and longitude"),
    (City, {"lon": 125.3}, "lat", "Give both latitude and longitude"),
    (
        IndustrialPark,
        {"lat": 43.9},
        "lat",
        "Give both latitude and longitude, within their ranges, or neither.",
    ),
    (IndustrialPark, {"symbiosis_since": 2010}, "symbiosis_since", "applies it"),
    (IndustrialPark, {"established": 3024}, "established", "Write a year between 1900 and 2100."),
    (CityFigure, {"year": 3024}, "year", "Write a year between 1900 and 2100."),
    (CityFigure, {"value": -5}, "value", "An amount can't be negative."),
    (CityFigure, {"value": 99, "unit": "calendar_year"}, "value", "lies between 1900 and 2200"),
    (MaterialFlow, {"value": -5, "unit": "t"}, "value", "An amount can't be negative."),
    (MaterialFlow, {"unit": "t"}, "value", "Give a quantity with its unit, or neither."),
    (MaterialFlow, {"value": 5}, "value", "Give a quantity with its unit, or neither."),
    (Criterion, {"weight_percent": 140}, "weight_percent", "A weight lies between 0 and 100 percent."),
    (Criterion, {"previous_weight_percent": -1}, "previous_weight_percent", "between 0 and 100 percent"),
    (Criterion, {"threshold_value": 5}, "threshold_value", "Give a threshold with its operator and unit"),
    (ProgrammeFigure, {"value": 0}, "value", "An official size is not 0"),
    (Target, {"value": 0}, "value", "lies above 0"),
    (ZeroWastePilot, {"plan_from": "2025", "plan_to": "2021"}, "plan_to", "can't lie before the beginning"),
    (ZeroWastePilot, {"named": "0000-00-00"}, "named", "is no date"),
    (ZeroWastePilot, {"named": "3024"}, "named", "Write a year between 1900 and 2100."),
    (Programme, {"starts": "2021-05", "ends": "2021-04"}, "ends", "can't lie before the beginning"),
    (Membership, {"joined": "2021", "left": "2019-12-31"}, "left", "can't lie before the beginning"),
    (Event, {"date": "", "end": "2021"}, "date", "A last day needs the first one."),
    (Source, {"url": "ftp://example.org/a"}, "url", "begins with https:// or http://"),
    (Source, {"archived_url": "javascript:alert(1)"}, "archived_url", "Enter a valid URL."),
]


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("model", "values", "place", "said"), IMPOSSIBLE)
def test_the_form_says_what_is_wrong_beside_the_field_and_once(model, values, place, said):
    obj = MAKERS[model]()
    for name, value in values.items():
        setattr(obj, name, value)
    with pytest.raises(ValidationError) as refused:
        obj.full_clean()
    messages = refused.value.message_dict
    assert list(messages) == [place]
    (message,) = messages[place]
    assert said in message


@pytest.mark.both_databases
@pytest.mark.sampled(12)
@pytest.mark.parametrize(("model", "values"), [case[:2] for case in IMPOSSIBLE])
def test_the_database_refuses_it_too(model, values):
    obj = MAKERS[model]()
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=obj.pk).update(**values)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("model", "values"),
    [
        (City, {"lat": 0, "lon": 0}),
        (CityFigure, {"value": -5, "unit": "percent"}),
        (CityFigure, {"value": 0}),
        (Criterion, {"weight_percent": 100, "previous_weight_percent": 0}),
        (ZeroWastePilot, {"plan_from": "2021-05", "plan_to": "2021"}),
        (ZeroWastePilot, {"plan_from": "2021", "plan_to": "2021-05"}),
        (ZeroWastePilot, {"plan_to": "2025"}),
        (IndustrialPark, {"applies_symbiosis": True, "symbiosis_since": 2010}),
        (Source, {"url": "HTTPS://example.org/a", "language": "zh-Hant-HK"}),
    ],
)
def test_what_can_be_is_taken_by_form_and_database(model, values):
    obj = MAKERS[model]()
    model._default_manager.filter(pk=obj.pk).update(**values)
    obj.refresh_from_db()
    obj.full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"language": "klingon"}, {"language": "EN"}, {"language": "en_US"}, {"language": "xx"},
        {"url": "http://169.254.169.254/latest"}, {"url": "http://localhost/a"}, {"url": "http://10.0.0.1/"},
        {"url": "https://name:word@example.org/"}, {"url": "http://[::1]/"}, {"read_on": "0001-01-01"},
    ],
)  # fmt: skip
def test_what_no_reader_could_follow_is_refused(values):
    obj = make_source()
    for name, value in values.items():
        setattr(obj, name, value)
    with pytest.raises(ValidationError) as refused:
        obj.full_clean()
    assert [len(messages) for messages in refused.value.message_dict.values()] == [1]


@pytest.mark.parametrize("code", ["cn", "XX", "UN", "C", "CHN"])
def test_a_country_is_one_of_iso_3166(code):
    with pytest.raises(ValidationError, match="Two capital letters of ISO 3166"):
        City._meta.get_field("country").run_validators(code)


@pytest.mark.parametrize("digits", ["99999999999999.999999", "1234567890.123456"])
def test_a_number_has_no_more_digits_than_are_kept(digits):
    obj = make_city_figure(make_city())
    obj.value = digits
    with pytest.raises(ValidationError, match="at most 15 digits"):
        obj.full_clean()


def test_an_administrative_code_belongs_to_one_city_and_the_message_names_it():
    make_city("changchun", admin_code="220100")
    other = make_city("chang-chun", publish=False)
    other.admin_code = "220100"
    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    assert refused.value.message_dict == {"admin_code": ["“Changchun” has this code already."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.filter(pk=other.pk).update(admin_code="220100")


def test_a_city_cannot_belong_to_its_own_district():
    city = make_city("city")
    district = make_city("district", **text("name", "Nanshan"), parent=city)
    city.parent = make_city("street", publish=False, parent=district)
    with pytest.raises(ValidationError) as refused:
        city.full_clean()
    assert refused.value.message_dict == {"parent": ["“Street” belongs to this city already."]}
    city.parent = district
    with pytest.raises(ValidationError, match="“Nanshan” belongs to this city already"):
        city.full_clean()


def test_a_city_has_at_most_two_levels_of_districts():
    city = make_city("city")
    district = make_city("district", parent=city)
    street = make_city("street", parent=district)
    street.full_clean()
    with pytest.raises(ValidationError, match="this would be one level more"):
        make_city("block", publish=False, parent=street).full_clean()
    city.parent = make_city("province-city", publish=False)
    with pytest.raises(ValidationError, match="this would be one level more"):
        city.full_clean()


def test_a_material_cannot_be_a_kind_of_its_own_kind():
    slag = make_material("slag")
    steel_slag = make_material("steel-slag", **text("name", "Steel slag"), parent=slag)
    slag.parent = steel_slag
    with pytest.raises(ValidationError) as refused:
        slag.full_clean()
    assert refused.value.message_dict == {"parent": ["“Steel slag” is a kind of this material already."]}


def test_a_negative_value_is_judged_by_the_unit_of_its_indicator():
    value = make_indicator_value(make_indicator(unit="t"), make_city())
    value.value = -5
    with pytest.raises(ValidationError, match="An amount can't be negative"):
        value.full_clean()
    change = make_indicator_value(make_indicator(unit="percent"), make_city())
    change.value = -5
    change.full_clean()


def test_periods_in_chinese_alone_tell_two_values_of_a_year_apart():
    indicator, city = make_indicator(), make_city()
    first = make_indicator_value(indicator, city, period_zh_hans="上半年")
    second = {"indicator": indicator, "city": city, "year": 2020, "period_zh_hans": "下半年"}
    save(IndicatorValue(slug="second", value=6, source_type="official", **second))
    assert IndicatorValue.objects.filter(city=city).exclude(pk=first.pk).exists()


@pytest.mark.both_databases
@pytest.mark.sampled(6)
@pytest.mark.parametrize(("model", "values"), [case[:2] for case in IMPOSSIBLE])
def test_the_content_is_judged_as_the_database_judges(model, values):
    from records.models.constraints import is_condition_met

    obj = MAKERS[model]()
    row = {field.name: getattr(obj, field.attname) for field in model._meta.concrete_fields} | values
    for rule in model._meta.constraints:
        if isinstance(getattr(rule, "condition", None), Q) and not hasattr(rule, "fields"):
            obj.__dict__ |= values
            try:
                rule.validate(model, obj)
                kept = True
            except ValidationError:
                kept = False
            assert is_condition_met(rule.condition, row) == kept, rule.name


def test_checks_and_fetched_rows_are_validated_without_queries(db, django_assert_num_queries):
    flow = make_flow(make_park())
    assert flow.material
    with django_assert_num_queries(1):  # the key is unique in its park
        flow.full_clean(validate_unique=False)
