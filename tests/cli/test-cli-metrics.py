"""ambassadectl metrics, tick: what was done in a role, for whom, and the steps of its process."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-23T12:00:00Z'


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """One programme, of which every test has a copy."""
        cls.made = tempfile.mkdtemp(prefix='ambassade-metrics-')
        cls.addClassCleanup(shutil.rmtree, cls.made)
        cls.profile = cls.made
        cls.bring('role', 'name,kind,mission', 'Listening post,monitoring,Hears what is said')
        cls.bring('role-step', 'what,role_id,rhythm', 'Read the sources,Listening post,daily')
        cls.bring('ambassador', 'email,display_name,state', 'hana@x.example,Hana Holder,active',
                  'ama@x.example,Ama Serwaa,active')
        cls.bring('assignment', 'ambassador_id,role_id,state,starts_on', 'Hana Holder,Listening post,current,2026-01-01')
        cls.bring('signal', 'title,state,reporter_id,captured_at,published_at,dismissal', *(
            f'Signal {minute},{state},Hana Holder,2026-11-23T10:{minute}:00Z,2026-11-23T10:00:00Z,{why}'
            for minute, state, why in ((10, 'triaged', ''), (20, 'resolved', ''), (30, 'dismissed', 'noise'))))

    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-metrics-')
        self.addCleanup(shutil.rmtree, self.profile)
        shutil.copytree(self.made, self.profile, dirs_exist_ok=True)

    @classmethod
    def bring(cls, entity, *lines):
        path = os.path.join(cls.made, 'rows.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('\n'.join(lines) + '\n')
        subprocess.run([CTL, '--profile', cls.made, '--now', NOW, 'import', entity, path, '--running'], check=True,
                       capture_output=True, env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)

    def ctl(self, *args, status=0):
        run = subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *args], capture_output=True, text=True,
                             env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def json(self, *args):
        return json.loads(self.ctl('--json', *args).stdout)

    def act_as(self, access, name):
        database = sqlite3.connect(os.path.join(self.profile, 'cache.db'))
        with database:
            database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('actor-access', ?)", (access,))
            database.execute("INSERT OR REPLACE INTO meta (key, value) SELECT 'actor-person', id FROM ambassadors "
                             'WHERE display_name = ?', (name,))
        database.close()

    def test_of_a_person_and_of_a_role(self):
        expected = {
            'qualified-a-week': {'unit': 'rate', 'value': 0.16, 'numerator': 2, 'denominator': 90},
            'dismissed-as-noise': {'unit': 'percent', 'value': 33.33, 'numerator': 1, 'denominator': 3},
            'detection-lag': {'unit': 'minutes', 'value': 20, 'numerator': 3, 'denominator': 3},
            'escalations-upheld': {'unit': 'count', 'value': None}}
        [role] = self.json('metrics', 'Hana Holder')['roles']
        self.assertEqual((role['name'], role['mission'], role['days']), ('Listening post', 'Hears what is said', 90))
        self.assertEqual(role['metrics'], expected)
        whole = self.json('metrics', '--role', 'Listening post')
        self.assertEqual(whole['metrics'], expected)
        self.assertEqual([one['name'] for one in whole['holders']], ['Hana Holder'])
        self.assertEqual(whole['holders-total'], 1)
        text = self.ctl('metrics', 'hana@x.example').stdout
        self.assertIn('Dismissed as noise: 33 % (1 of 3 in 90 days)', text)
        self.assertIn('Escalations upheld: — (Nothing to count in 90 days)', text)
        self.assertIn('[ ] Read the sources', text)
        self.assertIn('They hold no role today.', self.ctl('metrics', 'Ama Serwaa').stdout)

    def test_a_fellow_ambassador_reads_no_number(self):
        self.act_as('ambassador', 'Ama Serwaa')
        self.assertIn('for them, their lead and the managers', self.ctl('metrics', 'Hana Holder', status=1).stderr)
        whole = self.json('metrics', '--role', 'Listening post')
        self.assertIsNone(whole['metrics'])
        text = self.ctl('metrics', '--role', 'Listening post').stdout
        self.assertIn('for its holders, their leads and the managers', text)
        self.assertNotIn('noise', text)
        self.act_as('ambassador', 'Hana Holder')
        self.assertEqual(self.json('metrics', 'Hana Holder')['roles'][0]['metrics']['detection-lag']['value'], 20)

    def test_a_step_is_ticked_unticked_and_undone(self):
        def ticked():
            return [step['ticked'] for step in self.json('metrics', 'Hana Holder')['roles'][0]['steps']]
        self.assertEqual(ticked(), [False])
        self.ctl('tick', 'Hana Holder', 'Read the sources')
        self.assertEqual(ticked(), [True])
        self.assertIn('[x] Read the sources', self.ctl('metrics', 'Hana Holder').stdout)
        self.assertIn('Read the sources', self.ctl('undo').stdout)
        self.assertEqual(ticked(), [False])
        self.ctl('redo')
        step = self.json('metrics', '--role', 'Listening post')['steps'][0]['id']
        [back] = self.json('tick', 'Hana Holder', step, '--back')['roles']
        self.assertEqual(back['steps'][0]['ticked'], False)

    def test_what_is_asked_is_one(self):
        for words in ((), ('Hana Holder', '--role', 'Listening post')):
            self.assertIn('--role ROLE', self.ctl('metrics', *words, status=2).stderr)
        self.assertIn('Nobody', self.ctl('metrics', 'Nobody', status=1).stderr)


if __name__ == '__main__':
    unittest.main()
