"""The journey of a draft as people make it, in a browser: told in a thread, corrected in a window, sent, and met at the desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.bot.command_line import call
from tests.bot.test_browser import demo_in_a_thread, page, write

WISH = "@samspill Vi i Saupstad skole ønsker et forskningssamarbeid om trygge skoleveier. Formålet er å se hvorfor færre går."
# What is written, by a label that only the reply has.
REST = {
    "Fagmiljø ved NTNU:": "Tittel: Trygge skoleveier. Temaområde: oppvekst og utdanning. Fagmiljø: Institutt for psykologi.",
    "Kommunens bidrag:": "Bidrag: to lærere en dag i uka. Nytte: flere barn går trygt. Finansiering: ingen ennå.",
    "REK-godkjenning:": "Periode: august 2027 - juni 2029. Personopplysninger: nei. REK: nei. Svarfrist: ingen.",
    "E-post:": "Kontaktperson: Kari Moen, kari.moen@kommune.example",
}


def look(tab: Any, name: str) -> None:
    """Keep a screenshot where one is wished."""
    folder = os.environ.get("SCREENSHOTS_IN")
    if folder:
        tab.mouse.move(0, 0)
        tab.screenshot(path=str(Path(folder) / f"draft-{name}.png"))


def act_as(tab: Any, name: str) -> None:
    """Be somebody else in the workspace."""
    tab.locator("select").first.select_option(label=name)


@pytest.mark.slow
def test_a_draft_from_the_first_message_to_the_desk_and_back() -> None:
    """Kari drafts in a thread, corrects in a window and sends; Ingrid finds the card and asks back; Kari answers in her thread."""
    with page() as tab:
        assert call("ingest", "--starter").exit_code == 0
        with demo_in_a_thread() as address:
            tab.set_viewport_size({"width": 1360, "height": 1300})
            tab.goto(address)
            tab.locator(".sidebar-item", has_text="samarbeid").click()
            write(tab, 0, WISH)
            tab.locator(".thread-summary").first.click()
            thread = tab.locator(".thread-pane")
            thread.get_by_text("Da begynner vi på et forskningssamarbeid").wait_for()
            look(tab, "begun")
            for label, text in REST.items():
                write(tab, 1, text)
                thread.get_by_text(label).first.wait_for()
            thread.get_by_role("button", name="Send inn").wait_for()
            look(tab, "summary")
            thread.locator("select", has_text="Rett et punkt").last.select_option(label="Tittel")
            window = tab.locator(".modal")
            window.locator("input").first.fill("Trygge veier til skolen")
            look(tab, "window")
            window.get_by_role("button", name="Lagre").click()
            thread.get_by_text("Trygge veier til skolen").first.wait_for()
            thread.get_by_role("button", name="Send inn").last.click()
            thread.get_by_text("Sendt: 2").wait_for()
            look(tab, "receipt")

            act_as(tab, "Ingrid Dahl")
            tab.locator(".sidebar-item", has_text="koordinatorer").click()
            tab.get_by_text("Trygge veier til skolen").first.wait_for()
            look(tab, "card")
            tab.get_by_role("button", name="Spør avsenderen").first.click()
            window.locator("input").first.fill("Hvor mange elever gjelder det?")
            window.get_by_role("button", name="Send").click()
            tab.get_by_text("venter på svar fra avsenderen").first.wait_for()

            act_as(tab, "Kari Moen")
            tab.locator(".sidebar-item", has_text="samarbeid").click()
            tab.locator(".thread-summary").first.click()
            thread.get_by_text("Hvor mange elever gjelder det?").wait_for()
            write(tab, 1, "Omtrent 120 på tredje trinn")
            thread.get_by_text("svaret er sendt til koordinatorene").wait_for()
            look(tab, "answered")

            act_as(tab, "Ingrid Dahl")
            tab.locator(".sidebar-item", has_text="koordinatorer").click()
            tab.locator(".thread-summary").first.click()
            thread.get_by_text("Omtrent 120 på tredje trinn").wait_for()
            look(tab, "desk")
