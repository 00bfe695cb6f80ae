"""ambassadectl calendar: the weeks of a month, what has no day, and the empty weeks with their assets."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
NOW = '2026-11-26T12:00:00Z'


class Calendar(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-calendar-')
        self.addCleanup(shutil.rmtree, self.profile)

    def run_ctl(self, *args):
        return subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *args], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8', TZ='Europe/Paris'), timeout=60)

    def json(self, *args):
        run = self.run_ctl('--json', *args)
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def add(self, *words):
        return self.json('add', *words)['id']

    def test_a_month(self):
        self.add('programme', 'name=Programme', 'zone=Europe/Paris')
        self.add('node', 'name=Works', 'kind=department')
        self.add('channel', 'name=The page')
        self.add('asset', 'title=A walk', 'department-id=Works', 'rights=own', 'confidentiality=public')
        self.add('content-item', 'title=Late in Brazil', 'audience=partner', 'channel-id=The page',
                 'department-id=Works', 'publish-on=2026-11-24T21:00[America/Sao_Paulo]')
        self.add('content-item', 'title=Far', 'audience=client', 'publish-on=2027-03-01T09:00[Europe/Paris]')
        self.add('content-item', 'title=Some day', 'audience=client')
        calendar = self.json('calendar', '--month', '2026-11')
        item = calendar['items'][0]
        self.assertEqual([one['title'] for one in calendar['items']], ['Late in Brazil'])
        self.assertEqual((item['day'], item['time'], item['channel'], item['department']),
                         ('2026-11-25', '01:00', 'The page', 'Works'))
        self.assertEqual([one['title'] for one in calendar['unscheduled']], ['Some day'])
        self.assertEqual(calendar['unscheduled'][0]['missing'], 'no owner')
        self.assertEqual(calendar['balance']['partner'], {'items': 1, 'target': 20, 'short': 0})
        self.assertAlmostEqual(calendar['balance']['score'], 20)
        gaps = [(one['number'], one['audience'], [asset['title'] for asset in one['assets']])
                for one in calendar['empty-weeks'] if one['audience'] == 'partner']
        self.assertEqual(gaps, [(49, 'partner', ['A walk'])])
        self.assertEqual(self.json('calendar', '--month', '2026-11', '--channel', 'The page')['unscheduled'], [])
        text = self.run_ctl('calendar', '--month', '2026-11').stdout
        self.assertIn('2026-11-25 01:00\tLate in Brazil\tPartner\tIdea', text)
        self.assertIn('1 item without a day.', text)
        self.assertIn('Partner: nothing in week 49 (2026-11-30)\n    A walk', text)

    def test_times_of_no_zone_and_of_no_clock(self):
        for zone in ('UTC+3', 'GMT-2', '+03:00', 'Europe/Nowhere'):
            run = self.run_ctl('add', 'content-item', 'title=Z', f'publish-on=2026-12-01T10:00[{zone}]')
            self.assertNotEqual(run.returncode, 0)
            self.assertIn(f'“{zone}” is not a time zone', run.stderr)
            self.assertIn('Europe/Paris', run.stderr)
        self.assertNotEqual(self.run_ctl('add', 'programme', 'name=P', 'zone=UTC+3').returncode, 0)
        run = self.run_ctl('add', 'content-item', 'title=Gap', 'publish-on=2027-03-28T02:30[Europe/Paris]')
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('is taken as 03:30', run.stderr)
        item, = self.json('calendar', '--month', '2027-03')['items']
        self.assertEqual((item['day'], item['time']), ('2027-03-28', '03:30'))
        run = self.run_ctl('set', 'content-item', item['id'], 'publish-on=2026-10-25T02:30[Europe/Paris]')
        self.assertIn('show 02:30 twice', run.stderr)
        run = self.run_ctl('set', 'content-item', item['id'], 'publish-on=2026-10-25T04:30[Europe/Paris]')
        self.assertEqual((run.returncode, run.stderr), (0, ''))

    def test_a_named_view(self):
        for audience in ('client', 'partner'):
            self.add('content-item', f'title=For {audience}', f'audience={audience}', 'language=fr',
                     'publish-on=2026-11-24T09:00[Europe/Paris]')
        self.add('content-item', 'title=English', 'audience=client', 'language=en',
                 'publish-on=2026-11-24T09:00[Europe/Paris]')
        self.add('named-view', 'title=French clients', 'entity=content-item', 'visibility=shared',
                 'query=' + json.dumps({'where': [{'field': 'audience', 'match': 'in', 'values': ['client']},
                                                  {'field': 'language', 'match': 'in', 'values': ['fr']}]}))
        calendar = self.json('calendar', '--month', '2026-11', '--view', 'French clients')
        self.assertEqual([one['title'] for one in calendar['items']], ['For client'])
        self.assertEqual(calendar['balance']['partner']['items'], 1)  # hidden, and counted
        run = self.run_ctl('calendar', '--view', 'German clients')
        self.assertNotEqual(run.returncode, 0)
        self.assertIn('French clients', run.stderr)

    def test_empty_slots(self):
        self.add('node', 'name=Works', 'kind=department', 'country=FR')
        self.add('channel', 'name=The page', 'node-id=Works')
        self.add('slot-template', 'channel-id=The page', 'weekday=thursday', 'local-time=09:00', 'zone=Europe/Paris',
                 'audience=client', 'kind=news')
        self.add('blackout-day', 'reason=Quiet period', 'country=FR', 'first-day=2026-12-03', 'last-day=2026-12-03')
        slots = self.json('calendar', '--month', '2026-11')['empty-slots']
        self.assertEqual([(one['day'], one['time'], one['kind'], one.get('not-offered')) for one in slots],
                         [('2026-11-26', '09:00', 'news', None), ('2026-12-03', '09:00', 'news', 'Quiet period')])
        text = self.run_ctl('calendar', '--month', '2026-11').stdout
        self.assertIn('2026-11-26 09:00\tThe page\tClient\tempty place\n', text)
        self.assertIn('2026-12-03 09:00\tThe page\tClient\tnot offered: Quiet period\n', text)
        self.add('content-item', 'title=News', f'channel-id={slots[0]["channel-id"]}', 'audience=client',
                 f'publish-on={slots[0]["publish-on"]}')
        self.assertEqual([one['day'] for one in self.json('calendar', '--month', '2026-11')['empty-slots']],
                         ['2026-12-03'])

    def test_a_view_for_paper(self):
        self.add('programme', 'name=Programme', 'zone=Europe/Paris')
        self.add('content-item', 'title=Vernissage', 'audience=partner', 'publish-on=2026-11-24T21:00[Europe/Paris]')
        path = os.path.join(self.profile, 'week.pdf')
        said = self.run_ctl('calendar', '--pdf', path, '--form', 'week', '--week', '2026-11-26')
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn(path, said.stdout)
        text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True).stdout
        for part in ('Vernissage', 'Week 48', '23 November – 29 November 2026', 'Tue 24 Nov', 'Partner · Idea'):
            self.assertIn(part, text)
        for words, message in ((['--pdf', path, '--form', 'year'], '“year” is not a form.'),
                               (['--pdf', path, '--week', 'today'], '“today” is not a day.'),
                               (['--form', 'week'], 'Name its file with --pdf.')):
            run = self.run_ctl('calendar', *words)
            self.assertEqual(run.returncode, 2)
            self.assertIn(message, run.stderr)

    def test_what_is_no_month_is_refused(self):
        run = self.run_ctl('calendar', '--month', 'November')
        self.assertEqual(run.returncode, 2)
        self.assertIn('“November” is not a month. Write it as 2026-08.', run.stderr)

    def test_days_that_are_not_kept_are_refused(self):
        paper = os.path.join(self.profile, 'month.pdf')
        for words in (['--month', '0001-01'], ['--month', '1899-12'], ['--month', '2200-01'], ['--month', '9999-12'],
                      ['--month', '2026-12', '--pdf', paper, '--form', 'week', '--week', '9999-12-31'],
                      ['--month', '2026-12', '--pdf', paper, '--form', 'week', '--week', '0001-01-01']):
            run = self.run_ctl('calendar', *words)
            self.assertEqual(run.returncode, 1, words)
            self.assertIn('days from 1900 to 2199 are kept', run.stderr)
            self.assertNotIn('CRITICAL', run.stderr)
        for month in ('1900-01', '2199-12'):
            run = self.run_ctl('calendar', '--month', month)
            self.assertEqual((run.returncode, run.stderr), (0, ''), month)
        run = self.run_ctl('add', 'content-item', 'title=Far', 'publish-on=9999-12-31T09:00[Europe/Paris]')
        self.assertEqual(run.returncode, 1)
        self.assertIn('Publish on: “9999-12-31T09:00[Europe/Paris]” is too far away', run.stderr)


unittest.main()
