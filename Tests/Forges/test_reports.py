"""The reports of `werkstatt check` as forges read them.

JUnit XML against the schema that pytest's source package brings (junit-10.xsd of Jenkins' xUnit plugin, which GitLab and
GitHub's reporters follow). No package of the registries at hand brings the JSON schema of SARIF 2.1.0; instead the file is
read by sarif-pydantic's typed model of it, and the rules of GitHub's page "SARIF support for code scanning" are checked one
by one. GitLab reads no SARIF; its code-quality report is held against the keys its documentation names.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.parse

import xmlschema
from sarif_pydantic import Sarif

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("WERKSTATT", os.path.join(ROOT, ".build", "release", "werkstatt"))
SCHEMA = os.path.join(ROOT, ".build", "forges", "junit-10.xsd")

SECRETS = ["Hatice Yıldırım", "0241 5599871", "hatice.y@example.org", "Templergraben 7"]
CARDS = """id;phase;text
hatice.y@example.org;Hatice Yıldırım;"Frau Hatice Yıldırım hilft, Tel. 0241 5599871 <b>&amp; mehr"
k2;kritik;Templergraben 7;zu viele;Zellen
k3;kritik;xqzt wrkl pfft
"""


def reports(*inputs, gold=(), folder):
    names = {kind: os.path.join(folder, kind) for kind in ["junit", "sarif", "code-quality", "markdown"]}
    flags = [part for kind, path in names.items() for part in ("--" + kind, path)]
    call = [PROGRAM, "check", "Pipelines/aachen", *inputs, *flags, "--quiet"]
    done = subprocess.run(call + (["--gold", *gold] if gold else []), cwd=ROOT, capture_output=True, text=True)
    texts = {kind: pathlib.Path(path).read_text(encoding="utf-8") for kind, path in names.items()}
    return done, texts


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="werkstatt-forges-")
        corpora = sorted(os.listdir(os.path.join(ROOT, "Corpora")))
        cls.samples = reports(
            *[f"Corpora/{name}/input" for name in corpora],
            gold=[f"Corpora/{name}/gold/{name}.jsonl" for name in corpora],
            folder=cls.folder.name,
        )
        path = os.path.join(cls.folder.name, "karten.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CARDS)
        cls.hostile = reports(path, folder=cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_samples_keep_all_gates(self):
        done, _ = self.samples
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.hostile[0].returncode, 1)

    def test_junit_follows_its_schema(self):
        schema = xmlschema.XMLSchema(SCHEMA)
        for _, texts in [self.samples, self.hostile]:
            schema.validate(texts["junit"])
            self.assertNotIn("time=", texts["junit"])

    def test_sarif_is_read_by_a_typed_model(self):
        for _, texts in [self.samples, self.hostile]:
            log = Sarif.model_validate_json(texts["sarif"])
            self.assertEqual(len(log.runs), 1)

    def test_sarif_has_what_code_scanning_asks_for(self):
        for _, texts in [self.samples, self.hostile]:
            log = json.loads(texts["sarif"])
            self.assertEqual(log["version"], "2.1.0")
            self.assertTrue(log["$schema"].startswith("https://"))
            run = log["runs"][0]
            rules = run["tool"]["driver"]["rules"]
            self.assertEqual([rule["id"] for rule in rules], sorted(rule["id"] for rule in rules))
            for rule in rules:
                for key in ["shortDescription", "fullDescription", "help"]:
                    self.assertLessEqual(len(rule[key]["text"]), 1024)
                    self.assertTrue(rule[key]["text"])
            self.assertTrue(run["automationDetails"]["id"].endswith("/"))
            self.assertLessEqual(len(run["results"]), 25_000)
            self.assertLess(len(texts["sarif"].encode()), 10 * 2**20)
            for result in run["results"]:
                self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
                self.assertIn(result["level"], ["error", "warning", "note"])
                self.assertTrue(result["message"]["text"])
                self.assertEqual(len(result["locations"]), 1)
                place = result["locations"][0]["physicalLocation"]
                uri = place["artifactLocation"]["uri"]
                self.assertRegex(uri, r"^(file:///)?[A-Za-z0-9._~/%-]+$")
                self.assertGreaterEqual(place["region"]["startLine"], 1)
                if place["artifactLocation"].get("uriBaseId") == "%SRCROOT%":
                    path = os.path.join(ROOT, urllib.parse.unquote(uri))
                    with open(path, encoding="utf-8") as file:
                        self.assertLessEqual(place["region"]["startLine"], len(file.readlines()), uri)

    def test_code_quality_has_what_gitlab_asks_for(self):
        for _, texts in [self.samples, self.hostile]:
            issues = json.loads(texts["code-quality"])
            self.assertEqual(len(issues), len({issue["fingerprint"] for issue in issues}))
            for issue in issues:
                self.assertIn(issue["severity"], ["info", "minor", "major", "critical", "blocker"])
                self.assertTrue(issue["description"] and issue["check_name"])
                self.assertGreaterEqual(issue["location"]["lines"]["begin"], 1)
                self.assertFalse(issue["location"]["path"].startswith("./"))

    def test_no_report_repeats_a_card(self):
        done, texts = self.hostile
        for name, text in list(texts.items()) + [("stdout", done.stdout), ("stderr", done.stderr)]:
            for secret in SECRETS:
                self.assertNotIn(secret, text, name)

    def test_same_bytes_again(self):
        again = reports(os.path.join(self.folder.name, "karten.csv"), folder=self.folder.name)
        self.assertEqual(again[1], self.hostile[1])

    def test_markdown_tables_are_whole(self):
        for _, texts in [self.samples, self.hostile]:
            rows = [line for line in texts["markdown"].splitlines() if line.startswith("|")]
            self.assertTrue(rows)
            for row in rows:
                self.assertIn(len(re.findall(r"(?<!\\)\|", row)), [5])


if __name__ == "__main__":
    unittest.main()
