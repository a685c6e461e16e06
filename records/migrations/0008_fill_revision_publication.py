from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery

# Status of a revision -> the actions of its row of the log.
_ACTIONS = {"published": ["published", "changed", "renamed"], "archived": ["withdrawn"], "": ["deleted"]}


def fill_publication(apps: Any, schema_editor: Any) -> None:
    """Set the number of the row of the log that was written with each revision, at the same time.

    The reason of a correction with a number is public. Those written so far were not announced as public, so
    corrections with a reason keep no number.
    """
    revision, publication = (apps.get_model("records", name) for name in ("Revision", "Publication"))
    private = Q(kind="correction") & ~Q(reason="")
    for status, actions in _ACTIONS.items():
        rows = publication.objects.filter(
            record_type=OuterRef("record_type"), slug=OuterRef("slug"), at=OuterRef("at"), action__in=actions
        )
        number = rows.order_by("number").values("number")[:1]
        revision.objects.filter(status=status).exclude(private).update(publication=Subquery(number))


class Migration(migrations.Migration):
    dependencies = [("records", "0007_revision_publication")]

    operations = [migrations.RunPython(fill_publication, migrations.RunPython.noop)]
