from decimal import Decimal

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import records.choices
import records.fields
import records.ordering


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cities", "0001_initial"),
        ("coalition", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndustrialPark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("level", models.CharField(default="", max_length=12)),
                ("kind", models.CharField(max_length=28)),
                ("established", models.PositiveSmallIntegerField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("applies_symbiosis", models.BooleanField(null=True)),
                ("symbiosis_since", models.PositiveSmallIntegerField(null=True)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parks", to="cities.city"
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="industrialpark_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="initiatives_industrialpark_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_industrialpark_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["national", "municipal", "provincial", ""])),
                        name="initiatives_industrialpark_level_code",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_industrialpark_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_industrialpark_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("established__isnull", True),
                            ("established__range", (1900, 2100)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_established_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("symbiosis_since__isnull", True),
                            ("symbiosis_since__range", (1900, 2100)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_symbiosis_since_range",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("symbiosis_since__isnull", True),
                            models.Q(("applies_symbiosis", True), ("applies_symbiosis__isnull", False)),
                            _connector="OR",
                        ),
                        name="initiatives_industrialpark_symbiosis_since",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilities",
                        to="initiatives.industrialpark",
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
                    models.UniqueConstraint(fields=("park", "key"), name="initiatives_facility_park_key"),
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_facility_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["operating", "planned", ""])),
                        name="initiatives_facility_status_code",
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
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("unit", models.CharField(max_length=20)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("label_en", models.CharField(db_default="", default="", max_length=200)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("measured_property", models.CharField(db_default="other", default="other", max_length=24)),
                (
                    "value",
                    records.fields.DraftOptionalDecimalField(decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_facts",
                        to="initiatives.industrialpark",
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
                                "measured_property__in",
                                [
                                    "population",
                                    "settlement_population",
                                    "area",
                                    "economic_output",
                                    "waste_generated",
                                    "waste_collected",
                                    "waste_used",
                                    "waste_disposed",
                                    "recycling_rate",
                                    "treatment_rate",
                                    "collection_rate",
                                    "treatment_capacity",
                                    "production_capacity",
                                    "product_output",
                                    "energy_output",
                                    "resources_saved",
                                    "emissions",
                                    "water",
                                    "money",
                                    "projects",
                                    "plan_contents",
                                    "places",
                                    "equipment",
                                    "reuse",
                                    "green_share",
                                    "criterion_weight",
                                    "year",
                                    "other",
                                ],
                            )
                        ),
                        name="initiatives_parkfigure_measured_property_code",
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                        name="initiatives_parkfigure_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_type__in",
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
                        name="initiatives_parkfigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_parkfigure_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_parkfigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_parkfigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_parkfigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_parkfigure_calendar_year",
                    ),
                    models.UniqueConstraint(fields=("park", "key"), name="initiatives_parkfigure_park_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Designation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("batch", models.PositiveSmallIntegerField(null=True)),
                (
                    "named",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "accepted",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
                        to="cities.city",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
                        to="coalition.programme",
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designations",
                        to="initiatives.industrialpark",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("named")),
                        models.F("id"),
                        name="designation_by_named",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="initiatives_designation_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_designation_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_designation_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_designation_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("named", ""),
                            models.Q(("named__gte", "1900"), ("named__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_designation_named_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", ""),
                            models.Q(("accepted__gte", "1900"), ("accepted__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_designation_accepted_date",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("batch__isnull", True), ("batch__range", (1, 999)), _connector="OR"
                        ),
                        name="initiatives_designation_batch_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("city__isnull", True), ("park__isnull", False)),
                            models.Q(("city__isnull", False), ("park__isnull", True)),
                            _connector="OR",
                        ),
                        name="initiatives_designation_park_or_city",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "park"), name="initiatives_designation_park_once"
                    ),
                    models.UniqueConstraint(
                        fields=("city", "programme"), name="initiatives_designation_city_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkActor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("recorded", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("is_outside", models.BooleanField(db_default=False, default=False)),
                ("why_en", models.TextField(db_default="", default="")),
                ("why_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "park",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actors",
                        to="initiatives.industrialpark",
                    ),
                ),
            ],
            options={
                "verbose_name": "supplier or receiver",
                "verbose_name_plural": "suppliers and receivers",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.F("park_id"), models.F("position"), models.F("id"), name="parkactor_in_order"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("park", "key"), name="initiatives_parkactor_park_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessInitiative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("title_en", models.CharField(db_default="", default="", max_length=300)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("sector", models.CharField(max_length=24)),
                ("lead_en", models.CharField(db_default="", default="", max_length=200)),
                ("lead_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("partners", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="businesses",
                        to="cities.city",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="businessinitiative_by_name",
                    ),
                    models.Index(
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                            descending=True,
                        ),
                        records.ordering.BytewiseCollation("title_en"),
                        models.F("id"),
                        name="businessinitiative_newest",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation("sector"),
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        include=("status",),
                        name="businessinitiative_by_sector",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slug",), name="initiatives_businessinitiative_slug_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_businessinitiative_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_businessinitiative_published_at",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_businessinitiative_sector_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_businessinitiative_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_businessinitiative_year_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("unit", models.CharField(max_length=20)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("label_en", models.CharField(db_default="", default="", max_length=200)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("measured_property", models.CharField(db_default="other", default="other", max_length=24)),
                (
                    "value",
                    records.fields.DraftOptionalDecimalField(decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="initiatives.businessinitiative",
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
                                "measured_property__in",
                                [
                                    "population",
                                    "settlement_population",
                                    "area",
                                    "economic_output",
                                    "waste_generated",
                                    "waste_collected",
                                    "waste_used",
                                    "waste_disposed",
                                    "recycling_rate",
                                    "treatment_rate",
                                    "collection_rate",
                                    "treatment_capacity",
                                    "production_capacity",
                                    "product_output",
                                    "energy_output",
                                    "resources_saved",
                                    "emissions",
                                    "water",
                                    "money",
                                    "projects",
                                    "plan_contents",
                                    "places",
                                    "equipment",
                                    "reuse",
                                    "green_share",
                                    "criterion_weight",
                                    "year",
                                    "other",
                                ],
                            )
                        ),
                        name="initiatives_businessfigure_measured_property_code",
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                        name="initiatives_businessfigure_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_type__in",
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
                        name="initiatives_businessfigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_businessfigure_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_businessfigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_businessfigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_businessfigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_businessfigure_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("business", "key"), name="initiatives_businessfigure_business_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("name_en", models.CharField(db_default="", default="", max_length=120)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=120)),
                ("waste_area", models.CharField(default="", max_length=16)),
                ("ewc_code", models.CharField(default="", max_length=9)),
                ("national_code", models.CharField(default="", max_length=12)),
                ("treated_by", models.CharField(default="", max_length=20)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("description_en", models.TextField(db_default="", default="")),
                ("description_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="initiatives.material",
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="material_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="initiatives_material_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_material_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_material_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "waste_area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="initiatives_material_waste_area_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "treated_by__in",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_material_treated_by_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_material_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(default="", max_length=10)),
                ("kind", models.CharField(max_length=10)),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="initiatives.material",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "verbose_name_plural": "other names",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["former", "short", "spelling", "code", ""])),
                        name="initiatives_materialname_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="initiatives_materialname_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["code", ""]),
                            models.Q(("language", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_materialname_language",
                    ),
                    models.UniqueConstraint(
                        fields=("material", "key"), name="initiatives_materialname_material_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("from_name_en", models.CharField(db_default="", default="", max_length=200)),
                ("from_name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("from_sector", models.CharField(default="", max_length=24)),
                ("to_name_en", models.CharField(db_default="", default="", max_length=200)),
                ("to_name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("to_sector", models.CharField(default="", max_length=24)),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("unit", models.CharField(default="", max_length=20)),
                ("quantity_of", models.CharField(default="", max_length=20)),
                ("in_larger_flow", models.BooleanField(default=False)),
                ("direction_known", models.BooleanField(default=True)),
                ("loop_of_en", models.CharField(db_default="", default="", max_length=100)),
                ("loop_of_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("returns_as_en", models.CharField(db_default="", default="", max_length=100)),
                ("returns_as_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("status", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "material",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flows",
                        to="initiatives.material",
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flows",
                        to="initiatives.industrialpark",
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
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("value"),
                            models.Value(Decimal("-100000000000000000000")),
                            output_field=models.DecimalField(decimal_places=6, max_digits=26),
                        ),
                        models.F("id"),
                        name="materialflow_by_value",
                    ),
                    models.Index(
                        models.F("material_id"),
                        models.Case(
                            models.When(
                                models.Q(("quantity_of", "material"), ("value__isnull", False)), then=0
                            ),
                            default=1,
                            output_field=models.SmallIntegerField(),
                        ),
                        models.F("to_sector"),
                        models.F("id"),
                        name="materialflow_by_material",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("park", "key"), name="initiatives_materialflow_park_key"),
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_type__in",
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
                        name="initiatives_materialflow_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_materialflow_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_materialflow_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity_of__in",
                                [
                                    "material",
                                    "product",
                                    "capacity_of_plant",
                                    "generated_total",
                                    "saving",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_materialflow_quantity_of_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["operating", "planned", "unused", "not_recorded", ""])
                        ),
                        name="initiatives_materialflow_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_materialflow_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        name="initiatives_materialflow_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__isnull", True), ("unit", "")),
                            models.Q(("value__isnull", False), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="initiatives_materialflow_value_and_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_larger_flow", False), ("quantity_of", "")),
                            ("value__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_materialflow_quantity_of_value",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZeroWastePilot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("city_part_en", models.CharField(db_default="", default="", max_length=100)),
                ("city_part_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("kind", models.CharField(max_length=14)),
                ("naming", models.CharField(default="national_list", max_length=14)),
                (
                    "named",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("waste_areas", records.fields.CodeListField(blank=True, db_default=[], default=list)),
                ("plan_title_en", models.CharField(db_default="", default="", max_length=300)),
                ("plan_title_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                (
                    "plan_from",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "plan_to",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pilots", to="cities.city"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilots",
                        to="coalition.programme",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("named")),
                        models.F("id"),
                        name="zerowastepilot_by_named",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="initiatives_zerowastepilot_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_zerowastepilot_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["city", "special_area", ""])),
                        name="initiatives_zerowastepilot_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("naming__in", ["national_list", "plan"])),
                        name="initiatives_zerowastepilot_naming_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_zerowastepilot_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("named", ""),
                            models.Q(("named__gte", "1900"), ("named__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_named_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_from", ""),
                            models.Q(("plan_from__gte", "1900"), ("plan_from__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_plan_from_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_to", ""),
                            models.Q(("plan_to__gte", "1900"), ("plan_to__lt", "2101")),
                            _connector="OR",
                        ),
                        name="initiatives_zerowastepilot_plan_to_date",
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
                    ),
                    models.UniqueConstraint(
                        fields=("city", "programme"), name="initiatives_zerowastepilot_once_a_round"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("area", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=24)),
                ("title_en", models.CharField(db_default="", default="", max_length=200)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("text_en", models.TextField(db_default="", default="")),
                ("text_zh_hans", models.TextField(db_default="", default="")),
                ("status", models.CharField(max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="initiatives.zerowastepilot",
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
                        fields=("pilot", "key"), name="initiatives_pilotaction_pilot_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="initiatives_pilotaction_area_code",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_pilotaction_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["done", "under_way", "draft_rule", "earlier", ""])
                        ),
                        name="initiatives_pilotaction_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotaction_year_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("unit", models.CharField(max_length=20)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("label_en", models.CharField(db_default="", default="", max_length=200)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("measured_property", models.CharField(db_default="other", default="other", max_length=24)),
                (
                    "value",
                    records.fields.DraftOptionalDecimalField(decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                ("is_plan", models.BooleanField(default=False)),
                ("area", models.CharField(default="", max_length=16)),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="initiatives.zerowastepilot",
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
                                "measured_property__in",
                                [
                                    "population",
                                    "settlement_population",
                                    "area",
                                    "economic_output",
                                    "waste_generated",
                                    "waste_collected",
                                    "waste_used",
                                    "waste_disposed",
                                    "recycling_rate",
                                    "treatment_rate",
                                    "collection_rate",
                                    "treatment_capacity",
                                    "production_capacity",
                                    "product_output",
                                    "energy_output",
                                    "resources_saved",
                                    "emissions",
                                    "water",
                                    "money",
                                    "projects",
                                    "plan_contents",
                                    "places",
                                    "equipment",
                                    "reuse",
                                    "green_share",
                                    "criterion_weight",
                                    "year",
                                    "other",
                                ],
                            )
                        ),
                        name="initiatives_pilotfigure_measured_property_code",
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                        name="initiatives_pilotfigure_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_type__in",
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
                        name="initiatives_pilotfigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_pilotfigure_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_pilotfigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotfigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_pilotfigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_pilotfigure_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("pilot", "key"), name="initiatives_pilotfigure_pilot_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="initiatives_pilotfigure_area_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="initiatives.zerowastepilot",
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
                    models.UniqueConstraint(fields=("pilot", "key"), name="initiatives_pilotaward_pilot_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_pilotaward_year_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("title_en", models.CharField(db_default="", default="", max_length=300)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("authority_en", models.CharField(db_default="", default="", max_length=200)),
                ("authority_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("programme_note_en", models.CharField(db_default="", default="", max_length=300)),
                ("programme_note_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("object_en", models.CharField(db_default="", default="", max_length=300)),
                ("object_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("category", models.CharField(max_length=24)),
                ("approach_en", models.TextField(db_default="", default="")),
                ("approach_zh_hans", models.TextField(db_default="", default="")),
                ("lessons_en", models.TextField(db_default="", default="")),
                ("lessons_zh_hans", models.TextField(db_default="", default="")),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procurement_cases",
                        to="cities.city",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procurement_cases",
                        to="coalition.programme",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="procurementcase_by_name",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="procurementcase_by_year",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="initiatives_procurementcase_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="initiatives_procurementcase_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="initiatives_procurementcase_published_at",
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
                                    "",
                                ],
                            )
                        ),
                        name="initiatives_procurementcase_category_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementcase_year_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=300)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("kind", models.CharField(max_length=12)),
                ("weight_percent", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("previous_weight_percent", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("threshold_operator", models.CharField(default="", max_length=8)),
                ("threshold_value", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("threshold_unit", models.CharField(default="", max_length=20)),
                ("is_environmental", models.BooleanField(default=False)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="initiatives.procurementcase",
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
                    models.UniqueConstraint(fields=("case", "key"), name="initiatives_criterion_case_key"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["requirement", "award", ""])),
                        name="initiatives_criterion_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("threshold_operator__in", ["at_least", "at_most", "exactly", ""])
                        ),
                        name="initiatives_criterion_threshold_operator_code",
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight_percent__isnull", True),
                            ("weight_percent__range", (Decimal("0"), Decimal("100"))),
                            _connector="OR",
                        ),
                        name="initiatives_criterion_weight_percent_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("previous_weight_percent__isnull", True),
                            ("previous_weight_percent__range", (Decimal("0"), Decimal("100"))),
                            _connector="OR",
                        ),
                        name="initiatives_criterion_previous_weight_percent_share",
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
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("unit", models.CharField(max_length=20)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("label_en", models.CharField(db_default="", default="", max_length=200)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("measured_property", models.CharField(db_default="other", default="other", max_length=24)),
                (
                    "value",
                    records.fields.DraftOptionalDecimalField(decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                ("is_saving", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="initiatives.procurementcase",
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
                                "measured_property__in",
                                [
                                    "population",
                                    "settlement_population",
                                    "area",
                                    "economic_output",
                                    "waste_generated",
                                    "waste_collected",
                                    "waste_used",
                                    "waste_disposed",
                                    "recycling_rate",
                                    "treatment_rate",
                                    "collection_rate",
                                    "treatment_capacity",
                                    "production_capacity",
                                    "product_output",
                                    "energy_output",
                                    "resources_saved",
                                    "emissions",
                                    "water",
                                    "money",
                                    "projects",
                                    "plan_contents",
                                    "places",
                                    "equipment",
                                    "reuse",
                                    "green_share",
                                    "criterion_weight",
                                    "year",
                                    "other",
                                ],
                            )
                        ),
                        name="initiatives_procurementoutcome_measured_property_code",
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
                                    "kg_per_person_year",
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
                                    "cny_per_person",
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
                        name="initiatives_procurementoutcome_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_type__in",
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
                        name="initiatives_procurementoutcome_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="initiatives_procurementoutcome_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="initiatives_procurementoutcome_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementoutcome_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="initiatives_procurementoutcome_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_procurementoutcome_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "key"), name="initiatives_procurementoutcome_case_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcurementAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="initiatives.procurementcase",
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
                        fields=("case", "key"), name="initiatives_procurementaward_case_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="initiatives_procurementaward_year_range",
                    ),
                ],
            },
        ),
    ]
