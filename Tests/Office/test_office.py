"""What is exported opens in LibreOffice, and holds nothing for which Word or Excel offer a repair.

Needs soffice and pdftotext. Whole texts are compared, not samples.
"""

import collections
import csv
import glob
import json
import os
import re
import subprocess
import unicodedata
import unittest
import zipfile

import docx
import openpyxl
from lxml import etree

from exports import DOCUMENTS, SOFFICE, converted, exported

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# The order in which the schema of WordprocessingML wants them; Word offers a repair for any other.
ORDER = {
    "pPr": ["pStyle", "keepNext", "numPr", "spacing", "ind", "jc", "outlineLvl"],
    "rPr": ["rFonts", "b", "i", "color", "sz", "szCs", "lang"],
    "tblPr": [
        "tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
    ],
    "tcPr": ["tcW", "shd"],
    "sectPr": ["footerReference", "pgSz", "pgMar"],
    "style": ["name", "basedOn", "next", "uiPriority", "qFormat", "pPr", "rPr", "tblPr", "tcPr"],
    "lvl": ["start", "numFmt", "pStyle", "lvlText", "lvlJc", "pPr"],
}


def parts(path):
    with zipfile.ZipFile(path) as container:
        return {name: container.read(name) for name in container.namelist()}


def letters(text):
    return re.sub(r"[\s\u00ad]+", "", text)


def latin(text):
    """Letters and digits that a PDF gives back in the order in which they were written."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum() and c < "\u0250")


class Containers(unittest.TestCase):
    """Parts, their types and their relations."""

    def test_every_part_is_well_formed_and_typed(self):
        for name, path in exported().items():
            if not name.endswith(("docx", "xlsx")):
                continue
            found = parts(path)
            types = etree.fromstring(found["[Content_Types].xml"])
            extensions = {e.get("Extension") for e in types.iter(TYPES + "Default")}
            overrides = {e.get("PartName").lstrip("/") for e in types.iter(TYPES + "Override")}
            self.assertLessEqual(overrides, set(found), name)
            for part, content in found.items():
                etree.fromstring(content)
                self.assertTrue(part in overrides or part.split(".")[-1] in extensions, part)
            for part in (part for part in found if part.endswith(".rels")):
                folder = os.path.dirname(os.path.dirname(part))
                ids = [relation.get("Id") for relation in etree.fromstring(found[part])]
                self.assertEqual(len(ids), len(set(ids)), part)
                for relation in etree.fromstring(found[part]):
                    self.assertNotEqual(relation.get("TargetMode"), "External", f"{name}: a link to the outside")
                    target = os.path.normpath(os.path.join(folder, relation.get("Target"))).lstrip("/")
                    self.assertIn(target, found, name)

    def test_an_opendocument_tells_its_kind_first(self):
        for name in (name for name in exported() if name.endswith("ods")):
            with zipfile.ZipFile(exported()[name]) as container:
                first = container.infolist()[0]
                self.assertEqual((first.filename, first.compress_type, first.extra), ("mimetype", 0, b""))
                manifest = etree.fromstring(container.read("META-INF/manifest.xml"))
                named = [entry.get(entry.keys()[0]) for entry in manifest]
                self.assertEqual(sorted(named[1:]), sorted(set(container.namelist()) - {"mimetype", "META-INF/manifest.xml"}))
                for part in container.namelist()[1:]:
                    etree.fromstring(container.read(part))


class Word(unittest.TestCase):
    def test_nothing_to_repair(self):
        for document in DOCUMENTS:
            found = parts(exported()[f"{document}.docx"])
            known = {e.get(WORD + "styleId") for e in etree.fromstring(found["word/styles.xml"]).iter(WORD + "style")}
            for part in [part for part in found if part.startswith("word/") and part.endswith(".xml")]:
                root = etree.fromstring(found[part])
                for element in root.iter(*(WORD + name for name in ORDER)):
                    order = ORDER[element.tag.removeprefix(WORD)]
                    places = [order.index(child.tag.removeprefix(WORD)) for child in element]
                    self.assertEqual(places, sorted(places), (document, part, element.tag))
                for style in root.iter(WORD + "pStyle", WORD + "tblStyle"):
                    self.assertIn(style.get(WORD + "val"), known)
                for cell in root.iter(WORD + "tc"):
                    self.assertEqual(cell[-1].tag, WORD + "p", "a cell ends with a paragraph")
                for table in root.iter(WORD + "tbl"):
                    columns = len(table.find(WORD + "tblGrid"))
                    self.assertEqual({len(row.findall(WORD + "tc")) for row in table.iter(WORD + "tr")}, {columns})
                    self.assertEqual(table.getnext().tag, WORD + "p")

    def test_structure_for_screen_readers(self):
        for document in DOCUMENTS:
            file = docx.Document(exported()[f"{document}.docx"])
            self.assertTrue(file.core_properties.title)
            self.assertEqual(file.core_properties.language, "de-DE")
            language = file.styles.element.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
            self.assertEqual(language.get(WORD + "val"), "de-DE")
            levels = [int(p.style.name.split()[-1]) for p in file.paragraphs if p.style.name.lower().startswith("heading")]
            self.assertEqual([p.style.name for p in file.paragraphs[:1]], ["Title"])
            self.assertTrue(all(after <= before + 1 for before, after in zip([0, *levels], levels)), levels)
            for table in file.tables:
                head = table.rows[0]._tr.find(f"{WORD}trPr/{WORD}tblHeader")
                self.assertIsNotNone(head, "the first row is a header")
                self.assertTrue(table._tbl.find(f"{WORD}tblPr/{WORD}tblCaption").get(WORD + "val"))


class Excel(unittest.TestCase):
    def test_nothing_to_repair(self):
        for name in (name for name in exported() if name.endswith("xlsx")):
            book = openpyxl.load_workbook(exported()[name])
            for sheet in book:
                self.assertTrue(0 < len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\"), sheet.title)
                self.assertLessEqual(len(sheet._hyperlinks), 65_000)
                self.assertEqual(sheet.freeze_panes, "B2")
                if sheet.max_row > 1:
                    self.assertEqual(sheet.auto_filter.ref, sheet.dimensions)
                for row in sheet.iter_rows():
                    for cell in row:
                        self.assertIn(cell.data_type, "sn", f"{sheet.title} {cell.coordinate}: text or number, no formula")
                        self.assertLessEqual(len(str(cell.value or "")), 32_767)
                        if cell.hyperlink:
                            target, place = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location).groups()
                            self.assertLessEqual(int(place), book[target].max_row)


@unittest.skipUnless(SOFFICE, "LibreOffice (soffice) is not installed")
class LibreOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdf, cls.seconds = converted("pdf", [p for n, p in exported().items() if n.endswith("docx")])
        form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        cls.excel, seconds = converted(form, [p for n, p in exported().items() if n.endswith("xlsx")])
        cls.seconds += seconds
        cls.calc, seconds = converted(form, [p for n, p in exported().items() if n.endswith("ods")])
        cls.seconds += seconds

    def test_is_quick(self):
        self.assertLess(self.seconds, 60)

    def test_documents_keep_every_word(self):
        for document in DOCUMENTS:
            file = docx.Document(exported()[f"{document}.docx"])
            wanted = collections.Counter()
            for paragraph in file.element.body.iter(WORD + "p"):
                wanted[latin("".join(t.text or "" for t in paragraph.iter(WORD + "t")))] += 1
            path = os.path.join(self.pdf, f"{document}.pdf")
            # Paragraphs of cells stand beside each other on a page; in the order of the content they are whole.
            done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
            shown = latin(done.stdout)
            self.assertGreater(len(shown), 300)
            missing = [text for text, count in wanted.items() if shown.count(text) < min(count, 1)]
            # Where a cell is parted by the end of a page, its text is parted by the footer.
            missing = [text for text in missing if len(text) < 80 or text[:30] not in shown or text[-30:] not in shown]
            self.assertEqual(missing, [], document)

    def rows(self, folder, name):
        sheets = {}
        for path in glob.glob(os.path.join(folder, f"{name}-*.csv")):
            with open(path, encoding="utf-8", newline="") as file:
                sheets[os.path.basename(path)[len(name) + 1:-4]] = list(csv.reader(file))
        return sheets

    def test_sheets_keep_every_cell(self):
        for name in ["all", *DOCUMENTS]:
            excel, calc = self.rows(self.excel, name), self.rows(self.calc, name)
            book = openpyxl.load_workbook(exported()[f"{name}.xlsx"])
            self.assertEqual(set(excel), set(book.sheetnames))
            for sheet in book:
                cells = [["" if c.value is None else str(c.value) for c in row] for row in sheet.iter_rows()]
                for shown in (excel[sheet.title], calc[sheet.title]):
                    self.assertEqual([list(map(letters, row)) for row in shown], [list(map(letters, row)) for row in cells])

    def test_every_card_is_in_the_workbook(self):
        with open(exported()["all.jsonl"], encoding="utf-8") as file:
            cards = {card["id"]: card["text"] for card in map(json.loads, file)}
        found = {row[0]: row[1] for row in self.rows(self.calc, "all")["Beiträge"][1:]}
        self.assertEqual({key: letters(text) for key, text in found.items()}, {key: letters(text) for key, text in cards.items()})


if __name__ == "__main__":
    unittest.main()
