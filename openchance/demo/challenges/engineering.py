"""Challenges about engineering."""

from openchance.demo.texts import ChallengeText, MilestoneText

CHALLENGES = (
    ChallengeText(
        owner="tomas",
        title="Redesign the folding hinge of a cargo-bike stand",
        category="engineering",
        brief="""
        Our stand carries 180 kg and folds with one foot. After about 4,000 cycles the hinge has 3 mm of play, the bike leans, and somebody’s child notices. We replaced 61 of them last
        year at 40 minutes each.

        The present hinge is a steel pin in a welded tube. It fails by wearing oval, always on the left, because people kick from the left. Grit and salt make it worse; grease makes it
        collect grit.

        You may change everything between the two mounting faces (drawing attached: M10, 64 mm apart). Bushings, a different axis, another way to lock. What you may not do is ask
        the rider for a second hand, or add a spring that pinches fingers.

        We weld, turn and bend in house, laser-cutting is done round the corner, and anything cast is too far away.
        """,
        criteria=(
            "Less than 0.5 mm of play at the lever’s end after 20,000 cycles with 180 kg, in sand and salt water, on our test rig",
            "Opens and closes with one foot at 60 N or less, by a person of 50 kg in clogs",
            "Costs at most 310 Kč in parts at 250 a year",
            "Fits the frames we have sold since 2017 without welding",
            "Drawings and a parts list that our own workshop can build from",
        ),
        skills=("Mechanical design", "CAD", "Prototyping"),
        difficulty=3,
        currency="CZK",
        reward="milestones",
        milestones=(
            MilestoneText("Three concepts with their worst case", "9500", 10),
            MilestoneText("Two prototypes on our rig", "24000", 28),
            MilestoneText("Drawings after 20,000 cycles", "15500", 21),
        ),
        questions=("What is the most slammed thing that you have designed?", "What would make our hinge fail that we have not thought of?"),
    ),
    ChallengeText(
        owner="olga",
        title="Quieten a 1953 ventilation fan without changing its looks",
        category="engineering",
        brief="""
        In the sail loft hangs a fan from a cannery. It has four cast blades of 1.1 metres, a belt, and a voice. At the speed we need for fresh air it makes 71 dB under the
        bench where people listen to a sailmaker. Guests lean in. The sailmaker shouts.

        It is an exhibit: no part that can be seen may look different, and what you add must come off again without a trace. We have measured (spectrum attached): a hum at 24 Hz and its
        relatives, and something at 310 Hz that we believe is the belt guard.

        Slowing it down is not enough by itself. We need 1,900 cubic metres an hour when the loft is full.
        """,
        criteria=(
            "At most 55 dB(A) at the bench with 1,900 m³/h, measured by our acoustician",
            "Every addition is reversible, and photographed with its removal",
            "No visible change from the visitors’ floor",
        ),
        skills=("Acoustics", "Mechanical design", "Measurement"),
        difficulty=3,
        currency="SEK",
        reward="fixed",
        amount="28000",
        questions=("How would you find out what sings at 310 Hz without taking the fan down?",),
    ),
    ChallengeText(
        owner="gareth",
        title="A trough valve that survives sheep, sun and one particular ram",
        category="engineering",
        brief="""
        Seventeen troughs, each with a float valve. I replace about one a week in summer. The float cracks in ultraviolet light, the arm gets bent, or grit holds the seat open and I lose
        9,000 litres into a paddock that did not ask for it.

        The ram I call the Professor opens box lids.

        Bore water, 20 to 60 metres of head, iron in it. I can weld, and drill, and drive 70 km to a shop with a lathe. If it needs a part from overseas I would rather go on cursing.
        """,
        criteria=(
            "No leak above 1 litre an hour after 30 days with our water and 2 g of sand a day",
            "A bucket of 15 kg dropped on it from 1 m changes nothing",
            "Parts under A$45, all of them found in a rural hardware shop; a drawing for what is made",
            "Can be mended in the paddock with one spanner",
        ),
        skills=("Mechanical design", "Hydraulics", "Prototyping"),
        difficulty=2,
        currency="AUD",
        reward="fixed",
        amount="1900",
    ),
    ChallengeText(
        owner="joao",
        title="Dry cocoa beans in a week when the sun does not come",
        category="engineering",
        brief="""
        The families who collect seeds for us also grow cocoa under the trees. Between April and July it rains for nine days in a row, the beans grow mould on the
        drying floor, and smoke from wood dryers makes them taste of ham.

        We are looking for a dryer for 120 kg of wet beans that works on what there is: some sun, pruned branches, a 60-watt panel. Seven days at most, below 60 °C, no smoke on
        the beans. It should be built by two people with a saw and a drill, from materials found in Ilhéus, for at most 1,400 reais.

        Nice drawings exist on the internet. I have built three of them. **Please come with numbers about water and air.**
        """,
        criteria=(
            "From 55 % to 7.5 % moisture in at most seven days at 92 % outside humidity, shown by calculation and in our test",
            "No bean above 60 °C, and no smoke tasted by the co-operative’s panel",
            "Materials at most R$ 1,400 with a shopping list; built in three days by two people",
            "Instructions in pictures and Portuguese",
        ),
        skills=("Thermodynamics", "Appropriate technology", "Prototyping"),
        difficulty=3,
        currency="BRL",
        reward="range",
        amount="9000",
        amount_to="14000",
    ),
    ChallengeText(
        owner="ingrid",
        title="A hatch seal that does not freeze shut on a pilot boat",
        category="engineering",
        brief="""
        The forward hatch is 600 by 600, aluminium, and shuts on a rubber profile from a catalogue. From December it freezes to the coaming. The crew open it with
        a boot, and a boot is what tore the last three seals.

        Heating wire is on our list of things we will not do again. There are 24 volts nearby and 15 mm of height to play with.
        """,
        criteria=(
            "After a night at −18 °C with spray, opens with 120 N or less",
            "Tight in the hose test of our class society, before and after 500 closings",
            "Replaced in under 40 minutes with hand tools, by someone in a survival suit",
        ),
        skills=("Mechanical design", "Polymers", "Marine engineering"),
        difficulty=2,
        currency="NOK",
        reward="fixed",
        amount="32000",
    ),
    ChallengeText(
        owner="gareth",
        title="Teach a telescope of 1936 to follow a star for an hour",
        category="engineering",
        brief="""
        Our refractor turns on a worm wheel of 360 teeth, once driven by a falling weight. A previous owner added a windscreen-wiper motor. It tracks to about 40 arcseconds, which is fine for
        schoolchildren and hopeless for the light curves that I would like to publish.

        I want to keep the clockwork visible and working, with something modern hiding behind it that can be engaged for photography. Periodic error measured over eleven nights
        is in the file; the worm is worn between teeth 80 and 130, as if somebody had loved one part of the sky.

        The dome gets to 46 °C by day and −5 °C at night, there are spiders, and the power fails when the neighbour welds.
        """,
        criteria=(
            "Error of at most 2 arcseconds RMS over sixty minutes at declination −30°, unguided, on three nights",
            "From clockwork to motor and back in two minutes without tools",
            "After a power cut it parks safely and says so",
            "Circuit, firmware and drawings under a licence that lets schools copy them",
        ),
        skills=("Electronics", "Control engineering", "Embedded C", "Optics"),
        difficulty=4,
        currency="AUD",
        reward="milestones",
        milestones=(
            MilestoneText("Model of the worm and choice of drive", "1400", 21),
            MilestoneText("Drive on the bench with a dummy load", "2900", 35),
            MilestoneText("In the dome: three good nights", "2600", 28),
        ),
    ),
    ChallengeText(
        owner="elena",
        title="A test jig for four hundred synthesiser boards a week",
        category="engineering",
        brief="""
        At the moment Paolo tests each board with a probe, an oscilloscope and his ears: six minutes. He is retiring in spring and his ears go with him.

        The board is 160 by 100 mm with 44 test pads on the lower side. We need a bed of nails, a way to play it the eleven test sounds, and a verdict that says which part of the circuit to look at.
        A green light alone is no use; of our failures, two thirds are one cold joint on one filter chip.

        Schematics are public. Twenty boards with known faults are waiting in a box with your name on it.
        """,
        criteria=(
            "At most 45 seconds per board including putting it in and taking it out",
            "Finds all of the twenty prepared faults and names the right section in at least eighteen",
            "Of 200 good boards, at most one is rejected",
            "Nails can be replaced by us; bill of materials at most €1,300",
        ),
        skills=("Electronics", "Test engineering", "Python"),
        difficulty=3,
        currency="EUR",
        reward="fixed",
        amount="5600",
        questions=("Which fault would your jig be worst at finding?",),
    ),
    ChallengeText(
        owner="tui",
        title="A path that two people can roll out for a wheelchair on the beach",
        category="engineering",
        brief="""
        Our elders go to the beach to gather kaimoana, and since her hip, Nan Hera watches from the car. The mats that one can buy are forty kilos, cost more than our van and come in blue.

        Thirty metres from the car park to firm sand, with one slope of 1 in 7. It has to be carried by two teenagers, rinsed with a hose and kept in a
        container. I like the thought of harakeke or timber in it, but I will not be sentimental if it rots.

        Nan Hera will test it and has opinions.
        """,
        criteria=(
            "Thirty metres laid in ten minutes by two people, no piece above 15 kg",
            "A wheelchair of 130 kg with its rider crosses soft dry sand and the slope pushed by one person",
            "Survives 50 uses in salt and sun; what wears out can be made in our school workshop",
            "Nothing that sheds plastic into the sand",
        ),
        skills=("Product design", "Mechanical design", "Accessibility"),
        difficulty=2,
        currency="NZD",
        reward="range",
        amount="3500",
        amount_to="5200",
    ),
)
