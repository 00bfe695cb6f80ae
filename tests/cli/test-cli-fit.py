"""ambassadectl fit and rate: the table of cases that the rule is tested by, as a script sees it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import fit_cases

CTL = os.path.abspath(sys.argv.pop(1))
DONE, FAILED, USAGE = 0, 1, 2
KINDS = {"none": "none", "seated": "all-seated", "no seats": "no-seats", "not rated": "not-rated"}


def hundredths(value):
    return "–" if value is None else f"{value:.2f}"


class Fit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.mkdtemp(prefix="ambassade-fit-")
        cls.table = fit_cases.fill(cls.dir, lambda *args: cls.json(*args))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.dir)

    @classmethod
    def run_ctl(cls, *args):
        return subprocess.run([CTL, "--profile", os.path.join(cls.dir, "profile"), *args], capture_output=True,
                              text=True, timeout=120)

    @classmethod
    def json(cls, *args):
        run = cls.run_ctl("--json", *args)
        assert run.returncode == DONE, (args, run.returncode, run.stdout[-400:], run.stderr)
        return json.loads(run.stdout) if run.stdout else None

    def refused(self, status, *args):
        run = self.run_ctl(*args)
        self.assertEqual((run.returncode, run.stdout), (status, ""), (args, run.stderr))
        return run.stderr

    def test_each_fit_of_the_table(self):
        for number, case in enumerate(self.table["fits"]):
            with self.subTest(case["name"]):
                role = ["--role", case["role"]] if "role" in case else []
                [found] = self.json("fit", f"Fit {number}", *role)["candidates"]
                self.assertEqual(found["fit"], None if case["fit"] is None else float(case["fit"]))
                self.assertEqual(
                    (hundredths(found["completeness"]), hundredths(found["blank"]), found["raters"], found["thorough"],
                     found["spread"], found["decidable"]),
                    (case["completeness"], case["blank"], case["raters"], case["thorough"], case["spread"],
                     case["thorough"] >= 2))

    def test_each_change_of_the_table_and_what_comes_of_it(self):
        for number, case in enumerate(self.table["changes"]):
            with self.subTest(case["name"]):
                ranked = self.json("fit", f"Change {number}")["candidates"]
                if "order" in case:
                    self.assertEqual([f"{c['name'].split()[0]} {hundredths(c['fit'])}" for c in ranked], case["order"])
                self.assertEqual([c["rank"] for c in ranked],
                                 [None if c["fit"] is None else i + 1 for i, c in enumerate(ranked)])
                sheet = self.json("fit", "--person", f"{case['of']} {number}")
                self.assertEqual(sheet["call_name"], f"Change {number}")
                self.assertEqual(self.describe(sheet), case["change"])

    def describe(self, sheet):
        """As the table tells a change."""
        change = sheet["change"]
        words = {kind: word for word, kind in KINDS.items()}
        if change["kind"] in words:
            return words[change["kind"]]
        [bar] = [bar for bar in sheet["criteria"] if bar["id"] == change["criterion"]]
        name = bar["name"].split()[0]
        if change["kind"] == "open":
            return f"open {name} {change['points']} {hundredths(change['fit'])} {change['rank']}"
        before, after = bar["sum"] / bar["raters"], (bar["sum"] + change["points"]) / bar["raters"]
        return (f"{'up' if change['lifts'] else 'down'} {name} {before:.2f} {after:.2f} {hundredths(change['fit'])} "
                f"{change['rank']}")

    def test_the_explanation_carries_scores_raters_and_evidence(self):
        sheet = self.json("fit", "--person", "Candidate 2")
        enthusiasm = sheet["criteria"][0]
        self.assertEqual([(s["by_name"], s["score"], s["evidence"]) for s in enthusiasm["scores"]],
                         [("Ann", 4, "Evidence 0"), ("Ben", 5, "Evidence 1")])
        self.assertEqual((enthusiasm["weight"], enthusiasm["words"]), (25, "1 point apart"))
        self.assertEqual([bar["answer"] for bar in sheet["criteria"]], ["scored"] * 2 + ["missing"] * 4)
        text = self.run_ctl("fit", "--person", "Candidate 2").stdout
        for part in ("enthusiasm of Fit 2\tweight 25\t4.5\t1 point apart", "\t4\tAnn\tEvidence 0", "Not to be decided yet",
                     "75.00\t50 %\t2\t1"):
            self.assertIn(part, text)
        self.assertIn("a seat", self.run_ctl("fit", "--person", "Zoe 0").stdout)

    def test_the_sheet_for_the_candidate_is_a_pdf(self):
        path = os.path.join(self.dir, "sheet.pdf")
        self.json("fit", "--person", "Candidate 3", "--pdf", path)
        with open(path, "rb") as file:
            written = file.read()
        self.assertTrue(written.startswith(b"%PDF-") and written.rstrip().endswith(b"%%EOF"), written[:20])
        self.assertIn("--person", self.refused(USAGE, "fit", "--pdf", path))
        self.assertIn("/nowhere/x.pdf", self.refused(FAILED, "fit", "--person", "Candidate 3", "--pdf", "/nowhere/x.pdf"))

    def test_seats_can_be_tried(self):
        self.assertFalse(self.json("fit", "--person", "Zoe 0")["above"])
        tried = self.json("fit", "--person", "Zoe 0", "--seats", "3")
        self.assertTrue(tried["above"])
        self.assertFalse(tried["change"]["lifts"])

    def test_what_is_not_there_is_said(self):
        self.assertIn("Nowhere", self.refused(FAILED, "fit", "Nowhere"))
        self.assertIn("Fit 1", self.refused(FAILED, "fit", "Fit 1", "--person", "Candidate 2"))
        self.assertIn("too many", self.refused(USAGE, "fit", "Fit 1", "Fit 2"))

    def test_scores_are_given_changed_and_taken_back(self):
        person = self.json("add", "ambassador", "display-name=Noor", "email=noor@x.example", "state=applied")["id"]
        self.json("add", "nomination", f"ambassador-id={person}", "call-id=Change 7", "nominated-on=2026-10-09",
                  "reason=Good ear")
        self.assertIn("who you are", self.refused(FAILED, "rate", "Noor", "A of Change 7", "3"))
        self.become("Ann")
        self.assertIn("no criterion", self.refused(FAILED, "rate", "Noor", "B", "3"))
        for wrong in ("6", "-1", "", "good"):
            self.assertIn("0 to 5", self.refused(USAGE, "rate", "--", "Noor", "A of Change 7", wrong))
        self.json("rate", "Noor", "A of Change 7", "3", "--evidence", "The Friday digest")
        sheet = self.json("fit", "--person", "Noor")
        self.assertEqual((sheet["fit"], sheet["rank"]), (60, 3))
        self.json("rate", "Noor", "A of Change 7", "blank", "--evidence", "Nothing seen")
        [score] = self.json("fit", "--person", "Noor")["criteria"][0]["scores"]
        self.assertEqual((score["score"], score["blank"], score["by_name"]), (None, True, "Ann"))
        self.json("undo")
        [score] = self.json("fit", "--person", "Noor")["criteria"][0]["scores"]
        self.assertEqual((score["score"], score["evidence"]), (3, "The Friday digest"))

    def become(self, name):
        """As first run does: the profile's owner says which person they are."""
        database = sqlite3.connect(os.path.join(self.dir, "profile", "cache.db"))
        with database:
            database.execute("INSERT OR REPLACE INTO meta (key, value) SELECT 'actor-person', id FROM ambassadors "
                             "WHERE display_name = ?", (name,))
        database.close()


if __name__ == "__main__":
    unittest.main()
