"""How long a newcomer takes to compare three articles: ``python -m tests.bench.newcomer SERVER [FOLDER]``.

Drives Chromium through the steps of ``docs/web.md`` on a running server, as somebody who types, pastes, and looks at
each page before going on. Prints when each step was done, and how much of it was waiting for the program. The articles
are our own, of invented outlets. With FOLDER, a picture of each step is put there.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

TYPING_S = 0.2  # a character: five a second, a slow typist
PASTING_S = 5.0  # to fetch a text from another window and paste it
LOOKING_S = 5.0  # at a new page, before anything is pressed
CHECKING_S = 10.0  # at the preview of three articles

HERALD = """Ferry runs aground off Santa Brígida, 214 passengers taken off

A ferry carrying 214 people ran aground on a sandbank outside the port of Santa Brígida on Sunday evening. Nobody was \
seriously hurt, the coast guard said.

Passengers were brought ashore in fishing boats within three hours. "We heard a bang and the lights went out," said \
Helena Duarte, a nurse who was travelling with her two sons.

The operator, Linhas do Estreito, said that the captain had followed the marked channel. The port authority disputed \
this and claimed that the ship had left it to save time.

Twelve people were treated for bruises. The ferry is to be towed off at high water on Monday."""

COURIER = """Reckless shortcut wrecks ferry, crew under investigation

The captain of the Estrela do Sul steered his ferry onto a sandbank on Sunday in a reckless attempt to save fifteen \
minutes, port officials said.

More than 230 terrified passengers waited for hours in the dark before fishermen rescued them. The coast guard arrived \
only when the evacuation was almost over.

At least 20 people were injured. Prosecutors opened an investigation into the crew on Monday.

The company has been fined twice in the last four years for leaving the channel."""

JORNAL = """Balsa encalha em Santa Brígida e passageiros são resgatados por pescadores

Uma balsa com 214 pessoas a bordo encalhou num banco de areia à entrada do porto de Santa Brígida na noite de domingo.

Os passageiros foram levados para terra em barcos de pesca em três horas. Ninguém ficou gravemente ferido, disse a \
guarda costeira.

A empresa Linhas do Estreito afirmou que o comandante seguiu o canal. A autoridade portuária nega e diz que o navio \
saiu do canal.

Segundo o sindicato dos marinheiros, as boias do canal estão apagadas desde março. Doze pessoas foram tratadas a \
contusões."""


class Watch:
    """Says when a step was done, and adds up what was waiting."""

    def __init__(self, page: Page, folder: Path | None) -> None:
        self._page = page
        self._folder = folder
        self._began = time.monotonic()
        self._thinking = 0.0
        self._n = 0

    def think(self, seconds: float) -> None:
        """Do what a person does without the program."""
        self._thinking += seconds
        time.sleep(seconds)

    def done(self, step: str) -> None:
        """Print the step with the time since the start, and how much of that was waiting for the program."""
        self._n += 1
        passed = time.monotonic() - self._began
        print(f"{passed:6.1f} s  (waited {passed - self._thinking:5.1f} s)  {step}", flush=True)
        if self._folder:
            self._page.screenshot(path=self._folder / f"step-{self._n}.png")


def walk(page: Page, watch: Watch) -> None:
    """Go from the first page to the reason of the first highlight."""
    page.goto("/")
    watch.think(LOOKING_S)
    watch.done("the first page is open")
    page.get_by_role("link", name="New comparison").first.click()
    for number, (outlet, text) in enumerate([("Straits Herald", HERALD), ("Evening Courier", COURIER)], 1):
        article = page.get_by_role("group", name=f"Article {number}")
        article.get_by_label("Outlet").fill(outlet)
        watch.think(TYPING_S * len(outlet) + PASTING_S)
        article.get_by_label("Text", exact=True).fill(text)
    watch.done("two articles are pasted")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jornal-da-barra.txt"
        file.write_text(JORNAL, "utf-8")
        page.get_by_label(re.compile("Or choose files")).set_input_files(file)
        watch.think(PASTING_S)
        watch.done("a third is chosen as a file")
        page.get_by_role("button", name="See what was read").click()
    button = page.get_by_role("button", name="Compare these 3 articles")
    expect(button).to_be_visible(timeout=60_000)
    watch.think(CHECKING_S)
    watch.done("what was read is looked over")
    button.click()
    page.wait_for_url(re.compile(r"/stories/[^/]+/$"), timeout=300_000)
    watch.done("the comparison is on the screen")
    watch.think(LOOKING_S)
    page.locator(".firsts a").first.click()
    expect(page.get_by_role("heading", name="Why it is marked")).to_be_visible()
    watch.done("the weightiest difference is open with its reason")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("folder", nargs="?", type=Path)
    asked = parser.parse_args()
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=asked.server, viewport={"width": 1280, "height": 900})
        walk(page, Watch(page, asked.folder))
        browser.close()


if __name__ == "__main__":
    main()
