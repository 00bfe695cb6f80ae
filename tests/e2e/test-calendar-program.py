"""A calendar program (khal) that subscribes to a view sees what the desk plans, moves and takes back; a file that the
desk exports shows it the same.

test-calendar-program.py AMBASSADECTL AMBASSADE-SERVER
"""

import csv
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

LOADER = importlib.machinery.SourceFileLoader("desks", os.path.join(os.path.dirname(__file__), "test-desks.py"))
desks = importlib.util.module_from_spec(importlib.util.spec_from_loader("desks", LOADER))
LOADER.exec_module(desks)  # takes the two programs from sys.argv

CONFIG = """
[calendars]
[[posts]]
path = {dir}/posts
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = posts
[sqlite]
path = {dir}/khal.db
"""


class Khal:
    """A calendar program with one calendar."""

    def __init__(self, folder, name):
        self.dir = os.path.join(folder, name)
        os.makedirs(os.path.join(self.dir, "posts"))
        with open(os.path.join(self.dir, "config"), "w", encoding="utf-8") as file:
            file.write(CONFIG.format(dir=self.dir))

    def run(self, *words):
        run = subprocess.run(["khal", "-c", os.path.join(self.dir, "config"), *words], capture_output=True, text=True,
                             timeout=60, env={**os.environ, "HOME": self.dir, "LC_ALL": "C.UTF-8"})
        assert run.returncode == 0, (words, run.stdout, run.stderr)
        return run.stdout

    def take(self, text):
        path = os.path.join(self.dir, "taken.ics")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        self.run("import", "--batch", path)

    def shows(self):
        """Each event as (its beginning in UTC, title, status, uid)."""
        lines = self.run("list", "--format", "{start}|{title}|{status}|{uid}", "--day-format", "", "2027-03-01", "60d")
        return sorted(tuple(part.strip() for part in line.split("|")) for line in lines.splitlines() if line)


class Calendar(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ambassade-calendar-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.server = desks.Server(self.folder)
        token = self.server.token()
        self.server.start()
        self.addCleanup(self.server.stop)
        self.desk = desks.Desk(self.folder, "desk")
        self.desk.connect(self.server, token)
        path = os.path.join(self.folder, "items.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["title", "state", "publish-on", "body"])
            out.writerow(["Portrait of Zoé", "scheduled", "2027-03-27T09:00[Europe/Paris]", "One, two; three"])
            out.writerow(["Open day", "scheduled", "2027-03-27T09:00[America/New_York]", ""])
        self.desk.do("import", "content-item", path, "--running")
        self.desk.do("sync")
        records = self.desk.do("list", "content-item")["records"]
        self.ids = {record["title"]: record["id"] for record in records}

    def fetch(self, address, tag=None):
        request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read().decode(), answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            return error.code, tag

    def test_a_calendar_program_follows_the_plan(self):
        made = self.desk.do("calendar-feed", "make", "All posts")
        khal, other = Khal(self.folder, "subscribed"), Khal(self.folder, "imported")

        def see(expected, tag=None):
            text, tag = self.fetch(made["address"], tag)
            khal.take(text)
            self.assertEqual(khal.shows(), expected)
            path = os.path.join(self.folder, "out.ics")
            self.desk.do("export", "content-item", path)
            with open(path, encoding="utf-8", newline="") as file:
                other.take(file.read())
            self.assertEqual(other.shows(), expected)
            return tag

        zoe, day = (self.ids[name] + "@ambassade" for name in ("Portrait of Zoé", "Open day"))
        first = ("2027-03-27 08:00", "Portrait of Zoé", "CONFIRMED", zoe)
        tag = see([first, ("2027-03-27 13:00", "Open day", "CONFIRMED", day)])
        self.assertEqual(self.fetch(made["address"], tag)[0], 304)
        # Over the night in which Paris changes its clocks: 09:00 stays 09:00 there.
        self.desk.do("set", "content-item", self.ids["Portrait of Zoé"], "publish-on=2027-03-28T09:00[Europe/Paris]")
        self.desk.do("sync")
        moved = ("2027-03-28 07:00", "Portrait of Zoé", "CONFIRMED", zoe)
        tag = see([("2027-03-27 13:00", "Open day", "CONFIRMED", day), moved], tag)
        self.desk.do("move", "content-item", self.ids["Open day"], "on_hold", "--why", "A crisis")
        self.desk.do("sync")
        tag = see([("2027-03-27 13:00", "Open day", "CANCELLED", day), moved], tag)
        self.desk.do("remove", "content-item", self.ids["Portrait of Zoé"])
        self.desk.do("sync")
        see([("2027-03-27 13:00", "Open day", "CANCELLED", day), (*moved[:2], "CANCELLED", zoe)], tag)

    def test_an_address_is_revoked(self):
        made = self.desk.do("calendar-feed", "make", "All posts")
        listed = self.desk.do("calendar-feed", "list")["calendars"]
        self.assertEqual([(feed["id"], feed["name"], feed["own"]) for feed in listed], [(made["id"], "All posts", True)])
        self.assertIn("BEGIN:VCALENDAR", self.fetch(made["address"])[0])
        self.desk.do("calendar-feed", "revoke", str(made["id"]))
        self.assertEqual(self.fetch(made["address"])[0], 404)
        self.assertEqual(self.desk.do("calendar-feed", "list")["calendars"], [])
        self.assertIn("revoked", self.desk.refused("calendar-feed", "revoke", str(made["id"])))
        self.assertIn("make NAME", self.desk.refused("calendar-feed", "make"))
        self.assertIn("connected", desks.Desk(self.folder, "alone").refused("calendar-feed", "list"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
