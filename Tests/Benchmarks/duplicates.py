#!/usr/bin/env python3
"""Near-duplicates: planted variants of generated cards, and how many of them are found.

    duplicates.py WERKSTATT PACK [--each 2000] [--seed S]

Takes cards of different ideas from generate.py and gives each one variant: spelling (umlauts written out, ss, capitals,
another gender form, one slip of the pen), order (sentences or parts between commas swapped, the first words moved to
the end) or punctuation (bullets, commas, dots, blanks, quotation marks). Prints per kind how many variants are linked to
their card (recall), and over all how many links are planted ones (precision).
"""
import argparse, json, os, random, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def slip(text, chance):
    """One slip of the pen inside one long word: a letter doubled, left out, or two swapped."""
    words = [m for m in re.finditer(r"[A-Za-zÄÖÜäöüß]{8,}", text)]
    if not words:
        return text
    word = words[int(chance() * len(words))]
    at = word.start() + 2 + int(chance() * (len(word.group()) - 5))
    kind = int(chance() * 3)
    if kind == 0:
        return text[:at] + text[at] + text[at:]
    if kind == 1:
        return text[:at] + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


def spelling(text, chance):
    ways = [
        lambda t: t.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("Ü", "Ue").replace("Ä", "Ae").replace("Ö", "Oe"),
        lambda t: t.replace("ß", "ss"),
        lambda t: t.lower(),
        lambda t: t.upper() if "ß" not in t else t.lower(),
        lambda t: re.sub(r"\*innen", lambda _: [":innen", "_innen", "Innen", "/-innen"][int(chance() * 4)], t),
        lambda t: slip(t, chance),
    ]
    changed = text
    while changed == text:
        changed = ways[int(chance() * len(ways))](text)
        if changed == text:
            changed = slip(text, chance)
    return changed


def order(text, chance):
    sentences = re.split(r"(?<=[.!?])\s+", text)
    if len(sentences) > 1:
        return " ".join(sentences[1:] + sentences[:1])
    parts = text.split(", ")
    if len(parts) > 1:
        return ", ".join(parts[1:] + parts[:1])
    words = text.split()
    cut = 2 if len(words) > 4 else 1
    return " ".join(words[cut:] + words[:cut])


def punctuation(text, chance):
    ways = [
        lambda t: "- " + t, lambda t: "• " + t, lambda t: t.rstrip(".!… ") + "!!!", lambda t: t.replace(",", ""),
        lambda t: "„" + t + "“", lambda t: t.replace(" ", "  "), lambda t: t.rstrip(".!") + " ...", lambda t: "=> " + t,
    ]
    return ways[int(chance() * len(ways))](text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("werkstatt")
    parser.add_argument("pack")
    parser.add_argument("--each", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    chance = random.Random(o.seed).random
    with tempfile.TemporaryDirectory() as folder:
        raw = f"{folder}/raw.jsonl"
        subprocess.run(
            [sys.executable, f"{HERE}/generate.py", str(o.each * 40), "--seed", str(o.seed + 100), "--clean", "--out", raw], check=True
        )
        cards, ideas = [], set()
        for row in map(json.loads, open(raw, encoding="utf-8")):
            if row["idea"] in ideas or row["kind"] != "original" or len(row["text"].split()) < 5:
                continue
            ideas.add(row["idea"])
            cards.append(row)
            if len(cards) == o.each * 3:
                break
        kinds = {"spelling": spelling, "order": order, "punctuation": punctuation}
        planted = {}
        with open(f"{folder}/cards.jsonl", "w", encoding="utf-8") as out:
            for number, card in enumerate(cards):
                kind = list(kinds)[number % 3]
                base = {"id": f"a{number:05}", "workshop": "Probe", "phase": card["phase"], "text": card["text"]}
                twin = dict(base, id=f"b{number:05}", text=kinds[kind](card["text"], chance))
                planted[twin["id"]] = (base["id"], kind)
                for row in (base, twin):
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
        subprocess.run([o.werkstatt, "run", o.pack, f"{folder}/cards.jsonl", "--output", f"{folder}/out", "--quiet"], check=True)
        found, kept, wrong, missed = {}, {}, [], {}
        for row in map(json.loads, open(f"{folder}/out/contributions.jsonl", encoding="utf-8")):
            kept[row["id"]] = row["status"]
            if row["duplicate_of"]:
                found[row["id"]] = row["duplicate_of"]
        texts = {row["id"]: row["text"] for row in map(json.loads, open(f"{folder}/cards.jsonl", encoding="utf-8"))}
        right = {kind: 0 for kind in kinds}
        count = {kind: 0 for kind in kinds}
        for twin, (base, kind) in planted.items():
            if kept[twin] != "kept" or kept[base] != "kept":
                continue
            count[kind] += 1
            if found.get(twin) == base or found.get(base) == twin or found.get(twin) is not None and found.get(twin) == found.get(base):
                right[kind] += 1
            else:
                missed.setdefault(kind, []).append((texts[base], texts[twin]))
        for twin, base in found.items():
            if planted.get(twin, ("",))[0] != base and base[1:] != twin[1:]:
                wrong.append((texts[base], texts[twin]))
        for kind in kinds:
            print(json.dumps({"kind": kind, "planted": count[kind], "found": right[kind], "recall": round(right[kind] / count[kind], 4)}))
        print(json.dumps({"links": len(found), "not_planted": len(wrong), "precision": round(1 - len(wrong) / max(1, len(found)), 4)}))
        for title, pairs in [("missed " + kind, pairs) for kind, pairs in missed.items()] + [("not planted", wrong)]:
            for left, right_ in pairs[:5]:
                print(f"  {title}: {left!r} / {right_!r}", file=sys.stderr)


main()
