"""Walks through the main job in the real window, by the names that a person reads.

walk.py --app BIN --ctl BIN --profile DIR --second-profile DIR --server URL --pictures DIR

Both profiles are connected to the server already. Import a file, name a view, find somebody, change a field, see it on the second
desktop, take it back, run into a conflict and settle it. A picture of every step stays in the folder.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

import window
from window import wait_for

PEOPLE = [
    ('Zélie Ambroise-Nœl', 'zelie.ambroise@walk.example', 'Press officer'),
    ('Thibault Lœuvre', 'thibault.loeuvre@walk.example', 'Engineer'),
    ('Åsa Öberg', 'asa.oberg@walk.example', 'Recruiter'),
    ('Søren Kjær', 'soren.kjaer@walk.example', 'Technician'),
    ('Inès Belkacem', 'ines.belkacem@walk.example', 'Buyer'),
    ('Without an address', 'not-an-address', 'Nobody'),
]
NAME = PEOPLE[0][0]
BEFORE = PEOPLE[0][2]


class Walk:
    def __init__(self, options):
        self.options = options
        self.pictures = pathlib.Path(options.pictures)
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.number = 0

    def say(self, text, app=None, picture=None):
        print(f'· {text}', flush=True)
        if app is not None:
            self.number += 1
            app.picture(self.pictures / f'{self.number}-{picture}.png')

    def ctl(self, profile, *words, check=True):
        run = subprocess.run([self.options.ctl, '--profile', profile, '--json', *words],
                             capture_output=True, text=True, timeout=120)
        if check and run.returncode != 0:
            raise AssertionError(f'ambassadectl {" ".join(words)}: {run.stderr.strip()}')
        return json.loads(run.stdout) if run.stdout.strip() else None

    def person(self, profile):
        """The imported person as that profile has it; None when it has not."""
        found = self.ctl(profile, 'list', 'ambassador', '--where', f'email={PEOPLE[0][1]}')
        return found['records'][0] if found['records'] else None

    def open(self):
        app = window.Window(self.options.app, self.options.profile,
                            log=self.pictures / f'ambassade-{self.number}.log')
        app.failure_picture = self.pictures / 'failed.png'
        return app

    # The steps.

    def make_file(self):
        """As a company's HR system writes it: semicolons, Windows-1252, French headers."""
        path = self.pictures / 'people.csv'
        lines = ['Nom complet;E-mail;Fonction', *(';'.join(row) for row in PEOPLE)]
        path.write_bytes('\r\n'.join(lines).encode('cp1252', 'replace'))
        return path

    def import_file(self, app):
        path = self.make_file()
        app.keys('F10')
        app.find('menu item', 'Import People').click()
        app.find('push button', 'Choose File').click()
        wait_for('the choice of a file', lambda: len(app.windows()) == 3)
        app.type(str(path.resolve()))
        app.keys('Return')
        app.find('push button', 'Check Rows')
        self.say(f'The columns of {path.name} are matched', app, 'import-columns')
        app.click('Check Rows')
        app.reads('Ready to import')
        self.say('One row is broken, and the window says why', app, 'import-preview')
        app.click('Import 5', role='push button')
        app.reads('Imported, but for some rows')
        self.say('Five people are in', app, 'import-done')
        app.click('Done')
        wait_for('the assistant is closed', lambda: len(app.windows()) == 1)
        app.reads('Everyone')
        self.say('Everyone is to be seen, who came in too', app, 'import-shown')

    def choose_in_views(self, app, name):
        def is_open():
            """Without a window manager a menu closes where the window has not the keyboard."""
            if not app.has('.*menu item', 'Save View As'):
                app.take_keyboard()
                app.click('View: ')
                time.sleep(1)
            return app.has('.*menu item', name)
        wait_for(f'“{name}” among the views', is_open)
        app.find('.*menu item', name).click()
        app.wait_gone('.*menu item', name)

    def save_view(self, app):
        """One's own filters under a name for everybody, and one that somebody else shares."""
        self.choose_in_views(app, 'Save View As')
        entry = app.find('text|entry', within=wait_for('the question for a name', lambda: app.windows()[-1]
                                                       if len(app.windows()) > 1 else None))
        entry.point()
        app.type('Everybody there is')
        app.click('For everybody', role='.*switch.*|.*toggle.*|check.*')
        app.keys('Return')
        app.find('.*button.*', 'View: Everybody there is')
        self.say('What is shown has a name', app, 'view-saved')

        def has_it():
            self.ctl(self.options.second_profile, 'sync')
            found = self.ctl(self.options.second_profile, 'list', 'ambassador', '--view', 'everybody there is',
                             check=False)
            return found is not None and found['total'] > 0
        wait_for('the view on the second desktop', has_it, 60)
        self.ctl(self.options.second_profile, 'add', 'named-view', 'title=From the second desk', 'entity=ambassador',
                 'visibility=shared', 'query={"where":[{"field":"state","match":"in","values":["active"]}]}')
        self.ctl(self.options.second_profile, 'sync')
        app.keys('F5')
        self.choose_in_views(app, 'From the second desk')
        app.find('.*button.*', 'View: From the second desk')
        self.say('A view of the second desktop is there, and chosen', app, 'view-chosen')
        self.choose_in_views(app, 'Everyone')
        app.find('.*button.*', 'View: Everyone')

    def find_person(self, app):
        app.keys('ctrl+k')
        app.find(name='Go to anything')
        app.type('zelie ambr')
        app.find('list item', NAME)
        self.say('Found without its accents', app, 'search')
        app.keys('Return')
        wait_for('the search is closed', lambda: len(app.windows()) == 1)
        app.find('text|entry', text=PEOPLE[0][1])

    def change(self, app, after):
        entry = app.find('text|entry', text=BEFORE)
        entry.point(3)
        app.keys('ctrl+a')
        app.type(after)
        app.keys('Tab')
        app.reads('Saved at')
        wait_for('the change in the profile',
                 lambda: self.person(self.options.profile)['job-title'] == after)
        self.say('Changed in its place and saved', app, 'edit')

    def second_desktop_has(self, value):
        def look():
            self.ctl(self.options.second_profile, 'sync')
            person = self.person(self.options.second_profile)
            return person is not None and person.get('job-title') == value
        wait_for(f'“{value}” on the second desktop', look, 60)
        self.say(f'The second desktop shows “{value}”')

    def undo(self, app):
        app.keys('alt+1')
        app.find(name='Today – Ambassade')
        app.keys('ctrl+z')
        self.say('Ctrl+Z', app, 'undo')
        wait_for('the former value', lambda: self.person(self.options.profile)['job-title'] == BEFORE)

    def conflict(self):
        """Both change the same field while neither knows of the other; the window is opened on it."""
        identifier = self.person(self.options.profile)['id']
        self.ctl(self.options.profile, 'set', 'ambassador', identifier, 'job-title=Spokesperson here')
        self.ctl(self.options.second_profile, 'set', 'ambassador', identifier,
                 'job-title=Spokesperson there')
        self.ctl(self.options.second_profile, 'sync')
        with self.open() as app:
            chip = app.find('push button', '1 conflict', seconds=60)
            self.say('Both changed the same field: the chip says so', app, 'conflict-chip')
            chip.click()
            app.reads('Spokesperson there')
            self.say('Was, yours, theirs', app, 'conflict')
            app.click('Keep Mine: Spokesperson here')
            app.reads('Everything Is Settled')
            self.say('Settled', app, 'conflict-settled')
            self.second_desktop_has('Spokesperson here')

    def run(self):
        with self.open() as app:
            app.find('push button', 'Add Person', seconds=60)
            self.say('The window is open on Today', app, 'today')
            app.keys('alt+2')
            app.find(name='People – Ambassade')
            self.say('The roster', app, 'people')
            self.import_file(app)
            self.save_view(app)
            self.find_person(app)
            self.change(app, 'Head of listening')
            self.second_desktop_has('Head of listening')
            self.undo(app)
            self.second_desktop_has(BEFORE)
        self.conflict()


def main():
    parser = argparse.ArgumentParser()
    for name in ('app', 'ctl', 'profile', 'second-profile', 'server', 'pictures'):
        parser.add_argument('--' + name, required=True)
    window.enter_session()
    started = time.monotonic()
    Walk(parser.parse_args()).run()
    print(f'The main job went through in {time.monotonic() - started:.0f} s.')
    return 0


if __name__ == '__main__':
    sys.exit(main())
