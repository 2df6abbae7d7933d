"""Challenges about architecture."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="priya",
        title="A bus shelter that gives shade at thirteen degrees north",
        category="architecture",
        brief="""
        Our city’s shelters are designed for rain in a colder country. At four in the afternoon their shadow falls on the road. People stand behind the shelter, in the shade of its advertisement.

        We have permission, a corporation engineer who is on our side, and three sites with different orientations. Design one shelter that can be turned, mirrored and shortened: eight seats, a place for a wheelchair, lean rails, a timetable, no advertisement.

        It should be made by the fabricators of Ambattur from ordinary steel sections, cost at most 2.4 lakh rupees, survive cyclones and young men, and be sat in by a grandmother who does not trust it at first.
        """,
        criteria=(
            "All eight seats in shade from 10:00 to 17:00, March to September, on each site, shown by sun diagrams",
            "Structure calculated for basic wind of 50 m/s by a registered engineer",
            "Two fabricators quote at most ₹2.4 lakh each for ten",
            "Floor drains within ten minutes of a 60 mm/h shower",
            "A wheelchair turns and boards without anyone getting up",
        ),
        skills=("Architecture", "Structural design", "Accessibility"),
        difficulty=3,
        currency="INR",
        reward="milestones",
        milestones=(
            MilestoneText("Sun, wind and people on three sites", "45000", 21),
            MilestoneText("Design, and a seat in plywood at full size", "90000", 35),
            MilestoneText("Working drawings and answers to fabricators", "75000", 28),
        ),
        questions=("Where did you last wait for something in comfort?",),
    ),
    ChallengeText(
        owner="olga",
        title="A workshop for twelve in a boat shed whose roof must not know",
        category="architecture",
        brief="""
        The third warehouse is a shed of 1887: 22 by 9 metres, tarred pine, a shingle roof on trusses that move a little when the wind turns north. We want to teach rope-making and spar-making in it from March to November.

        Twelve people, benches, light from the north, a stove or something better, tool storage, one toilet. The authority’s condition is short: nothing may be fixed to the trusses, and it must be possible to remove everything within a week.

        So I think of a house in the house, but I have been wrong about houses before. We have laser-scan data, a fire engineer and 1.9 million kronor for the building itself, in a later contract.
        """,
        criteria=(
            "Drawings at 1:50 and three details at 1:5, good enough for the antiquarian authority’s application",
            "18 °C at the benches at −5 °C outside, with the running cost per day",
            "Cost estimate within 1.9 million kronor, by building part",
            "Removal described step by step",
        ),
        skills=("Architecture", "Timber construction", "Conservation"),
        difficulty=3,
        currency="SEK",
        reward="fixed",
        amount="85000",
    ),
    ChallengeText(
        owner="matthias",
        title="A hut annex that flies up the mountain in 700-kilogram pieces",
        category="architecture",
        brief="""
        The hut at 2,640 metres needs eleven more bunks for wardens and a drying room that dries. There are five weeks without snow. The helicopter lifts 700 kg at that height in still air and costs 46 francs per minute.

        We would like a timber annex of about 38 square metres, made in the valley, flown, and closed against weather in four days by six members who are not carpenters but can count.

        # Fixed things
        - Permafrost starts at 60 cm. Point foundations that can be adjusted every year
        - Snow load 9.2 kN/m², wind 1.7 kN/m², and the neighbours are ibex
        - The old hut is from 1911 and protected; touch it in one place only

        # Open things
        Everything else. A flat roof is permitted. So is beauty.
        """,
        criteria=(
            "No piece above 680 kg including slings, with a flight plan in order of assembly",
            "Static calculation by an engineer admitted in Switzerland",
            "At most 14 kWh a day for drying clothes of thirty people",
            "Assembly book that six volunteers have rehearsed in a barn",
        ),
        skills=("Timber construction", "Structural design", "Architecture"),
        difficulty=4,
        currency="CHF",
        reward="milestones",
        milestones=(
            MilestoneText("Concept, weights and first talk with the canton", "4200", 28),
            MilestoneText("Permission drawings", "7800", 42),
            MilestoneText("Workshop drawings and static calculation", "9600", 42),
            MilestoneText("Rehearsal in the barn, assembly book", "3400", 21),
            MilestoneText("Four days on the mountain", "2500", 14),
        ),
    ),
    ChallengeText(
        owner="kofi",
        title="Keep the rain off an earth wall for thirty years",
        category="architecture",
        brief="""
        Our schools have compressed-earth walls on a stone plinth. They are cool, cheap and loved. After six rainy seasons the western corners look like bread that was left to the goats: driven rain, splash from the ground, and children who pick at it.

        I have four details of my own, one of which works. I would like a stranger to look at all eleven schools (photographs, drawings, eleven years of repair notes) and to propose corner, plinth and eaves details for the next ten. Cement is dear; shea-butter
        residue, bamboo and bitumen are not.
        """,
        criteria=(
            "Three details at 1:5, each with the failure it answers and a photograph of that failure",
            "Extra cost at most 4 % of a classroom, priced in Kumasi",
            "Buildable by our masons from a drawing with no text",
            "A test that we can run on sample walls in one season",
        ),
        skills=("Earth building", "Architecture", "Building physics"),
        difficulty=2,
        currency="USD",
        reward="range",
        amount="1400",
        amount_to="2200",
    ),
    ChallengeText(
        owner="dana",
        title="A reading room in what used to be the walk-in cooler",
        category="architecture",
        brief="""
        Our third branch moves into a closed grocery. The cooler is 11 by 7 metres, without windows, insulated like a thermos. Teenagers looked into it during the walk-through and asked at once whether it could be theirs.

        We need a design for a quiet room for 24 people: air, light that does not feel like a cooler, sound, two ways out. The panels may be cut on one side only. Ideas that use the strange acoustics instead of fighting them will get my attention.

        The building department wants a stamped set later; this is the stage before, with enough substance for the board to vote on.
        """,
        criteria=(
            "Plan, two sections and three honest views, none of them with lens flare",
            "Ventilation for 24 people with a sketch of ducts that our contractor finds plausible",
            "Estimate under $96,000 with a list of what was assumed",
            "Eight teenagers were asked, and one can see where",
        ),
        skills=("Interior architecture", "Lighting design", "Acoustics"),
        difficulty=2,
        currency="USD",
        reward="fixed",
        amount="3600",
        questions=("Which room do you go to when you want to be left alone?",),
    ),
    ChallengeText(
        owner="hana",
        title="A shop front 2.7 metres wide between two neighbours who are not on speaking terms",
        category="architecture",
        brief="""
        Between the tofu maker and the tatami maker there is a slot: 2.7 metres wide, 9 deep, 3.1 high, facing south-west. It was our grandfather’s bicycle shed. It is to become a shop where people taste five sauces standing up.

        Neither neighbour wants noise, smell, or the other one’s advantage. Both have a say. The afternoon sun is bad for soy sauce, the evening sun is beautiful, and a cedar barrel of 1.5 metres across is going in whether it fits or not.

        I would like drawings that a local carpenter can build from, and one model, by hand, which I can put between the two of them on a table.
        """,
        criteria=(
            "Tasting for six people at a time, a wheelchair among them",
            "No direct sun on bottles between 13:00 and 18:00, all year",
            "Drawings at 1:20 and a timber list, checked by our carpenter",
            "A model at 1:30",
        ),
        skills=("Architecture", "Interior architecture", "Model making"),
        difficulty=3,
        currency="JPY",
        reward="fixed",
        amount="740000",
    ),
)
