"""Letters and invitations by visible names: a mail program of the test's own keeps the addresses that it is given.

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
        self.run('add', 'template', 'name=Thanks', 'purpose=free', 'language=en', 'subject=Thanks & more',
                 'body=Dear {name}, thank you.')
        path = self.folder / 'people.csv'
        path.write_text('Name,E-mail,State,Language\nAda Byron,ada@x.example,shortlisted,en\n'
                        'Bea Roux,bea@x.example,shortlisted,fr\nCleo Ito,cleo@x.example,waitlisted,en\n')
        self.run('import', 'ambassador', path, '--running')
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


def letters_to_a_selection(app, desk):
    """Each gets their own words; what is opened is kept as written."""
    app.open_record('Ada Byron', 'Ada Byron')
    app.find(name='Cleo Ito').point()
    app.keys('ctrl+a')
    app.click('Write To…')
    app.reads('Dear {name}, thank you.')
    app.reads('become those of each person')
    app.click('Open Mail 1 of 3')
    mail = desk.opened(1)[0]
    fields = urllib.parse.parse_qs(mail.query)
    assert (mail.path, fields['subject'], fields['body']) == \
        ('ada@x.example', ['Thanks & more'], ['Dear Ada Byron, thank you.']), mail
    app.reads('It is kept that 1 person was written to.')
    app.reads('Open Mail 2 of 3')
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
    mails = [(mail.path, urllib.parse.parse_qs(mail.query)['body'][0]) for mail in desk.opened(3)[1:]]
    assert mails[1] == ('bea@x.example', 'Bonjour Bea.'), mails
    assert mails[0][0] == 'ada@x.example' and mails[0][1].startswith('Dear Ada, answer by 1 December 2099'), mails
    app.reads('Answer by 1 December')


def an_answer_and_the_next(app, desk):
    app.click('Record the answer of Bea Roux')
    app.find(name='Answer of Bea Roux')
    app.click('Answer', role='combo box')
    app.keys('Down', 'Return')
    write(app, 'Proof', 'Call of today')
    app.click('Record')
    app.reads('Next on the wait list: Cleo Ito')
    app.click('Next of the Wait List…')
    write(app, 'Reason', 'Next in line')
    app.click('Give the Seat')
    app.reads('Cleo Ito has the seat')


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-write-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, ctl), folder / 'log'
        environment = {'XDG_DATA_HOME': str(folder / 'data'), 'XDG_CONFIG_HOME': str(folder / 'config')}
        with window.Window(program, desk.profile, environment=environment, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            for step in (letters_to_a_selection, the_invitations, an_answer_and_the_next):
                step(app, desk)
        letters = desk.run('list', 'letter')['total']
        guests = {guest['name']: guest['invitation'] for guest in desk.run('cohort', 'guests', 'Spring')['guests']}
        criticals = [line for line in log.read_text(errors='replace').split('\n')
                     if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert letters == 1, letters
    assert guests == {'Ada Byron': 'sent', 'Cleo Ito': 'not-invited', 'Bea Roux': 'given-up'}, guests
    assert not criticals, criticals
    return 0


if __name__ == '__main__':
    sys.exit(main())
