"""The journey as a person makes it, in a browser: ask in a channel, follow up in the thread, open a citation."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import build_app
from bot.workspace.place import Keys, demo_settings
from bot.workspace.process import workspace
from knowledge.settings import KnowledgeSettings, load
from tests.bot.command_line import call
from tests.bot.workspace_making import workspace_program

SITE = "https://i.ntnu.no/wiki/-/wiki/Norsk/Universitetskommune"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def demo_in_a_thread() -> Iterator[str]:
    """A workspace with the bot in it, on an event loop of its own: the browser's driver has one too."""
    program, ready, done = workspace_program(), threading.Event(), threading.Event()
    address: list[str] = []

    async def run() -> None:
        keys = Keys()
        async with workspace(program, keys) as where:
            bot = await build_app(demo_settings(keys, where), load(KnowledgeSettings))
            try:
                await bot.start()
                while not bot.ready:
                    await asyncio.sleep(0.05)
                address.append(where)
                ready.set()
                while not done.is_set():
                    await asyncio.sleep(0.05)
            finally:
                await bot.stop()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert ready.wait(120)
        yield address[0]
    finally:
        done.set()
        thread.join(60)


@contextmanager
def page() -> Iterator[Any]:
    """A page of the browser that is installed here; skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=options)
        try:
            yield browser.new_page(viewport={"width": 1360, "height": 1000}, device_scale_factor=1.5, locale="nb-NO")
        finally:
            browser.close()


def write(page: Any, composer: int, text: str) -> None:
    """Type a message and send it."""
    box = page.locator(".composer textarea").nth(composer)
    box.click()
    box.fill(text)
    page.get_by_role("button", name="Send").nth(composer).click()


@pytest.mark.slow
def test_ask_follow_up_and_open_a_citation(tmp_path: Path) -> None:
    """A person asks in a channel, reads the answer in the thread, asks further there, and opens where it stands."""
    with page() as tab:
        assert call("ingest", "--starter").exit_code == 0
        with demo_in_a_thread() as address:
            tab.goto(address)
            tab.locator(".sidebar-item", has_text="samarbeid").click()
            write(tab, 0, "@samspill Hvem er kontaktperson for Universitetskommunen?")
            tab.locator(".thread-summary").first.click()
            thread = tab.locator(".thread-pane")
            thread.get_by_text("Håvard Wibe").first.wait_for()
            write(tab, 1, "Hva må en henvendelse om forskning inneholde?")
            thread.get_by_text("Les i sammenheng").nth(1).wait_for()
            link = thread.locator(f"a[href='{SITE}']").first
            assert link.get_attribute("target") == "_blank"
            shot = os.environ.get("SCREENSHOT_TO")
            if shot:
                tab.mouse.move(0, 0)
                tab.screenshot(path=shot)
            thread.get_by_text("Les i sammenheng").first.click()
            window = tab.locator(".modal")
            window.get_by_text("Kildene").wait_for()
            assert "Håvard Wibe" in window.inner_text()
            if shot:
                tab.screenshot(path=str(Path(shot).with_stem(Path(shot).stem + "-sources")))
