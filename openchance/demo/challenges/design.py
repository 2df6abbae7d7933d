"""Challenges about design."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="olga",
        title="Redesign the ticket that one visitor in nine loses before the boat shed",
        category="design",
        brief="""
        A Nordholm ticket opens three doors in one day. One in nine is lost before the third, usually to wind. The lost-ticket queue is the first thing our guests
        remember when we ask them in the evening.

        We print 74,000 tickets a year on a small thermal printer, on rolls, for 0.21 kronor each. Plastic cards are out; so is an app. Wristbands were tried
        in 2022 and hated by everyone over twelve.

        What could a ticket be, if it had to survive wind, wet gloves and a toddler, and still be worth keeping? Tying it to something is allowed. We are, after all,
        a museum of knots.
        """,
        criteria=(
            "At most 1 kronor each at 74,000 a year, everything included",
            "In a trial with 300 visitors, fewer than one in forty is lost or unreadable by the third door",
            "Scans at arm’s length in drizzle and at dusk",
            "Goes into household paper recycling in Sweden",
        ),
        skills=("Product design", "Print production", "Illustration"),
        difficulty=2,
        currency="SEK",
        reward="range",
        amount="22000",
        amount_to="34000",
        questions=("Which piece of paper have you kept for more than five years, and why?",),
        clarification="The trial with 300 visitors is run and paid for by us, on two days in May. You need not be on the island for it.",
    ),
    ChallengeText(
        owner="hana",
        title="A soy sauce label that can be read in a dim kitchen",
        category="design",
        brief="""
        Cooks reach for our bottle at the stove, in steam, with the light behind them. We have five sauces. Four of them look the same from one metre, and a restaurant in Kanazawa has
        finished an ice cream with the wrong one. (They kept it on the menu.)

        My great-grandfather’s brushwork has been on the label since 1926 and stays. Everything around it may go. The bottles are 300 ml, brown, round, 58 mm across; labels are printed letterpress
        in two colours by a neighbour who is seventy-four and patient.
        """,
        criteria=(
            "At 50 lux and 1.5 m, nine of ten cooks name the right sauce within two seconds",
            "Two inks, letterpress, no line thinner than 0.15 mm",
            "Required text for Japan and the European Union fits on the back",
            "The five can be told apart without seeing colour",
        ),
        skills=("Packaging design", "Typography", "Japanese"),
        difficulty=2,
        currency="JPY",
        reward="fixed",
        amount="380000",
    ),
    ChallengeText(
        owner="ingrid",
        title="Wayfinding for a ferry on which half the passengers cannot read the signs",
        category="design",
        brief="""
        MF Havørn carries 299 people: commuters, school classes, and in summer a cruise tender every forty minutes. When we reach the quay, the wrong 120 of them are standing
        on the car deck. The mate shouts. It is not the passengers’ fault; our signs are in Norwegian and at the height of a Norwegian.

        We need people to find four places (seats, toilets, car deck, the right exit) and to know **now is not yet the time** without a word being read.
        The boat rolls, the light changes from noon to nothing, and salt eats adhesive in one winter.

        # The steps I have in mind
        1. Ride along for two days, in rain if it can be arranged
        2. A system tried out in tape and cardboard on one deck
        3. Artwork and a maker’s specification for all six boats
        """,
        criteria=(
            "Of fifty passengers new to the boat, forty-five go straight to the exit that we name, in rain and after dark",
            "All signs meet the escape-route rules of the maritime authority; a list shows which rule each one touches",
            "A specification that three sign makers quote for without a question",
            "Works at 1.1 m eye height, from a wheelchair or a pram’s point of view",
        ),
        skills=("Wayfinding", "Graphic design", "User testing"),
        difficulty=3,
        currency="NOK",
        reward="milestones",
        milestones=(
            MilestoneText("Two days aboard, and what you saw", "12000", 10),
            MilestoneText("Tape and cardboard on one deck", "21000", 21),
            MilestoneText("Artwork and specification for six boats", "26000", 28),
        ),
    ),
    ChallengeText(
        owner="matthias",
        title="Twenty-four mountain hazards as icons 12 millimetres wide",
        category="design",
        brief="""
        Our paths are described on one folded sheet. Rockfall, bull, cornice, loose ladder, river that is low at nine and lethal at three: each needs a sign beside a line on a map, 12 mm wide, in black.

        I have looked at many sets. They are drawn for screens, and half of the dangers in them are forbidden parking. What we need can be told apart by somebody who is cold, seventy, and has
        left the glasses in the hut.
        """,
        criteria=(
            "24 icons as SVG, one weight, legible at 12 mm on uncoated paper",
            "Of 30 hikers of any age, 27 name each icon correctly or at least the right kind of danger",
            "No two confused by more than 2 of the 30",
        ),
        skills=("Icon design", "Illustration", "Cartography"),
        difficulty=2,
        currency="CHF",
        reward="fixed",
        amount="2160",
    ),
    ChallengeText(
        owner="dana",
        title="Turn a 60-page tenants’ guide into something tenants will use",
        category="design",
        brief="""
        The most photocopied document in our libraries is a guide to renting that a legal-aid group wrote in 2011. It is correct and unreadable. People come to the desk with one question, often on the worst
        day of their year: *can he do that?*

        The content has been brought up to date and belongs to us. It needs a form. A flow chart? A deck of cards? A poster for the laundromat? I will listen to anything that answers the eleven
        questions we hear most, in English, Spanish and Ojibwe, on paper.

        We will test it at the desk for a month. Librarians are an honest audience, and they have staplers.
        """,
        criteria=(
            "The answer to each of the eleven questions is found within one minute by eight of ten people who have never seen it",
            "Photocopies well in black and white on letter paper",
            "Reading level of grade 6 or below in English",
            "Source files that we can edit without buying software",
        ),
        skills=("Information design", "Plain language", "Typography"),
        difficulty=2,
        currency="USD",
        reward="range",
        amount="2500",
        amount_to="4000",
    ),
    ChallengeText(
        owner="weiling",
        title="Grow an alphabet out of one broken signboard",
        category="design",
        brief="""
        When stall 12 closed, we found a 1958 signboard behind the freezer. Hand-painted, bilingual, cracked through the middle. It says *Lim’s Iced Drinks* in
        letters that no computer has, and everyone over sixty who sees it goes quiet.

        From those thirteen Latin letters and four characters I would like a working display alphabet for our 84 stalls: capitals, lower case, figures, a dollar sign with some
        swagger. Please keep the wobble, lose the crack, and draw what the painter would have drawn next. Four Chinese characters are enough; nobody expects two thousand.
        """,
        criteria=(
            "A font file with Latin capitals, lower case, figures and the punctuation of a menu",
            "The four characters as vector drawings that sit well beside it",
            "Kerning that survives “LAVA TOAST” and “Ayam Penyet”",
            "Legible from six metres at a cap height of 90 mm",
        ),
        skills=("Type design", "Lettering"),
        difficulty=3,
        currency="SGD",
        reward="fixed",
        amount="3200",
    ),
    ChallengeText(
        owner="agnieszka",
        title="Board and pieces for a game about tides, without any plastic",
        category="design",
        brief="""
        In *Odpływ*, players fish on a sandbank that gets smaller every turn. The rules are finished and loved by our kindergarten. What we do not have is a board on which the sea can rise and
        fall forty times an evening without anyone moving forty tokens.

        We have thought about sliders, layers, wet felt (no) and a rotating disc. Print run 3,000, to be packed by two people at a table. It has to cost at most
        38 złoty per box including the printing, and fall off a bunk bed without harm.
        """,
        criteria=(
            "One tide turns in under five seconds by one child of six",
            "Paper, board, wood, cotton only; glue that the toy standard allows",
            "Dummy and drawings from which our printer in Łódź quotes at most 38 zł each for 3,000",
        ),
        skills=("Product design", "Paper engineering", "Illustration"),
        difficulty=3,
        currency="PLN",
        reward="fixed",
        amount="9800",
        questions=("Which mechanism in a book or a game do you wish you had invented?",),
    ),
)
