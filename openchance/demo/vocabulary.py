"""What generated challenges are made of: twelve fields of work, as lists of pieces that fit together in any combination.

Pieces are plain words without any markup, so that a brief made of them needs no rendering.
"""

from itertools import combinations
from typing import NamedTuple


def pieces(text: str) -> tuple[str, ...]:
    """One piece a line, or several on a line between bars."""
    return tuple(piece.strip() for line in text.strip().splitlines() for piece in line.split("|") if piece.strip())


class Vocabulary(NamedTuple):
    category: str
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    conditions: tuple[str, ...]
    facts: tuple[str, ...]
    wishes: tuple[str, ...]
    criteria: tuple[tuple[str, ...], ...]  # every choice of three
    skills: tuple[tuple[str, ...], ...]  # likewise


def field(category: str, *, verbs: str, objects: str, conditions: str, facts: str, wishes: str, criteria: str, skills: str) -> Vocabulary:
    return Vocabulary(
        category,
        pieces(verbs),
        pieces(objects),
        pieces(conditions),
        pieces(facts),
        pieces(wishes),
        tuple(combinations(pieces(criteria), 3)),
        tuple(combinations(pieces(skills), 3)),
    )


ORGANISATIONS = pieces("""
    a pottery | a rowing club | a village school | a seed library | a brass band | a repair café | a night market | a ferry company | a small museum | a cheese dairy
    a weather station | a theatre of forty seats | a tenants’ association | a bicycle courier | a boat yard | a bookbinder | a community kitchen | a mountain rescue team
    a printing house | a county archive | a fishing cooperative | a bakery | a midwives’ practice | a bus company | a choir | a chess club | a tree nursery
    a wheelchair maker | a local radio | a clinic on an island | a puppet theatre | a paper mill | a sailing school | a food bank | a clockmaker | a vineyard
    a field hospital | a botanical garden | a swimming club | a hostel | a dance school | a toy maker
""")

PLACES = pieces("""
    Tromsø | Cork | Valparaíso | Kochi | Dunedin | Łódź | Gaziantep | Halifax | Bergen | Porto | Matsue | Busan | Tartu | Graz | Lugo | Ghent | Aarhus | Vilnius | Turku | Brno
    Mombasa | Kumasi | Dakar | Oran | Tunis | Mysuru | Penang | Hobart | Napier | Cusco | Medellín | Rosario | Belém | Mérida | Duluth | Tucson | Gaspé | Whitby | Oban | Galway
    Trieste | Matera | Plovdiv | Cluj | Novi Sad | Chania | Izmir | Batumi | Almaty | Hue | Cebu | Malang | Jaffna | Sylhet | Nablus | Salalah | Manama | Gondar | Mutare | Sfax
""")

OPENINGS = pieces("""
    We have tried twice to solve this ourselves, and each time it was better for a week.
    For eleven years this was the task of one person, and she has moved to the coast.
    Nobody here is a specialist, which is why we ask.
    It began as a joke at the annual meeting and is now a line in our budget.
    The old solution is from 1998 and has earned its rest.
    Our neighbours have the same problem and watch us with interest.
    It is a small thing that costs us an hour each day.
    Last winter it nearly went wrong, and this winter we would like to be ready.
    There is a drawer full of attempts, and you may see all of them.
    We asked three companies, and two did not answer because we are too small.
    People laugh when we describe it, and then they see it.
    The grant that pays for it ends in summer, so we would rather start than talk.
""")

CLOSINGS = pieces("""
    We answer questions within a day, and pay on approval.
    Tell us early if the brief is wrong somewhere; we would rather change it than you.
    One of us is available on Tuesdays and Fridays, and glad to be asked.
    What you make will be published with your name on it, if you like.
    You can visit, and there will be cake.
    Please say in your letter what you would do first.
    A remote start is fine, but somebody should see the place once.
    We have tested other people’s work before and are fair about it.
    If half of it is possible, propose that half.
    The result will be used daily from the first week on.
""")

VOCABULARIES = (
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
        "design",
        verbs="Redraw | Redesign | Letter | Lay out | Simplify | Rethink | Illustrate | Test and improve | Package | Colour",
        objects="""a jam label | a trail map | a pharmacy bag | an entrance sign | a voting form | a seed packet | a lending card | a concert programme | a medicine schedule | a season ticket
            a set of stamps | a bus stop pole | a recipe card | a name badge""",
        conditions="""for people over seventy | in two colours | that survives rain | without any words | readable from six metres | for left and right hands | that folds to the size of a hand
            in three scripts | that children can draw again | on recycled paper""",
        facts="""
            The present one was made in an hour, eleven years ago, and shows it.
            We watched forty people use it, and twelve turned it over twice.
            Our printer is across the road and cannot do blue very well.
            A print run is 4,000, twice a year.
            The mark in the corner is older than the house and has to stay.
            Most of them are read in bad light by someone who is carrying something.""",
        wishes="""
            Show us three directions which you would defend, not ten.
            Try it out with strangers before you show it to us.
            We need files that can be edited without buying anything.
            It may be beautiful, too.
            Colour alone must not carry the meaning.
            Tell us which words could go.""",
        criteria="""
            Nine of ten strangers find what they need within a minute
            It can be photocopied in black and white
            Costs no more than the present one at 4,000 pieces
            Source files are delivered in an open format
            Legible at arm’s length at 50 lux
            No two variants are confused by more than one in thirty
            Our printer accepts the files without a question""",
        skills="Graphic design | Typography | Illustration | Wayfinding | Packaging design | User testing | Print production | Information design | Lettering | Product design",
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
        "writing",
        verbs="Write | Shorten | Rewrite | Edit | Turn into plain language | Tell again | Script | Draft | Proofread | Make readable",
        objects="""a safety notice | twelve wall labels | a repair manual | a letter about a late payment | the story of a mill | a consent form | a set of museum labels | a visitor guide
            the rules of a game | an obituary for a bridge | a speech for an opening | a handbook for volunteers | thirty captions | a newsletter""",
        conditions="""in sixty words each | for tired readers | that can be read aloud | without the word please | that children enjoy | which survives being mumbled | in two languages | for the back of a ticket
            with one joke at most | at the level of grade six""",
        facts="""
            The present text was approved by four committees and reads like it.
            People read it standing up, with a coat on.
            It will be spoken by somebody who would rather be elsewhere.
            We have a dossier of three pages on every item.
            Nobody has ever got to the second page.
            A lawyer has to agree, and she is on our side.""",
        wishes="""
            Send us one paragraph as you would write it.
            Leave things out.
            It should sound as if a person had been in the room.
            No fact which is not in the dossier or sourced by you.
            We read it aloud before we accept it.
            It may be funny, once.""",
        criteria="""
            Eight of ten readers can say afterwards what to do
            No text is longer than agreed, and none begins like another
            Read aloud in thirty seconds without a stumble
            Every step that may hurt someone says so before the step
            Reading level of grade six or below
            Three of our volunteers could retell it
            Delivered as plain text and as an editable file""",
        skills="Plain language | Editing | Copywriting | Technical writing | Fiction | Museum writing | English | French | Spanish | German",
    ),
    field(
        "translation",
        verbs="Translate | Subtitle | Localise | Check the translation of | Retranslate | Make rhyme again | Build a glossary for | Transcribe and translate | Adapt | Revise",
        objects="""a film about weavers | a cookery book | the letters of a ship’s cook | 900 strings of a game | a patient leaflet | a songbook | a contract for pickers | an oral history
            a museum guide | a textbook on soil | the labels of a herbarium | a hut’s rules | a play for children | a manual for a press""",
        conditions="""from dialect | with the jokes intact | for reading aloud | in four languages | within forty characters a line | with the speakers | that was translated badly before
            for a printer’s deadline | keeping the old names | in a week of evenings""",
        facts="""
            There are about 19,000 words, and thirty that are in no dictionary.
            The first translation was made by a machine and corrected by a cousin.
            Three speakers are alive and like to be asked.
            The pictures are printed already and cannot change.
            Half of it is spoken, often by two people at once.
            Our readers know the subject better than they know the language.""",
        wishes="""
            Where a word has no equal, let it stand.
            Send a trial of ten lines, in two ways, and say which you prefer.
            We would like a glossary that stays with us.
            Questions are welcome in batches.
            Please translate into your first language only.
            The tone matters more to us than the letter.""",
        criteria="""
            A second native speaker has read all of it and is named
            Of 200 entries drawn at random, at most 3 % are disputed
            Placeholders, numbers and line limits are kept
            A page explains what was replaced and why
            Two readers from two regions find it natural
            Times and line breaks follow the rules for subtitles
            The speakers have approved what they are quoted with""",
        skills="Spanish | Portuguese | Arabic | Japanese | German | French | Polish | Swahili | Subtitling | Terminology",
    ),
    field(
        "music",
        verbs="Arrange | Record | Restore | Compose | Mix | Transcribe | Orchestrate | Shorten | Master | Rehearse by ear",
        objects="""a harvest song | a station call | a march for nine players | six hours of tape | a lullaby | the sound of a mill | music for a silent film | a hymn for few voices | a dance tune
            a tower clock’s melody | a waltz for accordion | the voice of a poet | a radio play | a skating song""",
        conditions="""for people who cannot read music | without the hum | in three lengths | for a dry room | with one tenor | that can be heard for eight hours | on a cheap loudspeaker
            for strings and a saw | from a worn shellac disc | in the open air""",
        facts="""
            There is one recording, with a kettle in it.
            We are eleven sopranos and three of everything else.
            The room has a reverberation of 0.6 seconds and a door that creaks.
            Tape nineteen clicks in three-four time.
            Everybody learns by ear and in the car.
            It will be heard twelve times in a day by the same person.""",
        wishes="""
            Sung by people, please.
            When in doubt, leave the room in.
            Sketches of twenty seconds would help us to talk.
            We would rather have silence than a filler.
            Parts should go somewhere, so that they can be remembered.
            All tracks stay with us.""",
        criteria="""
            Learned by our amateurs in three rehearsals
            Delivered as 48 kHz WAV with separate tracks
            Recognised on a kitchen radio with the tap running
            A listener understands a third more words than before
            All sounds are your own, or come with papers
            Score and one practice track for each part
            Thirty of forty listeners would hear it again""",
        skills="Arrangement | Composition | Mixing | Audio restoration | Choral music | Recording | Sound design | Music notation | Mastering | Singing",
    ),
    field(
        "video",
        verbs="Film | Cut | Animate | Colour | Subtitle | Re-edit | Explain | Restore | Storyboard | Shorten",
        objects="""a day in a forge | forty hours of a nursery | how a lock gate works | a portrait of a tailor | twelve cooking films | a dance rehearsal | the building of a kayak
            a lecture on moss | a street parade of 1974 | how a loom remembers | a safety film | the last tram | a beekeeper’s year | a recipe""",
        conditions="""without a word | in sixty seconds | for telephones held upright | from three cameras | with live sound only | in the style of engravings | for a deaf audience
            as a loop without a seam | before the anniversary | in nine minutes""",
        facts="""
            There are forty hours of material, filmed without a plan.
            Everybody in the picture was asked, apart from the goat.
            It plays on a screen beside the thing that it explains.
            The three cameras never agreed about snow.
            Our only light is a north window.
            One scene cannot be repeated, because the chimney is gone.""",
        wishes="""
            No music over people who are speaking.
            A cut on paper first, please.
            It should be understood with the sound off.
            We would like to see the mistakes as well.
            Hands matter more than faces here.
            The project has to open in five years.""",
        criteria="""
            Within thirty seconds of the agreed length
            Captions are checked by a reader of each language
            Fifteen of twenty viewers can explain it afterwards
            Consent of everyone shown is kept with the project
            A version under 25 MB plays on a phone of 2017
            A specialist finds no error of substance
            Project and sources are delivered in open formats""",
        skills="Film editing | Animation | Colour grading | Cinematography | Motion graphics | Subtitling | Sound recording | Documentary | Storyboarding | Sign language",
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
        "education",
        verbs="Plan | Write | Test | Rebuild | Shorten | Teach the teachers of | Make games for | Draw cards for | Evaluate | Translate into practice",
        objects="""six lessons on fractions | a course in first aid | a week of tide reading | an evening class in soldering | a month of phonics | a workshop on compost | a unit on maps
            ten lessons in chess | a course for new drivers | an hour on estimating | a class in darning | a season of choir lessons | a primer on wiring | a term of astronomy""",
        conditions="""without screens | for tired adults | in ten-minute pieces | with beans and string | outdoors | for two languages at once | that survives a fire drill | with no examination
            for teachers who are new to it | on one sheet each""",
        facts="""
            The learners come after work, some of them with children.
            Last year a third stopped before the end, and we did not ask why.
            There is a blackboard, a yard and one very good scale.
            The teacher has patience and no experience.
            What was learned is gone after a month, as far as we can tell.
            The book we use assumes a laboratory.""",
        wishes="""
            Begin with what they should be able to do on the last day.
            Try it with real learners before it gets a layout.
            Every session needs a plan for rain.
            Say what may be skipped when time runs out.
            No child should notice that something is being measured.
            Research where there is some, plain words where there is none.""",
        criteria="""
            Plans of at most two pages each
            Given once by somebody who only had the paper
            After four weeks two thirds can still do it
            Material costs less than three euros for each group
            Prints in black and white
            At most four minutes of testing a term
            Two learners have changed or improved a part of it""",
        skills="Curriculum design | Teaching | Assessment | Plain language | Mathematics | Literacy | Instructional design | Outdoor education | Illustration | Computer science",
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
