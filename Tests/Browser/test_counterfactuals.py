import unittest

from browser import BrowserTest, close, shown
from winnow_server import messages


class CounterfactualTest(BrowserTest):
    # Some of the tests label until they meet a word, and none of them is to find the pool empty.
    texts = messages(400)

    def pairs(self):
        """The stored pairs, as an owner's page lists them: their facts, newest first."""
        self.winnow.run("annotator", "link", "mira", "--role", "owner")
        page = self.person("mira")
        page.goto(f"{self.winnow.address}/queues/messages/counterfactuals")
        return page

    def label_until(self, page, word, key):
        """Labels items until one has the word; that one gets the key."""
        while word not in page.inner_text("#text"):
            self.press(page, "1")
        item = shown(page)
        self.press(page, key)
        return item

    def test_pair(self):
        """After an answer c opens its text; the pair is written by keys, labelled blindly by somebody else, and accepted"""
        page = self.labelling("ann")
        item = self.label_until(page, "lovely", "p")
        desk = page.url
        page.keyboard.press("c")
        page.wait_for_selector("#meter-text:not(:empty)")
        self.assertIn(f"message {item[1:]}: wonderful kind lovely", page.input_value("#first-field"))
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        self.assertEqual(page.inner_text(".writing-target"), "blame")
        page.fill("#first-field", f"message {item[1:]}: awful mean lovely")
        page.wait_for_selector("#diff ins")
        self.assertEqual(page.locator("#diff del").all_inner_texts(), ["wonderful kind"])
        self.assertIn("2 of 6 words and marks", page.inner_text("#meter-text"))
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#text:not(:empty)")
        self.assertEqual(page.url, desk)
        other = self.labelling("bob")
        for _ in range(160):
            if "awful mean" in other.inner_text("#text"):
                break
            self.assertTrue(other.locator("#card").is_visible())
            self.press(other, "1")
        self.assertNotIn("blame", other.inner_text("#card"))
        self.press(other, "b")
        self.saved(other)
        listed = self.pairs()
        self.assertIn("accepted", listed.inner_text(".pair:has-text('awful mean') .state"))

    def test_unfinished(self):
        """An unfinished text is there again after a reload, and gone once it is stored"""
        page = self.labelling("eve")
        item = self.label_until(page, "awful", "b")
        page.keyboard.press("c")
        page.wait_for_selector("#first-field")
        address = page.url
        page.fill("#first-field", f"message {item[1:]}: friendly broken rude")
        page.reload()
        page.wait_for_selector("#kept:has-text('kept')")
        self.assertIn("friendly", page.input_value("#first-field"))
        page.check("input[name=target][value=praise]")
        page.click("#store")
        page.wait_for_selector("#text:not(:empty)")
        page.goto(address)
        page.wait_for_selector("#meter-text:not(:empty)")
        self.assertNotIn("friendly", page.input_value("#first-field"))

    def test_too_much(self):
        """A text that was rewritten wants a reason, and what was typed is there again"""
        page = self.labelling("una")
        item = self.label_until(page, "lovely", "p")
        page.keyboard.press("c")
        page.check("input[name=target][value=blame]")
        words = " ".join(f"other{number}" for number in range(20))
        page.fill("#first-field", words)
        page.wait_for_selector("#findings [data-severity=block]")
        page.click("#store")
        page.wait_for_selector("#notice:has-text('Not stored')")
        self.assertEqual(page.input_value("#first-field"), words)
        page.fill("input[name=reason]", "a list changes as a whole")
        page.click("#store")
        page.wait_for_selector("#text:not(:empty)")
        self.assertIn("other19", self.pairs().inner_text("main"))
        self.assertTrue(item)

    def test_impossible(self):
        """That small edits cannot flip a text is an answer"""
        page = self.labelling("kim")
        self.label_until(page, "parcel", "1")
        page.keyboard.press("c")
        page.check("input[name=target][value=praise]")
        page.click("#impossible")
        page.wait_for_selector("#text:not(:empty)")
        self.assertIn("cannot be flipped minimally", self.pairs().inner_text("main"))

    def test_plain_form(self):
        """Without JavaScript the pair is written by a plain form"""
        page = self.person("leo", java_script_enabled=False)
        page.goto(self.winnow.label_page())
        page.click("button[name=label][value=praise]")
        page.click("#revise")
        page.check("input[name=target][value=blame]")
        page.fill("#first-field", page.input_value("#first-field") + " not")
        page.click("#store")
        self.assertIn("/label?desk=", page.url)
        self.assertIn("leo", self.pairs().inner_text("main"))


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
