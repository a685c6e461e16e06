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
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Network",
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
                ("short_name_en", models.CharField(db_default="", default="", max_length=60)),
                ("short_name_zh_hans", models.CharField(db_default="", default="", max_length=60)),
                ("name_note_en", models.TextField(db_default="", default="")),
                ("name_note_zh_hans", models.TextField(db_default="", default="")),
                ("operator_en", models.CharField(db_default="", default="", max_length=400)),
                ("operator_zh_hans", models.CharField(db_default="", default="", max_length=400)),
                (
                    "operator_since",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "preparation_since",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "launched_on",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("launched_at_en", models.CharField(db_default="", default="", max_length=200)),
                ("launched_at_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("website", models.URLField(default="", max_length=300)),
                ("is_coalition", models.BooleanField(default=False)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                ("definition_en", models.TextField(db_default="", default="")),
                ("definition_zh_hans", models.TextField(db_default="", default="")),
                ("focus_regions", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("open_to", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="network_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_network_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_network_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_network_published_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_coalition", True)),
                        fields=("is_coalition",),
                        name="coalition_network_one_coalition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_network_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator_since", ""),
                            models.Q(("operator_since__gte", "1900"), ("operator_since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_operator_since_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("preparation_since", ""),
                            models.Q(("preparation_since__gte", "1900"), ("preparation_since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_preparation_since_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("launched_on", ""),
                            models.Q(("launched_on__gte", "1900"), ("launched_on__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_network_launched_on_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("website", ""),
                            ("website__istartswith", "http://"),
                            ("website__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_network_website_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("kind", models.CharField(max_length=10)),
                ("text_en", models.TextField(db_default="", default="")),
                ("text_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aims",
                        to="coalition.network",
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
                    models.UniqueConstraint(fields=("network", "key"), name="coalition_aim_network_key"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["own", "further", ""])),
                        name="coalition_aim_kind_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelatedWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("name_en", models.CharField(db_default="", default="", max_length=200)),
                ("name_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("about_en", models.TextField(db_default="", default="")),
                ("about_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="coalition.network",
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
                        fields=("network", "key"), name="coalition_relatedwork_network_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("role", models.CharField(max_length=10)),
                (
                    "joined",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "left",
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
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="cities.city",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="coalition.network",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("joined")),
                        models.F("id"),
                        name="membership_by_joined",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_membership_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_membership_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_membership_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["member", "endorsing", ""])),
                        name="coalition_membership_role_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_membership_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined", ""),
                            models.Q(("joined__gte", "1900"), ("joined__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_membership_joined_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left", ""),
                            models.Q(("left__gte", "1900"), ("left__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_membership_left_date",
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
                    ),
                    models.UniqueConstraint(
                        fields=("network", "city", "role", "joined"), name="coalition_membership_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                ("kind", models.CharField(max_length=20)),
                (
                    "since",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("url", models.URLField(default="", max_length=300)),
                ("about_en", models.TextField(db_default="", default="")),
                ("about_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="partner_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_partner_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_partner_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_partner_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["knowledge_partner", ""])),
                        name="coalition_partner_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_partner_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", ""),
                            models.Q(("since__gte", "1900"), ("since__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_partner_since_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_partner_url_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(default="", max_length=10)),
                ("kind", models.CharField(max_length=10)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="coalition.partner",
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
                        name="coalition_partnername_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="coalition_partnername_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["code", ""]),
                            models.Q(("language", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coalition_partnername_language",
                    ),
                    models.UniqueConstraint(
                        fields=("partner", "key"), name="coalition_partnername_partner_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
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
                ("kind", models.CharField(max_length=12)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("url", models.URLField(default="", max_length=500)),
                ("about_en", models.TextField(db_default="", default="")),
                ("about_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="resource_by_name",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(models.F("year"), models.Value(0)),
                        models.F("id"),
                        name="resource_by_year",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_resource_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_resource_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_resource_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["framework", "handbook", "report", ""])),
                        name="coalition_resource_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="coalition_resource_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="coalition_resource_url_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("kind", models.CharField(max_length=16)),
                ("operator_en", models.CharField(db_default="", default="", max_length=400)),
                ("operator_zh_hans", models.CharField(db_default="", default="", max_length=400)),
                (
                    "starts",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("zero_waste_round", models.PositiveSmallIntegerField(default=0)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("about_en", models.TextField(db_default="", default="")),
                ("about_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="programme_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_programme_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_programme_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_programme_published_at",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("zero_waste_round__gt", 0)),
                        fields=("zero_waste_round",),
                        name="coalition_programme_of_a_round",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["international", "national", "provincial", "project", ""])
                        ),
                        name="coalition_programme_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts", ""),
                            models.Q(("starts__gte", "1900"), ("starts__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_programme_starts_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            models.Q(("ends__gte", "1900"), ("ends__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_programme_ends_date",
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
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeFigure",
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
                ("counts_all_named", models.BooleanField(default=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="official_sizes",
                        to="coalition.programme",
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
                        name="coalition_programmefigure_measured_property_code",
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
                        name="coalition_programmefigure_unit_code",
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
                        name="coalition_programmefigure_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="coalition_programmefigure_precision_code",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_programmefigure_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="coalition_programmefigure_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="coalition_programmefigure_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="coalition_programmefigure_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "key"), name="coalition_programmefigure_programme_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", 0), _negated=True),
                        name="coalition_programmefigure_not_nothing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counts_all_named", True)),
                        fields=("programme",),
                        name="coalition_one_size_counts_all_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeResult",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="coalition.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "result of a programme",
                "verbose_name_plural": "results of a programme",
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
                        name="coalition_programmeresult_measured_property_code",
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
                        name="coalition_programmeresult_unit_code",
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
                        name="coalition_programmeresult_amount_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("precision__in", ["about", "nearly", "at_least", "up_to", ""])),
                        name="coalition_programmeresult_precision_code",
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
                        name="coalition_programmeresult_evidence_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_programmeresult_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1900, 2100)), _connector="OR"
                        ),
                        name="coalition_programmeresult_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            ("value__gte", 0),
                            ("unit__in", ["percent", "cny", "cny_per_year", "cny_per_t", "calendar_year"]),
                            _connector="OR",
                        ),
                        name="coalition_programmeresult_value_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__range", (Decimal("1900"), Decimal("2200"))),
                            models.Q(("unit", "calendar_year"), _negated=True),
                            _connector="OR",
                        ),
                        name="coalition_programmeresult_calendar_year",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "key"), name="coalition_programmeresult_programme_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exchange",
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
                ("kind", models.CharField(max_length=24)),
                ("programme_note_en", models.CharField(db_default="", default="", max_length=300)),
                ("programme_note_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                (
                    "starts",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                (
                    "ends",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("is_open_request", models.BooleanField(default=False)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                ("outcome_en", models.TextField(db_default="", default="")),
                ("outcome_zh_hans", models.TextField(db_default="", default="")),
                ("source_type", models.CharField(max_length=14)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                (
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="coalition.network",
                    ),
                ),
                ("partners", models.ManyToManyField(related_name="exchanges", to="coalition.partner")),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="coalition.programme",
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="exchange_by_name",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("starts")),
                        models.F("id"),
                        name="exchange_by_starts",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_exchange_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_exchange_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_exchange_published_at",
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
                                    "",
                                ],
                            )
                        ),
                        name="coalition_exchange_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_type__in", ["official", "reported", "hub_page_only", ""])
                        ),
                        name="coalition_exchange_source_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts", ""),
                            models.Q(("starts__gte", "1900"), ("starts__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_exchange_starts_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", ""),
                            models.Q(("ends__gte", "1900"), ("ends__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_exchange_ends_date",
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
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeCity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("role", models.CharField(max_length=12)),
                ("note_en", models.CharField(db_default="", default="", max_length=300)),
                ("note_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cities",
                        to="coalition.exchange",
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
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "learner",
                                    "host",
                                    "peer",
                                    "speaker",
                                    "case_shown",
                                    "participant",
                                    "venue",
                                    "author",
                                    "",
                                ],
                            )
                        ),
                        name="coalition_exchangecity_role_code",
                    ),
                    models.UniqueConstraint(fields=("exchange", "city"), name="coalition_exchangecity_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("kind", models.CharField(max_length=20)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="coalition.exchange",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
            ],
            options={
                "verbose_name": "relation of two cities",
                "verbose_name_plural": "relations of cities",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["learned_from", "exchanged_with", "took_part_together", ""])
                        ),
                        name="coalition_exchangerelation_kind_code",
                    ),
                    models.UniqueConstraint(
                        fields=("exchange", "city", "other"), name="coalition_exchangerelation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other", models.F("city")), _negated=True),
                        name="coalition_exchangerelation_two_cities",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField(default=0)),
                ("reason_en", models.TextField(db_default="", default="")),
                ("reason_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
                (
                    "exchange",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="coalition.exchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exchange", "key"), name="coalition_exchangecandidate_exchange_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                (
                    "date",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("end", records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10)),
                ("date_note_en", models.TextField(db_default="", default="")),
                ("date_note_zh_hans", models.TextField(db_default="", default="")),
                ("place_en", models.CharField(db_default="", default="", max_length=200)),
                ("place_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("lede_en", models.CharField(db_default="", default="", max_length=120)),
                ("lede_zh_hans", models.CharField(db_default="", default="", max_length=45)),
                ("summary_en", models.TextField(db_default="", default="")),
                ("summary_zh_hans", models.TextField(db_default="", default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                ("cities", models.ManyToManyField(related_name="events", to="cities.city")),
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title_en")),
                        models.F("id"),
                        name="event_by_name",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("date")),
                        models.F("id"),
                        name="event_by_date",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="coalition_event_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="coalition_event_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_event_published_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            models.Q(("date__gte", "1900"), ("date__lt", "2101")),
                            _connector="OR",
                        ),
                        name="coalition_event_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""), models.Q(("end__gte", "1900"), ("end__lt", "2101")), _connector="OR"
                        ),
                        name="coalition_event_end_date",
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date", ""), _negated=True), ("end", ""), _connector="OR"
                        ),
                        name="coalition_event_last_day_has_a_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventCityNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("note_en", models.CharField(db_default="", default="", max_length=300)),
                ("note_zh_hans", models.CharField(db_default="", default="", max_length=300)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cities.city"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="city_notes",
                        to="coalition.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a city",
                "verbose_name_plural": "notes on cities",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("event", "city"), name="coalition_eventcitynote_once")
                ],
            },
        ),
    ]
