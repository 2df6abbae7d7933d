"""Challenges about education."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="aoife",
        title="Six lessons on fractions in which the bread is real",
        category="education",
        brief="""
        Every Wednesday a class of ten-year-olds visits the bakery. They stroke the dough, they eat a bun, they go. Their teachers have asked whether the children could learn something that is on the syllabus.

        Fractions are all over the place here: half a batch, two thirds of the rye, a recipe for 40 that has to feed 28. Write six lessons of 50 minutes, four for the classroom and two for our kitchen, for a teacher who has never baked and a baker who has never
        taught.

        The dough does not wait, which should be used.
        """,
        criteria=(
            "Six lesson plans of at most two pages, with what to say when it goes wrong",
            "Tied to the Irish primary mathematics curriculum, fourth class, by reference",
            "Two teachers and one baker have each given one lesson from the paper alone",
            "A short test before and after that does not look like a test",
        ),
        skills=("Curriculum design", "Teaching", "Mathematics"),
        difficulty=2,
        currency="EUR",
        reward="fixed",
        amount="1250",
        questions=("Which lesson of yours went wrong in the most useful way?",),
    ),
    ChallengeText(
        owner="tui",
        title="Five days of reading the tide, for teenagers who would rather not",
        category="education",
        brief="""
        Each summer fourteen young people spend a week with us. They can surf, and they cannot read a tide table, a maramataka or a chart. Last year two of them needed the coastguard.

        We want a course of five half days in which the knowledge of our elders and that of the hydrographic office sit at the same table, neither as decoration. Most of it outdoors. On Friday they plan a real trip and an elder decides whether it goes ahead.

        You would work with Matua Wiremu, who has fished here for sixty years and does not use e-mail.
        """,
        criteria=(
            "A course book for the leader, and nothing for the teenagers that needs a pen in the wind",
            "Every session has a plan for rain",
            "Matua Wiremu has agreed to each thing that is said in his name",
            "On Friday, ten of fourteen predict high water at the bar within 20 minutes and say what would change their mind",
        ),
        skills=("Curriculum design", "Outdoor education", "Navigation"),
        difficulty=2,
        currency="NZD",
        reward="range",
        amount="2200",
        amount_to="3000",
    ),
    ChallengeText(
        owner="amina",
        title="Arabic letters for children who think in English",
        category="education",
        brief="""
        At four years old our children hear Arabic from a grandmother and English from everything else. The school books assume the opposite. They teach a letter in its four shapes on one page and lose half the class by *jīm*.

        We would like a set of cards and short games, for parents who are themselves unsure: one sound at a time, real words from the dialect first, the bridge to the standard language later and openly. No screens before the third month.

        Our speech therapist and two kindergarten teachers are with you. Forty families have signed up to try everything, and they report by voice message.
        """,
        criteria=(
            "Twenty-eight letters in an order that is argued for, with the evidence for it",
            "A game takes at most eight minutes and needs nothing but the cards and a kitchen",
            "After twelve weeks, at least 24 of 40 children blend three letters that they have not seen together",
            "Guide for parents in English and Arabic at the level of a leaflet",
            "Artwork ready for a printer",
        ),
        skills=("Arabic", "Curriculum design", "Illustration"),
        difficulty=4,
        currency="KWD",
        reward="milestones",
        milestones=(
            MilestoneText("Order of letters and first seven, tried by ten families", "285.000", 28),
            MilestoneText("All cards and games, twelve weeks with forty families", "640.500", 98),
            MilestoneText("Revision and print files", "210.000", 21),
        ),
    ),
    ChallengeText(
        owner="amina",
        title="Find out whether our reading hour helps, without testing children to tears",
        category="education",
        brief="""
        Three hundred children have come to the reading hour since 2021. Parents say that it changed everything, but parents who think otherwise do not stay to tell us. A foundation asks for evidence, and so do I.

        Please design a way to know, next year, in which no child sits an examination and no child is refused. We have a waiting list, which may be useful. We record attendance, books taken home and thirty seconds of reading aloud each term, if the child is in the mood.
        """,
        criteria=(
            "A design whose weaknesses are stated in the first paragraph and not in an appendix",
            "At most four minutes per child and term, enjoyed or at least not noticed",
            "Instructions from which two volunteers score the same recording within 5 % of each other",
            "A page for the foundation, agreed by us before any result exists",
        ),
        skills=("Assessment", "Statistics", "Literacy"),
        difficulty=3,
        currency="KWD",
        reward="range",
        amount="320.000",
        amount_to="480.000",
    ),
    ChallengeText(
        owner="kofi",
        title="Two weeks of programming before the computers arrive",
        category="education",
        brief="""
        The container with forty laptops is in Tema harbour, and will be there for a while. The club has 52 members, a blackboard and a mango tree. I would rather begin.

        Plan ten afternoons for children of twelve to fifteen in which they sort, search, loop, debug and cheat with beans, chalk, string and each other, so that the first real program feels like an old friend. English, with room for Twi. The teacher is a physicist of
        twenty-three who has patience and no experience.
        """,
        criteria=(
            "Ten afternoons of 90 minutes, each with one thing to act out and one thing to argue about",
            "Material per group costs less than three dollars",
            "Every idea is met again, by name, in the first week with laptops; that week is included",
            "Tried once by you or someone you trust with at least eight children",
        ),
        skills=("Teaching", "Computer science", "Curriculum design"),
        difficulty=1,
        currency="USD",
        reward="fixed",
        amount="800",
    ),
    ChallengeText(
        owner="nomvula",
        title="Teach night nurses something in ten minutes at three in the morning",
        category="education",
        brief="""
        Our nurses must complete 24 hours of training a year. It happens on Saturdays, in town, for those who can find a lift. The others fall behind, and they are the ones who are alone with the patients.

        The night shift has ten quiet minutes, most nights, around three. I would like 36 pieces of ten minutes that can be interrupted at any sentence by a birth: on a telephone, off line, partly spoken, each ending with something done by hand at the next bed.

        Subjects are fixed by the nursing council; our clinical lead writes with you. Sleepy people learn in their own way, and there is research on it. Bring it.
        """,
        criteria=(
            "36 pieces, accepted by the council as training hours",
            "Can be left and taken up again at the same sentence, without a network",
            "After four weeks at least two thirds of the skills are still shown correctly at the bed, as judged by a colleague",
            "Two nurses of each shift have refused, changed or improved at least one piece",
        ),
        skills=("Nursing", "Instructional design", "Audio"),
        difficulty=4,
        currency="USD",
        reward="milestones",
        milestones=(
            MilestoneText("Three pieces in three forms, tried for a week", "1900", 21),
            MilestoneText("Pieces 4 to 18", "4600", 56),
            MilestoneText("Pieces 19 to 36", "4600", 56),
            MilestoneText("Four weeks later: what stayed", "1200", 35),
        ),
        questions=("How do you teach somebody who has been awake for nineteen hours?",),
    ),
)
