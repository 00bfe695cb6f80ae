"""Applications from the answers of a form: who is meant, which question is answered, whose later answer counts."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-23T12:00:00Z'
HEADER = ('Timestamp,Email address,First name,Last name,Your motivation,'
          'What do you share inside today?,Tell us of a time when you listened,Listening and judgement,Consent\n')


class Calls(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-calls-')
        self.addCleanup(shutil.rmtree, self.profile)
        self.call = self.add('call', 'name=Winter', 'opens-on=2026-11-01', 'closes-on=2026-12-01', 'seats=12',
                             'text=Come', 'questions=Tell us of a time when you listened\nWhat do you share inside today')
        self.json('move', 'call', self.call, 'published')
        self.add('criterion', 'name=Listening and judgement', 'kind=judgement', 'in-use=yes')
        self.zoe = self.add('ambassador', 'display-name=Zoé', 'email=zoe@x.com', 'state=associate')

    def run_ctl(self, *args):
        return subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *args], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=60)

    def json(self, *args, status=0):
        run = self.run_ctl('--json', *args)
        self.assertEqual(run.returncode, status, run.stderr)
        self.told = run.stderr
        return json.loads(run.stdout)

    def add(self, *words):
        return self.json('add', *words)['id']

    def bring(self, rows, *options, status=0, header=HEADER):
        path = os.path.join(self.profile, 'answers.csv')
        with open(path, 'w', encoding='utf-8') as out:
            out.write(header + rows)
        return self.json('import', 'applications', path, '--call', 'Winter', *options, status=status)

    def applications(self):
        return sorted(self.json('list', 'application')['records'], key=lambda one: one['title'])

    def test_columns_go_to_person_fields_and_questions(self):
        report = self.bring('21/11/2026 09:05,ZOE@x.com,Zoé,Lambert,I like it,Notes,I waited,Calm,yes\n', '--dry-run')
        self.assertEqual([(one['column'], one['field']) for one in report['columns']], [
            ('Timestamp', 'submitted-on'), ('Email address', 'ambassador-id'), ('First name', 'ambassador-id.name-given'),
            ('Last name', 'ambassador-id.name-family'), ('Your motivation', 'motivation'),
            ('What do you share inside today?', 'answers.answer'),
            ('Tell us of a time when you listened', 'answers.answer'), ('Listening and judgement', 'answers.answer'),
            ('Consent', None)])
        self.assertEqual(self.applications(), [])
        self.bring('21/11/2026 09:05,ZOE@x.com,Zoé,Lambert,I like it,Notes,I waited,Calm,yes\n')
        one, = self.applications()
        self.assertEqual((one['ambassador-id'], one['call-id'], one['state'], one['source'], one['submitted-on'],
                          one['motivation']),
                         (self.zoe, self.call, 'submitted', 'form', '2026-11-21', 'I like it'))
        self.assertEqual(one['answers'], 'Tell us of a time when you listened\nI waited\n\n'
                         'What do you share inside today\nNotes\n\nListening and judgement\nCalm')
        self.assertEqual(self.json('show', 'ambassador', self.zoe)['state'], 'applied')
        self.run_ctl('undo')
        self.assertEqual(self.applications(), [])
        self.assertEqual(self.json('show', 'ambassador', self.zoe)['state'], 'associate')

    def test_the_same_file_adds_nothing(self):
        rows = '2026-11-12,zoe@x.com,,,I like it,Notes,I waited,Calm,\n'
        self.bring(rows)
        again = self.bring(rows)
        self.assertEqual((again['created'], again['updated'], again['unchanged']), (0, 0, 1))

    def test_who_is_not_known_is_asked_about(self):
        rows = '2026-11-12,new@x.com,Ann,Carter,I like it,,,,\n'
        report = self.bring(rows, status=3)
        self.assertEqual((report['created'], len(report['skipped'])), (0, 1))
        self.assertIn('Line 2, Person: “new@x.com” is nobody whom the programme knows', self.told)
        report = self.bring(rows, '--create-people')
        self.assertEqual((report['created'], report['made']), (1, ['Ann Carter']))
        ann = [one for one in self.json('list', 'ambassador')['records'] if one['display-name'] == 'Ann Carter'][0]
        self.assertEqual((ann['email'], ann['state']), ('new@x.com', 'applied'))
        self.run_ctl('undo')
        self.assertEqual(len(self.json('list', 'ambassador')['records']), 1)

    def test_the_later_answer_counts(self):
        report = self.bring('2026-11-14 10:00,zoe@x.com,,,Third,,,,\n'
                            '2026-11-12 10:00,zoe@x.com,,,First,,,,\n'
                            '2026-11-14 09:00,Zoe@X.com,,,Second,,,,\n', status=3)
        self.assertEqual((report['created'], len(report['skipped'])), (1, 2))
        self.assertIn('Line 3, row: Line 2 of the file is a later answer of the same person', self.told)
        self.assertEqual(self.applications()[0]['motivation'], 'Third')
        report = self.bring('2026-11-13 10:00,zoe@x.com,,,Older,,,,\n', status=3)
        self.assertIn('A later answer of the same person is there already', self.told)
        report = self.bring('2026-11-15 10:00,zoe@x.com,,,Newer,,,,\n')
        self.assertEqual((report['updated'], self.applications()[0]['motivation']), (1, 'Newer'))

    def test_what_raters_read_stays(self):
        self.bring('2026-11-12,zoe@x.com,,,I like it,,,,\n')
        self.json('move', 'application', self.applications()[0]['id'], 'in_review')
        self.bring('2026-11-15,zoe@x.com,,,Newer,,,,\n', status=3)
        self.assertIn('“In review” already', self.told)
        self.assertEqual(self.applications()[0]['motivation'], 'I like it')

    def test_columns_are_chosen_by_hand(self):
        report = self.bring('2026-11-12,zoe@x.com,,,I like it,Notes,,,Gladly\n', '--map', 'Consent=answers',
                            '--map', 'First name=')
        self.assertEqual(report['created'], 1)
        self.assertEqual(self.applications()[0]['answers'], 'What do you share inside today\nNotes\n\nConsent\nGladly')

    def test_by_hand(self):
        bo = self.add('ambassador', 'display-name=Bo', 'state=associate')
        self.json('apply', 'Zoé', 'call-id=Winter', 'motivation=I like it')
        self.json('nominate', 'Bo', 'call-id=Winter', 'by-id=Zoé', 'reason=Explains well')
        self.assertEqual([self.json('show', 'ambassador', one)['state'] for one in (self.zoe, bo)],
                         ['applied', 'nominated'])
        call, = self.json('calls')
        self.assertEqual((call['name'], call['standing'], call['seats'], call['applications'], call['nominations'],
                          call['criteria']),
                         ('Winter', 'open', 12, {'submitted': 1}, 1, ['Listening and judgement']))

    def test_a_draft_has_no_applications(self):
        self.add('call', 'name=Spring')
        path = os.path.join(self.profile, 'answers.csv')
        with open(path, 'w', encoding='utf-8') as out:
            out.write('Email\nzoe@x.com\n')
        run = self.run_ctl('import', 'applications', path, '--call', 'Spring')
        self.assertEqual(run.returncode, 1)
        self.assertIn('is not published', run.stderr)


if __name__ == '__main__':
    unittest.main()
