"""Two desks and a server, the real programs: what one does the other sees, and nothing gets lost."""

import contextlib
import http.server
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

CTL = os.path.abspath(sys.argv.pop(1))
SERVER = os.path.abspath(sys.argv.pop(1))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """ambassade-server on a data folder of its own."""

    def __init__(self, folder):
        self.data = os.path.join(folder, "server")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def token(self, access="manager", name="Desk", *more):
        run = subprocess.run([SERVER, "token", "create", "--access", access, "--name", name, *more,
                              "--data", self.data], capture_output=True, text=True, timeout=30)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip().splitlines()[-1]

    def start(self):
        self.process = subprocess.Popen([SERVER, "--data", self.data, "--listen", f"127.0.0.1:{self.port}"],
                                        stdout=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server does not listen")

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


class Desk:
    """A profile, driven by ambassadectl."""

    def __init__(self, folder, name):
        self.dir = os.path.join(folder, name)

    def run(self, *args):
        return subprocess.run([CTL, "--profile", self.dir, "--json", *args], capture_output=True, text=True,
                              timeout=120)

    def do(self, *args):
        run = self.run(*args)
        assert run.returncode == 0, (args, run.stdout, run.stderr)
        return json.loads(run.stdout) if run.stdout else None

    def refused(self, *args):
        run = self.run(*args)
        assert run.returncode != 0, (args, run.stdout)
        return run.stderr

    def connect(self, server, token):
        path = self.dir + ".token"
        with open(path, "w", encoding="utf-8") as file:
            file.write(token + "\n")
        self.do("connect", server.url, "--token-file", path)
        self.do("sync")

    def people(self):
        return self.run("list", "ambassador").stdout

    def shown(self, entity, record):
        """As a person reads it."""
        return subprocess.run([CTL, "--profile", self.dir, "show", entity, record], capture_output=True, text=True,
                              timeout=60).stdout

    def database(self):
        """The path of the profile's file."""
        return next(os.path.join(self.dir, name) for name in sorted(os.listdir(self.dir)) if name.endswith(".db"))

    def bytes(self):
        """Every byte of the profile's folder."""
        found = b""
        for folder, _, names in os.walk(self.dir):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    found += file.read()
        return found


class Office(unittest.TestCase):
    """A server and two desks of managers."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ambassade-desks-")
        self.server = Server(self.folder)
        token = self.server.token()
        # What is set up on top of this may fail: a server that stays would keep the test waiting.
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(self.server.stop)
        self.server.start()
        self.a, self.b = Desk(self.folder, "a"), Desk(self.folder, "b")
        for desk in (self.a, self.b):
            desk.connect(self.server, token)

    def sync(self, *desks):
        for desk in desks or (self.a, self.b, self.a):
            desk.do("sync")


class Desks(Office):
    def make_person(self, **fields):
        words = {"display-name": "Ama Serwaa", "email": "ama@x.example", **fields}
        person = self.a.do("add", "ambassador", *[f"{k}={v}" for k, v in words.items()])["id"]
        self.sync()
        return person

    def test_what_one_desk_does_the_other_sees(self):
        node = self.a.do("add", "node", "name=France", "code=FR")["id"]
        person = self.make_person(**{"node-id": node, "roles": "curator", "country": "FR"})
        self.assertEqual(self.b.do("show", "ambassador", person)["node-id"], node)
        self.b.do("move", "ambassador", person, "nominated", "--why", "Good ear")
        self.b.do("set", "ambassador", person, "roles=curator,producer")
        self.sync(self.b, self.a)
        shown = self.a.do("show", "ambassador", person)
        self.assertEqual((shown["state"], shown["roles"]), ("nominated", ["curator", "producer"]))
        self.assertEqual(self.a.do("history", "ambassador", person)["moves"][0]["why"], "Good ear")
        self.b.do("remove", "ambassador", person)
        self.sync(self.b, self.a)
        self.assertEqual(self.a.do("list", "ambassador")["total"], 0)
        self.b.do("undo")
        self.sync(self.b, self.a)
        self.assertEqual(self.a.people(), self.b.people())
        self.assertEqual(self.a.do("list", "ambassador")["total"], 1)

    def test_a_damaged_cache_is_found_and_mended(self):
        person = self.make_person(**{"job-title": "Editor"})
        kept = self.make_person(**{"display-name": "Kofi Mensah", "email": "kofi@x.example"})
        self.assertEqual(self.b.do("check", "--server"),
                         {"ok": True, "complete": True, "compared": self.b.do("check", "--server")["compared"],
                          "differences": [], "repaired": False, "left": []})
        with contextlib.closing(sqlite3.connect(self.b.database())) as database:
            database.execute("UPDATE ambassadors SET job_title = 'Nowhere' WHERE id = ?", (person,))
            database.execute("DELETE FROM ambassadors WHERE id = ?", (kept,))
            database.commit()
        told = self.b.run("check", "--server", "--dry-run")
        self.assertEqual(told.returncode, 1)
        report = json.loads(told.stdout)
        self.assertEqual([(d["scope"], d["entity"], d["lacks"], d["stays"], d["differs"])
                          for d in report["differences"]], [("all", "ambassador", 1, 0, 1)])
        self.assertFalse(report["repaired"])
        self.assertEqual(self.b.do("show", "ambassador", person)["job-title"], "Nowhere")
        mended = self.b.run("check", "--server")
        self.assertEqual(mended.returncode, 1)
        self.assertTrue(json.loads(mended.stdout)["repaired"])
        self.assertNotIn("Serwaa", mended.stdout + mended.stderr)
        self.assertEqual(self.b.do("show", "ambassador", person)["job-title"], "Editor")
        self.assertEqual(self.a.people(), self.b.people())
        self.assertTrue(self.b.do("check")["ok"])
        self.assertTrue(self.b.do("check", "--server")["ok"])
        status = self.b.do("status")
        self.assertEqual(status["differed_records"], 2)
        self.assertGreaterEqual(status["compared"], status["differed"])
        self.assertIn("--server", self.b.refused("check", "--dry-run"))
        self.server.stop()
        self.assertIn("127.0.0.1", self.b.refused("check", "--server"))

    def test_different_fields_merge_and_the_same_field_asks_once(self):
        person = self.make_person()
        self.a.do("set", "ambassador", person, "job-title=Chemist", "notes=by a")
        self.b.do("set", "ambassador", person, "country=GH", "notes=by b")
        self.sync(self.a, self.b, self.a)
        for desk in (self.a, self.b):
            shown = desk.do("show", "ambassador", person)
            self.assertEqual((shown["job-title"], shown["country"], shown["notes"]), ("Chemist", "GH", "by a"))
        self.assertEqual(self.a.do("conflicts")["conflicts"], [])
        [conflict] = self.b.do("conflicts")["conflicts"]
        self.assertEqual((conflict["field"], conflict["base"], conflict["mine"], conflict["theirs"]),
                         ("notes", None, "by b", "by a"))
        self.b.do("resolve", str(conflict["key"]), "mine")
        self.assertEqual(self.b.do("conflicts")["conflicts"], [])
        self.sync(self.b, self.a)
        self.assertEqual(self.a.do("show", "ambassador", person)["notes"], "by b")
        self.assertEqual(self.a.people(), self.b.people())

    def test_a_state_is_refused_and_both_movers_are_told(self):
        person = self.make_person()
        self.a.do("move", "ambassador", person, "nominated")
        self.b.do("move", "ambassador", person, "applied")
        self.sync(self.a, self.b, self.a, self.b)
        self.assertEqual(self.b.do("show", "ambassador", person)["state"], "nominated")
        self.assertEqual(len(self.b.do("conflicts")["conflicts"]), 1)
        self.assertEqual(len(self.b.do("list", "transition")["records"]), 1)

    def test_an_undone_move_is_undone_everywhere(self):
        person = self.make_person()
        self.a.do("move", "ambassador", person, "nominated")
        self.sync()
        self.a.do("undo")
        self.sync()
        self.assertEqual(self.b.do("show", "ambassador", person)["state"], "identified")
        self.assertEqual(self.a.people(), self.b.people())

    def test_without_the_server_everything_works_and_is_sent_later(self):
        self.server.stop()
        person = self.a.do("add", "ambassador", "display-name=Late", "email=late@x.example")["id"]
        self.a.do("set", "ambassador", person, "country=GH")
        self.a.do("move", "ambassador", person, "nominated")
        self.assertIn("127.0.0.1", self.a.refused("sync"))
        self.assertGreater(self.a.do("status")["waiting"], 0)
        self.server.start()
        self.sync(self.a, self.b)
        self.assertEqual(self.a.do("status")["waiting"], 0)
        self.assertEqual(self.b.do("show", "ambassador", person)["state"], "nominated")

    def test_an_import_reaches_the_other_desk_and_so_does_its_undo(self):
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail\n" + "".join(f"Person {i},p{i}@x.example\n" for i in range(3000)))
        self.a.do("import", "ambassador", path)
        self.sync(self.a, self.b)
        self.assertEqual(self.b.do("list", "ambassador", "--limit", "1")["total"], 3000)
        self.assertEqual(self.a.people(), self.b.people())
        self.a.do("undo")
        self.sync(self.a, self.b)
        self.assertEqual(self.b.do("list", "ambassador")["total"], 0)

    def test_a_running_programme_keeps_its_states_everywhere(self):
        path = os.path.join(self.folder, "running.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,State\nAnn,a@x.example,active\nBob,b@x.example,alumni\n")
        self.a.do("import", "ambassador", path, "--running")
        self.sync(self.a, self.b)
        self.assertEqual(self.a.do("conflicts")["conflicts"], [])
        self.assertEqual([r["state"] for r in self.b.do("list", "ambassador")["records"]], ["active", "alumni"])
        self.assertEqual([t["imported"] for t in self.b.do("list", "transition")["records"]], [True, True])

    def test_the_same_person_added_on_both_desks_is_told_not_doubled(self):
        self.a.do("add", "ambassador", "display-name=Ann", "email=ann@x.example")
        self.b.do("add", "ambassador", "display-name=Anne", "email=ann@x.example")
        self.sync(self.a, self.b, self.a)
        [finding] = self.b.do("conflicts")["conflicts"]
        self.assertEqual(finding["type"], "refused")
        self.assertIn("Anne", finding["typed"])
        self.assertEqual(self.a.people(), self.b.people())
        again = self.b.do("sync")  # nothing new, and still that one
        self.assertEqual((again["findings"], again["to-look-at"]), (0, 1))

    def test_an_import_of_whom_the_server_has_is_merged_at_once_and_taken_back(self):
        for i in range(15):
            self.a.do("add", "ambassador", f"display-name=Theirs {i}", f"email=p{i}@x.example")
        self.sync(self.a)
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,Job title\n" + "".join(f"Mine {i},p{i}@x.example,Chemist\n" for i in range(20)))
        self.b.do("import", "ambassador", path)
        self.sync(self.b, self.b)
        findings = self.b.do("conflicts")["conflicts"]
        self.assertEqual({tuple(one["answers"]) for one in findings}, {("mine", "theirs", "value", "merge")})
        self.assertEqual([one["fills"] for one in findings], [["job-title"]] * 15)
        self.assertEqual(self.b.do("resolve", "--all-duplicates", "merge"), {"settled": 15, "left": 0})
        self.assertEqual(self.b.do("conflicts")["conflicts"], [])
        self.b.do("undo")
        self.assertEqual(self.b.do("conflicts")["conflicts"], findings)
        self.b.do("redo")
        self.sync(self.b, self.a)
        self.assertEqual(self.a.people(), self.b.people())
        listed = self.a.do("list", "ambassador")["records"]
        self.assertEqual(sorted(one["display-name"].split()[0] for one in listed), ["Mine"] * 5 + ["Theirs"] * 15)
        self.assertEqual({one["job-title"] for one in listed}, {"Chemist"})

    def test_both_are_kept_under_another_key(self):
        self.a.do("add", "ambassador", "display-name=Ann", "email=ann@x.example")
        self.b.do("add", "ambassador", "display-name=Anne", "email=ann@x.example")
        self.sync(self.a, self.b, self.a)
        [finding] = self.b.do("conflicts")["conflicts"]
        self.b.do("resolve", str(finding["key"]), "value", "email=anne@x.example")
        self.sync(self.b, self.a)
        self.assertEqual(sorted(one["email"] for one in self.a.do("list", "ambassador")["records"]),
                         ["ann@x.example", "anne@x.example"])

    def test_a_wrong_token_is_said_and_what_waits_stays(self):
        self.a.do("add", "ambassador", "display-name=Ann", "email=ann@x.example")
        stranger = Desk(self.folder, "c")
        path = os.path.join(self.folder, "wrong")
        with open(path, "w", encoding="utf-8") as file:
            file.write("not-a-token")
        said = stranger.refused("connect", self.server.url, "--token-file", path)
        self.assertIn("The server doesn’t know this token", said)
        self.assertNotIn("kept here", said)
        self.assertIsNone(stranger.do("status")["server"])
        self.revoke()
        before = self.a.bytes()
        self.assertIn(b"Ann", before)
        self.assertIn("revoked", self.a.refused("sync"))
        self.assertEqual(self.a.do("status")["waiting"], 0)
        [finding] = self.a.do("conflicts")["conflicts"]
        self.assertEqual((finding["code"], finding["type"]), ("token-revoked", "refused"))
        self.assertIn("Ann", finding["typed"])
        self.assertIn("Ask a manager", self.a.refused("sync"))

    def test_a_revoked_token_leaves_no_byte_of_others(self):
        self.make_person(**{"display-name": "Zebulonia Byte"})
        self.assertIn(b"Zebulonia", self.b.bytes())
        self.revoke()
        self.assertIn("revoked", self.b.refused("sync"))
        self.assertNotIn(b"ebulonia", self.b.bytes())

    def revoke(self):
        listed = subprocess.run([SERVER, "token", "list", "--data", self.server.data],
                                capture_output=True, text=True, timeout=30).stdout
        number = listed.split()[0] if listed.split()[0].isdigit() else "1"
        subprocess.run([SERVER, "token", "revoke", number, "--data", self.server.data], check=True, timeout=30,
                       stdout=subprocess.DEVNULL)


class Access(Office):
    """What a lead and an ambassador hold: their files, byte by byte, and what the server answers to plain HTTP."""

    def setUp(self):
        super().setUp()
        self.nodes = {code: self.a.do("add", "node", f"name={code}", f"code={code}", f"kind={kind}")["id"]
                      for code, kind in (("PAR", "country"), ("TYO", "country"), ("LAW", "department"))}

    def add(self, entity, **fields):
        return self.a.do("add", entity, *[f"{name.replace('_', '-')}={value}" for name, value in fields.items()])["id"]

    def sign_in(self, name, access, *more):
        self.a.do("sync")
        desk = Desk(self.folder, name)
        desk.token = self.server.token(access, name, *more)
        desk.connect(self.server, desk.token)
        return desk

    def ask(self, desk, path):
        request = urllib.request.Request(self.server.url + path, headers={"Authorization": f"Bearer {desk.token}"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def assert_held(self, desk, held, entity, collection, record, words):
        """In the file, in a list and by its address, or nowhere."""
        status, _ = self.ask(desk, f"/v1/{collection}/{record}")
        self.assertEqual(status, 200 if held else 404)
        self.assertEqual(record in self.ask(desk, f"/v1/{collection}?limit=500")[1], held)
        self.assertEqual(desk.run("show", entity, record).returncode == 0, held)
        self.assertEqual(words.encode() in desk.bytes(), held, words)

    def test_a_department_holds_the_training_of_its_people(self):
        zoe = self.add("ambassador", display_name="Zoe", node_id=self.nodes["TYO"], department_id=self.nodes["LAW"])
        track = self.add("track", name="Basics")
        enrolment = self.add("enrolment", ambassador_id=zoe, track_id=track, note="Tessellated")
        law, paris = (self.sign_in(code, "lead", "--node", code) for code in ("LAW", "PAR"))
        rows = ("enrolment", "enrolments", enrolment, "essellated")
        self.assert_held(law, True, *rows)
        self.assert_held(paris, False, *rows)
        self.a.do("set", "ambassador", zoe, "department-id=")
        self.sync(self.a, law)
        self.assert_held(law, False, *rows)

    def test_a_member_who_left_a_space_holds_nothing_of_it(self):
        ada, bob = (self.add("ambassador", display_name=name, node_id=self.nodes[code])
                    for name, code in (("Ada Host", "PAR"), ("Bob Guest", "TYO")))
        space = self.add("space", name="Studio", host_id=ada)
        host, guest = (self.sign_in(name, "ambassador", "--person", person) for name, person in (("Ada", ada), ("Bob", bob)))
        thread = host.do("add", "thread", "title=Rehearsal", f"space-id={space}", f"author-id={ada}")["id"]
        post = host.do("add", "post", f"thread-id={thread}", f"space-id={space}", f"author-id={ada}",
                       "posted-at=2026-11-20T09:00:00Z", "body=Quixotically said")["id"]
        self.assertIn("Only members", guest.refused("add", "thread", "title=Mine", f"space-id={space}", f"author-id={bob}"))
        asked = guest.do("add", "membership", f"space-id={space}", f"ambassador-id={bob}")["id"]
        self.sync(host, guest)
        rows = ("post", "posts", post, "uixotically")
        self.assert_held(guest, False, *rows)
        self.assertIn("not free to join", guest.refused("move", "membership", asked, "member"))
        self.sync(host)
        self.assertIn("Bob Guest", host.shown("membership", asked))  # of another node: by the card of the space
        host.do("move", "membership", asked, "member")
        self.sync(host, guest)
        self.assert_held(guest, True, *rows)
        guest.do("move", "membership", asked, "left")
        self.sync(guest, guest)
        self.assert_held(guest, False, *rows)
        self.assertTrue(guest.do("check")["ok"])

    def test_a_reference_that_is_not_held_survives(self):
        far = self.add("ambassador", display_name="Far Away", node_id=self.nodes["TYO"])
        ada = self.add("ambassador", display_name="Ada", node_id=self.nodes["PAR"], manager_id=far)
        lead = self.sign_in("Lead", "lead", "--node", "PAR")
        own = self.sign_in("Ada", "ambassador", "--person", ada)
        for desk in (lead, own):
            desk.do("sync")
            self.assertIn("Not visible to you", desk.shown("ambassador", ada))
            self.assertNotIn(b"Far Away", desk.bytes())
            desk.do("set", "ambassador", ada, f"job-title=By {os.path.basename(desk.dir)}")
            self.sync(desk, self.a)
            kept = self.a.do("show", "ambassador", ada)
            self.assertEqual((kept["manager-id"], kept["job-title"]), (far, f"By {os.path.basename(desk.dir)}"))

    def test_a_colleague_is_a_card_that_may_be_referred_to(self):
        path = os.path.join(self.folder, "running.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Name,E-mail,Node,State\nAda,ada@x.example,PAR,active\nNear By,near@x.example,PAR,active\n")
        self.a.do("import", "ambassador", path, "--running")
        people = {row["display-name"]: row["id"] for row in self.a.do("list", "ambassador")["records"]}
        own = self.sign_in("Ada", "ambassador", "--person", people["Ada"])
        self.assertNotIn(b"near@x.example", own.bytes())
        given = own.do("add", "thanks", "text=For the story", f"by-id={people['Ada']}", f"ambassador-id={people['Near By']}",
                       "signature=Ada", "at=2026-11-20T09:00:00Z")["id"]
        self.assertIn("Near By", own.shown("thanks", given))
        self.sync(own, self.a)
        self.assertEqual(own.do("conflicts")["conflicts"], [])
        self.assertEqual(self.a.do("show", "thanks", given)["ambassador-id"], people["Near By"])


class Unreachable(unittest.TestCase):
    def test_a_first_connect_promises_nothing(self):
        folder = tempfile.mkdtemp(prefix="ambassade-first-")
        path = os.path.join(folder, "token")
        with open(path, "w", encoding="utf-8") as file:
            file.write("some-token")
        for url, says in ((f"http://127.0.0.1:{free_port()}", "Nothing answers at"),
                          ("https://nowhere.invalid", "can’t be found")):
            said = Desk(folder, "first").refused("connect", url, "--token-file", path)
            self.assertIn(says, said)
            self.assertIn(url, said)
            self.assertNotIn("kept here", said)
        with open(path, "w", encoding="utf-8") as file:
            file.write(" \n")
        self.assertIn("is empty",
                      Desk(folder, "first").refused("connect", "https://nowhere.invalid", "--token-file", path))
        shutil.rmtree(folder)


class Hostile(http.server.BaseHTTPRequestHandler):
    """Answers everything with the bytes at hand."""

    body = b""
    status = 200

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        self.send_response(self.status)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class HostileServer(unittest.TestCase):
    BODIES = {
        "a truncated page": b'{"k":"head","v":1,"epoch":"e","schema":1,"req":"r"}\n{"k":"put","s":"all","t":"amb',
        "a page without an end": b'{"k":"head","v":1,"epoch":"e","schema":1,"req":"r"}\n',
        "deep nesting": b"[" * 200_000,
        "an integer beyond int64": b'{"k":"head","v":99999999999999999999}\n',
        "HTML": b"<html><body>Please sign in to the hotel network</body></html>",
        "nothing": b"",
        "binary": bytes(range(256)) * 64,
    }

    def test_whatever_a_server_answers_is_a_sentence_and_loses_nothing(self):
        folder = tempfile.mkdtemp(prefix="ambassade-hostile-")
        real = Server(folder)
        token = real.token()
        real.start()
        desk = Desk(folder, "desk")
        desk.connect(real, token)
        desk.do("add", "ambassador", "display-name=Kept", "email=kept@x.example")
        desk.do("sync")
        desk.do("add", "ambassador", "display-name=Waiting", "email=waiting@x.example")
        before = desk.people()
        real.stop()
        hostile = http.server.ThreadingHTTPServer(("127.0.0.1", real.port), Hostile)
        threading.Thread(target=hostile.serve_forever, daemon=True).start()
        try:
            for status in (200, 500, 404, 413, 401):
                for name, body in self.BODIES.items():
                    Hostile.body, Hostile.status = body, status
                    said = desk.refused("sync")
                    self.assertGreater(len(said), 30, (status, name))
                    self.assertEqual(desk.people(), before, (status, name))
                    self.assertTrue(desk.do("check")["ok"], (status, name))
        finally:
            hostile.shutdown()
            hostile.server_close()
        real.start()
        desk.do("sync")
        self.assertEqual(desk.do("status")["waiting"], 0)
        real.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    unittest.main(verbosity=2)
