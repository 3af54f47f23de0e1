"""Debian's Chromium, driven by Playwright, and test cases that share one server."""

import os
import pathlib
import unittest

from playwright.sync_api import TimeoutError, sync_playwright

from winnow_server import Winnow

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_running = {}

# Between two items there may be none for a moment, when keys come faster than items: no key does anything then.
SHOWS_ANOTHER = """old => {
  const get = (id) => document.getElementById(id);
  return get("item-heading").textContent !== old && (!get("card").hidden || !get("finished").hidden);
}"""


def chromium():
    """One browser for all tests; each test has contexts of its own."""
    if "browser" not in _running:
        _running["playwright"] = sync_playwright().start()
        _running["browser"] = _running["playwright"].chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
    return _running["browser"]


def close():
    if "browser" in _running:
        _running["browser"].close()
        _running["playwright"].stop()
        _running.clear()


class BrowserTest(unittest.TestCase):
    texts = None
    queue = None

    @classmethod
    def setUpClass(cls):
        cls.winnow = Winnow(cls.texts, cls.queue) if cls.queue else Winnow(cls.texts)

    @classmethod
    def tearDownClass(cls):
        cls.winnow.stop()

    def person(self, name, **options):
        """A page of somebody who has just signed in by link; what its scripts complain about fails the test."""
        context = chromium().new_context(**options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        self.addCleanup(lambda: self.assertEqual(page.complaints, []))
        page.goto(self.winnow.link(name))
        page.click("main button")
        return page

    def labelling(self, name, **options):
        page = self.person(name, **options)
        page.goto(self.winnow.label_page())
        page.wait_for_selector("#text:not(:empty)")
        return page

    def saved(self, page):
        page.wait_for_function("() => document.getElementById('saved').textContent === 'Saved'")

    def press(self, page, key):
        """Presses a key that answers, and waits until the page shows another item or none."""
        before = page.inner_text("#item-heading")
        page.keyboard.press(key)
        try:
            page.wait_for_function(SHOWS_ANOTHER, arg=before)
        except TimeoutError:
            seen = page.evaluate("['saved', 'notice', 'item-heading'].map((id) => document.getElementById(id).innerText)")
            self.fail(f"the page shows the same item after the key {key!r}: {seen}")

    def answers(self, annotator):
        """(item, what was said) of everything that an annotator has standing."""
        rows = [row for row in self.winnow.answers() if row["annotation"]["annotator"] == annotator]
        return {row["id"]: row.get("label") or row["annotation"]["answer"] for row in rows}


def shown(page):
    """The id of the item on the card."""
    return page.text_content("#item-heading").removeprefix("Item ")
