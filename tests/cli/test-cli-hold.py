"""ambassadectl hold and lift: what would be held, what is held, and everything back to the byte."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-23T12:00:00Z'


class Hold(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='ambassade-hold-')
        self.addCleanup(shutil.rmtree, self.folder)
        items = os.path.join(self.folder, 'items.csv')
        with open(items, 'w', encoding='utf-8') as file:
            file.write('Title,Audience,Channel,State,Publish on\n'
                       'Warm homes,client,Blog,scheduled,2026-12-01T09:00[Europe/Paris]\n'
                       'Open day,applicant,Wire,approved,2026-12-02T09:00[Europe/Paris]\n'
                       'Late news,client,Wire,scheduled,2026-11-20T09:00[Europe/Paris]\n'
                       'Sketch,client,Wire,draft,\n')
        for channel in ('Blog', 'Wire'):
            self.json('add', 'channel', f'name={channel}')
        self.json('import', 'content-item', items, '--running')
        self.crisis = self.json('add', 'crisis', 'title=Recall', 'severity=s2', 'declared-at=2026-11-23T11:00:00.000Z')
        self.ids = {one['title']: one['id'] for one in self.json('list', 'content-item')['records']}

    def run_ctl(self, *args):
        return subprocess.run([CTL, '--profile', os.path.join(self.folder, 'desk'), '--now', NOW, *args],
                              capture_output=True, text=True, env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)

    def json(self, *args, status=0):
        run = self.run_ctl('--json', *args)
        self.assertEqual(run.returncode, status, run.stderr)
        return json.loads(run.stdout)

    def content(self):
        return [self.run_ctl('--json', 'list', entity).stdout for entity in ('content-item', 'variant', 'publication')]

    def test_held_and_lifted_everything_is_as_before(self):
        before = self.content()
        preview = self.json('hold', '--dry-run', '--audience', 'client')
        self.assertEqual([one['title'] for one in preview['items']], ['Late news', 'Warm homes'])
        self.assertEqual(self.content(), before)
        held = self.json('hold', '--crisis', 'Recall', '--why', 'Until we know')
        self.assertEqual((held['done'], held['refused']), (3, []))
        standing = self.json('hold')['holds']
        self.assertEqual([(one['title'], one['was'], one['standing']) for one in standing[0]['items']],
                         [('Late news', 'scheduled', 'passed'), ('Warm homes', 'scheduled', 'waits'),
                          ('Open day', 'approved', 'waits')])
        self.assertIn('on hold, and its time has passed', self.run_ctl('hold').stdout)
        self.assertNotEqual(self.content(), before)
        self.assertEqual(self.json('lift')['done'], 3)
        self.assertEqual(self.content(), before)
        self.assertEqual(self.json('hold')['holds'], [])

    def test_each_as_it_is_said(self):
        self.json('hold', '--declare', 'Fire', '--severity', 's1', '--why', 'Nothing is known', '--channel', 'Wire')
        late, day = self.ids['Late news'], self.ids['Open day']
        self.assertEqual(self.run_ctl('lift', '--date', late).returncode, 2)
        self.assertEqual(self.run_ctl('lift', '--drop', self.ids['Sketch']).returncode, 1)
        self.json('lift', '--date', f'{late}=2026-12-07', '--drop', day)
        items = {one['title']: one for one in self.json('list', 'content-item')['records']}
        self.assertEqual(items['Late news']['publish-on'], '2026-12-07T09:00[Europe/Paris]')
        self.assertEqual([items[title]['state'] for title in ('Late news', 'Open day', 'Warm homes')],
                         ['scheduled', 'archived', 'scheduled'])

    def test_what_holds_nothing_says_why(self):
        run = self.run_ctl('hold', '--crisis', 'Recall')
        self.assertEqual(run.returncode, 1)
        self.assertIn('A hold has a reason', run.stderr)
        self.json('set', 'crisis', self.crisis['id'], 'severity=s3')
        self.assertIn('Raise the severity', self.run_ctl('hold', '--crisis', 'Recall', '--why', 'x').stderr)
        self.assertIn('No publication is held', self.run_ctl('lift').stderr)


unittest.main()
