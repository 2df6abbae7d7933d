"""Challenges about music and sound."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="ben",
        title="Arrange a herring song for 23 amateurs and one accordion",
        category="music",
        brief="""
        We are eleven sopranos who think they are altos, seven altos, three basses, one tenor (Geoff) and a retired vet with a perfect ear who will sing anything. And Moira on the accordion.

        *Caller Ou* is the wrong song; everybody does it. Ours is a shore tune that the gutting girls sang from Lerwick to Yarmouth, four verses, collected from my great-aunt in 1971. There is a recording with a kettle in it.

        We want three to four minutes that build. Nobody reads music, so the parts have to be learnable by ear: lines that go somewhere, entries that one cannot miss. Geoff should have something to do that sounds harder than it is.
        """,
        criteria=(
            "Score and a separate recorded track for each part, sung or played",
            "Sopranos at most up to D, basses at most down to G, tenor part that can be left out when Geoff has a cold",
            "We learn it in three rehearsals, or you simplify it once",
        ),
        skills=("Arrangement", "Choral music"),
        difficulty=2,
        currency="GBP",
        reward="fixed",
        amount="420",
        questions=("What do you do with a choir that has one tenor?",),
    ),
    ChallengeText(
        owner="claire",
        title="Thirty seconds that tell the coast it is listening to us",
        category="music",
        brief="""
        Our station call is a synthesiser fanfare from 1988. Listeners can imitate it, cruelly. We will bury it on air in June, with speeches.

        The new one should sound like this coast without a gull in it, please, everyone has gulls. Think of halyards on a mast at night, gravel under an outgoing wave, the hum of the freezer plant. Voices in French, English and Mi’kmaw say the name; we will record them for you wherever you want.

        It needs a version of thirty seconds, one of eight, and one of two.
        """,
        criteria=(
            "Three lengths that belong together, as 48 kHz WAV, and the separate tracks",
            "Recognised on a kitchen radio with a 7 cm loudspeaker, in a room with a running tap",
            "Of 40 listeners, at least 30 do not mind hearing it twelve times in a day",
            "All sounds recorded or made by you, or with papers",
        ),
        skills=("Sound design", "Composition", "Mixing"),
        difficulty=2,
        currency="CAD",
        reward="fixed",
        amount="1300",
    ),
    ChallengeText(
        owner="olga",
        title="New music for eighteen minutes of silent boat-building, 1924",
        category="music",
        brief="""
        In 1924 a schoolteacher filmed the building of a herring boat, from the felled oak to the first wet plank. Eighteen minutes, no titles. It runs in our cinema of thirty seats twenty times a day, so the music has to be loved by visitors and forgiven by Berit at the door.

        No sea shanties. The rhythm is in the picture already: axe, caulking iron, steam. I imagine few instruments, much air, and a place where it stops altogether and one hears the projector.

        We have the film at 18 frames per second, a room with 0.6 seconds of reverberation and four loudspeakers.
        """,
        criteria=(
            "Music for the whole length, in step with the picture at the eleven places that we mark",
            "A four-channel master for our room, and a stereo one",
            "Berit can live with it for a week; she is fair",
            "Rights for the museum, screenings elsewhere and one record",
        ),
        skills=("Composition", "Film music", "Mixing"),
        difficulty=3,
        currency="SEK",
        reward="milestones",
        milestones=(
            MilestoneText("Three minutes as a sketch, seen together", "8000", 21),
            MilestoneText("The whole film, first version", "22000", 42),
            MilestoneText("Recording and four-channel mix in the room", "17000", 28),
        ),
    ),
    ChallengeText(
        owner="layla",
        title="Take the hum out of 31 hours of divers’ voices, and leave the sea in",
        category="music",
        brief="""
        My father recorded on a mono cassette deck that was plugged into whatever there was. All 31 hours have a 50 Hz hum with its harmonics, some have a refrigerator, and tape 19 was recorded under a ceiling fan that clicks in
        three-four time.

        Transfers at 96 kHz are done, and done well. I need voices that can be understood by a grandchild on a telephone, and I do not want the courtyard removed. In many places the sea, a donkey or my mother’s tea glasses belong to the record. When in doubt, leave it.
        """,
        criteria=(
            "Two versions of each tape: one cleaned with restraint for the archive, one for listening",
            "On 40 difficult passages a transcriber understands at least 30 % more words than before, in a blind comparison",
            "Settings are written down for each tape, so that somebody can do it again in twenty years",
            "No artefacts on the singing; the two pearl songs are the reason for all of this",
        ),
        skills=("Audio restoration", "Mixing"),
        difficulty=3,
        currency="BHD",
        reward="range",
        amount="780.000",
        amount_to="1100.000",
        questions=("May we hear ten seconds before and after of something that you restored?",),
    ),
    ChallengeText(
        owner="weiling",
        title="Sound for a hawker centre that 84 cooks can stand for eight hours",
        category="music",
        brief="""
        At the moment there are eleven radios. The management committee has voted for one sound instead, by 43 to 41, so it had better be good.

        Ninety minutes that repeat through the day without anybody noticing the seam. Mornings are slow, noon is 82 dB of woks, after nine come the teenagers. Uncle Raj at stall 60 asks for 1970s Tamil film strings, stall 22 for nothing at all. I would like
        it to sound like a place and not like a lift.
        """,
        criteria=(
            "Ninety minutes, without words, with no seam that is noticed by ten of ten listeners",
            "Audible but not in the way at noon: speech between two people stays as easy as without it",
            "After two weeks at least 55 of 84 stalls vote to keep it",
        ),
        skills=("Composition", "Sound design"),
        difficulty=2,
        currency="SGD",
        reward="fixed",
        amount="2400",
    ),
    ChallengeText(
        owner="ben",
        title="Practice tracks for a Christmas concert in eight parts",
        category="music",
        brief="""
        In a moment of courage I said yes to a concert with the choir from Scarborough, who do read music. Seven pieces, up to eight parts. My lot learn in the car.

        For each piece and part: one track with the part in front and the others soft, one with the part missing, and one slow. Sung by people, please. Last year’s were synthesised, and for weeks the altos had the vowels of a toaster.
        """,
        criteria=(
            "All parts of seven pieces in three versions each, as MP3 with sensible names",
            "In tune, in time, with breaths where the singers should breathe",
            "Pronunciation of the two Latin and one Welsh piece is right",
            "Delivered by 1 October, or they will hate me",
        ),
        skills=("Recording", "Singing", "Choral music"),
        difficulty=1,
        currency="GBP",
        reward="fixed",
        amount="680",
    ),
)
