"""What content brought, as a script asks for it.

test-cli-figures.py AMBASSADECTL
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = None
DONE, FAILED, USAGE = 0, 1, 2


class FiguresTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="ambassade-figures-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.add("programme", "name=Voices", "zone=Europe/Paris")
        self.lab = self.add("node", "name=Lab", "kind=department")
        self.sales = self.add("node", "name=Sales", "kind=department")
        asset = self.add("asset", "title=Study", f"department-id={self.lab}")
        self.add("content-item", "title=Post", "audience=client", f"department-id={self.sales}",
                        f"asset-id={asset}", "source=asset")
        self.known = self.publish("Post", "2026-11-10T09:00:00.000Z")
        self.other = self.publish("Post", "2026-11-11T09:00:00.000Z")

    def publish(self, title, at, size=""):
        """What went out before the programme was kept here comes in a file."""
        path = os.path.join(self.dir, "out.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"Content item,Kind,Published at,Audience size\n{title},company,{at},{size}\n")
        self.run_ctl("import", "publication", path, "--running")
        return next(one["id"] for one in self.run_ctl("list", "publication")["records"] if one["published-at"] == at)

    def run_ctl(self, *words, status=DONE):
        run = subprocess.run([CTL, "--profile", self.dir, "--json", *words], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        return json.loads(run.stdout) if status == DONE and run.stdout else run.stderr

    def add(self, entity, *words):
        return self.run_ctl("add", entity, *words)["id"]

    def test_known_estimated_and_unknown_are_apart(self):
        november = ["figures", "--from", "2026-11-01", "--to", "2026-11-30"]
        before = self.run_ctl(*november)
        self.assertEqual((before["K10"]["value"], before["K10"]["unknown"]), (None, 2))
        self.assertEqual(before["publications"][0]["results"], {})
        path = os.path.join(self.dir, "results.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["publication-id", "measured-on", "source", "reactions", "comments", "reposts"])
            out.writerow([self.known, "2026-11-20", "imported", "7", "0", ""])
            out.writerow([self.other, "2026-11-20", "estimated", "50", "", ""])
        self.assertEqual(self.run_ctl("import", "measurement", path)["created"], 2)
        after = self.run_ctl(*november)
        self.assertEqual(after["K10"], {"value": 7, "numerator": 7, "denominator": 1, "partial": 1, "unknown": 0,
                                        "estimated": {"value": 50, "numerator": 50, "denominator": 1}})
        self.assertEqual(after["K17"], {"value": 100, "numerator": 1, "denominator": 1, "unknown": 0})
        self.assertEqual((after["K16"]["median-hours"], after["K16"]["first-pass"]["value"]), (None, None))
        results = {one["id"]: one["results"] for one in after["publications"]}
        self.assertEqual(results[self.known]["comments"], {"value": 0, "origin": "imported", "on": "2026-11-20"})
        self.assertNotIn("reposts", results[self.known])
        self.run_ctl("undo")
        self.assertEqual(self.run_ctl(*november), before)

    def test_files_of_networks_find_their_posts(self):
        """Each network calls the same things otherwise, and none says when its file was made."""
        for publication, link in ((self.known, "https://www.linkedin.com/feed/update/urn:li:activity:7"),
                                  (self.other, "https://www.facebook.com/permalink.php?story_fbid=2&id=1")):
            self.run_ctl("set", "publication", publication, f"link={link}")
        files = {
            "LinkedIn.csv": "Post title,Post link,Created date,Impressions,Clicks,Likes,Comments,Reposts\n"
                            "Post,https://linkedin.com/feed/update/urn:li:activity:7/?utm_source=x,11/10/2026,100,3,9,2,\n",
            "Facebook.csv": "Permalien;Lien permanent;J’aime;Commentaires;Partages;Clics sur le lien\n"
                            ";https://facebook.com/permalink.php?id=1&story_fbid=2&fbclid=a;4;0;1;\n"
                            ";https://facebook.com/permalink.php?id=1&story_fbid=3;40;0;1;\n",
        }
        for name, text in files.items():
            path = os.path.join(self.dir, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            run = subprocess.run([CTL, "--profile", self.dir, "--json", "import", "measurement", path],
                                 capture_output=True, text=True, timeout=60)
            report = json.loads(run.stdout)
            self.assertEqual(report["created"], 1, (name, run.stdout))
            if name == "Facebook.csv":
                self.assertIn("story_fbid=3", report["skipped"][0]["reason"])
        found = {m["publication-id"]: m for m in self.run_ctl("list", "measurement")["records"]}
        known, other = found[self.known], found[self.other]
        self.assertEqual({known["source"], other["source"]}, {"imported"})
        self.assertEqual([known.get(name) for name in ("impressions", "clicks", "reactions", "comments", "reposts")],
                         [100, 3, 9, 2, None])
        self.assertEqual([other.get(name) for name in ("impressions", "clicks", "reactions", "comments", "reposts")],
                         [None, None, 4, 0, 1])
        # The same file of the same day adds nothing.
        again = self.run_ctl("import", "measurement", os.path.join(self.dir, "LinkedIn.csv"))
        self.assertEqual((again["created"], again["unchanged"]), (0, 1))

    def test_a_node_and_a_period(self):
        november = ["figures", "--from", "2026-11-01", "--to", "2026-11-30", "--node"]
        self.assertEqual(len(self.run_ctl(*november, "Sales")["publications"]), 2)
        self.assertEqual(self.run_ctl(*november, "Lab")["publications"], [])
        self.assertEqual(self.run_ctl("figures", "--to", "2026-10-31")["items"], 0)
        self.assertIn("no period", self.run_ctl("figures", "--from", "2026-11-31", status=FAILED))
        for words in (["--from", "0001-01-01", "--to", "2026-11-30"], ["--to", "9999-12-31"]):
            self.assertIn("days from 1900 to 2199 are kept", self.run_ctl("figures", *words, status=FAILED))


if __name__ == "__main__":
    CTL = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
