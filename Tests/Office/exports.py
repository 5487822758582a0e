"""Runs the sample workshops once, decides one suggestion, and exports everything into one folder."""

import atexit
import functools
import json
import os
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("WERKSTATT", os.path.join(ROOT, ".build", "release", "werkstatt"))
PACK = os.path.join(ROOT, "Pipelines", "aachen")
SOFFICE = shutil.which("soffice")
FOLDER = tempfile.mkdtemp(prefix="werkstatt-office-")
atexit.register(shutil.rmtree, FOLDER, True)

DOCUMENTS = ["annex", "committee", "feedback", "minutes"]
WHOLE = ["xlsx", "ods", "jsonl", "qdpx", "qdc"]


def command(*arguments, text=None):
    done = subprocess.run([PROGRAM, *arguments], cwd=ROOT, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stderr}")
    return done.stdout


# Texts on which counting, escaping and line ends go wrong first.
HARD = [
    "Sprachkurse 👩‍👩‍👧‍👦 mit Kinderbetreuung 🙂 am Abend, für Mu\u0308tter",
    "Deutschkurs", "Mehr Sprachkurse!\r\nUnd Kinderbetreuung dabei\r\n\r\nabends", "\u202bدورات اللغة\u202c Sprachkurse",
    "=SUMME(A1:A3) Sprachkurse", "<b>Kita & Schule</b> \"Elterncafé\" 'so' ]]>", "Jugendtreff\u2028neue Zeile\u0085noch eine\u00a0Zeile",
    "Name auf Liste: Frau Yilmaz, Tel. 0241 5550137, möchte 𝕾prachkurse im Stadtteil", "  Rand \t Tab  Kita  ",
    "Sprach\u00adkurse", "\ufeffBeratung für Geflüchtete", "Wohnung 🏠" + "🏠" * 50 + " Wohnungssuche",
]


@functools.cache
def exported():
    """Paths by name: "annex.docx", "all.xlsx" …"""
    out = os.path.join(FOLDER, "out")
    inputs = [os.path.join(ROOT, "Corpora", name, "input") for name in sorted(os.listdir(os.path.join(ROOT, "Corpora")))]
    hard = os.path.join(FOLDER, "schwierig.jsonl")
    with open(hard, "w", encoding="utf-8") as file:
        for number, text in enumerate(HARD):
            phase = ["kritik", "phantasie", "realisierung"][number % 3]
            card = {"id": f"schwierig-{number}", "workshop": "Forum & <Test> / 1.1.", "phase": phase, "text": text}
            file.write(json.dumps(card) + "\n")
    command("run", PACK, *inputs, hard, "--output", out, "--quiet")
    first = json.loads(command("review", out, "--list", "--json").splitlines()[0])
    command("review", out, "--accept", first["id"], "--as", "Probe")
    paths = {}
    for document in DOCUMENTS:
        for form in ["docx", "xlsx", "ods"]:
            paths[f"{document}.{form}"] = path = os.path.join(FOLDER, f"{document}.{form}")
            command("export", out, "--document", document, "--format", form, "--output", path)
    for form in WHOLE:
        paths[f"all.{form}"] = path = os.path.join(FOLDER, f"all.{form}")
        command("export", out, "--format", form, "--output", path)
    return paths


def converted(filter_name, paths):
    """Lets LibreOffice open files and write them in another form; gives the folder and the seconds it took."""
    folder = tempfile.mkdtemp(dir=FOLDER)
    started = time.monotonic()
    done = subprocess.run(
        [
            SOFFICE, f"-env:UserInstallation=file://{FOLDER}/profile", "--headless", "--norestore",
            "--convert-to", filter_name, "--outdir", folder, *paths,
        ],
        capture_output=True, text=True, timeout=120,
    )
    seconds = time.monotonic() - started
    if done.returncode != 0 or "rror" in done.stderr + done.stdout:
        raise AssertionError(f"soffice: {done.returncode}\n{done.stdout}{done.stderr}")
    return folder, seconds
