"""Fieldsets that the forms of several types of records and parts have."""

from django.utils.translation import gettext_lazy as _

LEDE_AND_SUMMARY = (
    _("Texts"),
    {"fields": (("lede_en", "lede_zh_hans"), "lede_sources", ("summary_en", "summary_zh_hans"))},
)
SOURCES = (_("Sources"), {"fields": ("sources",)})
NOTE = (_("Note"), {"fields": (("note_en", "note_zh_hans"),)})
#: What an editor rarely needs, in a fold of the page of a part.
FOLDED_FIELDS = (_("Key"), {"classes": ("collapse",), "fields": ("key",)})
