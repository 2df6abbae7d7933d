"""Challenges about software."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="ingrid",
        title="Make our tide and quay app work in a harbour with no signal",
        category="software",
        brief="""
        Our deck crews open the app 900 times a day, and in four of fourteen harbours there is no network until the boat has left again. They see a spinner and
        go back to the laminated sheet.

        The app is a small Django site with a map. We want it to hold everything a crew needs for the next seven days: tides, quay depths, ramp angles, the
        telephone numbers of the harbour masters. About 1.2 MB in all.

        # What has been tried
        - A native app in 2019. Nobody updated it, and it showed the wrong winter ramp for two months.
        - Caching headers. They help until the telephone runs out of space and throws everything away.

        Half the crew use telephones from 2018 or older. They wear gloves. Please do not propose a rewrite.
        """,
        criteria=(
            "With the network switched off for 48 hours, all fourteen quays open within two seconds on a 2018 mid-range telephone",
            "Each page shows when its figures were fetched; anything older than seven days is marked in words, not by colour alone",
            "A correction published on shore reaches a telephone within ten minutes of its next connection",
            "Signing out removes the stored harbour telephone numbers",
            "Tests cover the first visit, an update, a full disk and a telephone whose clock is wrong",
        ),
        skills=("JavaScript", "Django", "Offline-first", "Testing"),
        difficulty=3,
        currency="NOK",
        reward="milestones",
        milestones=(
            MilestoneText("Offline shell and seven days of tides", "18000", 14),
            MilestoneText("Corrections, warnings about age and sign-out", "14500", 14),
            MilestoneText("Two weeks on MF Havørn, and what the crew found", "9000", 21),
        ),
        questions=("Which offline application of yours is in daily use, and by whom?",),
    ),
    ChallengeText(
        owner="matthias",
        title="Stop two hut wardens from selling the same bunk",
        category="software",
        brief="""
        Nine huts, 412 bunks, and a booking program written in 2009 by a member who has since moved to Chile. On 14 August last year the hut at 2,640 metres
        sold 31 places to 44 people.

        We know roughly what happens: the warden confirms by radio, the valley office confirms by web, and each looks at a page that is up to ten minutes old.
        The code is 6,200 lines of PHP on MariaDB. We have a copy with a year of invented guests for you to work on.

        A fix is welcome that leaves everything else as ugly as it is. The season starts on 12 June and nobody will learn a new program before then.
        """,
        criteria=(
            "A test starts 200 parallel bookings for the last bunk; one succeeds and 199 people are told so in a sentence",
            "A booking made by radio and typed in later is marked as such and never pushes out a confirmed guest",
            "No change to what the wardens see, apart from the message that a bunk has just gone",
        ),
        skills=("PHP", "SQL", "Concurrency"),
        difficulty=2,
        currency="CHF",
        reward="fixed",
        amount="2800",
    ),
    ChallengeText(
        owner="tui",
        title="Retire a 14-year-old Access database that knows 60,000 seeds",
        category="software",
        brief="""
        Each seed lot has a paper envelope, a row in Access and, with luck, the same story in both. The computer it lives on cannot be updated any more, and
        the person who understood the macros retired in 2020. She has agreed to two long telephone calls.

        We want something plain that our three staff can run for the next fourteen years: search, a form for each lot, germination tests, and labels on
        the thermal printer we have. Te reo Māori names come first everywhere, with macrons that sort properly.

        # Please know
        - 60,412 lots, 38 tables, 11 of them empty
        - About 900 lots carry cultural restrictions: who may see where they were collected is decided by families, not by us
        - The containers have solar power and a slow link; the database has to live on site
        """,
        criteria=(
            "Every one of the 60,412 lots is found by its old number, and a report lists each value that was changed on the way and why",
            "Collection places of restricted lots are invisible, in exports too, to anyone outside the family’s list",
            "A label prints within three seconds on the Zebra GK420t",
            "Two of our staff restore last night’s backup from your instructions alone",
        ),
        skills=("Data migration", "Python", "SQL", "Plain language"),
        difficulty=3,
        currency="NZD",
        reward="milestones",
        milestones=(
            MilestoneText("Reading the macros, and a written map of the 38 tables", "1900", 14),
            MilestoneText("Migration that can be repeated, with its report", "3400", 28),
            MilestoneText("Forms, search and restricted lots", "4200", 35),
            MilestoneText("Labels, backup drill, handing over", "1500", 14),
        ),
        questions=(
            "Tell us about a migration that went wrong and what you did the next morning.",
            "How would you keep our restricted lots out of an export?",
        ),
    ),
    ChallengeText(
        owner="olga",
        title="Find out why our museum kiosks slow down by Thursday",
        category="software",
        brief="""
        Six touch screens in the rigging loft show how knots are tied. We open on Tuesday, and by Thursday afternoon a knot takes four seconds to answer a
        finger. Switching everything off and on helps until the next Thursday.

        The kiosks are Raspberry Pi 4 with 2 GB, Chromium in full screen, and a page of our own: 3,000 lines of JavaScript with a physics library that draws
        the rope. Memory grows by about 90 MB a day. We suspect the rope.

        You get the source, a disk image and a recording of one week’s touches that can be played back at forty times the speed.
        """,
        criteria=(
            "After a replayed week of touches, memory has grown by less than 20 MB and a knot answers within 150 ms",
            "The cause is explained in half a page that our carpenter, who looks after the kiosks, can follow",
            "The rope looks and moves as before; we compare ten recorded gestures side by side",
        ),
        skills=("JavaScript", "Performance", "Linux"),
        difficulty=2,
        currency="SEK",
        reward="fixed",
        amount="16500",
        clarification="""
        Several of you asked whether Chromium may be replaced. Yes, by anything that starts by itself after a power cut and needs no licence.
        """,
    ),
    ChallengeText(
        owner="elena",
        title="Turn a MIDI file into the holes of a 30-note music-box strip",
        category="software",
        brief="""
        We sell a hand-cranked music box that reads paper strips. People want to punch their own tunes, and what they have is MIDI: too many notes, too
        fast, in the wrong key.

        Write a small program, for the command line first, that takes a MIDI file and gives back an SVG in true millimetres, ready for a laser cutter. The
        musical part is the interesting one. A comb of 30 teeth has no F sharp below the staff, and a tooth needs 7 mm before it can be plucked again, or it
        buzzes.

        We will publish it under a free licence, with your name on the first line.
        """,
        criteria=(
            "Ten MIDI files of ours become strips in which no tooth is plucked again within 7 mm",
            "The program tries all transpositions and says in words which notes were moved, thinned or dropped",
            "A printed strip matches the reference within 0.2 mm over one metre",
            "Runs on Linux, macOS and Windows without anything but Python 3.11",
        ),
        skills=("Python", "Music theory", "SVG"),
        difficulty=2,
        currency="EUR",
        reward="fixed",
        amount="1450",
    ),
    ChallengeText(
        owner="priya",
        title="Cut our bus-arrival page from 4.1 MB to what a cheap phone can load",
        category="software",
        brief="""
        Most of our readers stand at a stop with a telephone that cost 6,000 rupees and a data pack that ends on Sunday. Our arrival page weighs 4.1 MB and
        makes 117 requests. I did the arithmetic: reading it costs some of them more than the bus.

        It is a React application around one JSON feed. I am attached to the feed and to nothing else. The map can go behind a link. The advertisement for
        our annual meeting can go altogether.

        Tamil and English, please, and Tamil type that does not need a 300 kB font.
        """,
        criteria=(
            "First visit under 60 kB and 6 requests, measured at the server",
            "Arrivals for stop 1142 are readable within 2.5 seconds on throttled 3G",
            "Works without JavaScript; with it, times refresh without moving what is being read",
            "All Tamil text passes the review of two of our readers on their own telephones",
        ),
        skills=("HTML and CSS", "Web performance", "Accessibility"),
        difficulty=2,
        currency="INR",
        reward="range",
        amount="70000",
        amount_to="85000",
        questions=("What would you leave out first, and who would miss it?",),
    ),
    ChallengeText(
        owner="minjun",
        title="Let a blind player find her way through our lighthouse",
        category="software",
        brief="""
        Our game is 118,000 words and a lighthouse. A blind player wrote to us that she reached the third landing by counting footsteps, alone, over four
        evenings, and enjoyed it. We would like her to enjoy it faster.

        The engine is Godot 4. Dialogue is plain text and easy. Rooms are not: you walk, you look, and what matters is often a thing in a corner. We need a way
        to listen to a room that is a pleasure and not a list of coordinates. Sound designer and recordings are available on our side; so are three blind
        testers, paid by us.

        I would rather ship two wonderful rooms than forty dutiful ones, and learn from them.
        """,
        criteria=(
            "All menus and dialogue are spoken by NVDA and VoiceOver, in order, without traps",
            "Our three testers finish the first two floors without sighted help",
            "The sighted game loses no frame: 60 per second on a Steam Deck",
            "A written method, so that we can do the other thirty-eight rooms ourselves",
        ),
        skills=("Accessibility", "Godot", "Sound design"),
        difficulty=4,
        currency="KRW",
        reward="range",
        amount="4500000",
        amount_to="7000000",
        questions=("Which audio game should we play before we talk, and why that one?",),
    ),
    ChallengeText(
        owner="dana",
        title="Merge three library catalogues without losing a single hold",
        category="software",
        brief="""
        Three towns are about to share one catalogue. Two run Koha, of different ages. The third has a system whose vendor disappeared in 2017 and left us
        MARC exports with a character encoding of its own.

        340,000 records, of which perhaps 90,000 describe the same book three times, each with a different opinion about the subtitle. And 4,112 open holds:
        people who are waiting for something. **If a record goes missing I write an apology. If a hold goes missing, a nine-year-old does not get her dragon
        book.**

        Work happens on copies. The real weekend is 21 to 23 February.
        """,
        criteria=(
            "All 4,112 holds arrive, in their order, attached to a copy that exists",
            "Of 500 pairs that our cataloguers have judged, at least 490 are merged or kept apart as they did",
            "Every merge can be undone, one by one, for 90 days",
            "The whole run takes under six hours on our server and can be repeated",
        ),
        skills=("Data migration", "MARC", "Python", "SQL"),
        difficulty=4,
        currency="USD",
        reward="milestones",
        milestones=(
            MilestoneText("Read all three, and a list of what is odd", "2200", 14),
            MilestoneText("Matching, judged against our 500 pairs", "3800", 30),
            MilestoneText("Holds, loans and the undo", "3100", 21),
            MilestoneText("The weekend itself, and the Monday after", "1400", 7),
        ),
    ),
)
