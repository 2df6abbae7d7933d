"""Challenges about writing."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="ingrid",
        title="A safety announcement that commuters still hear on the thousandth morning",
        category="writing",
        brief="""
        The law gives us 70 seconds before departure. Our present text uses them to say nothing in a calm voice. In an exercise last autumn, eleven of ninety regular passengers could say where the life jackets
        were; the record was held by a visitor from Belgium.

        Write it again. Norwegian first, English from it. There are four things that it must say, in any order, and the rest is up to you. It may be different on
        Mondays. It may be funny, once. It will be spoken by deck hands of every temperament, so it must survive being mumbled.
        """,
        criteria=(
            "The four required points in at most 70 seconds, in each language, read by three different deck hands",
            "Five versions that can take turns through the week without contradicting each other",
            "In the next exercise, at least 60 of 90 regular passengers name the place of the life jackets and their exit",
        ),
        skills=("Copywriting", "Norwegian", "Plain language"),
        difficulty=2,
        currency="NOK",
        reward="fixed",
        amount="14000",
    ),
    ChallengeText(
        owner="dana",
        title="Nineteen letters that a library sends when something is late",
        category="writing",
        brief="""
        We stopped charging fines in 2022, and our letters have not noticed. They still say *delinquent*. People who owe us a dragon book stay away for years, with the rest of the family.

        There are nineteen: first reminder, third reminder, lost, found again, damaged by dog, account locked, and so on down to the one that goes to a funeral home. I want each to be kind, short, and clear about what
        happens next. If a letter need not exist, say so and you will be paid for it all the same.
        """,
        criteria=(
            "Nineteen letters, or fewer with a reason, each at most 90 words",
            "Every letter says in its first sentence what the reader can do now",
            "Grade 6 reading level or below; no threat that we do not carry out",
            "Three readers from our adult-literacy group can retell each in their own words",
        ),
        skills=("Plain language", "Editing", "English"),
        difficulty=1,
        currency="USD",
        reward="fixed",
        amount="950",
        questions=("Send us the kindest sentence that you have ever received from an institution.",),
    ),
    ChallengeText(
        owner="olga",
        title="Twelve wall texts about knots, sixty words each",
        category="writing",
        brief="""
        Our new room has twelve knots and no glass. Visitors will tie each one with a rope as thick as a wrist. The text beside it is not an instruction: the rope teaches. It should give the hands something to think
        about.

        Each knot comes with a dossier of two or three pages: who used it, what it held, when it slipped. The surgeon’s knot has a good story. The thief’s knot has a better one, possibly untrue, and you would have to
        handle that.

        Sixty words in Swedish, sixty in English, neither a translation of the other. We read aloud in the room before we accept, standing up.
        """,
        criteria=(
            "Twelve texts in each language, 55 to 65 words",
            "No fact that is not in the dossier or sourced by you",
            "Each can be read aloud in 30 seconds without a breath in the wrong place",
            "No two begin in the same way",
        ),
        skills=("Museum writing", "Swedish", "English"),
        difficulty=3,
        currency="SEK",
        reward="fixed",
        amount="21000",
    ),
    ChallengeText(
        owner="tomas",
        title="A repair manual for people who have never held a spanner",
        category="writing",
        brief="""
        A third of our telephone calls are about eight jobs: brake pads, chain tension, a stand that sticks, a squeak that is always the same squeak. Our mechanics are good at them and bad at explaining. “Just feel it,” says
        Vašek.

        We want a small printed book that lives in the frame bag. Czech, with drawings that you make or direct. Whoever uses it has wet hands, a crying child in the box, and one multi-tool with six bits.

        You would come to Brno for two days, do every job yourself, and make the mistakes. Travel and dumplings are on us.
        """,
        criteria=(
            "Eight jobs, each on one opened spread of 10 by 15 cm",
            "Ten customers without experience: each job is finished correctly by at least eight, without the telephone",
            "Every step that can hurt someone says so before the step",
            "Print-ready files on paper that can be wiped, and editable sources",
        ),
        skills=("Technical writing", "Illustration", "Czech"),
        difficulty=2,
        currency="CZK",
        reward="milestones",
        milestones=(
            MilestoneText("Two days in the workshop, and one finished spread", "11000", 14),
            MilestoneText("Eight spreads for testing", "22000", 28),
            MilestoneText("Corrected after ten customers, ready for print", "9000", 14),
        ),
    ),
    ChallengeText(
        owner="priya",
        title="Thirty ghost stories for the back of a bus ticket",
        category="writing",
        brief="""
        Night bus N5 runs from Broadway to the depot with a conductor, three nurses and whoever has missed the train. The operator lets us print the back of its tickets for a month: 54 by 80 mm, one colour.

        I would like thirty ghost stories, at most 70 words each, set along the route. Tamil or English, whichever the ghost prefers. Gentle enough for a nurse at the end of a double shift, and good enough that people swap them.

        Stops, landmarks and two local legends are in the file. No deaths of named people, no religion as the villain, no vanishing hitch-hikers: we are a bus.
        """,
        criteria=(
            "Thirty stories of 70 words or fewer, at least twelve in each language",
            "Each takes place at, or between, real stops of N5, and a regular would agree",
            "Four nurses read all of them and want to keep at least twenty",
        ),
        skills=("Fiction", "Tamil", "English"),
        difficulty=2,
        currency="INR",
        reward="range",
        amount="36000",
        amount_to="48000",
    ),
    ChallengeText(
        owner="minjun",
        title="Small talk for forty villagers who never repeat themselves",
        category="writing",
        brief="""
        In our game you pass the same forty people every day for a year. They have 118,000 words of story and, at the moment, about nine sentences each for *good morning*. After the third day the village feels like a waiting
        room.

        We need small talk: lines of up to twelve words, in English, coloured by weather, season, what happened yesterday and whom the speaker is avoiding. About 2,400 lines. They carry no information. They carry people.

        The harbour master’s cousin does not say “lovely day”; she says that the gulls are up to something. You will get a sheet about each villager and three evenings with the game.
        """,
        criteria=(
            "2,400 lines, tagged with speaker, weather, season and mood in our spreadsheet",
            "Shown fifty lines without names, we attribute at least forty to the right villager",
            "No joke appears twice, and no line only works once",
            "Nothing that a translator into eleven languages would weep over",
        ),
        skills=("Game writing", "Fiction", "English"),
        difficulty=3,
        currency="KRW",
        reward="range",
        amount="3800000",
        amount_to="5200000",
        questions=("Write three good mornings from a ferryman who owes the baker money.",),
    ),
)
