"""ambassadectl coverage: what is held, what is missing, who could take it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-23T12:00:00Z'


class Coverage(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-coverage-')
        self.addCleanup(shutil.rmtree, self.profile)
        self.add('node', 'name=Europe', 'kind=hub')
        self.add('node', 'name=France', 'kind=country', 'parent-id=Europe')
        self.add('node', 'name=Legal', 'kind=department')
        self.add('role', 'name=Monitoring', 'kind=monitoring', 'level=2')
        self.add('role', 'name=Producer', 'kind=producer')
        self.add('role-target', 'role-id=Monitoring', 'node-id=France', 'target=2')

    def run_ctl(self, *args):
        return subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *args], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)

    def json(self, *args):
        run = self.run_ctl('--json', *args)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def add(self, *words):
        return self.json('add', *words)['id']

    def test_a_hole_is_told_and_who_fits_it(self):
        person = self.add('ambassador', 'display-name=Ama Serwaa', 'level=2', 'node-id=France')
        self.json('move', 'ambassador', person, 'nominated')
        coverage = self.json('coverage', '--node', 'France', '--role', 'monitoring')
        self.assertEqual([node['name'] for node in coverage['nodes']], ['France'])
        self.assertEqual([role['name'] for role in coverage['roles']], ['Monitoring'])
        self.assertEqual([(cell['held'], cell['wanted'], cell['missing']) for cell in coverage['cells']], [(0, 2, 2)])
        self.assertEqual([fit['id'] for fit in coverage['fits']], [person])
        self.assertEqual(coverage['fits-total'], 1)
        text = self.run_ctl('coverage').stdout
        self.assertIn('Monitoring: 0 of 2, 2 missing', text)
        self.assertIn('2 people are missing.', text)
        self.assertIn('Legal  [no backup]  [no exchange with others]  [no sponsor]', text)

    def test_nodes_are_filtered_by_kind_and_place(self):
        self.assertEqual([node['name'] for node in self.json('coverage', '--kind', 'country')['nodes']], ['France'])
        below = self.json('coverage', '--node', 'Europe')
        self.assertEqual([(node['name'], node['depth']) for node in below['nodes']], [('Europe', 0), ('France', 1)])
        self.assertNotIn('fits', below)
        self.assertEqual(self.json('coverage')['nodes'][2]['flags'], ['no-backup', 'silo', 'no-sponsor'])

    def test_a_move_is_told_before_it_is_done_and_is_one_undo(self):
        self.add('node', 'name=Asia', 'kind=hub')
        self.add('role-target', 'role-id=Monitoring', 'node-id=Asia', 'target=1')
        self.add('ambassador', 'display-name=Ama Serwaa', 'node-id=France')
        told = self.json('reorganise', 'France', '--under', 'Asia', '--dry-run')
        self.assertEqual((told['nodes'], told['people'], told['loses'], told['gains']), (1, 1, ['Europe'], ['Asia']))
        self.assertEqual(told['changes'], [])
        self.assertEqual(self.json('coverage', '--node', 'Asia')['nodes'][0]['depth'], 0)
        self.assertEqual(len(self.json('coverage', '--node', 'Asia')['nodes']), 1)
        self.assertEqual(self.json('reorganise', 'France', '--under', 'Asia'), told)
        self.assertEqual([node['name'] for node in self.json('coverage', '--node', 'Asia')['nodes']], ['Asia', 'France'])
        self.json('undo')
        self.assertEqual([node['name'] for node in self.json('coverage', '--node', 'Europe')['nodes']], ['Europe', 'France'])
        run = self.run_ctl('reorganise', 'Europe', '--under', 'France')
        self.assertEqual(run.returncode, 1)
        self.assertIn('Europe', run.stderr)

    def test_a_node_is_merged_or_closed_and_what_stays_is_told(self):
        self.add('node', 'name=Asia', 'kind=hub')
        person = self.add('ambassador', 'display-name=Ama Serwaa', 'node-id=France')
        told = self.json('reorganise', 'France', '--into', 'Asia', '--dry-run')
        self.assertEqual((told['people'], told['targets'], told['stays'], told['loses'], told['gains']),
                         (1, 1, False, ['France', 'Europe'], ['Asia']))
        self.assertEqual(self.json('reorganise', 'France', '--into', 'Asia'), told)
        self.assertEqual([one['id'] for one in self.json('list', 'ambassador', '--node', 'Asia')['records']], [person])
        self.assertEqual([one['name'] for one in self.json('list', 'node')['records']], ['Asia', 'Europe', 'Legal'])
        self.json('undo')
        self.json('reorganise', 'France', '--close')
        self.assertEqual([one['id'] for one in self.json('list', 'ambassador', '--node', 'Europe')['records']], [person])
        self.assertEqual(self.run_ctl('reorganise', 'Europe', '--close').returncode, 1)
        self.assertEqual(self.run_ctl('reorganise', 'Europe', '--close', '--top').returncode, 2)

    def test_every_list_is_narrowed_to_a_node_and_what_is_below_it(self):
        for name, node in (('Ama', 'France'), ('Bob', 'Europe'), ('Cid', 'Legal')):
            self.add('task', f'title=Share by {name}',
                     'ambassador-id=' + self.add('ambassador', f'display-name={name}', f'node-id={node}'))

        def titles(*words):
            listed = self.json('list', *words)
            self.assertEqual(listed['total'], len(listed['records']))
            return [one.get('display-name', one.get('title')) for one in listed['records']]
        self.assertEqual(titles('ambassador', '--node', 'Europe'), ['Ama', 'Bob'])
        self.assertEqual(titles('ambassador', '--node', 'France'), ['Ama'])
        self.assertEqual(titles('task', '--node', 'Europe'), ['Share by Ama', 'Share by Bob'])
        self.assertEqual(titles('task', '--node', 'Legal', '--search', 'share'), ['Share by Cid'])
        refused = self.run_ctl('list', 'role', '--node', 'France')
        self.assertEqual(refused.returncode, 2)
        self.assertIn('--node', refused.stderr)
        self.assertEqual(self.run_ctl('list', 'task', '--node', 'Atlantis').returncode, 1)

    def test_what_is_not_known_is_refused_by_name(self):
        run = self.run_ctl('coverage', '--node', 'Atlantis')
        self.assertEqual(run.returncode, 1)
        self.assertIn('Atlantis', run.stderr)
        self.assertEqual(run.stdout, '')


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0]], verbosity=2)
