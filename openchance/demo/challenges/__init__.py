"""Eighty challenges, field by field."""

from openchance.demo.challenges import (
    architecture,
    data,
    design,
    education,
    engineering,
    music,
    research,
    science,
    software,
    translation,
    video,
    writing,
)
from openchance.demo.texts import ChallengeText

FIELDS = (software, data, design, engineering, science, writing, translation, music, video, architecture, education, research)
CHALLENGES: tuple[ChallengeText, ...] = tuple(challenge for field in FIELDS for challenge in field.CHALLENGES)
