from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_epoch",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
