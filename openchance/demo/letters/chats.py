"""What challengers and solvers say to each other. A line is (hours since the line before, who, words); “o” is the challenger, “s” the solver."""

Said = tuple[float, str, str]

LONG: tuple[Said, ...] = (
    (0, "s", "Thank you for choosing me. Before I begin: is there anything in the brief that has changed since you wrote it?"),
    (2.5, "o", "One thing. The people who will use it are new this year, and two of them have never seen anything like it."),
    (0.2, "o", "So please write the instructions for somebody who is a little afraid of it."),
    (1, "s", "Gladly. I will ask my neighbour to be the first reader; she is afraid of everything with a plug."),
    (26, "s", "A first look, unfinished. The left half is as it will be, the right half is still a guess."),
    (3, "o", "The left half is better than what I had in mind.\n\nFor the right half: we do have two older sheets in the archive. Would they help?"),
    (0.1, "s", "Very much. A photograph with a telephone is enough, as long as there is a ruler in it."),
    (20, "o", "Here they are, with the ruler. Please forgive the thumb."),
    (0.5, "s", "The thumb is forgiven. This settles the question of the spacing."),
    (49, "s", "One thing I would rather tell you than have you find: my first measurement was wrong by a tenth, so half of Monday is done again."),
    (0.02, "s", "The numbers in the report are the new ones, and the old ones are marked."),
    (1.5, "o", "Thank you for not hiding it. Could we leave the doubtful ones out of the total?"),
    (0.02, "o", "And I will send somebody up with a spirit level."),
    (0.4, "s", "Yes. Without them we are within the limit. Table 3 has both figures, so nobody has to take my word for it."),
    (30, "o", "I have shown it to the others. They asked who made it, which they never do."),
    (
        0.6,
        "s",
        "That is the nicest thing anybody said to me this week. There is a page about the method at https://example.org/notes/method, if they ask more.",
    ),
    (28, "s", "The instructions are two pages now, with pictures from your own reading room."),
    (0.01, "s", "Could Birgit try it on Tuesday, without me in the room?"),
)

SHORT: tuple[tuple[Said, ...], ...] = (
    (
        (0, "s", "I am glad to do this. I start on Thursday, and you see something on Monday."),
        (3, "o", "Monday is good. No hurry, the room is free until the end of the month."),
        (70, "s", "Something to see, as promised. The colours are not the last word."),
        (5, "o", "The colours may stay. Lovely. Then I wait for the rest."),
    ),
    (
        (0, "o", "Welcome. If you miss anything, write here; I look in twice a day."),
        (1, "s", "Thank you. Only one question: do you want the sources as well, or the finished files alone?"),
        (6, "o", "Both, please. The sources are for whoever comes after us."),
        (0.1, "s", "As it should be."),
    ),
    (
        (0, "s", "May I use a dip pen for the grasses? It takes a day more, within the time."),
        (8, "o", "Please do. We would rather have the grasses than the day."),
    ),
    (
        (0, "o", "How is it going?"),
        (4, "s", "Well. The protocol is written and the first run is through. I am two days ahead, which I expect to lose again."),
        (1, "o", "Then I have not asked."),
    ),
)

ASKED: tuple[tuple[Said, ...], ...] = (
    (
        (0, "o", "Your letter is the one we talk about most. Could you say a little about how you would handle the last part?"),
        (5, "s", "I would do it twice, once each way, and let you choose. The second way costs me an afternoon, not you."),
        (1, "o", "Thank you, that settles it."),
    ),
    ((0, "o", "Would you also do it by the end of January?"), (9, "s", "I would, if the decision falls this week.")),
    ((0, "s", "I have set page 31 both ways, see attached. It says more than my letter."),),
)
