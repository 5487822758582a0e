"""Runs the stages that look at one contribution at a time through Spark's pipe, in local mode, and compares the lines
with those of the stages run directly. Needs Java and `pip install pyspark`; not part of .ci/run.

    python3 Tests/Spark/pipe.py [--cards N] [--slices N] [--program .build/release/werkstatt] [--pack Pipelines/aachen]

The line that `intake` writes first tells the stages what follows and gathers their remarks; every slice gets it, and of
those that come back one is made.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
STAGES = ["normalise", "segment", "tag"]


def cards(count):
    """So many different cards, the same every time: words of the sample workshops in another order."""
    dice = random.Random(7)
    words = []
    for name in sorted(os.listdir(os.path.join(ROOT, "Corpora"))):
        folder = os.path.join(ROOT, "Corpora", name, "input")
        for file in sorted(os.listdir(folder)):
            with open(os.path.join(folder, file), encoding="utf-8") as lines:
                words += [line.strip(" -*\n") for line in lines if len(line) > 30]
    for number in range(count):
        text = " ".join(dice.choice(words).split("{")[0] for _ in range(1 + number % 2))
        phase = ["kritik", "phantasie", "realisierung"][number % 3]
        yield json.dumps({"id": f"k{number:07}", "workshop": f"Forum {number % 50}", "phase": phase, "text": text}, ensure_ascii=False)


def joined(lines):
    """One first line out of those of all slices, then the cards."""
    cards = [line for line in lines if line.startswith('{"card":')]
    heads = [json.loads(line) for line in lines if not line.startswith('{"card":')]
    notices = {json.dumps(notice, sort_keys=True): notice for head in heads for notice in head["notices"]}
    order = sorted(notices.values(), key=lambda n: (n["file"].encode(), n["row"], n["text"].encode()))
    return [{**heads[0], "notices": order}, *cards]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--slices", type=int, default=os.cpu_count())
    parser.add_argument("--program", default=os.path.join(ROOT, ".build", "release", "werkstatt"))
    parser.add_argument("--pack", default="Pipelines/aachen")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    os.chdir(ROOT)

    def stage(name, lines):
        started = time.monotonic()
        done = subprocess.run(
            [program, "stage", name, "--pack", options.pack, "--jobs", "1"], input=lines, capture_output=True, check=True
        )
        return done.stdout, time.monotonic() - started

    read, _ = stage("intake", "\n".join(cards(options.cards)).encode())
    head = read.split(b"\n", 1)[0].decode()
    print(f"{options.cards} cards, head: {head[:100]}")
    from pyspark import SparkConf, SparkContext

    started = time.monotonic()
    conf = SparkConf().setMaster(f"local[{options.slices}]").setAppName("werkstatt").set("spark.ui.enabled", "false")
    context = SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    print(f"Spark started in {time.monotonic() - started:.1f} s")
    lines, worst = read, 0
    for name in STAGES:
        if name == "tag":
            # Duplicates look at all cards at once: no work for a pipe.
            lines, seconds = stage("screen", lines)
            print(f"{'screen':10} directly {seconds:6.2f} s (looks at all cards)")
        direct, seconds = stage(name, lines)
        first, *rest = lines.decode().rstrip("\n").split("\n")
        started = time.monotonic()
        command = f"{program} stage {name} --pack {options.pack} --jobs 1"
        rdd = context.parallelize(rest, options.slices).mapPartitions(lambda part, first=first: [first, *part])
        piped = rdd.pipe(command, env=dict(os.environ), checkCode=True).collect()
        through = time.monotonic() - started
        wanted = direct.decode().rstrip("\n").split("\n")
        same = joined(piped) == joined(wanted)
        worst += not same
        print(f"{name:10} directly {seconds:6.2f} s   through Spark {through:6.2f} s   {options.cards} cards, {'the same' if same else 'NOT the same'}")
        lines = direct
    context.stop()
    sys.exit(1 if worst else 0)


if __name__ == "__main__":
    main()
