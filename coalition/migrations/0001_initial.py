from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
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
        ("cities", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exchange",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("study_tour", "Study tour"),
                            ("city_pair", "City partnership"),
                            ("learning", "Peer learning"),
                            ("technical_assistance", "Technical assistance"),
                            ("webinar", "Webinar"),
                            ("publication", "Publication"),
                            ("training", "Training"),
                            ("pilot_programme", "Pilot project"),
                        ],
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                (
                    "programme_note_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="programme in words (English)"
                    ),
                ),
                (
                    "programme_note_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="programme in words (简体)"
                    ),
                ),
                (
                    "programme_note_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="programme in words (繁體)",
                    ),
                ),
                (
                    "starts",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, default="", max_length=10, verbose_name="to"),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
                    ),
                ),
                ("outcome_en", models.TextField(blank=True, default="", verbose_name="outcome (English)")),
                ("outcome_zh_hans", models.TextField(blank=True, default="", verbose_name="outcome (简体)")),
                (
                    "outcome_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="outcome (繁體)",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange",
                "verbose_name_plural": "exchanges",
                "ordering": ["-starts", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="exchange_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="exchange_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("starts")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="exchange_starts_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("starts")),
                        models.F("id"),
                        name="exchange_starts_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_exchange_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_exchange_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "study_tour",
                                    "city_pair",
                                    "learning",
                                    "technical_assistance",
                                    "webinar",
                                    "publication",
                                    "training",
                                    "pilot_programme",
                                ],
                            )
                        ),
                        name="coalition_exchange_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="coalition_exchange_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts", ""),
                            models.Q(("starts__gte", "1900"), ("starts__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_exchange_starts_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            models.Q(("ends__gte", "1900"), ("ends__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_exchange_ends_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            ("starts", ""),
                            ("ends__gte", models.F("starts")),
                            ("starts__startswith", models.F("ends")),
                            _connector="OR",
                        ),
                        name="coalition_exchange_starts_ends",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvent",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "date",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="date"
                    ),
                ),
                (
                    "end",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="last day"
                    ),
                ),
                (
                    "date_note_en",
                    models.TextField(blank=True, default="", verbose_name="note on the date (English)"),
                ),
                (
                    "date_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the date (简体)"),
                ),
                (
                    "date_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the date (繁體)",
                    ),
                ),
                (
                    "place_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="place (English)"),
                ),
                (
                    "place_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="place (简体)"),
                ),
                (
                    "place_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="place (繁體)",
                    ),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
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
                "verbose_name": "historical event",
                "verbose_name_plural": "historical events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExchangeCity",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "role",
                    models.CharField(
                        choices=[("learner", "Learner"), ("host", "Host"), ("peer", "Peer")],
                        max_length=8,
                        verbose_name="role",
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
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.exchange",
                        verbose_name="exchange",
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
                "verbose_name": "historical city of an exchange",
                "verbose_name_plural": "historical cities of the exchange",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNetwork",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "short_name_en",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="short name (English)"
                    ),
                ),
                (
                    "short_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="short name (简体)"),
                ),
                (
                    "short_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=60,
                        verbose_name="short name (繁體)",
                    ),
                ),
                (
                    "name_note_en",
                    models.TextField(blank=True, default="", verbose_name="note on the name (English)"),
                ),
                (
                    "name_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the name (简体)"),
                ),
                (
                    "name_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the name (繁體)",
                    ),
                ),
                (
                    "operator_en",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="operator (English)"
                    ),
                ),
                (
                    "operator_zh_hans",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="operator (简体)"),
                ),
                (
                    "operator_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=400,
                        verbose_name="operator (繁體)",
                    ),
                ),
                (
                    "operator_since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="operator since"
                    ),
                ),
                (
                    "preparation_since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="in preparation since"
                    ),
                ),
                (
                    "launched_on",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="launched on"
                    ),
                ),
                (
                    "launched_at_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="launched at (English)"
                    ),
                ),
                (
                    "launched_at_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="launched at (简体)"
                    ),
                ),
                (
                    "launched_at_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="launched at (繁體)",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[records.validators.validate_web_address],
                        verbose_name="website",
                    ),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
                    ),
                ),
                (
                    "definition_en",
                    models.TextField(blank=True, default="", verbose_name="definition (English)"),
                ),
                (
                    "definition_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="definition (简体)"),
                ),
                (
                    "definition_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="definition (繁體)",
                    ),
                ),
                (
                    "focus_regions",
                    records.fields.TextListField(blank=True, default=list, verbose_name="focus regions"),
                ),
                ("open_to", records.fields.TextListField(blank=True, default=list, verbose_name="open to")),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                "verbose_name": "historical network",
                "verbose_name_plural": "historical networks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartner",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("knowledge_partner", "Knowledge partner")],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="since"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[records.validators.validate_web_address],
                        verbose_name="website",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                "verbose_name": "historical partner",
                "verbose_name_plural": "historical partners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("international", "International"),
                            ("national", "National"),
                            ("provincial", "Provincial"),
                            ("project", "Project"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "operator_en",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="operator (English)"
                    ),
                ),
                (
                    "operator_zh_hans",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="operator (简体)"),
                ),
                (
                    "operator_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=400,
                        verbose_name="operator (繁體)",
                    ),
                ),
                (
                    "starts",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, default="", max_length=10, verbose_name="to"),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
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
                "verbose_name": "historical programme",
                "verbose_name_plural": "historical programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResource",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("framework", "Framework"), ("handbook", "Handbook"), ("report", "Report")],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                1900, "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="address",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
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
                "verbose_name": "historical resource",
                "verbose_name_plural": "historical resources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Network",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "short_name_en",
                    models.CharField(
                        blank=True, default="", max_length=60, verbose_name="short name (English)"
                    ),
                ),
                (
                    "short_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="short name (简体)"),
                ),
                (
                    "short_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=60,
                        verbose_name="short name (繁體)",
                    ),
                ),
                (
                    "name_note_en",
                    models.TextField(blank=True, default="", verbose_name="note on the name (English)"),
                ),
                (
                    "name_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the name (简体)"),
                ),
                (
                    "name_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the name (繁體)",
                    ),
                ),
                (
                    "operator_en",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="operator (English)"
                    ),
                ),
                (
                    "operator_zh_hans",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="operator (简体)"),
                ),
                (
                    "operator_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=400,
                        verbose_name="operator (繁體)",
                    ),
                ),
                (
                    "operator_since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="operator since"
                    ),
                ),
                (
                    "preparation_since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="in preparation since"
                    ),
                ),
                (
                    "launched_on",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="launched on"
                    ),
                ),
                (
                    "launched_at_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="launched at (English)"
                    ),
                ),
                (
                    "launched_at_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="launched at (简体)"
                    ),
                ),
                (
                    "launched_at_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="launched at (繁體)",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[records.validators.validate_web_address],
                        verbose_name="website",
                    ),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
                    ),
                ),
                (
                    "definition_en",
                    models.TextField(blank=True, default="", verbose_name="definition (English)"),
                ),
                (
                    "definition_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="definition (简体)"),
                ),
                (
                    "definition_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="definition (繁體)",
                    ),
                ),
                (
                    "focus_regions",
                    records.fields.TextListField(blank=True, default=list, verbose_name="focus regions"),
                ),
                ("open_to", records.fields.TextListField(blank=True, default=list, verbose_name="open to")),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
                    ),
                ),
                (
                    "definition_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of the definition",
                    ),
                ),
                (
                    "open_to_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of who may join",
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
                "verbose_name": "network",
                "verbose_name_plural": "networks",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="network_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="network_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_network_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_network_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="coalition_network_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator_since", ""),
                            models.Q(("operator_since__gte", "1900"), ("operator_since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_operator_since_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("preparation_since", ""),
                            models.Q(("preparation_since__gte", "1900"), ("preparation_since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_preparation_since_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("launched_on", ""),
                            models.Q(("launched_on__gte", "1900"), ("launched_on__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_launched_on_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("website", ""),
                            ("website__istartswith", "http://"),
                            ("website__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_network_website_address",
                        violation_error_message="Write an address that begins with https:// or http://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[("member", "Member"), ("endorsing", "Endorser")],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "joined",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="joined"
                    ),
                ),
                (
                    "left",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="left"
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
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["network", "city__name_en", "pk"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="membership_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="membership_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("joined")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="membership_joined_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("joined")),
                        models.F("id"),
                        name="membership_joined_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_membership_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_membership_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["member", "endorsing"])),
                        name="coalition_membership_role_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="coalition_membership_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined", ""),
                            models.Q(("joined__gte", "1900"), ("joined__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_membership_joined_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left", ""),
                            models.Q(("left__gte", "1900"), ("left__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_membership_left_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left", ""),
                            ("joined", ""),
                            ("left__gte", models.F("joined")),
                            ("joined__startswith", models.F("left")),
                            _connector="OR",
                        ),
                        name="coalition_membership_joined_left",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                    models.UniqueConstraint(
                        fields=("network", "city", "role", "joined"),
                        name="coalition_membership_once",
                        violation_error_message="This membership is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRelatedWork",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
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
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical related work",
                "verbose_name_plural": "historical related work",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
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
                    "role",
                    models.CharField(
                        choices=[("member", "Member"), ("endorsing", "Endorser")],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "joined",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="joined"
                    ),
                ),
                (
                    "left",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="left"
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
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                    "city",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.city",
                        verbose_name="city",
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
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAim",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[("own", "Aim on ICLEI’s page"), ("further", "Further aim")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("text_en", models.TextField(blank=True, default="", verbose_name="text (English)")),
                ("text_zh_hans", models.TextField(blank=True, default="", verbose_name="text (简体)")),
                (
                    "text_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="text (繁體)",
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
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical aim",
                "verbose_name_plural": "historical aims",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="exchange",
            name="network",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exchanges",
                to="coalition.network",
                verbose_name="network",
            ),
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[("own", "Aim on ICLEI’s page"), ("further", "Further aim")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("text_en", models.TextField(blank=True, default="", verbose_name="text (English)")),
                ("text_zh_hans", models.TextField(blank=True, default="", verbose_name="text (简体)")),
                (
                    "text_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="text (繁體)",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aims",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "aim",
                "verbose_name_plural": "aims",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("network", "key"),
                        name="coalition_aim_network_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["own", "further"])),
                        name="coalition_aim_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("knowledge_partner", "Knowledge partner")],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "since",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="since"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=300,
                        validators=[records.validators.validate_web_address],
                        verbose_name="website",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["name_en", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="partner_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="partner_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_partner_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_partner_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["knowledge_partner"])),
                        name="coalition_partner_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="coalition_partner_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", ""),
                            models.Q(("since__gte", "1900"), ("since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_partner_since_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_partner_url_address",
                        violation_error_message="Write an address that begins with https:// or http://.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="exchange",
            name="partners",
            field=models.ManyToManyField(
                blank=True, related_name="exchanges", to="coalition.partner", verbose_name="partners"
            ),
        ),
        migrations.CreateModel(
            name="Programme",
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
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("international", "International"),
                            ("national", "National"),
                            ("provincial", "Provincial"),
                            ("project", "Project"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "operator_en",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="operator (English)"
                    ),
                ),
                (
                    "operator_zh_hans",
                    models.CharField(blank=True, default="", max_length=400, verbose_name="operator (简体)"),
                ),
                (
                    "operator_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=400,
                        verbose_name="operator (繁體)",
                    ),
                ),
                (
                    "starts",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, default="", max_length=10, verbose_name="to"),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
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
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["name_en", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="programme_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="programme_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_programme_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_programme_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["international", "national", "provincial", "project"])
                        ),
                        name="coalition_programme_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts", ""),
                            models.Q(("starts__gte", "1900"), ("starts__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_programme_starts_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            models.Q(("ends__gte", "1900"), ("ends__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_programme_ends_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            ("starts", ""),
                            ("ends__gte", models.F("starts")),
                            ("starts__startswith", models.F("ends")),
                            _connector="OR",
                        ),
                        name="coalition_programme_starts_ends",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgrammeFigure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("percent", "%"),
                            ("count", "number"),
                            ("people", "people"),
                            ("t", "t"),
                            ("kt", "kt"),
                            ("mt", "million t"),
                            ("t_per_year", "t/year"),
                            ("t_per_day", "t/day"),
                            ("kg_per_person_day", "kg per person per day"),
                            ("count_per_day", "per day"),
                            ("km", "km"),
                            ("km2", "km²"),
                            ("ha", "ha"),
                            ("mw", "MW"),
                            ("gwh", "GWh"),
                            ("cny", "yuan"),
                            ("vehicles", "vehicles"),
                            ("projects", "projects"),
                            ("tasks", "tasks"),
                            ("indicators", "indicators"),
                            ("sets", "sets"),
                            ("cities", "cities"),
                            ("days", "days"),
                            ("years", "years"),
                            ("calendar_year", "year"),
                            ("milestone", "milestone"),
                            ("m3", "m³"),
                            ("million_m3", "million m³"),
                            ("m3_per_year", "m³/year"),
                            ("m3_per_day", "m³/day"),
                            ("tj", "TJ"),
                            ("cny_per_year", "yuan/year"),
                            ("cny_per_t", "yuan/t"),
                            ("kg_per_10000_cny", "kg per 10,000 yuan"),
                            ("households", "households"),
                            ("documents", "documents"),
                            ("bricks", "bricks"),
                            ("boxes", "boxes"),
                            ("cartons", "cartons"),
                            ("parcels", "parcels"),
                            ("packs", "packs"),
                            ("uses", "uses"),
                        ],
                        max_length=20,
                        verbose_name="unit",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("amount", "Amount"),
                            ("capacity", "Capacity"),
                            ("generated", "Generated"),
                            ("output", "Output"),
                            ("supply", "Supplied"),
                            ("saving", "Saving"),
                            ("cumulative", "Cumulative"),
                        ],
                        default="",
                        help_text="For amounts of material.",
                        max_length=12,
                        verbose_name="type of amount",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: the source gives none.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                1900, "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "period_en",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="If it is not the whole year.",
                        max_length=200,
                        verbose_name="period (English)",
                    ),
                ),
                (
                    "period_zh_hans",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="If it is not the whole year.",
                        max_length=200,
                        verbose_name="period (简体)",
                    ),
                ),
                (
                    "period_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="period (繁體)",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("at_least", "at least"),
                            ("up_to", "up to"),
                        ],
                        default="",
                        help_text="Empty: as given by the source.",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("target", "Target"),
                            ("required", "Required"),
                            ("planned", "Planned"),
                            ("expected", "Expected"),
                            ("estimated", "Estimated"),
                            ("stated", "Stated"),
                            ("contracted", "Contracted"),
                            ("measured", "Measured"),
                            ("verified", "Verified"),
                        ],
                        default="stated",
                        max_length=12,
                        verbose_name="evidence level",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                    "label_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="label (English)"),
                ),
                (
                    "label_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="label (简体)"),
                ),
                (
                    "label_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="label (繁體)",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=20,
                        validators=[records.validators.validate_amount],
                        verbose_name="value",
                    ),
                ),
                (
                    "counts_all_named",
                    models.BooleanField(
                        default=False,
                        help_text="The number of places listed here is compared with this total. Only one total can be marked.",
                        verbose_name="covers every place selected",
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
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical official total",
                "verbose_name_plural": "historical official totals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExchange",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("study_tour", "Study tour"),
                            ("city_pair", "City partnership"),
                            ("learning", "Peer learning"),
                            ("technical_assistance", "Technical assistance"),
                            ("webinar", "Webinar"),
                            ("publication", "Publication"),
                            ("training", "Training"),
                            ("pilot_programme", "Pilot project"),
                        ],
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                (
                    "programme_note_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="programme in words (English)"
                    ),
                ),
                (
                    "programme_note_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="programme in words (简体)"
                    ),
                ),
                (
                    "programme_note_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="programme in words (繁體)",
                    ),
                ),
                (
                    "starts",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, default="", max_length=10, verbose_name="to"),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
                    ),
                ),
                ("outcome_en", models.TextField(blank=True, default="", verbose_name="outcome (English)")),
                ("outcome_zh_hans", models.TextField(blank=True, default="", verbose_name="outcome (简体)")),
                (
                    "outcome_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="outcome (繁體)",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="records.theme",
                        verbose_name="theme",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.network",
                        verbose_name="network",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="coalition.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical exchange",
                "verbose_name_plural": "historical exchanges",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="exchange",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exchanges",
                to="coalition.programme",
                verbose_name="programme",
            ),
        ),
        migrations.CreateModel(
            name="ProgrammeFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("percent", "%"),
                            ("count", "number"),
                            ("people", "people"),
                            ("t", "t"),
                            ("kt", "kt"),
                            ("mt", "million t"),
                            ("t_per_year", "t/year"),
                            ("t_per_day", "t/day"),
                            ("kg_per_person_day", "kg per person per day"),
                            ("count_per_day", "per day"),
                            ("km", "km"),
                            ("km2", "km²"),
                            ("ha", "ha"),
                            ("mw", "MW"),
                            ("gwh", "GWh"),
                            ("cny", "yuan"),
                            ("vehicles", "vehicles"),
                            ("projects", "projects"),
                            ("tasks", "tasks"),
                            ("indicators", "indicators"),
                            ("sets", "sets"),
                            ("cities", "cities"),
                            ("days", "days"),
                            ("years", "years"),
                            ("calendar_year", "year"),
                            ("milestone", "milestone"),
                            ("m3", "m³"),
                            ("million_m3", "million m³"),
                            ("m3_per_year", "m³/year"),
                            ("m3_per_day", "m³/day"),
                            ("tj", "TJ"),
                            ("cny_per_year", "yuan/year"),
                            ("cny_per_t", "yuan/t"),
                            ("kg_per_10000_cny", "kg per 10,000 yuan"),
                            ("households", "households"),
                            ("documents", "documents"),
                            ("bricks", "bricks"),
                            ("boxes", "boxes"),
                            ("cartons", "cartons"),
                            ("parcels", "parcels"),
                            ("packs", "packs"),
                            ("uses", "uses"),
                        ],
                        max_length=20,
                        verbose_name="unit",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("amount", "Amount"),
                            ("capacity", "Capacity"),
                            ("generated", "Generated"),
                            ("output", "Output"),
                            ("supply", "Supplied"),
                            ("saving", "Saving"),
                            ("cumulative", "Cumulative"),
                        ],
                        default="",
                        help_text="For amounts of material.",
                        max_length=12,
                        verbose_name="type of amount",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: the source gives none.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                1900, "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "period_en",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="If it is not the whole year.",
                        max_length=200,
                        verbose_name="period (English)",
                    ),
                ),
                (
                    "period_zh_hans",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="If it is not the whole year.",
                        max_length=200,
                        verbose_name="period (简体)",
                    ),
                ),
                (
                    "period_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="period (繁體)",
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("about", "about"),
                            ("nearly", "nearly"),
                            ("at_least", "at least"),
                            ("up_to", "up to"),
                        ],
                        default="",
                        help_text="Empty: as given by the source.",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("target", "Target"),
                            ("required", "Required"),
                            ("planned", "Planned"),
                            ("expected", "Expected"),
                            ("estimated", "Estimated"),
                            ("stated", "Stated"),
                            ("contracted", "Contracted"),
                            ("measured", "Measured"),
                            ("verified", "Verified"),
                        ],
                        default="stated",
                        max_length=12,
                        verbose_name="evidence level",
                    ),
                ),
                (
                    "attested_by",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("reported", "Press or study"),
                            ("hub_page_only", "ICLEI’s page only"),
                        ],
                        max_length=14,
                        verbose_name="source type",
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
                    "label_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="label (English)"),
                ),
                (
                    "label_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="label (简体)"),
                ),
                (
                    "label_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="label (繁體)",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=20,
                        validators=[records.validators.validate_amount],
                        verbose_name="value",
                    ),
                ),
                (
                    "counts_all_named",
                    models.BooleanField(
                        default=False,
                        help_text="The number of places listed here is compared with this total. Only one total can be marked.",
                        verbose_name="covers every place selected",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="official_sizes",
                        to="coalition.programme",
                        verbose_name="programme",
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
                "verbose_name": "official total",
                "verbose_name_plural": "official totals",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__in",
                                [
                                    "percent",
                                    "count",
                                    "people",
                                    "t",
                                    "kt",
                                    "mt",
                                    "t_per_year",
                                    "t_per_day",
                                    "kg_per_person_day",
                                    "count_per_day",
                                    "km",
                                    "km2",
                                    "ha",
                                    "mw",
                                    "gwh",
                                    "cny",
                                    "vehicles",
                                    "projects",
                                    "tasks",
                                    "indicators",
                                    "sets",
                                    "cities",
                                    "days",
                                    "years",
                                    "calendar_year",
                                    "milestone",
                                    "m3",
                                    "million_m3",
                                    "m3_per_year",
                                    "m3_per_day",
                                    "tj",
                                    "cny_per_year",
                                    "cny_per_t",
                                    "kg_per_10000_cny",
                                    "households",
                                    "documents",
                                    "bricks",
                                    "boxes",
                                    "cartons",
                                    "parcels",
                                    "packs",
                                    "uses",
                                ],
                            )
                        ),
                        name="coalition_programmefigure_unit_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    "amount",
                                    "capacity",
                                    "generated",
                                    "output",
                                    "supply",
                                    "saving",
                                    "cumulative",
                                    "",
                                ],
                            )
                        ),
                        name="coalition_programmefigure_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="coalition_programmefigure_precision_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "evidence__in",
                                [
                                    "target",
                                    "required",
                                    "planned",
                                    "expected",
                                    "estimated",
                                    "stated",
                                    "contracted",
                                    "measured",
                                    "verified",
                                ],
                            )
                        ),
                        name="coalition_programmefigure_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="coalition_programmefigure_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="coalition_programmefigure_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="coalition_programmefigure_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="coalition_programmefigure_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "key"),
                        name="coalition_programmefigure_programme_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", 0), _negated=True),
                        name="coalition_programmefigure_not_nothing",
                        violation_error_message="An official size is not 0; leave out what is not known.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counts_all_named", True)),
                        fields=("programme",),
                        name="coalition_one_size_counts_all_named",
                        violation_error_message="Another official total of this programme already covers every place selected.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelatedWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Made once from the English label; it never changes.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$",
                                "Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="name (繁體)",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="coalition.network",
                        verbose_name="network",
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
                "verbose_name": "related work",
                "verbose_name_plural": "related work",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("network", "key"),
                        name="coalition_relatedwork_network_key",
                        violation_error_message="This record already has a part with that key.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("framework", "Framework"), ("handbook", "Handbook"), ("report", "Report")],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                1900, "Write a year between 1900 and 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year between 1900 and 2100."
                            ),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        default="",
                        max_length=500,
                        validators=[records.validators.validate_web_address],
                        verbose_name="address",
                    ),
                ),
                ("about_en", models.TextField(blank=True, default="", verbose_name="about (English)")),
                ("about_zh_hans", models.TextField(blank=True, default="", verbose_name="about (简体)")),
                (
                    "about_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="about (繁體)",
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
                "verbose_name": "resource",
                "verbose_name_plural": "resources",
                "ordering": ["title_en", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="resource_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="resource_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(9999)),
                        models.F("id"),
                        name="resource_year_asc",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="resource_year_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_resource_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_resource_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["framework", "handbook", "report"])),
                        name="coalition_resource_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="coalition_resource_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_resource_url_address",
                        violation_error_message="Write an address that begins with https:// or http://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                    "title_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "date",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="date"
                    ),
                ),
                (
                    "end",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="last day"
                    ),
                ),
                (
                    "date_note_en",
                    models.TextField(blank=True, default="", verbose_name="note on the date (English)"),
                ),
                (
                    "date_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the date (简体)"),
                ),
                (
                    "date_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the date (繁體)",
                    ),
                ),
                (
                    "place_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="place (English)"),
                ),
                (
                    "place_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="place (简体)"),
                ),
                (
                    "place_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="place (繁體)",
                    ),
                ),
                ("summary_en", models.TextField(blank=True, default="", verbose_name="summary (English)")),
                ("summary_zh_hans", models.TextField(blank=True, default="", verbose_name="summary (简体)")),
                (
                    "summary_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="summary (繁體)",
                    ),
                ),
                (
                    "cities",
                    models.ManyToManyField(
                        blank=True, related_name="events", to="cities.city", verbose_name="cities"
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
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-date", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="event_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="event_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("date")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="event_date_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("date")),
                        models.F("id"),
                        name="event_date_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="coalition_event_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_event_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            models.Q(("date__gte", "1900"), ("date__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_event_date_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""), models.Q(("end__gte", "1900"), ("end__lt", "2101")), _connector="OR"
                        ),
                        name="coalition_event_end_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            ("date", ""),
                            ("end__gte", models.F("date")),
                            ("date__startswith", models.F("end")),
                            _connector="OR",
                        ),
                        name="coalition_event_date_end",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date", ""), _negated=True), ("end", ""), _connector="OR"
                        ),
                        name="coalition_event_last_day_has_a_first",
                        violation_error_message="A last day needs the first one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeCity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "role",
                    models.CharField(
                        choices=[("learner", "Learner"), ("host", "Host"), ("peer", "Peer")],
                        max_length=8,
                        verbose_name="role",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cities",
                        to="coalition.exchange",
                        verbose_name="exchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "city of an exchange",
                "verbose_name_plural": "cities of the exchange",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["learner", "host", "peer"])),
                        name="coalition_exchangecity_role_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.UniqueConstraint(
                        fields=("exchange", "city"),
                        name="coalition_exchangecity_once",
                        violation_error_message="This city is named already.",
                    ),
                ],
            },
        ),
    ]
