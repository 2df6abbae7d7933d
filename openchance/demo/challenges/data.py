"""Challenges about data and statistics."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="aoife",
        title="Forecast how many loaves each of our five shops will sell tomorrow",
        category="data",
        brief="""
        We throw away 11 % of what we bake and still sell out of rye by noon on Saturdays. Each shop manager guesses, and each of them is sure.

        You would have four years of hourly till data for 38 products, the weather, the school holidays, and the match calendar of the stadium next to shop
        three, which matters more than you would think. Some of it is wrong: in March 2023 the tills of shop two rang everything up as scones.

        The result should be a sheet of paper that comes out of the printer at 8 p.m. with a number for each product and shop, and a short reason where the number is unusual. No
        subscription, no cloud.
        """,
        criteria=(
            "On the last twelve weeks, which we keep back, waste and lost sales together cost at least a fifth less than the managers’ guesses did",
            "The sheet prints by itself on our old laptop, also on the night the clocks change",
            "A new product gets a sensible first guess from a similar one that we name",
            "If a simple average does as well for a product, the simple average is used",
        ),
        skills=("Forecasting", "Statistics", "Python"),
        difficulty=3,
        currency="EUR",
        reward="fixed",
        amount="2400",
        questions=("How would you treat a product that sold out at noon?",),
    ),
    ChallengeText(
        owner="olga",
        title="Turn forty ships’ logbooks into weather that a climatologist can use",
        category="data",
        brief="""
        From 1828 to 1871 the mates of Nordholm’s schooners wrote down wind, sea and temperature every watch. Volunteers have typed forty logbooks: 61,300
        rows, in old Swedish, with positions by whichever meridian the mate believed in.

        We want a data set that others can trust, with each original word beside its interpretation. “Stiff breeze with the smell of rain” has to become
        a number with an honest uncertainty, or stay a sentence.

        # Known difficulties
        - Three different thermometer scales, sometimes on one page
        - Dead reckoning that puts the *Albertina* on dry land for nine days
        - Dates that jump when a new mate takes over

        There is prior art for wind terms of several navies, none of it for the Baltic merchant fleet. We will publish under an open licence.
        """,
        criteria=(
            "Every row keeps its original text, page and line, and says by which rule each value was derived",
            "At least 95 of 100 rows that we draw at random survive checking by our two logbook readers",
            "No position lies on land without being marked as doubtful",
            "The whole set is rebuilt by one command from the typed files",
        ),
        skills=("Data cleaning", "Statistics", "Swedish", "Geography"),
        difficulty=3,
        currency="SEK",
        reward="milestones",
        milestones=(
            MilestoneText("Dates, ships and meridians", "14000", 21),
            MilestoneText("Wind and sea, with uncertainty", "18500", 28),
            MilestoneText("Temperature, checks and the published set", "12500", 21),
        ),
    ),
    ChallengeText(
        owner="nomvula",
        title="Tell us which of 212 village pumps will break next",
        category="data",
        brief="""
        When a hand pump stops, people drink from the river, and nine days later our clinics know. A mechanic costs 140 dollars per trip, so she goes where the
        loudest councillor lives.

        We have eight years of repair slips for 212 pumps, monthly readings of depth and flow for about half, and the ages of most. It is not big data. I would
        accept a checklist, a scoring card or a model, as long as it beats the councillor.

        Please say early if the data cannot carry the question. That would be an answer too, and I will pay the lower end for it, well argued.
        """,
        criteria=(
            "On 2023 and 2024, kept back, the twenty pumps ranked highest each month contain at least half of those that failed within 60 days",
            "The ranking can be done by the district office in a spreadsheet, in under an hour a month",
            "A page on who might be treated unfairly by it: remote villages report less",
        ),
        skills=("Statistics", "Survival analysis", "Plain language"),
        difficulty=3,
        currency="USD",
        reward="range",
        amount="1800",
        amount_to="3000",
        questions=("When did you last tell a client that the data was not good enough?",),
    ),
    ChallengeText(
        owner="layla",
        title="Match 9,400 pearl-ledger entries to the families they belonged to",
        category="data",
        brief="""
        Nine ledgers from 1908 to 1936 record advances paid to divers before each season. The debts passed from father to son, so the ledgers are
        the nearest thing to a family tree that many households have. People come to us and ask whether their grandfather died free.

        All 9,400 entries are transcribed in Arabic with photographs of each line. Names are patronymic, spelled three ways, and shared: there are at least
        sixty-one men called Ali bin Ahmad. We have 312 families with known trees to start from.

        I want candidate matches with reasons that a grandmother can argue with. I do not want a machine that decides.
        """,
        criteria=(
            "Each proposed match lists its evidence in Arabic: name, boat, captain, season, amount carried over",
            "On 400 entries that we have settled by hand, the right family is among the first three proposals in at least 340",
            "Nothing is merged automatically; a reviewer’s yes or no is kept with name and date",
            "Runs on one laptop, and no name leaves it",
        ),
        skills=("Record linkage", "Arabic", "Python"),
        difficulty=4,
        currency="BHD",
        reward="fixed",
        amount="1150.500",
    ),
    ChallengeText(
        owner="priya",
        title="Find the bus stops where the timetable is a work of fiction",
        category="data",
        brief="""
        For fourteen months, volunteers with stopwatches wrote down when 3,600 buses really came. The operator publishes positions every 30 seconds, with gaps. I want
        to lay one over the other and find the stops where hope is wasted.

        The number I am after is minutes waited by a person who believes the timetable. By stop, hour and monsoon. A bus that comes early is worse than one that
        comes late, and no official statistic knows that.

        Three newspapers will print whatever we find, so it has to be right, and it has to fit into 400 words.
        """,
        criteria=(
            "A table of 2,040 stops with expected waiting time, its uncertainty, and how many observations stand behind it",
            "Stops with too few observations are named as unknown instead of being ranked",
            "A statistician whom you do not know can rerun everything from the raw files",
            "One chart that a newspaper can print in one colour, 84 mm wide",
        ),
        skills=("Statistics", "SQL", "Data visualisation"),
        difficulty=2,
        currency="INR",
        reward="fixed",
        amount="62000",
    ),
    ChallengeText(
        owner="matthias",
        title="Count hikers with a sensor that also counts cows",
        category="data",
        brief="""
        An infrared counter on the path to our highest hut reports 61,000 passages last summer. Our wardens believe in 38,000. Between the two lie cows, marmots, a
        film crew, and one Saturday when somebody hung a jacket on the post.

        You would get the raw passages with their times, durations and directions, 44 hours of counting by hand, and the alpine farmer’s diary of when
        his herd went up and down.
        """,
        criteria=(
            "Daily counts with an interval that contains the hand count on at least 40 of the 44 hours",
            "The rule for a cow can be explained in one sentence at our annual meeting",
            "A spreadsheet that our warden feeds with next year’s file without your help",
        ),
        skills=("Statistics", "Time series"),
        difficulty=1,
        currency="CHF",
        reward="range",
        amount="700",
        amount_to="1100",
    ),
    ChallengeText(
        owner="yusuf",
        title="Find the wrong labels among 50,000 bird calls",
        category="data",
        brief="""
        Forty-six recorders along the Bosphorus, 50,212 clips, labelled by 130 volunteers over six springs. Every model I train on them stops improving at 87 %, and when
        I listen to its mistakes, it is right a third of the time.

        So before anyone builds another model, I would like the labels audited. Which are probably wrong, which are hopeless (wind, ferries, a muezzin at 400 m), and which volunteers
        confuse which pairs? The honey buzzard and the common buzzard, I know. I suspect there are others.

        A ranked list beats a corrected set: four ornithologists will listen for 100 hours in all and should spend them well.
        """,
        criteria=(
            "Of the first 1,000 clips on your list, our ornithologists overturn at least 350",
            "A confusion table by pair of species and by volunteer, with volunteers pseudonymous",
            "Clips with no bird in them are listed apart, with at most 2 % birds among a sample of 300",
            "Code and list run from a clean machine in under four hours without a graphics card",
        ),
        skills=("Machine learning", "Audio analysis", "Statistics"),
        difficulty=4,
        currency="EUR",
        reward="milestones",
        milestones=(
            MilestoneText("First 1,000 suspicious clips", "1600", 21),
            MilestoneText("Confusions, empty clips and the final list", "1250", 21),
        ),
        questions=("What would you do before touching a neural network?",),
    ),
)
