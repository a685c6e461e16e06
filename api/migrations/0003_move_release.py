from django.db import migrations


class Migration(migrations.Migration):
    """The model is in the app `bundles`, whose first migration takes over the table."""

    dependencies = [("api", "0001_squashed_0002_release")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Release")]),
    ]
