"""What cities have in common, stored."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.choices import NeighbourGroup, PeerGroup
from cities.models.city import City
from records.choices import Status
from records.texts.translation import Text, get_text_from_columns


class CitySimilarityQuerySet(models.QuerySet[Any]):
    def published(self) -> "CitySimilarityQuerySet":
        """Those with cities that are public: a city that was withdrawn a moment ago is nobody's peer."""
        return self.filter(other__status=Status.PUBLISHED)


class CitySimilarity(models.Model):
    """One thing that a city has in common with another, as a reason for showing it beside the city.

    Derived: only `cities.peers.similar_cities` writes rows, when a refresh finds a change. `reason` is the
    code of a sentence, and `params` what it names: names of records in each language, codes, numbers.
    `path` is the page of the evidence and its sources, without the language; empty if there is none. Rows of
    a deleted city are deleted with it.
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="similarities")
    other = models.ForeignKey(City, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=20, choices=[*PeerGroup.choices, *NeighbourGroup.choices])
    #: The place of the reason among those of the two cities.
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20)
    params = models.JSONField(default=dict)
    path = models.TextField(default="")
    #: Orders cities with as many reasons.
    distance = models.FloatField(default=0)

    objects: ClassVar[Any] = CitySimilarityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Similar cities")

    def __str__(self) -> str:
        return f"{self.reason} {self.pk}"

    def get_name(self, param: str) -> Text:
        """Return the name that a parameter has in the active language."""
        return get_text_from_columns(self.params[param])
