"""Pictures of the main views, to be looked at: ``python -m tests.web.screenshots FOLDER``.

Both schemes, a telephone and a wide window; the story is the invented one of the tests, so no model is needed.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from compare.opening import Settings
from tests.reports import dock_strike
from tests.web.conftest import GlossaryTranslator, keep, make_app
from web.settings import WebSettings

VIEWS = {
    "home": "/",
    "new": "/new",
    "check": "/stories/dock-strike/check",
    "matrix": "/stories/dock-strike/",
    "pair": "/stories/dock-strike/pair",
    "article": "/stories/dock-strike/articles/tribuna",
    "overview": "/stories/dock-strike/overview",
    "sentence": "/stories/dock-strike/sentences/tribuna/1",
    "models": "/models",
    "help": "/help",
}


def act(page: Page, name: str) -> None:
    """Do what shows a view at its best."""
    if name == "pair":
        page.locator(".s[data-mates]:not(.lone)").nth(2).hover()
    page.wait_for_timeout(200)


def main(folder: Path) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        settings = WebSettings(tools=Settings(Path(data), Path(data) / "t.sqlite3"))
        app = make_app(settings, GlossaryTranslator())
        keep(app.extensions["compare"], dock_strike())
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
            for scheme in ("light", "dark"):
                for width in (320, 1400):
                    context = browser.new_context(
                        base_url=f"http://127.0.0.1:{server.port}",
                        viewport={"width": width, "height": 900},
                        color_scheme=scheme,
                    )
                    page = context.new_page()
                    for name, path in VIEWS.items():
                        page.goto(path)
                        act(page, name)
                        page.screenshot(path=folder / f"{name}-{scheme}-{width}.png", full_page=name != "pair")
                    context.close()
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/screenshots"))
