"""Who was found is told, letters and invitations, by visible names: a mail program of the test's own keeps the
addresses that it is given.

test-write.py APP CTL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

import window

window.enter_session()

HANDLER = """[Desktop Entry]
Type=Application
Name=Mail of the test
Exec={script} %u
MimeType=x-scheme-handler/mailto;
"""


def run(*words):
    result = subprocess.run(words, capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f'{words}: {result.stderr}')
    return result.stdout


class Desk:
    """A programme with a frozen cohort of two seats, and a mail program that writes down what it is to open."""

    def __init__(self, folder, ctl):
        self.folder, self.ctl, self.profile = folder, ctl, folder / 'profile'
        self.profile.mkdir(mode=0o700)
        self.mails = folder / 'mails'
        applications = folder / 'data' / 'applications'
        applications.mkdir(parents=True)
        script = folder / 'mail'
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self.mails}"\n')
        script.chmod(0o755)
        (applications / 'mail.desktop').write_text(HANDLER.format(script=script))
        (applications / 'mimeapps.list').write_text('[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n')
        subprocess.run(['update-desktop-database', applications], check=False)
        self.fill()

    def run(self, *words):
        return json.loads(run(self.ctl, '--profile', self.profile, '--json', *words) or 'null')

    def fill(self):
        self.run('add', 'programme', 'name=Voices', 'languages=["en"]')
        for language, body in (('en', 'Dear {first-name}, answer by {due}.'), ('fr', 'Bonjour {first-name}.')):
            self.run('add', 'template', 'name=Seat', 'purpose=invitation', f'language={language}', 'subject=A seat',
                     f'body={body}')
        self.run('add', 'template', 'name=Known', 'purpose=told', 'language=en', 'subject=We know you',
                 'body=Dear {first-name}, we noted {evidence}.')
        self.run('add', 'template', 'name=Thanks', 'purpose=free', 'language=en', 'subject=Thanks & more',
                 'body=Dear {name}, thank you.')
        path = self.folder / 'people.csv'
        path.write_text('Name,E-mail,State,Language\nAda Byron,ada@x.example,shortlisted,en\n'
                        'Bea Roux,bea@x.example,shortlisted,fr\nCleo Ito,cleo@x.example,waitlisted,en\n')
        self.run('import', 'ambassador', path, '--running')
        for name, *more in (('Ida Found', 'email=ida@x.example', 'language=en'), ('Oskar Found',)):
            self.run('add', 'ambassador', f'display-name={name}', f'employee-number={name[0]}', 'state=associate', *more)
            person = self.run('list', 'ambassador', '--search', name)['records'][0]['id']
            self.run('move', 'ambassador', person, 'identified', '--why', 'Found by activity: 14 answers in Support')
        self.run('add', 'cohort', 'name=Spring', 'seats=2')
        self.run('cohort', 'add', 'Spring', 'Ada Byron', 'Bea Roux', 'Cleo Ito')
        self.run('cohort', 'freeze', 'Spring', '--reason', 'They fit')

    def opened(self, count):
        def look():
            lines = self.mails.read_text().split('\n')[:-1] if self.mails.exists() else []
            return lines if len(lines) >= count else None
        return [urllib.parse.urlsplit(line) for line in window.wait_for(f'{count} mails', look)]


def write(app, name, text):
    node = app.find('text|entry', name)
    node.ask('grab_focus')
    node.point()
    app.type(text)


def read(mail):
    fields = urllib.parse.parse_qs(mail.query)
    return mail.path, fields['subject'][0], fields['body'][0]


def who_was_found_is_told(app, desk):
    """From Today, by mail; who has no address, in another way."""
    app.click('Tell Them: Ida Found')
    app.reads('Dear Ida, we noted 14 answers in Support.')
    app.click('Open Mail')
    assert read(desk.opened(1)[0]) == \
        ('ida@x.example', 'We know you', 'Dear Ida, we noted 14 answers in Support.'), desk.opened(1)
    app.wait_gone('.*button.*', 'Tell Them: Ida Found')
    app.click('Tell Them: Oskar Found')
    app.reads('Without an e-mail address, not written to: Oskar Found')
    app.click('Record as Told in Another Way')
    app.wait_gone('.*button.*', 'Tell Them: Oskar Found')
    app.take_keyboard()


def letters_to_a_selection(app, desk):
    """Each gets their own words; what is opened is kept as written."""
    app.open_record('Ada Byron', 'Ada Byron')
    app.find(name='Cleo Ito').point()
    app.keys('ctrl+a')
    app.click('Write To…')
    app.reads('Dear {name}, thank you.')
    app.reads('become those of each person')
    app.click('Open Mail 1 of 3')
    assert read(desk.opened(2)[1]) == ('ada@x.example', 'Thanks & more', 'Dear Ada Byron, thank you.'), desk.opened(2)
    app.find('.*button.*', 'Open Mail 2 of 3')
    app.keys('Escape')


def the_invitations(app, desk):
    app.keys('alt+2')
    app.click('Cohorts', role='.*')
    app.reads('Not invited yet')
    app.click('Invite…')
    write(app, 'Answer by', '2099-12-01')
    app.keys('Tab')
    app.click('Open Mail 1 of 2')
    app.click('Open Mail 2 of 2')
    mails = [read(mail) for mail in desk.opened(4)[2:]]
    assert mails == [('ada@x.example', 'A seat', 'Dear Ada, answer by 1 December 2099.'),
                     ('bea@x.example', 'A seat', 'Bonjour Bea.')], mails
    app.reads('Answer by 1 Dec')


def an_answer_and_the_next(app, desk):
    app.click('Record the answer of Bea Roux')
    app.find(name='Answer of Bea Roux')
    app.click('Answer', role='combo box')
    app.keys('Down', 'Return')
    write(app, 'Proof', 'Call of today')
    app.click('Record')
    app.click('Next of the Wait List…')
    write(app, 'Reason', 'Next in line')
    app.click('Give the Seat')
    app.wait_gone('.*button.*', 'Next of the Wait List…')


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-write-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, ctl), folder / 'log'
        environment = {'XDG_DATA_HOME': str(folder / 'data'), 'XDG_CONFIG_HOME': str(folder / 'config')}
        with window.Window(program, desk.profile, environment=environment, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            for step in (who_was_found_is_told, letters_to_a_selection, the_invitations, an_answer_and_the_next):
                step(app, desk)
        letters = [letter['purpose'] for letter in desk.run('list', 'letter')['records']]
        told = {one['display-name'] for one in desk.run('list', 'ambassador')['records'] if one.get('told-on')}
        guests = {guest['name']: guest['invitation'] for guest in desk.run('cohort', 'guests', 'Spring')['guests']}
        said = log.read_text(errors='replace')
        criticals = [line for line in said.split('\n')
                     if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert sorted(letters) == ['free', 'told'], letters
    assert told == {'Ida Found', 'Oskar Found'}, told
    assert guests == {'Ada Byron': 'sent', 'Cleo Ito': 'not-invited', 'Bea Roux': 'given-up'}, guests
    assert not criticals, said[-4000:]
    return 0


if __name__ == '__main__':
    sys.exit(main())
