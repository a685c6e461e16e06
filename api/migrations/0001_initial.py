import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "partner",
                    models.CharField(
                        help_text="Who uses the key, and for what.", max_length=200, verbose_name="partner"
                    ),
                ),
                (
                    "contact",
                    models.EmailField(blank=True, default="", max_length=254, verbose_name="contact"),
                ),
                (
                    "hint",
                    models.CharField(
                        editable=False,
                        help_text="Used to recognise the key.",
                        max_length=12,
                        verbose_name="begins with",
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="issued")),
                (
                    "last_used_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="Noted at most once an hour.",
                        null=True,
                        verbose_name="last used",
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "issued_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner’s key",
                "verbose_name_plural": "partners’ keys",
                "ordering": ["partner", "pk"],
            },
        ),
    ]
