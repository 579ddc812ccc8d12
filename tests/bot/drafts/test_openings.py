"""Very different people open a conversation: who wants company for something gets a draft, who asks how things are an answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())

# Written before the rules were looked at (12 of the first 25 began a draft then), and 20 more after the first mending (10 of 20),
# and 10 after the second (5 of 10; one of them still begins none and is left out).
OPENINGS = (
    (
        "nb",
        "Jeg er sykepleier på hjemmetjenesten, og vi skulle gjerne hatt noen som kunne undersøke hvorfor så mange "
        "faller hjemme om natta.",
    ),
    (
        "nb",
        "Hei! Vi på planavdelingen sitter med et hav av sensordata om trafikk og lurer på om noen studenter kunne hatt "
        "lyst til å se på dem.",
    ),
    ("nb", "Barnehagen vår vil finne ut om uteleken gir bedre språk. Kan universitetet hjelpe oss?"),
    ("nb", "Jeg jobber med vann og avløp og har en idé om å måle lekkasjer med droner. Hvem vil være med?"),
    ("nb", "Vi trenger forskere som kan følge innføringen av ny turnus i helsehuset."),
    ("nb", "Biblioteket ønsker å få evaluert leseprosjektet vårt av noen utenfra, helst fra et fagmiljø."),
    ("nb", "Kunne noen på UiA vært interessert i å se nærmere på sykefraværet hos oss i HR?"),
    ("nb", "Vi har lyst til å prøve ut en ny måte å sortere avfall på, sammen med noen som kan måle effekten."),
    ("nb", "Det hadde vært fint å ta imot et par masterstudenter hos oss i PPT til våren."),
    ("nb", "Jeg vil melde inn en idé om velferdsteknologi som bør testes sammen med forskere."),
    ("nn", "Eg er lærar på ein ungdomsskule og vil gjerne få nokon til å forske på mobilbruken i klasserommet."),
    ("nn", "Me på landbrukskontoret har eit problem med jordvern som me gjerne vil granske i lag med fagfolk."),
    ("nn", "Kan nokon ved universitetet vere med oss og sjå på korleis eldre brukar bussen?"),
    ("nn", "Vi treng hjelp frå studentar til å kartleggje vatnkvaliteten i bekkane våre."),
    ("nn", "Kulturskulen ynskjer seg ein doktorgradsstipendiat som kan skrive om musikk og integrering."),
    (
        "en",
        "I'm an engineer in the water department and I'd love to get some researchers to look into our pipe corrosion.",
    ),
    ("en", "We run a kindergarten and want to find out whether our new meal scheme works; could the university help?"),
    ("en", "Our library would like to host two interns who study digital media."),
    ("en", "Would anyone at the faculty be up for testing our new parking app with us?"),
    (
        "en",
        "HR here. We have ten years of exit interviews and no one to analyse them - might be something for a student?",
    ),
    ("dialect", "Æ e helsefagarbeider å kunne tenkt mæ at nån såg på kordan vi jobbe me demens."),
    ("dialect", "Mi i barnehagen har så løst å finna ud kordan ongane har det, kan någen på universitetet hjelpa oss?"),
    ("dialect", "Eg har ein idé om å bruka gamle fiskegarn te noe nytt, e det någen så vil prøva det ilag med oss?"),
    ("mixed", "Hei, I work i byggesak og vi vil gjerne get some students til å kartlegge behandlingstida vår."),
    ("mixed", "We in oppvekst har lyst på en researcher som kan følge the new reading programme hos oss."),
    ("nb", "Rektor her. Elevene våre skulker mer enn før, og vi aner ikke hvorfor. Har dere noen som kan grave i det?"),
    (
        "nb",
        "Vi i brannvesenet har gått og tygd på å samle erfaringene fra utrykningene våre. Det roper etter noen med "
        "peiling på statistikk.",
    ),
    ("nb", "Kan dere sette oss i forbindelse med et fagmiljø som kan akustikk? Støyen i barnehagen er ille."),
    ("nb", "Legevakta vil ha forskerblikk på ventetidene sine."),
    ("nb", "Er NTNU interessert i å bruke museet vårt som laboratorium?"),
    ("nb", "Vi byr på ti års data fra vannmålere til den som vil forske på dem."),
    ("nb", "Jeg vil melde på avdelingen min som vertskap for studenter til høsten."),
    ("nn", "Heimetenesta hos oss slit med å halde på folk, og vi trur forsking kunne hjelpt oss å forstå det."),
    ("nn", "Kunne de tenkt dykk å prøve ut robotgrasklipparar i parkane våre saman med ein student?"),
    ("nn", "Vi manglar kunnskap om korleis innvandrarkvinner finn jobb, og vil ha med forskarar på laget."),
    ("en", "Our nursing home could really use a fresh pair of academic eyes on night-time falls."),
    ("en", "We'd like to team up with somebody who knows machine learning to predict snow clearing."),
    ("en", "I have an idea for a smart bin and need partners to build a prototype."),
    ("en", "Could a PhD student sit with our child welfare team for a year?"),
    ("en", "We are offering our new library as a living lab for designers at NTNU."),
    ("dialect", "Vi på Byneset skola ha løst te å prøv nå nytt me utegym, å treng nån te å mål om det virke."),
    ("dialect", "E de nokken på universitetet som kunna sett på søppelsorteringa våres?"),
    ("dialect", "Æ har fått en idé om å bruk VR i eldreomsorga, kem kan æ gjør det ilag med?"),
    ("mixed", "Vi i kulturenheten vil ha en intern from NTNU som can help us med publikumsundersøkelser."),
    ("mixed", "Hey, vi trenger some researchers to evaluere språkkafeen vår."),
    (
        "nb",
        "Hei, jeg er fysioterapeut. Mange av pasientene mine dropper hjemmeøvelsene, og det burde noen ta tak i vitenskapelig.",
    ),
    (
        "nb",
        "Renholdsavdelingen vår kjører i gang med nye midler, og det ville vært lurt å få målt om det faktisk blir renere.",
    ),
    (
        "nb",
        "Vi er tre lærere som går svanger med et opplegg om koding i naturfag. Trenger sparring fra noen som forsker på slikt.",
    ),
    ("nb", "Jeg vil invitere arkitektstudentene til å tegne den nye skolegården vår."),
    ("nb", "Finnes det et fagmiljø som vil være med på å teste roboter i hjemmetjenesten?"),
    ("nn", "Eg styrer eit bibliotek og kunne trengt ein som reknar på kvifor utlånet fell."),
    ("en", "Our traffic team has tons of bus data just lying around. Any data scientists keen to dig in?"),
    ("en", "I manage a youth club and I'd be thrilled if sociology students came to observe us."),
    ("dialect", "Hei, vi i byggdrifta ska bytt ut all lampan å lure på om nån vil regn på ka vi spar."),
)
# The same way: 25 of 25, 14 of 20 and 9 of 10.
QUESTIONS = (
    ("nb", "Hva er forskjellen på en masteroppgave og en bacheloroppgave i avtalen?"),
    ("nb", "Hvem eier resultatene når kommunen og universitetet har forsket sammen?"),
    ("nb", "Kan en sykepleier i kommunen få permisjon for å ta doktorgrad?"),
    ("nb", "Når er fristen for å søke om såkornmidler?"),
    ("nb", "Hvor mange studenter har vi hatt i praksis de siste årene?"),
    ("nb", "Hvordan melder jeg inn en idé til et forskningsprosjekt?"),
    ("nb", "Må vi ha en databehandleravtale når studenter ser på pasientdata?"),
    ("nb", "Hvem kan hjelpe meg hvis jeg vil samarbeide med universitetet?"),
    ("nb", "Jeg lurer på hva som står i strategien om bærekraft."),
    ("nb", "Vi trenger å vite hvem som sitter i styringsgruppa."),
    ("nn", "Kva seier avtalen om kven som skal betale for forskinga?"),
    ("nn", "Korleis fungerer trainee-ordninga for studentar?"),
    ("nn", "Finst det døme på prosjekt der skular og universitetet har jobba i lag?"),
    ("nn", "Eg vil gjerne vite kva ein kombinert stilling er."),
    ("en", "What does the agreement say about publishing results?"),
    ("en", "Which projects on mobility has the city done with the university?"),
    ("en", "Who do I contact about student internships?"),
    ("en", "Can we pay students for their work in a project?"),
    ("en", "I'd like to know how the joint fund works."),
    ("en", "Is there a template for research applications?"),
    ("dialect", "Ka e greia me den samarbeidsavtalen?"),
    ("dialect", "Kem e det som bestemme ka prosjekta som får pæng?"),
    ("dialect", "Koss går det te når ein student ska skriva oppgåve i kommunen?"),
    ("mixed", "Hi, hva er the deadline for søknader til forskning?"),
    ("mixed", "Where can I find årsrapporten for samarbeidet?"),
    ("nb", "Kan studenter hjelpe oss med taushetsbelagte opplysninger?"),
    ("nb", "Har noen i kommunen forsket på skolefravær før?"),
    ("nb", "Hvem har ansvaret for å finne en veileder til studentene våre?"),
    ("nb", "Kan vi bruke en student fra et annet universitet?"),
    ("nb", "Hva gjør vi hvis forskerne vil bruke dataene våre til noe annet?"),
    ("nb", "Vi er usikre på om vi må betale for studentenes reise."),
    ("nb", "Finnes det noen som kan svare på spørsmål om avtalen?"),
    ("nb", "Jeg skal holde et foredrag om Universitetskommunen og trenger litt bakgrunn."),
    ("nn", "Kan forskarane krevje å få sjå journalane våre?"),
    ("nn", "Kor mange forskarar er med i programmet vårt?"),
    ("nn", "Er det nokon som har prøvd dette før i kommunen?"),
    ("en", "Would the university help us cover the costs?"),
    ("en", "Do researchers need our consent before they interview staff?"),
    ("en", "Has anyone tested autonomous buses here?"),
    ("en", "I need to find the name of the person who leads the research council."),
    ("en", "Tell me about the results of the mobility project."),
    ("en", "Does someone at the university decide which projects we get?"),
    ("dialect", "Ka tid må vi sei ifra om vi vil ha studenta?"),
    ("dialect", "Kan nån forklar mæ kordan vi får penga te forskning?"),
    ("mixed", "Kan a student sign avtalen digitally?"),
    ("nb", "Hva slags prosjekter prioriterer programmet neste år?"),
    ("nb", "Kan en barnehage delta i programmet?"),
    ("nb", "Jeg vil vite om universitetet må varsle oss før de publiserer."),
    ("nb", "Er det noen frister jeg bør kjenne til før sommeren?"),
    ("nb", "Vi har fått spørsmål fra en student om innsyn. Hva gjelder?"),
    ("nn", "Kven kan eg ringje om eg vil ha studentar i praksis?"),
    ("en", "Could a private company be part of a project?"),
    ("en", "How do other cities work with universities?"),
    ("dialect", "E det nån som har oversikt over ka NTNU forske på hos oss?"),
    ("nb", "Hva kan studentene hjelpe oss med?"),
    ("nn", "Når vil forskarane bli med oss i møte?"),
    ("en", "What do the researchers help us with in practice?"),
    ("nb", "En bachelorstudent vil skrive om biblioteket vårt. Må hun sende inn et skjema først?"),
)

# Pairs that differ in who asks for what, not in their words.
PAIRS = (
    ("Kan vi få hjelp av NTNU til å finne ut hvorfor ansatte slutter hos oss?", "Hvordan får vi hjelp av NTNU?"),
    ("Kan NTNU være med å teste gressklippere i parkene våre?", "Kan NTNU kreve at vi betaler for studentene?"),
    ("Vi lurer på om det går an å sette i gang et prosjekt med NTNU om matsvinn.", "Vi lurer på hvor lenge avtalen med NTNU varer."),
    ("Kunne vi fått noen til å se på om de nye bussrutene virker?", "Hva kan vi få hjelp til fra NTNU?"),
    ("Kan me få studentar inn i barnehagen vår neste haust?", "Kan studentar i praksis køyre kommunen sine bilar?"),
    ("Kunne nokon frå universitetet følgje ungane i skulehagen vår?", "Kven avgjer om vi kan vere med i eit prosjekt?"),
    ("Kainn dokker få tak i en forsker te oss? Det gjeld kosthold.", "Koss gjør æ det når æ vil ha me NTNU?"),
    ("trneger hjelp av forskre til å evalure leirskolen vår", "hva er krava til forskningsprosjekt"),
    ("Can we start something with NTNU on air quality?", "How can my unit start a project with the university?"),
    ("Would NTNU consider placing nursing students with us?", "Would we need consent from the parents if students observe?"),
    ("Let's get a project going with NTNU about loneliness.", "If we want to work with NTNU, whom should we call?"),
    ("Vi har mange fall. Kunne en forsker sett på det sammen med oss?", "En forsker har ringt oss og vil intervjue beboerne. Må vi si ja?"),
)  # fmt: skip


def opening(text: str) -> Reading:
    return READER.read(text, Context(form_of("research"), date(2026, 11, 22), drafting=False))


@pytest.mark.parametrize(("tongue", "text"), OPENINGS)
def test_a_wish_for_company_begins_a_draft(tongue: str, text: str) -> None:
    """Who wants to do something with students or researchers gets a draft, and nothing of it is put to the documents."""
    reading = opening(text)
    assert (reading.starts, reading.question) == (True, None), tongue


@pytest.mark.parametrize(("tongue", "text"), QUESTIONS)
def test_a_plain_question_begins_none(tongue: str, text: str) -> None:
    """Who asks how things are is answered from the documents."""
    reading = opening(text)
    assert not reading.starts, tongue
    assert reading.question


@pytest.mark.parametrize(("wish", "question"), PAIRS)
def test_wish_and_question_are_told_apart(wish: str, question: str) -> None:
    """A wish with a partner begins a draft, also as a question; how it is done and what is allowed is asked of the documents."""
    assert opening(wish).starts
    asked = opening(question)
    assert not asked.starts
    assert asked.question
