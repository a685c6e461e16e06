from urllib.parse import unquote

from django.db import migrations


def clear_addresses(apps, schema_editor):
    """Clear the addresses of sources that pages don't link to in the publication log."""
    Publication = apps.get_model("records", "Publication")
    unlinked = _list_unlinked_slugs(apps)
    rows = Publication.objects.filter(record_type="source", data__isnull=False).order_by("number")
    for row in rows.only("slug", "data").iterator():
        if row.slug not in unlinked and row.data.get("link_ok", True):
            continue
        host = row.data["url"].casefold().split("/")[2].removeprefix("www.")
        archived_url = row.data.get("archived_url") or ""
        is_archive_public = host not in unquote(archived_url).casefold()
        row.data = {**row.data, "url": "", "archived_url": archived_url if is_archive_public else ""}
        row.save(update_fields=["data"])


def _list_unlinked_slugs(apps):
    """Return the present and former slugs of these sources; of a deleted one, its last slug."""
    Publication = apps.get_model("records", "Publication")
    SlugAlias = apps.get_model("records", "SlugAlias")
    Source = apps.get_model("records", "Source")
    sources = Source.objects.filter(link_ok=False, published_at__isnull=False)
    slugs = set(sources.values_list("slug", flat=True))
    rows = Publication.objects.filter(record_type="source", data__isnull=False).order_by("number")
    newest = dict(rows.values_list("slug", "data__link_ok"))
    slugs |= {slug for slug, link_ok in newest.items() if link_ok is False}
    aliases = SlugAlias.objects.filter(record_type="source", target__in=slugs)
    return slugs | set(aliases.values_list("slug", flat=True))


class Migration(migrations.Migration):
    dependencies = [("records", "0004_source_editor_note")]

    operations = [migrations.RunPython(clear_addresses, migrations.RunPython.noop)]
