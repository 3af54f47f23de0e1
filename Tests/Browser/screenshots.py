"""Pictures of the pages for the manual, from the example with 80 replayed labels."""

import pathlib
import sys

import browser
from winnow_server import ROOT, Winnow

TICKETS = ROOT / "examples/support-tickets/tickets.jsonl"
QUEUE = ROOT / "queues/support-tickets.yaml"


class Example(Winnow):
    """The example's queue; suggestions are shown, so that the picture has one."""

    def __init__(self):
        text = QUEUE.read_text()
        text = "\n".join(line for line in text.splitlines() if not line.startswith("assignment:"))
        super().__init__(queue=text + "\nassignment: {suggest: 1}\n", name="support-tickets", items=TICKETS, labels=80)


def main(folder):
    winnow = Example()
    try:
        context = browser.chromium().new_context(viewport={"width": 1200, "height": 760})
        page = context.new_page()
        winnow.run("annotator", "link", "rosa", "--role", "owner")
        page.goto(winnow.link("rosa"))
        page.click("main button")
        queue = f"{winnow.address}/queues/support-tickets"
        page.goto(f"{queue}/label")
        page.wait_for_selector("#text:not(:empty)")
        for key in "bahof":
            page.keyboard.press(key)
            page.wait_for_timeout(500)
        for _ in range(6):
            page.keyboard.press("x")
            page.wait_for_timeout(700)
            if page.query_selector("#text [data-strength='3']"):
                break
            page.keyboard.press(" ")
            page.wait_for_timeout(500)
        page.screenshot(path=folder / "label-page.png")
        for name, role in [("bela", "annotator"), ("mira", "manager"), ("nightly", "machine")]:
            winnow.run("annotator", "add", name, "--role", role)
        winnow.run("annotator", "token", "nightly", "--scopes", "train", "--name", "retraining")
        places = {"items": f"{queue}/items", "insight": f"{queue}/insight", "people": f"{winnow.address}/people"}
        for name, address in places.items():
            page.goto(address)
            page.wait_for_timeout(1_500)
            page.screenshot(path=folder / f"{name}-page.png")
    finally:
        browser.close()
        winnow.stop()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
