"""A hold of one desk reaches the other, which lifts it: on both every byte of content is as before.

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


if __name__ == "__main__":
    unittest.main()
