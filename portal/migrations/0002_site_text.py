from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="leadingcity", name="portal_leadingcity_once"),
        migrations.RenameField(model_name="leadingcity", old_name="hub_text", new_name="site_text"),
        migrations.AddConstraint(
            model_name="leadingcity",
            constraint=models.UniqueConstraint(
                fields=("site_text", "city"),
                name="portal_leadingcity_once",
                violation_error_message="This city is named already.",
            ),
        ),
    ]
