"""What people ask in public, what they are answered, why they are invited, and what they reply to a review. Each fits any challenge."""

# (question, answer)
QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "May I deliver in two parts, with a week between them? The first would already meet criteria one and two.",
        "Yes. Say in your plan which part meets which criterion, so that we can judge each by itself.",
    ),
    (
        "Is there anything on site that has to stay as it is, even if it is in the way?",
        "Everything that is screwed to a wall. The rest may move, if it is back where it was in the evening.",
    ),
    (
        "Who will look after this once it is finished, and what do they know already?",
        "Two colleagues who are patient and have never done anything like it. A page of plain words would be worth more to them than an hour on the "
        "telephone.\n\nOne of them leaves in spring.",
    ),
    (
        "You mention earlier attempts. Can we see what remained of them?",
        "Yes, all of it goes to whoever is chosen. In short: the first was too clever, and the second was never finished.",
    ),
    (
        "Does it have to be one person, or may two of us apply together?",
        "Together is fine. One of you applies and is paid here; how you share is yours to decide.",
    ),
    (
        "How firm is the deadline? I could begin on Monday in two weeks, not before.",
        "The deadline for applications is firm, the start is not. Two weeks do no harm.",
    ),
    (
        "In the third criterion, who decides whether it is met: you, or somebody we both trust?",
        "We do, by trying it. If we disagree, we would ask the person who wrote the measurements, whom we both may call.",
    ),
    (
        "Would a smaller solution at a smaller price interest you, or is it all or nothing?",
        "Apply with what you think is right and say what is missing. We have changed our minds before.",
    ),
)

UNANSWERED: tuple[str, ...] = (
    "Can I see the place before I apply? I am in the region next Thursday.",
    "Is the reward with or without value added tax?",
    "What happened to the person who did this the last time?",
)

INVITING: tuple[str, ...] = (
    "We liked how you explained your last work here. This may be your kind of trouble.",
    "A colleague named you before I had finished the sentence.",
    "",
)

# What the one who was reviewed says below it.
REPLIES: tuple[str, ...] = (
    "Fair. The second round was mine to prevent, and I ask about every criterion before I begin now.",
    "Thank you. For whoever reads this later: the delay was announced, and agreed to, in the second week.",
    "I remember the brief differently, but I am glad that it works.",
)
