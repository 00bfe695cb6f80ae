"""A hold of one desk reaches the other, which lifts it: on both every byte of content is as before. What went out at a desk
that was apart meanwhile is offered as published, in one act, or told what is to be done before.

test-hold.py AMBASSADECTL AMBASSADE-SERVER
"""

import importlib.machinery
import importlib.util
import os
import re
import unittest

LOADER = importlib.machinery.SourceFileLoader("desks", os.path.join(os.path.dirname(__file__), "test-desks.py"))
desks = importlib.util.module_from_spec(importlib.util.spec_from_loader("desks", LOADER))
LOADER.exec_module(desks)  # takes the two programs from sys.argv


def content(desk):
    return [desk.run("list", entity).stdout for entity in ("content-item", "variant", "publication")]


class Hold(desks.Office):
    def setUp(self):
        super().setUp()
        path = os.path.join(self.folder, "items.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Title,Audience,Channel,State,Publish on,Text\n"
                       "Warm homes,client,Blog,scheduled,2099-12-01T09:00[Europe/Paris],Words\n"
                       "Open day,applicant,Blog,approved,2099-12-02T09:00[Europe/Paris],Words\n"
                       "Sketch,client,Blog,draft,,Words\n")
        self.a.do("add", "channel", "name=Blog")
        self.a.do("import", "content-item", path, "--running")
        self.ids = {one["title"]: one["id"] for one in self.a.do("list", "content-item")["records"]}
        self.a.do("add", "variant", "item-id=" + self.ids["Sketch"], "language=fr", "body=Mots")
        self.sync()

    def test_held_here_and_lifted_there(self):
        before = content(self.a)
        self.assertEqual(content(self.b), before)
        held = self.a.do("hold", "--declare", "Recall", "--why", "Until we know")
        self.assertEqual(held["done"], 2)
        self.sync()
        self.assertEqual(content(self.a), content(self.b))
        self.assertNotEqual(content(self.b), before)
        standing = self.b.do("hold")["holds"]
        self.assertEqual([one["was"] for one in standing[0]["items"]], ["scheduled", "approved"])
        # both are offline: one lifts, the other has written at what it doesn't hold
        self.a.do("set", "content-item", self.ids["Sketch"], "kind=news")
        self.b.do("lift")
        self.sync(self.a, self.b, self.a)
        self.assertEqual(content(self.a), content(self.b))
        self.a.do("set", "content-item", self.ids["Sketch"], "kind=")
        self.sync()
        self.assertEqual(content(self.a), before)
        self.assertEqual(content(self.b), before)
        self.assertEqual(self.a.do("hold")["holds"], [])

    def test_undone_where_it_was_made(self):
        before = content(self.a)
        self.a.do("hold", "--declare", "Recall", "--why", "Until we know")
        self.sync()
        self.assertTrue(all(re.search('"state":"on_hold"', text[0]) for text in (content(self.a), content(self.b))))
        self.a.run("undo")
        self.sync()
        self.assertEqual(content(self.a), before)
        self.assertEqual(content(self.b), before)
        self.assertEqual(self.b.do("hold")["holds"], [])

    def publish_apart(self, *words):
        """One desk publishes while the other one, which it can't hear, does @words."""
        item = self.ids["Warm homes"]
        self.b.do(*words)
        self.sync(self.b)
        self.a.do("publish", item, "link=https://x.example/1")
        self.assertEqual(self.a.do("show", "content-item", item)["state"], "published")
        self.sync(self.a, self.b)
        self.assertEqual([one["link"] for one in self.b.do("list", "publication")["records"]], ["https://x.example/1"])
        for desk in (self.a, self.b):
            self.assertEqual([one["id"] for one in desk.do("list", "content-item", "--where", "standing=out")["records"]],
                             [item])
        return item

    def get_states(self, item):
        return [desk.do("show", "content-item", item)["state"] for desk in (self.a, self.b)]

    def test_what_went_out_while_it_was_held_is_published_in_one_act(self):
        item = self.publish_apart("hold", "--declare", "Recall", "--why", "Until we know")
        self.assertEqual(self.get_states(item), ["on_hold", "on_hold"])
        self.b.do("say-out", item)
        self.sync(self.b, self.a)
        self.assertEqual(self.get_states(item), ["published", "published"])
        self.b.run("undo")
        self.sync(self.b, self.a)
        self.assertEqual(self.get_states(item), ["on_hold", "on_hold"])
        self.b.run("redo")
        # what is out is not taken back when the hold is lifted
        self.b.do("lift")
        self.sync(self.b, self.a)
        self.assertEqual(self.get_states(item), ["published", "published"])
        self.assertEqual(self.b.do("list", "content-item", "--where", "standing=out")["records"], [])

    def test_what_went_out_while_it_was_edited_is_approved_first(self):
        self.b.do("add", "pillar", "name=Craft")
        self.b.do("add", "node", "name=Lyon")
        self.b.do("add", "ambassador", "display-name=Ada")
        self.b.do("set", "content-item", self.ids["Warm homes"], "pillar-id=Craft", "department-id=Lyon", "owner-id=Ada",
                  "source=original", "language=en", "expires-on=2100-12-01", "disclosure=Mine")
        self.b.do("approve", self.ids["Warm homes"])
        self.b.do("move", "content-item", self.ids["Warm homes"], "scheduled")
        self.sync(self.b, self.a)
        item = self.publish_apart("set", "content-item", self.ids["Warm homes"], "body=Other words")
        self.assertEqual(self.get_states(item), ["in_review", "in_review"])
        self.assertIn("went out", self.b.refused("say-out", item))
        self.b.do("approve", item)
        self.b.do("say-out", item)
        self.sync(self.b, self.a)
        self.assertEqual(self.get_states(item), ["published", "published"])
        self.assertTrue(all(desk.do("check", "--server")["ok"] for desk in (self.a, self.b)))


if __name__ == "__main__":
    unittest.main()
