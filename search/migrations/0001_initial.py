from django.db import migrations, models

import records.fields
import search.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                ("record_type", models.CharField(max_length=30)),
                ("slug", models.CharField(max_length=160)),
                ("path", models.CharField(default="", max_length=701)),
                ("place", models.CharField(default="", max_length=160)),
                ("weight", models.PositiveSmallIntegerField(default=0)),
                ("title_en", models.TextField(db_default="", default="")),
                ("title_zh_hans", models.TextField(db_default="", default="")),
                ("lede_en", models.TextField(db_default="", default="")),
                ("lede_zh_hans", models.TextField(db_default="", default="")),
                ("body_en", models.TextField(db_default="", default="")),
                ("body_zh_hans", models.TextField(db_default="", default="")),
                ("names", models.TextField(default="")),
                ("title_keys", models.TextField(default="")),
                ("name_keys", models.TextField(default="")),
                ("title_words", models.TextField(default="")),
                ("name_words", models.TextField(default="")),
                ("lede_words", models.TextField(default="")),
                ("body_words", models.TextField(default="")),
                ("digest", models.CharField(default="", max_length=64)),
                (
                    "zh_hant",
                    records.fields.TraditionalOverridesField(blank=True, db_default={}, default=dict),
                ),
            ],
            options={
                "verbose_name": "entry of the search index",
                "verbose_name_plural": "search index",
                "ordering": ["record_type", "slug"],
                "constraints": [
                    models.UniqueConstraint(fields=("record_type", "slug"), name="search_searchentry_once")
                ],
            },
        ),
        search.operations.CreateFullTextIndex(),
    ]
