import unittest

from browser import BrowserTest, close, shown


class ConnectionTest(BrowserTest):
    def test_offline(self):
        """Answers of an offline stretch survive a reload and arrive once"""
        page = self.labelling("off")
        page.wait_for_timeout(500)  # the next items are fetched behind the first
        answer_address = "**/annotation"
        page.route(answer_address, lambda route: route.abort())
        said = {}
        for key, word in [("p", "praise"), ("b", "blame"), ("1", "neither")]:
            said[shown(page)] = word
            self.press(page, key)
        page.wait_for_selector("#saved.waiting")
        self.assertEqual(self.answers("off"), {})
        page.unroute(answer_address)
        page.reload()
        self.saved(page)
        self.assertEqual(self.answers("off"), said)

    def test_lost_reply(self):
        """An answer whose reply was lost is sent again and stored once"""
        page = self.labelling("lost")
        lost = []

        def lose(route):
            route.fetch()
            lost.append(route)
            route.abort()

        page.route("**/annotation", lose, times=1)
        item = shown(page)
        self.press(page, "p")
        self.saved(page)
        self.assertEqual((len(lost), self.answers("lost")), (1, {item: "praise"}))
        self.assertEqual(len([row for row in self.winnow.answers() if row["id"] == item]), 1)

    def test_expired_session(self):
        """A session that ends loses no key press: after signing in again the answer arrives"""
        page = self.labelling("exp")
        page.context.clear_cookies()
        item = shown(page)
        self.press(page, "b")
        page.wait_for_selector("#notice:has-text('signed out')")
        self.assertTrue(page.is_visible("#notice a"))
        other = page.context.new_page()
        other.goto(self.winnow.link("exp"))
        other.click("main button")
        self.saved(page)
        self.assertEqual(self.answers("exp"), {item: "blame"})

    def test_other_account(self):
        """Answers of one account are never sent as another's"""
        page = self.labelling("one")
        page.context.clear_cookies()
        other = page.context.new_page()
        other.goto(self.winnow.link("two"))
        other.click("main button")
        self.press(page, "b")
        page.wait_for_selector("#notice:has-text('signed in as two')")
        self.assertEqual((self.answers("one"), self.answers("two")), ({}, {}))


class LeaseTest(BrowserTest):
    queue = None

    @classmethod
    def setUpClass(cls):
        from winnow_server import QUEUE

        cls.queue = QUEUE + "assignment: {lease: 10s}\n"
        super().setUpClass()

    def test_warning(self):
        """A lease that runs out is announced, and a key extends it; the draft stays"""
        page = self.labelling("lea")
        item = shown(page)
        page.fill("#note", "a thought")
        page.wait_for_selector("#lease:visible", timeout=20_000)
        page.keyboard.press("Shift")
        page.wait_for_selector("#lease", state="hidden")
        page.wait_for_selector("#saved:has-text('stays yours')")
        self.assertEqual((shown(page), page.input_value("#note")), (item, "a thought"))


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
