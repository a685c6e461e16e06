from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import initiatives.models.material
import records.choices
import records.fields
import records.ordering
import records.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("cities", "0001_initial"),
        ("coalition", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BusinessInitiative",
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
                    "sector",
                    models.CharField(
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        max_length=24,
                        verbose_name="sector",
                    ),
                ),
                (
                    "lead_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="led by (English)"),
                ),
                (
                    "lead_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="led by (简体)"),
                ),
                (
                    "lead_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="led by (繁體)",
                    ),
                ),
                ("partners", records.fields.TextListField(blank=True, default=list, verbose_name="partners")),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="businesses",
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
                "verbose_name": "circular business",
                "verbose_name_plural": "circular businesses",
                "ordering": ["-year", "slug"],
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
                        name="businessinitiative_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="businessinitiative_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(9999)),
                        models.F("id"),
                        name="businessinitiative_year_asc",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="businessinitiative_year_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_businessinitiative_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_businessinitiative_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sector__in",
                                [
                                    "agriculture",
                                    "automotive",
                                    "building_materials",
                                    "cement",
                                    "chemicals",
                                    "coal",
                                    "construction",
                                    "e_mobility",
                                    "fertiliser",
                                    "food",
                                    "heat_and_gas",
                                    "households",
                                    "logistics_packaging",
                                    "metals",
                                    "minerals",
                                    "mixed_industry",
                                    "paper",
                                    "power",
                                    "recycling",
                                    "salt",
                                    "steel",
                                    "textiles",
                                    "waste_treatment",
                                    "water",
                                ],
                            )
                        ),
                        name="initiatives_businessinitiative_sector_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_businessinitiative_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_businessinitiative_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessFigure",
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
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="initiatives.businessinitiative",
                        verbose_name="circular business",
                    ),
                ),
            ],
            options={
                "verbose_name": "result",
                "verbose_name_plural": "results",
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
                        name="initiatives_businessfigure_unit_code",
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
                        name="initiatives_businessfigure_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_businessfigure_precision_code",
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
                        name="initiatives_businessfigure_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_businessfigure_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_businessfigure_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_businessfigure_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_businessfigure_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("business", "key"),
                        name="initiatives_businessfigure_business_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBusinessFigure",
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
                    "business",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.businessinitiative",
                        verbose_name="circular business",
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
                "verbose_name": "historical result",
                "verbose_name_plural": "historical results",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBusinessInitiative",
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
                    "sector",
                    models.CharField(
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        max_length=24,
                        verbose_name="sector",
                    ),
                ),
                (
                    "lead_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="led by (English)"),
                ),
                (
                    "lead_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="led by (简体)"),
                ),
                (
                    "lead_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="led by (繁體)",
                    ),
                ),
                ("partners", records.fields.TextListField(blank=True, default=list, verbose_name="partners")),
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
            ],
            options={
                "verbose_name": "historical circular business",
                "verbose_name_plural": "historical circular businesses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndustrialPark",
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
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "National level"),
                            ("municipal", "Municipal level"),
                            ("provincial", "Provincial level"),
                        ],
                        default="",
                        help_text="Empty: not known.",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("economic_development_zone", "Economic development zone"),
                            ("high_tech_zone", "High-tech zone"),
                            ("free_trade_zone", "Bonded zone"),
                            ("industrial_park", "Industrial park"),
                            ("chemical_park", "Chemical park"),
                            ("circular_economy_park", "Circular economy park"),
                            ("bulk_solid_waste_base", "Bulk solid waste utilisation base"),
                            ("urban_mining_base", "Urban mining base"),
                            ("resource_recycling_base", "Resource recycling base"),
                            ("company_complex", "Industrial complex of one company"),
                            ("symbiosis_project", "Industrial symbiosis project"),
                            ("city_wide_symbiosis", "City-wide symbiosis"),
                        ],
                        max_length=28,
                        verbose_name="type",
                    ),
                ),
                (
                    "established",
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
                        verbose_name="established",
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
                    "applies_symbiosis",
                    models.BooleanField(
                        blank=True,
                        help_text="Empty: not known.",
                        null=True,
                        verbose_name="applies industrial symbiosis",
                    ),
                ),
                (
                    "symbiosis_since",
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
                        verbose_name="industrial symbiosis since",
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
            ],
            options={
                "verbose_name": "historical industrial park",
                "verbose_name_plural": "historical industrial parks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProcurementCase",
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
                    "authority_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="contracting authority (English)"
                    ),
                ),
                (
                    "authority_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="contracting authority (简体)"
                    ),
                ),
                (
                    "authority_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="contracting authority (繁體)",
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
                    "period_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="period (English)"),
                ),
                (
                    "period_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="period (简体)"),
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
                    "object_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="item bought (English)"
                    ),
                ),
                (
                    "object_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="item bought (简体)"
                    ),
                ),
                (
                    "object_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="item bought (繁體)",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("cooling", "Air conditioning"),
                            ("furniture", "Furniture"),
                            ("chemicals_in_products", "Chemicals in products"),
                            ("office_equipment", "Office equipment"),
                            ("construction_products", "Construction products"),
                        ],
                        max_length=24,
                        verbose_name="category",
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
                ("lessons_en", models.TextField(blank=True, default="", verbose_name="lessons (English)")),
                ("lessons_zh_hans", models.TextField(blank=True, default="", verbose_name="lessons (简体)")),
                (
                    "lessons_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="lessons (繁體)",
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
                "verbose_name": "historical procurement case",
                "verbose_name_plural": "historical procurement cases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalZeroWastePilot",
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
                        choices=[("pilot", "City"), ("special_area", "Special area")],
                        max_length=14,
                        verbose_name="type",
                    ),
                ),
                (
                    "named",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="selected"
                    ),
                ),
                (
                    "waste_areas",
                    records.fields.CodeListField(blank=True, default=list, verbose_name="waste areas"),
                ),
                (
                    "plan_title_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="title of the plan (English)"
                    ),
                ),
                (
                    "plan_title_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="title of the plan (简体)"
                    ),
                ),
                (
                    "plan_title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title of the plan (繁體)",
                    ),
                ),
                (
                    "plan_from",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="plan from"
                    ),
                ),
                (
                    "plan_to",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="plan to"
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
                "verbose_name": "historical zero-waste city or area",
                "verbose_name_plural": "historical zero-waste cities and areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndustrialPark",
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
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "National level"),
                            ("municipal", "Municipal level"),
                            ("provincial", "Provincial level"),
                        ],
                        default="",
                        help_text="Empty: not known.",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("economic_development_zone", "Economic development zone"),
                            ("high_tech_zone", "High-tech zone"),
                            ("free_trade_zone", "Bonded zone"),
                            ("industrial_park", "Industrial park"),
                            ("chemical_park", "Chemical park"),
                            ("circular_economy_park", "Circular economy park"),
                            ("bulk_solid_waste_base", "Bulk solid waste utilisation base"),
                            ("urban_mining_base", "Urban mining base"),
                            ("resource_recycling_base", "Resource recycling base"),
                            ("company_complex", "Industrial complex of one company"),
                            ("symbiosis_project", "Industrial symbiosis project"),
                            ("city_wide_symbiosis", "City-wide symbiosis"),
                        ],
                        max_length=28,
                        verbose_name="type",
                    ),
                ),
                (
                    "established",
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
                        verbose_name="established",
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
                    "applies_symbiosis",
                    models.BooleanField(
                        blank=True,
                        help_text="Empty: not known.",
                        null=True,
                        verbose_name="applies industrial symbiosis",
                    ),
                ),
                (
                    "symbiosis_since",
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
                        verbose_name="industrial symbiosis since",
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
                        related_name="parks",
                        to="cities.city",
                        verbose_name="city",
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
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
            ],
            options={
                "verbose_name": "industrial park",
                "verbose_name_plural": "industrial parks",
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
                        records.ordering.BytewiseCollation("slug"),
                        models.F("id"),
                        name="industrialpark_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="industrialpark_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_industrialpark_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["national", "municipal", "provincial", ""])),
                        name="initiatives_industrialpark_level_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "economic_development_zone",
                                    "high_tech_zone",
                                    "free_trade_zone",
                                    "industrial_park",
                                    "chemical_park",
                                    "circular_economy_park",
                                    "bulk_solid_waste_base",
                                    "urban_mining_base",
                                    "resource_recycling_base",
                                    "company_complex",
                                    "symbiosis_project",
                                    "city_wide_symbiosis",
                                ],
                            )
                        ),
                        name="initiatives_industrialpark_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_industrialpark_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("established__isnull", True),
                            ("established__range", (1900, 2100)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_established_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("symbiosis_since__isnull", True),
                            ("symbiosis_since__range", (1900, 2100)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_symbiosis_since_range",
                        violation_error_message="Write a year between 1900 and 2100.",
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
                        name="initiatives_industrialpark_coordinates",
                        violation_error_message="Give both latitude and longitude, within their ranges, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("symbiosis_since__isnull", True),
                            models.Q(("applies_symbiosis", True), ("applies_symbiosis__isnull", False)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_symbiosis_since",
                        violation_error_message="A park that has applied symbiosis since a year applies it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParkFigure",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.industrialpark",
                        verbose_name="park",
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
            name="HistoricalFacility",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incineration", "Waste incineration"),
                            ("food_waste", "Food waste treatment"),
                            ("medical_waste", "Medical waste treatment"),
                            ("hazardous_waste", "Hazardous waste treatment"),
                            ("construction_waste", "Construction waste treatment"),
                            ("solid_waste", "Solid waste treatment"),
                            ("sludge", "Sludge drying"),
                            ("wastewater", "Wastewater treatment"),
                            ("vehicle_dismantling", "Vehicle dismantling"),
                            ("e_waste", "Appliance and electronics dismantling"),
                            ("battery_recycling", "Battery recycling"),
                            ("power_plant", "Power or co-generation plant"),
                            ("mine", "Mine"),
                            ("kaolin", "Kaolin plant"),
                            ("bricks", "Brickworks"),
                            ("cement", "Cement works"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("operating", "Operating"), ("planned", "Planned")],
                        max_length=10,
                        verbose_name="status",
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
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.industrialpark",
                        verbose_name="park",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical facility",
                "verbose_name_plural": "historical facilities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDesignation",
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
                    "batch",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(999),
                        ],
                        verbose_name="batch",
                    ),
                ),
                (
                    "named",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="selected"
                    ),
                ),
                (
                    "accepted",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="passed final check"
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
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.industrialpark",
                        verbose_name="park",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical designation",
                "verbose_name_plural": "historical designations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Facility",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incineration", "Waste incineration"),
                            ("food_waste", "Food waste treatment"),
                            ("medical_waste", "Medical waste treatment"),
                            ("hazardous_waste", "Hazardous waste treatment"),
                            ("construction_waste", "Construction waste treatment"),
                            ("solid_waste", "Solid waste treatment"),
                            ("sludge", "Sludge drying"),
                            ("wastewater", "Wastewater treatment"),
                            ("vehicle_dismantling", "Vehicle dismantling"),
                            ("e_waste", "Appliance and electronics dismantling"),
                            ("battery_recycling", "Battery recycling"),
                            ("power_plant", "Power or co-generation plant"),
                            ("mine", "Mine"),
                            ("kaolin", "Kaolin plant"),
                            ("bricks", "Brickworks"),
                            ("cement", "Cement works"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("operating", "Operating"), ("planned", "Planned")],
                        max_length=10,
                        verbose_name="status",
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
                (
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilities",
                        to="initiatives.industrialpark",
                        verbose_name="park",
                    ),
                ),
            ],
            options={
                "verbose_name": "facility",
                "verbose_name_plural": "facilities",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("park_id"), models.F("position"), models.F("id"), name="facility_in_order"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("park", "key"),
                        name="initiatives_facility_park_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "incineration",
                                    "food_waste",
                                    "medical_waste",
                                    "hazardous_waste",
                                    "construction_waste",
                                    "solid_waste",
                                    "sludge",
                                    "wastewater",
                                    "vehicle_dismantling",
                                    "e_waste",
                                    "battery_recycling",
                                    "power_plant",
                                    "mine",
                                    "kaolin",
                                    "bricks",
                                    "cement",
                                ],
                            )
                        ),
                        name="initiatives_facility_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["operating", "planned"])),
                        name="initiatives_facility_status_code",
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
                        name="initiatives_facility_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Designation",
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
                    "batch",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(999),
                        ],
                        verbose_name="batch",
                    ),
                ),
                (
                    "named",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="selected"
                    ),
                ),
                (
                    "accepted",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="passed final check"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
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
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
                        to="initiatives.industrialpark",
                        verbose_name="park",
                    ),
                ),
            ],
            options={
                "verbose_name": "designation",
                "verbose_name_plural": "designations",
                "ordering": ["programme", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="designation_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="designation_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("named")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="designation_named_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("named")),
                        models.F("id"),
                        name="designation_named_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_designation_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_designation_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_designation_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("named", ""),
                            models.Q(("named__gte", "1900"), ("named__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_designation_named_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", ""),
                            models.Q(("accepted__gte", "1900"), ("accepted__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_designation_accepted_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", ""),
                            ("named", ""),
                            ("accepted__gte", models.F("named")),
                            ("named__startswith", models.F("accepted")),
                            _connector="OR",
                        ),
                        name="initiatives_designation_named_accepted",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("batch__isnull", True), ("batch__range", (1, 999)), _connector="OR"
                        ),
                        name="initiatives_designation_batch_range",
                        violation_error_message="A batch has a number between 1 and 999.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("city__isnull", True), ("park__isnull", False)),
                            models.Q(("city__isnull", False), ("park__isnull", True)),
                            _connector="OR",
                        ),
                        name="initiatives_designation_park_or_city",
                        violation_error_message="Give a park or a city, not both.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "park"),
                        name="initiatives_designation_park_once",
                        violation_error_message="That this programme has named it is recorded already.",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "city"),
                        name="initiatives_designation_city_once",
                        violation_error_message="That this programme has named it is recorded already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
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
                    "waste_area",
                    models.CharField(
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "ewc_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2} [0-9]{2} [0-9]{2}\\*?\\Z",
                                "Three pairs of digits, with * for hazardous waste, as in “10 01 02”.",
                            )
                        ],
                        verbose_name="European waste code",
                    ),
                ),
                (
                    "national_code",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Industry, serial number and class: 900-001-S17; hazardous waste: 900-249-08 or HW08.",
                        max_length=12,
                        validators=[initiatives.models.material.validate_national_code],
                        verbose_name="national waste code",
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
                    "ewc_sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="records.source",
                        verbose_name="sources of the waste code",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="initiatives.material",
                        verbose_name="type of",
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
                "verbose_name": "material",
                "verbose_name_plural": "materials",
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="material_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="material_by_update",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_material_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_material_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "waste_area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous"],
                            )
                        ),
                        name="initiatives_material_waste_area_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_material_not_its_own_parent",
                        violation_error_message="A material can't be a kind of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMaterialFlow",
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
                    "from_name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="from (English)"),
                ),
                (
                    "from_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="from (简体)"),
                ),
                (
                    "from_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="from (繁體)",
                    ),
                ),
                (
                    "from_sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="supplying sector",
                    ),
                ),
                (
                    "to_name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="to (English)"),
                ),
                (
                    "to_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="to (简体)"),
                ),
                (
                    "to_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="to (繁體)",
                    ),
                ),
                (
                    "to_sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="receiving sector",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Empty: amount not known.",
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="quantity",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=20,
                        verbose_name="unit",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "Operating"),
                            ("planned", "Planned"),
                            ("unused", "Not yet used"),
                            ("not_recorded", "Not known"),
                        ],
                        max_length=14,
                        verbose_name="status",
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
                    "park",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.industrialpark",
                        verbose_name="park",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.material",
                        verbose_name="material",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical material flow",
                "verbose_name_plural": "historical material flows",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMaterial",
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
                    "waste_area",
                    models.CharField(
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "ewc_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{2} [0-9]{2} [0-9]{2}\\*?\\Z",
                                "Three pairs of digits, with * for hazardous waste, as in “10 01 02”.",
                            )
                        ],
                        verbose_name="European waste code",
                    ),
                ),
                (
                    "national_code",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Industry, serial number and class: 900-001-S17; hazardous waste: 900-249-08 or HW08.",
                        max_length=12,
                        validators=[initiatives.models.material.validate_national_code],
                        verbose_name="national waste code",
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.material",
                        verbose_name="type of",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical material",
                "verbose_name_plural": "historical materials",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MaterialFlow",
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
                    "from_name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="from (English)"),
                ),
                (
                    "from_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="from (简体)"),
                ),
                (
                    "from_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="from (繁體)",
                    ),
                ),
                (
                    "from_sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="supplying sector",
                    ),
                ),
                (
                    "to_name_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="to (English)"),
                ),
                (
                    "to_name_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="to (简体)"),
                ),
                (
                    "to_name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="to (繁體)",
                    ),
                ),
                (
                    "to_sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agriculture", "Agriculture"),
                            ("automotive", "Automotive industry"),
                            ("building_materials", "Building materials"),
                            ("cement", "Cement"),
                            ("chemicals", "Chemicals"),
                            ("coal", "Coal"),
                            ("construction", "Construction"),
                            ("e_mobility", "Electric mobility"),
                            ("fertiliser", "Fertiliser"),
                            ("food", "Food, drink and sugar"),
                            ("heat_and_gas", "Heat and gas supply"),
                            ("households", "Households and city services"),
                            ("logistics_packaging", "Logistics and packaging"),
                            ("metals", "Non-ferrous and mixed metals"),
                            ("minerals", "Mining and minerals"),
                            ("mixed_industry", "Several industries"),
                            ("paper", "Pulp and paper"),
                            ("power", "Power and co-generation"),
                            ("recycling", "Collection and recycling"),
                            ("salt", "Salt works"),
                            ("steel", "Iron and steel"),
                            ("textiles", "Textiles and dyeing"),
                            ("waste_treatment", "Waste treatment"),
                            ("water", "Water and sewage works"),
                        ],
                        default="",
                        max_length=24,
                        verbose_name="receiving sector",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Empty: amount not known.",
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="quantity",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=20,
                        verbose_name="unit",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("operating", "Operating"),
                            ("planned", "Planned"),
                            ("unused", "Not yet used"),
                            ("not_recorded", "Not known"),
                        ],
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flows",
                        to="initiatives.material",
                        verbose_name="material",
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flows",
                        to="initiatives.industrialpark",
                        verbose_name="park",
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
                "verbose_name": "material flow",
                "verbose_name_plural": "material flows",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("park_id"),
                        models.F("position"),
                        models.F("id"),
                        name="materialflow_in_order",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("park", "key"),
                        name="initiatives_materialflow_park_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_sector__in",
                                [
                                    "agriculture",
                                    "automotive",
                                    "building_materials",
                                    "cement",
                                    "chemicals",
                                    "coal",
                                    "construction",
                                    "e_mobility",
                                    "fertiliser",
                                    "food",
                                    "heat_and_gas",
                                    "households",
                                    "logistics_packaging",
                                    "metals",
                                    "minerals",
                                    "mixed_industry",
                                    "paper",
                                    "power",
                                    "recycling",
                                    "salt",
                                    "steel",
                                    "textiles",
                                    "waste_treatment",
                                    "water",
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_materialflow_from_sector_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_sector__in",
                                [
                                    "agriculture",
                                    "automotive",
                                    "building_materials",
                                    "cement",
                                    "chemicals",
                                    "coal",
                                    "construction",
                                    "e_mobility",
                                    "fertiliser",
                                    "food",
                                    "heat_and_gas",
                                    "households",
                                    "logistics_packaging",
                                    "metals",
                                    "minerals",
                                    "mixed_industry",
                                    "paper",
                                    "power",
                                    "recycling",
                                    "salt",
                                    "steel",
                                    "textiles",
                                    "waste_treatment",
                                    "water",
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_materialflow_to_sector_code",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_materialflow_unit_code",
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
                        name="initiatives_materialflow_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_materialflow_precision_code",
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
                        name="initiatives_materialflow_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_materialflow_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["operating", "planned", "unused", "not_recorded"])
                        ),
                        name="initiatives_materialflow_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_materialflow_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        name="initiatives_materialflow_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__isnull", True), ("unit", "")),
                            models.Q(("value__isnull", False), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="initiatives_materialflow_value_and_unit",
                        violation_error_message="Give a quantity with its unit, or neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkFigure",
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
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_facts",
                        to="initiatives.industrialpark",
                        verbose_name="park",
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
                        name="initiatives_parkfigure_unit_code",
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
                        name="initiatives_parkfigure_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_parkfigure_precision_code",
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
                        name="initiatives_parkfigure_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_parkfigure_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_parkfigure_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_parkfigure_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_parkfigure_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("park", "key"),
                        name="initiatives_parkfigure_park_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementCase",
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
                    "authority_en",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="contracting authority (English)"
                    ),
                ),
                (
                    "authority_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="contracting authority (简体)"
                    ),
                ),
                (
                    "authority_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=200,
                        verbose_name="contracting authority (繁體)",
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
                    "period_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="period (English)"),
                ),
                (
                    "period_zh_hans",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="period (简体)"),
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
                    "object_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="item bought (English)"
                    ),
                ),
                (
                    "object_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="item bought (简体)"
                    ),
                ),
                (
                    "object_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="item bought (繁體)",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("cooling", "Air conditioning"),
                            ("furniture", "Furniture"),
                            ("chemicals_in_products", "Chemicals in products"),
                            ("office_equipment", "Office equipment"),
                            ("construction_products", "Construction products"),
                        ],
                        max_length=24,
                        verbose_name="category",
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
                ("lessons_en", models.TextField(blank=True, default="", verbose_name="lessons (English)")),
                ("lessons_zh_hans", models.TextField(blank=True, default="", verbose_name="lessons (简体)")),
                (
                    "lessons_zh_hant",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        verbose_name="lessons (繁體)",
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procurement_cases",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procurement_cases",
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
                "verbose_name": "procurement case",
                "verbose_name_plural": "procurement cases",
                "ordering": ["-year", "slug"],
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
                        name="procurementcase_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="procurementcase_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(9999)),
                        models.F("id"),
                        name="procurementcase_year_asc",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="procurementcase_year_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_procurementcase_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_procurementcase_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "cooling",
                                    "furniture",
                                    "chemicals_in_products",
                                    "office_equipment",
                                    "construction_products",
                                ],
                            )
                        ),
                        name="initiatives_procurementcase_category_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementcase_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementAward",
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
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="initiatives.procurementcase",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "key"),
                        name="initiatives_procurementaward_case_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementaward_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProcurementOutcome",
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
                    "is_saving",
                    models.BooleanField(
                        default=False, help_text="Something saved, or to be saved.", verbose_name="a saving"
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.procurementcase",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical outcome",
                "verbose_name_plural": "historical outcomes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProcurementAward",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.procurementcase",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical award",
                "verbose_name_plural": "historical awards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
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
                    models.CharField(blank=True, default="", max_length=300, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("requirement", "Mandatory requirement"), ("award", "Award criterion")],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "weight_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A weight lies between 0 and 100 percent."
                            ),
                            django.core.validators.MaxValueValidator(
                                100, "A weight lies between 0 and 100 percent."
                            ),
                        ],
                        verbose_name="weight (%)",
                    ),
                ),
                (
                    "previous_weight_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A weight lies between 0 and 100 percent."
                            ),
                            django.core.validators.MaxValueValidator(
                                100, "A weight lies between 0 and 100 percent."
                            ),
                        ],
                        verbose_name="weight before (%)",
                    ),
                ),
                (
                    "threshold_operator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "at least"), ("at_most", "at most"), ("exactly", "exactly")],
                        default="",
                        max_length=8,
                        verbose_name="threshold is",
                    ),
                ),
                (
                    "threshold_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="threshold",
                    ),
                ),
                (
                    "threshold_unit",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=20,
                        verbose_name="unit of the threshold",
                    ),
                ),
                (
                    "is_environmental",
                    models.BooleanField(default=False, verbose_name="about the environment"),
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
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.procurementcase",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical criterion",
                "verbose_name_plural": "historical criteria",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Criterion",
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
                    models.CharField(blank=True, default="", max_length=300, verbose_name="name (English)"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="name (简体)"),
                ),
                (
                    "name_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="name (繁體)",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("requirement", "Mandatory requirement"), ("award", "Award criterion")],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "weight_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A weight lies between 0 and 100 percent."
                            ),
                            django.core.validators.MaxValueValidator(
                                100, "A weight lies between 0 and 100 percent."
                            ),
                        ],
                        verbose_name="weight (%)",
                    ),
                ),
                (
                    "previous_weight_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A weight lies between 0 and 100 percent."
                            ),
                            django.core.validators.MaxValueValidator(
                                100, "A weight lies between 0 and 100 percent."
                            ),
                        ],
                        verbose_name="weight before (%)",
                    ),
                ),
                (
                    "threshold_operator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "at least"), ("at_most", "at most"), ("exactly", "exactly")],
                        default="",
                        max_length=8,
                        verbose_name="threshold is",
                    ),
                ),
                (
                    "threshold_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        validators=[records.validators.validate_amount],
                        verbose_name="threshold",
                    ),
                ),
                (
                    "threshold_unit",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=20,
                        verbose_name="unit of the threshold",
                    ),
                ),
                (
                    "is_environmental",
                    models.BooleanField(default=False, verbose_name="about the environment"),
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="initiatives.procurementcase",
                        verbose_name="case",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "key"),
                        name="initiatives_criterion_case_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["requirement", "award"])),
                        name="initiatives_criterion_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("threshold_operator__in", ["at_least", "at_most", "exactly", ""])
                        ),
                        name="initiatives_criterion_threshold_operator_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "threshold_unit__in",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_criterion_threshold_unit_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight_percent__isnull", True),
                            ("weight_percent__range", (Decimal("0"), Decimal("100"))),
                            _connector="OR",
                        ),
                        name="initiatives_criterion_weight_percent_share",
                        violation_error_message="A weight lies between 0 and 100 percent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("previous_weight_percent__isnull", True),
                            ("previous_weight_percent__range", (Decimal("0"), Decimal("100"))),
                            _connector="OR",
                        ),
                        name="initiatives_criterion_previous_weight_percent_share",
                        violation_error_message="A weight lies between 0 and 100 percent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("threshold_value__isnull", True),
                                ("threshold_operator", ""),
                                ("threshold_unit", ""),
                            ),
                            models.Q(
                                ("threshold_value__isnull", False),
                                models.Q(("threshold_operator", ""), _negated=True),
                                models.Q(("threshold_unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="initiatives_criterion_threshold",
                        violation_error_message="Give a threshold with its operator and unit, or none of the three.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementOutcome",
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
                    "is_saving",
                    models.BooleanField(
                        default=False, help_text="Something saved, or to be saved.", verbose_name="a saving"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="initiatives.procurementcase",
                        verbose_name="case",
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
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
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
                        name="initiatives_procurementoutcome_unit_code",
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
                        name="initiatives_procurementoutcome_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_procurementoutcome_precision_code",
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
                        name="initiatives_procurementoutcome_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_procurementoutcome_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementoutcome_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_procurementoutcome_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_procurementoutcome_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "key"),
                        name="initiatives_procurementoutcome_case_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZeroWastePilot",
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
                        choices=[("pilot", "City"), ("special_area", "Special area")],
                        max_length=14,
                        verbose_name="type",
                    ),
                ),
                (
                    "named",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="selected"
                    ),
                ),
                (
                    "waste_areas",
                    records.fields.CodeListField(blank=True, default=list, verbose_name="waste areas"),
                ),
                (
                    "plan_title_en",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="title of the plan (English)"
                    ),
                ),
                (
                    "plan_title_zh_hans",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="title of the plan (简体)"
                    ),
                ),
                (
                    "plan_title_zh_hant",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Leave empty to convert the Simplified text; fill in only what must differ.",
                        max_length=300,
                        verbose_name="title of the plan (繁體)",
                    ),
                ),
                (
                    "plan_from",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="plan from"
                    ),
                ),
                (
                    "plan_to",
                    records.fields.StatedDateField(
                        blank=True, default="", max_length=10, verbose_name="plan to"
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
                        related_name="pilots",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "plan_sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources of the plan"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilots",
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
                "verbose_name": "zero-waste city or area",
                "verbose_name_plural": "zero-waste cities and areas",
                "ordering": ["city__name_en", "named", "pk"],
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
                        name="zerowastepilot_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="zerowastepilot_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                records.ordering.BytewiseCollation(models.F("named")), models.Value("")
                            ),
                            models.Value("9999"),
                        ),
                        models.F("id"),
                        name="zerowastepilot_named_asc",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("named")),
                        models.F("id"),
                        name="zerowastepilot_named_desc",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_review", "published", "archived"])),
                        name="initiatives_zerowastepilot_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_published_at",
                        violation_error_message="A published record needs the time of its first publication.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pilot", "special_area"])),
                        name="initiatives_zerowastepilot_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_zerowastepilot_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("named", ""),
                            models.Q(("named__gte", "1900"), ("named__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_named_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_from", ""),
                            models.Q(("plan_from__gte", "1900"), ("plan_from__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_plan_from_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_to", ""),
                            models.Q(("plan_to__gte", "1900"), ("plan_to__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_plan_to_date",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_to", ""),
                            ("plan_from", ""),
                            ("plan_to__gte", models.F("plan_from")),
                            ("plan_from__startswith", models.F("plan_to")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_plan_from_plan_to",
                        violation_error_message="The end can't lie before the beginning.",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "programme"),
                        name="initiatives_zerowastepilot_once_a_round",
                        violation_error_message="This city is already listed in that round.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotFigure",
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
                ("is_plan", models.BooleanField(default=False, verbose_name="from the plan")),
                (
                    "area",
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
                        help_text="The waste area it belongs to. Empty: several, or none.",
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
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
                        name="initiatives_pilotfigure_unit_code",
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
                        name="initiatives_pilotfigure_basis_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_pilotfigure_precision_code",
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
                        name="initiatives_pilotfigure_evidence_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attested_by__in", ["official", "reported", "hub_page_only"])),
                        name="initiatives_pilotfigure_attested_by_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotfigure_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_pilotfigure_value_not_negative",
                        violation_error_message="An amount can't be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_pilotfigure_calendar_year",
                        violation_error_message="A year as the value lies between 1900 and 2200.",
                    ),
                    models.UniqueConstraint(
                        fields=("pilot", "key"),
                        name="initiatives_pilotfigure_pilot_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="initiatives_pilotfigure_area_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotAward",
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
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pilot", "key"),
                        name="initiatives_pilotaward_pilot_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotaward_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotAction",
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
                    "area",
                    models.CharField(
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("management_scheme", "Waste management schemes"),
                            ("reverse_supply_chain", "Reverse logistics"),
                            ("tracking_monitoring", "Tracking and monitoring"),
                            ("regulation", "Rules and standards"),
                            ("infrastructure", "Infrastructure"),
                            ("awareness", "Public awareness"),
                        ],
                        max_length=24,
                        verbose_name="type of action",
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
                    "status",
                    models.CharField(
                        choices=[("done", "Done"), ("under_way", "Under way"), ("draft_rule", "Draft")],
                        max_length=12,
                        verbose_name="status",
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
                    "sources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="records.source", verbose_name="sources"
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("pilot_id"),
                        models.F("position"),
                        models.F("id"),
                        name="pilotaction_in_order",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pilot", "key"),
                        name="initiatives_pilotaction_pilot_key",
                        violation_error_message="This record already has a part with that key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous"],
                            )
                        ),
                        name="initiatives_pilotaction_area_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "management_scheme",
                                    "reverse_supply_chain",
                                    "tracking_monitoring",
                                    "regulation",
                                    "infrastructure",
                                    "awareness",
                                ],
                            )
                        ),
                        name="initiatives_pilotaction_kind_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["done", "under_way", "draft_rule"])),
                        name="initiatives_pilotaction_status_code",
                        violation_error_message="Choose one of the values that are offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotaction_year_range",
                        violation_error_message="Write a year between 1900 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPilotFigure",
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
                ("is_plan", models.BooleanField(default=False, verbose_name="from the plan")),
                (
                    "area",
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
                        help_text="The waste area it belongs to. Empty: several, or none.",
                        max_length=16,
                        verbose_name="waste area",
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
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical figure",
                "verbose_name_plural": "historical figures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPilotAward",
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
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical award",
                "verbose_name_plural": "historical awards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPilotAction",
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
                    "area",
                    models.CharField(
                        choices=[
                            ("industrial", "Industrial waste"),
                            ("agricultural", "Agricultural waste"),
                            ("domestic", "Municipal waste and lifestyle"),
                            ("construction", "Construction and demolition waste"),
                            ("hazardous", "Hazardous waste"),
                        ],
                        max_length=16,
                        verbose_name="waste area",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("management_scheme", "Waste management schemes"),
                            ("reverse_supply_chain", "Reverse logistics"),
                            ("tracking_monitoring", "Tracking and monitoring"),
                            ("regulation", "Rules and standards"),
                            ("infrastructure", "Infrastructure"),
                            ("awareness", "Public awareness"),
                        ],
                        max_length=24,
                        verbose_name="type of action",
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
                    "status",
                    models.CharField(
                        choices=[("done", "Done"), ("under_way", "Under way"), ("draft_rule", "Draft")],
                        max_length=12,
                        verbose_name="status",
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
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="initiatives.zerowastepilot",
                        verbose_name="pilot",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
