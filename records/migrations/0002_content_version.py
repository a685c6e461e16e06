from django.db import migrations


def start_at_zero(apps, schema_editor):
    """The one row whose number is the content version."""
    apps.get_model("records", "ContentVersion").objects.create(pk=1, number=0)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(start_at_zero, migrations.RunPython.noop)]
