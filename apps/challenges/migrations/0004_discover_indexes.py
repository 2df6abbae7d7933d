from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0003_categories")]

    operations = [
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["reviewed_at", "-search_serial"], name="challenge_review"),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(
                fields=[
                    "is_listed", "status", "-search_serial", "category", "difficulty", "currency", "reward_min_minor", "reward_max_minor", "deadline_at",
                ],
                name="challenge_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(
                fields=["is_listed", "status", "deadline_at", "search_serial", "category", "difficulty", "currency", "reward_min_minor", "reward_max_minor"],
                name="challenge_ending",
            ),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(
                fields=[
                    "is_listed", "status", "-reward_rank", "-search_serial", "category", "difficulty", "currency", "reward_min_minor", "reward_max_minor",
                    "deadline_at",
                ],
                name="challenge_reward",
            ),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["is_listed", "status", "category", "-search_serial"], name="challenge_category"),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["is_listed", "status", "difficulty", "-search_serial"], name="challenge_difficulty"),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["is_listed", "status", "currency", "reward_max_minor", "-search_serial"], name="challenge_currency"),
        ),
    ]  # fmt: skip
