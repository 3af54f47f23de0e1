import pathlib
import re
import unittest

import axe_playwright_python

from browser import BrowserTest, chromium, close, shown
from winnow_server import ROOT, messages

AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js")

HOSTILE = [
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "'\u0301 onmouseover=window.hacked=1 x='",
    "</div></main><svg onload=window.hacked=1>",
    "{{formToken}} {{{script}}} ${window.hacked = 1}",
    "javascript:window.hacked=1",
    "\u202eright to left\u202c \u0000 \ufeff \U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u0631\u062d\u0628\u0627",
    "]]><!-- --> &lt;b&gt; &#60;script&#62;",
    "=cmd|' /C calc'!A0",
    "<a href='javascript:window.hacked=1'>click</a>",
]


class PlainTest(BrowserTest):
    def test_without_javascript(self):
        """Without JavaScript the page is a form: label, undo, change, words"""
        page = self.labelling("plain", java_script_enabled=False)
        first = shown(page)
        page.click("button[value=praise]")
        second = shown(page)
        self.assertNotEqual(first, second)
        page.click("#decisions a")
        self.assertEqual(shown(page), first)
        page.click("button[value=blame]")
        self.assertEqual((shown(page), self.answers("plain")), (second, {first: "blame"}))
        page.click("#undo-button")
        self.assertEqual((shown(page), self.answers("plain")), (first, {}))
        page.click("#why summary")
        page.click("#words")
        self.assertIn("no model yet", page.inner_text("#explanation"))


class HostileTest(BrowserTest):
    texts = HOSTILE + messages(20)

    def test_hostile_items(self):
        """Item text is shown as it is and never becomes markup or script, on any page"""
        self.winnow.run("annotator", "link", "hal", "--role", "owner")
        page = self.labelling("hal")
        seen = set()
        for _ in range(len(self.texts)):
            text = page.text_content("#text")
            seen.add(text)
            self.assertEqual(page.evaluate("document.getElementById('text').children.length"), 0)
            self.press(page, "p")
        self.saved(page)
        self.assertTrue({text for text in HOSTILE if "\u0000" not in text} <= seen)
        for path in ["items", "items/m0", "items/m1", "items/m3", "insight", "label", "revise?item=m0", "revise?item=m1", "counterfactuals"]:
            page.goto(f"{self.winnow.address}/queues/messages/{path}")
            page.wait_for_timeout(200)
            self.assertIsNone(page.evaluate("window.hacked ?? null"), path)


class LooksTest(BrowserTest):
    def pages(self):
        address, queue = self.winnow.address, f"{self.winnow.address}/queues/messages"
        return [address, f"{queue}/label", f"{queue}/items", f"{queue}/items/m1", f"{queue}/insight", f"{queue}/revise", f"{queue}/counterfactuals", f"{address}/account", f"{address}/people", f"{address}/people/olga"]

    def owner(self, **options):
        self.winnow.run("annotator", "link", "olga", "--role", "owner")
        page = self.labelling("olga", **options)
        for key in "pb1":
            self.press(page, key)
        self.saved(page)
        return page

    def test_axe(self):
        """axe-core finds nothing serious on any page, light or dark"""
        for scheme in ["light", "dark"]:
            page = self.owner(color_scheme=scheme, bypass_csp=True)
            for address in self.pages():
                page.goto(address)
                page.wait_for_timeout(300)
                page.add_script_tag(path=AXE)
                found = page.evaluate("async () => (await axe.run()).violations")
                bad = [
                    (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
                    for one in found
                    if one["impact"] in ("serious", "critical")
                ]
                with self.subTest(scheme=scheme, page=address.removeprefix(self.winnow.address)):
                    self.assertEqual(bad, [])

    def test_narrow(self):
        """On a phone and at 320 px nothing is cut off, and targets are 24 px at least"""
        for width in [320, 360]:
            page = self.owner(viewport={"width": width, "height": 640}, has_touch=True)
            for address in self.pages():
                page.goto(address)
                page.wait_for_timeout(200)
                with self.subTest(width=width, page=address.removeprefix(self.winnow.address)):
                    self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
            page.goto(self.pages()[1])
            page.wait_for_selector("#text:not(:empty)")
            small = page.evaluate(
                """[...document.querySelectorAll('main button, main summary, main input:not([type=hidden])')]
                .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
                .filter(([, box]) => box.width > 0 && (box.height < 24 || box.width < 24)).map(([html]) => html)"""
            )
            self.assertEqual(small, [])

    def test_contrast(self):
        """Borders of controls and the focus stand out 3 to 1 from what is beside them, texts 4.5 to 1, light and dark"""

        def luminance(colour):
            shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
            linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

        def contrast(one, other):
            low, high = sorted([luminance(one), luminance(other)])
            return (high + 0.05) / (low + 0.05)

        style = (ROOT / "web/static/winnow.css").read_text()
        themes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"{([^{}]*--paper:[^{}]*)}", style)]
        self.assertEqual(len(themes), 3)
        for theme in themes:
            for ground in ["paper", "card"]:
                for name, wanted in [("line-strong", 3), ("accent", 4.5), ("ink", 4.5), ("quiet", 4.5), ("bad", 4.5)]:
                    with self.subTest(name=name, ground=theme[ground]):
                        self.assertGreaterEqual(contrast(theme[name], theme[ground]), wanted)

    def test_text_spacing(self):
        """With the text spacing of whoever needs it (WCAG 1.4.12) nothing is cut off, wide or narrow"""
        for width in [320, 1100]:
            page = self.owner(viewport={"width": width, "height": 640}, bypass_csp=True)
            for address in self.pages():
                page.goto(address)
                page.wait_for_timeout(200)
                page.add_style_tag(
                    content="* { line-height: 1.5 !important; letter-spacing: .12em !important; "
                    "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
                )
                with self.subTest(width=width, page=address.removeprefix(self.winnow.address)):
                    self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
                    cut = page.evaluate(
                        """[...document.querySelectorAll('button, a, summary, h1, h2, label, td, th, kbd, p')]
                        .filter((one) => one.offsetParent && !one.closest('.visually-hidden, svg'))
                        .filter((one) => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX))
                        .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
                        .map((one) => one.outerHTML.slice(0, 100))"""
                    )
                    self.assertEqual(cut, [])

    def test_weight_and_shift(self):
        """The label page takes under 60 KB on first load, and nothing on it jumps"""
        page = self.person("wes")
        sizes = []
        page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]) if "/events" not in answer.url else None)
        page.add_init_script(
            """window.shifts = []; new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) {
                    const moved = entry.sources.map((one) => one.node).filter((node) => !node?.closest?.('#decisions'));
                    if (moved.length > 0) window.shifts.push([entry.value, ...moved.map((node) => node?.outerHTML?.slice(0, 90))]);
                }
            }).observe({type: 'layout-shift', buffered: true})"""
        )
        page.goto(self.winnow.label_page())
        page.wait_for_timeout(1_000)
        self.assertLess(sum(sizes), 60_000)
        for key in "pb1pb1":
            self.press(page, key)
        page.wait_for_timeout(300)
        self.assertEqual(page.evaluate("window.shifts"), [])

    def test_keys_of_ones_own(self):
        """Keys can be changed and switched off"""
        page = self.labelling("kim")
        page.goto(f"{self.winnow.address}/account")
        page.fill("input[name='key-skip']", "j")
        page.click("form:has(input[name='key-skip']) button.primary")
        page.goto(self.winnow.label_page())
        page.wait_for_selector("#text:not(:empty)")
        item = shown(page)
        self.press(page, "j")
        self.saved(page)
        self.assertEqual(self.answers("kim"), {item: "skip"})


if __name__ == "__main__":
    unittest.main(exit=False)
    close()
