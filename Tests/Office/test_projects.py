"""The REFI-QDA project and codebook: valid by the published schemas, and every coding at the right words.

What is right is taken from the masked JSON Lines, not from the project: labels with their evidence, offset by offset.
Two readers check it: pyrefiqda (its models are generated from the schema), and an import into the tables of QualCoder
(same constraints: code names, source names and codings are unique; a place without a date is an error; files are read
with Python's universal line ends).
"""

import json
import os
import sqlite3
import tempfile
import unittest
import zipfile
from xml.etree import ElementTree

from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from exports import FOLDER, exported

FIXTURES = os.path.join(os.path.dirname(__file__), "Fixtures")
SPACE = "{urn:QDA-XML:project:1.0}"
PHASES = {"kritik": "Kritik", "phantasie": "Phantasie", "realisierung": "Realisierung", None: "ohne Phase"}
DIMENSIONS = {
    "fields": "Handlungsfelder", "themes": "Themenfelder", "nap_phases": "NAP-I-Phasen", "target_groups": "Zielgruppen",
}


def cards():
    with open(exported()["all.jsonl"], encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def expected():
    """(source, category, id of the label, words) of every coding, each as often as it occurs."""
    codings = []
    for card in cards():
        if card["status"] == "erased" or not card["text"]:
            continue
        text = card["text"]
        source = f"{card['workshop'] or 'ohne Werkstatt'} – {PHASES[card['phase']]}"
        if card["thread"]:
            codings.append((source, "Stränge", None, text))
        for key, category in DIMENSIONS.items():
            for label in card[key]:
                codings.append((source, category, label["id"], text))
                places = set()
                for part in label["evidence"]:
                    if part["start"] is None or part.get("weight", 0) <= 0 or part["start"] >= part["end"]:
                        continue
                    if (part["start"], part["end"]) != (0, len(text)):
                        places.add((part["start"], part["end"]))
                codings += [(source, category, label["id"], text[start:end]) for start, end in places]
    return sorted(codings, key=str)


class Projects(unittest.TestCase):
    maxDiff = 2000

    def valid(self, schema, document):
        schema = etree.XMLSchema(etree.parse(os.path.join(FIXTURES, schema)))
        self.assertTrue(schema.validate(document), schema.error_log)

    def test_project_is_valid(self):
        with zipfile.ZipFile(exported()["all.qdpx"]) as container:
            self.valid("Project.xsd", etree.fromstring(container.read("project.qde")))
            self.assertIsNone(container.testzip())

    def test_codebook_is_valid(self):
        self.valid("Codebook.xsd", etree.parse(exported()["all.qdc"]))
        groups = RefiCodebook.load(exported()["all.qdc"]).codes.code
        self.assertEqual([group.name for group in groups], [*DIMENSIONS.values(), "Stränge"])

    def test_every_coding_by_pyrefiqda(self):
        folder = tempfile.mkdtemp(dir=FOLDER)
        project = RefiProject.load(exported()["all.qdpx"], extract_dir=folder)
        codes = {}
        for group in project.code_book.codes.code:
            self.assertFalse(group.is_codable)
            for code in group.code:
                codes[code.guid] = (group.name, None if group.name == "Stränge" else code.name.split(" ")[0])
        found = []
        for source in project.sources.text_source:
            path = os.path.join(folder, "sources", source.plain_text_path.removeprefix("internal://"))
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            for place in source.plain_text_selection:
                words = text[place.start_position:place.end_position]
                for coding in place.coding:
                    found.append((source.name, *codes[coding.code_ref.target_guid], words))
        hard = [words for source, _, _, words in found if source.startswith("Forum & <Test>")]
        self.assertTrue(any("👩‍👩‍👧‍👦" in words for words in hard) and any("u\u0308" in words for words in hard))
        self.assertGreater(len(found), 2000)
        self.assertEqual(sorted(found, key=str), expected())

    def test_every_coding_in_the_tables_of_qualcoder(self):
        base = sqlite3.connect(":memory:")
        base.executescript(
            """
            create table code_cat (catid integer primary key, name text not null, unique(name));
            create table code_name (cid integer primary key, name text not null, catid integer not null, unique(name));
            create table source (id integer primary key, name text not null, fulltext text, owner text not null,
                date text not null, unique(name));
            create table code_text (cid integer not null, fid integer not null, seltext text not null,
                pos0 integer, pos1 integer, owner text not null, date text not null, memo text,
                unique(cid, fid, pos0, pos1, owner));
            create table annotation (fid integer, pos0 integer, pos1 integer, memo text not null, unique(fid, pos0, pos1));
            """
        )
        folder = tempfile.mkdtemp(dir=FOLDER)
        with zipfile.ZipFile(exported()["all.qdpx"]) as container:
            container.extractall(folder)
        root = ElementTree.parse(os.path.join(folder, "project.qde")).getroot()
        users = {user.get("guid"): user.get("name") for user in root.iter(SPACE + "User")}
        codes = {}

        def insert(sql, *values):
            return base.execute(sql, values).lastrowid

        for group in root.find(f"{SPACE}CodeBook/{SPACE}Codes"):
            category = insert("insert into code_cat (name) values (?)", group.get("name"))
            for code in group:
                codes[code.get("guid")] = insert(
                    "insert into code_name (name, catid) values (?, ?)", code.get("name"), category
                )
        for source in root.iter(SPACE + "TextSource"):
            path = source.get("plainTextPath").split("internal:/")[1]
            with open(os.path.join(folder, "sources") + path, encoding="utf-8") as file:
                text = file.read()
            owner = users[source.get("creatingUser")]
            number = insert(
                "insert into source (name, fulltext, owner, date) values (?, ?, ?, ?)",
                source.get("name"), text, owner, source.get("creationDateTime").replace("T", " "),
            )
            for place in source.iter(SPACE + "PlainTextSelection"):
                start, end = int(place.get("startPosition")), int(place.get("endPosition"))
                date = place.get("creationDateTime").replace("T", " ")
                memo = place.find(SPACE + "Description")
                memo = "" if memo is None else memo.text
                codings = list(place.iter(SPACE + "CodeRef"))
                for code in codings:
                    insert(
                        "insert into code_text values (?, ?, ?, ?, ?, ?, ?, ?)",
                        codes[code.get("targetGUID")], number, text[start:end], start, end, owner, date, memo,
                    )
                if not codings:
                    self.assertTrue(memo)
                    insert("insert into annotation values (?, ?, ?, ?)", number, start, end, memo)
        rows = base.execute(
            "select source.name, code_cat.name, code_name.name, seltext, substr(fulltext, pos0 + 1, pos1 - pos0) from code_text"
            " join source on fid = source.id join code_name using (cid) join code_cat using (catid)"
        ).fetchall()
        # SQLite counts code points, too.
        self.assertEqual([row[:3] for row in rows if row[3] != row[4]], [])
        found = [(s, g, None if g == "Stränge" else c.split(" ")[0], words) for s, g, c, words, _ in rows]
        self.assertEqual(sorted(found, key=str), expected())
        whole = [card["text"] for card in cards() if card["status"] != "erased" and card["text"]]
        (count,) = base.execute("select count(*) from annotation").fetchone()
        self.assertLess(count, len(whole))


if __name__ == "__main__":
    unittest.main()
