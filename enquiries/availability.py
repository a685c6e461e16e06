"""Whether readers can send requests, and what the form promises them."""

from django.conf import settings
from django.utils.translation import get_language, gettext

from records.texts.translation import convert_to_traditional

NEEDED_SETTINGS = (
    "OFFICE_NAME_EN",
    "OFFICE_NAME_ZH_HANS",
    "ENQUIRY_ANSWER_DAYS",
    "ENQUIRY_CONSENT_EN",
    "ENQUIRY_CONSENT_ZH_HANS",
)


def is_form_open() -> bool:
    """The form opens when it is known who answers, in what time, and to what a reader consents."""
    return settings.ENQUIRY_TRIAL or _is_set_up()


def is_on_trial() -> bool:
    """Whether the form is open for trying it out: nobody has promised who answers, and in what time."""
    return settings.ENQUIRY_TRIAL and not _is_set_up()


def _is_set_up() -> bool:
    return all(getattr(settings, name) for name in NEEDED_SETTINGS)


def get_office_name() -> str:
    """Return the name of the office that answers, in the active language."""
    return _choose(settings.OFFICE_NAME_EN, settings.OFFICE_NAME_ZH_HANS) or gettext(
        "the editors of this site"
    )


def get_consent_text() -> str:
    """Return to what a reader consents who leaves an address, in the active language.

    Without it, no address is asked for or kept.
    """
    return _choose(settings.ENQUIRY_CONSENT_EN, settings.ENQUIRY_CONSENT_ZH_HANS)


def _choose(english: str, chinese: str) -> str:
    language = get_language() or "en"
    if language == "zh-hant":
        return convert_to_traditional(chinese)
    return chinese if language == "zh-hans" else english
