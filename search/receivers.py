"""The index follows what is published, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from records.models import Publication
from records.publishing import content_changed
from search.index import index_publications


@receiver(content_changed)
def _on_content_changed(sender: Any, publications: Sequence[Publication], **_kwargs: Any) -> None:
    index_publications(publications)
