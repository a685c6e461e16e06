import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import records.choices
import records.fields
import records.ordering
import records.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="records_contentversion_one_row",
                        violation_error_message="There is one row only.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        help_text="The record's address. It never changes once the record is published.",
                        max_length=160,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        db_index=True,
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last changed"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("loaded_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "title",
                    models.CharField(
                        help_text="As published, in its own language.", max_length=400, verbose_name="title"
                    ),
                ),
                (
                    "title_is_descriptive",
                    models.BooleanField(
                        default=False,
                        help_text="The page has no usable title; we wrote this one.",
                        verbose_name="title by China Hub",
                    ),
                ),
                ("publisher", models.CharField(max_length=200, verbose_name="publisher")),
                (
                    "published",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="published"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="BCP 47 tag: en, zh-Hans, ja.",
                        max_length=10,
                        validators=[records.validators.validate_language],
                        verbose_name="language",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "Web page"),
                            ("news", "News"),
                            ("report", "Report or study"),
                            ("regulation", "Regulation or notice"),
                            ("dataset", "Data set"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="address",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="archived copy",
                    ),
                ),
                (
                    "read_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2100, 12, 31), "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="date accessed",
                    ),
                ),
                (
                    "link_ok",
                    models.BooleanField(
                        default=True,
                        help_text="Off: we read the text in a copy on an unrelated site.",
                        verbose_name="link it",
                    ),
                ),
                ("note_en", models.TextField(blank=True, default="", verbose_name="note (English)")),
                ("note_zh_hans", models.TextField(blank=True, default="", verbose_name="note (简体)")),
                (
                    "note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note (繁體)",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "slug",
                    models.CharField(
                        db_index=True,
                        help_text="The record's address. It never changes once the record is published.",
                        max_length=160,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        db_index=True,
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last changed"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("loaded_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "name_en",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=120,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "description_en",
                    models.TextField(blank=True, default="", verbose_name="description (English)"),
                ),
                (
                    "description_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="description (简体)"),
                ),
                (
                    "description_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="description (繁體)",
                    ),
                ),
                (
                    "working_area",
                    models.BooleanField(default=False, verbose_name="working area of the Coalition"),
                ),
                (
                    "current_topic",
                    models.BooleanField(
                        default=False, verbose_name="current topic of work with Chinese cities"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical theme",
                "verbose_name_plural": "historical themes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True, verbose_name="number")),
                ("record_type", models.CharField(max_length=30, verbose_name="record type")),
                ("slug", models.CharField(max_length=160, verbose_name="slug")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("changed", "Changed"),
                            ("withdrawn", "Withdrawn"),
                            ("deleted", "Deleted"),
                            ("redacted", "Redacted"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("title_en", models.TextField(blank=True, default="", verbose_name="title (English)")),
                ("title_zh_hans", models.TextField(blank=True, default="", verbose_name="title (简体)")),
                (
                    "title_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True, default="", help_text="Address without its language.", max_length=600
                    ),
                ),
                ("data", models.JSONField(null=True, verbose_name="the record")),
                (
                    "redacted_by",
                    models.PositiveBigIntegerField(
                        help_text="Number of the row that says that this one was redacted.",
                        null=True,
                        verbose_name="redacted by",
                    ),
                ),
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
                        violation_error_message="Choose one of the values that are offered.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        help_text="Number of the row of the publication log that says so.",
                        unique=True,
                        verbose_name="number",
                    ),
                ),
                ("record_type", models.CharField(max_length=30, verbose_name="record type")),
                ("slug", models.CharField(max_length=160, verbose_name="slug")),
                (
                    "redacted",
                    models.JSONField(
                        help_text="Their numbers in the publication log.", verbose_name="redacted rows"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "username",
                    models.CharField(
                        help_text="Kept when the account is deleted: who redacts must answer for it.",
                        max_length=150,
                        verbose_name="user name",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "cleared",
                    models.JSONField(help_text="Rows that were cleared, by store.", verbose_name="cleared"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=30, verbose_name="record type")),
                ("slug", models.CharField(max_length=160, verbose_name="former slug")),
                ("target", models.CharField(max_length=160, verbose_name="present slug")),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_type", "slug"),
                        name="records_slugalias_once",
                        violation_error_message="This former address leads somewhere already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The record's address. It never changes once the record is published.",
                        max_length=160,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        db_index=True,
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last changed"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("loaded_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "title",
                    models.CharField(
                        help_text="As published, in its own language.", max_length=400, verbose_name="title"
                    ),
                ),
                (
                    "title_is_descriptive",
                    models.BooleanField(
                        default=False,
                        help_text="The page has no usable title; we wrote this one.",
                        verbose_name="title by China Hub",
                    ),
                ),
                ("publisher", models.CharField(max_length=200, verbose_name="publisher")),
                (
                    "published",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="published"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="BCP 47 tag: en, zh-Hans, ja.",
                        max_length=10,
                        validators=[records.validators.validate_language],
                        verbose_name="language",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "Web page"),
                            ("news", "News"),
                            ("report", "Report or study"),
                            ("regulation", "Regulation or notice"),
                            ("dataset", "Data set"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="address",
                    ),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="archived copy",
                    ),
                ),
                (
                    "read_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                datetime.date(1900, 1, 1), "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                datetime.date(2100, 12, 31), "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="date accessed",
                    ),
                ),
                (
                    "link_ok",
                    models.BooleanField(
                        default=True,
                        help_text="Off: we read the text in a copy on an unrelated site.",
                        verbose_name="link it",
                    ),
                ),
                ("note_en", models.TextField(blank=True, default="", verbose_name="note (English)")),
                ("note_zh_hans", models.TextField(blank=True, default="", verbose_name="note (简体)")),
                (
                    "note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note (繁體)",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
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
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="records_source_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["page", "news", "report", "regulation", "dataset"])),
                        name="records_source_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", ""),
                            models.Q(("published__gte", "1900"), ("published__lt", "2101")),
                            _connector="OR",
                        ),
                        name="records_source_published_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="records_source_url_address",
                        violation_error_message="Write an address that begins with https:// or http://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archived_url", ""),
                            ("archived_url__istartswith", "http://"),
                            ("archived_url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="records_source_archived_url_address",
                        violation_error_message="Write an address that begins with https:// or http://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=30, verbose_name="record type")),
                ("slug", models.CharField(max_length=160, verbose_name="slug")),
                ("part", models.CharField(blank=True, default="", max_length=100, verbose_name="part")),
                (
                    "part_type",
                    models.CharField(blank=True, default="", max_length=30, verbose_name="part type"),
                ),
                ("field", models.CharField(blank=True, default="", max_length=40, verbose_name="field")),
                ("position", models.PositiveIntegerField(default=0)),
                ("title_en", models.TextField(blank=True, default="", verbose_name="title (English)")),
                ("title_zh_hans", models.TextField(blank=True, default="", verbose_name="title (简体)")),
                (
                    "title_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        blank=True, default="", help_text="Address without its language.", max_length=600
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="records.source",
                        verbose_name="source",
                    ),
                ),
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The record's address. It never changes once the record is published.",
                        max_length=160,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="slug",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        db_index=True,
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last changed"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                ("loaded_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "name_en",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=120,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "description_en",
                    models.TextField(blank=True, default="", verbose_name="description (English)"),
                ),
                (
                    "description_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="description (简体)"),
                ),
                (
                    "description_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="description (繁體)",
                    ),
                ),
                (
                    "working_area",
                    models.BooleanField(default=False, verbose_name="working area of the Coalition"),
                ),
                (
                    "current_topic",
                    models.BooleanField(
                        default=False, verbose_name="current topic of work with Chinese cities"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
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
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="records_theme_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                ],
            },
        ),
    ]
