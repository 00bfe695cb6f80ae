"""People found by activity: a file comes in, somebody is suggested, identified, told, or removed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-23T12:00:00Z'


class Sample(unittest.TestCase):
    def test_the_sample_has_people_to_be_found_who_hold_no_office(self):
        profile = tempfile.mkdtemp(prefix='ambassade-found-')
        self.addCleanup(shutil.rmtree, profile)
        told = {}
        for words in (['sample', '--people', '600'], ['suggest'], ['list', 'sponsorship'], ['list', 'node']):
            run = subprocess.run([CTL, '--profile', profile, '--json', *words], capture_output=True, text=True,
                                 env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=120)
            self.assertEqual(run.returncode, 0, run.stderr)
            told[words[-1]] = run.stdout
        suggested = json.loads(told['suggest'])
        self.assertEqual({kind['kind'] for one in suggested for kind in one['kinds']},
                         {'enthusiast', 'outside', 'inside'})
        for one in suggested:
            self.assertNotIn(one['id'], told['sponsorship'])
            self.assertNotIn(one['id'], told['node'])


class Found(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-found-')
        self.addCleanup(shutil.rmtree, self.profile)
        self.add('node', 'name=France', 'kind=country')
        self.zoe = self.add('ambassador', 'display-name=Zoé', 'email=zoe@x.com', 'state=associate', 'node-id=France')
        self.ann = self.add('ambassador', 'display-name=Ann', 'email=ann@x.com', 'state=associate',
                            'links=https://www.linkedin.com/in/ann')

    def run_ctl(self, *args, now=NOW):
        return subprocess.run([CTL, '--profile', self.profile, '--now', now, *args], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)

    def json(self, *args, now=NOW):
        run = self.run_ctl('--json', *args, now=now)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def add(self, *words):
        return self.json('add', *words)['id']

    def file(self, text):
        path = os.path.join(self.profile, 'activity.csv')
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)
        return path

    def bring(self):
        path = self.file('Person;Type;Date;Count;Where\n'
                         'zoe@x.com;answer;12/11/2026;14;Support\n'
                         'https://linkedin.com/in/ann/;post;2026-11-20;3;LinkedIn\n'
                         'nobody@x.com;post;2026-11-20;3;LinkedIn\n')
        run = self.run_ctl('--json', 'import', 'activity', path)
        self.assertEqual(run.returncode, 3, run.stderr)
        return json.loads(run.stdout), run.stderr

    def test_a_file_suggests_with_evidence_and_adds_nothing_twice(self):
        report, told = self.bring()
        self.assertEqual((report['created'], len(report['skipped'])), (2, 1))
        self.assertIn('Line 4, Person: “nobody@x.com” was not found', told)
        again, _ = self.bring()
        self.assertEqual((again['created'], again['unchanged']), (0, 2))
        self.assertEqual([(one['name'], one['kinds']) for one in self.json('suggest')],
                         [('Ann', [{'kind': 'outside', 'evidence': '3 posts in 30 days on LinkedIn, last on 20 Nov; '
                                    'declared a public profile'}]),
                          ('Zoé', [{'kind': 'inside',
                                    'evidence': '14 answers in 30 days in Support, last on 12 Nov'}])])
        self.assertEqual([one['name'] for one in self.json('suggest', '--kind', 'inside')], ['Zoé'])
        self.assertEqual([one['name'] for one in self.json('suggest', '--node', 'France')], ['Zoé'])
        self.assertIn('Sharing inside\n    ' + self.zoe + '\tZoé\tFrance\t14 answers', self.run_ctl('suggest').stdout)

    def test_identified_told_undone(self):
        self.bring()
        self.assertEqual(self.json('identify', 'Zoé', 'Ann'), {'done': 2, 'left': 0})
        self.assertEqual(self.json('suggest'), [])
        self.assertEqual([(one['name'], one['tell-by'], one['remove-on']) for one in self.json('untold')],
                         [('Ann', '2026-12-23', '2027-05-23'), ('Zoé', '2026-12-23', '2027-05-23')])
        self.assertEqual(self.json('tell', 'Zoé'), {'done': 1, 'left': 0})
        self.assertEqual([one['name'] for one in self.json('untold')], ['Ann'])
        refused = self.run_ctl('untold', '--remove')
        self.assertEqual(refused.returncode, 1)
        later = '2027-05-23T12:00:00Z'
        self.assertEqual(self.json('untold', '--remove', now=later), {'done': 1, 'left': 0})
        self.assertNotEqual(self.run_ctl('show', 'ambassador', self.ann, now=later).returncode, 0)
        self.json('show', 'ambassador', self.zoe, now=later)
        self.run_ctl('undo', now=later)
        self.assertEqual([one['name'] for one in self.json('untold', now=later)], ['Ann'])

    def test_not_now(self):
        self.bring()
        self.assertEqual(self.json('not-now', 'Zoé'), {'done': 1, 'left': 0})
        self.assertEqual([one['name'] for one in self.json('suggest')], ['Ann'])

    def test_what_is_wrong_is_said(self):
        unknown = self.run_ctl('suggest', '--kind', 'best')
        self.assertEqual(unknown.returncode, 2)
        self.assertIn('enthusiast, outside, inside', unknown.stderr)
        nobody = self.run_ctl('identify', 'Zoé')
        self.assertEqual(nobody.returncode, 1)
        self.assertIn('does not suggest them any longer', nobody.stderr)


if __name__ == '__main__':
    unittest.main()
