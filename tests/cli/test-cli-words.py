"""What ambassadectl says to a newcomer: true reasons, words instead of codes, and nothing passed over in silence.

test-cli-words.py AMBASSADECTL
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

CTL = os.path.abspath(sys.argv.pop(1))
PO = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../po/fr.po')
NOW = '2026-11-27T12:00:00Z'
DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3

EVENT = ('BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T090000Z\r\nSUMMARY:{title}\r\n'
         'DTSTART;TZID=Europe/Paris:{start}\r\n{more}END:VEVENT\r\n')


class Words(unittest.TestCase):
    def setUp(self):
        self.profile = tempfile.mkdtemp(prefix='ambassade-words-')
        self.addCleanup(shutil.rmtree, self.profile)

    def run_ctl(self, *words, text=True, cwd=None):
        return subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *words], capture_output=True, text=text,
                              env=dict(os.environ, LC_ALL='C.UTF-8', TZ='UTC'), timeout=60, cwd=cwd)

    def json(self, *words, status=DONE):
        run = self.run_ctl('--json', *words)
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        return json.loads(run.stdout)

    def add(self, *words):
        return self.json('add', *words)['id']

    def person(self, name, *words):
        return self.add('ambassador', f'display-name={name}', f'email={name.lower()}@x.com', 'state=identified', *words)

    def bring_people(self, rows):
        """People in the states of a running programme."""
        self.write('people.csv', 'Name,E-mail,State\n' + rows)
        self.json('import', 'ambassador', self.path('people.csv'), '--running')
        return {one['display-name']: one['id'] for one in self.json('list', 'ambassador')['records']}

    def path(self, name):
        return os.path.join(self.profile, name)

    def write(self, name, text, encoding='utf-8'):
        with open(self.path(name), 'wb') as out:
            out.write(text.encode(encoding))
        return self.path(name)

    def assert_says(self, words, status, *sentences):
        run = self.run_ctl(*words)
        self.assertEqual(run.returncode, status, (words, run.stdout, run.stderr))
        for sentence in sentences:
            self.assertIn(sentence, run.stdout + run.stderr, words)
        return run

    # Words.

    def test_states_are_words_and_numbers_say_of_what(self):
        people = self.bring_people('Ada,ada@x.com,shortlisted\nBo,bo@x.com,active\n')
        call = self.add('call', 'name=Spring', 'opens-on=2026-11-01', 'closes-on=2026-12-31', 'seats=2', 'text=Come')
        self.json('move', 'call', call, 'published')
        self.json('apply', people['Bo'], f'call-id={call}')
        listed = self.run_ctl('calls').stdout.rstrip('\n').split('\t')[1:]
        self.assertEqual(listed, ['Spring', 'Open to applications', '1 application', '0 nominations'])
        cohort = self.add('cohort', 'name=First', 'seats=2')
        self.json('cohort', 'add', cohort, 'Ada', '--reason', 'Good')
        self.assert_says(['cohort', 'show', cohort], DONE, 'Ada\tShortlisted\t')
        self.assert_says(['cohort', 'guests', cohort], DONE, 'Ada\tNot invited yet')
        self.json('cohort', 'freeze', cohort, '--reason', 'Why')
        self.json('cohort', 'invite', cohort, '--answer-by', '2026-12-10', '--text', 'Come')
        self.assert_says(['cohort', 'guests', cohort], DONE, 'Ada\tInvitation sent\tanswer by 10 December 2026')
        self.assert_says(['fit', '--no-call'], DONE, 'seats')
        item = self.add('content-item', 'title=Post', 'publish-on=2026-11-30T17:30[Europe/Paris]')
        self.assert_says(['hold', '--dry-run'], DONE, '0 items')
        self.json('set', 'content-item', item, 'title=Other')
        self.assert_says(['history', 'content-item', item], DONE, '  changed  ', 'Title: Post → Other')

    def test_help_says_what_every_option_of_an_export_does(self):
        run = self.run_ctl('export', '--help')
        for word in ('--about:', '--raw:', '--with-id:', '“-”'):
            self.assertIn(word, run.stdout)

    def test_a_reason_is_the_true_one(self):
        ada = self.person('Ada')
        letter = self.add('letter', f'ambassador-id={ada}', 'subject=Hello', 'at=2026-11-20T10:00:00Z')
        run = self.assert_says(['set', 'letter', letter, 'subject=x'], FAILED, 'stay as they were written')
        self.assertNotIn('Ask a manager', run.stderr)

    def test_people_and_items_are_named_where_an_id_would_do(self):
        people = self.bring_people('Ada,ada@x.com,accepted\nBo,bo@x.com,active\n')
        self.assertEqual(self.json('gates', 'Ada')['id'], people['Ada'])
        self.json('open-gate', 'ada@x.com', 'notice')
        self.assertEqual(self.json('show', 'ambassador', people['Ada'])['notice-on'], '2026-11-27')
        self.assertEqual(self.json('leave', 'Bo', '--why', 'Moved')['id'], people['Bo'])
        item = self.add('content-item', 'title=Post')
        self.assertEqual(self.json('check-item', 'Post')['id'], item)
        self.assert_says(['gates', 'Cy'], FAILED, '“Cy” was not found in People')
        self.assert_says(['approve', 'Other'], FAILED, '“Other” was not found in Content items')

    def test_it_speaks_french(self):
        folder = self.path('locale')
        os.makedirs(os.path.join(folder, 'fr/LC_MESSAGES'))
        subprocess.run(['msgfmt', '-o', os.path.join(folder, 'fr/LC_MESSAGES/ambassade.mo'), PO], check=True)
        subprocess.run(['localedef', '-i', 'fr_FR', '-f', 'UTF-8', os.path.join(folder, 'fr_FR.UTF-8')], check=True,
                       capture_output=True)
        self.bring_people('Ada,ada@x.com,shortlisted\n')
        cohort = self.add('cohort', 'name=First', 'seats=2')
        self.json('cohort', 'add', cohort, 'Ada', '--reason', 'Good')
        self.add('call', 'name=Spring', 'opens-on=2026-12-01', 'closes-on=2026-12-31', 'seats=2', 'text=Come')
        french = {'LC_ALL': 'fr_FR.UTF-8', 'LOCPATH': folder, 'AMBASSADE_LOCALE_DIR': folder, 'LANGUAGE': 'fr'}
        for words, said in ((['cohort', 'show', cohort], 'Ada\tPrésélection'), (['cohort', 'guests', cohort], 'Pas encore'),
                            (['calls'], 'Spring\tBrouillon\t0 candidature'), (['fit', '--no-call'], '\u00a0: ')):
            run = subprocess.run([CTL, '--profile', self.profile, '--now', NOW, *words], capture_output=True, text=True,
                                 env=dict(os.environ, TZ='UTC', **french), timeout=60)
            self.assertIn(said, run.stdout)

    # Who acts.

    def test_without_a_server_somebody_says_who_they_are(self):
        ada, bo = self.person('Ada'), self.person('Bo')
        self.assert_says(['suggest-item', 'An idea'], FAILED, 'ambassadectl me PERSON')
        self.assertEqual(self.json('me')['person'], None)
        self.assert_says(['me', 'Nobody Known'], FAILED, 'was not found')
        self.assert_says(['me', 'Bo', '--nobody'], USAGE, 'a person or nobody')
        self.assertEqual(self.json('me', 'Bo'), {'person': bo, 'name': 'Bo', 'access': 'manager'})
        idea = self.json('suggest-item', 'An idea')['id']
        self.assertEqual(self.json('show', 'content-item', idea)['author-id'], bo)
        self.assertEqual(self.json('suggestions', '--mine')['suggestions'][0]['title'], 'An idea')
        self.assert_says(['suggestions', '--mine'], DONE, 'An idea\tIdea\t')
        self.add('criterion', 'name=Keen', 'in-use=yes')
        self.json('apply', ada)
        self.json('rate', 'Ada', 'Keen', '4')
        self.assert_says(['fit', '--no-call'], DONE, 'Rank\tCandidate\tRole\tFit\tComplete\tRaters\tSpread')
        self.assertEqual(self.json('list', 'assessment')['records'][0]['by-id'], bo)
        self.assertEqual(self.json('me', '--nobody')['person'], None)
        self.assert_says(['rate', 'Ada', 'Keen', '5'], FAILED, 'ambassadectl me PERSON')

    # Files.

    def test_people_that_an_import_made_are_told_as_people(self):
        call = self.add('call', 'name=Spring', 'opens-on=2026-11-01', 'closes-on=2026-12-31', 'seats=2', 'text=Come')
        self.json('move', 'call', call, 'published')
        path = self.write('answers.csv', 'Email address,Name,Your motivation\nada@x.com,Ada,Keen\n')
        for options, said in ((['--dry-run'], 'People to be made: 1.'), ([], 'People made: 1.')):
            run = self.assert_says(['import', 'application', path, '--call', 'Spring', '--create-people', *options],
                                   DONE, said)
            self.assertNotIn('Nodes', run.stdout)
        path = self.write('people.csv', 'Name,E-mail,Node\nBo,bo@x.com,Lab\n')
        self.assert_says(['import', 'ambassador', path, '--create-nodes'], DONE, 'Nodes made: 1.')

    def test_what_is_no_utf8_is_said(self):
        card = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nEMAIL:z@x.com\r\nTITLE:{title}\r\nEND:VCARD\r\n'
        event = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' + EVENT + 'END:VCALENDAR\r\n'
        for name, entity, text in (
                ('a.vcf', 'ambassador', card.format(name='Zoé', title='Chargée')),
                ('a.ics', 'content-item', event.format(uid='1', title='Été', start='20261201T090000',
                                                       more='CATEGORIES:déjà\r\nDESCRIPTION:là\r\n'))):
            report = self.json('import', entity, self.write(name, text, 'cp1252'), '--dry-run')
            said = [one['reason'] for one in report['warnings'] if 'Windows-1252' in one['reason']]
            self.assertEqual((report['created'], len(said)), (1, 1), report)
            report = self.json('import', entity, self.write(name, text), '--dry-run')
            self.assertEqual((report['created'], report['warnings']), (1, []))

    def test_versions_of_one_event_are_one_item(self):
        def bring(*events):
            text = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' + ''.join(events) + 'END:VCALENDAR\r\n'
            report = self.json('import', 'content-item', self.write('a.ics', text),
                               status=PARTLY if len(events) > 1 else DONE)
            made = [one['title'] for one in self.json('list', 'content-item')['records']]
            if made:
                self.json('undo')
            return made, [one['reason'] for one in report['skipped']]

        def event(title, start='20261201T090000', more='', uid='one@x'):
            return EVENT.format(uid=uid, title=title, start=start, more=more)
        weekly = 'RRULE:FREQ=WEEKLY\r\n'
        for events, made, reason in (
                ([event('New', more='SEQUENCE:2\r\n'), event('Old', more='SEQUENCE:1\r\n')], ['New'], 'newer version'),
                ([event('Old'), event('New')], ['New'], 'newer version'),
                ([event('New', more='LAST-MODIFIED:20261103T090000Z\r\n'),
                  event('Old', more='LAST-MODIFIED:20261102T090000Z\r\n')], ['New'], 'newer version'),
                ([event('First', more=weekly),
                  event('Second', '20261208T100000', 'RECURRENCE-ID;TZID=Europe/Paris:20261208T090000\r\n')],
                 ['First'], 'which repeats'),
                ([event('First', more=weekly),
                  event('Moved', '20261202T100000', 'RECURRENCE-ID;TZID=Europe/Paris:20261201T090000\r\n')],
                 ['Moved'], 'newer version')):
            titles, reasons = bring(*events)
            self.assertEqual((titles, len(reasons)), (made, 1), reasons)
            self.assertIn(reason, reasons[0])
        # a later version that is cancelled: the former one isn't planned either
        titles, reasons = bring(event('Old'), event('Off', more='SEQUENCE:1\r\nSTATUS:CANCELLED\r\n'))
        self.assertEqual((titles, len(reasons)), ([], 2))

    def test_events_of_different_uids_stay_apart(self):
        text = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' + ''.join(
            EVENT.format(uid=uid, title=uid, start='20261201T090000', more='') for uid in ('a', 'b')) + 'END:VCALENDAR\r\n'
        self.assertEqual(self.json('import', 'content-item', self.write('a.ics', text))['created'], 2)

    def test_thousands_are_read_where_they_are_plain(self):
        self.json('import', 'content-item', self.write('post.csv', 'Title,State\nPost,Approved\n'), '--running')
        self.add('publication', 'item-id=Post', 'kind=company', 'link=https://x.com/1',
                 'published-at=2026-11-10T09:00:00Z')
        path = self.write('figures.csv', 'Post URL;Measured on;Impressions;Reactions\n'
                          'https://x.com/1;2026-11-11;1,234;1.234.567\nhttps://x.com/1;2026-11-12;1.234;5\n')
        report = self.json('import', 'measurement', path, status=PARTLY)
        self.assertEqual([one['reason'] for one in report['skipped']],
                         ['“1.234” may be 1234 or a fraction. Write digits only, as 1234.'])
        record, = self.json('list', 'measurement')['records']
        self.assertEqual((record['impressions'], record['reactions']), (1234, 1234567))

    def test_an_export_goes_to_standard_output(self):
        self.person('Zoé')
        folder = self.path('empty')
        os.mkdir(folder)
        for words, begin in ((['export', 'ambassador', '-'], b'\xef\xbb\xbf'),
                             (['export', 'ambassador', '-', '--format', 'json'], b'{"entity":"ambassador"'),
                             (['export', 'ambassador', '-', '--format', 'vcard'], b'BEGIN:VCARD')):
            run = self.run_ctl(*words, text=False, cwd=folder)
            self.assertEqual((run.returncode, run.stderr), (DONE, b''))
            self.assertTrue(run.stdout.startswith(begin), run.stdout[:40])
            self.assertIn('Zoé'.encode(), run.stdout)
        self.assertEqual(os.listdir(folder), [])
        self.assert_says(['export', 'ambassador', '-', '--about'], USAGE, 'second file')
        self.assert_says(['--json', 'export', 'ambassador', '-'], USAGE, 'standard output')

    # Mails.

    def test_the_subject_of_a_mail_is_one_line(self):
        ada = self.person('Ada')
        run = self.run_ctl('write', ada, '--subject', 'One\r\nBcc: all@x.com\n', '--text', 'Two\nlines')
        fields = urllib.parse.parse_qs(urllib.parse.urlsplit(run.stdout.strip()).query, strict_parsing=True)
        self.assertEqual(fields, {'subject': ['One Bcc: all@x.com'], 'body': ['Two\r\nlines']})

    # Refusals.

    def test_numbers_and_options_that_say_nothing_are_refused(self):
        self.person('Ada')
        cohort = self.add('cohort', 'name=First', 'seats=2')
        for words, status, sentence in (
                (['fit', '--no-call', '--seats', '-1'], USAGE, '--seats takes a whole number from 0 on'),
                (['fit', '--no-call', '--seats', 'NaN'], USAGE, 'NaN'),
                (['fit', '--no-call', '--seats', '1e3'], USAGE, '1e3'),
                (['fit', '--no-call', '--seats', '99999999999'], USAGE, '99999999999'),
                (['list', 'ambassador', '--limit', '-1'], USAGE, '--limit takes a whole number from 0 on'),
                (['cohort', 'fill', cohort, '--wait', '-2'], USAGE, '--wait takes a whole number from 0 on'),
                (['sample', '--people', '-5'], USAGE, '1 to 1000000'),
                (['renew', 'x', '--years', '0'], USAGE, '1 to 99'),
                (['ask', '--title', 'x', '--to', 'person', 'Ada', '--minutes', '-5'], FAILED, 'less than nothing'),
                (['hold', '--channel', 'Nope'], USAGE, 'Nothing was held'),
                (['hold', '--tag', 'x'], USAGE, 'Nothing was held'),
                (['hold', '--why', 'x'], USAGE, 'Nothing was held'),
                (['hold', '--dry-run', '--channel', 'Nope'], FAILED, 'was not found'),
                (['lift', '--date', 'x=2500-01-01'], FAILED, 'from 1900 to 2199'),
                (['cohort', 'show', cohort, '--role', 'Curator'], USAGE, '“cohort show” takes no --role'),
                (['cohort', 'guests', cohort, '--wait', '3'], USAGE, 'takes no --wait'),
                (['write', 'Ada', '--record=no'], USAGE, '--record takes no value'),
                (['write', ''], USAGE, 'nothing is named'),
                (['untold', '--node', ''], USAGE, 'nothing is named'),
                (['write', 'Ada', '--template', 'Nope'], FAILED, 'no template “Nope”')):
            self.assert_says(words, status, sentence)
        self.assert_says(['fit', '--no-call', '--seats', '0'], DONE)

    def test_days_lie_within_those_that_are_kept(self):
        ada = self.person('Ada')
        item = self.add('content-item', 'title=Post')
        for words in (['set', 'content-item', item, 'publish-on=0001-01-01T09:00[Europe/Paris]'],
                      ['set', 'content-item', item, 'publish-on=9999-12-31T09:00[Europe/Paris]'],
                      ['ask', '--title', 'x', '--to', 'person', ada, '--due', '9999-12-31'],
                      ['calendar', '--month', '0001-01'], ['figures', '--to', '9999-12-31'],
                      ['write', ada, '--text', 'x {due}', '--subject', 'x', '--due', '9999-12-31'],
                      ['write', ada, '--text', 'x {due}', '--subject', 'x', '--due', 'tomorrow']):
            run = self.run_ctl(*words)
            self.assertIn(run.returncode, (FAILED, USAGE), (words, run.stdout))
            self.assertIn('tomorrow' if words[-1] == 'tomorrow' else 'from 1900 to 2199', run.stderr, words)
        for day in ('2020', '2020-01-01', '2026-02-30', ''):
            self.assert_says(['open-gate', ada, 'end-date', day], FAILED)

    def test_an_items_day_is_judged_as_the_calendar_does(self):
        france = self.add('node', 'name=France', 'kind=country', 'country=FR')
        self.add('holiday', 'name=Noël', 'day=2026-12-25', 'country=FR')
        self.add('blackout-day', 'reason=Results', 'first-day=2026-12-24', 'last-day=2026-12-24')
        item = self.add('content-item', 'title=Post', f'department-id={france}')

        def words(day):
            self.json('set', 'content-item', item, f'publish-on={day}T09:00[Europe/Paris]')
            return [one['words'] for one in self.json('check-item', item)['checks'] if one['check'] == 'day']
        for day, said in (('2026-11-26', ['That day has passed: give a later one, or record that it went out']),
                          ('2026-11-27', []), ('2026-12-24', ['It is a blackout day: Results']),
                          ('2026-12-25', ['It is a holiday: Noël'])):
            self.assertEqual(words(day), said, day)

    def test_a_charter_is_one_that_was_in_force(self):
        ada = self.person('Ada', 'charter-version=0')  # no charter is kept here yet
        self.add('programme', 'name=Voices', 'charter-version=2')
        text = self.add('policy-text', 'title=Charter', 'kind=charter', 'version=3', 'language=en', 'body=We agree',
                        'valid-from=2026-01-01')
        set_it = ['set', 'ambassador', ada]
        self.assert_says([*set_it, 'charter-version=3'], FAILED, 'No charter of version “3” was ever in force',
                         'today it is “2”')
        self.json('move', 'policy-text', text, 'in_force')
        self.assert_says([*set_it, 'charter-version=9'], FAILED, 'today it is “3”')
        self.assert_says(['add', 'ambassador', 'display-name=Bo', 'charter-version=9'], FAILED, 'ever in force')
        self.json(*set_it, 'job-title=Chemist')
        self.json(*set_it, 'charter-version=3')
        path = self.write('people.csv', 'Name,E-mail,Charter\nCy,cy@x.com,9\nDi,di@x.com,2\n')
        report = self.json('import', 'ambassador', path, status=PARTLY)
        self.assertEqual((report['created'], report['skipped'][0]['field']), (1, 'charter-version'))

    def test_a_tick_is_of_a_role_that_was_held_that_day(self):
        ada = self.person('Ada')
        role = self.add('role', 'name=Curator', 'kind=curator')
        step = self.add('role-step', f'role-id={role}', 'what=Read')
        tick = ['add', 'step-check', f'step-id={step}', f'ambassador-id={ada}']
        self.assert_says([*tick, 'done-on=2026-11-20'], FAILED, 'Ada doesn’t hold the role “Curator”')
        self.add('assignment', f'ambassador-id={ada}', f'role-id={role}', 'state=current', 'starts-on=2026-11-10')
        self.assert_says([*tick, 'done-on=2026-11-09'], FAILED, 'doesn’t hold the role')
        self.json(*tick, 'done-on=2026-11-20')

    def test_an_invitation_that_reaches_nobody_says_so(self):
        self.bring_people('Ada,ada@x.com,shortlisted\nBo,bo@x.com,shortlisted\nCy,cy@x.com,shortlisted\n')
        cohort = self.add('cohort', 'name=First', 'seats=2')
        self.json('cohort', 'add', cohort, 'Ada', 'Bo', '--reason', 'Good')
        self.json('cohort', 'freeze', cohort, '--reason', 'Why')
        invite = ['cohort', 'invite', cohort, '--answer-by', '2026-12-10', '--text', 'Come']
        self.json('cohort', 'invite', cohort, 'Ada', *invite[3:])
        self.assert_says(['cohort', 'invite', cohort, 'Ada', 'Bo', *invite[3:]], PARTLY, '1 of 2 were invited')
        self.assert_says(invite, FAILED, 'Nobody was invited')
        self.assertEqual(self.json('list', 'invitation')['total'], 2)

    def test_what_is_done_is_one_document(self):
        ada = self.person('Ada')
        self.json('apply', ada)
        item = self.add('content-item', 'title=Post')
        node = self.add('node', 'name=Lab', 'kind=department')
        need = self.add('need', 'title=What?', 'audience=client', f'node-id={node}')
        asset = self.add('asset', 'title=Source', 'kind=article', 'rights=Our own', 'rights-until=2027-01-01',
                         f'department-id={node}')
        for words in (['calendar', '--pdf', self.path('a.pdf')], ['renew', asset], ['answer-need', need, 'yes']):
            self.assertEqual(self.json(*words), {'done': True}, words)
        run = self.run_ctl('calendar', '--pdf', self.path('b.pdf'))
        self.assertNotIn('done', run.stdout)
        self.json('show', 'content-item', item)


if __name__ == '__main__':
    unittest.main()
