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
        ("initiatives", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("kind", models.CharField(max_length=10)),
                ("statement_en", models.TextField(db_default="", default="")),
                ("statement_zh_hans", models.TextField(db_default="", default="")),
                ("promised_by_en", models.CharField(db_default="", default="", max_length=300)),
                ("promised_by_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("plan_en", models.CharField(db_default="", default="", max_length=200)),
                ("plan_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("label_en", models.CharField(db_default="", default="", max_length=100)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("unit", models.CharField(max_length=20)),
                (
                    "deadline",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "set_on",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("scope_en", models.CharField(db_default="", default="", max_length=300)),
                ("scope_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("statistic", models.CharField(default="", max_length=60)),
                ("counted_by", models.CharField(default="", max_length=12)),
                ("park_level", models.CharField(default="", max_length=10)),
                ("covers_programme", models.BooleanField(default=False)),
                ("key_figure_order", models.PositiveSmallIntegerField(default=0)),
                (
                    "searched_on",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "denominator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.target",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.target",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coalition.programme",
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
                    records.choices.Operation["PROPOSE"],
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
                    models.UniqueConstraint(fields=("slug",), name="portal_target_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="portal_target_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_target_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["goal", "reached", "baseline", ""])),
                        name="portal_target_kind_code",
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
                        name="portal_target_unit_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="portal_target_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted_by__in", ["parks", "designations", "pilots", "pilot_cities", ""])
                        ),
                        name="portal_target_counted_by_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("park_level__in", ["national", "municipal", "provincial", ""])),
                        name="portal_target_park_level_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="portal_target_year_range",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counted_by", "parks")),
                        fields=("park_level",),
                        name="portal_target_one_baseline_of_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline", ""),
                            models.Q(("deadline__gte", "1900"), ("deadline__lt", "2101")),
                            _connector="OR",
                        ),
                        name="portal_target_deadline_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("searched_on", ""),
                            models.Q(("searched_on__gte", "1900"), ("searched_on__lt", "2101")),
                            _connector="OR",
                        ),
                        name="portal_target_searched_on_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("set_on", ""),
                            models.Q(("set_on__gte", "1900"), ("set_on__lt", "2101")),
                            _connector="OR",
                        ),
                        name="portal_target_set_on_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)), name="portal_target_more_than_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("denominator__isnull", True),
                            models.Q(("denominator", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_target_not_a_share_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__isnull", True),
                            models.Q(("outcome", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_target_not_its_own_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deadline", ""), _negated=True),
                            models.Q(("kind", "goal"), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_target_goal_has_a_deadline",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("title_en", models.CharField(db_default="", default="", max_length=200)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("context_en", models.TextField(db_default="", default="")),
                ("context_zh_hans", models.TextField(db_default="", default="")),
                ("problem_en", models.TextField(db_default="", default="")),
                ("problem_zh_hans", models.TextField(db_default="", default="")),
                ("expected_effect_en", models.TextField(db_default="", default="")),
                ("expected_effect_zh_hans", models.TextField(db_default="", default="")),
                ("approach_en", models.TextField(db_default="", default="")),
                ("approach_zh_hans", models.TextField(db_default="", default="")),
                ("obstacles", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("list_page", models.CharField(max_length=12)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="priority_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="portal_priority_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="portal_priority_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_priority_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("list_page__in", ["cities", "parks", "zero_waste", "businesses", ""])
                        ),
                        name="portal_priority_list_page_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="portal.priority",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.target"
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
                    models.UniqueConstraint(fields=("priority", "target"), name="portal_prioritytarget_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("title_en", models.CharField(db_default="", default="", max_length=100)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("tagline_en", models.CharField(db_default="", default="", max_length=300)),
                ("tagline_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                ("about_en", models.TextField(db_default="", default="")),
                ("about_zh_hans", models.TextField(db_default="", default="")),
                ("city_work_en", models.TextField(db_default="", default="")),
                ("city_work_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="sitetext_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="portal_sitetext_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="portal_sitetext_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_sitetext_published_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadingCity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
                (
                    "site_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leading_cities",
                        to="portal.sitetext",
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
                    models.UniqueConstraint(fields=("site_text", "city"), name="portal_leadingcity_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("home_order", models.PositiveSmallIntegerField(default=0)),
                ("home_text_en", models.CharField(db_default="", default="", max_length=160)),
                ("home_text_zh_hans", models.CharField(db_default="", default="", max_length=160)),
                ("title_en", models.CharField(db_default="", default="", max_length=200)),
                ("title_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("text_en", models.TextField(db_default="", default="")),
                ("text_zh_hans", models.TextField(db_default="", default="")),
                ("limits_en", models.TextField(db_default="", default="")),
                ("limits_zh_hans", models.TextField(db_default="", default="")),
                ("year", models.PositiveSmallIntegerField()),
                ("worked_out_en", models.TextField(db_default="", default="")),
                ("worked_out_zh_hans", models.TextField(db_default="", default="")),
                ("drawing", models.CharField(default="", max_length=10)),
                ("drawing_note_en", models.CharField(db_default="", default="", max_length=200)),
                ("drawing_note_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                ("businesses", models.ManyToManyField(related_name="+", to="initiatives.businessinitiative")),
                ("cities", models.ManyToManyField(related_name="+", to="cities.city")),
                ("exchanges", models.ManyToManyField(related_name="+", to="coalition.exchange")),
                ("indicators", models.ManyToManyField(related_name="+", to="cities.indicator")),
                ("materials", models.ManyToManyField(related_name="+", to="initiatives.material")),
                ("parks", models.ManyToManyField(related_name="+", to="initiatives.industrialpark")),
                ("pilots", models.ManyToManyField(related_name="+", to="initiatives.zerowastepilot")),
                (
                    "procurement_cases",
                    models.ManyToManyField(related_name="+", to="initiatives.procurementcase"),
                ),
                ("programmes", models.ManyToManyField(related_name="+", to="coalition.programme")),
                ("targets", models.ManyToManyField(related_name="+", to="portal.target")),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["order", "slug"],
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
                        records.ordering.BytewiseCollation("slug"), models.F("id"), name="finding_by_slug"
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("updated_at", "published_at"),
                        models.F("id"),
                        name="finding_by_update",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="finding_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="portal_finding_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="portal_finding_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portal_finding_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawing__in", ["squares", "shares", "dots", "bars", "targets", ""])
                        ),
                        name="portal_finding_drawing_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="portal_finding_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("home_order", 0),
                            models.Q(("home_text_en", ""), _negated=True),
                            models.Q(("home_text_zh_hans", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_finding_words_for_home",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingFigure",
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
                ("row_en", models.CharField(db_default="", default="", max_length=100)),
                ("row_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="portal.finding",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of a finding",
                "verbose_name_plural": "figures of the finding",
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
                        name="portal_findingfigure_measured_property_code",
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
                        name="portal_findingfigure_unit_code",
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
                        name="portal_findingfigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="portal_findingfigure_precision_code",
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
                        name="portal_findingfigure_evidence_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="portal_findingfigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="portal_findingfigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="portal_findingfigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_findingfigure_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("finding", "key"), name="portal_findingfigure_finding_key"
                    ),
                ],
            },
        ),
    ]
