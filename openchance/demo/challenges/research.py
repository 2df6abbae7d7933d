"""Challenges about research."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="olga",
        title="Who else has stopped handing out audio guides, and what happened?",
        category="research",
        brief="""
        We own 240 audio guides, of which 180 work. Charging, wiping and apologising for them takes one full-time person. The alternatives that salesmen offer us are all called *experience*.

        Before we decide I would like to know what happened to museums of our size (30,000 to 150,000 visitors a year) which gave theirs up: what came instead, what it cost after three years, who complained, who stopped coming. Blind and partly sighted visitors in particular. Failures are welcome and may
        remain anonymous.

        Talk to people. There is little in print, and that little was written by those who sell things.
        """,
        criteria=(
            "At least 14 museums in at least six countries, each interviewed with the same twelve questions",
            "At least four that regret it",
            "Ten pages and a table, with costs per visitor after three years where they were shared",
            "Transcripts or notes, with consent, for our files",
        ),
        skills=("Interviewing", "Museum studies", "English"),
        difficulty=2,
        currency="SEK",
        reward="fixed",
        amount="26000",
    ),
    ChallengeText(
        owner="olga",
        title="Trace who owned a sea chart between 1911 and 1954",
        category="research",
        brief="""
        A chart of the Sound, engraved in 1781 and coloured by hand, came to us in 1954 from a dealer in Lübeck. In 1911 it hung in the house of a ship-owning family in Stettin, where it was photographed. Of the years between we know nothing, and they are the years in which one has to
        know.

        We have the photograph, the dealer’s invoice, two numbers in blue chalk on the back and half of a label. Nobody has asked for the chart. If it belongs to somebody we want to find them before they have to find us.

        Please tell us what you think can be found, and how you will tell us if the answer is painful.
        """,
        criteria=(
            "A chain of owners with the document behind each link; gaps are called gaps",
            "At least six archives consulted, with the call numbers of what was read in vain",
            "An opinion, in the terms of the Washington Principles, on what we ought to do",
            "Copies of all documents, and the right to publish them",
        ),
        skills=("Archive research", "German", "Provenance"),
        difficulty=4,
        currency="SEK",
        reward="milestones",
        milestones=(
            MilestoneText("The back of the chart: chalk, label, frame", "9000", 14),
            MilestoneText("Stettin, Lübeck and the auction catalogues", "27000", 56),
            MilestoneText("Report and opinion", "15000", 28),
        ),
        questions=("What did you do the last time a trail ended?",),
    ),
    ChallengeText(
        owner="priya",
        title="Talk to fifteen people who have stopped taking the bus",
        category="research",
        brief="""
        Our surveys reach those who ride. I want the ones who left: in the past two years, by scooter, by share auto, by staying at home. Fifteen conversations of an hour, in Tamil, where they live.

        Please do not ask what would bring them back; they will be polite. Ask about the last time. What happened on that day, who else was there, what was in their hands? At least nine women, at least four people over sixty, two who use a wheelchair or a stick.
        """,
        criteria=(
            "Fifteen conversations with recorded consent, found through at least five different doors",
            "For each, two pages that its subject would recognise",
            "Eight pages on what they have in common, with what contradicts it",
            "A conversation with us at which you defend one uncomfortable conclusion",
        ),
        skills=("Interviewing", "Tamil", "Qualitative research"),
        difficulty=2,
        currency="INR",
        reward="fixed",
        amount="95000",
    ),
    ChallengeText(
        owner="joao",
        title="Does shade cloth save seedlings, or only make us feel better?",
        category="research",
        brief="""
        We spend 31,000 reais a year on shade cloth at 50 %, because the previous manager did, because a manual said so. I have met people who use 30 %, 70 %, coconut leaves, and nothing at all.

        Find what has been measured for tropical tree seedlings in nurseries: growth, survival after planting out, cost. Portuguese, Spanish and English, theses and reports of public agencies included, since half of our knowledge lives in those. Say how good it is.

        A clear “nobody knows, but here is the cheapest trial” would please me more than a cloud of references.
        """,
        criteria=(
            "A search that another person can repeat, with databases, terms and dates",
            "Every study in one table: species, shade, what was measured, how well",
            "A recommendation for at least ten of our 63 species, graded by certainty",
            "A trial for the three most important gaps, under R$ 6,000 each",
        ),
        skills=("Systematic review", "Ecology", "Portuguese"),
        difficulty=3,
        currency="BRL",
        reward="milestones",
        milestones=(
            MilestoneText("Protocol and search", "2600", 14),
            MilestoneText("Table and grades", "5200", 35),
            MilestoneText("Recommendations and the three trials", "3100", 21),
        ),
    ),
    ChallengeText(
        owner="laurids",
        title="Which rules apply to a hearing aid that swims?",
        category="research",
        brief="""
        My drawer holds a device that lets deaf children hear their swimming teacher through the bone behind the ear. Three children use it every Tuesday. If I gave it to a fourth, would I be a manufacturer? Of a medical device, a toy, radio equipment, or all three?

        I am an engineer and can read a standard. I cannot tell which ones to read. Please map it for the European Union: what it would be called, which route is the lightest that is honest, in which order things have to happen, what each step costs and who may do it.
        """,
        criteria=(
            "A classification with the articles that lead to it, and the strongest argument against it",
            "At least two possible routes compared by cost, months and what must never be claimed",
            "A list of standards that I would have to buy, and of those that I may ignore for now",
            "A call of one hour, after which I know what to do on Monday",
        ),
        skills=("Medical device regulation", "EU law", "Electronics"),
        difficulty=3,
        currency="DKK",
        reward="fixed",
        amount="17500",
    ),
    ChallengeText(
        owner="amina",
        title="Map every place in Kuwait where a child can borrow a book",
        category="research",
        brief="""
        I believe that there are 31. A ministry list says 54 and includes a library that burned down in 1990. Mosques, clubs and one barber lend books without being on any list.

        Visit or telephone each of them and ask the same questions: who may borrow, in which languages, how many books under the age of twelve, when it is truly open. Go at an hour when a child could.
        """,
        criteria=(
            "Every entry confirmed by a visit or a call on a date that is given",
            "At least 90 % of those that we check ourselves (twenty, unannounced) are as you described",
            "A table with coordinates, opening hours and languages, free for anyone to use",
        ),
        skills=("Field research", "Arabic", "Mapping"),
        difficulty=1,
        currency="KWD",
        reward="fixed",
        amount="375.500",
    ),
    ChallengeText(
        owner="laurids",
        title="Ask forty wind co-operatives what they would do differently",
        category="research",
        brief="""
        Next year two of our turbines turn twenty-five. We must decide whether to repair, replace, sell, or take them down, and 4,300 households will vote after a debate that I have to chair.

        Other co-operatives have been there. Ask forty of them, in at least five countries, what they decided, what it cost per household, how the vote went and what they wish somebody had told them. By telephone, because nobody answers forms, me included.

        I can open the first ten doors. People in wind like to talk; a limit of forty minutes is kind to both sides.
        """,
        criteria=(
            "Forty interviews, at least five in each of five countries",
            "A table of decisions and outcomes with money adjusted to this year’s prices",
            "Three cases told in two pages each, approved by those who told them",
            "Slides for a village hall: at most twelve",
        ),
        skills=("Interviewing", "Energy", "English"),
        difficulty=2,
        currency="DKK",
        reward="range",
        amount="24000",
        amount_to="36000",
    ),
)
