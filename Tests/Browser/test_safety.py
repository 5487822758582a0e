"""What the pages refuse, and hostile texts on cards."""

import csv
import http.client
import io
import json
import os
import socket
import unittest
import urllib.parse

from review_server import Client, Server, command, corpus, folder, fresh, remove, run

csv.field_size_limit(1 << 24)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "=cmd|'/c calc'!A1",
    "+49 (0)241 =HYPERLINK(\"http://x.example\";\"Hier\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "links \u202erechts nach links\u202c und \u2066isoliert\u2069",
    "</bdi></p></main><h1>Übernommen</h1>",
    "javascript:alert(3) onclick=alert(4) {{7*7}} ${7*7} %3Cscript%3E",
    "Sprachkurs " + "Wartezeit " * 10_000,
]


class Safety(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = folder()
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(["workshop", "phase", "table", "text"])
        for number, text in enumerate(HOSTILE):
            writer.writerow(["Forum <b>Sprache</b> & \"Arbeit\"", "kritik", number, text])
            writer.writerow(["Forum <b>Sprache</b> & \"Arbeit\"", "phantasie", number, text + " Sprachkurse am Abend"])
        source = os.path.join(cls.folder, "karten.csv")
        with open(source, "w", encoding="utf-8") as out:
            out.write(lines.getvalue())
        cls.results = os.path.join(cls.folder, "lauf")
        run([source, *corpus("kultur-haltung")], cls.results)
        cls.server = Server(cls.results)
        cls.client = Client(cls.server)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        remove(cls.folder)

    def test_another_host_is_turned_away(self):
        for host in ["evil.example", f"evil.example:{self.server.port}", "127.0.0.1", ""]:
            with self.subTest(host=host):
                status, _, _ = self.client.request("GET", "/", headers={"Host": host})
                self.assertIn(status, (400, 421))

    def test_forms_from_elsewhere_are_refused_and_change_nothing(self):
        item = self.client.items()[0]
        form = {"id": item, "tun": "accept"}
        kind = "application/x-www-form-urlencoded"
        cases = [
            ({"Origin": "http://evil.example"}, True), ({"Origin": None}, True), ({"Origin": "null"}, True),
            ({"Sec-Fetch-Site": "cross-site"}, True), ({"Content-Type": "text/plain"}, True), ({}, False),
            ({"Content-Type": kind, "Cookie": "werkstatt-%d=wrong" % self.server.port}, True),
        ]
        for headers, token in cases:
            with self.subTest(headers=headers, token=token):
                status, _, _ = self.client.post("/entscheiden", form, headers=headers, token=token)
                self.assertEqual(status, 403)
        self.assertIn("[offen]", command("review", self.results, "--list").stdout.split("\n")[0])

    def test_a_link_lets_in_once(self):
        link = urllib.parse.urlsplit(self.server.link())
        path = link.path + "?" + link.query
        stranger = http.client.HTTPConnection(self.server.host, self.server.port)
        statuses = []
        for target in [path, path, "/start?t=", "/start?t=" + "0" * 64, "/"]:
            stranger.request("GET", target)
            answer = stranger.getresponse()
            answer.read()
            statuses.append(answer.status)
        self.assertEqual(statuses, [303, 403, 403, 403, 403])

    def test_no_path_leads_out(self):
        for path in [
            "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/stil.css/../../review.sqlite",
            "/review.sqlite", "//etc/passwd", "/protokoll.md/../x", "/contributions.jsonl",
        ]:
            with self.subTest(path=path):
                status, _, page = self.client.get(path)
                self.assertEqual(status, 404)
                self.assertNotIn("root:", page)

    def test_sizes_are_bounded(self):
        # Told before the body is sent.
        raw = socket.create_connection((self.server.host, self.server.port), timeout=10)
        raw.sendall(
            f"POST /entscheiden HTTP/1.1\r\nHost: {self.server.host}:{self.server.port}\r\nContent-Length: 600000\r\n\r\n".encode()
        )
        self.assertIn(b" 413 ", raw.recv(200))
        raw.close()
        for header in ["X-Long: " + "y" * 100_000, "\r\n".join(f"X-{n}: {'z' * 90}" for n in range(2000))]:
            raw = socket.create_connection((self.server.host, self.server.port), timeout=10)
            try:
                raw.sendall(f"GET / HTTP/1.1\r\nHost: {self.server.host}:{self.server.port}\r\n{header}\r\n\r\n".encode())
                answer = raw.recv(200)
            except OSError:
                answer = b""
            self.assertTrue(answer == b"" or b" 4" in answer.split(b"\r\n")[0], answer)
            raw.close()
        # A body without a declared length ends at the bound, too.
        raw = socket.create_connection((self.server.host, self.server.port), timeout=10)
        raw.sendall(
            f"POST /entscheiden HTTP/1.1\r\nHost: {self.server.host}:{self.server.port}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        try:
            for _ in range(20):
                raw.sendall(b"10000\r\n" + b"a" * 0x10000 + b"\r\n")
            answer = raw.recv(100)
        except OSError:
            answer = b""
        self.assertFalse(answer.startswith(b"HTTP/1.1 2"), answer)
        raw.close()
        self.assertEqual(self.client.get("/")[0], 200)

    def test_every_answer_is_strict(self):
        for path in ["/", "/stil.css", "/tasten.js", "/protokoll", "/gibt-es-nicht"]:
            _, answer, _ = self.client.get(path)
            policy = answer.getheader("Content-Security-Policy")
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer.getheader("X-Content-Type-Options"), "nosniff")
            self.assertEqual(answer.getheader("Cache-Control"), "no-store")

    def test_card_texts_are_shown_as_text(self):
        pages = []
        for item in self.client.items():
            pages.append(self.client.get("/vorschlag?id=" + urllib.parse.quote(item))[2])
        with open(os.path.join(self.results, "contributions.jsonl"), encoding="utf-8") as file:
            cards = [json.loads(line)["id"] for line in file]
        hostile = [card for card in cards if "kultur-haltung" not in card]
        self.assertEqual(len(hostile), 2 * len(HOSTILE))
        for card in hostile:
            status, _, page = self.client.get("/beitrag?id=" + urllib.parse.quote(card))
            self.assertEqual(status, 200)
            pages.append(page)
        self.assertTrue(any("&lt;script&gt;" in page for page in pages))
        for page in pages:
            self.assertEqual(page.count("<script"), 1)
            self.assertNotIn("<img", page)
            self.assertNotIn("<h1>Übernommen", page)
            self.assertEqual(page.count("<h1"), 1)
            for sign in "\u202e\u202c\u2066\u2069":
                self.assertNotIn(sign, page)

    def test_a_formula_is_never_a_formula(self):
        items = self.client.items()
        for text in HOSTILE[:8]:
            note = {"id": items[0], "tun": "accept", "feld_titel": text, "anmerkung": text}
            self.assertEqual(self.client.post("/entscheiden", note)[0], 303)
        for arguments in (["--document", "minutes"], ["--accepted"], ["--document", "feedback"]):
            table = command("export", self.results, *arguments, "--format", "csv").stdout
            for row in csv.reader(io.StringIO(table.lstrip("\ufeff"))):
                for cell in row:
                    self.assertFalse(cell.lstrip()[:1] in tuple("=+-@") and cell.strip() != "-", cell)
        document = command("export", self.results, "--document", "minutes", "--format", "html").stdout
        self.assertNotIn("<script", document)
        self.assertNotIn("<img", document)


class Accounts(unittest.TestCase):
    """A small team on an intranet."""

    def setUp(self):
        self.folder = fresh("kultur-haltung")

    def tearDown(self):
        remove(self.folder)

    def test_listening_elsewhere_needs_accounts_and_says_that_tls_belongs_in_front(self):
        refused = command("review", self.folder, "--listen", "0.0.0.0", "--port", "18099", check=False)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("Konto", refused.stderr)
        short = command("review", self.folder, "--add-user", "Erika", text="kurz\n", check=False)
        self.assertEqual(short.returncode, 2)
        command("review", self.folder, "--add-user", "Erika", text="ein langes Passwort\n")
        unnamed = command("review", self.folder, "--listen", "0.0.0.0", "--port", "18099", check=False)
        self.assertEqual(unnamed.returncode, 2)
        self.assertIn("--host", unnamed.stderr)
        with open(os.path.join(self.folder, "review.sqlite"), "rb") as file:
            stored = file.read()
        for name in os.listdir(self.folder):
            if name.startswith("review.sqlite-"):
                stored += open(os.path.join(self.folder, name), "rb").read()
        self.assertNotIn("langes Passwort".encode(), stored)
        self.assertIn(b"$y$", stored)
        server = Server(self.folder, "--listen", "127.0.0.2", "--port", "18099")
        try:
            self.assertIn("TLS", "".join(server.said))
            server.host = "127.0.0.2"
            wrong = Client(server, "Erika", password="falsch falsch")
            self.assertEqual(wrong.status_of_sign_in, 403)
            self.assertEqual(Client(server, "Niemand", password="ein langes Passwort").status_of_sign_in, 403)
            right = Client(server, "Erika", password="ein langes Passwort")
            self.assertEqual(right.status_of_sign_in, 303)
            self.assertIn("Vorschläge", right.get("/")[2])
            for _ in range(6):
                wrong.post("/anmelden", {"name": "Erika", "passwort": "falsch falsch"})
            self.assertIn("Zu viele Versuche", wrong.post("/anmelden", {"name": "Erika", "passwort": "x"})[2])
        finally:
            server.stop()


if __name__ == "__main__":
    unittest.main()
