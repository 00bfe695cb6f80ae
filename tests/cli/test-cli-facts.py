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
        # Approved before the programme was kept here.
        self.bring('content-item', 'Title,State\nPost,Approved\n', '--running')
        self.item = self.json('list', 'content-item')['records'][0]['id']
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

    def bring(self, entity, text, *options, **more):
        path = os.path.join(self.profile, 'rows.csv')
        with open(path, 'w', encoding='utf-8') as out:
            out.write(text)
        run = self.run_ctl('--json', 'import', entity, path, *options, **more)
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
        # a file that says no more than today's day, in the morning
        report = self.bring('activity', 'ambassador-id,kind,at\nada@x.com,share,2026-11-27\n',
                            now='2026-11-27T07:00:00Z')
        self.assertEqual(report['created'], 1)

    def test_a_file_brings_no_more_than_what_is_typed(self):
        rows = ('Post URL,Measured on,Reactions\nhttps://x.com/1,2099-12-31,5\nhttps://x.com/1,2026-11-09,5\n'
                'https://x.com/1,2026-11-12,5\n')
        for options in (['--dry-run'], []):
            report = self.bring('measurement', rows, *options)
            self.assertEqual((report['created'], len(report['skipped'])), (1, 2), report)
        self.assertEqual([one['reactions'] for one in self.json('list', 'measurement')['records']], [5])

    def test_a_date_is_of_the_figures_unless_the_network_dates_the_post(self):
        for header, cells, day in (
                ('Post URL;Date;Impressions', 'https://x.com/1;2026-11-20;5', '2026-11-20'),
                ('Lien du post;Jour;Impressions', 'https://x.com/1;21/11/2026;6', '2026-11-21'),
                ('Post id;Date;Post text;Post Link;Impressions', '7;2026-11-10;Words;https://x.com/1;7', '2026-11-27'),
                ('Post ID;Publish time;Permalink;Date;Impressions', '7;11/10/2026 09:00;https://x.com/1;Lifetime;8',
                 '2026-11-27')):
            report = self.bring('measurement', f'{header}\n{cells}\n')
            self.assertEqual((report['created'], report['skipped']), (1, []), report)
            [made] = self.json('list', 'measurement')['records']
            self.assertEqual((made['measured-on'], made['impressions']), (day, int(cells[-1])))
            self.json('undo')

    def test_a_row_without_a_figure_is_none(self):
        report = self.bring('measurement', 'Post URL;Impressions;Likes\nhttps://x.com/1;;\n')
        self.assertEqual(report['created'], 0)
        self.assert_refused(['add', 'measurement', f'publication-id={self.post}', 'measured-on=2026-11-20'],
                            'Fill in at least one of: Impressions, Reactions')
        self.assertEqual(self.json('show', 'publication', self.post)['figures'], 'missing')
        made = self.add('measurement', f'publication-id={self.post}', 'measured-on=2026-11-20', 'clicks=0')
        self.assert_refused(['set', 'measurement', made, 'clicks='], 'Fill in at least one of')

    def test_every_act_of_the_programme_is_an_activity(self):
        source = self.add('node', 'name=Lab', 'kind=department')
        target = self.add('node', 'name=Sales', 'kind=department')
        signal = self.add('signal', 'title=Heard', 'captured-at=2026-11-02T10:00:00Z')
        track = self.add('track', 'name=Basics')
        module = self.add('module', 'title=One', f'track-id={track}')
        enrolment = self.add('enrolment', f'ambassador-id={self.ada}', f'track-id={track}')
        practice = self.add('practice', 'title=Listen first')
        me = f'ambassador-id={self.ada}'
        acts = [
            (['activity', me, 'kind=share', 'at=2026-10-01T10:00:00Z'], '2026-10-01'),
            (['activity', me, 'kind=reading', 'at=2026-10-02T10:00:00Z'], None),
            (['activity', me, 'kind=mention', 'at=2026-10-02T10:00:00Z'], None),
            (['activity', me, 'kind=click', 'at=2026-10-02T10:00:00Z'], None),
            (['activity', me, 'kind=practice', 'at=2026-10-03T10:00:00Z'], '2026-10-03'),
            (['activity', me, 'kind=share', 'at=2026-09-01T10:00:00Z'], None),
            (['publication', f'item-id={self.item}', 'kind=personal', f'by-id={self.ada}',
              'published-at=2026-10-04T10:00:00Z'], '2026-10-04'),
            (['publication', f'item-id={self.item}', 'kind=company', f'by-id={self.ada}',
              'published-at=2026-10-05T10:00:00Z'], None),
            (['signal', 'title=Drill', 'drill=yes', f'reporter-id={self.ada}', 'captured-at=2026-10-06T10:00:00Z'], None),
            (['signal', 'title=Hum', f'reporter-id={self.ada}', 'captured-at=2026-10-07T10:00:00Z'], '2026-10-07'),
            (['response', f'signal-id={signal}', f'by-id={self.ada}', 'kind=human', 'text=No', 'at=2026-11-03T10:00:00Z'],
             '2026-11-03'),
            (['practice-trial', f'practice-id={practice}', f'by-id={self.ada}', 'tried-on=2026-11-04'], '2026-11-04'),
            (['module-result', f'enrolment-id={enrolment}', f'module-id={module}', me, 'done-on=2026-11-05'],
             '2026-11-05'),
            (['exchange', f'from-node-id={source}', f'to-node-id={target}', 'topic=Pumps', me,
              'happened-on=2026-11-06'], '2026-11-06'),
        ]
        last = None
        for words, day in acts:
            self.add(*words)
            last = day or last
            self.assertEqual(self.person().get('last-active-on'), last, words)
        self.json('undo')
        self.assertEqual(self.person()['last-active-on'], '2026-11-05')

    def test_a_file_of_activities_ends_dormancy(self):
        self.bring('ambassador', 'Name,E-mail,State\nBea,bea@x.com,active\n', '--running')
        bea, = [one for one in self.json('list', 'ambassador')['records'] if one['display-name'] == 'Bea']
        self.assertEqual(bea['standing'], 'dormant')
        self.bring('activity', 'ambassador-id,kind,at\nbea@x.com,share,2026-11-26 10:00\n')
        bea = self.json('show', 'ambassador', bea['id'])
        self.assertEqual((bea['standing'], bea['last-active-on']), ('active', '2026-11-26'))
        self.json('undo')
        self.assertEqual(self.json('show', 'ambassador', bea['id'])['standing'], 'dormant')

    def test_calls_bound_applications(self):
        def call(name, opens, closes, *states):
            made = self.add('call', f'name={name}', f'opens-on={opens}', f'closes-on={closes}', 'seats=2', 'text=Come')
            for state in states:
                self.json('move', 'call', made, state)
            return made
        call('Draft', '2026-11-01', '2026-12-31')
        call('Closed', '2026-11-01', '2026-12-31', 'published', 'closed')
        call('Over', '2026-10-01', '2026-11-26', 'published')
        call('Soon', '2026-12-01', '2026-12-31', 'published')
        call('Open', '2026-11-01', '2026-12-31', 'published')
        for name, sentence in (('Draft', 'it is Draft'), ('Closed', 'it is Call closed'),
                               ('Over', 'comes after “Closes on”'), ('Soon', 'comes before “Opens on”')):
            self.assert_refused(['apply', self.ada, f'call-id={name}'], sentence)
        self.assertEqual(self.json('list', 'application')['records'], [])
        rows = 'Email address,Your motivation\nada@x.com,Keen\n'
        report = self.bring('application', rows, '--call', 'Closed')
        self.assertEqual((report['created'], len(report['skipped'])), (0, 1))
        self.json('apply', self.ada, 'call-id=Over', 'submitted-on=2026-11-26')
        self.json('apply', self.ada, 'call-id=Open')

    def test_nobody_is_asked_by_a_day_that_is_over(self):
        self.assert_refused(['ask', '--title', 'Share this', '--to', 'person', self.ada, '--due', '2026-11-26'], 'is over')
        cohort = self.add('cohort', 'name=One')
        self.assert_refused(['cohort', 'invite', cohort, '--answer-by', '2020-01-01', '--text', 'Come'], 'is over')
        self.assert_refused(['add', 'task', 'title=Late', f'ambassador-id={self.ada}', 'asked-at=2026-11-27T10:00:00Z',
                             'due-on=2020-01-01'], 'can’t come before')

    def test_a_step_of_a_role_is_ticked_by_its_holder(self):
        role = self.add('role', 'name=Curator', 'kind=curator')
        step = self.add('role-step', f'role-id={role}', 'what=Read the digest')
        self.assert_refused(['tick', self.ada, step], 'Ada doesn’t hold the role “Curator”')
        self.assertEqual(self.json('list', 'step-check')['records'], [])
        self.add('assignment', f'ambassador-id={self.ada}', f'role-id={role}', 'state=current', 'starts-on=2026-11-01')
        self.json('tick', self.ada, step)
        self.assertEqual(len(self.json('list', 'step-check')['records']), 1)

    def test_a_text_too_long_for_an_address_is_there_to_paste(self):
        text = 'A long word. ' * 1000
        run = self.run_ctl('write', self.ada, '--subject', 'x', '--text', text)
        self.assertEqual(run.returncode, DONE)
        self.assertTrue(text.strip() in run.stdout)
        self.assertIn('Paste it into the mail', run.stderr)
        short = self.run_ctl('write', self.ada, '--subject', 'x', '--text', 'Hello')
        self.assertEqual((len(short.stdout.splitlines()), short.stderr), (1, ''))

    def test_who_has_no_criterion_learns_why(self):
        role = self.add('role', 'name=Curator', 'kind=curator')
        self.add('criterion', 'name=Taste', f'role-id={role}', 'in-use=yes')
        bo = self.add('ambassador', 'display-name=Bo', 'state=identified')
        one = self.json('apply', self.ada)['id']
        self.json('set', 'application', one, f'first-rater-id={bo}')
        self.json('move', 'application', one, 'in_review')
        self.json('move', 'ambassador', self.ada, 'in_review')
        self.assert_refused(['rate', 'Ada', 'Taste', '3'],
                            'doesn’t name')
        gate = self.json('gates', self.ada, '--to', 'shortlisted')['gates']
        raters, = [one for one in gate if one['gate'] == 'raters']
        self.assertEqual(raters['detail'], 'each criterion is of a role, and the application names none')
        self.assertEqual(raters['how'], 'Say in the application which role is wished')
        self.json('set', 'application', one, f'role-id={role}')
        gate = self.json('gates', self.ada, '--to', 'shortlisted')['gates']
        raters, = [one for one in gate if one['gate'] == 'raters']
        self.assertEqual(raters['detail'], '0 of 2 raters are through')


if __name__ == '__main__':
    unittest.main()
