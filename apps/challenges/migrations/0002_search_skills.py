import django.core.serializers.json
from django.db import migrations

import apps.core.models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="search_skills",
            field=apps.core.models.JSONList(blank=True, default=list, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
    ]
