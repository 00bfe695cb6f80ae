"""Families, shelves, reuse and needs, as a script asks for them.

test-cli-assets.py AMBASSADECTL
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = None
DONE, FAILED, USAGE = 0, 1, 2


class AssetsTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="ambassade-assets-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.add("programme", "name=Voices", "zone=Europe/Paris")
        self.lab = self.add("node", "name=Lab", "kind=department")
        self.sales = self.add("node", "name=Sales", "kind=department")
        self.need = self.add("need", "title=Cities", f"node-id={self.sales}", "audience=client")
        self.study = self.add("asset", "title=Study", f"department-id={self.lab}", "rights=own", "confidentiality=public")
        self.film = self.add("asset", "title=Film", f"department-id={self.lab}", "rights=consent",
                             "rights-until=2026-12-01", "confidentiality=public")

    def run_ctl(self, *words, status=DONE, form=("--json",)):
        run = subprocess.run([CTL, "--profile", self.dir, "--now", "2026-11-23T12:00:00.000Z", *form, *words],
                             capture_output=True, text=True, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        if status != DONE or not form:
            return run.stdout if status == DONE else run.stderr
        return json.loads(run.stdout) if run.stdout else None

    def add(self, entity, *words):
        return self.run_ctl("add", entity, *words)["id"]

    def publish(self, title, at, size=""):
        """What went out before the programme was kept here comes in a file."""
        path = os.path.join(self.dir, "out.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"Content item,Kind,Published at,Audience size\n{title},company,{at},{size}\n")
        self.run_ctl("import", "publication", path, "--running")
        return next(one["id"] for one in self.run_ctl("list", "publication")["records"] if one["published-at"] == at)

    def test_a_family_is_a_tree(self):
        post = self.run_ctl("derive", self.study, "--audience", "client", "--need", self.need)["id"]
        self.run_ctl("set", "content-item", post, f"department-id={self.sales}", "title=Post")
        story = self.run_ctl("derive", post)["id"]
        self.run_ctl("set", "content-item", story, "title=Story")
        out = self.publish("Story", "2026-11-10T09:00:00.000Z", 700)
        family = self.run_ctl("family", story)
        self.assertEqual([(one["depth"], one.get("title")) for one in family["relatives"]],
                         [(0, "Study"), (1, "Post"), (2, "Story"), (3, None)])
        self.assertEqual([one.get("made-from") for one in family["relatives"]], [None, self.study, post, story])
        self.assertEqual(family["outcome"], {"publications": 1, "potential-reach": 700, "reach-unknown": 0, "known": 0,
                                             "partial": 0, "estimated": 0, "unknown": 1})
        self.assertEqual(self.run_ctl("family", self.study)["relatives"], family["relatives"])
        self.assertEqual(self.run_ctl("family", out)["relatives"], family["relatives"])
        text = self.run_ctl("family", self.study, form=()).splitlines()
        self.assertEqual(text[0], "Study · Lab · In rights · 1 publication · potential reach 700 · unknown of 1")
        self.assertTrue(text[2].startswith("   └─ Story · Sales · Idea"), text)
        self.assertIn("no asset", self.run_ctl("family", self.sales, status=FAILED))

        reuse = self.run_ctl("reuse")["departments"]
        self.assertEqual([(one["department"], one["assets"], one["never-reused"], one["items-of-others"]) for one in reuse],
                         [("Lab", 2, 1, 2)])
        self.assertEqual(reuse[0]["reused-by"], [{"department": "Sales", "items": 2, "published": 0}])
        self.assertEqual(self.run_ctl("reuse", "--node", "Sales")["departments"], [])

    def test_shelves_and_renewal(self):
        shelves = self.run_ctl("assets")
        self.assertEqual([shelves[name]["total"] for name in ("never-reused", "ends-soon", "most-reused")], [2, 1, 0])
        self.assertEqual([one["title"] for one in shelves["never-reused"]["first"]], ["Film", "Study"])
        self.run_ctl("renew", self.film, "--years", "2")
        self.assertEqual(self.run_ctl("show", "asset", self.film)["rights-until"], "2028-12-01")
        self.assertEqual(self.run_ctl("assets")["ends-soon"]["total"], 0)
        self.run_ctl("undo")
        self.assertEqual(self.run_ctl("assets"), shelves)
        self.assertIn("1 to 99", self.run_ctl("renew", self.film, "--years", "0", status=USAGE))

    def test_a_need_and_its_answer(self):
        need = self.run_ctl("need", self.need)
        self.assertEqual((need["items"], need["published"]), ([], 0))
        self.assertEqual({one["title"] for one in need["assets"]}, {"Study", "Film"})
        item = self.run_ctl("derive", "--need", self.need)["id"]
        self.run_ctl("set", "content-item", item, f"asset-id={self.study}")
        need = self.run_ctl("need", self.need)
        self.assertEqual([one["id"] for one in need["items"]], [item])
        self.assertEqual([one["title"] for one in need["assets"]], ["Film"])
        self.run_ctl("answer-need", self.need, "partly", "--outcome", "Seven of twelve")
        self.assertEqual(self.run_ctl("need", self.need)["met"], "partly")
        self.assertEqual(self.run_ctl("show", "need", self.need)["outcome"], "Seven of twelve")
        self.assertIn("yes, partly, no", self.run_ctl("answer-need", self.need, "maybe", status=USAGE))
        self.assertIn("Name an asset", self.run_ctl("derive", status=USAGE))


if __name__ == "__main__":
    CTL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
