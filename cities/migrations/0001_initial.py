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
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="City",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality (province level)"),
                            ("prefecture_level", "Prefecture-level city"),
                            ("autonomous_prefecture", "Autonomous prefecture"),
                            ("county", "County or county-level city"),
                            ("district", "District"),
                            ("new_area", "New area"),
                            ("sar", "Special administrative region"),
                            ("city", "City abroad"),
                            ("prefecture", "Japanese prefecture"),
                        ],
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2, validators=[records.validators.validate_country], verbose_name="country"
                    ),
                ),
                (
                    "admin_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{6}\\Z", "Six digits of GB/T 2260, as in 220100."
                            )
                        ],
                        verbose_name="administrative code",
                    ),
                ),
                (
                    "lat",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "lon",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "coordinates_note_en",
                    models.TextField(
                        blank=True, default="", verbose_name="note on the coordinates (English)"
                    ),
                ),
                (
                    "coordinates_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the coordinates (简体)"),
                ),
                (
                    "coordinates_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the coordinates (繁體)",
                    ),
                ),
                (
                    "main_industries",
                    records.fields.TextListField(blank=True, default=list, verbose_name="main industries"),
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
                    "coordinates_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of the coordinates",
                    ),
                ),
                (
                    "main_industries_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of the main industries",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The city of a district, county or new area.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="cities.city",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "summary_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of the summary",
                    ),
                ),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="city_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="city_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="cities_city_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_city_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "municipality",
                                    "prefecture_level",
                                    "autonomous_prefecture",
                                    "county",
                                    "district",
                                    "new_area",
                                    "sar",
                                    "city",
                                    "prefecture",
                                ],
                            )
                        ),
                        name="cities_city_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("admin_code", ""), _negated=True),
                        fields=("admin_code",),
                        name="cities_city_admin_code_once",
                        violation_error_message="Another place has this code already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(
                                ("lat__isnull", False),
                                ("lat__range", (-90, 90)),
                                ("lon__isnull", False),
                                ("lon__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="cities_city_coordinates",
                        violation_error_message="Give both latitude and longitude, within their ranges, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_city_not_its_own_parent",
                        violation_error_message="A city can't belong to itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                ("edition", models.CharField(max_length=40, verbose_name="version of the framework")),
                (
                    "publisher_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="publisher (English)"
                    ),
                ),
                (
                    "publisher_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="publisher (简体)"),
                ),
                (
                    "publisher_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="publisher (繁體)",
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
                "verbose_name": "indicator framework",
                "verbose_name_plural": "indicator frameworks",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="framework_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="framework_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="cities_framework_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_framework_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCityFigure",
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
            ],
            options={
                "verbose_name": "historical key fact",
                "verbose_name_plural": "historical key facts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFramework",
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
                ("edition", models.CharField(max_length=40, verbose_name="version of the framework")),
                (
                    "publisher_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="publisher (English)"
                    ),
                ),
                (
                    "publisher_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="publisher (简体)"),
                ),
                (
                    "publisher_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="publisher (繁體)",
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
                "verbose_name": "historical indicator framework",
                "verbose_name_plural": "historical indicator frameworks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator",
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
                ("code", models.CharField(blank=True, default="", max_length=30, verbose_name="code")),
                (
                    "obligation",
                    models.CharField(
                        choices=[
                            ("mandatory", "Mandatory"),
                            ("optional", "Optional"),
                            ("not_stated", "Not stated"),
                        ],
                        max_length=12,
                        verbose_name="mandatory or optional",
                    ),
                ),
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
                    "direction",
                    models.CharField(
                        choices=[
                            ("lower_is_better", "Lower is better"),
                            ("higher_is_better", "Higher is better"),
                            ("neutral", "Neutral"),
                        ],
                        max_length=20,
                        verbose_name="direction",
                    ),
                ),
                (
                    "waste_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[("governance", "Governance"), ("water", "Water")],
                        default="",
                        max_length=16,
                        verbose_name="topic",
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
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.framework",
                        verbose_name="framework",
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
                "verbose_name": "historical indicator",
                "verbose_name_plural": "historical indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProfileSection",
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
                    "heading_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="heading (English)"
                    ),
                ),
                (
                    "heading_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="heading (简体)"),
                ),
                (
                    "heading_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="heading (繁體)",
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
            ],
            options={
                "verbose_name": "historical profile section",
                "verbose_name_plural": "historical profile sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRegion",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Province"),
                            ("autonomous_region", "Autonomous region"),
                            ("municipality", "Municipality"),
                            ("sar", "Special administrative region"),
                            ("foreign_region", "Region abroad"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2, validators=[records.validators.validate_country], verbose_name="country"
                    ),
                ),
                (
                    "admin_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{6}\\Z", "Six digits of GB/T 2260, as in 220100."
                            )
                        ],
                        verbose_name="administrative code",
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
                "verbose_name": "historical region",
                "verbose_name_plural": "historical regions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("code", models.CharField(blank=True, default="", max_length=30, verbose_name="code")),
                (
                    "obligation",
                    models.CharField(
                        choices=[
                            ("mandatory", "Mandatory"),
                            ("optional", "Optional"),
                            ("not_stated", "Not stated"),
                        ],
                        max_length=12,
                        verbose_name="mandatory or optional",
                    ),
                ),
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
                    "direction",
                    models.CharField(
                        choices=[
                            ("lower_is_better", "Lower is better"),
                            ("higher_is_better", "Higher is better"),
                            ("neutral", "Neutral"),
                        ],
                        max_length=20,
                        verbose_name="direction",
                    ),
                ),
                (
                    "waste_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[("governance", "Governance"), ("water", "Water")],
                        default="",
                        max_length=16,
                        verbose_name="topic",
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
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="cities.framework",
                        verbose_name="framework",
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
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="indicator_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="indicator_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="cities_indicator_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_indicator_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("obligation__in", ["mandatory", "optional", "not_stated"])),
                        name="cities_indicator_obligation_code",
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
                        name="cities_indicator_unit_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direction__in", ["lower_is_better", "higher_is_better", "neutral"])
                        ),
                        name="cities_indicator_direction_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "waste_area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="cities_indicator_waste_area_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topic__in", ["governance", "water", ""])),
                        name="cities_indicator_topic_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waste_area", ""), ("topic", ""), _connector="XOR"),
                        name="cities_indicator_area_or_topic",
                        violation_error_message="Give a waste area or a topic, not both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIndicatorValue",
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
                    "year",
                    models.PositiveSmallIntegerField(
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
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="value",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "No data"),
                            ("not_reported", "Not reported"),
                            ("not_applicable", "Not applicable"),
                            ("withheld", "Not disclosed"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="why there is no value",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator value",
                "verbose_name_plural": "historical indicator values",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorValue",
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
                    "year",
                    models.PositiveSmallIntegerField(
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
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="value",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "No data"),
                            ("not_reported", "Not reported"),
                            ("not_applicable", "Not applicable"),
                            ("withheld", "Not disclosed"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="why there is no value",
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_values",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="cities.indicator",
                        verbose_name="indicator",
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
                "verbose_name": "indicator value",
                "verbose_name_plural": "indicator values",
                "ordering": ["indicator", "city", "-year", "pk"],
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
                        records.ordering.BytewiseCollation("slug"),
                        models.F("id"),
                        name="indicatorvalue_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="indicatorvalue_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(9999)),
                        models.F("id"),
                        name="indicatorvalue_year_asc",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="indicatorvalue_year_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="cities_indicatorvalue_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_indicatorvalue_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["missing", "not_reported", "not_applicable", "withheld", ""])
                        ),
                        name="cities_indicatorvalue_reason_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="cities_indicatorvalue_precision_code",
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
                        name="cities_indicatorvalue_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="cities_indicatorvalue_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_indicatorvalue_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.UniqueConstraint(
                        fields=("indicator", "city", "period_en", "period_zh_hans", "year"),
                        name="cities_indicatorvalue_once",
                        violation_error_message="This city has a value of the indicator for that year already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("value__isnull", False)),
                            models.Q(("value__isnull", True), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cities_indicatorvalue_value_or_reason",
                        violation_error_message="Give a value, or the reason why there is none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileSection",
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
                    "heading_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="heading (English)"
                    ),
                ),
                (
                    "heading_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="heading (简体)"),
                ),
                (
                    "heading_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="heading (繁體)",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile",
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
                "verbose_name": "profile section",
                "verbose_name_plural": "profile sections",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "key"),
                        name="cities_profilesection_city_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="cities_profilesection_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_profilesection_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Province"),
                            ("autonomous_region", "Autonomous region"),
                            ("municipality", "Municipality"),
                            ("sar", "Special administrative region"),
                            ("foreign_region", "Region abroad"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2, validators=[records.validators.validate_country], verbose_name="country"
                    ),
                ),
                (
                    "admin_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{6}\\Z", "Six digits of GB/T 2260, as in 220100."
                            )
                        ],
                        verbose_name="administrative code",
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
                "verbose_name": "region",
                "verbose_name_plural": "regions",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="region_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="region_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="cities_region_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_region_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["province", "autonomous_region", "municipality", "sar", "foreign_region"],
                            )
                        ),
                        name="cities_region_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("admin_code", ""), _negated=True),
                        fields=("admin_code",),
                        name="cities_region_admin_code_once",
                        violation_error_message="Another place has this code already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCity",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality (province level)"),
                            ("prefecture_level", "Prefecture-level city"),
                            ("autonomous_prefecture", "Autonomous prefecture"),
                            ("county", "County or county-level city"),
                            ("district", "District"),
                            ("new_area", "New area"),
                            ("sar", "Special administrative region"),
                            ("city", "City abroad"),
                            ("prefecture", "Japanese prefecture"),
                        ],
                        max_length=24,
                        verbose_name="type",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2, validators=[records.validators.validate_country], verbose_name="country"
                    ),
                ),
                (
                    "admin_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{6}\\Z", "Six digits of GB/T 2260, as in 220100."
                            )
                        ],
                        verbose_name="administrative code",
                    ),
                ),
                (
                    "lat",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "lon",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "coordinates_note_en",
                    models.TextField(
                        blank=True, default="", verbose_name="note on the coordinates (English)"
                    ),
                ),
                (
                    "coordinates_note_zh_hans",
                    models.TextField(blank=True, default="", verbose_name="note on the coordinates (简体)"),
                ),
                (
                    "coordinates_note_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="note on the coordinates (繁體)",
                    ),
                ),
                (
                    "main_industries",
                    records.fields.TextListField(blank=True, default=list, verbose_name="main industries"),
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
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The city of a district, county or new area.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.city",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cities.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical city",
                "verbose_name_plural": "historical cities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="city",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cities",
                to="cities.region",
                verbose_name="region",
            ),
        ),
        migrations.CreateModel(
            name="CityFigure",
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_facts",
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
            ],
            options={
                "verbose_name": "key fact",
                "verbose_name_plural": "key facts",
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
                        name="cities_cityfigure_unit_code",
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
                        name="cities_cityfigure_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="cities_cityfigure_precision_code",
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
                        name="cities_cityfigure_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="cities_cityfigure_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_cityfigure_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="cities_cityfigure_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_cityfigure_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "key"),
                        name="cities_cityfigure_city_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                ],
            },
        ),
    ]
