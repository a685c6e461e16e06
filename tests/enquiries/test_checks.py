"""`manage.py check --deploy` names what is missing of the form for requests."""

from typing import Any

from enquiries.checks import check_enquiry_settings


def list_warnings() -> list[str]:
    return [f"{message.msg} {message.hint}" for message in check_enquiry_settings()]


def test_nothing_is_said_of_a_form_that_nobody_wants(settings: Any):
    settings.OFFICE_NAME_EN = "The Office"  # which other pages name, too
    assert list_warnings() == []


def test_what_is_missing_is_named(open_form: None, settings: Any):
    assert list_warnings() == []
    settings.OFFICE_NAME_EN = settings.ENQUIRY_CONSENT_ZH_HANS = ""
    (warning,) = list_warnings()
    assert "OFFICE_NAME_EN, ENQUIRY_CONSENT_ZH_HANS" in warning
