"""What lists say of a conversation stands in its members' rows alone. Apart from the copying, which needs these columns when it has to begin anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_rows_of_the_inbox")]

    operations = [
        migrations.RemoveField(model_name="conversation", name="last_author"),
        migrations.RemoveField(model_name="conversation", name="last_text"),
    ]
