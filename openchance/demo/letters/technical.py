"""Cover letters for software, data, engineering, science, architecture and research; each fits any challenge of its category."""

from openchance.demo.texts import LetterText

TECHNICAL_LETTERS = (
    LetterText(
        category="software",
        body="""
        I have read the brief twice and your criteria three times, because they are the contract. Before changing a line I would write the tests that they describe and show you that they fail for the right reason.

        After that, small steps, each of them in use before the next one begins. You would see the first in the first week. I keep a log of decisions in plain words, so that whoever comes after me does not have to guess.
        """,
    ),
    LetterText(
        category="software",
        body="""
        What worries me in a project like this is never the code. It is the day on which the old way and the new way are both half true. So my plan begins with that day:

        - how you would notice that something is wrong,
        - how you would go back, by yourself, in ten minutes,
        - and only then what to build.

        I work alone, on weekdays from seven to three, and I answer messages at both ends of that.
        """,
    ),
    LetterText(
        category="software",
        body="""
        I would do this with less than you expect. No new framework, no new service to pay for, and no dependency that I have not read.

        One honest limit: I can begin on the 12th, not earlier. The price includes two months of mending whatever turns out to be my fault.
        """,
    ),
    LetterText(
        category="software",
        body="Short version: yes, I have done this twice, and both are still running. I attach the hand-over notes of the second, because they say more than a list of technologies. I would start with the criterion that you are least sure how to check.",
    ),
    LetterText(
        category="software",
        body="I would spend the first two days only watching: logs, people, and what they do when nobody is looking. You get my notes either way. If after that you would rather have somebody else, we part as friends and you keep the notes.",
    ),
    LetterText(
        category="data",
        body="""
        My first deliverable is always the same and always dull: a page that says what is in the data, what is missing, and what cannot be answered with it. If that page says that your question is out of reach, you have
        spent a tenth of the reward and I go home.

        If it does not, I start with the simplest method that could work, and anything cleverer has to beat it on data that neither of us has looked at.
        """,
    ),
    LetterText(
        category="data",
        body="""
        I was glad to see that you keep part of the data back. I would ask you to keep it back from me too, until the very end.

        You would get the code, a description that your least technical colleague can follow, and an interval around every number. I do not deliver numbers without one.
        """,
    ),
    LetterText(
        category="data",
        body="""
        A similar problem took me nine weeks in 2022, mostly because I believed a column called *date*. This time I would believe nothing for three days, then talk to the person who typed it, then begin.

        Everything would run on an ordinary laptop with one command. Happy to show the earlier work in a call.
        """,
    ),
    LetterText(
        category="data",
        body="Could you send me fifty rows before deciding? I will send them back with questions, free of charge. The questions are usually the better half of my application.",
    ),
    LetterText(
        category="data",
        body="I would rather deliver a small result that you can check by hand than a large one that you have to believe. Every step in one notebook, in order, with the dead ends left in.",
    ),
    LetterText(
        category="engineering",
        body="""
        I would build the worst case first. Before drawing anything pretty I want to see it fail in my workshop in the way it fails for you, so that we agree on what we are fighting.

        Then three concepts on one page, with a rough figure for load, cost and wear beside each. I will recommend one and say what I dislike about it. Drawings come as STEP and as PDF, with tolerances that mean something.
        """,
    ),
    LetterText(
        category="engineering",
        body="""
        From your figures I get a safety factor of about 1.3 in the place where I would like to see 2. Either a number in the brief is off, or that is your problem. I would begin there; it is an afternoon of measuring.

        I have the machines to make prototypes myself, and a stock of the boring materials. Shipping is in the price.
        """,
    ),
    LetterText(
        category="engineering",
        body="""
        Two similar jobs are in my portfolio, one of them a failure. I added it on purpose: it held for 6,000 cycles and then it did not, and what I learned is the reason why I believe I can do yours.

        My price is at the upper end because it contains the second prototype. There is always a second prototype.
        """,
    ),
    LetterText(
        category="engineering",
        body="I would like to see the broken one. Send it to me, post paid by me, and I will tell you within a week what it died of. We can talk about a new one afterwards.",
    ),
    LetterText(
        category="engineering",
        body="My drawings are made by somebody who will have to build from them. First sample in three weeks, a second once you have been rude about the first.",
    ),
    LetterText(
        category="science",
        body="""
        There are at least four explanations that fit what you describe, and I would be suspicious of anyone who has only one. I would write them down with what each forbids, and choose the cheapest measurement that kills most of them.

        You would have a protocol of one page within a week. I ask for raw data without any cleaning; the mistakes are often where the answer is.
        """,
    ),
    LetterText(
        category="science",
        body="""
        I have shared access to the instruments that this needs, on Tuesdays and alternate Fridays, which decides my timetable: not fast, but steady. Samples would be handled by me alone and returned with a record.

        Please note that I will report a negative result in the same detail as a positive one, and that my price is the same for both.
        """,
    ),
    LetterText(
        category="science",
        body="""
        This is close to what I did for my doctorate, with the difference that you have much better records than I had. I would reanalyse those before measuring anything new. My guess is that half of the answer is in them.

        I would like to publish the result with you, some time, if you agree. If not, that is fine too, and changes nothing about the price.
        """,
    ),
    LetterText(
        category="science",
        body="One question first: who was present each time? In my experience the best instrument in such a case is a diary. I would set one up before anything that needs electricity.",
    ),
    LetterText(
        category="science",
        body="I teach this subject to sceptical eighteen-year-olds, and would treat your problem as I treat theirs. State it so that it can be wrong, then try to make it wrong.",
    ),
    LetterText(
        category="architecture",
        body="""
        I would come and sit there for a day before drawing, at my own cost. Sections first, plans after; in a place like this the section decides everything.

        The estimate would be made with a builder who has to live with it, and I name him in the proposal. My drawings have few lines, and each of them can be built.
        """,
    ),
    LetterText(
        category="architecture",
        body="""
        Three built projects of this size, all within budget, one late (by three weeks; a bird was nesting). I work with an engineer from the first sketch, and her fee is included in my price.

        I would make a model at each stage. People who say that they understand drawings are mostly being polite.
        """,
    ),
    LetterText(
        category="architecture",
        body="""
        What interests me is the restriction that looks like the most annoying one in your list. Take it seriously and half of the design follows.

        Attached: one page of sketches, and one of sums about weight, heat and money. If the sums are wrong I would rather learn it from you now.
        """,
    ),
    LetterText(
        category="architecture",
        body="Your site reminds me of a smaller one on which I made a mistake with the water. I would like to use what I learned. The drawing of the mistake is attached.",
    ),
    LetterText(
        category="architecture",
        body="I have the time from March, and a carpenter who reads my drawings critically. We would price each version as we go, so that there is never a beautiful one that you cannot have.",
    ),
    LetterText(
        category="research",
        body="""
        I begin with the question behind the question: what will you do differently when you have the answer? From that I would make a list of what would count as evidence, and show it to you before I look for any.

        Every statement in the report carries its source, including the ones that say *nothing was found*, with where and when I looked.
        """,
    ),
    LetterText(
        category="research",
        body="""
        I like talking to people and they tend to forget the clock, so I plan ninety minutes for what you call an hour. Consent is asked twice, at the beginning and after they have heard themselves.

        I would send you notes each Friday. Surprises do not improve by waiting for the final report.
        """,
    ),
    LetterText(
        category="research",
        body="""
        Three of the sources you would need are not on line; I have reader’s cards for two of them and a cousin near the third.

        The schedule looks slow because archives are. If something turns up early I stop early, and then the price goes down by what I have not worked.
        """,
    ),
    LetterText(
        category="research",
        body="I would begin with the person who disagrees with you most. Can you give me a name? If you cannot, then finding that person is my first task.",
    ),
    LetterText(
        category="research",
        body="Six years as a journalist, four in an archive. I write short reports with long appendices, and I telephone rather than send forms.",
    ),
)
