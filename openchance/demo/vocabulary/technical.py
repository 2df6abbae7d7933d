"""Software, data, engineering, science, architecture and research."""

from openchance.demo.vocabulary.shape import field

TECHNICAL = (
    field(
        "software",
        verbs="Rewrite | Speed up | Untangle | Test | Replace | Document | Repair | Port | Simplify | Secure",
        objects="""a booking page | a stock list | a ticket printer’s driver | a rota planner | a membership database | a route planner | a sensor gateway | an invoice import
            a loan desk | a photo archive | a mobile check-in | a timetable feed | a label generator | a donation form""",
        conditions="""that nobody dares to restart | for phones of 2016 | that loses one record in a thousand | without changing its look | before the season starts
            that has to work off line | written in a language nobody here reads | with two users at once | that grew for nine years | in four languages | that stalls on Mondays""",
        facts="""
            The code is about 7,000 lines, half of them commented out.
            It runs on a single small server, and the backup is a hope.
            Thirty people use it each day, most of them standing up.
            Every night a script copies the whole thing, and nobody remembers why.
            Errors are shown to the user as a number between 1 and 90.
            The vendor closed years ago and left us the sources on a disk.
            Two volunteers know it, and each knows the other half.""",
        wishes="""
            A boring solution is welcome as long as it is there next year.
            Every change should be possible to take back within ten minutes.
            There are no tests yet, so we suppose you would begin with those.
            It has to stay on our own machine, for reasons of privacy and of pride.
            A slow telephone and a bad line are the normal case here.
            No subscription, please; we cannot promise to pay it in five years.""",
        criteria="""
            All existing records are found afterwards, and a report lists what was changed
            A page answers within 300 ms with a year of data
            Two of us can restore a backup from your instructions
            Tests cover each of the faults that are listed in the brief
            It runs without any service that has to be paid for
            The screen reader test of our colleague passes
            Two people who save at once are both told what happened""",
        skills="Python | JavaScript | SQL | Testing | Django | Linux | Accessibility | Rust | TypeScript | Web performance",
    ),
    field(
        "data",
        verbs="Clean | Forecast | Explain | Chart | Match | Audit | Summarise | Model | Compare | Check",
        objects="""nine years of water readings | a season of ticket sales | 40,000 loan records | a diary of bird sightings | two lists of members | a year of bread orders | a river’s temperature log
            11,000 repair slips | a decade of harvest weights | the arrivals of 300 buses | a survey in three languages | a network of cheap sensors | a century of baptisms | the lengths of 6,000 fish""",
        conditions="""with gaps of whole months | that two people coded differently | for readers without statistics | on an ordinary laptop | before the board meets | with honest intervals
            although the units changed | that nobody has looked at since | so that a newspaper could print it | without losing the odd ones""",
        facts="""
            The columns were renamed in 2014, and again in 2019.
            About four in a hundred values are impossible, and some of those are true.
            There is a code book, written afterwards by somebody else.
            We keep the last year back, so that you can be surprised.
            The sensor was moved by three metres one spring, and nobody noted the day.
            Sundays are missing, except when they are not.""",
        wishes="""
            A simple average that is understood beats a model that is believed.
            Say so if the data cannot carry the question; that would be an answer as well.
            We should be able to repeat it next year without you.
            Keep each original value beside what you made of it.
            One chart, printed on paper, is worth more to us than a dashboard.
            Please write down which decisions were yours.""",
        criteria="""
            One command rebuilds everything from the raw files
            Of 100 rows drawn by us, at least 95 are right
            Every figure comes with its uncertainty
            On the year that we kept back, the error is a fifth smaller than ours
            The method fits on a page that our treasurer understands
            No person can be recognised in what is published
            Doubtful values are marked instead of removed""",
        skills="Statistics | R | Python | SQL | Data cleaning | Forecasting | Data visualisation | Machine learning | Spreadsheets | Geography",
    ),
    field(
        "engineering",
        verbs="Rebuild | Strengthen | Quieten | Redesign | Lighten | Seal | Automate | Measure and mend | Prototype | Simplify",
        objects="""a bread slicer | a gate latch | a loom brake | a feed auger | a folding ramp | a kiln door | a winch | a rain gauge | a pump handle | a stage curtain drive
            a seed drill | a bell striker | a crate lifter | a drying rack""",
        conditions="""that jams in cold weather | for one-handed use | without welding | that wears on one side | with parts from a hardware shop | below 55 decibels | that has to fold
            at half the weight | for salt air | with no electricity""",
        facts="""
            It fails after about 5,000 cycles, always at the same joint.
            The drawing is from 1961, and the part on it was never made that way.
            We have a lathe, a saw and patience.
            Grit gets in, whatever we do.
            Each repair takes forty minutes and a bad word.
            The load is 90 kilograms on most days, and 140 in harvest.""",
        wishes="""
            Please build the worst case first.
            A prototype that breaks in front of us is welcome.
            Nothing that needs a part from overseas.
            Drawings should be good enough for the shop in the next village.
            It must be possible to mend it with one spanner.
            We would like to understand why, and not only to have a new one.""",
        criteria="""
            Holds 20,000 cycles on our rig with less than 0.5 mm of play
            Opened and closed with one hand at 40 newtons or less
            Parts cost no more than sixty euros each
            Can be taken apart with hand tools in ten minutes
            Drawings with tolerances, as STEP and as PDF
            Works from minus fifteen to plus forty-five degrees
            No sharp edge and no place that pinches a finger""",
        skills="Mechanical design | CAD | Prototyping | Electronics | Embedded C | Hydraulics | Test engineering | Acoustics | Sheet metal | Materials",
    ),
    field(
        "science",
        verbs="Explain | Identify | Measure | Date | Reproduce | Design a trial for | Rule out a cause of | Calibrate for | Analyse | Find the source of",
        objects="""a smell in a cellar | a white crust on bricks | a slow fermentation | a nightly drop in pressure | a brown ring in glass | a seed that will not sprout | an odd taste in spring water
            a stain on parchment | a hum in a valley | a warm patch in a lake | a fading dye | a late frost pocket | a soft spot in concrete | a green flame""",
        conditions="""that comes only in January | with kitchen instruments | without taking more than a gram | that two laboratories disagree on | in one dry month | as a school class could
            that nobody has seen by day | from old records | on a small budget | blind""",
        facts="""
            It was first noticed in 2017, by a cleaner, who was not believed.
            We have measured it every ten minutes for three years.
            Warming does not bring it back.
            Two explanations have been tested, and both were ours.
            It never happens when somebody is waiting for it.
            Samples are kept in the freezer, with dates and a drawing.""",
        wishes="""
            A prediction that could fail would convince us.
            Negative results are paid in full.
            Tell us which measurement you would do on the first day.
            A dull cause is as welcome as a fine one.
            All of the data will be published, whatever it says.
            Please name at least one rival explanation.""",
        criteria="""
            Predicts which of eight prepared cases show the effect
            At least two rival explanations are tested, with the data
            The protocol fits on one page and a volunteer can follow it
            At most three small samples are used
            Raw data and analysis can be rerun by an amateur
            The smallest effect that could have been seen is stated
            Two specialists named by us find no fatal flaw""",
        skills="Chemistry | Microscopy | Experimental design | Statistics | Microbiology | Meteorology | Ecology | Physics | Conservation science | Food science",
    ),
    field(
        "architecture",
        verbs="Design | Convert | Shade | Insulate | Extend | Draw | Light | Restore | Calculate | Furnish",
        objects="""a bus shelter | a reading room | a boat shed | a classroom | a footbridge | a smokehouse | a stair for a tower | a bathhouse | a market stall | a waiting room
            a workshop for twelve | a greenhouse | a chapel of rest | a hut for wardens""",
        conditions="""on a slope of one in four | without touching the old roof | from earth and bamboo | in pieces that two people carry | for forty degrees in May | with light from the north
            that can be removed again | within 90 square metres | for wheelchairs first | in a flood plain""",
        facts="""
            The site is nine metres by four, between neighbours who do not speak.
            Snow lies until April, and the wind comes from one side.
            There is a survey from last year and a drawing from 1887.
            Concrete has to come by boat.
            The authority is friendly and slow.
            A carpenter is waiting and would like to begin before autumn.""",
        wishes="""
            Sections first, please, and a model that we can put on a table.
            The estimate should be made with somebody who builds.
            Every detail has to be possible with the tools at hand.
            We do not need a picture with a sunset.
            Come and sit there for a day.
            Maintenance is done by us, on Saturdays.""",
        criteria="""
            Drawings at 1:50 and three details at 1:5
            An estimate by building part, checked by a builder
            Structure calculated by an engineer who is admitted here
            Shade on all seats from ten to five in summer
            A wheelchair reaches every place without help
            No piece is heavier than two people can carry
            Removal is described step by step""",
        skills="Architecture | Structural design | Timber construction | Earth building | Lighting design | Acoustics | Conservation | Cost estimation | Interior architecture | Building physics",
    ),
    field(
        "research",
        verbs="Find out about | Compare | Trace | Map | Review the literature on | Ask forty people about | Document | List | Investigate | Interview the makers of",
        objects="""deposit schemes | the owners of a painting | shade cloth in nurseries | rules for hearing devices | lending places for children | a lost ferry line | prices of used looms
            the closing of a cinema | night schools since 1900 | a family of bell founders | repair guarantees | wooden road surfaces | the fate of 12 orchards | queues in small clinics""",
        conditions="""in five countries | before the vote | from archives only | by telephone | with the failures included | since 1950 | within six weeks | in places without a website
            on ten pages | for people who disagree""",
        facts="""
            There is little in print, most of it from those who sell something.
            An official list exists, and a third of it is out of date.
            Two archives have answered and one has moved.
            We believe that the number is 31 and would like to be wrong.
            People like to talk about it, once the form is put away.
            A debate is coming up, and everybody has an anecdote.""",
        wishes="""
            Say what was looked for in vain, and where.
            Ask about the last time and not about the general case.
            We can open the first ten doors.
            A clear answer that nobody knows would be worth its money.
            Send notes as you go.
            Tell us how you will tell us if it is unpleasant.""",
        criteria="""
            Every statement carries its source
            At least fourteen conversations, with consent
            Another person could repeat the search
            Nine of ten entries that we check are right
            Ten pages and a table, no more
            At least three cases contradict the summary
            One uncomfortable conclusion is defended in a call""",
        skills="Interviewing | Archive research | Systematic review | Field research | Qualitative research | Genealogy | EU law | Economics | Mapping | Oral history",
    ),
)
