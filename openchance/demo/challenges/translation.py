"""Challenges about translation."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="hana",
        title="An English glossary of 340 words that only soy sauce brewers use",
        category="translation",
        brief="""
        My uncle has eleven words for how moromi moves. When he retires they go with him, and our first foreign apprentice begins in April.

        Translate a glossary of 340 terms from Japanese into English, for hands rather than for scholars. Some have no English word and should keep their own, with a sentence that lets somebody recognise the thing when it is in front
        of them. A few are local dialect and slightly rude.

        My uncle is available on Thursdays after five and enjoys being asked.
        """,
        criteria=(
            "340 entries with reading, English term or loan word, and one sentence each",
            "Two brewers who know English can tell from the English alone which Japanese term is meant, in 48 of 50",
            "Terms that are used differently in other regions are marked",
        ),
        skills=("Japanese", "English", "Terminology"),
        difficulty=2,
        currency="JPY",
        reward="fixed",
        amount="165000",
        questions=("Which of your mother tongue’s words for food have you never managed to translate?",),
    ),
    ChallengeText(
        owner="minjun",
        title="1,100 game strings into Brazilian Portuguese, jokes intact",
        category="translation",
        brief="""
        The second game sold better in Recife than in Seoul, in a language that its players did not ask for. For the third we want to be invited properly.

        1,100 strings, 19,000 words, from English. There is a goat with a stammer, a postmistress who rhymes when she is nervous, and a running joke about soup which rests on a pun that you will have to build again from nothing. The interface has room for
        30 % more letters and no more.

        You play before you translate. We answer questions in the file within a day, and your name is in the credits and on the store page.
        """,
        criteria=(
            "All strings in our file, placeholders and line limits kept, checked by our script",
            "Brazilian, not Portuguese, not dubbed-film neutral; reviewed by two players from two regions",
            "The goat still stammers and the postmistress still rhymes",
            "A note of one page about what was replaced and why",
        ),
        skills=("Portuguese", "Game localisation"),
        difficulty=2,
        currency="KRW",
        reward="fixed",
        amount="3100000",
    ),
    ChallengeText(
        owner="lucia",
        title="Subtitle 94 minutes of Quechua testimony in Spanish and English",
        category="translation",
        brief="""
        My next film has no narrator: six women of the upper Mantaro valley talk about the years of the mine. They speak Wanka Quechua with Spanish in it, fast, often at the same time, and one of them sings her answer.

        I have rough transcripts by a niece of two of them. They need to be corrected against the sound, then translated into Spanish with the speakers, then into English from both. Where a word has no equal I prefer it left standing.

        The women see every line before it is locked. Doña Alejandrina will change her mind twice; plan for it.
        """,
        criteria=(
            "Corrected transcript with times, approved by the six speakers",
            "Subtitles of at most two lines of 40 characters, at most 15 characters per second, in SRT",
            "Mixed speech is visible as such in both languages",
            "The song scans",
        ),
        skills=("Quechua", "Spanish", "English", "Subtitling"),
        difficulty=4,
        currency="USD",
        reward="milestones",
        milestones=(
            MilestoneText("Corrected transcript, reel one and two", "1100", 21),
            MilestoneText("Spanish, approved by the speakers", "1500", 28),
            MilestoneText("English, and both timed", "1300", 21),
        ),
    ),
    ChallengeText(
        owner="agnieszka",
        title="Make twenty Polish nursery rhymes rhyme again in English",
        category="translation",
        brief="""
        Twenty rhymes for reading aloud, four to sixteen lines. In Polish they hiss and rustle; that is half the fun and all of the difficulty. A literal English version exists and is like soup without salt.

        What I need is verse that a tired parent can read at eight in the evening without stumbling, that a child of four asks for again, and that still belongs to the picture on the page. The pictures are printed and cannot change, so the hedgehog has to remain
        a hedgehog, and he has to be in a suitcase.
        """,
        criteria=(
            "Twenty rhymes, each matching what its picture shows",
            "Metre that three parents read aloud at first sight without a stumble",
            "At least one tongue-twister per spread where the Polish has one",
            "Rights to print 5,000 copies, with your name on the title page",
        ),
        skills=("Polish", "English", "Verse"),
        difficulty=3,
        currency="PLN",
        reward="range",
        amount="6000",
        amount_to="8500",
    ),
    ChallengeText(
        owner="layla",
        title="An Arabic–English concordance of what pearl divers said",
        category="translation",
        brief="""
        In 31 hours of recordings the divers use about 700 words that are in no dictionary that I own: for winds, ropes, kinds of pearl, kinds of debt. A list exists, with the tape and minute of each use.

        For every word I would like a definition in Arabic, one in English, its likely origin (Persian, Swahili, Hindi and Portuguese all went to sea), and two quotations with translation. The dialect is old Muharraq; my aunt can help with what she is
        willing to repeat.
        """,
        criteria=(
            "About 700 entries in our format, each with two quotations and their place on tape",
            "An origin is given only with a reference, otherwise “unknown”",
            "A reader of Gulf dialects of our choice disputes at most 3 % of 200 entries drawn at random",
        ),
        skills=("Arabic", "English", "Lexicography"),
        difficulty=4,
        currency="BHD",
        reward="fixed",
        amount="1380.000",
    ),
    ChallengeText(
        owner="matthias",
        title="Our hut rules in nine languages, one page each",
        category="translation",
        brief="""
        The German page has 31 rules, 14 of which begin with *Es ist verboten*. It hangs in nine huts and is read by nobody. Guests from Korea have asked what a *Hüttenruhe* is, and whether they may buy one.

        First reduce it, with me, to what matters: boots, water, quiet, rubbish, weather, how to call for help. Then French, Italian, Romansh, English, Dutch, Czech, Korean and Hebrew. I do not expect one person to know all of them. I expect one person to be
        responsible.
        """,
        criteria=(
            "Nine pages in the same order, so that a warden can point at a line in any of them",
            "Each language read by a second native speaker, named on the delivery",
            "The sentence about calling for help is understood by children of ten",
        ),
        skills=("German", "Translation management", "Plain language"),
        difficulty=2,
        currency="CHF",
        reward="fixed",
        amount="1750",
    ),
)
