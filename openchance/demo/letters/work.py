"""What is written while the work is going on: deliveries and requests for changes. They fit any contract."""

from openchance.demo.texts import prose

DELIVERY_NOTES: tuple[str, ...] = tuple(
    map(
        prose,
        (
            """
            Here is the first complete version. I went through the criteria one by one, and the file *checked* says how I tested each of them, and with what result. The third was the hard one: it passes, though with less margin than I would like.

            Please try it with somebody who has never seen it.
            """,
            """
            Done, two days early. Nothing in it differs from the plan except for one thing that I described in the notes under “What I would do again”.
            """,
            """
            This is the part that we agreed on for this milestone, and a bit of the next, because the two could not be separated cleanly. You pay nothing extra for it.

            - Everything that belongs to the work is in one archive, with a list of contents
            - A short film shows how to use it
            - What is still missing is listed at the end, so that nobody has to find it
            """,
            """
            Delivered as promised. I tested on three people: one understood at once, one after a question, and one told me about his divorce. I changed the first page because of the second.
            """,
            """
            All your comments from the last round are worked in, with two exceptions. On page four I kept my version, and in the appendix you contradict yourself (lines 12 and 31). I followed line 31. Tell me if you meant the other.
            """,
            """
            Attached are the finished files, the sources, and the measurements. The measured values meet the criteria on all days but one. That day is in the report as well, with a photograph of the weather.
            """,
            """
            It works. It also worked yesterday, but I wanted to see it work on a Monday.

            Instructions are on a single sheet; if anything on it is unclear, the mistake is mine and I will rewrite it.
            """,
            """
            Here is everything, in the order of your criteria. For number two I include the proof that you asked for and one that you did not ask for, because the first did not convince me.
            """,
            """
            The final version, after the trial last week. Eleven things were changed, nine of them small. The list says who asked for each.

            I have kept the old version next to it for comparison; delete it when you no longer need it.
            """,
            """
            I would call this finished, with a footnote. One supplier changed a part in the meantime, so the list names two alternatives, and I have tried both.
            """,
            """
            Please find the second delivery. You were right about the beginning, so it is gone. The rest has moved up and is better for it.
            """,
            """
            First milestone: the survey, the sketches and my recommendation. I recommend the second option, and wrote one page in favour of the first, in case you would like to argue with me.
            """,
        ),
    )
)

CHANGE_REQUESTS: tuple[str, ...] = tuple(
    map(
        prose,
        (
            """
            This is close, thank you. Two criteria are met in full. The third is not yet: we tried it with four people, and only two of them managed it. I attach what they said.
            """,
            """
            I like where this is going, and I cannot approve it yet. Please look again at:

            1. the second criterion, which we measure at 14 % and not at 10 %,
            2. the file that would not open here (I tried two computers),
            3. the name of our founder, which has two Ls.
            """,
            """
            It does what we agreed. But in use it turned out that the order is wrong: people start with what is now the last step. Could you swap them? If that means more than a day’s work, tell me and we talk about money.
            """,
            """
            Our tester could not repeat your result from the description. She got as far as step six. I do not doubt the result; I would like her to get there too.
            """,
            """
            Nearly there. The small version is perfect. The large one loses what I loved about the sketch, and I believe it is the spacing. Could we have one more round on that alone?
            """,
            """
            Please correct the figures in the table: rows 8 to 11 are shifted by one. Everything that follows from them will change, including the conclusion, I am afraid.
            """,
            """
            We had it in use for three days. On the second, in the rain, it failed once and then worked again. Before I approve it I would like to understand why, even if the answer is “because of us”.
            """,
            """
            The work is good, the instructions are for experts. Our people are not. Please write them once more as if for your aunt, and leave out the history.
            """,
        ),
    )
)

CANCEL_REASONS: tuple[str, ...] = (
    "The building that this was for has been sold. I would rather stop now than have you finish something that nobody will use.",
    "We both found out that the data does not exist. Thank you for saying it first.",
    "My mother is ill and I have to travel. I am sorry; what I have so far is in the messages, and it is yours.",
)

# How an application splits the work when the challenge does not: the title of each step and its share of the price in per cent.
PLANS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("Everything, in one delivery", 100),),
    (("First version, to be tried out", 50), ("Finished version", 50)),
    (("Survey and proposal", 25), ("The work itself", 60), ("Corrections after your trial", 15)),
    (("Trial on the most difficult part", 40), ("The rest", 60)),
    (("Preparation", 20), ("Draft", 30), ("Final version", 40), ("Handing over", 10)),
)
