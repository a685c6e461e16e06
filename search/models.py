"""The search index: one row for each record or page that the search finds."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.fields import TranslatedField


class SearchEntry(models.Model):
    """What the search knows of a record or page: texts to show, and the words by which it is found.

    The words are prepared by `search.words`: both databases index them as they are. On PostgreSQL a migration
    adds the generated column `vector`, on SQLite the full-text table `search_words` with triggers. `weight`
    decides between equally good matches. `title_keys` and `name_keys` are whole names, one a line, that a
    query can equal. `digest` is that of all other columns.
    """

    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("slug"), max_length=160)
    path = models.CharField(
        max_length=701, blank=True, default="", help_text=_("Address without its language.")
    )
    place = models.CharField(_("place"), max_length=160, blank=True, default="")
    weight = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(_("title"), blank=True)
    lede = TranslatedField(_("line below the title"), blank=True)
    body = TranslatedField(_("further texts"), blank=True)
    names = models.TextField(_("other names and codes"), blank=True, default="")
    title_keys = models.TextField(blank=True, default="")
    name_keys = models.TextField(blank=True, default="")
    title_words = models.TextField(blank=True, default="")
    name_words = models.TextField(blank=True, default="")
    lede_words = models.TextField(blank=True, default="")
    body_words = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("search index")
        ordering: ClassVar[list[str]] = ["record_type", "slug"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["record_type", "slug"], name="search_searchentry_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.slug}"
