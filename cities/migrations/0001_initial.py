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
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Region",
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
                ("kind", models.CharField(max_length=20)),
                ("country", models.CharField(max_length=2)),
                ("admin_code", models.CharField(default="", max_length=6)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="region_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="cities_region_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="cities_region_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_region_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "province",
                                    "autonomous_region",
                                    "municipality",
                                    "sar",
                                    "foreign_region",
                                    "",
                                ],
                            )
                        ),
                        name="cities_region_kind_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("admin_code", ""), _negated=True),
                        fields=("admin_code",),
                        name="cities_region_admin_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(default="", max_length=10)),
                ("kind", models.CharField(max_length=10)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="cities.region",
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
                        name="cities_regionname_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="cities_regionname_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["code", ""]),
                            models.Q(("language", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_regionname_language",
                    ),
                    models.UniqueConstraint(fields=("region", "key"), name="cities_regionname_region_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="City",
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
                ("kind", models.CharField(max_length=24)),
                ("country", models.CharField(max_length=2)),
                ("admin_code", models.CharField(default="", max_length=6)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("coordinates_note_en", models.TextField(db_default="", default="")),
                ("coordinates_note_zh_hans", models.TextField(db_default="", default="")),
                ("main_industries", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="cities.city",
                    ),
                ),
                (
                    "region",
                    records.fields.DraftOptionalForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cities",
                        to="cities.region",
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="city_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="cities_city_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="cities_city_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_city_published_at",
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
                                    "county_level_city",
                                    "district",
                                    "development_zone",
                                    "new_area",
                                    "sar",
                                    "city",
                                    "prefecture",
                                    "",
                                ],
                            )
                        ),
                        name="cities_city_kind_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("admin_code", ""), _negated=True),
                        fields=("admin_code",),
                        name="cities_city_admin_code_once",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_city_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("heading_en", models.CharField(db_default="", default="", max_length=200)),
                ("heading_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("text_en", models.TextField(db_default="", default="")),
                ("text_zh_hans", models.TextField(db_default="", default="")),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="profile", to="cities.city"
                    ),
                ),
                (
                    "theme",
                    records.fields.DraftOptionalForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.theme",
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
                    models.UniqueConstraint(fields=("city", "key"), name="cities_profilesection_city_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="cities_profilesection_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_profilesection_year_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CityName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(default="", max_length=10)),
                ("kind", models.CharField(max_length=10)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="cities.city",
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
                        name="cities_cityname_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="cities_cityname_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["code", ""]),
                            models.Q(("language", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_cityname_language",
                    ),
                    models.UniqueConstraint(fields=("city", "key"), name="cities_cityname_city_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CityAttribute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=32)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributes",
                        to="cities.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "attribute",
                "verbose_name_plural": "attributes",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("city", "key"), name="cities_cityattribute_city_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "coal_based",
                                    "former_coal",
                                    "resource_city",
                                    "resource_city_in_transition",
                                    "old_industrial_base",
                                    "steel",
                                    "non_ferrous_metals",
                                    "oil_and_petrochemicals",
                                    "chemicals",
                                    "automotive",
                                    "electronics_and_high_tech",
                                    "textiles",
                                    "recycling_industry",
                                    "new_energy",
                                    "agricultural",
                                    "marine",
                                    "tourism",
                                    "port",
                                    "coastal",
                                    "plateau",
                                    "megacity",
                                    "very_dense",
                                    "provincial_capital",
                                    "county_scale",
                                    "new_town",
                                    "manufacturing_zone",
                                    "subsided_land",
                                    "bulk_industrial_waste",
                                    "food_waste_pressure",
                                    "waste_fees",
                                    "green_buyer",
                                    "water_scarce",
                                    "",
                                ],
                            )
                        ),
                        name="cities_cityattribute_code_code",
                    ),
                    models.UniqueConstraint(fields=("city", "code"), name="cities_cityattribute_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                ("edition", models.CharField(max_length=40)),
                ("publisher_en", models.CharField(db_default="", default="", max_length=200)),
                ("publisher_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="framework_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="cities_framework_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="cities_framework_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_framework_published_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("code", models.CharField(default="", max_length=30)),
                ("obligation", models.CharField(max_length=12)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("measured_property", models.CharField(db_default="other", default="other", max_length=24)),
                ("unit", models.CharField(max_length=20)),
                ("direction", models.CharField(max_length=20)),
                ("waste_area", models.CharField(default="", max_length=16)),
                ("topic", models.CharField(default="", max_length=16)),
                ("scope", models.CharField(default="", max_length=12)),
                ("definition_en", models.TextField(db_default="", default="")),
                ("definition_zh_hans", models.TextField(db_default="", default="")),
                ("waste_role", models.CharField(db_default="", default="", max_length=16)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="cities.framework",
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="indicator_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="cities_indicator_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="cities_indicator_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_indicator_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("obligation__in", ["mandatory", "optional", "not_stated", ""])),
                        name="cities_indicator_obligation_code",
                    ),
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
                        name="cities_indicator_measured_property_code",
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
                        name="cities_indicator_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direction__in", ["lower_is_better", "higher_is_better", "neutral", ""])
                        ),
                        name="cities_indicator_direction_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "waste_area__in",
                                ["industrial", "agricultural", "domestic", "construction", "hazardous", ""],
                            )
                        ),
                        name="cities_indicator_waste_area_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topic__in", ["governance", "water", "city", ""])),
                        name="cities_indicator_topic_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["whole_city", "urban_area", ""])),
                        name="cities_indicator_scope_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "waste_role__in",
                                ["collected", "treated", "burned", "landfilled", "treated_share", ""],
                            )
                        ),
                        name="cities_indicator_waste_role_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("waste_role", ""), _negated=True),
                        fields=("waste_role",),
                        name="cities_indicator_waste_role_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waste_area", ""), ("topic", ""), _connector="XOR"),
                        name="cities_indicator_area_or_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CityFigure",
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_facts",
                        to="cities.city",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_facts",
                        to="cities.indicator",
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
                        name="cities_cityfigure_measured_property_code",
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
                        name="cities_cityfigure_unit_code",
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
                        name="cities_cityfigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="cities_cityfigure_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="cities_cityfigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_cityfigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="cities_cityfigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="cities_cityfigure_calendar_year",
                    ),
                    models.UniqueConstraint(fields=("city", "key"), name="cities_cityfigure_city_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("reason", models.CharField(default="", max_length=16)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(default="stated", max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("copy_check", models.CharField(db_default="", default="", max_length=20)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_values",
                        to="cities.city",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="cities.indicator",
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
                        name="indicatorvalue_by_slug",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="indicatorvalue_by_update",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="indicatorvalue_by_year",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("value"),
                            models.Value(Decimal("-100000000000000000000")),
                            output_field=models.DecimalField(decimal_places=6, max_digits=26),
                        ),
                        models.F("id"),
                        name="indicatorvalue_by_value",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="cities_indicatorvalue_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="cities_indicatorvalue_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="cities_indicatorvalue_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["missing", "not_reported", "not_applicable", "withheld", ""])
                        ),
                        name="cities_indicatorvalue_reason_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="cities_indicatorvalue_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="cities_indicatorvalue_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "copy_check__in",
                                ["same_in_two_copies", "one_copy", "copies_differ", "original_seen", ""],
                            )
                        ),
                        name="cities_indicatorvalue_copy_check_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="cities_indicatorvalue_year_range",
                    ),
                    models.UniqueConstraint(
                        fields=("indicator", "year", "city", "period_en", "period_zh_hans"),
                        name="cities_indicatorvalue_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("value__isnull", False)),
                            models.Q(("value__isnull", True), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cities_indicatorvalue_value_or_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportCount",
            fields=[
                (
                    "value",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="report_count",
                        serialize=False,
                        to="cities.indicatorvalue",
                    ),
                ),
                ("cities", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "number of cities with a value",
                "verbose_name_plural": "numbers of cities with a value",
            },
        ),
        migrations.CreateModel(
            name="ValueSample",
            fields=[
                (
                    "indicator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sample",
                        serialize=False,
                        to="cities.indicator",
                    ),
                ),
                ("data", models.JSONField()),
            ],
            options={
                "verbose_name": "sample of values",
                "verbose_name_plural": "samples of values",
            },
        ),
        migrations.CreateModel(
            name="CitySimilarity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("group", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=20)),
                ("params", models.JSONField(default=dict)),
                ("path", models.TextField(default="")),
                ("distance", models.FloatField(default=0)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="similarities",
                        to="cities.city",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cities.city"
                    ),
                ),
            ],
            options={
                "verbose_name": "Similar cities",
                "verbose_name_plural": "Similar cities",
            },
        ),
    ]
