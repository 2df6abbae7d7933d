"""The six whom the tests call by name: Olga owns, Sam solves, Rita was declined, Eve is a stranger, Max moderates, Fiona moves money."""

from openchance.demo.people.person import BOTH, CHALLENGER, SOLVER, person

CAST = (
    person(
        "olga",
        "Olga Lindqvist",
        "SE Europe/Stockholm",
        CHALLENGER,
        "Head of exhibitions at Nordholm, a museum of tools, knots and small boats",
        """
        Nordholm fills three tarred warehouses on an island that the ferry reaches four times a day. We keep 41,000 objects, most of them made to be used,
        and we would rather show a thing working than behind glass.

        I post whatever our eleven people cannot do themselves: mechanisms, sound, old paper, new software. **I answer within a day**, and I say what I
        liked about a proposal even when I decline it.
        """,
        links=("https://nordholm.example/", "https://nordholm.example/workshop"),
    ),
    person(
        "sam",
        "Sam Okafor",
        "NG Africa/Lagos",
        SOLVER,
        "Product engineer: hinges, latches and other things that get slammed",
        """
        I draw a mechanism, build it the same week, and then try to break it. Twelve years in bicycle parts and museum mechanics; before that, an
        apprenticeship with a locksmith in Surulere who threw away anything that rattled.

        - Small lathe, mill and sheet-metal brake in my own workshop in Yaba
        - Drawings that a job shop can quote from without telephoning
        - Firmware, when a mechanism really needs it
        """,
        skills=("Mechanical design", "CAD", "Prototyping", "Python", "Electronics"),
        links=("https://okafor-works.example/hinges", "https://okafor-works.example/notebook"),
    ),
    person(
        "rita",
        "Rita Mendes",
        "PT Europe/Lisbon",
        SOLVER,
        "Exhibition designer and illustrator, Porto",
        """
        I make information that people read standing up: signs, labels, tickets, maps. Trained as a printer, which is why I ask about paper first.

        Recent work: the way through a hospital with five entrances, and a field guide to seaweeds that survives being dropped in the sea.
        """,
        skills=("Graphic design", "Wayfinding", "Illustration", "Typography", "Print production"),
        links=("https://ritamendes.example/",),
    ),
    person(
        "eve",
        "Eve Laurent",
        "FR Europe/Paris",
        BOTH,
        "Technical translator, and the owner of too many half-finished ideas",
        """
        French, English, German. Pumps, presses and packaging lines by day. I come here to read other people’s problems, sometimes to solve one, and
        now and then to post one of mine.
        """,
        skills=("French", "German", "Technical translation", "Terminology"),
        links=("https://eve-laurent.example/",),
    ),
    person(
        "max",
        "Max Adler",
        "AT Europe/Vienna",
        frozenset(),
        "Moderator at OpenChance",
        "I read what is reported and answer what is asked. Write to me before a disagreement becomes a dispute.",
    ),
)

STAFF = (
    person(
        "fiona",
        "Fiona Brandt",
        "DE Europe/Berlin",
        frozenset(),
        "Finance at OpenChance",
        "I look after what is held, paid out and given back. If an amount looks wrong to you, tell me which one.",
    ),
)
