"""The reviewer's way in a real browser (Debian's chromium): by keyboard alone, and what axe-core finds on every page."""

import os
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from review_server import ROOT, Client, Server, command, corpus, fresh, remove, run

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = os.environ.get("SCREENSHOTS", os.path.join(ROOT, ".build", "screenshots"))


class Browser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.makedirs(SHOTS, exist_ok=True)
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.prepare()
        self.faults = []

    def prepare(self):
        self.folder = fresh("kultur-haltung", "wohnen-quartier")
        self.server = Server(self.folder)

    def tearDown(self):
        self.server.stop()
        remove(self.folder)
        self.assertEqual(self.faults, [])

    def person(self, name, **context):
        """A browser of its own with a person signed in."""
        context = self.browser.new_context(
            viewport={"width": 1360, "height": 860}, locale="de-DE", accept_downloads=True, **context
        )
        page = context.new_page()
        page.set_default_timeout(8000)
        # A page that breaks its own rules (CSP, script faults) is a fault; a refused form is told, not one.
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
        page.on("pageerror", lambda e: self.faults.append(str(e)))
        page.on("dialog", lambda d: (self.faults.append("dialog: " + d.message), d.dismiss()))
        page.goto(self.server.link())
        page.keyboard.type(name)
        self.press(page, "Enter", goes=True)
        return page

    def press(self, page, *keys, goes=False):
        for key in keys[:-1]:
            page.keyboard.press(key)
        if goes:
            with page.expect_navigation():
                page.keyboard.press(keys[-1])
        else:
            page.keyboard.press(keys[-1])

    def open_first(self, page):
        with page.expect_navigation():
            page.locator("a.title").first.click()

    def shot(self, page, name, full=False):
        page.screenshot(path=os.path.join(SHOTS, name + ".png"), full_page=full)

    def told(self, page):
        return page.locator(".message").inner_text().replace("\u00a0", " ")

    def done(self, page):
        return page.locator("#fortschritt").get_attribute("value")


class Way(Browser):
    def test_the_whole_way_by_keyboard_alone(self):
        page = self.person("Erika Muster")
        self.assertEqual(page.locator("h1").inner_text(), "Vorschläge")
        self.shot(page, "01-liste")

        # The keys are shown on demand.
        self.press(page, "?")
        self.assertTrue(page.locator("#tastenhilfe").is_visible())
        self.shot(page, "02-tasten")
        self.press(page, "Escape")
        self.assertFalse(page.locator("#tastenhilfe").is_visible())

        # Open and read, accept: the next one follows.
        self.press(page, "j", "j", "Enter", goes=True)
        second = page.locator("h1").inner_text()
        self.assertGreater(page.locator(".lane .card").count(), 0)
        self.shot(page, "03-vorschlag")
        self.press(page, "a", goes=True)
        self.assertIn(f"„{second}“ angenommen", self.told(page))
        self.assertEqual(self.done(page), "1")
        third = page.locator("h1").inner_text()
        self.assertNotEqual(second, third)

        # Edit and accept.
        self.press(page, "b")
        page.keyboard.press("Control+A")
        page.keyboard.type("Treffpunkte öffnen und bekannt machen")
        self.shot(page, "04-bearbeiten")
        self.press(page, "Enter", goes=True)
        self.assertIn("„Treffpunkte öffnen und bekannt machen“ angenommen (bearbeitet: Titel)", self.told(page))

        # Reject: a key, a digit, Enter.
        fourth = page.locator("h1").inner_text()
        self.press(page, "l", "4")
        self.shot(page, "05-ablehnen")
        self.press(page, "Enter", goes=True)
        self.assertIn(f"„{fourth}“ abgelehnt (Zu unbestimmt für eine Maßnahme)", self.told(page))
        self.assertEqual(self.done(page), "3")

        # Without a reason nothing happens but a word.
        self.press(page, "l")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        self.press(page, "Enter", goes=True)
        self.assertIn("Grund", page.locator(".fault").inner_text())
        self.shot(page, "06-grund-fehlt")
        page.go_back()

        # Undo, as often as wanted.
        self.press(page, "u", goes=True)
        self.assertIn("Zurückgenommen", self.told(page))
        self.press(page, "u", goes=True)
        self.press(page, "u", goes=True)
        self.assertEqual(self.done(page), "0")

        # Bulk: choose three, put them off as one act, undo as one act.
        for _ in range(3):
            self.press(page, "j", "x")
        self.assertIn("3 ausgewählt", page.locator("[data-gewaehlt]").inner_text())
        self.shot(page, "07-mehrere")
        self.press(page, "z", goes=True)
        self.assertIn("3 Vorschläge zurückgestellt", self.told(page))
        self.assertEqual(self.done(page), "3")
        self.press(page, "u", goes=True)
        self.assertEqual(self.done(page), "0")

        # Search finds parts of words.
        self.press(page, "/")
        page.keyboard.type("wohnung")
        self.press(page, "Enter", goes=True)
        found = page.locator(".queue .row").count()
        self.assertGreater(found, 0)
        self.shot(page, "08-suche")

        # Merge into the first one offered.
        self.press(page, "j", "Enter", goes=True)
        merged = page.locator("h1").inner_text()
        self.press(page, "v", "Space")
        self.shot(page, "09-zusammenfuehren")
        self.press(page, "Enter", goes=True)
        self.assertIn(f"„{merged}“ zusammengeführt (mit", self.told(page))

        # Split: the first card becomes a suggestion of its own.
        page.goto(self.server.origin + "/")
        self.press(page, "j", "j", "j", "Enter", goes=True)
        cards = page.locator(".lane .card").count()
        self.press(page, "t", "Space")
        boxes = page.locator("#abtrennen input[type=checkbox]").count()
        for _ in range(boxes):
            page.keyboard.press("Tab")
        page.keyboard.type("Eigener Vorschlag aus einem Beitrag")
        self.shot(page, "10-abtrennen")
        self.press(page, "Enter", goes=True)
        self.assertIn("abgetrennt", self.told(page))
        self.assertEqual(page.locator(".lane .card").count(), cards - 1)

        # The minutes; the end of the review.
        self.press(page, "p", goes=True)
        self.assertEqual(page.locator("h1").inner_text(), "Entscheidungsprotokoll")
        while page.evaluate("document.activeElement.name") != "anmerkung":
            page.keyboard.press("Tab")
        page.keyboard.type("Erster Durchgang mit dem Fachbereich")
        page.keyboard.press("Tab")
        self.press(page, "Enter", goes=True)
        self.assertIn("Durchsicht abgeschlossen", self.told(page))
        self.shot(page, "11-protokoll")
        with page.expect_download() as download:
            page.locator("a[href='/protokoll.md']").press("Enter")
        with open(download.value.path(), encoding="utf-8") as file:
            minutes = file.read()
        for word in ["Erika Muster", "Erster Durchgang", "zurückgenommen", "Zu unbestimmt"]:
            self.assertIn(word, minutes)

    def test_a_card_is_put_right(self):
        page = self.person("Erika Muster")
        page.goto(self.server.origin + "/beitrag?id=kultur-haltung-r03")
        self.shot(page, "12-beitrag", full=True)
        self.assertIn("Goran", page.locator(".card.whole").inner_text())
        masks = page.get_by_role("button", name="Aufdecken").count()
        page.get_by_role("button", name="Aufdecken").first.click()
        self.assertEqual(page.get_by_role("button", name="Aufdecken").count(), masks - 1)
        page.get_by_label("Wörter, genau wie im Beitrag").fill("Liste liegt")
        page.get_by_role("button", name="Verdecken").click()
        self.assertEqual(page.get_by_role("button", name="Aufdecken").count(), masks)
        page.get_by_text("Handlungsfelder: ").first.click()
        page.get_by_role("checkbox", name="Gesundheit").first.check()
        page.get_by_role("button", name="Zuordnung ändern").first.click()
        self.assertIn("Handlungsfelder", self.told(page))
        self.press(page, "u", goes=True)
        self.assertIn("Zurückgenommen", self.told(page))
        page.goto(self.server.origin + "/beitrag?id=kultur-haltung-r03")
        page.get_by_text("Löschen auf Wunsch").click()
        page.get_by_label("Ja, diesen Beitrag endgültig löschen").check()
        page.get_by_role("button", name="Endgültig löschen").click()
        self.assertIn("entfernt", self.told(page))
        page.goto(self.server.origin + "/beitrag?id=kultur-haltung-r03")
        self.assertIn("auf Wunsch gelöscht", page.content())
        self.assertNotIn("Goran", page.content())

    def test_a_stale_page_is_told_and_what_was_written_is_kept(self):
        first = self.person("Erika Muster")
        second = self.person("Max Beispiel")
        for page in (first, second):
            self.open_first(page)
        address = second.url
        self.press(first, "a", goes=True)
        self.press(second, "b")
        second.keyboard.press("Control+A")
        second.keyboard.type("Mein eigener Titel")
        self.press(second, "Enter", goes=True)
        text = second.locator(".fault").inner_text()
        self.assertIn("Erika Muster hat ihn inzwischen geändert", text)
        self.assertIn("Mein eigener Titel", text)
        self.shot(second, "13-inzwischen-geaendert")
        second.goto(address)
        self.assertIn("Erika Muster", second.locator(".votes").inner_text())

    def test_four_eyes(self):
        self.server.stop()
        self.server = Server(self.folder, "--four-eyes", "--as", "Leitung")
        first = self.person("Erika Muster")
        second = self.person("Max Beispiel")
        for page, keys in ((first, ["a", "a", "z"]), (second, ["a", "z", "z"])):
            self.open_first(page)
            for key in keys:
                if page is second:
                    # The own decision comes first: nothing of the other is seen.
                    self.assertNotIn("Erika Muster", page.locator("main").inner_text().replace("Max Beispiel", ""))
                self.press(page, key, goes=True)
        second.goto(self.server.origin + "/protokoll")
        second.goto(self.server.origin + "/abgleich")
        text = second.locator("main").inner_text()
        self.assertIn("Verschieden entschieden (1)", text)
        self.assertIn("Gleich entschieden (2)", text)
        self.assertIn("Krippendorffs Alpha", text)
        self.shot(second, "14-abgleich")
        second.get_by_role("button", name="So entscheiden: angenommen").click()
        second.get_by_role("button", name="Alle auswählen").click()
        second.get_by_role("button", name="Ausgewählte abschließen").click()
        self.assertIn("Verschieden entschieden (0)", second.locator("main").inner_text())
        listed = command("review", self.folder, "--list").stdout
        self.assertEqual(listed.count("[angenommen]"), 2)
        self.assertEqual(listed.count("[zurückgestellt]"), 1)

    def test_the_keys_can_be_switched_off(self):
        page = self.person("Erika Muster")
        self.press(page, "?")
        page.get_by_label("Einzelne Tasten in diesem Browser abschalten").check()
        self.press(page, "Escape")
        self.open_first(page)
        page.keyboard.press("a")
        page.wait_for_timeout(300)
        self.assertEqual(self.done(page), "0")


class Access(Browser):
    """axe-core on every page, light and dark; headings, labels, focus, 200 % zoom."""

    def prepare(self):
        self.folder = fresh("kultur-haltung")
        items = [line.split()[0] for line in command("review", self.folder, "--list").stdout.splitlines()]
        for number, item in enumerate(items[:6]):
            command("review", self.folder, "--as", "Max", ["--accept", "--defer"][number % 2], item)
        # A second run with another workshop: some decisions are to be looked at again.
        run(corpus("kultur-haltung", "wohnen-quartier", "gesundheit-sport", "sprache-arbeit"), self.folder)
        self.server = Server(self.folder, "--four-eyes", "--as", "Leitung")

    def check(self, page, name):
        found = Axe().run(page).response["violations"]
        serious = [
            (each["id"], each["impact"], [node["target"] for node in each["nodes"]][:5])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        self.assertEqual(serious, [], name)
        # One first heading, and no step left out.
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].filter(e => e.offsetParent).map(e => +e.tagName[1])"
        )
        self.assertEqual(levels.count(1), 1, name)
        for before, after in zip(levels, levels[1:]):
            self.assertLessEqual(after, before + 1, (name, levels))
        # Every control has a name.
        unnamed = page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]),select,textarea,button')]"
            ".filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()).length"
        )
        self.assertEqual(unnamed, 0, name)

    def visit(self, page, name, path, keys=()):
        page.goto(self.server.origin + path)
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(50)
        self.check(page, name)
        self.shot(page, name)

    def test_every_page(self):
        again = [line.split()[0] for line in command("review", self.folder, "--list", "--status", "again").stdout.splitlines()]
        self.assertTrue(again)
        first = Client(self.server, "Erika Muster")
        items = [item for item in first.items() if item not in again]
        for item in items[:4]:
            first.post("/entscheiden", {"id": item, "tun": "accept", "stand": first.stamp(item)})
        second = Client(self.server, "Ayşe Yılmaz")
        for number, item in enumerate(items[:4]):
            second.post("/entscheiden", {"id": item, "tun": ["accept", "defer"][number % 2], "stand": second.stamp(item)})
        for scheme in ("light", "dark"):
            page = self.person("Max", color_scheme=scheme)
            pages = [
                ("liste", "/", ()), ("liste-leer", "/?suche=gibtesnicht", ()), ("liste-ablehnen", "/", ("l",)),
                ("liste-tasten", "/", ("?",)), ("vorschlag", "/vorschlag?id=" + items[5], ()),
                ("vorschlag-ablehnen", "/vorschlag?id=" + items[5], ("l",)),
                ("vorschlag-bearbeiten", "/vorschlag?id=" + items[5], ("b",)),
                ("vorschlag-zusammenfuehren", "/vorschlag?id=" + items[5], ("v",)),
                ("vorschlag-abtrennen", "/vorschlag?id=" + items[5], ("t",)),
                ("vorschlag-noch-einmal", "/vorschlag?id=" + again[0], ()),
                ("beitrag", "/beitrag?id=kultur-haltung-r03", ()), ("abgleich", "/abgleich", ()),
                ("protokoll", "/protokoll", ()), ("hilfe", "/hilfe", ()), ("nicht-gefunden", "/nichts", ()),
                ("fehler", "/vorschlag?id=nichts", ()),
            ]
            for name, path, keys in pages:
                with self.subTest(page=name, scheme=scheme):
                    self.visit(page, f"20-{scheme}-{name}", path, keys)
            page.get_by_role("button", name="Wechseln").click()
            self.check(page, "anmelden")
            self.shot(page, f"20-{scheme}-anmelden")
            page.context.clear_cookies()
            page.goto(self.server.origin + "/")
            self.check(page, "draussen")

    def test_two_hundred_percent_and_a_narrow_screen(self):
        page = self.person("Max")
        item = page.locator("a.title").first.get_attribute("href")
        for width, height in ((680, 430), (360, 640)):
            page.set_viewport_size({"width": width, "height": height})
            for path in ("/", item, "/beitrag?id=kultur-haltung-r03", "/protokoll", "/abgleich", "/hilfe"):
                page.goto(self.server.origin + path)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                self.assertLessEqual(wide, 0, (path, width))
            page.goto(self.server.origin + item)
            self.shot(page, f"21-breite-{width}")

    def test_focus_is_seen_and_goes_in_reading_order(self):
        page = self.person("Max")
        page.goto(self.server.origin + "/")
        page.evaluate("document.body.focus()")
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            state = page.evaluate(
                "(() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);"
                " return [e.tagName, r.top + scrollY, s.outlineStyle, parseFloat(s.outlineWidth), r.width, e.className]; })()"
            )
            self.assertNotEqual(state[0], "BODY")
            self.assertTrue(state[2] != "none" and state[3] >= 2, state)
            seen.append(state)
        self.assertEqual(seen[0][5], "skip")
        tops = [state[1] for state in seen if state[0] == "A" and state[5] == "title"]
        self.assertEqual(tops, sorted(tops))


if __name__ == "__main__":
    unittest.main()
