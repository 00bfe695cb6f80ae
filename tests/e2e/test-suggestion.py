"""An ambassador's suggestion, on two desks and a server: accepted, approved, published, credited; and what two desks do at once."""

import os
import runpy
import shutil
import tempfile
import unittest

# The office of two desks is that of test-desks.py, which takes the programs from the same arguments.
HERE = os.path.dirname(os.path.abspath(__file__))
OFFICE = runpy.run_path(os.path.join(HERE, "test-desks.py"), run_name="office")

WHY = "Clients ask me for it every week"
PLAN = ("pillar-id=Craft", "channel-id=Blog", "language=en", "publish-on=2026-12-01T09:00[Europe/Paris]",
        "expires-on=2027-12-01", "disclosure=I work here")


class Suggestion(unittest.TestCase):
    """One office for all: each test has an item of its own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="ambassade-suggestion-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.server = OFFICE["Server"](cls.folder)
        token = cls.server.token()
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        centre = OFFICE["Desk"](cls.folder, "centre")
        centre.connect(cls.server, token)
        node = centre.do("add", "node", "name=Lyon", "code=LYO")["id"]
        centre.do("add", "pillar", "name=Craft")
        centre.do("add", "channel", "name=Blog", "audience-size=12400", "counted-on=2026-11-03")
        cls.people = {name: centre.do("add", "ambassador", f"display-name={name}", f"node-id={node}")["id"]
                      for name in ("Ada", "Ben", "Eva")}
        centre.do("sync")
        cls.ada, cls.ben, cls.eva = (cls.sign_in(name, access) for name, access in
                                     (("Ada", "ambassador"), ("Ben", "manager"), ("Eva", "manager")))

    @classmethod
    def sign_in(cls, name, access):
        desk = OFFICE["Desk"](cls.folder, name)
        desk.connect(cls.server, cls.server.token(access, name, "--person", cls.people[name]))
        return desk

    def sync(self, *which):
        for desk in which:
            desk.do("sync")

    def waiting(self, desk):
        return [row for row in desk.do("suggestions")["suggestions"] if row["id"] == self.item]

    def answered(self):
        [told] = [row for row in self.ada.do("suggestions", "--mine")["suggestions"] if row["id"] == self.item]
        return told

    def told(self, desk):
        """What of this item needs a person's attention there."""
        return [row for row in desk.do("conflicts")["conflicts"] if row["id"] == self.item]

    def suggest(self):
        item = self.ada.do("suggest-item", "Warm homes", "audience=client", "body=Text", "--why", WHY)["id"]
        self.sync(self.ada, self.ben, self.eva)
        self.item = item
        return item

    def state(self, desk, item):
        return desk.do("show", "content-item", item)["state"]

    def in_review(self):
        """Written by Ada, to be decided by Ben or Eva."""
        item = self.suggest()
        self.ben.do("accept-suggestion", item, *PLAN)
        self.sync(self.ben, self.ada)
        self.ada.do("move", "content-item", item, "in_review")
        self.sync(self.ada, self.ben, self.eva)
        return item

    def test_it_is_accepted_published_and_credited(self):
        item = self.suggest()
        [waits] = self.waiting(self.ben)
        self.assertEqual((waits["id"], waits["author"], waits["what-for"]), (item, self.people["Ada"], WHY))
        self.assertEqual(self.waiting(self.ada), [])
        self.assertIn("not yours", self.ada.refused("accept-suggestion", item))
        self.ben.do("accept-suggestion", item, *PLAN, f"reviewer-id={self.people['Eva']}", "--why", "They should hear it")
        self.sync(self.ben, self.ada, self.eva)
        told = self.answered()
        self.assertEqual((told["answer"], told["by"], told["why"]), ("draft", "Ben", "They should hear it"))
        self.assertEqual(self.waiting(self.ben), [])
        # On through writing and review.
        self.ada.do("set", "content-item", item, "body=A better text")
        self.ada.do("move", "content-item", item, "in_review")
        self.assertIn("Somebody else", self.ada.refused("approve", item))
        self.sync(self.ada, self.eva)
        [review] = [row for row in self.eva.do("reviews")["reviews"] if row["id"] == item]
        self.assertEqual((review["id"], review["mine"], review["own"]), (item, True, False))
        self.eva.do("approve", item)
        made = self.eva.do("publish", item, "link=https://x.example/1")["id"]
        self.sync(self.eva, self.ada, self.ben)
        # Credited wherever it is read.
        for desk in (self.ada, self.ben, self.eva):
            shown = desk.do("show", "content-item", item)
            self.assertEqual((shown["state"], shown["author-id"]), ("published", self.people["Ada"]))
        self.assertEqual(self.answered()["answer"], "published")
        publication = self.ben.do("show", "publication", made)
        self.assertEqual((publication["audience-size"], publication["by-id"]), (12400, self.people["Eva"]))
        for desk in (self.ada, self.ben, self.eva):
            self.assertTrue(desk.do("check", "--server")["ok"])

    def test_it_is_declined_with_a_reason(self):
        item = self.suggest()
        self.ben.do("decline-suggestion", item, "--why", "We told it in May")
        self.sync(self.ben, self.ada)
        told = self.answered()
        self.assertEqual((told["state"], told["answer"], told["why"]), ("rejected", "rejected", "We told it in May"))

    def test_two_who_take_it_up_at_once(self):
        item = self.suggest()
        self.ben.do("accept-suggestion", item, "language=en")
        self.eva.do("accept-suggestion", item, "language=fr")
        self.sync(self.ben, self.eva, self.ben, self.ada)
        for desk in (self.ada, self.ben, self.eva):
            shown = desk.do("show", "content-item", item)
            self.assertEqual((shown["state"], shown["language"], shown["owner-id"]), ("draft", "en", self.people["Ada"]))
        # Who came second is told; nothing of theirs is lost without a word.
        self.assertEqual(self.told(self.ben), [])
        self.assertNotEqual(self.told(self.eva), [])

    def test_one_accepts_and_the_other_declines(self):
        item = self.suggest()
        self.ben.do("accept-suggestion", item)
        self.eva.do("decline-suggestion", item, "--why", "No")
        self.sync(self.ben, self.eva, self.ben, self.ada)
        self.assertEqual({self.state(desk, item) for desk in (self.ada, self.ben, self.eva)}, {"draft"})
        self.assertNotEqual(self.told(self.eva), [])

    def test_two_who_approve_the_same_text_are_both_right(self):
        item = self.in_review()
        self.ben.do("approve", item)
        self.eva.do("approve", item)
        self.sync(self.ben, self.eva, self.ben, self.ada)
        for desk in (self.ada, self.ben, self.eva):
            self.assertEqual(self.state(desk, item), "approved")
            self.assertEqual(self.told(desk), [])
            decided = [row["by-id"] for row in desk.do("list", "approval")["records"] if row["item-id"] == item]
            self.assertEqual(sorted(decided), sorted((self.people["Ben"], self.people["Eva"])))
            self.assertTrue(desk.do("check", "--server")["ok"])

    def test_an_edit_after_many_were_approved_sends_that_one_back(self):
        first, second = self.in_review(), self.in_review()
        self.ada.do("set", "content-item", second, "body=Quite another text about something else altogether")
        self.sync(self.ada, self.ben)
        self.ada.do("set", "content-item", first, "body=Edited meanwhile")
        self.ben.do("approve", first, second)
        self.sync(self.ben, self.ada, self.ben, self.eva)
        for desk in (self.ada, self.ben, self.eva):
            self.assertEqual((self.state(desk, first), self.state(desk, second)), ("in_review", "approved"))
            self.assertEqual(desk.do("show", "content-item", first)["body"], "Edited meanwhile")
        waits = [row["id"] for row in self.ben.do("reviews")["reviews"]]
        self.assertTrue(first in waits and second not in waits)


if __name__ == "__main__":
    unittest.main()
