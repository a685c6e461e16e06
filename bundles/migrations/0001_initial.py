from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20, unique=True)),
                ("day", models.DateField(null=True)),
                ("number", models.PositiveBigIntegerField()),
                ("built_number", models.PositiveBigIntegerField()),
                ("built_at", models.DateTimeField()),
                ("addresses", models.CharField(max_length=64)),
                ("file_name", models.CharField(default="", max_length=80)),
                ("size", models.PositiveBigIntegerField()),
                ("checksum", models.CharField(max_length=64)),
                ("reason", models.CharField(default="", max_length=10)),
            ],
            options={
                "verbose_name": "release of the data",
                "verbose_name_plural": "releases of the data",
                "ordering": ["-name"],
            },
        ),
    ]
