import re
import unittest

from browser import BrowserTest, close
from winnow_server import messages


class MapTest(BrowserTest):
    texts = messages(90)

    def insight(self, **options):
        """The insight page of an owner, with the map in view and drawn."""
        self.winnow.run("annotator", "link", "mira", "--role", "owner")
        page = self.person("mira", **options)
        page.goto(f"{self.winnow.address}/queues/messages/insight#map")
        page.wait_for_function(
            "() => { const status = document.querySelector('[data-map=status]');"
            " return status.hidden && document.querySelector('[data-map=canvas]').dataset.drawn }",
            timeout=60_000,
        )
        return page

    def place(self, page, share_x, share_y):
        box = page.locator("[data-map=canvas]").bounding_box()
        return box["x"] + share_x * box["width"], box["y"] + share_y * box["height"]

    def drag(self, page, start, end):
        page.locator("[data-map=canvas]").scroll_into_view_if_needed()
        page.mouse.move(*self.place(page, *start))
        page.mouse.down()
        page.mouse.move(*self.place(page, 0.5, 0.5))
        page.mouse.move(*self.place(page, *end))
        page.mouse.up()

    def listed(self, page):
        """How many items the link says that it lists."""
        return int(re.search(r"List the ([\d,]+) item", page.inner_text("[data-map=list]")).group(1).replace(",", ""))

    def coloured(self, page):
        """How many pixels of the map are not empty."""
        return page.evaluate(
            "() => { const canvas = document.querySelector('[data-map=canvas]');"
            " const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
            " let count = 0; for (let at = 3; at < data.length; at += 4) if (data[at]) count += 1; return count }"
        )

    def test_frame(self):
        """A frame around items on the map lists just these, and the list leads back to all"""
        page = self.insight()
        self.assertGreater(self.coloured(page), 90)
        self.assertEqual(self.listed(page), 90)
        self.drag(page, (0.02, 0.02), (0.98, 0.98))
        self.assertIn("in the frame", page.inner_text("[data-map=list]"))
        everything = self.listed(page)
        self.drag(page, (0.02, 0.02), (0.5, 0.6))
        part = self.listed(page)
        self.assertGreater(everything, part)
        page.click("[data-map=list]")
        self.assertIn("Only items in the part of the map", page.inner_text("main"))
        found = page.inner_text(".item-count")
        self.assertTrue(found.startswith(f"{part} item"), (found, part))
        page.click("text=Everywhere")
        self.assertTrue(page.inner_text(".item-count").startswith("90 items"))

    def test_keys(self):
        """With the keyboard alone one looks closer, moves, and lists what is in view"""
        page = self.insight()
        page.focus("[data-map=canvas]")
        for _ in range(6):
            page.keyboard.press("+")
        for key in ["ArrowLeft", "ArrowUp"]:
            page.keyboard.press(key)
        near = self.listed(page)
        self.assertLess(near, 90)
        page.keyboard.press("0")
        self.assertEqual(self.listed(page), 90)
        page.keyboard.press("Enter")
        page.wait_for_url("**/items?frame=*")

    def test_item(self):
        """A click on a point shows its item with the way to its page, and pointing at it shows its beginning"""
        page = self.insight()
        page.focus("[data-map=canvas]")
        # Where a point is: the first pixel that is not empty, by rows.
        place = page.evaluate(
            "() => { const canvas = document.querySelector('[data-map=canvas]');"
            " const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
            " for (let at = 3; at < data.length; at += 4) if (data[at]) { const pixel = (at - 3) / 4;"
            " return [(pixel % canvas.width) / canvas.width, Math.floor(pixel / canvas.width) / canvas.height] } }"
        )
        page.locator("[data-map=canvas]").scroll_into_view_if_needed()
        page.mouse.move(*self.place(page, *place))
        page.wait_for_selector("[data-map=tip]:not([hidden])")
        tip = page.inner_text("[data-map=tip]")
        self.assertTrue(tip.startswith("message "), tip)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_selector("[data-map=card] a")
        text = page.inner_text("[data-map=card] a")
        self.assertTrue(tip.startswith(text), (tip, text))
        page.click("[data-map=card] a")
        self.assertIn(text, page.inner_text("main"))
        self.assertIn("Similar items", page.inner_text("main"))

    def test_colours(self):
        """What the colours mean is told in words with numbers; a name that is pressed leaves only it in colour"""
        page = self.insight()
        self.assertTrue(page.is_disabled("[data-map=kind] option[value=predicted]"))
        page.select_option("[data-map=kind]", "origin")
        entry = page.locator(".map-entry").first
        self.assertRegex(entry.inner_text(), r"to learn from\s+90")
        entry.click()
        self.assertEqual(entry.get_attribute("aria-pressed"), "true")

    def test_similar(self):
        """Beside an item of a list those that are most like it are one click away"""
        self.winnow.run("annotator", "link", "mira", "--role", "owner")
        page = self.person("mira")
        page.goto(f"{self.winnow.address}/queues/messages/items")
        page.locator(".item-row", has_text="message 0:").get_by_role("link", name="Similar items").click()
        self.assertIn("most like item “m0”", page.inner_text("main"))
        texts = page.locator(".item-text").all_inner_texts()
        self.assertTrue(all("wonderful kind lovely" in text for text in texts[:20]), texts[:20])


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
