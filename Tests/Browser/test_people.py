import unittest

from browser import BrowserTest, chromium, close


class PeopleTest(BrowserTest):
    def owner(self, **options):
        self.winnow.run("annotator", "link", "olga", "--role", "owner")
        page = self.person("olga", **options)
        page.click("header >> text=People")
        return page

    def add(self, page, name, role="annotator"):
        page.goto(f"{self.winnow.address}/people")
        page.fill("[name=name]", name)
        page.check(f"[name=role][value={role}]")
        page.click("#add button")
        page.wait_for_selector(f"h1:text-is('{name}')")

    def sign_in(self, link):
        context = chromium().new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(link)
        page.click("main button")
        return page

    def test_whole_life(self):
        """Somebody is added, signs in by the link on another browser, is disabled and out, and comes back"""
        page = self.owner()
        self.add(page, "rosa")
        page.click("button:has-text('Make a link')")
        link = page.input_value(".issued-secret")
        rosa = self.sign_in(link)
        self.assertEqual(rosa.inner_text(".bar-name"), "rosa")
        self.assertIsNone(rosa.query_selector("header >> text=People"))
        page.goto(f"{self.winnow.address}/people/rosa")
        self.assertIn("last seen", page.inner_text(".who"))
        page.click("button:has-text('Disable …')")
        page.click("main button.primary")
        page.wait_for_selector("[role=status]:has-text('disabled')")
        rosa.goto(f"{self.winnow.address}/account")
        self.assertIn("/sign-in", rosa.url)
        page.click("button:has-text('Enable')")
        page.click("button:has-text('Make a link')")
        self.assertEqual(self.sign_in(page.input_value(".issued-secret")).inner_text(".bar-name"), "rosa")
        self.assertIn("used already", self.sign_in_text(link))

    def sign_in_text(self, link):
        return self.sign_in(link).inner_text("main")

    def test_token(self):
        """A token made on the page does what was chosen, and nothing once it is revoked"""
        page = self.owner()
        self.add(page, "robot", "machine")
        page.fill("[name=token-name]", "cron")
        page.check("[name=scope][value=browse]")
        page.click("button:has-text('Make a token')")
        token = page.input_value(".issued-secret")
        items = f"{self.winnow.address}/api/v1/queues/messages/items"

        def ask(method):
            program = chromium().new_context()
            self.addCleanup(program.close)
            answer = program.request.fetch(items, method=method, headers={"Authorization": f"Bearer {token}"})
            return answer.status

        self.assertEqual(ask("GET"), 200)
        page.goto(f"{self.winnow.address}/people/robot")
        page.click("button:has-text('Revoke')")
        page.wait_for_selector("[role=status]")
        self.assertEqual(ask("GET"), 401)

    def test_last_owner(self):
        """One's own demotion asks, and the last owner stays one; also without JavaScript"""
        page = self.owner(java_script_enabled=False)
        self.winnow.run("annotator", "disable", "owner")  # the one that the server begins with
        page.goto(f"{self.winnow.address}/people/olga")
        page.check("[name=role][value=annotator]")
        page.click("button:has-text('Save role')")
        page.wait_for_selector("h1:text-is('Give up your own role?')")
        page.click("main button.primary")
        page.wait_for_selector("[role=alert]:has-text('has to be an owner')")


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
