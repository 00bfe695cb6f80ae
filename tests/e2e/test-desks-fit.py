"""Raters who score without the network: two managers come to the same ranked list, and no score is lost."""

import importlib.machinery
import importlib.util
import os
import shutil
import tempfile
import unittest

LOADER = importlib.machinery.SourceFileLoader("desks", os.path.join(os.path.dirname(__file__), "test-desks.py"))
desks = importlib.util.module_from_spec(importlib.util.spec_from_loader("desks", LOADER))
LOADER.exec_module(desks)  # takes the two programs from sys.argv

CRITERIA = {"Sharing": 50, "Films": 30, "Calm": 20}


class Raters(unittest.TestCase):
    """A call with three candidates, and a desk for each of two managers who are persons of the programme."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ambassade-raters-")
        self.server = desks.Server(self.folder)
        token = self.server.token()
        self.server.start()
        first = desks.Desk(self.folder, "first")
        first.connect(self.server, token)
        self.ids = {}
        for name in ("Ann", "Ben", "Xia", "Yan", "Zoe"):
            state = "associate" if name in ("Ann", "Ben") else "nominated"
            self.ids[name] = first.do("add", "ambassador", f"display-name={name}", f"email={name}@x.example",
                                      f"state={state}")["id"]
        call = first.do("add", "call", "name=Autumn", "seats=1", "text=Come", "opens-on=2026-09-01",
                        "closes-on=2026-10-31")["id"]
        first.do("move", "call", call, "published")
        for name, weight in CRITERIA.items():
            first.do("add", "criterion", f"name={name}", f"weight={weight}", "call-id=Autumn", "kind=other")
        for name in ("Xia", "Yan", "Zoe"):
            first.do("add", "application", f"ambassador-id={name}", "call-id=Autumn", "submitted-on=2026-10-01")
        first.do("sync")
        self.ann, self.ben = self.desk("Ann"), self.desk("Ben")

    def tearDown(self):
        self.server.stop()
        shutil.rmtree(self.folder)

    def desk(self, name, place=""):
        desk = desks.Desk(self.folder, name + place)
        desk.connect(self.server, self.server.token("manager", name + place, "--person", self.ids[name]))
        return desk

    def sync(self, *which):
        for desk in which:
            desk.do("sync")

    def scores(self, desk, name):
        """Criterion → rater → score, blank, evidence."""
        return {bar["name"]: {s["by_name"]: (s["score"], s["blank"], s["evidence"]) for s in bar["scores"]}
                for bar in desk.do("fit", "Autumn", "--person", name)["criteria"]}

    def test_two_who_score_offline_converge_without_a_lost_score(self):
        self.ann.do("rate", "Xia", "Sharing", "4", "--evidence", "The Friday digest")
        self.ann.do("rate", "Xia", "Films", "blank", "--evidence", "None seen")
        self.ann.do("rate", "Xia", "Calm", "5")
        self.ann.do("rate", "Yan", "Sharing", "5")
        self.ben.do("rate", "Xia", "Sharing", "1", "--evidence", "Never unasked")
        self.ben.do("rate", "Xia", "Films", "2")
        self.ben.do("rate", "Zoe", "Calm", "3")
        self.sync(self.ann, self.ben, self.ann)
        found = self.scores(self.ann, "Xia")
        self.assertEqual(found, {
            "Sharing": {"Ann": (4, False, "The Friday digest"), "Ben": (1, False, "Never unasked")},
            "Films": {"Ann": (None, True, "None seen"), "Ben": (2, False, None)},
            "Calm": {"Ann": (5, False, None)}})
        self.assertEqual(found, self.scores(self.ben, "Xia"))
        ranked = self.ann.do("fit", "Autumn")
        self.assertEqual(ranked, self.ben.do("fit", "Autumn"))
        self.assertEqual([(c["name"], c["fit"], c["completeness"], c["raters"]) for c in ranked["candidates"]],
                         [("Yan", 100, 50, 1), ("Zoe", 60, 20, 1), ("Xia", 57, 100, 2)])
        for name in ("Xia", "Yan", "Zoe"):
            self.assertEqual(self.ann.do("fit", "--person", name)["change"], self.ben.do("fit", "--person", name)["change"])
        for desk in (self.ann, self.ben):
            self.assertEqual(desk.do("conflicts")["conflicts"], [])

    def test_what_each_changes_of_their_own_is_theirs(self):
        self.ann.do("rate", "Xia", "Sharing", "4")
        self.ben.do("rate", "Xia", "Sharing", "2")
        self.sync(self.ann, self.ben, self.ann)
        self.ann.do("rate", "Xia", "Sharing", "5")
        self.ben.do("rate", "Xia", "Sharing", "blank")
        self.sync(self.ben, self.ann, self.ben)
        for desk in (self.ann, self.ben):
            self.assertEqual(self.scores(desk, "Xia")["Sharing"], {"Ann": (5, False, None), "Ben": (None, True, None)})
        self.ben.do("undo")
        self.sync(self.ben, self.ann)
        self.assertEqual(self.scores(self.ann, "Xia")["Sharing"]["Ben"], (2, False, None))

    def test_one_rater_at_two_desks_is_asked_and_keeps_both(self):
        other = self.desk("Ann", " at home")
        self.ann.do("rate", "Xia", "Sharing", "4", "--evidence", "At work")
        other.do("rate", "Xia", "Sharing", "2", "--evidence", "At home")
        self.sync(self.ann, other, self.ann)
        self.assertEqual(self.scores(self.ann, "Xia")["Sharing"], {"Ann": (4, False, "At work")})
        waiting = other.run("conflicts").stdout
        self.assertIn("At home", waiting)


if __name__ == "__main__":
    unittest.main()
