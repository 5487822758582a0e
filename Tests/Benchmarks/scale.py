#!/usr/bin/env python3
"""Time, memory and quality of whole runs as the number of contributions grows.

    scale.py WERKSTATT PACK [N …] [--runs R] [--jobs J] [--seed S] [--keep DIR]

For every N (1,000 10,000 100,000 without any): contributions with planted ideas from generate.py beside this file, R runs
of `WERKSTATT run` in a process of its own. Prints one JSON line per N: processor seconds (user and system, all threads,
the smallest of the runs), wall seconds, peak memory in MB, contributions and MB of text per processor second, the stages'
wall milliseconds as the program reports them, B-cubed F1 of threads against the planted ideas; and at the end the growth
exponent of the processor seconds between neighbouring N (1 = linear). Needs Python 3 and nothing else.
"""
import argparse, collections, json, math, os, re, resource, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))


def bcubed(gold, found):
    """B-cubed precision, recall and F1 (Bagga & Baldwin 1998) of two partitions given as {item: group}."""
    items = [i for i in gold if i in found]
    both = collections.Counter((gold[i], found[i]) for i in items)
    ours = collections.Counter(found[i] for i in items)
    theirs = collections.Counter(gold[i] for i in items)
    precision = sum(n * n / ours[b] for (_, b), n in both.items()) / len(items)
    recall = sum(n * n / theirs[a] for (a, _), n in both.items()) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def run(command):
    """One run: processor seconds, wall seconds, peak memory in MB, what it said."""
    start = time.monotonic()
    said = tempfile.TemporaryFile()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    said.seek(0)
    text = said.read().decode("utf-8", "replace")
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}\n{text}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, text


def stages(text):
    found = {}
    for name, number, unit in re.findall(r"^  (\w+)\s+([\d.,]+) (ms|s)\b", text, re.M):
        found[name] = round(float(number.replace(",", ".")) * (1000 if unit == "s" else 1))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("werkstatt")
    parser.add_argument("pack")
    parser.add_argument("n", nargs="*", type=lambda text: int(float(text)), default=[1000, 10000, 100000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder for inputs and results; a temporary one without it")
    o = parser.parse_args()
    folder = o.keep or tempfile.mkdtemp(prefix="werkstatt-scale-")
    os.makedirs(folder, exist_ok=True)
    seconds = []
    for n in o.n:
        source = os.path.join(folder, f"g{n}.jsonl")
        if not os.path.exists(source):
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(n), "--seed", str(o.seed), "--out", source], check=True)
        output = os.path.join(folder, f"o{n}")
        command = [o.werkstatt, "run", o.pack, source, "--output", output] + (["--jobs", str(o.jobs)] if o.jobs else [])
        best = None
        for number in range(o.runs):
            subprocess.run(["rm", "-rf", output], check=True)
            result = run(command)
            if best is None or result[0] < best[0]:
                best = result
        gold = {str(row["id"]): row["idea"] for row in map(json.loads, open(source, encoding="utf-8"))}
        found = {}
        for row in map(json.loads, open(os.path.join(output, "contributions.jsonl"), encoding="utf-8")):
            found[row["id"]] = row["thread"] or "x" + row["id"]
        text = sum(len(json.loads(line)["text"].encode()) for line in open(source, encoding="utf-8"))
        precision, recall, f1 = bcubed(gold, found)
        seconds.append((n, best[0]))
        print(
            json.dumps(
                {
                    "n": n, "cpu_s": round(best[0], 3), "wall_s": round(best[1], 3), "peak_mb": round(best[2]),
                    "per_s": round(n / best[0]), "mb_s": round(text / best[0] / 1e6, 2),
                    "bcubed": [round(precision, 3), round(recall, 3), round(f1, 3)], "stages_ms": stages(best[3]),
                }
            ),
            flush=True,
        )
    for (a, s), (b, t) in zip(seconds, seconds[1:]):
        print(json.dumps({"from": a, "to": b, "exponent": round(math.log(t / s) / math.log(b / a), 3)}))


main()
