"""Content items by the command line: what lacks is named, one that lacks something is in nobody's way, what is out is recorded."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOON = '2026-11-23T12:00:00Z'


class ContentTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix='ambassade-content-')
        self.json('add', 'programme', 'name=Voices', 'zone=Europe/Paris')
        for words in (('ambassador', 'display-name=Ada'), ('node', 'name=Lyon'), ('pillar', 'name=Craft'),
                      ('channel', 'name=Blog')):
            self.json('add', *words)

    def tearDown(self):
        shutil.rmtree(self.dir)

    def run_ctl(self, *words):
        return subprocess.run([CTL, '--profile', self.dir, '--now', NOON, *words], capture_output=True, text=True,
                              timeout=120)

    def json(self, *words):
        run = self.run_ctl('--json', *words)
        self.assertEqual(run.returncode, 0, (words, run.stderr))
        return json.loads(run.stdout) if run.stdout else None

    def add_item(self, title, *words):
        item = self.json('add', 'content-item', f'title={title}', 'audience=client', 'pillar-id=Craft',
                         'owner-id=Ada', 'department-id=Lyon', 'language=en', 'channel-id=Blog',
                         'publish-on=2026-12-01T09:00[Europe/Paris]', 'expires-on=2027-12-01', 'body=Text',
                         *words)['id']
        for state in ('draft', 'in_review'):
            self.json('move', 'content-item', item, state)
        return item

    def state(self, item):
        return self.json('show', 'content-item', item)['state']

    def test_what_lacks_is_named(self):
        good = self.add_item('Warm homes', 'source=original', 'disclosure=Mine')
        poor = self.add_item('Cold homes', 'source=asset')
        self.assertTrue(self.json('check-item', good)['complete'])
        told = self.json('check-item', poor)
        self.assertFalse(told['complete'])
        self.assertEqual(sorted(one['check'] for one in told['checks'] if one['is'] == 'lacks'),
                         ['disclosure', 'source'])
        self.assertIn('Disclosure line', self.run_ctl('check-item', poor).stdout)
        self.assertNotEqual(self.run_ctl('check-item', 'nothing').returncode, 0)

    def test_many_are_approved_at_once(self):
        good = self.add_item('Warm homes', 'source=original', 'disclosure=Mine')
        poor = self.add_item('Cold homes', 'source=asset')
        self.assertEqual(self.run_ctl('approve', poor).returncode, 1)
        run = self.run_ctl('approve', poor, good)
        self.assertEqual(run.returncode, 3, 'done in part')
        self.assertIn('Cold homes', run.stderr)
        self.assertIn('Disclosure line', run.stderr)
        self.assertEqual((self.state(good), self.state(poor)), ('approved', 'in_review'))
        self.json('set', 'content-item', good, 'body=Other')
        self.assertEqual(self.state(good), 'in_review')

    def test_what_waits_is_sent_back_with_a_reason(self):
        item = self.add_item('Warm homes', 'source=original', 'disclosure=Mine')
        [waits] = self.json('reviews')['reviews']
        self.assertEqual((waits['id'], waits['since'], waits['publish-on'], waits['own']),
                         (item, '2026-11-23T12:00:00.000Z', '2026-12-01T09:00[Europe/Paris]', False))
        self.assertIn('Warm homes', self.run_ctl('reviews').stdout)
        self.assertNotEqual(self.run_ctl('request-changes', item).returncode, 0)
        self.assertEqual(self.state(item), 'in_review')
        self.json('request-changes', item, '--reason', 'Shorter')
        self.assertEqual(self.state(item), 'changes_requested')
        self.assertEqual(self.json('reviews')['reviews'], [])

    def test_a_publication_is_recorded_and_undone(self):
        item = self.add_item('Warm homes', 'source=original', 'disclosure=Mine')
        refused = self.run_ctl('publish', item, 'link=https://x.example/1')
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn('approved', refused.stderr)
        self.json('approve', item)
        made = self.json('publish', item, 'link=https://x.example/1', 'audience-size=300')['id']
        told = self.json('show', 'publication', made)
        self.assertEqual((told['link'], told['audience-size'], told['kind']), ('https://x.example/1', 300, 'company'))
        self.assertEqual(self.state(item), 'published')
        self.json('undo')
        self.assertEqual(self.state(item), 'approved')

    def test_what_colleagues_moved_is_told(self):
        """As on a desk that was connected later: its own memory of the item is empty, the moves came."""
        item = self.add_item('Warm homes', 'source=original')
        self.json('request-changes', item, '--reason', 'Shorter')
        with sqlite3.connect(os.path.join(self.dir, 'cache.db')) as db:
            db.execute('DELETE FROM journal')
        db.close()
        lines = self.run_ctl('history', 'content-item', item).stdout.splitlines()
        self.assertEqual([line.split('State: ')[1] for line in lines],
                         ['In review → Changes requested  Shorter', 'Draft → In review', 'Idea → Draft'])
        told = self.json('history', 'content-item', item)
        self.assertEqual([move['to'] for move in told['moves']], ['changes_requested', 'in_review', 'draft'])
        self.assertEqual(told['changes'], [])

    def test_without_a_person_nobody_suggests(self):
        refused = self.run_ctl('suggest-item', 'Warm homes', 'audience=client')
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn('credited', refused.stderr)
        self.assertEqual(self.json('suggestions')['suggestions'], [])


if __name__ == '__main__':
    unittest.main()
