"""What was answered is on the disk: sudden ends, full and read-only disks, two browsers at once, many suggestions.

KILLS, INTERLEAVED and MANY set how much; the defaults are for every build, the figures in Tests/Results for larger ones.
"""

import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import threading
import time
import unittest

from review_server import PROGRAM, ROOT, Client, Server, command, folder, fresh, remove

KILLS = int(os.environ.get("KILLS", "8"))
INTERLEAVED = int(os.environ.get("INTERLEAVED", "200"))
MANY = int(os.environ.get("MANY", "0"))


def journal(path):
    return os.path.join(path, "review.sqlite")


def events(path):
    base = sqlite3.connect(journal(path))
    try:
        whole = base.execute("PRAGMA integrity_check").fetchone()[0]
        rows = base.execute("SELECT number, who, action, payload FROM event ORDER BY number").fetchall()
    finally:
        base.close()
    return whole, rows


class Endurance(unittest.TestCase):
    def setUp(self):
        self.folder = fresh("kultur-haltung")
        self.items = [line.split()[0] for line in command("review", self.folder, "--list").stdout.splitlines()]

    def tearDown(self):
        remove(self.folder)

    def statuses(self):
        listed = command("review", self.folder, "--list", "--json", "--as", "niemand").stdout
        return {row["id"]: row["status"] for row in map(json.loads, listed.splitlines())}

    def test_sudden_ends_lose_nothing_that_was_answered(self):
        chance = random.Random(20261122)
        acknowledged = []
        opened = 0
        for _ in range(KILLS):
            server = Server(self.folder)
            clients = [Client(server, name) for name in ("Erika", "Max")]
            running = True

            def decide(client, name):
                number = 0
                while running:
                    number += 1
                    item = chance.choice(self.items)
                    note = f"{name}-{server.port}-{number}-{time.monotonic_ns()}"
                    try:
                        status, _, _ = client.post("/entscheiden", {"id": item, "tun": "accept", "feld_titel": note})
                    except Exception:
                        return
                    if status == 303:
                        acknowledged.append(note)

            threads = [threading.Thread(target=decide, args=pair) for pair in zip(clients, ("Erika", "Max"))]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.0, 0.25))
            server.kill()
            running = False
            for thread in threads:
                thread.join()
            whole, rows = events(self.folder)
            self.assertEqual(whole, "ok")
            opened += 1
        written = {}
        last = {}
        for _, _, action, payload in rows:
            if action == "decide":
                value = json.loads(payload)["decide"]
                written[value["decision"]["edits"].get("titel")] = True
                last[value["item"]] = value["decision"]["edits"].get("titel")
        lost = [note for note in acknowledged if note not in written]
        self.assertEqual(lost, [])
        self.assertGreater(len(acknowledged), KILLS)
        # Numbers without a gap; the replay shows the last word on each.
        self.assertEqual([row[0] for row in rows], list(range(1, len(rows) + 1)))
        listed = [json.loads(line) for line in command("review", self.folder, "--list", "--json", "--as", "x").stdout.splitlines()]
        for row in listed:
            if row["id"] in last:
                self.assertEqual(row["status"], "accepted")
                self.assertEqual(row["title"], last[row["id"]])
        print(f"\n{KILLS} sudden ends, {len(acknowledged)} decisions answered, {len(rows)} events, none lost; opened {opened} times")

    def test_two_browsers_interleaved(self):
        server = Server(self.folder)
        try:
            clients = {name: Client(server, name) for name in ("Erika", "Max")}
            chance = random.Random(7)
            outcome = {"done": [], "stale": 0}
            lock = threading.Lock()

            def work(name):
                for number in range(INTERLEAVED // 2):
                    item = self.items[chance.randrange(len(self.items))]
                    stamp = clients[name].stamp(item)
                    note = f"{name} {number}"
                    status, _, page = clients[name].post(
                        "/entscheiden", {"id": item, "tun": "accept", "feld_titel": note, "stand": stamp}
                    )
                    with lock:
                        if status == 303:
                            outcome["done"].append((item, note))
                        elif status == 409:
                            self.assertIn("nicht gespeichert", page)
                            self.assertIn(note, page)
                            outcome["stale"] += 1
                        else:
                            raise AssertionError(f"{status}: {page[:500]}")

            threads = [threading.Thread(target=work, args=(name,)) for name in clients]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(outcome["done"]) + outcome["stale"], INTERLEAVED // 2 * 2)
        finally:
            server.stop()
        whole, rows = events(self.folder)
        self.assertEqual(whole, "ok")
        written = [json.loads(payload)["decide"] for _, _, action, payload in rows if action == "decide"]
        # Every answer is one event, and no event replaced one its author had not seen.
        self.assertEqual(
            sorted((value["item"], value["decision"]["edits"]["titel"]) for value in written), sorted(outcome["done"])
        )
        print(f"\n{INTERLEAVED} decisions from two browsers: {len(outcome['done'])} stored, {outcome['stale']} told to be stale, none lost")

    def test_a_read_only_folder_is_told(self):
        def stored():
            with open(journal(self.folder), "rb") as file:
                return file.read()

        before = stored()
        os.chmod(journal(self.folder), 0o400)
        os.chmod(self.folder, 0o500)
        prefix = [] if os.getuid() != 0 else ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        if prefix:
            for name in os.listdir(self.folder):
                os.chown(os.path.join(self.folder, name), 65534, 65534)
            os.chown(self.folder, 65534, 65534)
        done = subprocess.run(
            [*prefix, PROGRAM, "review", self.folder, "--accept", self.items[0], "--as", "Erika"],
            cwd=ROOT, capture_output=True, text=True,
        )
        os.chmod(self.folder, 0o700)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("Hier darf nicht geschrieben werden", done.stderr)
        self.assertEqual(stored(), before)

    def test_a_full_disk_is_told_and_nothing_breaks(self):
        # No file may grow: what a full disk looks like to one program.
        blocks = max(os.path.getsize(os.path.join(self.folder, name)) for name in os.listdir(self.folder) if "review" in name) // 512
        limited = ["sh", "-c", f"ulimit -f {blocks + 600}; trap '' XFSZ; exec \"$@\"", "sh"]
        server = Server(self.folder, prefix=limited)
        answered = 0
        try:
            client = Client(server)
            refused = None
            for number in range(400):
                item = self.items[number % len(self.items)]
                status, _, page = client.post("/entscheiden", {"id": item, "tun": "accept", "feld_titel": f"Titel {number}"})
                if status != 303:
                    refused = (status, page)
                    break
                answered += 1
            self.assertIsNotNone(refused, "the disk never was full")
            self.assertEqual(refused[0], 507)
            self.assertIn("kein Platz mehr", refused[1])
            self.assertIn(f"Titel {answered}", refused[1])
            # Looking goes on.
            self.assertEqual(client.get("/")[0], 200)
        finally:
            server.kill()
        whole, rows = events(self.folder)
        self.assertEqual(whole, "ok")
        self.assertEqual(sum(1 for row in rows if row[2] == "decide"), answered)
        command("review", self.folder, "--accept", self.items[0], "--as", "Erika")
        print(f"\nfull disk: {answered} decisions stored, the next one refused and told")

    @unittest.skipIf(MANY == 0, "MANY names no number of suggestions")
    def test_many_suggestions_are_quick(self):
        many = folder()
        try:
            self.multiply(many, MANY)
            server = Server(many)
            try:
                client = Client(server)
                times = {"first page": [], "suggestion": [], "decision": [], "search": [], "undo": []}

                def timed(what, call):
                    start = time.perf_counter()
                    status = call()[0]
                    times[what].append((time.perf_counter() - start) * 1000)
                    self.assertIn(status, (200, 303))

                items = client.items()
                client.get("/?suche=kultur")
                for number in range(100):
                    timed("first page", lambda: client.get("/"))
                    item = items[number % len(items)]
                    timed("suggestion", lambda: client.get("/vorschlag?id=" + item))
                    timed("decision", lambda: client.post("/entscheiden", {"id": item, "tun": "accept", "von": "vorschlag"}))
                    timed("search", lambda: client.get("/?suche=kultur"))
                for _ in range(20):
                    timed("undo", lambda: client.post("/zuruecknehmen", {}))
                print()
                for what, values in times.items():
                    print(f"{MANY} suggestions, {what}: median {statistics.median(values):.1f} ms, worst {max(values):.1f} ms")
                self.assertLess(statistics.median(times["first page"]), 100)
                self.assertLess(statistics.median(times["decision"]), 100)
            finally:
                server.stop()
        finally:
            remove(many)

    def multiply(self, target, count):
        """The result files with ids counted up, so that there are as many suggestions as wanted."""
        def read(name):
            with open(os.path.join(self.folder, name), encoding="utf-8") as file:
                return file.read()

        suggestions = read("suggestions.jsonl").splitlines()
        times = count // len(suggestions) + 1
        for name in ("contributions.jsonl", "ideas.jsonl", "threads.jsonl", "suggestions.jsonl"):
            text = read(name)
            with open(os.path.join(target, name), "w", encoding="utf-8") as out:
                for copy in range(times):
                    again = re.sub(r'"((?:v|s|i)-[0-9a-f]{10}|[a-z]+-[a-z]+-[kpr]\d+)"', rf'"\1x{copy}"', text)
                    if name == "contributions.jsonl":
                        again = re.sub(r'"workshop":"', f'"workshop":"{copy} ', again)
                    lines = again.splitlines()
                    if name == "suggestions.jsonl":
                        lines = lines[: max(0, count - copy * len(suggestions))]
                    out.write("".join(line + "\n" for line in lines))
        for name in ("measures.jsonl", "unread.jsonl", "manifest.json"):
            with open(os.path.join(self.folder, name), "rb") as source, open(os.path.join(target, name), "wb") as out:
                out.write(source.read())


if __name__ == "__main__":
    unittest.main()
