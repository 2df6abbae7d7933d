"""Those who post challenges."""

from openchance.demo.people.person import CHALLENGER, person

CHALLENGERS = (
    person(
        "tomas",
        "Tomáš Beran",
        "CZ Europe/Prague",
        CHALLENGER,
        "Builds cargo bikes in Brno, about two hundred a year",
        """
        Seven people, one powder-coating oven, and a waiting list that we are a little proud of. Our bikes carry cellos, toddlers and gas bottles.

        I need help where a bicycle maker’s knowledge ends. I pay on the day I approve, and I test everything on cobbles.
        """,
        links=("https://berancargo.example/",),
    ),
    person(
        "aoife",
        "Aoife Gallagher",
        "IE Europe/Dublin",
        CHALLENGER,
        "Baker and bookkeeper of a five-shop bakery co-operative in Galway",
        """
        Thirty-four members, everyone votes, nobody agrees about rye. We bake through the night in a former ice house, which explains several of our challenges.
        """,
        links=("https://icehousebakery.example/",),
    ),
    person(
        "hana",
        "Hana Fujimoto",
        "JP Asia/Tokyo",
        CHALLENGER,
        "Fourth generation at a soy sauce brewery that still uses cedar barrels",
        """
        Our oldest barrel has been in use since 1871. I came back from a career in packaging to find that nothing here is written down, so I write it down.

        Please propose in English or Japanese, whichever is exact.
        """,
        links=("https://fujimoto-shoyu.example/", "https://fujimoto-shoyu.example/barrels"),
    ),
    person(
        "priya",
        "Priya Raghunathan",
        "IN Asia/Kolkata",
        CHALLENGER,
        "Runs a passengers’ association for Chennai’s buses",
        """
        Nine volunteers and 2,800 paying members. We count buses, publish what we count, and are quoted by people who disagree with each other.

        Our money comes in five-rupee coins; tell me what I get for it.
        """,
        links=("https://whereisthebus.example/",),
    ),
    person(
        "joao",
        "João Batista Ferraz",
        "BR America/Bahia",
        CHALLENGER,
        "Grows native trees for other people’s land in southern Bahia",
        """
        Our nursery raises 140,000 seedlings a year of 63 Atlantic-forest species, most of them collected by the families who live beside the remnants.
        Half of what we do is biology. The other half is drying, carrying and explaining things.
        """,
        links=("https://viveiroferraz.example/",),
    ),
    person(
        "claire",
        "Claire Beaulieu-Roy",
        "CA America/Toronto",
        CHALLENGER,
        "Programme director of a community radio on the Gaspé coast",
        "Eighty volunteers, one transmitter, 11,000 listeners when the weather is bad. En français, in English, and in Mi’kmaw on Thursdays.",
        links=("https://radio-du-large.example/",),
    ),
    person(
        "matthias",
        "Matthias Zgraggen",
        "CH Europe/Zurich",
        CHALLENGER,
        "Looks after nine mountain huts and the paths between them",
        """
        Our association was founded in 1889 and owns nine huts between 1,640 and 2,970 metres. Everything arrives by helicopter or on somebody’s back,
        so I think about weight before I think about price.

        I am hard to reach from July to September, and then I read every word.
        """,
        links=("https://huettenverein-oberalp.example/",),
    ),
    person(
        "ingrid",
        "Ingrid Solheim",
        "NO Europe/Oslo",
        CHALLENGER,
        "Operations at a fjord ferry company with six boats and fourteen quays",
        "I was a deck hand before I had an office. If it does not work with gloves on, in sleet, at five in the morning, it does not work.",
        links=("https://fjordlinja.example/",),
    ),
    person(
        "laurids",
        "Laurids Bech",
        "DK Europe/Copenhagen",
        CHALLENGER,
        "Chair of a wind co-operative; makes swimming aids for deaf children on the side",
        """
        4,300 households own our nine turbines. My evenings go to a waterproof hearing device that may or may not become a product: for now it is a drawer
        full of silicone.
        """,
    ),
    person(
        "agnieszka",
        "Agnieszka Wrona",
        "PL Europe/Warsaw",
        CHALLENGER,
        "Publishes children’s books and board games in Łódź",
        "Twelve titles a year, sewn bindings, no licences. Every book is read aloud to a kindergarten before it is printed, and they are merciless.",
        links=("https://wronabooks.example/",),
    ),
    person(
        "dana",
        "Dana Kowalczyk-Reyes",
        "US America/Chicago",
        CHALLENGER,
        "Technology and services for three public libraries on Lake Superior",
        """
        Three towns, 61,000 residents, one bookmobile. We lend snowshoes, sewing machines and telescopes as well as books.

        Public money: I need an itemised invoice, and I publish what we buy.
        """,
        links=("https://northshorelibraries.example/",),
    ),
    person(
        "tui",
        "Tui Ngata",
        "NZ Pacific/Auckland",
        CHALLENGER,
        "Keeper of a native seed bank, Tairāwhiti",
        """
        60,000 accessions in two shipping containers and one very good freezer. Our iwi trust runs the bank and the school garden next to it.

        What you learn from our seeds you share with us first, and after that with everyone.
        """,
        links=("https://pataka-kakano.example/",),
    ),
    person(
        "weiling",
        "Tan Wei Ling",
        "SG Asia/Singapore",
        CHALLENGER,
        "Secretary of a hawker centre with 84 stalls and one lift",
        "My mother sold fishball noodles at stall 31 for forty years. I look after signs, sound, quarrels and the website.",
    ),
    person(
        "minjun",
        "Kang Min-jun",
        "KR Asia/Seoul",
        CHALLENGER,
        "Two-person game studio, three games, many words",
        "We make slow games about small places. The current one has a lighthouse, forty villagers and 118,000 words. Build and spoilers after a handshake.",
        links=("https://slowlantern.example/", "https://slowlantern.example/press"),
    ),
    person(
        "layla",
        "Layla Haddad",
        "BH Asia/Bahrain",
        CHALLENGER,
        "Oral-history archive of the pearl divers of Muharraq",
        """
        Between 1978 and 1994 my father recorded everybody who still remembered the last diving seasons. I inherited 31 hours of tape, nine ledgers and a duty.
        """,
        links=("https://divers-archive.example/",),
    ),
    person(
        "gareth",
        "Gareth Pugh",
        "AU Australia/Sydney",
        CHALLENGER,
        "Sheep farmer with an observatory, or the other way round",
        "Dark skies, 1,900 ewes, and a 1936 refractor that the university wanted to scrap. School groups on Fridays, if the road is dry.",
        links=("https://warrumdale-observatory.example/",),
    ),
    person(
        "elena",
        "Elena Marchetti",
        "IT Europe/Rome",
        CHALLENGER,
        "Makes synthesisers and music boxes in Cremona, where everybody else makes violins",
        "Four hundred instruments a week leave a workshop of fourteen people. All schematics are published on the day of sale.",
        links=("https://officinamarchetti.example/", "https://officinamarchetti.example/schematics"),
    ),
    person(
        "nomvula",
        "Nomvula Dlamini",
        "ZA Africa/Johannesburg",
        CHALLENGER,
        "Runs the evidence desk of a network of 38 rural clinics",
        """
        Our nurses have seven minutes per patient and no time for dashboards. Whatever I commission must give minutes back.

        Grants are in US dollars, so our challenges are too.
        """,
        links=("https://ridgeclinics.example/",),
    ),
    person(
        "ben",
        "Ben Whitaker",
        "GB Europe/London",
        CHALLENGER,
        "Conducts a harbour choir of twenty-three people in Whitby",
        "None of us can read music and all of us can hear when it is wrong.",
    ),
    person(
        "amina",
        "Amina Al-Rashed",
        "KW Asia/Kuwait",
        CHALLENGER,
        "Founder of a reading centre for children in Hawalli",
        """
        We lend 6,000 books in Arabic and English, and we teach reading on four afternoons a week. Former pharmacist: I like doses, schedules and evidence.
        """,
        links=("https://reading-courtyard.example/",),
    ),
)
