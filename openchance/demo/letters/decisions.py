"""What challengers write when they decide: to the solver whom they decline, and to themselves."""

from openchance.demo.texts import DeclineText

DECLINE_NOTES: tuple[DeclineText, ...] = (
    DeclineText(
        "another", "We chose somebody who can be on site twice a week. Your letter was the one that we read aloud to each other. Please apply again."
    ),
    DeclineText(
        "another", "Thank you. It was close between three of you, and in the end the other proposal had already been tried with real people."
    ),
    DeclineText(
        "price", "Your price is fair for what you propose, and it is more than we have. I would rather say so than ask you to do it for less."
    ),
    DeclineText(
        "price", "The plan is good, but a third of it is for something that we already have. Had we talked before, we might have met in the middle."
    ),
    DeclineText("time", "We need it before the season starts, and you would begin when it has. There will be another challenge in autumn."),
    DeclineText("fit", "You propose to replace what we asked to be repaired. You may well be right, but it is not this challenge."),
    DeclineText("fit", "I could not tell from your letter how you would meet the second criterion, which is the one that keeps me awake."),
    DeclineText(
        "experience",
        "This one needs somebody who has done it before, because we cannot check the work ourselves. Your portfolio is promising; please stay in touch.",
    ),
    DeclineText("other", "Your application answers a different challenge, I think. No harm done."),
    DeclineText("other", "Our board has changed the scope after you applied. That is our fault, and I am sorry about the hours you put into it."),
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
