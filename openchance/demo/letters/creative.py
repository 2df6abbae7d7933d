"""Cover letters for design, writing, translation, music, film and education; each fits any challenge of its category."""

from openchance.demo.texts import LetterText

CREATIVE_LETTERS = (
    LetterText(
        category="design",
        body="""
        Your criteria can be tested, which is rare, so I would test from the second day: paper, scissors, strangers. Three directions in the first week, each brought to the point where it can fail. We choose together, and I make
        that one properly.

        I include the visit to the printer or maker in my price. Most of what goes wrong goes wrong there.
        """,
    ),
    LetterText(
        category="design",
        body="""
        I have one doubt about the brief and would rather say it now. I believe the problem starts a step earlier than where you look for it, at the moment when people receive the thing and not when they use it. I would like half a day to find out. If I am
        wrong I will say so and do what you asked.

        Sources are delivered in open formats, fonts are licensed in your name, and nothing in it will need me to be changed.
        """,
    ),
    LetterText(
        category="design",
        body="""
        Recently graduated, so here is what I can offer instead of a long list: time, a workshop with a laser cutter until September, and a teacher who looks over my shoulder for free.

        I made four rough models after reading the brief. Two are bad in an interesting way, and I photographed all of them for you.
        """,
    ),
    LetterText(
        category="design",
        body="I make few things and change them often. In the first week you would see something rough every day at noon, and say yes, no, or closer.",
    ),
    LetterText(
        category="design",
        body="The nicest thing about your brief is the sentence about what you have tried already. I would begin with the last of those attempts, since I believe it was nearly right.",
    ),
    LetterText(
        category="writing",
        body="""
        I tried one. It took me two hours and it is below your limit by four words; you find it attached. It is not right yet. The second sentence knows too much.

        The way I work: I read everything to somebody who does not care about the subject. What makes them look up stays. You would get the first third for your comments before I touch the rest.
        """,
    ),
    LetterText(
        category="writing",
        body="""
        Fifteen years of writing for people who are busy, cold or annoyed. I take away until something breaks, and put the last thing back.

        Two rounds of changes are included, and a third if the mistake was mine. I cannot do it in less than the time I ask for, because I need to leave it alone for a week in the middle.
        """,
    ),
    LetterText(
        category="writing",
        body="""
        I know the place you write about, and I had an opinion about the present version long before I saw this challenge. It was not a kind one.

        References from two clients in the same situation are linked. One of them will tell you that I am stubborn about commas, and the other that I deliver on the day.
        """,
    ),
    LetterText(
        category="writing",
        body="I have cut your brief to half its length as an exercise, and attach it. If you miss something in it, I am the wrong person. If you do not, I may be the right one.",
    ),
    LetterText(
        category="writing",
        body="Mornings are for writing, afternoons for reading aloud to my neighbour, who is deaf in one ear and honest. Drafts would come on Thursdays.",
    ),
    LetterText(
        category="translation",
        body="""
        I translate into my first language only; for the other direction I work with a colleague, whom I would name in the delivery. Both of us would read everything aloud.

        In your sample there are three words I cannot solve without asking someone who uses them. I count on about forty such questions and would send them in two batches, so as not to use up your patience.
        """,
    ),
    LetterText(
        category="translation",
        body="""
        Here is the first passage, as a trial, in two versions: one that keeps the shape and one that keeps the sense. I prefer the second and would like to know which one you prefer before we speak about anything else.

        A glossary grows while I work, and it belongs to you.
        """,
    ),
    LetterText(
        category="translation",
        body="""
        My grandmother spoke this, my mother understood it, and I learned it again from recordings. That is not a diploma, but I have eleven years of practice and a list of printed work besides.

        Where I am not certain I mark it. Expect a few question marks in the first draft and none in the last.
        """,
    ),
    LetterText(
        category="translation",
        body="I would deliver little and early: the first tenth in a week, with everything I am unsure about marked. After your comments the rest goes quickly.",
    ),
    LetterText(
        category="translation",
        body="I have translated for the same kind of reader for nine years. They write to me when something is wrong, which happens about twice per book. I would be glad to show you the letters.",
    ),
    LetterText(
        category="music",
        body="""
        I listened to what you sent on good loudspeakers, on bad ones, and through a wall. Through the wall was the most useful.

        I would send three sketches of twenty seconds within ten days, deliberately different, and drop two of them without complaint. All tracks and the session are delivered with the master.
        """,
    ),
    LetterText(
        category="music",
        body="""
        I have worked with amateurs, bad rooms and small budgets for most of my life, and I am not saying it to be modest. It means that I know what can be learned in an evening and what only looks easy.

        Everything is played or sung by people. I play some of them.
        """,
    ),
    LetterText(
        category="music",
        body="""
        The price is lower than it could be, because I would like to have this in my portfolio. The time is longer than it could be, because I have a small child.

        What I would avoid: everything that one expects. What I would keep: the silence that you mention in the middle of the brief. I think it is the point.
        """,
    ),
    LetterText(
        category="music",
        body="I have a quiet room, a loud piano and a free month. A first sketch costs you nothing; if it is not what you hear in your head we have lost an evening.",
    ),
    LetterText(
        category="music",
        body="May I come to a rehearsal, or hear the room, before I promise anything? I can tell more from how a door closes there than from any description.",
    ),
    LetterText(
        category="video",
        body="""
        Before cutting I watch everything once, in order, without stopping, and write down only what made me forget that I was working. The film is usually in that list.

        You see a paper version first, since arguments are cheaper there. Subtitles, captions and a sound mix that works on a telephone are part of the price.
        """,
    ),
    LetterText(
        category="video",
        body="""
        My reel is linked, though the piece at 1:40 is the only one that has anything to do with your challenge. I did picture and sound on that alone, in six weeks.

        I ask people before I show them and keep their consent with the project. If somebody changes their mind afterwards I cut again, free of charge.
        """,
    ),
    LetterText(
        category="video",
        body="""
        I drew eight frames after reading the brief, to see if I understood it. The fifth is wrong, and I left it in because it shows what I do not understand: a question for you is written under it.

        Delivery in the formats you list, plus the project with all sources in open formats where those exist.
        """,
    ),
    LetterText(
        category="video",
        body="I would cut it without music until it works, and add music only if it still wants some. You see every version, including the embarrassing second one.",
    ),
    LetterText(
        category="video",
        body="Two people, one small van, and the habit of arriving early. We shoot little and listen a lot. The last client complained that he had not noticed us, and then withdrew the complaint.",
    ),
    LetterText(
        category="education",
        body="""
        I would write the first unit, give it to a colleague who has not seen the rest, and sit in the last row. Whatever I feel the urge to explain from there is missing on the page.

        After nineteen years of teaching I trust plans that fit on one sheet and survive a fire drill. You would get those, and a list of what can be skipped when time runs out.
        """,
    ),
    LetterText(
        category="education",
        body="""
        Your criteria measure what people can do at the end and not how they liked it, so I know that we will get along.

        I would start from the last day and work backwards. Research where there is some, said plainly where there is none. Trial with real learners before anything gets a layout.
        """,
    ),
    LetterText(
        category="education",
        body="""
        I have taught exactly this group of people, in the evening, tired, with children asleep in the back of the room. They are the best learners there are if nobody wastes their time.

        Everything would be editable and printable in black and white. I can be with you for the first trial if you pay the train.
        """,
    ),
    LetterText(
        category="education",
        body="I would ask three of your learners to teach me what they know already. It takes one hour, and it usually halves the course.",
    ),
    LetterText(
        category="education",
        body="I write the hard lesson first. If that one works the others will, and if it does not, you have spent little to find out.",
    ),
)
