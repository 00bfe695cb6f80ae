"""From the first page of the sample's 600 people to a frozen cohort of thirty with reasons and a wait list, by visible
names.

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
SEATS = 30
SHORTLISTED = 'Both raters are through'
LISTS = 'list|table|tree table'
OWN, WHY = 'She knows the plant', 'The best fit of the autumn; nobody from Legal yet'


def run(*words):
    result = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f'{words}: {result.stderr}')
    return result.stdout


class Walk:
    """What a person does, counted and told."""

    def __init__(self, app):
        self.app, self.told = app, []

    def tell(self, what):
        self.told.append(what)
        print(f'{len(self.told):3}  {what}', flush=True)

    def key(self, key):
        self.tell(f'press {key}')
        self.app.keys(key)

    def click(self, name, **more):
        self.tell(f'click {name}')
        self.app.click(name, closed=LISTS, **more)

    def point(self, what, node):
        self.tell(f'click {what}')
        self.app.take_keyboard()
        node.point()

    def type(self, text):
        self.tell(f'type “{text}”')
        self.app.type(text)

    def write(self, name, text, **more):
        """Clicks into what is named so and types."""
        self.tell(f'click {name}')
        node = self.app.find('text|entry', name, **more)
        node.ask('grab_focus')
        node.point()
        self.type(text)


def on_top(app):
    """The window over the main one."""
    return window.wait_for('a window on top', lambda: next(iter(app.windows()[1:]), None))


def shortlist(app, walk):
    """Everybody in review at once; whoever has no two raters yet is left, and their cards say so."""
    walk.click('Selection', role='.*(button|tab|item).*')
    column = app.find('list', 'In review: ', closed='list item|table|tree table')
    walk.point('the first card in review', app.find('list item', within=column))
    walk.key('ctrl+a')
    walk.click('To the next column')
    on_top(app)
    walk.type(SHORTLISTED)
    walk.click('Move')
    app.find('list item', 'Two raters, every criterion scored', within=column)


def make_cohort(app, walk):
    walk.click('Cohorts', role='.*(button|tab|item).*')
    walk.click('Add Cohort')
    form = on_top(app)
    walk.write('Name', 'Thirty', within=form)
    walk.write('Seats', str(SEATS), within=form)
    walk.click('Add', within=form)
    app.find('label', f'0 of {SEATS} seats', closed=LISTS)


def fill_seats(app, walk):
    """As proposed, one reason changed by hand."""
    walk.click('Fill the Seats…')
    form = on_top(app)
    app.find('label', f'{SEATS} seats are filled', within=form)
    entry = app.find('text|entry', ' · ', within=form)
    person = entry.name.split(' · ')[0]
    walk.point(entry.name, entry)
    walk.key('ctrl+a')
    walk.type(OWN)
    walk.click('Fill Seats', within=form)
    app.find('label', f'{SEATS} of {SEATS} seats', closed=LISTS)
    return person


def freeze(app, walk):
    walk.click('Freeze…')
    walk.write('Reason for the choice', WHY, closed=LISTS)
    walk.click('Freeze Cohort')
    app.find('.*button.*', 'Invite…', closed=LISTS)


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-cohort-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        run(ctl, '--profile', profile, 'sample')
        people = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'ambassador', '--limit', '1'))['total']
        with window.Window(program, profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            walk = Walk(app)
            walk.key('alt+2')
            shortlist(app, walk)
            make_cohort(app, walk)
            person = fill_seats(app, walk)
            freeze(app, walk)
        print(f'{len(walk.told)} activations')
        cohort = json.loads(run(ctl, '--profile', profile, '--json', 'cohort', 'show', 'Thirty'))
        decisions = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'decision'))
        criticals = [line for line in log.read_text(errors='replace').split('\n')
                     if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert people >= 600, people
    assert len(walk.told) <= MOST, len(walk.told)
    assert (cohort['state'], cohort['reason'], len(cohort['draft'])) == ('frozen', WHY, SEATS), cohort['state']
    judge(cohort, person)
    assert [one['why'] for one in decisions['records'] if one['what'].startswith('Thirty: ')] == [WHY]
    assert not criticals, criticals
    return 0


def judge(cohort, person):
    """By the fit, each for a reason of their own, and those who wait are below those who are seated."""
    seated, waiting = cohort['draft'], cohort['wait-list']
    assert waiting, 'nobody waits'
    assert (seated[0]['name'], seated[0]['reason']) == (person, OWN), seated[0]
    assert all(one['reason'] for one in seated + waiting), seated + waiting
    assert len({one['reason'] for one in seated}) > SEATS // 2, 'the reasons are the same'
    assert {one['state'] for one in seated + waiting} <= {'shortlisted', 'waitlisted'}, seated
    fits = [float(one['fit']) for one in seated + waiting if one.get('fit')]
    assert len(fits) > SEATS // 2 and fits == sorted(fits, reverse=True), fits


if __name__ == '__main__':
    sys.exit(main())
