"""ambassadectl ask and answer: the preview and what is sent say the same; one undo; no task twice."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOON = '2026-11-23T12:00:00Z'  # 13:00 in Paris, 21:00 in Tokyo


class TasksTest(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix='ambassade-tasks-')
        self.json('add', 'programme', 'name=Voices', 'zone=Europe/Paris', 'ask-budget=2')
        self.world = self.add('node', 'name=World')
        self.japan = self.add('node', 'name=Japan', 'parent-id=World', 'zone=Asia/Tokyo')
        self.ada, self.ben = self.person('Ada', 'World'), self.person('Ben', 'Japan')
        self.cleo = self.add('ambassador', 'display-name=Cleo', 'node-id=World')  # of the pool

    def tearDown(self):
        shutil.rmtree(self.dir)

    def run_ctl(self, *words):
        return subprocess.run([CTL, '--profile', self.dir, '--now', NOON, *words], capture_output=True, text=True,
                              timeout=120)

    def json(self, *words):
        run = self.run_ctl('--json', *words)
        self.assertEqual(run.returncode, 0, (words, run.stderr))
        return json.loads(run.stdout) if run.stdout else None

    def add(self, *words):
        return self.json('add', *words)['id']

    def person(self, name, node):
        """Of the roster, as an import of a running programme brings one."""
        path = os.path.join(self.dir, 'people.csv')
        with open(path, 'w') as file:
            file.write(f'Name,E-mail,State,Node\n{name},{name}@x.example,active,{node}\n')
        self.json('import', 'ambassador', path, '--running')
        return self.json('list', 'ambassador', '--where', f'display-name={name}')['records'][0]['id']

    def tasks(self):
        return self.json('list', 'task')['records']

    def test_a_dry_run_says_what_sending_does(self):
        ask = ('ask', '--title', 'Share the film', '--kind', 'share', '--due', '2026-12-01', '--to', 'node', 'World')
        dry = self.json(*ask, '--dry-run')
        self.assertEqual((dry['people'], dry['asked'], dry['quiet']), (2, 2, 1))
        self.assertEqual([(one['name'], one['time'], one['notes']) for one in dry['notes']],
                         [('Ben', '21:00', ['quiet'])])
        self.assertEqual(self.tasks(), [])
        sent = self.json(*ask)
        self.assertEqual(sent['made'], 2)
        self.assertEqual({(one['ambassador-id'], one['due-on'], one['node-id']) for one in self.tasks()},
                         {(self.ada, '2026-12-01', self.world), (self.ben, '2026-12-01', self.world)})
        self.json('undo')
        self.assertEqual(self.tasks(), [])

    def test_the_budget_pauses_and_the_pool_are_left_out(self):
        for title in ('One', 'Two'):
            self.json('ask', '--title', title, '--to', 'person', 'Ada')
        self.json('set', 'ambassador', self.ben, 'paused-until=2027-01-31')
        self.json('move', 'ambassador', self.ben, 'paused')
        run = self.run_ctl('ask', '--title', 'Three', '--to', 'person', 'Ada', 'Ben', 'Cleo')
        self.assertEqual(run.returncode, 1)
        self.assertIn('left out', run.stderr)
        dry = self.run_ctl('ask', '--title', 'Three', '--to', 'person', 'Ada', 'Ben', 'Cleo', '--dry-run').stdout
        self.assertIn('1 is not in the roster:\n  Cleo\n', dry)
        self.assertIn('1 has paused:\n  Ben\n', dry)
        self.assertIn('1 has had the 2 requests of a month or more:\n  Ada (2)\n', dry)
        self.assertIn('0 of 3 would be asked.', dry)
        sent = self.json('ask', '--title', 'Three', '--to', 'person', 'Ada', 'Ben', 'Cleo', '--leave-out', 'quiet,paused')
        self.assertEqual((sent['made'], sent['people']), (1, 3))

    def test_the_same_request_is_sent_once(self):
        first = self.json('ask', '--title', 'Share', '--to', 'person', 'Ada')
        again = self.json('ask', '--title', 'Share', '--to', 'person', 'Ada', 'Ben', '--id', first['id'])
        self.assertEqual((again['made'], again['sent-before']), (1, 1))
        self.assertEqual(len(self.tasks()), 2)

    def test_answers(self):
        self.json('ask', '--title', 'Share', '--to', 'person', 'Ada')
        task = self.tasks()[0]['id']
        done = self.json('answer', task, 'done', '--minutes', '20', '--channel', 'phone', '--day', '2026-11-21')
        self.assertEqual((done['state'], done['minutes'], done['channel'], done['recorded-on']),
                         ('done', 20, 'phone', '2026-11-21'))
        self.assertEqual(self.json('list', 'activity')['total'], 1)
        self.assertEqual(self.json('show', 'ambassador', self.ada)['last-active-on'], '2026-11-21')
        self.assertEqual(self.run_ctl('answer', task, 'declined').returncode, 1)
        self.json('undo')
        self.assertEqual(self.tasks()[0]['state'], 'proposed')
        self.assertEqual(self.json('list', 'activity')['total'], 0)

    def test_mistakes_are_told(self):
        for words, sentence in (
                (('ask', '--title', 'X', '--to', 'town', 'Lyon'), '--to takes'),
                (('ask', '--to', 'person', 'Ada'), '--title'),
                (('ask', '--title', 'X', '--to', 'node', 'World', 'Japan'), 'it is one'),
                (('ask', '--title', 'X', '--to', 'node', 'Atlantis'), 'Atlantis'),
                (('ask', '--title', 'X', '--to', 'person', 'Ada', '--leave-out', 'tired'), 'quiet'),
                (('ask', '--title', 'X', '--to', 'person', 'Ada', '--id', 'x'), 'no id'),
                (('ask', '--title', 'X', '--due', 'soon', '--to', 'person', 'Ada'), 'Due on')):
            run = self.run_ctl(*words)
            self.assertIn(sentence, run.stderr)
            self.assertIn(run.returncode, (1, 2), words)
        self.assertEqual(self.tasks(), [])


if __name__ == '__main__':
    unittest.main()
