"""What people write when it is decided: to the solver whom they decline, to themselves, and to each other in a dispute."""

# Each can stand under any of the reasons that the site offers.
DECLINE_NOTES: tuple[str, ...] = (
    "We chose somebody who can be on site twice a week. Your letter was the one that we read aloud to each other. Please apply again.",
    "Thank you. It was close between three of you, and in the end the other proposal had already been tried with real people.",
    "The plan is good, but a third of it is for something that we already have. Had we talked before, we might have met in the middle.",
    "I liked the sketch more than my colleagues did. There will be another challenge in autumn, and I will let you know.",
    "You propose to replace what we asked to be repaired. You may well be right, but it is not this challenge.",
    "I could not tell from your letter how you would meet the second criterion, which is the one that keeps me awake.",
    "We cannot check this work ourselves, so we went with what we know. Your portfolio is promising; please stay in touch.",
    "I think that your letter answers a different challenge. No harm done.",
    "We have understood our own problem better since you applied, partly thanks to you, and it has moved away from what you offer.",
    "You asked the best questions of all. The answers, I am afraid, led us to somebody else.",
)

PRIVATE_NOTES: tuple[str, ...] = (
    "Strong on the mechanism, silent on cost. Ask before Friday.",
    "Best letter. Is the time realistic? Works alone.",
    "Second look: the reference at the hospital said “slow, and worth it”.",
    "Cheapest by far. What has been left out?",
    "Would be fun to work with. Not sure about criterion three.",
    "The sketch solves a problem that we did not know we had.",
    "Too close to what we tried in 2022.",
    "New here, no reviews, but actually built it. Shortlist.",
    "Called on Tuesday: twenty minutes, asked better questions than we did.",
    "Could be split: this plan, with the testing from the other one.",
)

# What the challenger says in a dispute, and what the solver answers.
DISPUTE_WORDS: tuple[str, str] = (
    "The first half is what we agreed on, and it is good. The second half answers a question that we did not ask: it was made for last year’s "
    "measurements, although the new ones were in the brief.\n\nI would gladly pay for what I can use. That is about **a third**.",
    "The new measurements reached me eleven days after I had begun, and I wrote then that they would not be in this milestone. You answered “fine”.\n\n"
    "What is there meets the criteria as they stood. I take off a fifth for the one table that I should have marked as old.",
)
