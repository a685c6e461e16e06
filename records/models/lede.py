"""The lede of a record: one written line that says why to read on."""

from django.utils.translation import gettext_lazy as _

from records.fields import SourcesField, TranslatedField

#: The longest lede by language. A Chinese character says about as much as three Latin letters.
LEDE_LENGTHS = {"en": 120, "zh_hans": 45}


def build_lede_field() -> TranslatedField:
    """Return the field `lede` of a record type.

    Its sources are those of the record, or in `build_lede_sources_field()`.
    """
    return TranslatedField(
        _("lede"),
        max_length=LEDE_LENGTHS,
        blank=True,
        help_text=_(
            "One line below the name, which stands alone: at most 120 characters, 45 in Chinese. "
            "Empty: none is shown."
        ),
    )


def build_lede_sources_field() -> SourcesField:
    """Return the field `lede_sources`, to be named in `sourced_fields` of the record type."""
    return SourcesField(_("sources of the lede"))
