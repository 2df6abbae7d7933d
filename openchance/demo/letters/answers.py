"""Answers that applicants gave to the questions of the challenges: the question as asked, three answers each."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "Which offline application of yours is in daily use, and by whom?": (
        "A harvest log for forty beekeepers. Their hives are where the network is not.",
        "The dosing tables of a dialysis ward: sixty nurses, in a basement.",
        "None yet that I could show; the closest is a museum guide that worked in a mine for two summers.",
    ),
    "Tell us about a migration that went wrong and what you did the next morning.": (
        "I lost the seconds of 200,000 timestamps. The next morning I told the client, then restored them from the old logs, which I had kept because I am nervous.",
        "Umlauts, of course. We went back to the old system at six, before anybody arrived, and tried again on Saturday.",
        "The count was right and the rows were not: 312 people had swapped addresses. Since then I compare samples by eye.",
    ),
    "How would you keep our restricted lots out of an export?": (
        "By having the export ask the same function as the page does, and by a test that fails when a new export does not.",
        "Places of restricted lots would live in a table of their own, which ordinary exports cannot read at all.",
        "With a family’s list kept on every lot and a check at the database. I would not trust the forms alone.",
    ),
    "What would you leave out first, and who would miss it?": (
        "The map. The person who would miss it is the one who made it.",
        "All pictures of buses. Nobody has ever needed to know what a bus looks like.",
        "Live refreshing on the first visit. Someone who stands there for ten minutes would miss it, so it comes after the text.",
    ),
    "Which audio game should we play before we talk, and why that one?": (
        "The one in which you are lost in a cellar with your brother, because its rooms have an opinion about you.",
        "The oldest one you can find for the telephone. It steers you too much, and that is worth hearing before we talk about the stairs.",
        "Any radio play from the sixties. They solved the corner of the room long before us.",
    ),
    "How would you treat a product that sold out at noon?": (
        "As a lower bound and not as a number. What would have been sold after noon is estimated from days when it lasted.",
        "Carefully: it tells me that demand was at least that. I would use the hour at which it ran out.",
        "I would ask the manager whether it ran out or was put aside for someone. The till does not know.",
    ),
    "When did you last tell a client that the data was not good enough?": (
        "In March. They had 40 failures and 60 possible causes. I offered a checklist instead, and it is still in use.",
        "Last year, in the first week, and lost the job. A year later they called again.",
        "About once per year. I try to say what could be collected from now on, so that next time I can say yes.",
    ),
    "What would you do before touching a neural network?": (
        "Listen to two hundred clips with a cup of tea.",
        "Count how often each volunteer disagrees with the others, by species and by hour. That takes a day and may be enough.",
        "Sort by loudness. In my experience a tenth of any sound archive is empty.",
    ),
    "Which piece of paper have you kept for more than five years, and why?": (
        "A bus ticket from Ibadan with a drawing of a latch on its back. It is still the best latch I have drawn.",
        "The proof of my first two-colour job. It is out of register by a millimetre, and I look at it when I am sure of something.",
        "A cinema ticket. It was so thick that it felt wrong to throw it away.",
    ),
    "Which mechanism in a book or a game do you wish you had invented?": (
        "The wheel in old star maps. One rivet, one window, and the whole year.",
        "A pop-up boat that rows when you open the page. One strip of paper does all of it.",
        "The bag in games where you draw without looking. It is only a bag.",
    ),
    "What is the most slammed thing that you have designed?": (
        "The lid of a feed bin in a riding school. Children on the other side of it, and no mercy.",
        "A locker latch: 1,100 of them, in two swimming pools, for nine years now.",
        "The tailgate of a three-wheeler taxi.",
    ),
    "What would make our hinge fail that we have not thought of?": (
        "Somebody lifting the bike by the stand in order to turn it on the spot. Everybody does it when the street is narrow.",
        "Frost. Water in the tube, one night, and your play is 3 mm in an hour.",
        "The rider who sits down on the bike while it stands, with a child in front. That is 300 kg.",
    ),
    "How would you find out what sings at 310 Hz without taking the fan down?": (
        "By laying a hand on the guard while somebody else listens. If that changes the pitch, I have it.",
        "Chalk, a strobe lamp and a wet finger on the belt.",
        "With a contact microphone in eleven places, and two runs at different speeds: what moves with speed is not the frame.",
    ),
    "Which fault would your jig be worst at finding?": (
        "A joint that is good when cold and bad when warm. I would add a lamp.",
        "Noise that only appears with the case closed.",
        "Parts that are within tolerance, all on the same side. I would log the values, so that drift shows by the week.",
    ),
    "What would you measure on the first night?": (
        "Temperature in the middle of the dough and not in the room.",
        "Sugar, with a meter for 20 euro, every hour, in both places.",
        "Nothing. I would watch one dough from mixing to morning and write down what your people do that is not in the recipe.",
    ),
    "Which explanation do you find most tempting, and how would you try to kill it?": (
        "Old flour from the silo. One night with flour from the kitchen’s bag in the ice house, and it is dead or alive.",
        "That it cools too fast. I would cool a bucket quickly in the kitchen, with ice, which costs nothing.",
        "A second yeast that wins when warm and sleeps when cold. I would warm half of the dough at three in the morning and count.",
    ),
    "What result would make you say that it does not work?": (
        "Tiles under silent speakers which do as well as tiles under loud ones, within a quarter. I would write that number down before.",
        "No difference in the second season, even if there was one in the first.",
        "An effect that disappears once the people who count no longer know which tile is which.",
    ),
    "Send us the kindest sentence that you have ever received from an institution.": (
        "“You do not need to do anything; we have already put it right.” From a water company.",
        "“Take the time you need, the bed next to hers is free tonight.” A hospital.",
        "“We noticed before you did.” My bank, of all places.",
    ),
    "Write three good mornings from a ferryman who owes the baker money.": (
        "“Morning. Is she in?” – “Morning. Wind’s from the bakery.” – “Good morning, and if anyone asks, I was never this early.”",
        "“Mind the step. It’s the only thing here that’s paid for.” – “You look like rye today.” – “Quick, aboard.”",
        "“Lovely crust on the water.” – “Tell her Friday.” – “Tell her I said good morning, not Friday.”",
    ),
    "Which of your mother tongue’s words for food have you never managed to translate?": (
        "*Dépiauter*, when one does it to a prawn and enjoys it.",
        "*Lagom* is not about food, but it decides every portion.",
        "*Sobremesa*: the hour at the table after the meal is over. English clears the table.",
    ),
    "What do you do with a choir that has one tenor?": (
        "Give him the tune, once, where the others hum. Then hide him among the altos.",
        "I write the part so that two altos can take it over without anyone noticing.",
        "Treat him as a soloist who does not know it.",
    ),
    "May we hear ten seconds before and after of something that you restored?": (
        "Linked: a fishmonger of 1961, before and after. I left the gulls.",
        "Yes, and thirty seconds of one that I ruined in 2015, since you will learn more from it.",
        "The family has to agree first; I have asked and will send it this week.",
    ),
    "Show us something that you explained without words.": (
        "A loop of twelve seconds on how a lock works, used by a children’s museum.",
        "How to fold a fitted sheet. It has been watched by more people than everything else I made.",
        "The assembly of a beehive, as a flip book. Linked as a film.",
    ),
    "Where did you last wait for something in comfort?": (
        "At a ferry stage in Kochi, under a roof that was much too low and exactly right.",
        "In a hospital corridor with a bench deep enough to pull up one’s feet.",
        "Never at a bus stop. Under the tree beside one, yes.",
    ),
    "Which room do you go to when you want to be left alone?": (
        "The pantry. It is cool, it has a door, and nobody asks what you are doing there.",
        "The map room of our library, since nobody else knows that it is open.",
        "A parked car.",
    ),
    "Which lesson of yours went wrong in the most useful way?": (
        "Decimal points with lemonade. We ran out after four groups and had to divide what was left. That became the lesson.",
        "A lesson on maps during which we got lost. I have taught it that way ever since.",
        "I forgot the worksheets. Nobody has seen them again.",
    ),
    "How do you teach somebody who has been awake for nineteen hours?": (
        "With one thing, by hand, and twice. And not between three and four, if it can be helped.",
        "I let them teach it to the next person. One can be half asleep and still explain.",
        "With a voice, a picture, and no questions that can be answered wrongly in front of others.",
    ),
    "What did you do the last time a trail ended?": (
        "I went back to the last document that I had believed without reading the other side. It had another side.",
        "Wrote to everyone in the town who has the same name. The fourteenth answered.",
        "I said so in the report, with the boxes that I had opened. Two years later somebody found the rest on the basis of that list.",
    ),
}
