"""Cover letters that fit any challenge of their category."""

from openchance.demo.texts import LetterText

GENERAL_LETTERS = (
    LetterText(
        "software",
        """
        I have read the brief twice and your criteria three times, because they are the contract. Before changing a line I would write the tests that they describe and show you that they fail for the right reason.

        After that, small steps, each of them in use before the next one begins. You would see the first in the first week. I keep a log of decisions in plain words, so that whoever comes after me does not have to guess.
        """,
    ),
    LetterText(
        "software",
        """
        What worries me in a project like this is never the code. It is the day on which the old way and the new way are both half true. So my plan begins with that day:

        - how you would notice that something is wrong,
        - how you would go back, by yourself, in ten minutes,
        - and only then what to build.

        I work alone, on weekdays from seven to three, and I answer messages at both ends of that.
        """,
    ),
    LetterText(
        "software",
        """
        I would do this with less than you expect. No new framework, no new service to pay for, and no dependency that I have not read.

        One honest limit: I can begin on the 12th, not earlier. The price includes two months of mending whatever turns out to be my fault.
        """,
    ),
    LetterText(
        "data",
        """
        My first deliverable is always the same and always dull: a page that says what is in the data, what is missing, and what cannot be answered with it. If that page says that your question is out of reach, you have
        spent a tenth of the reward and I go home.

        If it does not, I start with the simplest method that could work, and anything cleverer has to beat it on data that neither of us has looked at.
        """,
    ),
    LetterText(
        "data",
        """
        I was glad to see that you keep part of the data back. I would ask you to keep it back from me too, until the very end.

        You would get the code, a description that your least technical colleague can follow, and an interval around every number. I do not deliver numbers without one.
        """,
    ),
    LetterText(
        "data",
        """
        A similar problem took me nine weeks in 2022, mostly because I believed a column called *date*. This time I would believe nothing for three days, then talk to the person who typed it, then begin.

        Everything would run on an ordinary laptop with one command. Happy to show the earlier work in a call.
        """,
    ),
    LetterText(
        "design",
        """
        Your criteria can be tested, which is rare, so I would test from the second day: paper, scissors, strangers. Three directions in the first week, each brought to the point where it can fail. We choose together, and I make
        that one properly.

        I include the visit to the printer or maker in my price. Most of what goes wrong goes wrong there.
        """,
    ),
    LetterText(
        "design",
        """
        I have one doubt about the brief and would rather say it now. I believe the problem starts a step earlier than where you look for it, at the moment when people receive the thing and not when they use it. I would like half a day to find out. If I am
        wrong I will say so and do what you asked.

        Sources are delivered in open formats, fonts are licensed in your name, and nothing in it will need me to be changed.
        """,
    ),
    LetterText(
        "design",
        """
        Recently graduated, so here is what I can offer instead of a long list: time, a workshop with a laser cutter until September, and a teacher who looks over my shoulder for free.

        I made four rough models after reading the brief. Two are bad in an interesting way, and I photographed all of them for you.
        """,
    ),
    LetterText(
        "engineering",
        """
        I would build the worst case first. Before drawing anything pretty I want to see it fail in my workshop in the way it fails for you, so that we agree on what we are fighting.

        Then three concepts on one page, with a rough figure for load, cost and wear beside each. I will recommend one and say what I dislike about it. Drawings come as STEP and as PDF, with tolerances that mean something.
        """,
    ),
    LetterText(
        "engineering",
        """
        From your figures I get a safety factor of about 1.3 in the place where I would like to see 2. Either a number in the brief is off, or that is your problem. I would begin there; it is an afternoon of measuring.

        I have the machines to make prototypes myself, and a stock of the boring materials. Shipping is in the price.
        """,
    ),
    LetterText(
        "engineering",
        """
        Two similar jobs are in my portfolio, one of them a failure. I added it on purpose: it held for 6,000 cycles and then it did not, and what I learned is the reason why I believe I can do yours.

        My price is at the upper end because it contains the second prototype. There is always a second prototype.
        """,
    ),
    LetterText(
        "science",
        """
        There are at least four explanations that fit what you describe, and I would be suspicious of anyone who has only one. I would write them down with what each forbids, and choose the cheapest measurement that kills most of them.

        You would have a protocol of one page within a week. I ask for raw data without any cleaning; the mistakes are often where the answer is.
        """,
    ),
    LetterText(
        "science",
        """
        I have shared access to the instruments that this needs, on Tuesdays and alternate Fridays, which decides my timetable: not fast, but steady. Samples would be handled by me alone and returned with a record.

        Please note that I will report a negative result in the same detail as a positive one, and that my price is the same for both.
        """,
    ),
    LetterText(
        "science",
        """
        This is close to what I did for my doctorate, with the difference that you have much better records than I had. I would reanalyse those before measuring anything new. My guess is that half of the answer is in them.

        I would like to publish the result with you, some time, if you agree. If not, that is fine too, and changes nothing about the price.
        """,
    ),
    LetterText(
        "writing",
        """
        I tried one. It took me two hours and it is below your limit by four words; you find it attached. It is not right yet. The second sentence knows too much.

        The way I work: I read everything to somebody who does not care about the subject. What makes them look up stays. You would get the first third for your comments before I touch the rest.
        """,
    ),
    LetterText(
        "writing",
        """
        Fifteen years of writing for people who are busy, cold or annoyed. I take away until something breaks, and put the last thing back.

        Two rounds of changes are included, and a third if the mistake was mine. I cannot do it in less than the time I ask for, because I need to leave it alone for a week in the middle.
        """,
    ),
    LetterText(
        "writing",
        """
        I know the place you write about, and I had an opinion about the present version long before I saw this challenge. It was not a kind one.

        References from two clients in the same situation are linked. One of them will tell you that I am stubborn about commas, and the other that I deliver on the day.
        """,
    ),
    LetterText(
        "translation",
        """
        I translate into my first language only; for the other direction I work with a colleague, whom I would name in the delivery. Both of us would read everything aloud.

        In your sample there are three words I cannot solve without asking someone who uses them. I count on about forty such questions and would send them in two batches, so as not to use up your patience.
        """,
    ),
    LetterText(
        "translation",
        """
        Here is the first passage, as a trial, in two versions: one that keeps the shape and one that keeps the sense. I prefer the second and would like to know which one you prefer before we speak about anything else.

        A glossary grows while I work, and it belongs to you.
        """,
    ),
    LetterText(
        "translation",
        """
        My grandmother spoke this, my mother understood it, and I learned it again from recordings. That is not a diploma, but I have eleven years of practice and a list of printed work besides.

        Where I am not certain I mark it. Expect a few question marks in the first draft and none in the last.
        """,
    ),
    LetterText(
        "music",
        """
        I listened to what you sent on good loudspeakers, on bad ones, and through a wall. Through the wall was the most useful.

        I would send three sketches of twenty seconds within ten days, deliberately different, and drop two of them without complaint. All tracks and the session are delivered with the master.
        """,
    ),
    LetterText(
        "music",
        """
        I have worked with amateurs, bad rooms and small budgets for most of my life, and I am not saying it to be modest. It means that I know what can be learned in an evening and what only looks easy.

        Everything is played or sung by people. I play some of them.
        """,
    ),
    LetterText(
        "music",
        """
        The price is lower than it could be, because I would like to have this in my portfolio. The time is longer than it could be, because I have a small child.

        What I would avoid: everything that one expects. What I would keep: the silence that you mention in the middle of the brief. I think it is the point.
        """,
    ),
    LetterText(
        "video",
        """
        Before cutting I watch everything once, in order, without stopping, and write down only what made me forget that I was working. The film is usually in that list.

        You see a paper version first, since arguments are cheaper there. Subtitles, captions and a sound mix that works on a telephone are part of the price.
        """,
    ),
    LetterText(
        "video",
        """
        My reel is linked, though the piece at 1:40 is the only one that has anything to do with your challenge. I did picture and sound on that alone, in six weeks.

        I ask people before I show them and keep their consent with the project. If somebody changes their mind afterwards I cut again, free of charge.
        """,
    ),
    LetterText(
        "video",
        """
        I drew eight frames after reading the brief, to see if I understood it. The fifth is wrong, and I left it in because it shows what I do not understand: a question for you is written under it.

        Delivery in the formats you list, plus the project with all sources in open formats where those exist.
        """,
    ),
    LetterText(
        "architecture",
        """
        I would come and sit there for a day before drawing, at my own cost. Sections first, plans after; in a place like this the section decides everything.

        The estimate would be made with a builder who has to live with it, and I name him in the proposal. My drawings have few lines, and each of them can be built.
        """,
    ),
    LetterText(
        "architecture",
        """
        Three built projects of this size, all within budget, one late (by three weeks; a bird was nesting). I work with an engineer from the first sketch, and her fee is included in my price.

        I would make a model at each stage. People who say that they understand drawings are mostly being polite.
        """,
    ),
    LetterText(
        "architecture",
        """
        What interests me is the restriction that looks like the most annoying one in your list. Take it seriously and half of the design follows.

        Attached: one page of sketches, and one of sums about weight, heat and money. If the sums are wrong I would rather learn it from you now.
        """,
    ),
    LetterText(
        "education",
        """
        I would write the first unit, give it to a colleague who has not seen the rest, and sit in the last row. Whatever I feel the urge to explain from there is missing on the page.

        After nineteen years of teaching I trust plans that fit on one sheet and survive a fire drill. You would get those, and a list of what can be skipped when time runs out.
        """,
    ),
    LetterText(
        "education",
        """
        Your criteria measure what people can do at the end and not how they liked it, so I know that we will get along.

        I would start from the last day and work backwards. Research where there is some, said plainly where there is none. Trial with real learners before anything gets a layout.
        """,
    ),
    LetterText(
        "education",
        """
        I have taught exactly this group of people, in the evening, tired, with children asleep in the back of the room. They are the best learners there are if nobody wastes their time.

        Everything would be editable and printable in black and white. I can be with you for the first trial if you pay the train.
        """,
    ),
    LetterText(
        "research",
        """
        I begin with the question behind the question: what will you do differently when you have the answer? From that I would make a list of what would count as evidence, and show it to you before I look for any.

        Every statement in the report carries its source, including the ones that say *nothing was found*, with where and when I looked.
        """,
    ),
    LetterText(
        "research",
        """
        I like talking to people and they tend to forget the clock, so I plan ninety minutes for what you call an hour. Consent is asked twice, at the beginning and after they have heard themselves.

        I would send you notes each Friday. Surprises do not improve by waiting for the final report.
        """,
    ),
    LetterText(
        "research",
        """
        Three of the sources you would need are not on line; I have reader’s cards for two of them and a cousin near the third.

        The schedule looks slow because archives are. If something turns up early I stop early, and then the price goes down by what I have not worked.
        """,
    ),
)
