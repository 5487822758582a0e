"""Makes the hostile files of HostileFilesTests.swift and measures what each costs: seconds and peak memory of
`werkstatt inspect`, and the sentence with which it is refused.

    python3 Tests/Office/hostile.py [PROGRAM]
"""

import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts:
            container.writestr(name, content)
    return out.getvalue()


def sheet(data, head=""):
    """The parts of a workbook with one sheet."""
    return [
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="Karten" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships><Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'{head}<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'),
    ]


def ods(content, head="", manifest="<manifest/>"):
    return packed([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", manifest),
        ("content.xml", f'{head}<document><body><spreadsheet><table name="A">{content}</table></spreadsheet></body></document>'),
    ])


def encrypted(content):
    content = bytearray(content)
    for at in range(len(content) - 10):
        if content[at:at + 4] == b"PK\3\4":
            content[at + 6] |= 1
        if content[at:at + 4] == b"PK\1\2":
            content[at + 8] |= 1
    return bytes(content)


def files():
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=64))
    dice = random.Random(2)
    large = "".join(dice.randbytes(1 << 20).hex() for _ in range(130))
    laughs = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(f'<!ENTITY b{n or ""} "&a;&a;&a;&a;&a;&a;">' for n in range(9)) + "]>"
    text = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    parts = sheet("<row><c><v>1</v></c></row>")
    yield "Zip-Bombe (60 MiB aus 60 KiB)", packed(sheet("<row><c><v>" + " " * (60 << 20) + "</v></c></row>"))
    yield "Teil über 256 MiB", packed(sheet("<x>" + large))
    yield "Archiv im Archiv", packed([("innen.zip", "PK"), ("karten.xlsx", "PK")])
    yield "Archiv ohne Office-Datei", packed([("bild.png", noise)])
    yield "Entitäten, die wachsen (XLSX)", packed(sheet(text.format("&b8;"), head=laughs))
    yield "Entitäten, die wachsen (ODS)", ods("<table-row><table-cell><p>&b8;</p></table-cell></table-row>", head=laughs)
    yield "Entität von außen", packed(sheet(text.format("&x;"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))
    yield "Dokumenttyp von außen", ods("<table-row/>", head='<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">')
    yield "unbekannte Entität", packed(sheet(text.format("&x;")))
    yield "Name aus dem Ordner hinaus", packed(sheet("") + [("../../etc/cron.d/x", "x")])
    yield "absoluter Name", packed(sheet("") + [("\\windows\\x", "x")])
    yield "Zelle in Spalte 1.000.000", packed(sheet('<row r="1"><c r="BDWGN1"><v>1</v></c></row>'))
    yield "1.000.000 Zellen in einer Zeile", packed(sheet("<row>" + "".join(f"<c><v>{n * 7919}</v></c>" for n in range(10**6)) + "</row>"))
    yield "Zelle eine Million Mal", ods('<table-row><table-cell number-columns-repeated="1000000"><p>x</p></table-cell></table-row>')
    yield "Zeile ohne Ende wiederholt", ods('<table-row number-rows-repeated="9223372036854775807"><table-cell><p>x</p></table-cell></table-row>')
    yield "Zeilennummer über allem", packed(sheet('<row r="9223372036854775807"><c><v>1</v></c></row><row><c r="ZZZZZ1"><v>1</v></c></row>'))
    yield "5.000 Ebenen", packed(sheet("<a>" * 5000))
    yield "5.000 Teile", packed(sheet("") + [(f"xl/media/{n}.png", "") for n in range(5000)])
    yield "verschlüsselt (Zip)", encrypted(packed(sheet("<row/>")))
    yield "verschlüsselt (LibreOffice)", ods("", manifest="<manifest><file-entry><encryption-data/></file-entry></manifest>")
    yield "Präsentation", packed([("ppt/presentation.xml", "<x/>")])
    yield "binäre Arbeitsmappe", packed([("xl/workbook.bin", "x")])
    yield "kein XML", packed([("xl/workbook.xml", "\0\1nichts")])
    yield "fehlendes Blatt", packed(parts[:-1])
    yield "abgeschnittenes XML", packed(parts[:-1] + [(parts[-1][0], parts[-1][1][:110])])


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, ".build", "release", "werkstatt"))
    print("| file | size | seconds | peak MiB | refused because the file … |\n|---|---|---|---|---|")
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, content) in enumerate(files()):
            path = os.path.join(folder, f"{number}.xlsx")
            with open(path, "wb") as file:
                file.write(content)
            log, cost = os.path.join(folder, "log"), os.path.join(folder, "cost")
            # A program between, because a child begins with the memory of who starts it.
            command = ["/usr/bin/time", "-o", cost, "-f", "%e %M", program, "inspect", path]
            with open(log, "wb") as output:
                code = subprocess.run(command, cwd=os.environ.get("WERKSTATT_ROOT", ROOT), stdout=output, stderr=output).returncode
            with open(cost, encoding="utf-8") as output:
                seconds, peak = map(float, output.read().split("\n")[-2].split())
            with open(log, encoding="utf-8") as output:
                reasons = [line for line in output if "nicht gelesen" in line]
            reason = reasons[0].split("“ ", 1)[-1].strip() if reasons else "READ"
            read += not reasons or code != 3
            size = f"{len(content) / 2**20:.1f} MiB" if len(content) > 2**20 else f"{len(content) / 1024:.0f} KiB"
            print(f"| {name} | {size} | {seconds:.2f} | {peak / 1024:.0f} | {reason[:90]} |", flush=True)
            os.remove(path)
    sys.exit(1 if read else 0)


if __name__ == "__main__":
    main()
