"""A programme that was begun without a server: it is sent to an empty one, or kept apart. The real programs, with
kill -9 in the middle."""

import contextlib
import csv
import importlib.machinery
import importlib.util
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

LOADER = importlib.machinery.SourceFileLoader("desks", os.path.join(os.path.dirname(__file__), "test-desks.py"))
desks = importlib.util.module_from_spec(importlib.util.spec_from_loader("desks", LOADER))
LOADER.exec_module(desks)  # takes the two programs from sys.argv

PEOPLE = int(os.environ.get("AMB_TEST_PEOPLE", "3000"))


def rows(path):
    """Every living row that is no machine's own: table and id, and all but what numbers it."""
    found = {}
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
            if not {"id", "fv", "deleted"} <= set(columns) or table == "aggregates":
                continue
            kept = sorted(set(columns) - {"rid", "ver", "fv"})
            names = ", ".join(f'"{column}"' for column in kept)
            for row in db.execute(f'SELECT {names} FROM "{table}" WHERE deleted = 0'):
                found[table, row[kept.index("id")]] = row
    return found


class Apart(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ambassade-apart-")
        self.server = desks.Server(self.folder)
        self.tokens = {}
        for name in ("a", "b"):
            self.tokens[name] = os.path.join(self.folder, f"token-{name}")
            with open(self.tokens[name], "w", encoding="utf-8") as file:
                file.write(self.server.token(name=name) + "\n")
        self.server.start()
        self.a, self.b = desks.Desk(self.folder, "a"), desks.Desk(self.folder, "b")

    def tearDown(self):
        self.server.stop()
        shutil.rmtree(self.folder)

    def database(self, desk=None):
        if desk:
            return os.path.join(desk.dir, "cache.db")
        return os.path.join(self.server.data, "ambassade.db")

    def begin(self, desk, people=3):
        """A tree from its leaf up, people in it, moves, something removed."""
        desk.do("add", "programme", f"name=Voices of {os.path.basename(desk.dir)}", "company=Meridiem")
        leaf = desk.do("add", "node", "name=Leaf", "kind=hub")["id"]
        top = desk.do("add", "node", "name=Top", "kind=hub")["id"]
        desk.do("set", "node", leaf, f"parent-id={top}")
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["display-name", "email", "node-id"])
            out.writerows([f"Person {i} of {os.path.basename(desk.dir)}", f"p{i}@x.example", "Leaf"] for i in range(people))
        desk.do("import", "ambassador", path)
        first = desk.do("list", "ambassador")["records"][0]["id"]
        desk.do("set", "node", top, f"head-id={first}")
        desk.do("move", "ambassador", first, "nominated")
        gone = desk.do("add", "ambassador", "display-name=Gone")["id"]
        desk.do("remove", "ambassador", gone)

    def connect(self, desk, *how):
        return ["connect", self.server.url, "--token-file", self.tokens[os.path.basename(desk.dir)], *how]

    def assert_whole(self, *stores):
        for desk in stores:
            self.assertEqual(desk.do("check")["findings"], [])
        check = subprocess.run([desks.SERVER, "check", "--data", self.server.data], capture_output=True, text=True)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)

    def test_an_empty_server_takes_the_whole_programme(self):
        self.begin(self.a)
        before = rows(self.database(self.a))
        report = self.a.do(*self.connect(self.a, "--send"))
        self.assertEqual(report["findings"], 0)
        self.assertFalse(self.a.do("status")["sending"])
        self.assertEqual(rows(self.database(self.a)), before)
        there = rows(self.database())
        self.assertEqual(there, before)
        self.b.do(*self.connect(self.b))
        self.b.do("sync")
        self.assertEqual(rows(self.database(self.b)), there)
        self.assert_whole(self.a, self.b)

    def test_a_server_that_is_not_empty_takes_no_second_programme(self):
        self.begin(self.a)
        self.begin(self.b)
        self.a.do(*self.connect(self.a, "--send"))
        there, mine = rows(self.database()), rows(self.database(self.b))
        said = self.b.refused(*self.connect(self.b, "--send"))
        self.assertIn("not empty", said)
        self.assertIn("apart", said)
        self.assertIsNone(self.b.do("status")["server"])
        self.assertEqual(rows(self.database(self.b)), mine)
        self.assertEqual(rows(self.database()), there)

    def test_without_a_choice_nothing_happens_and_both_are_named(self):
        self.begin(self.a)
        mine = rows(self.database(self.a))
        said = self.a.refused(*self.connect(self.a))
        self.assertIn("5 records", said)
        self.assertIn("apart", said)
        self.assertIn("--send", self.a.refused(*self.connect(self.a, "--send", "--keep-apart", "x")))
        self.assertEqual(rows(self.database(self.a)), mine)

    def test_of_two_who_send_at_once_one_does_and_the_other_keeps_all(self):
        self.begin(self.a, 400)
        self.begin(self.b, 400)
        mine = {desk: rows(self.database(desk)) for desk in (self.a, self.b)}
        both = [subprocess.Popen([desks.CTL, "--profile", desk.dir, "--json", *self.connect(desk, "--send")],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                for desk in (self.a, self.b)]
        said = [process.communicate(timeout=120)[1] for process in both]
        won = [desk for desk, process in zip((self.a, self.b), both) if process.returncode == 0]
        self.assertEqual(len(won), 1, said)
        there = rows(self.database())
        self.assertEqual(there, mine[won[0]])
        lost = self.b if won[0] is self.a else self.a
        self.assertIsNone(lost.do("status")["server"])
        self.assertEqual(rows(self.database(lost)), mine[lost])
        self.assertIn("apart", said[both.index(next(p for p in both if p.returncode != 0))])

    def test_a_sample_is_never_sent(self):
        if self.a.run("sample", "--people", "5").returncode != 0:
            self.skipTest("this build has no sample")
        self.assertIn("sample", self.a.refused(*self.connect(self.a, "--send")))
        self.assertIsNone(self.a.do("status")["server"])
        self.assertEqual({k for k in rows(self.database()) if k[0] != "programmes"}, set())

    def test_what_is_kept_apart_stays_whole_beside_the_servers(self):
        self.begin(self.b)
        self.b.do(*self.connect(self.b, "--send"))
        self.begin(self.a)
        mine = rows(self.database(self.a))
        apart = desks.Desk(self.folder, "own programme")
        self.a.do(*self.connect(self.a, "--keep-apart", apart.dir))
        self.assertEqual(rows(self.database(apart)), mine)
        self.assertEqual(rows(self.database(self.a)), {})
        self.a.do("sync")
        self.assertEqual(rows(self.database(self.a)), rows(self.database()))
        # It is a programme like any other: it is worked in, and can be undone.
        self.assertIsNone(apart.do("status")["server"])
        apart.do("add", "node", "name=Later", "kind=hub")
        apart.do("undo")
        self.assertEqual(rows(self.database(apart)), mine)
        self.a.do("sync")
        self.assert_whole(self.a, self.b, apart)

    def test_a_folder_that_is_taken_keeps_nothing_apart(self):
        self.begin(self.a)
        mine = rows(self.database(self.a))
        taken = os.path.join(self.folder, "taken")
        os.mkdir(taken)
        with open(os.path.join(taken, "letter"), "w", encoding="utf-8") as file:
            file.write("x")
        self.assertIn(taken, self.a.refused(*self.connect(self.a, "--keep-apart", taken)))
        self.assertEqual(rows(self.database(self.a)), mine)
        self.assertEqual(os.listdir(taken), ["letter"])
        self.assertIsNone(self.a.do("status")["server"])

    def leave_with_changes(self):
        """Desk a, offline, with an edit, a set, a new person, a move and a removal that the server never got."""
        self.begin(self.b)
        self.b.do(*self.connect(self.b, "--send"))
        self.a.do(*self.connect(self.a))
        self.a.do("sync")
        self.server.stop()
        first, second, third = [record["id"] for record in self.a.do("list", "ambassador")["records"]]
        self.a.do("set", "ambassador", second, "job-title=Welder", "roles=trainer")
        self.a.do("add", "ambassador", "display-name=New Here")
        self.a.do("move", "ambassador", second, "nominated")
        self.a.do("remove", "ambassador", third)
        return second, third

    def test_what_was_never_sent_is_saved_and_taken_up_again(self):
        second, third = self.leave_with_changes()
        wanted = rows(self.database(self.a))
        path = os.path.join(self.folder, "unsent.json")
        self.assertIn("never sent", self.a.refused("disconnect"))
        self.assertIn("--save", self.a.refused("disconnect"))
        self.assertGreater(self.a.do("disconnect", "--clear", "--save", path)["unsent"], 0)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.server.start()
        self.a.do(*self.connect(self.a))
        self.a.do("sync")
        self.assertNotEqual(rows(self.database(self.a)), wanted)
        self.assertEqual(self.a.do("take-up", path)["left"], 0)
        found = rows(self.database(self.a))
        ignored = "transitions"
        self.assertEqual({k: v for k, v in found.items() if k[0] != ignored},
                         {k: v for k, v in wanted.items() if k[0] != ignored})
        self.a.do("sync")
        self.assertEqual(self.a.do("conflicts")["conflicts"], [])
        self.assertEqual(rows(self.database()), rows(self.database(self.a)))
        # Twice is no harm.
        self.assertEqual(self.a.do("take-up", path)["left"], 0)

    def test_what_somebody_wrote_meanwhile_is_asked_about(self):
        second, _ = self.leave_with_changes()
        path = os.path.join(self.folder, "unsent.json")
        self.a.do("disconnect", "--clear", "--save", path)
        self.server.start()
        self.b.do("sync")
        self.b.do("set", "ambassador", second, "job-title=Baker", "roles=curator")
        self.b.do("sync")
        self.a.do(*self.connect(self.a))
        self.a.do("sync")
        self.assertEqual(self.a.do("take-up", path)["left"], 0)
        self.a.do("sync")
        found = self.a.do("conflicts")["conflicts"]
        self.assertEqual([(c["field"], c["mine"], c["theirs"]) for c in found], [("job-title", "Welder", "Baker")])
        self.b.do("sync")
        record = self.b.do("show", "ambassador", second)
        self.assertEqual((record["job-title"], sorted(record["roles"])), ("Baker", ["curator", "trainer"]))

    def test_a_file_that_cant_be_written_keeps_the_server(self):
        self.leave_with_changes()
        waiting = self.a.do("status")["waiting"]
        for path in ("/dev/full/x", os.path.join(self.folder, "nowhere", "x.json")):
            self.assertIn(path, self.a.refused("disconnect", "--save", path))
        self.assertEqual(self.a.do("status")["waiting"], waiting)
        self.assertTrue(self.a.do("status")["server"])

    def test_what_needs_attention_is_not_lost_by_leaving(self):
        self.begin(self.b)
        self.b.do(*self.connect(self.b, "--send"))
        self.a.do(*self.connect(self.a))
        self.a.do("sync")
        person = self.a.do("list", "ambassador")["records"][0]["id"]
        self.b.do("set", "ambassador", person, "job-title=Theirs")
        self.a.do("set", "ambassador", person, "job-title=Mine")
        self.b.do("sync")
        self.a.do("sync")
        self.assertEqual(len(self.a.do("conflicts")["conflicts"]), 1)
        self.assertIn("attention", self.a.refused("disconnect"))
        path = os.path.join(self.folder, "unsent.json")
        self.a.do("disconnect", "--save", path)
        self.assertEqual(self.a.do("take-up", path)["left"], 0)
        self.assertEqual(self.a.do("show", "ambassador", person)["job-title"], "Mine")

    def test_another_file_is_taken_up_for_what_it_is(self):
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("display-name\nA\n")
        self.assertIn("no file of changes", self.a.refused("take-up", path))
        self.assertIn("can’t be read", self.a.refused("take-up", path + "x"))

    def test_killed_again_and_again_each_record_arrives_once(self):
        """kill -9 of the sender and of the server at random moments, until all is there."""
        seed = int(os.environ.get("AMB_TEST_SEED", time.time_ns() % 100000))
        choose = random.Random(seed)
        self.begin(self.a, PEOPLE)
        mine = rows(self.database(self.a))
        words = self.connect(self.a, "--send")
        for attempt in range(60):
            sender = subprocess.Popen([desks.CTL, "--profile", self.a.dir, "--json", *words],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                sender.wait(0.3 + choose.random() * (0.5 + attempt))
            except subprocess.TimeoutExpired:
                pass
            if choose.random() < 0.3:
                self.server.stop(signal.SIGKILL)
                self.server.start()
            sender.send_signal(signal.SIGKILL)
            sender.wait()
            status = self.a.do("status")
            if status["server"]:
                words = ["sync"]
            if status["server"] and not status["sending"]:
                break
        self.a.do("sync")
        self.assertFalse(self.a.do("status")["sending"], f"seed {seed}")
        there = rows(self.database())
        self.assertEqual(len(there), len(mine), f"seed {seed}")
        self.assertEqual(there, mine, f"seed {seed}")
        self.assertEqual(rows(self.database(self.a)), mine)
        self.assertEqual(self.a.do("conflicts")["conflicts"], [])
        self.assert_whole(self.a)


if __name__ == "__main__":
    unittest.main(verbosity=2)
