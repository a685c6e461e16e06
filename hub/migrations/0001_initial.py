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
            name="HistoricalSiteText",
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
                    models.CharField(blank=True, default="", max_length=100, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=100,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "tagline_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="tagline (English)"
                    ),
                ),
                (
                    "tagline_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="tagline (简体)"),
                ),
                (
                    "tagline_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="tagline (繁體)",
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
                    "city_work_en",
                    models.TextField(blank=True, default="", verbose_name="work with cities (English)"),
                ),
                (
                    "city_work_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="work with cities (简体)"),
                ),
                (
                    "city_work_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="work with cities (繁體)",
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
                "verbose_name": "historical site text",
                "verbose_name_plural": "historical site texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriority",
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
                    "order",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(999)], verbose_name="order"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="title (繁體)",
                    ),
                ),
                ("context_en", models.TextField(blank=True, default="", verbose_name="context (English)")),
                ("context_zh_hans", models.TextField(blank=True, default="", verbose_name="context (简体)")),
                (
                    "context_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="context (繁體)",
                    ),
                ),
                ("problem_en", models.TextField(blank=True, default="", verbose_name="problem (English)")),
                ("problem_zh_hans", models.TextField(blank=True, default="", verbose_name="problem (简体)")),
                (
                    "problem_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="problem (繁體)",
                    ),
                ),
                (
                    "expected_effect_en",
                    models.TextField(blank=True, default="", verbose_name="expected effect (English)"),
                ),
                (
                    "expected_effect_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="expected effect (简体)"),
                ),
                (
                    "expected_effect_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="expected effect (繁體)",
                    ),
                ),
                ("approach_en", models.TextField(blank=True, default="", verbose_name="approach (English)")),
                (
                    "approach_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="approach (简体)"),
                ),
                (
                    "approach_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="approach (繁體)",
                    ),
                ),
                (
                    "obstacles",
                    records.fields.TextListField(blank=True, default=list, verbose_name="obstacles"),
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
                "verbose_name": "historical priority",
                "verbose_name_plural": "historical priorities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SiteText",
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
                    models.CharField(blank=True, default="", max_length=100, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=100,
                        verbose_name="title (繁體)",
                    ),
                ),
                (
                    "tagline_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="tagline (English)"
                    ),
                ),
                (
                    "tagline_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="tagline (简体)"),
                ),
                (
                    "tagline_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="tagline (繁體)",
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
                    "city_work_en",
                    models.TextField(blank=True, default="", verbose_name="work with cities (English)"),
                ),
                (
                    "city_work_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="work with cities (简体)"),
                ),
                (
                    "city_work_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="work with cities (繁體)",
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
                "verbose_name": "site text",
                "verbose_name_plural": "site texts",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="sitetext_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="sitetext_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="hub_sitetext_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="hub_sitetext_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLeadingCity",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                    "hub_text",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="hub.sitetext",
                        verbose_name="site text",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical leading city",
                "verbose_name_plural": "historical leading cities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LeadingCity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
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
                    "hub_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leading_cities",
                        to="hub.sitetext",
                        verbose_name="site text",
                    ),
                ),
            ],
            options={
                "verbose_name": "leading city",
                "verbose_name_plural": "leading cities",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hub_text", "city"),
                        name="hub_leadingcity_once",
                        violation_error_message="This city is named already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Priority",
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
                    "order",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(999)], verbose_name="order"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="title (English)"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="title (简体)"),
                ),
                (
                    "title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="title (繁體)",
                    ),
                ),
                ("context_en", models.TextField(blank=True, default="", verbose_name="context (English)")),
                ("context_zh_hans", models.TextField(blank=True, default="", verbose_name="context (简体)")),
                (
                    "context_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="context (繁體)",
                    ),
                ),
                ("problem_en", models.TextField(blank=True, default="", verbose_name="problem (English)")),
                ("problem_zh_hans", models.TextField(blank=True, default="", verbose_name="problem (简体)")),
                (
                    "problem_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="problem (繁體)",
                    ),
                ),
                (
                    "expected_effect_en",
                    models.TextField(blank=True, default="", verbose_name="expected effect (English)"),
                ),
                (
                    "expected_effect_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="expected effect (简体)"),
                ),
                (
                    "expected_effect_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="expected effect (繁體)",
                    ),
                ),
                ("approach_en", models.TextField(blank=True, default="", verbose_name="approach (English)")),
                (
                    "approach_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="approach (简体)"),
                ),
                (
                    "approach_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="approach (繁體)",
                    ),
                ),
                (
                    "obstacles",
                    records.fields.TextListField(blank=True, default=list, verbose_name="obstacles"),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
            ],
            options={
                "verbose_name": "priority",
                "verbose_name_plural": "priorities",
                "ordering": ["order", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="priority_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="priority_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="hub_priority_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="hub_priority_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                    "kind",
                    models.CharField(
                        choices=[("goal", "Target"), ("reached", "Progress"), ("baseline", "Baseline")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "statement_en",
                    models.TextField(blank=True, default="", verbose_name="statement (English)"),
                ),
                (
                    "statement_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="statement (简体)"),
                ),
                (
                    "statement_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="statement (繁體)",
                    ),
                ),
                (
                    "promised_by_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="set by (English)"),
                ),
                (
                    "promised_by_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="set by (简体)"),
                ),
                (
                    "promised_by_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="set by (繁體)",
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
                    "deadline",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="deadline"
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
                    "scope_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="scope (English)"),
                ),
                (
                    "scope_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="scope (简体)"),
                ),
                (
                    "scope_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="scope (繁體)",
                    ),
                ),
                (
                    "statistic",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Key of the statistic that counts progress. Empty: none.",
                        max_length=60,
                        verbose_name="statistic",
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
                    "denominator",
                    models.ForeignKey(
                        blank=True,
                        help_text="The total to which the percentage refers.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hub.target",
                        verbose_name="baseline",
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
                "verbose_name": "target",
                "verbose_name_plural": "targets",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="target_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="target_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="hub_target_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="hub_target_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["goal", "reached", "baseline"])),
                        name="hub_target_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
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
                        name="hub_target_unit_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="hub_target_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="hub_target_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline", ""),
                            models.Q(("deadline__gte", "1900"), ("deadline__lt", "2101")),
                            _connector="OR",
                        ),
                        name="hub_target_deadline_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)),
                        name="hub_target_more_than_nothing",
                        violation_error_message="The value of a target lies above 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("denominator__isnull", True),
                            models.Q(("denominator", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="hub_target_not_a_share_of_itself",
                        violation_error_message="A target can't be a share of itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deadline", ""), _negated=True),
                            models.Q(("kind", "goal"), _negated=True),
                            _connector="OR",
                        ),
                        name="hub_target_goal_has_a_deadline",
                        violation_error_message="A target needs its deadline.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="hub.priority",
                        verbose_name="priority",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hub.target",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a priority",
                "verbose_name_plural": "targets of the priority",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("priority", "target"),
                        name="hub_prioritytarget_once",
                        violation_error_message="This target is named already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTarget",
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
                    "kind",
                    models.CharField(
                        choices=[("goal", "Target"), ("reached", "Progress"), ("baseline", "Baseline")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "statement_en",
                    models.TextField(blank=True, default="", verbose_name="statement (English)"),
                ),
                (
                    "statement_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="statement (简体)"),
                ),
                (
                    "statement_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="statement (繁體)",
                    ),
                ),
                (
                    "promised_by_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="set by (English)"),
                ),
                (
                    "promised_by_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="set by (简体)"),
                ),
                (
                    "promised_by_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="set by (繁體)",
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
                    "deadline",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="deadline"
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
                    "scope_en",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="scope (English)"),
                ),
                (
                    "scope_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="scope (简体)"),
                ),
                (
                    "scope_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="scope (繁體)",
                    ),
                ),
                (
                    "statistic",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Key of the statistic that counts progress. Empty: none.",
                        max_length=60,
                        verbose_name="statistic",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "denominator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The total to which the percentage refers.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="hub.target",
                        verbose_name="baseline",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target",
                "verbose_name_plural": "historical targets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriorityTarget",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="hub.priority",
                        verbose_name="priority",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="hub.target",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target of a priority",
                "verbose_name_plural": "historical targets of the priority",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
