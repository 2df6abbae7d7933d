"""Challenges about science."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="aoife",
        title="Find out why our sourdough stalls below 18 °C",
        category="science",
        brief="""
        We prove overnight in a former ice house. Above 19 °C the dough takes nine hours, as it should. Below 18 °C it does not merely slow down. It stops at about 40 % of its
        rise and stays there, even if we warm it up again in the morning.

        The starter is from 1996 and has been fed rye and wheat in turns. A friend with a microscope says that there is “less going on than she would expect”. The same starter in my kitchen at
        16 °C rises slowly but does not stall. So: the water? The flour silo? Something that lives in the ice house? The pH drops to 3.9 in both places.

        What I have: three years of temperatures every ten minutes, rise heights for 210 nights, a pH meter, and a night shift that is happy to run experiments if the protocol
        fits on one page. There is money for sequencing up to 400 euro on top, if it answers a question.
        """,
        criteria=(
            "An explanation that predicts correctly, before we bake, which of eight nights with changed conditions will stall",
            "At least two rival explanations tested and ruled out, with the data",
            "A change to our routine that removes the stall at 17 °C, or a proof that only heating will",
            "A report of at most six pages for members who are bakers",
        ),
        skills=("Fermentation", "Microbiology", "Experimental design"),
        difficulty=3,
        currency="EUR",
        reward="fixed",
        amount="1800",
        questions=("What would you measure on the first night?", "Which explanation do you find most tempting, and how would you try to kill it?"),
        clarification="The flour: both places use the same delivery, but the kitchen gets its bag within a day, and the ice house from the silo after up to three weeks.",
    ),
    ChallengeText(
        owner="hana",
        title="What is the blue film on barrel nine?",
        category="science",
        brief="""
        Barrel nine has grown a film on the moromi for three winters. It is slate blue, wrinkled, comes in January and is gone by the cherry blossom. The sauce beneath it is the best we make.

        The usual film yeasts are white and spoil the smell. This one smells of pears. Two laboratories called it *Zygosaccharomyces, probably*, and an invoice came with that. I would like to know what it is,
        whether it is safe, and whether it can be invited into barrel ten.
        """,
        criteria=(
            "Identification to species by at least two independent methods, with the sequences",
            "A judgement on safety for food by someone entitled to make one, with its reasons",
            "A protocol for moving it to another barrel, or the reason why one should not",
            "Barrel nine loses at most 20 ml in total",
        ),
        skills=("Mycology", "Microbiology", "Food safety"),
        difficulty=4,
        currency="JPY",
        reward="fixed",
        amount="620000",
    ),
    ChallengeText(
        owner="layla",
        title="Design a trial: does the sound of a living reef bring oysters back?",
        category="science",
        brief="""
        The pearl beds north of Muharraq are quiet. In one published experiment after another, larvae settle more where loudspeakers play a healthy reef. Our fishermen heard about it and have
        a boat, three underwater speakers and a great deal of enthusiasm.

        Before they sail, I want a trial design that could fail. How many sites, for how long, played what, measured how, and who must not know which speaker is switched on? We can afford 14 days of boat time
        in each of two spawning seasons, and settlement tiles.

        You do not have to run it. You have to make it impossible for us to fool ourselves.
        """,
        criteria=(
            "A protocol with sample sizes derived from published variation, and the smallest effect it could detect",
            "Blinding that works on a boat with five people",
            "A plan of analysis that can be registered before the first tile goes down",
            "Two marine ecologists, named by us, find no fatal flaw",
        ),
        skills=("Marine biology", "Experimental design", "Statistics"),
        difficulty=3,
        currency="BHD",
        reward="range",
        amount="600.000",
        amount_to="950.000",
        questions=("What result would make you say that it does not work?",),
    ),
    ChallengeText(
        owner="tui",
        title="Wake a seed that nobody has sprouted since 1998",
        category="science",
        brief="""
        We hold 1,140 seeds of a small coastal shrub with perhaps two hundred living plants. In 1998 a schoolteacher germinated eleven of them on a windowsill, wrote “done as usual” in her
        diary, and died the year after. Since then: nothing, in five attempts.

        Tetrazolium says that about 70 % are alive. Cold, warm, smoke water and scarification have been tried alone, never together, never in an order. Perhaps a bird is missing.

        Seeds leave our bank only with the family’s consent and in small numbers, so a clever design matters more than a large one. We would do the handling; you would plan, read the
        results with us each week, and change course.
        """,
        criteria=(
            "At most 300 seeds used, and a rule for stopping early",
            "At least 15 % germination in one treatment, repeated by our school children from the written recipe; or a well-argued account of which barriers were ruled out",
            "Everything is published with the families as authors, if they wish",
        ),
        skills=("Plant physiology", "Experimental design", "Ecology"),
        difficulty=4,
        currency="NZD",
        reward="milestones",
        milestones=(
            MilestoneText("Reading, design and consent", "1200", 21),
            MilestoneText("First round: 120 seeds", "1600", 70),
            MilestoneText("Second round, by what the first one said", "1600", 70),
            MilestoneText("Recipe or obituary", "900", 21),
        ),
    ),
    ChallengeText(
        owner="joao",
        title="Measure how much a row of young trees cools a school yard",
        category="science",
        brief="""
        Six schools have planted our trees along the western wall, between two and seven years ago. Mayors ask me by how many degrees. I say “you can feel it”, and they buy air conditioners.

        Please plan and analyse measurements that a class of twelve-year-olds can make in one dry month: with thermometers for 30 reais, wet bulbs made of socks, and as much care as you can teach by letter. Six yards without trees are willing to
        be compared.

        Feeling matters as much as air temperature, so shade and wind belong in it.
        """,
        criteria=(
            "A protocol of two pages in Portuguese that two teachers have tried out",
            "Thermometers checked against each other, with the correction for each",
            "An effect with its interval, by age of the trees, and a plain statement of what it does not show",
            "One poster that a mayor can understand in a corridor",
        ),
        skills=("Meteorology", "Statistics", "Portuguese"),
        difficulty=2,
        currency="BRL",
        reward="range",
        amount="5500",
        amount_to="8000",
    ),
    ChallengeText(
        owner="olga",
        title="Date a boat’s varnish without taking more than a grain",
        category="science",
        brief="""
        We own a clinker dinghy that is said to be the one in a painting of 1842. If the lowest of its varnishes is older than about 1870, the story may stand. If there is alkyd resin in it, we
        change the label and nobody gets hurt.

        We can send cross-sections that are already embedded (five, taken in 1991) and let you take two new grains of at most 0.5 mm from below a thwart. Travel is paid. Conservators will
        stand beside you and breathe.
        """,
        criteria=(
            "Composition of each layer by two methods that do not share a weakness",
            "The earliest and latest plausible date of the lowest layer, with the argument in a page",
            "At most two new samples, documented to the museum’s form",
        ),
        skills=("Conservation science", "Chemistry", "Microscopy"),
        difficulty=3,
        currency="SEK",
        reward="fixed",
        amount="24500",
    ),
    ChallengeText(
        owner="gareth",
        title="Explain the three-in-the-morning dip in our sky brightness",
        category="science",
        brief="""
        My sky-quality meter has looked straight up every minute since 2016. On about one clear night in five the sky gets darker by 0.08 magnitudes around three o’clock, for twenty minutes, and comes back. Never
        before two, never after four.

        I have ruled out the Milky Way (I think), dew (heater), the town (it switches nothing off), and my own torch. Temperature compensation is in the data, and so is a second
        meter, eleven kilometres away, that sees it on some of the nights and not always at the same minute.

        It is probably something dull. I would love to know which dull thing.
        """,
        criteria=(
            "A cause that predicts from other data which nights have a dip, with at least 80 % right on the 2025 nights that I keep back",
            "Or: proof that it is made by the instruments, with a way to reproduce it",
            "Notebook and data that an amateur can rerun",
        ),
        skills=("Astronomy", "Time series", "Python"),
        difficulty=3,
        currency="AUD",
        reward="range",
        amount="800",
        amount_to="1500",
    ),
)
