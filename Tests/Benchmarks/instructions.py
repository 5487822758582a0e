#!/usr/bin/env python3
"""Instructions of a run of 200 generated contributions, counted by callgrind, held against the file beside this one.

    instructions.py WERKSTATT PACK [--write]

Instructions hardly depend on the machine or on what else runs there, seconds do. Exit 1 when a run takes over 5 % more
than `instructions.json` says; --write puts down what was measured (say in the commit why). Needs valgrind.
"""
import json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ALLOWED = 1.05


def count(arguments):
    """Instructions read (Ir) of a command in one thread, with hash tables seeded alike."""
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", LC_ALL="C.UTF-8", TZ="UTC")
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"] + arguments
        process = subprocess.run(command, env=environment, capture_output=True, text=True)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{process.stderr}")
        return int(re.search(r"Collected : (\d+)", process.stderr).group(1))


def main():
    werkstatt, pack = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/cards.jsonl"
        subprocess.run([sys.executable, f"{HERE}/generate.py", "200", "--out", source], check=True)
        run = [werkstatt, "run", pack, source, "--output", f"{folder}/out", "--jobs", "1", "--quiet"]
        subprocess.run(run, check=True)  # counts the pack when it is new
        subprocess.run(["rm", "-rf", f"{folder}/out"], check=True)
        found = {"version": count([werkstatt, "--version"]), "run_200": count(run)}
    path = f"{HERE}/instructions.json"
    if "--write" in sys.argv:
        with open(path, "w") as file:
            file.write(json.dumps(found, indent=1) + "\n")
    known = json.load(open(path))
    for name, number in found.items():
        share = number / known[name]
        print(f"{name}: {number:,} instructions, {share:.3f} of {known[name]:,}" + (" - TOO MANY" if share > ALLOWED else ""))
    sys.exit(any(found[name] > known[name] * ALLOWED for name in found))


main()
