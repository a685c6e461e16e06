import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("message", models.TextField(max_length=2000)),
                ("source", models.CharField(default="", max_length=500)),
                ("record_type", models.CharField(default="", max_length=30)),
                ("slug", models.CharField(default="", max_length=160)),
                ("part", models.CharField(default="", max_length=100)),
                ("page", models.CharField(default="", max_length=200)),
                ("facts", models.CharField(default="", editable=False, max_length=500)),
                ("language", models.CharField(max_length=10)),
                ("contact", models.TextField(default="")),
                ("consent", models.TextField(default="")),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "mail_token_digest",
                    models.CharField(db_index=True, default="", editable=False, max_length=64),
                ),
                ("state", models.CharField(default="received", max_length=12)),
                ("in_second_list", models.BooleanField(default=False)),
                ("answer", models.TextField(default="")),
                ("passed_on_to", models.CharField(default="", max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "proposals",
                    models.ManyToManyField(editable=False, related_name="+", to="records.proposal"),
                ),
            ],
            options={
                "verbose_name": "request of a reader",
                "verbose_name_plural": "requests of readers",
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(fields=["state", "in_second_list", "at"], name="enquiries_enquiry_state"),
                    models.Index(fields=["at"], name="enquiries_enquiry_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["correction", "missing", "exchange_wanted", "contact", "other"])
                        ),
                        name="enquiries_enquiry_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "in_progress", "answered", "passed_on", "closed"])
                        ),
                        name="enquiries_enquiry_state_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=12)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor", models.CharField(max_length=150)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enquiries.enquiry",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a request",
                "verbose_name_plural": "steps of a request",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "in_progress", "answered", "passed_on", "closed"])
                        ),
                        name="enquiries_enquiryevent_state_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryClient",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sent_at", models.JSONField(default=list)),
                ("last_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
    ]
