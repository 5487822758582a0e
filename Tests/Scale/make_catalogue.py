"""Writes a pack whose catalogue holds many measures: that of another pack, repeated with other words.

Usage: make_catalogue.py PIPELINES PACK COUNT OUT, e.g. make_catalogue.py Pipelines aachen 1000 /tmp/pack
OUT gets PIPELINES' folders; in OUT/PACK the catalogue and the concepts of its measures are replaced. Every copy of a
measure has another number, every second noun of its texts is another noun of the catalogue, and one of its concepts is
another one of the catalogue: near to the original, not equal. The same call writes the same bytes.
"""

import csv
import re
import shutil
import sys
from pathlib import Path

import yaml

pipelines, name, count, out = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
for folder in pipelines.iterdir():
    if folder.is_dir():
        shutil.copytree(folder, out / folder.name, dirs_exist_ok=True)
pack = out / name

rows = list(csv.DictReader((pack / "catalogue.csv").open(encoding="utf-8")))
measures = yaml.safe_load((pack / "measures.yaml").read_text(encoding="utf-8"))
noun = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{5,}\b")
nouns = sorted({word for row in rows for word in noun.findall(row["titel"] + " " + row["beschreibung"])})
concepts = sorted({concept for listed in measures["measures"].values() for concept in listed})
places = {word: place for place, word in enumerate(nouns)}


def reworded(text, copy):
    seen = 0

    def other(match):
        nonlocal seen
        seen += 1
        if copy == 0 or seen % 2 == 0 or match[0] not in places:
            return match[0]
        return nouns[(places[match[0]] + copy * 37) % len(nouns)]

    return noun.sub(other, text)


written, listed, touched, subjects = [], {}, {}, {}
for number in range(count):
    copy, row = number // len(rows), dict(rows[number % len(rows)])
    old = row["nummer"]
    row["nummer"] = old if copy == 0 else f"{old}.{copy}"
    for column in ("titel", "beschreibung", "ziel"):
        row[column] = reworded(row[column], copy)
    written.append(row)
    own = list(measures["measures"].get(old, []))
    if copy and own:
        own[-1] = concepts[(concepts.index(own[-1]) + copy * 11) % len(concepts)]
    listed[row["nummer"]] = sorted(set(own))
    touched[row["nummer"]] = [concept for concept in measures.get("touches", {}).get(old, []) if concept in own]
    subjects[row["nummer"]] = reworded(measures.get("subjects", {}).get(old, ""), copy)

with (pack / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
    table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    table.writeheader()
    table.writerows(written)
with (pack / "measures.yaml").open("w", encoding="utf-8") as file:
    yaml.safe_dump(
        {"measures": listed, "touches": touched, "subjects": subjects}, file, allow_unicode=True, sort_keys=True
    )
