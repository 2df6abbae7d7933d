"""Cover letters that one person wrote for one challenge."""

from openchance.demo.texts import LetterText

TICKET = "Redesign the ticket that one visitor in nine loses before the boat shed"
FAN = "Quieten a 1953 ventilation fan without changing its looks"
KIOSKS = "Find out why our museum kiosks slow down by Thursday"
HINGE = "Redesign the folding hinge of a cargo-bike stand"
DOUGH = "Find out why our sourdough stalls below 18 °C"
GUIDES = "Who else has stopped handing out audio guides, and what happened?"

PERSONAL_LETTERS = (
    LetterText(
        """
        A ticket gets lost at the moment when a hand is needed for something else. So it should not be *held* at all. I would make it a paper cord, twisted from one printed strip by the visitor, and closed around a button or a wrist with the first knot that your
        museum teaches. The code sits on a flat tab of 22 mm.

        I twisted forty of them from till roll this weekend. Thirty-eight survived my nephew and a hose. I can build the small jig that scores the strip as it leaves your printer; that is the part I would worry about, so it comes first.
        """,
        challenge=TICKET,
        solver="sam",
    ),
    LetterText(
        """
        I was trained as a printer, so allow me to begin with paper. Your thermal roll is coated on one side and hates water, and no drawing will change that. There is a stone-paper stock that runs through the same printer, costs 0.46 kronor per ticket at your quantity, and goes… not into paper
        recycling. Therefore not that one.

        I propose a folded ticket of uncoated 120 g with a die-cut eye, worn on a bit of your own tarred twine. Three doors, three corners to tear. What is left at the end of the day is a small drawing of a boat: no two visitors tear it alike.
        """,
        challenge=TICKET,
        solver="rita",
    ),
    LetterText(
        """
        Hello, I am new here. I lost the ticket too (in 2023, on a school exchange). It was in my shoe.

        What about a ticket that is too large to lose? A4, folded into the hat that your riggers wear, with the code on the brim. I have folded nine versions and photographed them on my brother. It keeps the rain off for about twenty minutes.
        """,
        challenge=TICKET,
        solver="zoeb",
    ),
    LetterText(
        """
        I would treat it as a piece of letterpress ephemera that nobody wants to throw away: two colours, a knot a month, twelve in a set. People do not lose what they collect.

        The code would be printed on both ends, so that half a ticket still opens a door. Price and time include press proofs from a shop that I trust, in three papers, soaked.
        """,
        challenge=TICKET,
        solver="milena",
    ),
    LetterText(
        """
        From your spectrum: 24 Hz is the blade passing (four blades at 360 rpm), and it is loud because the ring is not round. I would bet that one blade runs closer by 4 mm. The 310 Hz moves when the belt is wet, does it not? Then it is the guard.

        My plan needs one day on site, with a stethoscope and a dial gauge. After that, a soft ring behind the existing one, a belt with a different tooth count, and felt where only a mouse would see it. Everything is clamped, nothing is drilled, and each clamp is on a drawing with its removal.
        """,
        challenge=FAN,
        solver="sam",
    ),
    LetterText(
        """
        Active cancellation would be the fashionable answer. In a loft with people moving about it gives you three quiet chairs and a loud room. I propose to slow the fan to 210 rpm and to move the missing air with two flat fans above the ceiling, which nobody
        sees and which are ours to silence.

        I have done this in a cinema in Cần Thơ. Measurements before and after are attached.
        """,
        challenge=FAN,
        solver="quang",
    ),
    LetterText(
        """
        I come from sound and not from machines, so I would not touch the fan. What makes your guests lean in is the room: bare boards, bare boards, glass. With 34 m² of absorber between the rafters the sailmaker gains about 6 dB over any noise, and the fan loses as much.

        This alone does not reach your 55 dB. Together with a slower belt it might. I would gladly work with whoever does the mechanical part.
        """,
        challenge=FAN,
        solver="mateusz",
    ),
    LetterText(
        """
        Ninety megabytes a day at forty times speed is an hour of waiting, which is a pleasure compared with most leaks I have met. I would take heap snapshots every simulated six hours and follow what grows. My suspicion: each knot builds a new rope, and an event listener keeps the old one alive.

        The fix may be a single line, so the price is mostly for the proof and for the half page for your carpenter.
        """,
        challenge=KIOSKS,
        solver="noor",
    ),
    LetterText(
        """
        I would put a meter on the kiosk before I put a theory on it: memory, temperature and clock speed, logged for a week. A Pi that gets warm in a loft slows itself down, and it would look just like this.

        If it is the heat, you get a heat sink that I turn for you, and most of your money back.
        """,
        challenge=KIOSKS,
        solver="sam",
    ),
    LetterText("I can do this. I know JavaScript well and I have a Raspberry Pi 4. Please give me a chance.", challenge=KIOSKS, solver="oleks"),
    LetterText(
        """
        People kick from the left. So the load is never in the plane for which the pin was meant, and a larger pin will only wear more slowly. I would turn the axis by eleven degrees, so that the kick becomes a push along the pin, and replace the tube with two conical bushings that
        tighten as they wear.

        - Bushings: filled polyethylene, turned from bar, about 28 Kč a pair
        - Lock: over centre, no spring, with a nose that closes at 48 N by my sums
        - Dirt: let it fall through. No seal, no grease

        I have a rig for hinges that does 20,000 cycles in nine days. If you send me two of your worn tubes this week, I will measure them before you decide.
        """,
        challenge=HINGE,
        solver="sam",
    ),
    LetterText(
        """
        I would give up the pin. A leaf of spring steel, 60 by 2 mm, bends 90 degrees without any bearing surface that could wear; motorcycle stands in my street have done it for thirty years with less thought.

        The question is fatigue at 20,000 cycles with salt, and I would answer it in the first milestone with ten strips and a bucket. If they break, we know by the tenth day and you keep the rest of your money.
        """,
        challenge=HINGE,
        solver="quang",
    ),
    LetterText(
        """
        My final project was a folding pushchair and it had the same illness as your stand. In the end we used two bearings far apart instead of one good bearing. I think that your 64 mm are enough for it.

        I cannot weld yet, but I have drawn it in full and printed it in nylon at 1:1. The film shows 300 cycles with my weight on it, by foot.
        """,
        challenge=HINGE,
        solver="zoeb",
    ),
    LetterText(
        """
        A stall that does not recover on warming is not temperature alone. Something is used up, or something has been made. With pH equal in both places, I look at sugar: a silo of three weeks loses amylase activity if it is damp, and below 18 °C the yeast depends on what the flour releases.
        That predicts that 0.5 % malt flour on a cold night removes the stall. You can try it tonight.

        If it does not: two rivals on a single page, each with a night that would refute it. I have done this for cheese and for a brewery, never for bread, and I would enjoy it.
        """,
        challenge=DOUGH,
        solver="sigrun",
    ),
    LetterText(
        """
        Before any biology I would like to see the 210 nights. There are three years of temperatures every ten minutes, so one can ask whether the stall follows the mean, the minimum, or how fast it fell. I strongly suspect the last, since your kitchen cools slowly and an ice house does not.

        A plan of eight nights, randomised, on one page for the night shift. I price the statistics only, and would be happy to share the work with a microbiologist.
        """,
        challenge=DOUGH,
        solver="yusuf",
    ),
    LetterText(
        """
        I made eleven telephone calls before writing this, to see whether people would talk. Seven did, and two of those regret it: one of them because of a regular visitor who was blind and simply did not come back. Nobody at the museum had asked her. I would.

        Fourteen museums in eight countries is realistic in ten weeks. I interview in English, German, Korean, Japanese and passable French.
        """,
        challenge=GUIDES,
        solver="soyeon",
    ),
    LetterText(
        """
        I have written the manuals of two audio guides, so I know what they were promised to do. I would ask every museum for one thing which is never in the press release: the number of devices handed out in the last month before the end.

        My price includes reading the invoices, where they are shared, and a table that your director can take into a meeting without you.
        """,
        challenge=GUIDES,
        solver="hugo",
    ),
)
