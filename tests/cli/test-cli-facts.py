"""What is said to have happened has happened: the same for what is typed and for what a file brings.

test-cli-facts.py AMBASSADECTL
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-27T12:00:00Z'
COME = 'is still to come'
DONE, FAILED, SKIPPED = 0, 1, 3


class Facts(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-facts-')
        self.addCleanup(shutil.rmtree, self.profile)
        self.add('programme', 'name=Voices', 'zone=UTC')
        self.ada = self.add('ambassador', 'display-name=Ada', 'email=ada@x.com', 'state=identified')
        self.item = self.add('content-item', 'title=Post')
        self.post = self.add('publication', f'item-id={self.item}', 'kind=company', 'link=https://x.com/1',
                             'published-at=2026-11-10T09:00:00Z')

    def run_ctl(self, *words, now=NOW):
        return subprocess.run([CTL, '--profile', self.profile, '--now', now, *words], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8', TZ='UTC'), timeout=60)

    def json(self, *words, status=DONE, **more):
        run = self.run_ctl('--json', *words, **more)
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        return json.loads(run.stdout) if run.stdout else None

    def add(self, *words):
        return self.json('add', *words)['id']

    def person(self):
        return self.json('show', 'ambassador', self.ada)

    def assert_refused(self, words, sentence):
        run = self.run_ctl(*words)
        self.assertEqual(run.returncode, FAILED, (words, run.stdout, run.stderr))
        self.assertIn(sentence, run.stderr, words)

    def bring(self, entity, text, *options):
        path = os.path.join(self.profile, 'rows.csv')
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)
        run = self.run_ctl('--json', 'import', entity, path, *options)
        self.assertIn(run.returncode, (DONE, SKIPPED), run.stderr)
        return json.loads(run.stdout)

    def test_what_is_still_to_come_has_not_happened(self):
        measured = ['add', 'measurement', f'publication-id={self.post}', 'reactions=1000000']
        for words, sentence in (
                (measured + ['measured-on=2099-12-31'], COME),
                (measured + ['measured-on=2026-11-28'], COME),
                (measured + ['measured-on=1901-01-01'], 'is too long ago'),
                (measured + ['measured-on=2026-11-09'], 'comes before “Published at”'),
                (['add', 'publication', f'item-id={self.item}', 'published-at=2030-01-01T00:00:00Z'], COME),
                (['add', 'publication', f'item-id={self.item}', 'published-at=1901-01-01T00:00:00Z'], 'is too long ago'),
                (['add', 'activity', f'ambassador-id={self.ada}', 'at=2036-01-01T00:00:00Z'], COME),
                (['set', 'ambassador', self.ada, 'last-active-on=2199-12-31'], COME),
                (['set', 'ambassador', self.ada, 'voluntary-on=2099-01-01'], COME),
                (['set', 'ambassador', self.ada, 'notice-on=2026-11-28'], COME),
                (['set', 'publication', self.post, 'published-at=2030-01-01T00:00:00Z'], COME)):
            self.assert_refused(words, sentence)
        self.json(*measured, 'measured-on=2026-11-10')
        self.json('set', 'ambassador', self.ada, 'notice-on=2026-11-27', 'voluntary-on=2026-11-27')

    def test_a_file_brings_no_more_than_what_is_typed(self):
        rows = ('Post URL,Measured on,Reactions\nhttps://x.com/1,2099-12-31,5\nhttps://x.com/1,2026-11-09,5\n'
                'https://x.com/1,2026-11-12,5\n')
        for options in (['--dry-run'], []):
            report = self.bring('measurement', rows, *options)
            self.assertEqual((report['created'], len(report['skipped'])), (1, 2), report)
        self.assertEqual([one['reactions'] for one in self.json('list', 'measurement')['records']], [5])


if __name__ == '__main__':
    unittest.main()
