"""ambassadectl as a script sees it: one document on standard output, sentences on standard error, exit statuses."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3


class Profile:
    """A profile in a folder of its own."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="ambassade-cli-")

    def remove(self):
        shutil.rmtree(self.dir)

    def run(self, *args, **kwargs):
        return subprocess.run([CTL, "--profile", self.dir, *args], capture_output=True, text=True,
                              timeout=120, **kwargs)

    def json(self, *args, status=DONE):
        run = self.run("--json", *args)
        assert run.returncode == status, (args, run.returncode, run.stdout[-400:], run.stderr)
        return json.loads(run.stdout)

    def add(self, entity, **fields):
        words = [f"{name.replace('_', '-')}={value}" for name, value in fields.items()]
        return self.json("add", entity, *words)["id"]


class CliTest(unittest.TestCase):
    def setUp(self):
        self.p = Profile()

    def tearDown(self):
        self.p.remove()

    def refused(self, args, status, *words):
        run = self.p.run(*args)
        self.assertEqual(run.returncode, status, (args, run.stderr))
        self.assertEqual(run.stdout, "")
        for word in words:
            self.assertIn(word, run.stderr)
        return run.stderr


class Records(CliTest):
    def test_a_record_is_added_shown_listed_changed_removed_and_brought_back(self):
        france = self.p.add("node", name="France", code="FR", kind="country")
        ama = self.p.add("ambassador", display_name="Ama Serwaa", email="Ama@Meridiem.example",
                         country="gh", language="EN", node_id="France")
        shown = self.p.json("show", "ambassador", ama)
        self.assertEqual(shown["email"], "ama@meridiem.example")
        self.assertEqual(shown["country"], "GH")
        self.assertEqual(shown["node-id"], france)
        self.assertEqual(shown["state"], "identified")
        self.assertEqual(self.p.json("list", "ambassador")["total"], 1)
        self.p.json("set", "ambassador", ama, "job-title=Chemist")
        self.assertEqual(self.p.json("show", "ambassador", ama)["job-title"], "Chemist")
        self.p.json("set", "ambassador", ama, "job-title=")
        self.assertNotIn("job-title", self.p.json("show", "ambassador", ama))
        self.p.json("remove", "ambassador", ama)
        self.assertEqual(self.p.json("list", "ambassador"), {"records": [], "total": 0})
        self.p.json("undo")
        self.assertEqual(self.p.json("list", "ambassador")["total"], 1)

    def test_search_is_blind_to_accents_and_ligatures(self):
        self.p.add("ambassador", display_name="Hélène Œuvrard", email="h@x.example")
        self.p.add("ambassador", display_name="Jörg Weiß", email="j@x.example")
        for text, name in [("helene", "Hélène Œuvrard"), ("oeuv", "Hélène Œuvrard"),
                           ("weiss", "Jörg Weiß"), ("JORG", "Jörg Weiß"), ("wei x", "Jörg Weiß")]:
            found = self.p.json("list", "ambassador", "--search", text)["records"]
            self.assertEqual([r["display-name"] for r in found], [name], text)
        self.assertEqual(self.p.json("list", "ambassador", "--search", "nobody")["total"], 0)

    def test_lists_filter_sort_and_stop_where_asked(self):
        for i, (name, country) in enumerate([("Zoé", "FR"), ("Ann", "DE"), ("Élodie", "FR")]):
            self.p.add("ambassador", display_name=name, email=f"p{i}@x.example", country=country)

        def names(*args):
            return [r["display-name"] for r in self.p.json("list", "ambassador", *args)["records"]]
        self.assertEqual(names(), ["Ann", "Élodie", "Zoé"])
        self.assertEqual(names("--sort", "-display-name"), ["Zoé", "Élodie", "Ann"])
        self.assertEqual(names("--where", "country=FR"), ["Élodie", "Zoé"])
        self.assertEqual(names("--where", "country=FR", "--where", "country=DE", "--limit", "1"), ["Ann"])
        self.assertEqual(names("--where", "language="), ["Ann", "Élodie", "Zoé"])
        limited = self.p.json("list", "ambassador", "--limit", "1")
        self.assertEqual((len(limited["records"]), limited["total"]), (1, 3))

    def view(self, title, query, **fields):
        words = [f"{name}={value}" for name, value in fields.items()]
        return self.p.json("add", "named-view", f"title={title}", "entity=ambassador", f"query={query}", *words)["id"]

    def people(self):
        for i, (name, country) in enumerate([("Zoé", "FR"), ("Ann", "DE"), ("Élodie", "FR")]):
            self.p.add("ambassador", display_name=name, email=f"p{i}@x.example", country=country)

    def names(self, *args):
        return [r["display-name"] for r in self.p.json("list", "ambassador", *args)["records"]]

    def test_a_named_view_filters_sorts_and_has_columns(self):
        self.people()
        french = self.view("In France", '{"where":[{"field":"country","match":"in","values":["FR"]}],'
                           '"sort":"display-name","descending":true,'
                           '"columns":[{"field":"email"},{"field":"country"}]}', visibility="shared")
        for name in ("In France", "in fränce", french):
            self.assertEqual(self.names("--view", name), ["Zoé", "Élodie"], name)
        listed = self.p.run("list", "ambassador", "--view", "In France").stdout.splitlines()
        self.assertEqual(listed[0].split("\t")[1:], ["p0@x.example", "FR"])
        # The other options change what the view asks for.
        self.assertEqual(self.names("--view", french, "--where", "country=DE"), ["Ann"])
        self.assertEqual(self.names("--view", french, "--sort", "display-name"), ["Élodie", "Zoé"])
        self.assertEqual(self.names("--view", french, "--search", "zoe"), ["Zoé"])
        path = os.path.join(self.p.dir, "out.csv")
        self.assertEqual(self.p.json("export", "ambassador", path, "--view", "In France", "--about"), {"exported": 2})
        with open(path + ".about.txt", encoding="utf-8") as about:
            self.assertIn("View: “In France”\n", about.read())

    def test_a_view_that_is_not_one_is_refused_with_those_there_are(self):
        self.refused(["list", "ambassador", "--view", "Nothing"], FAILED, "“Nothing”", "none yet")
        one = self.view("Twice", "{}")
        two = self.view("twice", "{}", visibility="shared")
        self.view("Once", "{}")
        self.refused(["list", "ambassador", "--view", "Nothing"], FAILED, "“Twice”", "“Once”")
        path = os.path.join(self.p.dir, "out.csv")
        for args in (["list", "ambassador", "--view", "Twice"], ["export", "ambassador", path, "--view", "Twice"]):
            self.refused(args, FAILED, "several views", one + " (private)", two + " (shared)")
        self.assertFalse(os.path.exists(path))
        self.assertEqual(self.names("--view", one), [])

    def test_what_a_view_asks_for_and_is_not_known_is_said_and_never_exported(self):
        self.people()
        self.view("Newer", '{"where":[{"field":"aura","match":"in","values":["blue"]},'
                  '{"field":"country","match":"in","values":["FR"]}]}')
        self.view("Broken", '{"where":')
        run = self.p.run("--json", "list", "ambassador", "--view", "Newer")
        self.assertEqual((run.returncode, json.loads(run.stdout)["total"]), (DONE, 2))
        self.assertIn("“aura”", run.stderr)
        run = self.p.run("--json", "list", "ambassador", "--view", "Broken")
        self.assertEqual((run.returncode, json.loads(run.stdout)["total"]), (DONE, 3))
        self.assertIn("can’t be read", run.stderr)
        path = os.path.join(self.p.dir, "out.csv")
        for name, word in (("Newer", "“aura”"), ("Broken", "can’t be read")):
            self.refused(["export", "ambassador", path, "--view", name], FAILED, name, word)
        self.assertFalse(os.path.exists(path))

    def test_wrong_words_are_usage_errors_that_say_what_there_is(self):
        for args, word in [(["nonsense"], "nonsense"), ([], "command"), (["list"], "missing"),
                           (["list", "martian"], "ambassador"), (["show", "ambassador"], "missing"),
                           (["add", "ambassador", "shoe-size=44"], "display-name"),
                           (["add", "ambassador", "name"], "FIELD=VALUE"),
                           (["list", "ambassador", "--where", "shoe=1"], "email"),
                           (["list", "ambassador", "--sort", "shoe"], "email"),
                           (["list", "ambassador", "--wher", "x"], "wher"),
                           (["--now", "yesterday", "list", "node"], "yesterday")]:
            self.refused(args, USAGE, word)

    def test_a_usage_error_shows_how_the_command_is_used(self):
        for args, usage in [(["show", "ambassador"], "show ENTITY ID"), (["undo", "x"], "Usage: ambassadectl undo"),
                            (["list", "ambassador", "--limit", "-3"], "list ENTITY"),
                            (["list", "ambassador", "--limit=-1"], "--limit"),
                            (["add", "ambassador", "display-name=A", "display-name=B"], "twice"),
                            (["list", "node", "--profile"], "--profile"), (["list", "node", "--now"], "--now"),
                            (["list", "node", "--now="], "--now")]:
            self.refused(args, USAGE, usage)

    def test_help_of_a_command_is_about_that_command(self):
        for args in (["list", "--help"], ["help", "list"], ["--help", "list"], ["list", "ambassador", "-h"]):
            run = self.p.run(*args)
            self.assertEqual(run.returncode, DONE, args)
            self.assertIn("list ENTITY", run.stdout)
            self.assertNotIn("import ENTITY", run.stdout)
        self.assertIn("import ENTITY", self.p.run("--help").stdout)

    def test_values_are_read_as_an_import_reads_them(self):
        france = self.p.add("node", name="France", code="FR")
        ann = self.p.add("ambassador", display_name="Ann", email="ANN@x.example", country="Côte d'Ivoire",
                         language="français", node_id="fr", roles="Curator, producer")
        shown = self.p.json("show", "ambassador", ann)
        self.assertEqual([shown[f] for f in ("country", "language", "node-id", "roles", "email")],
                         ["CI", "fr", france, ["curator", "producer"], "ann@x.example"])
        bob = self.p.add("ambassador", display_name="Bob", manager_id="ann@x.example")
        self.assertEqual(self.p.json("show", "ambassador", bob)["manager-id"], ann)
        self.p.json("set", "ambassador", bob, "manager-id=", "country=Allemagne")
        self.assertEqual(self.p.json("show", "ambassador", bob)["country"], "DE")
        for word in ("Syldavia", "31/02/2026", "KLINGON"):
            field = {"S": "country", "3": "last-active-on", "K": "language"}[word[0]]
            self.refused(["set", "ambassador", bob, f"{field}={word}"], FAILED, f"“{word}”")

    def test_no_text_steers_the_terminal(self):
        """A value that came before such characters were refused, or from another server."""
        evil = "A\x1b]0;owned\x07\x9b31m\u202egpj\u2066x\x7f"
        person = self.p.add("ambassador", display_name="Ann", email="a@x.example", notes="x")
        with sqlite3.connect(os.path.join(self.p.dir, "cache.db")) as db:
            db.execute("UPDATE ambassadors SET display_name = ?, notes = ?", (evil, f"{evil}\tb\nid  fake"))
        db.close()
        path = os.path.join(self.p.dir, "evil.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"Name,{evil},E-mail\n{evil},,b@x.example\nBob,,{evil}\n")
        listed, shown, *others = [self.p.run(*args) for args in (
            ["list", "ambassador"], ["show", "ambassador", person], ["history", "ambassador", person],
            ["import", "ambassador", path], ["show", "ambassador", evil], ["list", evil], [evil],
            ["add", "ambassador", f"country={evil}"], ["export", "ambassador", f"/nowhere/{evil}.csv"],
            ["add", "ambassador", "display-name=B", "email=a@x.example"])]
        for run in (listed, shown, *others):
            for c in run.stdout + run.stderr:
                self.assertFalse(ord(c) < 32 and c not in "\n\t" or 0x7f <= ord(c) <= 0x9f or
                                 0x202a <= ord(c) <= 0x202e or 0x2066 <= ord(c) <= 0x2069, (run.args, hex(ord(c))))
        self.assertEqual(len(listed.stdout.splitlines()), 1)
        self.assertIn("owned", listed.stdout)
        self.assertNotIn("\nid  fake", shown.stdout)
        self.assertEqual(self.p.json("show", "ambassador", person)["display-name"], evil, "JSON is byte for byte")

    def test_history_shows_names_where_a_field_refers(self):
        self.p.add("node", name="France", code="FR")
        self.p.add("node", name="Spain", code="ES")
        ann = self.p.add("ambassador", display_name="Ann", node_id="FR")
        self.p.json("set", "ambassador", ann, "node-id=ES")
        self.assertIn("France → Spain", self.p.run("history", "ambassador", ann).stdout)

    def test_wrong_values_name_the_field_and_the_fix(self):
        cases = [("email=nobody", "E-mail", "name@company.com"), ("country=Atlantis", "Country", "FR"),
                 ("language=klingon", "Language", "pt-BR"), ("node-id=Atlantis", "Node", "Atlantis"),
                 ("last-active-on=31/02/2026", "Last activity", "2026-08-31"),
                 ("roles=influencer", "Roles", "Curator"), ("display-name=", "Name", "empty")]
        for word, field, fix in cases:
            self.refused(["add", "ambassador", "display-name=A", word], FAILED, field, fix)
        self.assertEqual(self.p.json("list", "ambassador")["total"], 0)

    def test_a_key_that_is_taken_names_its_owner(self):
        self.p.add("ambassador", display_name="First", email="a@x.example")
        self.refused(["add", "ambassador", "display-name=Second", "email=A@X.example"], FAILED, "First")

    def test_a_node_that_others_are_part_of_stays(self):
        top = self.p.add("node", name="Europe", code="EU")
        self.p.add("node", name="France", code="FR", parent_id=top)
        self.refused(["remove", "node", top], FAILED, "France")

    def test_what_is_only_written_by_moves_is_refused(self):
        self.refused(["add", "transition", "to=active"], FAILED, "moves")


class Moves(CliTest):
    def test_a_state_changes_only_by_a_move(self):
        person = self.p.add("ambassador", display_name="Ann", email="a@x.example")
        self.refused(["set", "ambassador", person, "state=active"], FAILED, "nominated", "applied")
        self.refused(["add", "ambassador", "display-name=B", "state=active"], FAILED, "move")
        self.refused(["move", "ambassador", person, "active"], FAILED, "nominated")
        self.p.json("move", "ambassador", person, "nominated", "--why", "Her manager asked")
        self.assertEqual(self.p.json("show", "ambassador", person)["state"], "nominated")
        moves = self.p.json("history", "ambassador", person)["moves"]
        self.assertEqual([(m["from"], m["to"], m["why"]) for m in moves],
                         [("identified", "nominated", "Her manager asked")])

    def test_a_shut_gate_says_what_is_missing_and_opens_when_it_is_there(self):
        person = self.p.add("ambassador", display_name="Ann", email="a@x.example", state="applied")
        criterion = self.p.add("criterion", name="Keen", kind="enthusiasm")
        raters = [self.p.add("ambassador", display_name=name, state="associate") for name in ("Bo", "Cy")]
        self.p.json("move", "ambassador", person, "in_review")
        for rater in raters:
            self.refused(["move", "ambassador", person, "shortlisted", "--why", "Bo and Cy agree"], FAILED, "raters")
            self.p.add("assessment", ambassador_id=person, criterion_id=criterion, by_id=rater, score="4")
        self.refused(["move", "ambassador", person, "shortlisted"], FAILED, "reason")
        for state, why in [("shortlisted", "Bo and Cy agree"),
                           ("invited", "Cohort of spring"), ("accepted", "Her mail of Monday")]:
            self.p.json("move", "ambassador", person, state, "--why", why)
        self.refused(["move", "ambassador", person, "onboarding"], FAILED, "Charter", "notice", "Voluntary")
        self.p.json("set", "ambassador", person, "charter-version=4", "notice-on=2026-11-02",
                    "voluntary-on=2026-11-02")
        self.p.json("move", "ambassador", person, "onboarding")
        self.refused(["move", "ambassador", person, "active"], FAILED, "certificate", "role", "home node")

    def test_gates_are_listed_and_opened_one_by_one(self):
        path = os.path.join(self.p.dir, "running.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,State\nAnn,a@x.example,accepted\n")
        self.p.json("import", "ambassador", path, "--running")
        person = self.p.json("list", "ambassador")["records"][0]["id"]
        self.p.add("node", name="France", kind="country")
        self.p.add("role", name="Curators", kind="curator")
        speaker = self.p.add("role", name="Speaker", kind="other", level="4")
        self.p.json("move", "track", self.p.add("track", name="First steps"), "open")

        def gates():
            listed = self.p.json("gates", person)
            return listed["to"], {gate["gate"]: gate["open"] for gate in listed["gates"]}

        self.assertEqual(gates(), ("onboarding", {"charter": False, "notice": False, "voluntary": False}))
        self.p.json("open-gate", person, "charter", "7")
        self.p.json("open-gate", person, "notice", "2026-11-02")
        self.assertEqual(gates(), ("onboarding", {"charter": True, "notice": True, "voluntary": False}))
        self.refused(["move", "ambassador", person, "onboarding"], FAILED, "Voluntary confirmation", "own wish")
        self.p.json("open-gate", person, "voluntary")
        self.p.json("move", "ambassador", person, "onboarding")
        self.assertEqual(gates(), ("active", {"certificate": False, "role": False, "home": False}))
        self.refused(["open-gate", person, "role"], FAILED, "Which role")
        self.refused(["open-gate", person, "role", "Curatrix"], FAILED, "Curatrix")
        self.refused(["open-gate", person, "door"], USAGE, "no gate")
        self.p.add("node", name="Sales", kind="department")
        self.refused(["open-gate", person, "home", "Sales"], FAILED, "Department", "country", "business line")
        self.refused(["gates", person, "--to", "alumni"], FAILED, "possible")
        for gate, what in [("role", "Curators"), ("home", "France"), ("certificate", None)]:
            self.p.json("open-gate", person, gate, *([what] if what else []))
        self.assertEqual(gates(), ("active", {"certificate": True, "role": True, "home": True}))
        self.assertEqual(self.p.json("show", "ambassador", person)["level"], "1")
        run = self.p.run("add", "assignment", f"ambassador-id={person}", f"role-id={speaker}")
        self.assertEqual(run.returncode, DONE, run.stderr)
        self.assertIn("“Speaker” asks for Level 4, and Ann has Level 1.", run.stderr)
        self.p.json("undo")
        run = self.p.run("open-gate", person, "role", "Speaker")
        self.assertEqual(run.returncode, DONE, run.stderr)
        self.assertIn("Level 4", run.stderr)
        self.p.json("undo")
        self.p.json("undo")
        self.assertEqual(gates()[1]["certificate"], False)
        self.p.json("redo")
        self.p.json("move", "ambassador", person, "active")

    def test_every_pair_of_states_is_in_the_printed_table_or_refused(self):
        entities = {e["name"]: e for e in self.p.json("entities")["entities"]}
        table = {(t["from"], t["to"]): t for t in entities["ambassador"]["transitions"]}
        states = next(f["choices"] for f in entities["ambassador"]["fields"] if f["name"] == "state")
        begins = ["associate", "identified", "nominated", "applied"]
        for begin in begins:
            person = self.p.add("ambassador", display_name=begin, email=f"{begin}@x.example", state=begin)
            for state in states:
                run = self.p.run("move", "ambassador", person, state, "--why", "Because")
                allowed = (begin, state) in table
                self.assertEqual(run.returncode == DONE, allowed, (begin, state, run.stderr))
                if allowed:
                    self.p.json("undo")
                    self.assertEqual(self.p.json("show", "ambassador", person)["state"], begin)

    def test_a_suspended_person_comes_back_after_a_day_or_by_a_second_manager(self):
        path = os.path.join(self.p.dir, "running.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,State\nAnn,a@x.example,active\n")
        self.p.json("import", "ambassador", path, "--running")
        person = self.p.json("list", "ambassador")["records"][0]["id"]
        self.p.json("--now", "2026-11-20T10:00:00Z", "move", "ambassador", person, "suspended", "--why", "Complaint")
        run = self.p.run("--now", "2026-11-20T12:00:00Z", "move", "ambassador", person, "active")
        self.assertEqual(run.returncode, FAILED)
        self.assertIn("second manager", run.stderr)
        self.p.json("--now", "2026-11-21T10:00:01Z", "move", "ambassador", person, "active")


def people_file(path, n=5000, broken=40):
    """Semicolons, Windows-1252, CRLF; every 125th row is broken in one of eight ways."""
    rows = ["Nom complet;Courriel;Pays;Langue;Entité;Dernière activité"]
    kinds = [("display-name", ";p%d@x.example;FR;fr;France;"), ("email", "Zoé %d;nowhere;FR;fr;France;"),
             ("country", "Zoé %d;q%d@x.example;Syldavie;fr;France;"),
             ("language", "Zoé %d;r%d@x.example;FR;klingon;France;"),
             ("node-id", "Zoé %d;s%d@x.example;FR;fr;Atlantide;"),
             ("last-active-on", "Zoé %d;t%d@x.example;FR;fr;France;31/02/2026"),
             ("email", "Zoé %d;person1@x.example;FR;fr;France;"),
             (None, "Zoé %d;u%d@x.example;FR;fr;France;;;too;many")]
    expected = []
    step = n // broken
    for i in range(n):
        if i % step == step - 1:
            field, row = kinds[(i // step) % len(kinds)]
            rows.append(row.replace("%d", str(i)))
            expected.append((i + 2, field))
        else:
            rows.append(f"Zoé Œuvrard-Dupré n°{i};person{i}@x.example;FR;fr;France;12/10/2026")
    with open(path, "wb") as file:
        file.write(("\r\n".join(rows) + "\r\n").encode("cp1252"))
    return expected


class Imports(CliTest):
    def test_five_thousand_people_forty_of_them_broken_and_one_undo(self):
        self.p.add("node", name="France", code="FR")
        before = self.p.run("--json", "list", "ambassador").stdout
        path = os.path.join(self.p.dir, "people.csv")
        failed = os.path.join(self.p.dir, "failed.csv")
        expected = people_file(path)
        report = self.p.json("import", "ambassador", path, "--failed", failed, status=PARTLY)
        self.assertEqual((report["created"], report["updated"]), (4960, 0))
        found = [(s["line"], s["field"]) for s in report["skipped"]]
        self.assertEqual(found, expected)
        for skip in report["skipped"]:
            self.assertGreater(len(skip["reason"]), 15)
        with open(failed, encoding="utf-8-sig") as file:
            self.assertEqual(len(file.read().splitlines()), 41)
        person = self.p.json("list", "ambassador", "--search", "person7@x.example")["records"][0]
        self.assertEqual(person["display-name"], "Zoé Œuvrard-Dupré n°7")
        self.assertEqual(person["last-active-on"], "2026-10-12")
        again = self.p.json("import", "ambassador", path, status=PARTLY)
        self.assertEqual((again["created"], again["updated"], again["unchanged"]), (0, 0, 4960))
        self.p.json("undo")
        self.assertEqual(self.p.run("--json", "list", "ambassador").stdout, before)
        self.assertTrue(self.p.json("check")["ok"])

    def test_people_leave_and_come_back_as_cards(self):
        path = os.path.join(self.p.dir, "people.vcf")
        self.p.add("programme", name="Voices", company="Meridiem, Co")
        sales = self.p.add("node", name="Sales; West", kind="department")
        self.p.add("ambassador", **{"display-name": "Zoé Marin", "email": "z@x.example", "country": "FR",
                                    "department-id": sales, "notes": "tired in June"})
        self.assertEqual(self.p.json("export", "ambassador", path)["exported"], 1)
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        self.assertIn("\r\nFN:Zoé Marin\r\nEMAIL;TYPE=work:z@x.example\r\n", text)
        self.assertIn("\r\nORG:Meridiem\\, Co;Sales\\; West\r\n", text)
        self.assertNotIn("tired", text)
        with open(path, "a", encoding="utf-8") as file:
            file.write("BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEMAIL:b@x.example\nPHOTO;ENCODING=b:AA\nEND:VCARD\n"
                       "BEGIN:VCARD\nVERSION:1.0\nFN:Old\nEND:VCARD\n")
        lines = text.count("\r\n")
        report = self.p.json("import", "ambassador", path, status=PARTLY)
        self.assertEqual((report["created"], report["unchanged"]), (1, 1))
        self.assertEqual([(s["line"], "1.0" in s["reason"]) for s in report["skipped"]], [(lines + 7, True)])
        self.p.json("undo")
        self.assertEqual(self.p.json("list", "ambassador")["total"], 1)
        self.refused(["export", "node", path], FAILED, "CSV")

    def test_a_dry_run_reports_and_writes_nothing(self):
        path = os.path.join(self.p.dir, "people.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail\nAnn,a@x.example\nBob,nowhere\n")
        report = self.p.json("import", "ambassador", path, "--dry-run", status=PARTLY)
        self.assertEqual((report["created"], len(report["skipped"])), (1, 1))
        self.assertEqual(self.p.json("list", "ambassador")["total"], 0)

    def test_a_state_column_names_the_moves(self):
        self.p.add("ambassador", display_name="Ann", email="a@x.example")
        path = os.path.join(self.p.dir, "states.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("E-mail,State\na@x.example,active\n")
        report = self.p.json("import", "ambassador", path, status=PARTLY)
        self.assertEqual(report["skipped"][0]["field"], "state")
        self.assertIn("nominated", report["skipped"][0]["reason"])

    def test_files_that_are_no_people_files_are_refused_in_a_sentence(self):
        cases = {"empty.csv": b"", "binary.csv": b"\x00\x01\x02\x03" * 100,
                 "image.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}
        for name, content in cases.items():
            path = os.path.join(self.p.dir, name)
            with open(path, "wb") as file:
                file.write(content)
            run = self.p.run("import", "ambassador", path)
            self.assertIn(run.returncode, (FAILED, PARTLY), name)
            self.assertGreater(len(run.stderr), 20, name)
        self.refused(["import", "ambassador", "/nowhere/people.csv"], FAILED, "/nowhere/people.csv")
        self.assertEqual(self.p.json("list", "ambassador")["total"], 0)

    def test_an_export_comes_back_as_it_went(self):
        self.p.add("node", name="Côte d’Ivoire", code="CI")
        self.p.add("ambassador", display_name="=cmd()", email="a@x.example", node_id="CI", roles="curator,producer")
        path = os.path.join(self.p.dir, "out.csv")
        self.p.json("export", "ambassador", path, "--with-id")
        before = self.p.run("--json", "list", "ambassador").stdout
        with open(path, encoding="utf-8-sig") as file:
            self.assertIn("'=cmd()", file.read())
        report = self.p.json("import", "ambassador", path)
        self.assertEqual((report["created"], report["updated"]), (0, 0))
        self.assertEqual(self.p.run("--json", "list", "ambassador").stdout, before)


    def write(self, name, text, encoding="utf-8"):
        path = os.path.join(self.p.dir, name)
        with open(path, "w", encoding=encoding, newline="") as file:
            file.write(text)
        return path

    def test_a_complete_file_says_who_leaves_and_asks_before_many_do(self):
        everybody = self.write("all.csv", "Name,E-mail,State\n" + "".join(
            f"Person {i},p{i}@x.example,active\n" for i in range(5)))
        most = self.write("most.csv", "Name,E-mail,Size\n" + "".join(
            f"Person {i},p{i}@x.example,4\n" for i in range(3)))
        few = self.write("few.csv", "Name,E-mail\nPerson 0,p0@x.example\n")
        none = self.write("none.csv", "Name,E-mail\n")
        self.p.json("import", "ambassador", everybody, "--running")

        def active():
            return self.p.json("list", "ambassador", "--where", "state=active")["total"]
        self.refused(["import", "ambassador", none, "--complete", "--force"], FAILED, "no rows", "none.csv")
        self.refused(["import", "ambassador", few, "--complete"], FAILED, "4 of the 5", "--force", "few.csv")
        self.assertEqual(active(), 5)
        dry = self.p.run("import", "ambassador", few, "--complete", "--dry-run")
        self.assertEqual(dry.returncode, FAILED)
        self.assertIn("--force", dry.stderr)
        self.assertIn("“Person 4” would become", dry.stdout)
        report = self.p.run("import", "ambassador", most, "--complete")
        self.assertEqual(report.returncode, DONE, report.stderr)
        for word in ("“Person 3” is now", "“Person 4” is now", "2 have left", "Columns not taken: “Size”",
                     "UTF-8"):
            self.assertIn(word, report.stdout)
        self.assertEqual(active(), 3)
        self.p.json("import", "ambassador", few, "--complete", "--force")
        self.assertEqual(active(), 1)
        self.assertIn("no rows", self.p.run("import", "ambassador", none).stdout)

    def test_where_the_failed_rows_can_not_go_is_said_before(self):
        path = self.write("people.csv", "Name,E-mail\nAnn,a@x.example\nBob,nowhere\n")
        for target in ("/nowhere/failed.csv", self.p.dir, path + "/x.csv"):
            self.refused(["import", "ambassador", path, "--failed", target], FAILED, target)
        self.assertEqual(self.p.json("list", "ambassador")["total"], 0)

    def test_a_file_that_is_not_what_its_name_says_is_told_so(self):
        for entity, name, says in (("ambassador", "x.vcf", "“x.vcf” is no vCard file"), ("content-item", "x.ics", "“x.ics” is no iCalendar file")):
            path = os.path.join(self.p.dir, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write("hello\nworld")
            self.assertNotIn("column", self.refused(["import", entity, path], FAILED, says))

    def test_a_failed_save_still_prints_the_report(self):
        path = self.write("people.csv", "Name,E-mail\nAnn,a@x.example\nBob,nowhere\n")
        run = self.p.run("import", "ambassador", path, "--failed", "/dev/full")
        self.assertEqual(run.returncode, FAILED, run.stderr)
        self.assertIn("1 created", run.stdout)
        self.assertIn("rows that are counted above are in", run.stderr)
        self.assertEqual(self.p.json("list", "ambassador")["total"], 1)

    def test_standard_input_is_a_file(self):
        run = self.p.run("import", "ambassador", "/dev/stdin", input="Name,E-mail\nAnn,a@x.example\n")
        self.assertEqual(run.returncode, DONE, run.stderr)
        self.assertEqual(self.p.json("list", "ambassador")["total"], 1)

    def test_other_files_are_called_what_they_are(self):
        cases = [("book.xlsx", "PK\x03\x04\x14", "spreadsheet"), ("data.json", "{\"a\": 1}", "JSON"),
                 ("people.csv", "foo;bar\n1;2\n", "--map COLUMN=FIELD"),
                 ("plain.csv", "Ann;a@x.example\n", "names of columns")]
        for name, text, word in cases:
            self.refused(["import", "ambassador", self.write(name, text)], FAILED, name, word)
        path = self.write("people.csv", "Name;E-mail\nA;a@x.example\n")
        for maps in (["Nom=email"], ["Name=shoe"], ["Name"], ["Name=email", "E-mail=email"], ["Name=", "E-mail="]):
            words = [word for text in maps for word in ("--map", text)]
            self.refused(["import", "ambassador", path, *words], USAGE)

    def test_an_export_has_an_ending_that_it_can_write(self):
        for name in ("out.pdf", "out.xlsx", "out.txt"):
            path = os.path.join(self.p.dir, name)
            self.refused(["export", "ambassador", path], FAILED, name, ".csv", ".json")
            self.assertFalse(os.path.exists(path))


class Server(CliTest):
    def test_an_answer_with_a_text_too_few_or_too_many_is_a_usage_error(self):
        for answer in (["value"], ["mine", "x"], ["theirs", "x"], ["restore", "x"], ["delete", "x"], ["merge", "x"], ["maybe"], []):
            self.refused(["resolve", "1", *answer], USAGE, "resolve KEY")
        for many in (["--all"], ["--all", "merge"], ["--all", "mine", "x"], ["--all-duplicates", "mine"], ["--all", "value"]):
            self.refused(["resolve", *many], USAGE, "resolve KEY")
        self.assertFalse(os.path.exists(os.path.join(self.p.dir, "cache.db")))

    def test_a_token_is_looked_at_before_anything_is_sent(self):
        path = os.path.join(self.p.dir, "token")
        self.refused(["connect", "http://127.0.0.1:1", "--token-file", path], FAILED, "no token file", path)
        for text, word in (("", "empty"), (" \n", "empty"), ("two words\n", "more than a token")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.refused(["connect", "http://127.0.0.1:1", "--token-file", path], FAILED, word, path)

    def test_a_profile_that_is_not_there_is_not_made_by_reading(self):
        wrong = os.path.join(self.p.dir, "wrong")
        for words in (["list", "node"], ["status"], ["export", "node", os.path.join(self.p.dir, "x.csv")]):
            run = subprocess.run([CTL, "--profile", wrong, *words], capture_output=True, text=True, timeout=60)
            self.assertEqual((run.returncode, run.stdout), (FAILED, ""), (words, run.stderr))
            self.assertIn(f"There is no profile “{wrong}” to read", run.stderr)
            self.assertFalse(os.path.exists(wrong))
        run = subprocess.run([CTL, "--profile", wrong, "add", "node", "name=A"], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, DONE, run.stderr)

    def test_what_is_computed_is_said_before_its_values_are_read(self):
        self.refused(["add", "aggregate", "kpi=foo"], FAILED, "are computed from other records")

    def test_no_conflicts_are_said(self):
        run = self.p.run("conflicts")
        self.assertEqual((run.returncode, run.stdout), (DONE, ""))
        self.assertIn("Nothing needs attention", run.stderr)


class Trouble(CliTest):
    def test_who_holds_the_profile_is_said_and_readers_still_read(self):
        self.p.add("node", name="France")
        path = os.path.join(self.p.dir, "lock")
        import fcntl
        with open(path, "r+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.truncate(0)
            lock.write("ambassade (42)\n")
            lock.flush()
            self.refused(["add", "node", "name=Spain"], FAILED, "ambassade (42)")
            self.assertEqual(self.p.json("list", "node")["total"], 1)

    def test_a_file_of_a_newer_program_is_left_untouched(self):
        self.p.add("node", name="France")
        path = os.path.join(self.p.dir, "cache.db")
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()
        with open(path, "rb") as file:
            before = file.read()
        self.refused(["add", "node", "name=Spain"], FAILED, "newer", "99")
        self.refused(["list", "node"], FAILED, "newer", "99")
        with open(path, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_a_damaged_file_is_named(self):
        path = os.path.join(self.p.dir, "cache.db")
        with open(path, "wb") as file:
            file.write(b"This is no database. " * 500)
        self.refused(["list", "node"], FAILED, path)

    def test_a_full_disk_is_said_and_nothing_is_lost(self):
        self.p.add("node", name="France", code="FR")
        path = os.path.join(self.p.dir, "people.csv")
        people_file(path)
        before = self.p.run("--json", "list", "ambassador").stdout

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        run = self.p.run("import", "ambassador", path, preexec_fn=limit)
        self.assertEqual(run.returncode, FAILED)
        self.assertIn("cache.db", run.stderr)
        self.assertTrue(self.p.json("check")["ok"])
        taken = self.p.json("list", "ambassador")["total"]
        if taken:
            self.assertIn(f"{taken} rows", run.stderr.replace(",", ""))
            self.assertNotIn("nothing was changed", run.stderr)
            self.assertIn(f"{taken} created", run.stdout.replace(",", ""))
        if taken:
            self.p.json("undo")
        self.assertEqual(self.p.run("--json", "list", "ambassador").stdout, before)

    def test_a_kill_at_any_moment_leaves_whole_rows_and_one_undo(self):
        self.p.add("node", name="France", code="FR")
        path = os.path.join(self.p.dir, "people.csv")
        people_file(path)
        empty = self.p.run("--json", "list", "ambassador").stdout
        for delay in (0.05, 0.15, 0.3, 0.6):
            process = subprocess.Popen([CTL, "--profile", self.p.dir, "import", "ambassador", path],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.assertTrue(self.p.json("check")["ok"])
            while self.p.json("list", "ambassador")["total"]:
                self.p.json("undo")
            self.assertEqual(self.p.run("--json", "list", "ambassador").stdout, empty)


if __name__ == "__main__":
    unittest.main(verbosity=2)
