import unittest

from browser import BrowserTest, close, shown
from winnow_server import messages


class LabellingTest(BrowserTest):
    texts = messages(120)

    def test_whole_job(self):
        """An annotator labels, skips, is unsure, flags with a note, undoes and changes; what is stored is what was said"""
        page = self.labelling("ann")
        said = {}
        for key, word in [("p", "praise"), ("b", "blame"), ("1", "neither"), (" ", "skip"), (".", "unsure")]:
            said[shown(page)] = word
            self.press(page, key)
        flagged = shown(page)
        page.keyboard.press("!")
        page.keyboard.type("not a message")
        self.press(page, "Enter")
        undone = shown(page)
        self.press(page, "p")
        self.press(page, "u")
        self.assertEqual(shown(page), undone)
        self.saved_or_undone(page)
        changed = next(item for item, word in said.items() if word == "praise")
        page.click(f"#decisions li:has-text('message {changed[1:]}:') button")
        page.wait_for_selector("#saved:has-text('Changing')")
        self.assertEqual(shown(page), changed)
        self.press(page, "b")
        self.saved(page)
        answers = self.answers("ann")
        self.assertEqual(answers, {**said, flagged: "flag", changed: "blame"})
        notes = [row["annotation"].get("note") for row in self.winnow.answers() if row["id"] == flagged]
        self.assertEqual(notes, ["not a message"])

    def saved_or_undone(self, page):
        page.wait_for_selector("#saved:has-text('Undone')")

    def test_two_annotators(self):
        """Two annotators at once are never shown the same item"""
        ann, bob = self.labelling("eve"), self.labelling("bob")
        seen = {"eve": [], "bob": []}
        for _ in range(8):
            for name, page in (("eve", ann), ("bob", bob)):
                seen[name].append(shown(page))
                self.press(page, "p")
        self.assertEqual(len(set(seen["eve"] + seen["bob"])), 16)

    def test_undo_after_reload(self):
        """Undo goes back over a reload, and further than the list of last decisions"""
        page = self.labelling("una")
        first = [shown(page)]
        self.press(page, "p")
        for _ in range(11):
            self.press(page, "b")
        self.saved(page)
        page.reload()
        page.wait_for_selector("#text:not(:empty)")
        for _ in range(12):
            self.press(page, "u")
        self.assertEqual(shown(page), first[0])
        self.assertEqual(self.answers("una"), {})

    def test_keyboard_only(self):
        """Everything can be done by keyboard, and no key does anything while somebody writes"""
        page = self.labelling("kay")
        item = shown(page)
        page.keyboard.press("n")
        page.keyboard.type("pub 1")
        self.assertEqual((shown(page), page.input_value("#note")), (item, "pub 1"))
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        self.assertTrue(page.is_visible("#keys"))
        page.keyboard.press("p")
        self.assertEqual(shown(page), item)
        page.keyboard.press("Escape")
        page.focus("button[value=blame]")
        self.press(page, "Enter")
        self.saved(page)
        self.assertEqual(self.answers("kay"), {item: "blame"})
        focused = page.evaluate("document.activeElement.id")
        self.assertEqual(focused, "card")

    def test_reload_and_duplicate(self):
        """A reload shows the same item; a duplicate of the tab gets another"""
        page = self.labelling("dup")
        item = shown(page)
        page.reload()
        page.wait_for_selector("#text:not(:empty)")
        self.assertEqual(shown(page), item)
        address = page.url
        twin = page.context.new_page()
        twin.goto(address)
        twin.wait_for_url(lambda url: url != address and "desk=" in url)
        twin.wait_for_selector("#text:not(:empty)")
        self.assertNotEqual(shown(twin), item)


class WordsTest(BrowserTest):
    queue = None

    def test_words(self):
        """Whoever asks sees which words moved the model, on the item itself"""
        page = self.labelling("wim")
        for _ in range(12):
            text = page.inner_text("#text")
            self.press(page, "p" if "kind" in text else "b" if "rude" in text else "1")
        self.saved(page)
        page.wait_for_selector("#model:has-text('model v')")
        text = page.inner_text("#text")
        page.keyboard.press("x")
        page.wait_for_selector("#text [data-strength='3']")
        self.assertEqual(page.inner_text("#text"), text)
        self.assertRegex(page.inner_text("#explanation"), r"^Model v\d+ says \w+ \(\d+ %\) rather than")


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
