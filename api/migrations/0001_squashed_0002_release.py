"""The schema after the migrations that this one replaces, for new databases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("api", "0001_initial"), ("api", "0002_release")]

    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

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
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("partner", models.CharField(max_length=200)),
                ("contact", models.EmailField(default="", max_length=254)),
                ("hint", models.CharField(editable=False, max_length=12)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("issued_at", models.DateTimeField(auto_now_add=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("last_used_at", models.DateTimeField(editable=False, null=True)),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "partner’s key",
                "verbose_name_plural": "partners’ keys",
                "ordering": ["partner", "pk"],
            },
        ),
    ]
