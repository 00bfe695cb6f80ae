"""From forty candidates to a frozen cohort of thirty with reasons and a wait list, by visible names.

test-cohort.py APP CTL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import window

window.enter_session()

MOST = 40  # activations, the words that are typed counted as one each
REASON, WHY = 'Listens and writes well', 'They cover Asia; nobody from Legal yet'


def run(*words):
    result = subprocess.run(words, capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f'{words}: {result.stderr}')
    return result.stdout


class Walk:
    """What a person does, counted."""

    def __init__(self, app):
        self.app, self.count = app, 0

    def key(self, key):
        self.count += 1
        self.app.keys(key)

    def click(self, name, **more):
        self.count += 1
        self.app.click(name, **more)

    def write(self, name, text):
        """Clicks into what is named so and types."""
        self.count += 2
        node = self.app.find('text|entry', name)
        node.ask('grab_focus')
        node.point()
        self.app.type(text)


def people(folder):
    path = folder / 'people.csv'
    rows = [f'Person {number:02},p{number}@x.example,shortlisted' for number in range(1, 41)]
    path.write_text('\n'.join(['Name,E-mail,State', *rows]) + '\n')
    return path


def compose(app):
    walk = Walk(app)
    walk.key('alt+2')
    walk.click('Cohorts', role='.*')
    app.find(name='Person 01')
    walk.click('Choose All')
    walk.write('Reason', REASON)
    walk.click('Add to Draft')
    app.reads('30 of 30 seats')
    walk.click('Freeze…')
    walk.write('Reason for the choice', WHY)
    walk.click('Freeze Cohort')
    app.reads('The cohort is frozen as a decision')
    return walk.count


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-cohort-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        profile.mkdir(mode=0o700)
        run(ctl, '--profile', profile, 'add', 'programme', 'name=Voices')
        run(ctl, '--profile', profile, 'import', 'ambassador', people(folder), '--running')
        run(ctl, '--profile', profile, 'add', 'cohort', 'name=Spring', 'seats=30')
        with window.Window(program, profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            count = compose(app)
        print(f'{count} activations')
        cohort = json.loads(run(ctl, '--profile', profile, '--json', 'cohort', 'show', 'Spring'))
        decisions = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'decision'))
        criticals = [line for line in log.read_text(errors='replace').split('\n')
                     if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert count <= MOST, count
    assert (cohort['state'], cohort['reason']) == ('frozen', WHY), cohort['state']
    assert [person['name'] for person in cohort['draft']] == [f'Person {number:02}' for number in range(1, 31)]
    assert [person['name'] for person in cohort['wait-list']] == [f'Person {number:02}' for number in range(31, 41)]
    assert {person['reason'] for person in cohort['draft']} == {REASON}
    assert {person['state'] for person in cohort['draft']} == {'shortlisted'}
    assert [decision['why'] for decision in decisions['records']] == [WHY]
    assert not criticals, criticals
    return 0


if __name__ == '__main__':
    sys.exit(main())
