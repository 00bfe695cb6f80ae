"""Calls by visible names: somebody applies, somebody is nominated, the answers of a form come in; and what a person is asked
from their page.

test-calls.py APP CTL
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import window

window.enter_session()

app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
ANSWERS = ('Timestamp;Email address;Your motivation\n2026-11-12;cy@x.example;I like to listen\n'
           '2026-11-12;nobody@x.example;Who am I\n')


class Desk:
    def __init__(self, folder):
        self.profile = folder / 'profile'
        self.profile.mkdir(mode=0o700)
        self.answers = folder / 'answers.csv'
        self.answers.write_text(ANSWERS)
        self.run('add', 'programme', 'name=Voices')
        self.run('add', 'role', 'name=Producer', 'kind=producer', 'in-use=yes')
        people = folder / 'people.csv'
        people.write_text('Name,E-mail,State\nAna Abe,ana@x.example,associate\nBo Baker,bo@x.example,associate\n'
                          'Cy Cole,cy@x.example,associate\nDot Dunn,dot@x.example,active\n')
        self.run('import', 'ambassador', people, '--running')
        call = self.run('add', 'call', 'name=Winter', 'opens-on=2026-11-01', 'closes-on=2099-01-01', 'seats=12',
                        'text=Come')
        self.run('move', 'call', call['id'], 'published')

    def run(self, *words):
        done = subprocess.run([ctl, '--profile', str(self.profile), '--json', *map(str, words)], capture_output=True,
                              text=True, timeout=120)
        assert done.returncode == 0, (words, done.stderr)
        return json.loads(done.stdout or 'null')

    def asked(self):
        return [(one['title'], self.run('show', 'ambassador', one['ambassador-id'])['display-name'])
                for one in self.run('list', 'task')['records']]

    def states(self):
        return {one['display-name']: one['state'] for one in self.run('list', 'ambassador')['records']}


def open_calls(app):
    app.keys('alt+2')
    app.click('Suggestions', role='.*(button|tab|item).*')
    app.click('Calls…')
    app.reads('Nobody has applied yet')


def choose_person(app, title, name):
    """In the form of that title."""
    form = window.wait_for(f'the form {title}', lambda: next((top for top in app.windows() if top.name == title), None))
    app.click('Person', within=form)
    app.find('text|entry', 'Search People')
    app.type(name)
    app.find('label', text=name)
    app.keys('Return')
    return form


def apply(app, desk):
    app.click('Apply… Winter')
    form = choose_person(app, 'Apply', 'Ana Abe')
    app.find('text|entry', 'Motivation', within=form).point()
    app.type('I want to')
    app.click('Add', within=form)
    window.wait_for('Ana has applied', lambda: desk.states()['Ana Abe'] == 'applied')
    app.reads('1 in all')


def nominate(app, desk):
    app.click('Nominate… Winter')
    form = choose_person(app, 'Nominate', 'Bo Baker')
    app.find('text|entry', 'Reason', within=form).point()
    app.type('Helps everybody')
    app.click('Add', within=form)
    window.wait_for('the form is closed', lambda: not any(shown.name == form.name for shown in app.windows()))
    window.wait_for('Bo is nominated', lambda: desk.states()['Bo Baker'] == 'nominated')
    window.wait_for('the nomination is counted', lambda: any(node.name == '1' for node in app.all('label', '1')))


def import_answers(app, desk):
    """Who is known has applied; who isn’t is named, and left out."""
    app.click('Import Answers… Winter')
    app.find('push button', 'Choose File').click()
    window.wait_for('the choice of a file', lambda: len(app.windows()) == 3)
    app.type(str(desk.answers))
    app.keys('Return')
    app.click('Check Rows')
    app.reads('nobody@x.example')
    app.click('Import 1', role='push button')
    app.reads('Imported, but for some rows')
    app.click('Done')
    window.wait_for('the assistant is closed', lambda: len(app.windows()) == 1)
    assert desk.states()['Cy Cole'] == 'applied', desk.states()


def ask_from_the_page(app, desk):
    """Whose page it is, is who is asked."""
    app.open_record('Dot Dunn', 'dot@x.example')
    app.keys('alt+1', 'alt+2', 'Return')
    top = window.Node(app.find('.*button.*', 'More about this person').ask('get_parent'))
    app.click('Ask…', within=top)
    form = window.wait_for('the request', lambda: next(iter(app.windows()[1:]), None))
    app.find('label', '1 person will be asked.', within=form)
    app.type('Share the story')
    app.keys('ctrl+Return')
    window.wait_for('Dot is asked', lambda: desk.asked() == [('Share the story', 'Dot Dunn')])


# What libcloudproviders keeps of every folder of data when GTK makes its choice of a file; GLib has no frame pointers, so
# that no suppression sees whose it is.
CHOICE = re.compile(r'Direct leak of \d+ byte\(s\) in \d object\(s\) allocated from:\n'
                    r' +#0 .* in \S*realloc .*\n +#1 .* in g_realloc .*\n\n')


def list_failures(log):
    return [line for line in CHOICE.sub('', log, count=1).split('\n')
            if re.search('CRITICAL|AddressSanitizer:DEADLYSIGNAL|runtime error|^(Direct|Indirect) leak of', line)]


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-calls-') as name:
        desk, log = Desk(pathlib.Path(name)), pathlib.Path(name) / 'log'
        # Leaks are told by the log alone.
        environment = {'LSAN_OPTIONS': os.environ.get('LSAN_OPTIONS', '') + ':exitcode=0'}
        with window.Window(app_program, desk.profile, log=log, environment=environment) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            open_calls(app)
            for step in (apply, nominate, import_answers, ask_from_the_page):
                step(app, desk)
        applications = {one['title']: one['source'] for one in desk.run('list', 'application')['records']}
        said = log.read_text(errors='replace')
    assert len(applications) == 2 and sorted(applications.values()) == ['form', 'hand'], applications
    assert not list_failures(said), said[-6000:]


main()
