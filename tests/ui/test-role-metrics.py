"""Each of the seven roles' rows moves by an act done in the window, and a step is ticked, unticked and taken back.

test-role-metrics.py APP CTL
"""

import csv
import datetime
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import window

window.enter_session()

HERE = pathlib.Path(__file__).resolve().parent
TABLE = json.loads((HERE.parent / 'data/role-metric-acts.json').read_text(encoding='utf-8'))
HOLDER = 'Hana Holder'
STEP = 'Read the sources of your topic'
NOW = datetime.datetime.now(datetime.timezone.utc)


def run(*words):
    result = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        raise AssertionError(f'{words}: {result.stderr}')
    return result.stdout


def instant(minutes=0):
    return (NOW + datetime.timedelta(minutes=minutes)).strftime('%Y-%m-%dT%H:%M:%S.000Z')


class Records:
    """The records that the table wants to be there, by entity; what refers to one names it."""

    def __init__(self):
        self.names, self.rows = {}, {}

    def value(self, text):
        if text[0] == '@':
            return self.names[text[1:]]
        if text[0] != '~':
            return text
        if text[-1] == 'm':
            return instant(int(text[1:-1]))
        day = (NOW + datetime.timedelta(days=int(text[2:]))).strftime('%Y-%m-%d')
        return f'{day}T09:00[Europe/Paris]' if text[1] == 'w' else day

    def add(self, act):
        fields = {name: value for name, value in act.items() if name not in ('add', 'as')}
        row = {field: self.value(value) for field, value in fields.items()}
        self.names[act['as']] = next((row[field] for field in ('title', 'name', 'display-name') if field in row), None)
        self.rows.setdefault(act['add'], []).append(row)

    def bring(self, folder, ctl, profile):
        for entity, rows in self.rows.items():
            path = folder / f'{entity}.csv'
            names = list(dict.fromkeys(name for row in rows for name in row))
            with open(path, 'w', encoding='utf-8', newline='') as file:
                writer = csv.DictWriter(file, [name.replace('-', '_') for name in names])
                writer.writeheader()
                writer.writerows({name.replace('-', '_'): value for name, value in row.items()} for row in rows)
            run(ctl, '--profile', profile, 'import', entity, path, '--running')


def fill(folder, ctl, profile):
    records = Records()
    acts = TABLE['common'] + [act for row in TABLE['rows'] for act in row['before']]
    for act in acts:
        records.add(act)
    for row in TABLE['rows']:
        records.rows.setdefault('role', []).append({'name': row['role'], 'kind': row['kind'], 'level': '1'})
    records.rows['role-step'] = [{'what': STEP, 'role-id': 'Writer', 'rhythm': 'daily'}]
    records.rows['assignment'] = [
        {'ambassador-id': HOLDER, 'role-id': row['role'], 'state': 'current', 'starts-on': '2026-01-01'}
        for row in TABLE['rows']]
    records.bring(folder, ctl, profile)


class Test:
    def __init__(self, app, ctl, profile):
        self.app, self.ctl, self.profile = app, ctl, profile

    def read(self):
        return json.loads(run(self.ctl, '--profile', self.profile, '--json', 'metrics', HOLDER))['roles']

    def read_metrics(self):
        """As they are written, by the kind of role."""
        return {role['kind']: role['metrics'] for role in self.read()}

    def is_ticked(self):
        return any(step['ticked'] for role in self.read() for step in role['steps'])

    def open(self, title):
        """By “go to anything”."""
        self.app.keys('ctrl+k')
        palette = window.wait_for('the palette', lambda: self.app.windows()[1:])[-1]
        self.app.type(title)
        self.app.find('list item', title, within=palette)
        self.app.keys('Return')
        window.wait_for('the palette is closed', lambda: len(self.app.windows()) == 1)

    def move(self, state, to):
        """By the button that says the state: no two of the records here are in the same one."""
        button = self.app.find('.*button', f'State: {state}.')

        def offered():
            """What has just been opened may take the list away once more."""
            if not self.app.has('list item', within=button):
                button.click()
            return next(self.app.all('list item', to, within=button), None)
        window.wait_for(f'“{to}” is offered', offered).click()
        window.wait_for(to, lambda: button.name.startswith(f'State: {to}.'))
        window.wait_for('the list is closed', lambda: not self.app.has('list item', within=button))

    def act(self, page):
        """In the ordinary pages, by visible names."""
        if 'open' in page:
            self.open(page['open'])
            for state, to in itertools.pairwise(page['states']):
                self.move(state, to)
            return
        self.app.keys(page['place'])
        self.app.find('label', page['kind']).point()
        self.app.find('label', page['row']).point()
        field = self.app.find('text|entry', page['field'])
        field.ask('grab_focus')
        field.point()
        self.app.type(instant())
        self.app.keys('Return')

    def figures(self):
        """As a screen reader says them: “On time: 100 %, 1 of 1 in 90 days”, by the label."""
        names = [node.name for node in self.app.all('list item')]
        return {name.partition(': ')[0]: name for name in names}

    def check_rows(self):
        before = self.read_metrics()
        for row in TABLE['rows']:
            for name, (figure, _) in row['expected'].items():
                if (before[row['kind']][name]['value'] is None) != figure.startswith('—'):
                    raise window.Missing(f'{name} before anything was done: {before[row["kind"]][name]}')
        for row in sorted(TABLE['rows'], key=lambda row: 'open' in row['page']):  # pages that were left slow a search
            self.act(row['page'])
        self.open(HOLDER)

        def missing():
            now = self.figures()
            return [row['page'] for row in TABLE['rows'] if row['page']['reads'] not in now.get(row['page']['label'], '')]
        window.wait_for('each of the seven rows has moved', lambda: not missing())

    def scroll_to_end(self, node):
        """Of the pane in which the node is, with the wheel."""
        box = self.app.atspi.Component.get_extents(node.accessible, self.app.atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', str(box.x), '600', 'click', '--repeat', '60', '--delay', '5', '5'],
                       check=True)

    def check_step(self):
        """With the pointer, then by the keyboard, which stays where it is."""
        check = self.app.find('check box', STEP)
        self.scroll_to_end(check)
        check.point()
        for key, what, ticked in ((None, 'the tick', True), ('ctrl+z', 'the tick is taken back', False),
                                  ('space', 'the tick again', True), ('space', 'no tick', False)):
            if key:
                self.app.keys(key)
            window.wait_for(what, lambda ticked=ticked: check.has('CHECKED') == ticked and self.is_ticked() == ticked)

    def check_role(self):
        """The role's own page: the sum, its process, who holds it."""
        self.app.click('Open the role: Writer')
        wanted = {'The Role as a Whole', 'On time: 100 %, 1 of 1 in 90 days', 'Process', STEP, 'Held by', HOLDER}

        def missing():
            return wanted - {node.name for node in self.app.all()}
        try:
            window.wait_for('the page of the role', lambda: not missing())
        except window.Missing as error:
            raise window.Missing(f'{error}: {missing()}') from None


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-role-metrics-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        profile.mkdir(mode=0o700)
        run(ctl, '--profile', profile, 'add', 'programme', 'name=Voices')
        fill(folder, ctl, profile)
        window.Window.failure_picture = os.environ.get('FAILURE_PICTURE')
        with window.Window(program, profile, log=log) as app:
            test = Test(app, ctl, profile)
            test.check_rows()
            test.check_step()
            test.check_role()
        said = log.read_text(errors='replace')
    if any(word in said for word in ('CRITICAL', 'Sanitizer', 'runtime error')):
        print(said[-6000:])
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
