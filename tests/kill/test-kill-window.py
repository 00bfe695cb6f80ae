"""kill -9 of the window: half a word is a draft, a change is a change, and half an import can be taken back.

test-kill-window.py APP CTL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'ui'))
import window  # noqa: E402
from window import wait_for  # noqa: E402

window.enter_session()

DRAFTED, CHANGED = 'Zita Ambler', 'Yann Brook'
TITLES = {DRAFTED: 'Press officer', CHANGED: 'Recruiter'}
ROWS = 20000
DRAFT_SECONDS = 2.5  # what is typed is kept within 2 s


class Desk:
    """One profile, killed and opened again."""

    def __init__(self, app, ctl, folder):
        self.app, self.ctl, self.folder = app, ctl, folder
        self.profile = folder / 'profile'
        self.profile.mkdir(mode=0o700)
        self.run('add', 'programme', 'name=Voices')
        for name, title in TITLES.items():
            self.run('add', 'ambassador', f'display-name={name}', f'job-title={title}')

    def run(self, *words, check=True):
        result = subprocess.run([self.ctl, '--profile', str(self.profile), '--json', *words],
                                capture_output=True, text=True, timeout=300, check=False)
        if check and result.returncode != 0:
            raise AssertionError(f'{" ".join(words)}: {result.stdout}{result.stderr}')
        return json.loads(result.stdout) if result.stdout.strip() else None

    def open(self):
        return window.Window(self.app, self.profile, log=self.folder / 'log')

    def people(self):
        return self.run('list', 'ambassador')['records']

    def job_title(self, name):
        return next(person['job-title'] for person in self.people() if person['display-name'] == name)

    def check(self):
        self.run('check')


def half_a_word_is_a_draft(desk):
    typed = 'Head of liste'
    app = desk.open()
    app.open_record(DRAFTED, TITLES[DRAFTED]).point(3)
    app.keys('ctrl+a')
    app.type(typed)
    time.sleep(DRAFT_SECONDS)
    app.kill()
    desk.check()
    with desk.open() as app:
        app.open_record(DRAFTED, typed)


def a_change_is_a_change(desk):
    typed = 'Head of the night shift'
    app = desk.open()
    app.open_record(CHANGED, TITLES[CHANGED]).point(3)
    app.keys('ctrl+a')
    app.type(typed)
    app.keys('Tab')
    app.reads('Saved at')
    app.kill()
    desk.check()
    found = desk.job_title(CHANGED)
    if found != typed:
        raise AssertionError(f'“{typed}” was said to be saved, and “{found}” is there')


def write_people(desk):
    path = desk.folder / 'people.csv'
    rows = [f'Imported {i},imported{i}@example.com\n' for i in range(ROWS)]
    path.write_text('Name,E-mail\n' + ''.join(rows))
    return path


def kill_an_import(desk, path, seconds):
    """Kills the window so long after it began to import; how many rows are in."""
    before = len(desk.people())
    app = desk.open()
    app.find('push button', 'Add Person', seconds=60)
    app.import_file(str(desk.profile), path)
    app.click('Check Rows', seconds=60)
    app.find('push button', f'Import {ROWS:,}'.split(',', maxsplit=1)[0], seconds=120).click()
    time.sleep(seconds)
    app.kill()
    return len(desk.people()) - before


def half_an_import_can_be_taken_back(desk):
    path = write_people(desk)
    seconds, before = 1.0, len(desk.people())
    for _ in range(6):
        came = kill_an_import(desk, path, seconds)
        desk.check()
        print(f'  killed after {seconds:.2f} s: {came} of {ROWS} rows are in', flush=True)
        if came > 0:
            desk.run('undo')
            if len(desk.people()) != before:
                raise AssertionError(f'{len(desk.people()) - before} rows stay after undo')
            desk.check()
        if 0 < came < ROWS:
            return
        seconds *= 0.4 if came else 1.8
    raise AssertionError('the import could not be hit in its middle')


def main():
    app, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-kill-') as folder:
        desk = Desk(app, ctl, pathlib.Path(folder))
        for test in (half_a_word_is_a_draft, a_change_is_a_change, half_an_import_can_be_taken_back):
            started = time.monotonic()
            test(desk)
            print(f'{test.__name__}: {time.monotonic() - started:.0f} s', flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
