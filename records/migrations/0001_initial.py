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
        ("auth", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("state", models.CharField(default="proposed", max_length=10)),
                ("title", models.CharField(default="", max_length=300)),
                ("origin", models.CharField(default="form", max_length=10)),
                ("kind", models.CharField(default="update", max_length=10)),
                ("size", models.PositiveIntegerField(default=0)),
                ("writer", models.CharField(max_length=150)),
                ("changer", models.CharField(db_default="", default="", max_length=150)),
                ("reason", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("decider", models.CharField(default="", max_length=150)),
                ("decided_at", models.DateTimeField(null=True)),
                ("comment", models.TextField(default="")),
                ("is_in_progress", models.BooleanField(default=False)),
                ("is_dismissed", models.BooleanField(default=False)),
                ("is_alone", models.BooleanField(default=False)),
                ("alone_reason", models.TextField(default="")),
                ("reader", models.CharField(default="", max_length=150)),
                ("read_at", models.DateTimeField(null=True)),
                ("problems", models.JSONField(db_default={}, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_by",
                        to="records.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["state", "id"], name="records_proposal_state"),
                    models.Index(fields=["by", "state", "id"], name="records_proposal_author"),
                    models.Index(
                        condition=models.Q(("is_in_progress", True)),
                        fields=["id"],
                        name="records_proposal_progress",
                    ),
                    models.Index(
                        condition=models.Q(("is_alone", True), ("read_at__isnull", True)),
                        fields=["id"],
                        name="records_proposal_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "accepted", "declined", "withdrawn"])),
                        name="records_proposal_state_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "origin__in",
                                [
                                    "form",
                                    "restore",
                                    "rename",
                                    "delete",
                                    "import",
                                    "bulk",
                                    "load",
                                    "undo",
                                    "withdrawal",
                                ],
                            )
                        ),
                        name="records_proposal_origin_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["update", "correction"])),
                        name="records_proposal_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "proposed")),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="records_proposal_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("origin", models.CharField(default="import", max_length=10)),
                ("state", models.CharField(default="uploaded", max_length=10)),
                ("record_type", models.CharField(max_length=30)),
                ("relation", models.CharField(default="", max_length=50)),
                ("file_name", models.CharField(default="", max_length=200)),
                ("language", models.CharField(default="en", max_length=10)),
                ("size", models.PositiveIntegerField(default=0)),
                ("table", models.JSONField(null=True)),
                ("changes", models.JSONField(default=list)),
                ("errors", models.JSONField(default=list)),
                ("error_count", models.PositiveIntegerField(default=0)),
                ("wrong_rows", models.PositiveIntegerField(default=0)),
                ("is_stale", models.BooleanField(default=False)),
                ("reason", models.TextField(default="")),
                ("kind", models.CharField(default="update", max_length=10)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch in preparation",
                "verbose_name_plural": "batches in preparation",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("add",),
                "indexes": [models.Index(fields=["at"], name="records_batchdraft_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "origin__in",
                                [
                                    "form",
                                    "restore",
                                    "rename",
                                    "delete",
                                    "import",
                                    "bulk",
                                    "load",
                                    "undo",
                                    "withdrawal",
                                ],
                            )
                        ),
                        name="records_batchdraft_origin_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["uploaded", "refused", "checked", "confirmed", "proposed", "failed"],
                            )
                        ),
                        name="records_batchdraft_state_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["update", "correction"])),
                        name="records_batchdraft_kind_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("section", models.CharField(editable=False, max_length=12)),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("subject", models.TextField(default="", editable=False)),
                ("text", models.TextField(editable=False)),
                ("records", models.JSONField(default=list, editable=False)),
                ("answer", models.TextField(default="")),
                ("closer", models.CharField(default="", editable=False, max_length=150)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the content",
                "verbose_name_plural": "questions of the content",
                "ordering": ["position", "pk"],
                "default_permissions": ("view", "change"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", "")),
                        fields=["position", "id"],
                        name="records_contentquestion_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "section__in",
                                [
                                    "doubts",
                                    "decisions",
                                    "promises",
                                    "lacks",
                                    "plan_places",
                                    "notes",
                                    "no_publisher",
                                    "no_address",
                                    "not_read",
                                ],
                            )
                        ),
                        name="records_contentquestion_section_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("closed_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="records_contentquestion_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=160)),
                ("status", models.CharField(default="draft", editable=False, max_length=10)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("loaded_digest", models.CharField(default="", editable=False, max_length=64)),
                ("loaded_version", models.PositiveIntegerField(default=0, editable=False)),
                ("title", models.CharField(max_length=400)),
                ("title_is_descriptive", models.BooleanField(default=False)),
                ("publisher", models.CharField(max_length=200)),
                ("via", models.CharField(default="", max_length=200)),
                ("copies", records.fields.TextListField(blank=True, db_default=[], default=list)),
                ("document_number", models.CharField(default="", max_length=100)),
                ("official", models.BooleanField(default=False)),
                (
                    "published",
                    records.fields.StatedDateField(blank=True, db_default="", default="", max_length=10),
                ),
                ("language", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=20)),
                ("url", models.URLField(max_length=500)),
                ("archived_url", models.URLField(default="", max_length=500)),
                ("read_on", models.DateField(null=True)),
                ("link_ok", models.BooleanField(default=True)),
                ("rights", models.CharField(db_default="", default="", max_length=12)),
                ("file_checksum", models.CharField(db_default="", default="", max_length=64)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("editor_note", models.TextField(default="")),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                        records.ordering.BytewiseCollation(models.F("title")),
                        models.F("id"),
                        name="source_by_name",
                    ),
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("published")),
                        models.F("id"),
                        name="source_by_published",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="records_source_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
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
                        condition=models.Q(
                            ("kind__in", ["page", "news", "report", "regulation", "dataset", ""])
                        ),
                        name="records_source_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rights__in", ["cc_by", "not_stated", ""])),
                        name="records_source_rights_code",
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
            name="SourceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("object_id", models.BigIntegerField()),
                ("field", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="records.source"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "field", "source"),
                        name="records_sourcelink_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("description_en", models.TextField(db_default="", default="")),
                ("description_zh_hans", models.TextField(db_default="", default="")),
                ("working_area", models.BooleanField(default=False)),
                ("current_topic", models.BooleanField(default=False)),
                ("records_shown", models.CharField(default="", max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
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
                    records.choices.Operation["PROPOSE"],
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
                    models.Index(
                        records.ordering.BytewiseCollation(models.F("name_en")),
                        models.F("id"),
                        name="theme_by_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="records_theme_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
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
                ("title_en", models.TextField(db_default="", default="")),
                ("title_zh_hans", models.TextField(db_default="", default="")),
                ("path", models.CharField(default="", max_length=600)),
                ("data", models.JSONField(null=True)),
                ("is_current", models.BooleanField(default=False)),
                ("former_slug", models.CharField(default="", max_length=160)),
                ("renamed_to", models.CharField(default="", max_length=160)),
                ("redacted_by", models.PositiveBigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publication log",
                "ordering": ["-number"],
                "permissions": [("redact_publication", "Can redact publication")],
                "indexes": [
                    models.Index(fields=["record_type", "slug", "number"], name="records_publication_record"),
                    models.Index(fields=["record_type", "number"], name="records_publication_type"),
                    models.Index(fields=["at"], name="records_publication_at"),
                    models.Index(fields=["redacted_by"], name="records_publication_redacted"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                ["published", "changed", "renamed", "withdrawn", "deleted", "redacted"],
                            )
                        ),
                        name="records_publication_action_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("record_type", "slug"),
                        name="records_publication_current",
                    ),
                ],
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
            name="SourceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("part", models.CharField(default="", max_length=100)),
                ("part_type", models.CharField(default="", max_length=30)),
                ("field", models.CharField(default="", max_length=40)),
                ("position", models.PositiveIntegerField(default=0)),
                ("title_en", models.TextField(db_default="", default="")),
                ("title_zh_hans", models.TextField(db_default="", default="")),
                ("path", models.CharField(default="", max_length=600)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="records.source"
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a source",
                "verbose_name_plural": "uses of sources",
                "ordering": ["record_type", "slug", "position", "pk"],
                "indexes": [
                    models.Index(fields=["record_type", "slug"], name="records_sourceuse_record"),
                    models.Index(
                        fields=["source", "record_type", "slug", "position"], name="records_sourceuse_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("identifier", models.CharField(max_length=300)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("key", models.CharField(default="", max_length=100)),
                ("part_type", models.CharField(default="", max_length=30)),
                ("position", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveBigIntegerField()),
                ("path", models.CharField(max_length=701)),
                ("subject_type", models.CharField(max_length=30)),
                ("subject_slug", models.CharField(max_length=160)),
                ("variable_type", models.CharField(max_length=30)),
                ("variable_slug", models.CharField(max_length=160)),
                ("place", models.CharField(default="", max_length=160)),
                ("same_as", models.CharField(db_default="", default="", max_length=300)),
                ("label_en", models.CharField(db_default="", default="", max_length=410)),
                ("label_zh_hans", models.CharField(db_default="", default="", max_length=410)),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("unit", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("period_en", models.CharField(db_default="", default="", max_length=200)),
                ("period_zh_hans", models.CharField(db_default="", default="", max_length=200)),
                ("amount_type", models.CharField(default="", max_length=12)),
                ("precision", models.CharField(default="", max_length=10)),
                ("evidence", models.CharField(max_length=12)),
                ("source_type", models.CharField(max_length=14)),
                ("note_en", models.TextField(db_default="", default="")),
                ("note_zh_hans", models.TextField(db_default="", default="")),
                ("sources", models.JSONField(default=list)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "ordering": ["identifier"],
                "indexes": [
                    models.Index(fields=["record_type", "slug"], name="records_figureentry_record"),
                    models.Index(fields=["value", "id"], name="figureentry_by_value"),
                    models.Index(fields=["number"], name="figureentry_by_number"),
                    models.Index(
                        models.F("place"),
                        records.ordering.BytewiseCollation("identifier"),
                        models.F("id"),
                        name="figureentry_by_place",
                    ),
                    models.Index(
                        models.F("unit"),
                        records.ordering.BytewiseCollation("identifier"),
                        models.F("id"),
                        name="figureentry_by_unit",
                    ),
                    models.Index(
                        models.F("variable_slug"),
                        records.ordering.BytewiseCollation("identifier"),
                        models.F("id"),
                        name="figureentry_by_variable_slug",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        records.ordering.BytewiseCollation("identifier"), name="records_figureentry_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("record_type", models.CharField(default="", max_length=30)),
                ("object_id", models.PositiveBigIntegerField(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="records.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["record_type", "object_id"], name="records_previewlink_record")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_id__isnull", True), ("proposal__isnull", False)),
                            models.Q(("object_id__isnull", False), ("proposal__isnull", True)),
                            _connector="OR",
                        ),
                        name="records_previewlink_shows_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("office_en", models.CharField(db_default="", default="", max_length=100)),
                ("office_zh_hans", models.CharField(db_default="", default="", max_length=100)),
                ("reader", models.CharField(max_length=150)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "read mark",
                "verbose_name_plural": "read marks",
                "ordering": ["-pk"],
                "default_permissions": ("add", "delete"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_type", "object_id", "version"), name="records_readmark_once"
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
                ("username", models.CharField(max_length=150)),
                ("reason", models.TextField()),
                ("cleared", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField(null=True)),
                ("slug", models.CharField(max_length=160)),
                ("version", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=10)),
                ("data", models.JSONField(null=True)),
                ("state", models.CharField(default="accepted", max_length=10)),
                ("kind", models.CharField(default="update", max_length=10)),
                ("at", models.DateTimeField()),
                ("writer", models.CharField(max_length=150)),
                ("reason", models.TextField(default="")),
                ("answers", models.JSONField(db_default=[], default=list)),
                ("outdated_texts", models.JSONField(db_default={}, default=dict, editable=False)),
                ("publication", models.PositiveBigIntegerField(null=True)),
                ("base_version", models.PositiveIntegerField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="records.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["record_type", "object_id", "id"], name="records_revision_record"),
                    models.Index(fields=["by", "record_type", "object_id"], name="records_revision_by"),
                    models.Index(fields=["publication"], name="records_revision_publication"),
                    models.Index(
                        condition=models.Q(("kind", "correction")),
                        fields=["publication"],
                        name="records_revision_corrections",
                    ),
                    models.Index(
                        condition=models.Q(("status", "")),
                        fields=["record_type", "id"],
                        name="records_revision_deletions",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived", ""])),
                        name="records_revision_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "accepted", "proposed", "applied", "declined", "withdrawn"],
                            )
                        ),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_id__isnull", False), ("state__in", ("draft", "accepted"))),
                            models.Q(
                                models.Q(("state__in", ("draft", "accepted")), _negated=True),
                                ("base_version__isnull", False),
                                ("proposal__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="records_revision_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("list_name", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "list_name", "name"), name="records_savedfilter_name_once"
                    )
                ],
            },
        ),
    ]
