"""Design, writing, translation, music, film and education."""

from openchance.demo.vocabulary.shape import field

CREATIVE = (
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
)
