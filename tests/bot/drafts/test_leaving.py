"""People leave a draft, give it up and come back in their own words, with a reason and with other things beside it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership
from tests.bot.drafts.talking import Person

READER = Reader(load_partnership())
PAUSES = (
    "Beklager, telefonen ringer. Jeg kommer tilbake til dette i ettermiddag.",
    "Jeg har et møte om fem minutter, så vi får ta resten i morgen.",
    "Eg tek ein pause her, kjem attende etter lunsj.",
    "No må eg stikke, ungane skal hentast. Held fram seinare.",
    "Må spring, snakkes i mårra!",
    "I'm being called into a meeting, let's pick this up tomorrow.",
    "Could we leave it here for now? I have to catch my bus.",
    "Kan vi la det stå slik til i morgen?",
    "Tek helg no, så får resten bli på måndag.",
    "I'm heading home, will do the rest on Thursday.",
    "Eg får ta dette att når eg er på kontoret i morgon",
    "Let me sleep on it",
    "Det får hvile til over nyttår",
    "sorry, fire drill. back later",
    "vi får fortsette når Hege er tilbake fra permisjon",
    "Strømmen gikk på kontoret, kommer tilbake når den er oppe",
    "Vi får runde av her for i dag",
    "Nå ringer det inn, tar resten i storefri",
)
ENDS = (
    "Nei, dette blir det ikke noe av. Ledelsen sa nei.",
    "Vi trekker henvendelsen, for pengene er borte.",
    "Eg trur vi dropper heile greia. Takk for hjelpa.",
    "Glem det æ sa, vi ska itj ha nå samarbeid lell. Avbryt.",
    "Forget it, our director has pulled the plug.",
    "We've decided not to go ahead. Please delete the draft.",
    "Dette ble for mye styr, vi står over.",
    "Eg trur vi let det liggje for godt.",
    "Let's call the whole thing off.",
    "Vi legg ballen død",
    "The steering group turned it down, so that's the end of it",
    "Stryk alt, begynner heller på nytt til neste år",
    "Det er allerede et annet team som gjør dette, så vi trenger det ikke",
    "Kommunedirektøren stoppa det, beklager bryet",
    "Eg trekkjer saka, det vart for dyrt",
)
RETURNS = (
    "Hei igjen! Nå har jeg fått svar fra økonomi, så nå kan vi gå videre.",
    "Då held vi fram, eg har snakka med leiaren.",
    "Nu e æ tebake. Ka va det vi hold på me?",
    "Right, the meeting is done, let's carry on.",
    "Nå har jeg ti minutter til overs, spør i vei.",
    "Lunch is finished, fire away.",
    "God morgen, nå har jeg tid igjen. Vi tar det der vi slapp.",
)
CONTENT = (
    "Elevene dropper ut fordi de ikke får hjelp",
    "Vi vil stoppe vannlekkasjene før de blir store",
    "Prosjektet fortsetter til juni 2028",
    "Nei, glem april. Vi begynner i mai.",
    "Vi kommer tilbake med navn på kontaktperson senere",
    "We changed our minds about the title, call it Night Shift",
    "De ansatte må løpe fra rom til rom i dag",
    "Kor lang tid tek det, og kva skjer etterpå?",
    "Drop the deadline, we have none.",
    "stryk det, vi har ingen frist",
    "Sykepleierne må gå fra rom til rom uten pauser",
    "We want patients to come back to work sooner",
    "Tilbake i arbeid",
    "En pause i livet",
    "ansatte sier nei til ekstravakter",
    "Vi venter på tall fra økonomi",
    "Halvparten av søknadene blir avslått",
    "The pilot ended because nobody had time",
    "Køen faller bort",
    "Halvparten sa nei",
    "ventetida er borte for godt",
    "vi løser det selv",
    "Vi gjør det selv i dag, og det tar for lang tid",
)


def read(text: str, status: str = "collecting") -> Reading:
    values = {"title": "Ro", "purpose": "lære"}
    context = Context(
        form_of("innovation"), date(2026, 11, 24), asked="contribution", drafting=True, status=status, values=values
    )
    return READER.read(text, context)


@pytest.mark.parametrize(
    ("intent", "text"), [*(("pause", text) for text in PAUSES), *(("cancel", text) for text in ENDS)]
)
def test_a_pause_or_an_end_with_its_reason(intent: str, text: str) -> None:
    """Who leaves a draft, or gives it up, is understood with the reason, and nothing of it is read as a value or a question."""
    reading = read(text)
    assert (reading.intent, reading.hits, reading.question) == (intent, (), None)


@pytest.mark.parametrize("text", RETURNS)
def test_a_return(text: str) -> None:
    """Who comes back to a paused draft goes on with it."""
    assert read(text, "paused").intent == "resume"


@pytest.mark.parametrize("text", CONTENT)
def test_content_is_no_command(text: str) -> None:
    """Words such as stop, drop and go on inside of what is told leave the draft open."""
    assert {read(text).intent, read(text, "paused").intent}.isdisjoint({"pause", "cancel", "resume"})


def test_going_on_with_the_project_is_no_return() -> None:
    """Who tells that they go on with something of the project has not asked for another draft."""
    assert read("vi går videre med piloten i høst").intent is None
    assert read("NTNU dekker halvparten, vi tar resten").intent is None


def test_what_is_told_beside_a_pause_and_a_return_is_kept(chat: DraftingChat) -> None:
    """A field in the message that pauses or resumes is noted."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    person.say("Vi starter i mars 2027. Må løpe nå, fortsetter i morgen.")
    assert (person.draft["status"], person.draft["fields"]["period_start"]) == ("paused", "2027-03")
    person.say("Da er jeg tilbake. Vi bidrar med ti kasser.")
    assert (person.draft["status"], person.draft["fields"]["contribution"]) == ("collecting", "ti kasser")


def test_a_draft_that_cannot_be_sent_is_not_ready(chat: DraftingChat) -> None:
    """As long as title, purpose or address are not known, the draft is not ready and says what it needs."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    while person.last["asking"]:
        person.say("vet ikke")
    assert person.draft["status"] == "collecting"
    assert "Før den kan sendes" in " ".join(message["text"] for message in person.last["messages"])
