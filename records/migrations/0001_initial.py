import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import records.choices
import records.fields
import records.ordering


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="records_contentversion_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("version", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=10)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("title_en", models.TextField(default="")),
                ("title_zh_hans", models.TextField(default="")),
                ("path", models.CharField(default="", max_length=600)),
                ("data", models.JSONField(null=True)),
                ("redacted_by", models.PositiveBigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publication log",
                "ordering": ["-number"],
                "permissions": [("redact_publication", "Can redact publication")],
                "indexes": [
                    models.Index(fields=["record_type", "slug", "number"], name="records_publication_record"),
                    models.Index(fields=["at"], name="records_publication_at"),
                    models.Index(fields=["redacted_by"], name="records_publication_redacted"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["published", "changed", "withdrawn", "deleted", "redacted"])
                        ),
                        name="records_publication_action_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("redacted", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("username", models.CharField(max_length=150)),
                ("reason", models.TextField()),
                ("cleared", models.JSONField()),
            ],
            options={
                "verbose_name": "redaction",
                "verbose_name_plural": "redactions",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="SlugAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("target", models.CharField(max_length=160)),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("record_type", "slug"), name="records_slugalias_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160, unique=True)),
                ("status", models.CharField(db_index=True, default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("title", models.CharField(max_length=400)),
                ("title_is_descriptive", models.BooleanField(default=False)),
                ("publisher", models.CharField(max_length=200)),
                ("published", records.fields.StatedDateField(blank=True, default="", max_length=10)),
                ("language", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=20)),
                ("url", models.URLField(max_length=500)),
                ("archived_url", models.URLField(default="", max_length=500)),
                ("read_on", models.DateField(null=True)),
                ("link_ok", models.BooleanField(default=True)),
                ("note_en", models.TextField(default="")),
                ("note_zh_hans", models.TextField(default="")),
                ("zh_hant", records.fields.TraditionalOverridesField(blank=True, default=dict)),
                ("sources", models.ManyToManyField(related_name="+", to="records.source")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": (
                    records.choices.Operation["VIEW"],
                    records.choices.Operation["ADD"],
                    records.choices.Operation["CHANGE"],
                    records.choices.Operation["REVIEW"],
                    records.choices.Operation["PUBLISH"],
                    records.choices.Operation["WITHDRAW"],
                    records.choices.Operation["RESTORE"],
                    records.choices.Operation["RENAME"],
                    records.choices.Operation["DELETE"],
                ),
                "indexes": [
                    models.Index(
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="source_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="source_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("published")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="source_published_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("published")),
                        models.F("id"),
                        name="source_published_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="records_source_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="records_source_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["page", "news", "report", "regulation", "dataset"])),
                        name="records_source_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", ""),
                            models.Q(("published__gte", "1900"), ("published__lt", "2101")),
                            _connector="OR",
                        ),
                        name="records_source_published_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="records_source_url_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archived_url", ""),
                            ("archived_url__istartswith", "http://"),
                            ("archived_url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="records_source_archived_url_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="records.source"
                    ),
                ),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("part", models.CharField(default="", max_length=100)),
                ("part_type", models.CharField(default="", max_length=30)),
                ("field", models.CharField(default="", max_length=40)),
                ("position", models.PositiveIntegerField(default=0)),
                ("title_en", models.TextField(default="")),
                ("title_zh_hans", models.TextField(default="")),
                ("path", models.CharField(default="", max_length=600)),
            ],
            options={
                "verbose_name": "use of a source",
                "verbose_name_plural": "uses of sources",
                "ordering": ["record_type", "slug", "position", "pk"],
                "indexes": [models.Index(fields=["record_type", "slug"], name="records_sourceuse_record")],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160, unique=True)),
                ("status", models.CharField(db_index=True, default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("name_en", models.CharField(default="", max_length=120)),
                ("name_zh_hans", models.CharField(default="", max_length=120)),
                ("description_en", models.TextField(default="")),
                ("description_zh_hans", models.TextField(default="")),
                ("working_area", models.BooleanField(default=False)),
                ("current_topic", models.BooleanField(default=False)),
                ("records_shown", models.CharField(default="", max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                ("zh_hant", records.fields.TraditionalOverridesField(blank=True, default=dict)),
                ("sources", models.ManyToManyField(related_name="+", to="records.source")),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["position", "slug"],
                "abstract": False,
                "default_permissions": (
                    records.choices.Operation["VIEW"],
                    records.choices.Operation["ADD"],
                    records.choices.Operation["CHANGE"],
                    records.choices.Operation["REVIEW"],
                    records.choices.Operation["PUBLISH"],
                    records.choices.Operation["WITHDRAW"],
                    records.choices.Operation["RESTORE"],
                    records.choices.Operation["RENAME"],
                    records.choices.Operation["DELETE"],
                ),
                "indexes": [
                    models.Index(
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="theme_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="theme_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="records_theme_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="records_theme_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "records_shown__in",
                                ["symbiosis", "zero_waste_cities", "green_procurement", "construction", ""],
                            )
                        ),
                        name="records_theme_records_shown_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("records_shown", ""), _negated=True),
                        fields=("records_shown",),
                        name="records_theme_of_records",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("slug", models.CharField(max_length=160)),
                ("version", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=10)),
                ("data", models.JSONField(null=True)),
                ("state", models.CharField(default="accepted", max_length=10)),
                ("kind", models.CharField(default="update", max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("writer", models.CharField(max_length=150)),
                ("reason", models.TextField(default="")),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["record_type", "object_id", "id"], name="records_revision_record")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "in_review", "published", "archived", ""])
                        ),
                        name="records_revision_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed", "accepted", "declined"])),
                        name="records_revision_state_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["update", "correction"])),
                        name="records_revision_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data__isnull", True), ("status", "")),
                            models.Q(models.Q(("status", ""), _negated=True), ("data__isnull", False)),
                            _connector="OR",
                        ),
                        name="records_revision_data",
                    ),
                ],
            },
        ),
    ]
