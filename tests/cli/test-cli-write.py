"""Writing to people and inviting a cohort, as a script does it.

test-cli-write.py AMBASSADECTL
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

CTL = None
DONE, FAILED, USAGE = 0, 1, 2


class WriteTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="ambassade-write-")
        self.addCleanup(shutil.rmtree, self.dir)
        self.add("programme", "name=Voices", 'languages=["en"]')
        for language, subject, body in (("en", "Seat: {cohort}", "Dear {first-name}, by {due}"),
                                        ("fr", "Place : {cohort}", "Bonjour {name}")):
            self.add("template", "name=Invitation", "purpose=invitation", f"language={language}",
                     f"subject={subject}", f"body={body}")
        for name, language, email in (("Ana Costa", "fr", "ana@x.example"), ("Ben Hur", "en", "ben@x.example"),
                                      ("Cy", "ja", "")):
            self.add("ambassador", f"display-name={name}", f"language={language}", f"email={email}", "state=nominated")

    def run_ctl(self, *words, status=DONE):
        run = subprocess.run([CTL, "--profile", self.dir, "--json", *words], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        return json.loads(run.stdout) if status == DONE and run.stdout else run.stderr

    def add(self, entity, *words):
        return self.run_ctl("add", entity, *words)["id"]

    def test_each_gets_their_own_mail_in_their_language(self):
        shown = self.run_ctl("write", "Ana Costa", "Ben Hur", "Cy", "--purpose", "free",
                             "--subject", "{programme} & you", "--text", "Hello {first-name},\n50 % {nmae}")
        self.assertEqual([mail["to"] for mail in shown["mails"]], [["ana@x.example"], ["ben@x.example"]])
        self.assertEqual((shown["no-address"], shown["open"]), (["Cy"], ["{nmae}"]))
        address = urllib.parse.urlsplit(shown["mails"][0]["address"])
        fields = urllib.parse.parse_qs(address.query, strict_parsing=True)
        self.assertEqual((address.scheme, address.path), ("mailto", "ana@x.example"))
        self.assertEqual(fields["subject"], ["Voices & you"])
        self.assertEqual(fields["body"], ["Hello Ana,\r\n50 % {nmae}"])

    def test_what_was_written_is_recorded_and_taken_back(self):
        words = ["write", "Ana Costa", "Ben Hur", "--purpose", "told", "--subject", "To know", "--text", "Hello",
                 "--together", "--record"]
        self.assertIn("{x}", self.run_ctl(*words[:-4], "{x}", "--record", status=FAILED))
        self.assertEqual(self.run_ctl("list", "letter")["total"], 0)
        shown = self.run_ctl(*words)
        self.assertEqual([sorted(mail["to"]) for mail in shown["mails"]], [["ana@x.example", "ben@x.example"]])
        self.assertEqual(self.run_ctl("list", "letter")["total"], 2)
        people = self.run_ctl("list", "ambassador")["records"]
        self.assertEqual(sorted("told-on" in person for person in people), [False, True, True])
        self.run_ctl("undo")
        self.assertEqual(self.run_ctl("list", "letter")["total"], 0)
        self.run_ctl("write", "Ana Costa", "--purpose", "nonsense", status=USAGE)
        self.run_ctl("write", "Ana Costa", "--to", "node", status=USAGE)

    def test_a_cohort_is_invited_answers_and_its_wait_list_comes_up(self):
        self.add("cohort", "name=Spring", "seats=1")
        people = {record["display-name"]: record["id"] for record in self.run_ctl("list", "ambassador")["records"]}
        for name in people.values():
            self.run_ctl("move", "ambassador", name, "in_review")
        self.run_ctl("cohort", "add", "Spring", "Ana Costa", "Ben Hur", "--reason", "Good")
        self.run_ctl("cohort", "freeze", "Spring", "--reason", "Why", status=FAILED)  # nobody is decided yet
        path = f"{self.dir}/people.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,State\nDi Da,d@x.example,shortlisted\nEd,e@x.example,waitlisted\n")
        self.run_ctl("import", "ambassador", path, "--running")
        self.run_ctl("cohort", "remove", "Spring", "Ana Costa", "Ben Hur")
        self.run_ctl("cohort", "add", "Spring", "Di Da", "Ed", "--reason", "Good")
        self.run_ctl("cohort", "freeze", "Spring", "--reason", "Why")
        guests = self.run_ctl("cohort", "invite", "Spring", "--answer-by", "2099-12-01")["guests"]
        self.assertEqual([(guest["name"], guest["invitation"]) for guest in guests], [("Di Da", "sent")])
        invitation = self.run_ctl("list", "invitation")["records"][0]
        self.assertTrue(self.run_ctl("show", "invitation", invitation["id"])["text"].startswith("Dear Di, by 1 "))
        self.run_ctl("cohort", "promote", "Spring", "--reason", "Next", status=FAILED)
        told = self.run_ctl("cohort", "answer", "Spring", "Di Da", "declined", "--channel", "pigeon", status=FAILED)
        self.assertIn("“pigeon” is not a choice. Take one of: ", told)
        answered = self.run_ctl("cohort", "answer", "Spring", "Di Da", "declined", "--channel", "phone",
                                "--proof", "Call of today")
        self.assertEqual(self.run_ctl("show", "ambassador", answered["next"])["display-name"], "Ed")
        shown = self.run_ctl("cohort", "promote", "Spring", "--reason", "Next in line")
        self.assertEqual([(person["name"], person["reason"]) for person in shown["draft"]], [("Ed", "Next in line")])
        guests = self.run_ctl("cohort", "guests", "Spring")["guests"]
        self.assertEqual([(guest["name"], guest["invitation"]) for guest in guests],
                         [("Ed", "not-invited"), ("Di Da", "given-up")])
        self.run_ctl("undo")
        self.assertEqual(len(self.run_ctl("cohort", "show", "Spring")["wait-list"]), 1)

    def test_a_wait_list_is_filled_up_to_its_length(self):
        path = f"{self.dir}/people.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,State\n" + "".join(f"P{i},p{i}@x.example,shortlisted\n" for i in range(6)))
        self.run_ctl("import", "ambassador", path, "--running")
        self.add("cohort", "name=Autumn", "seats=1")
        for wanted, waits in (("2", 2), ("2", 2), ("3", 3), ("1", 3)):
            shown = self.run_ctl("cohort", "fill", "Autumn", "--wait", wanted)
            self.assertEqual((len(shown["draft"]), len(shown["wait-list"])), (1, waits))


if __name__ == "__main__":
    CTL = sys.argv.pop(1)
    unittest.main()
