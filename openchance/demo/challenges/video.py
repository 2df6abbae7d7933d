"""Challenges about film and animation."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="joao",
        title="Cut forty hours of a tree nursery into nine minutes",
        category="video",
        brief="""
        For two years a neighbour filmed whatever happened at the nursery, on a good camera and without a plan. Forty hours: seeds in hands, rain, a burst tank, a wedding, an agouti that came back every evening to steal the same species.

        I do not want a film about me. I would like nine minutes in which somebody who owns a tired pasture understands that a forest begins with a woman climbing a tree with a sack. She is called Dona Zefa and she is on cards 31 to 44.

        No music over people who are speaking. Portuguese, with subtitles for the world.
        """,
        criteria=(
            "Nine minutes, give or take thirty seconds, in 4K and in a version for telephones",
            "Everyone who can be recognised agreed to it; the list is kept with the project",
            "Portuguese and English subtitles as files",
            "Project and selected clips in a form that can be opened in five years",
        ),
        skills=("Film editing", "Documentary", "Portuguese"),
        difficulty=3,
        currency="BRL",
        reward="milestones",
        milestones=(
            MilestoneText("Everything watched, and a cut on paper", "3200", 21),
            MilestoneText("Rough cut of at most fourteen minutes", "4800", 28),
            MilestoneText("Fine cut, colour, sound, subtitles", "4500", 21),
        ),
    ),
    ChallengeText(
        owner="olga",
        title="Show in sixty seconds how a capstan lifts an anchor",
        category="video",
        brief="""
        Beside our capstan stands a screen. Visitors push the bars, something grinds below, and they walk away pleased and no wiser. In a minute, without words, they should see where their push goes: drum, messenger rope, nippers,
        cable, anchor, mud.

        Line drawing, two colours, in the manner of the 1790s engravings that we will lend you, except that it moves. The film starts when somebody begins to push and has to make sense from any second.

        Historical detail matters. A retired rigger will watch it with you and stop it often.
        """,
        criteria=(
            "Sixty seconds at 1080 by 1920, thirty frames per second, a loop without a seam",
            "The rigger finds no error of substance",
            "Of 20 visitors who were asked afterwards, 15 can explain what the nippers are for",
        ),
        skills=("Animation", "Illustration", "Maritime history"),
        difficulty=3,
        currency="SEK",
        reward="fixed",
        amount="38000",
        questions=("Show us something that you explained without words.",),
    ),
    ChallengeText(
        owner="tomas",
        title="Four minutes about one pair of wheels, and nobody speaks",
        category="video",
        brief="""
        Vašek builds wheels on Wednesdays. Seventy-two spokes, a stand older than he is, and a way of plucking each one and listening. It takes him 3 hours and 50 minutes, and I have seen customers forget their coffee.

        Please film one pair from the hub to the road. No interview, no piano, no slow motion of sparks (there are none). Sound matters as much as picture. At the end somebody rides away and we hear the wheels.
        """,
        criteria=(
            "About four minutes in 4K, shot on one Wednesday or two in Brno",
            "Live sound, no music, no words",
            "Vašek is asked before anything is published, and may say no to a shot",
            "One still frame good enough for a poster of 50 by 70 cm",
        ),
        skills=("Cinematography", "Sound recording", "Film editing"),
        difficulty=2,
        currency="CZK",
        reward="fixed",
        amount="46000",
    ),
    ChallengeText(
        owner="lucia",
        title="Match three cameras that never agreed about the colour of snow",
        category="video",
        brief="""
        Seventy-one minutes from 4,700 metres: a Blackmagic, a ten-year-old Canon and a telephone. The Canon thinks that snow is pink. The telephone thinks that everything is a holiday.

        The picture is locked. I have a reference reel of four minutes that I am happy with, made by a colourist who has since become a father. Continue in that spirit. The women’s faces come first, always; the mountains can look after themselves.
        """,
        criteria=(
            "Seventy-one minutes graded, and I cannot tell the camera in nine of ten cuts",
            "Skin checked on a calibrated display and on an ordinary television",
            "Masters for cinema and for broadcast, within legal levels",
            "DaVinci Resolve project with named nodes",
        ),
        skills=("Colour grading", "DaVinci Resolve"),
        difficulty=2,
        currency="USD",
        reward="fixed",
        amount="2100",
    ),
    ChallengeText(
        owner="nomvula",
        title="Sign-language versions of eight clinic films",
        category="video",
        brief="""
        Our films about birth, fever, HIV tests and diabetes play in 38 waiting rooms and on telephones. For deaf patients there is a transcript, in the third or fourth language they were forced to learn.

        We need South African Sign Language, performed by deaf signers and not interpreted at speed. Eight films, 26 minutes together. The signer should not be a postage stamp in the corner. How picture and hands share the screen is part of the
        challenge.

        Two deaf health workers of ours advise, are paid by us, and have a veto on anything medical.
        """,
        criteria=(
            "Eight films, the signer at least a third of the picture’s height, with captions",
            "Performed by first-language signers, credited by name",
            "Of 20 deaf patients, 18 answer the five questions about each film correctly",
            "Files under 25 MB that play on a telephone of 2017",
        ),
        skills=("Sign language", "Film editing", "Accessibility"),
        difficulty=3,
        currency="USD",
        reward="milestones",
        milestones=(
            MilestoneText("One film, two ways of sharing the screen, tried with patients", "1500", 21),
            MilestoneText("Films two to five", "3200", 35),
            MilestoneText("Films six to eight, captions, small files", "2400", 28),
        ),
    ),
    ChallengeText(
        owner="weiling",
        title="Cut twelve cooking films for people who hold telephones upright",
        category="video",
        brief="""
        In 2021 a broadcaster filmed twelve of our cooks, beautifully, in wide screen, six minutes each. The rights are ours again. Nobody under thirty has seen a second of it.

        We want three upright pieces from each film, 20 to 45 seconds, in which something happens: a flip, a crack, a grandmother’s verdict. English and Mandarin captions. The cooks approve their own pieces, and Auntie Siew does not want her chilli shown closely enough to be
        copied.
        """,
        criteria=(
            "Thirty-six pieces in 9:16, each understood with the sound off",
            "Re-framed by hand where hands matter; no machine-made zoom that misses the wok",
            "Captions checked by a reader of each language",
            "First frame works as a still",
        ),
        skills=("Film editing", "Subtitling", "Motion graphics"),
        difficulty=1,
        currency="SGD",
        reward="range",
        amount="1800",
        amount_to="2600",
    ),
)
