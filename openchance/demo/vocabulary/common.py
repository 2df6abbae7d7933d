"""Pieces that fit every field of work."""

from openchance.demo.vocabulary.shape import pieces

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
