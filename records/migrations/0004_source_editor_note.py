from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="editor_note",
            field=models.TextField(default=""),
        ),
    ]
