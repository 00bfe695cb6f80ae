"""A candidate's fit in the window: the cases of the rule's table, a score given by the keyboard, and the chart in words.

test-fit.py APP CTL
"""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import window

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli'))
import fit_cases  # noqa: E402

window.enter_session()

SHOWN = (0, 3, 6)  # of the changes: up by a score, none alone, by a criterion that is missing


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120).stdout


def become(profile, name):
    """As first run does: the profile's owner says which person they are."""
    database = sqlite3.connect(profile / 'cache.db')
    with database:
        database.execute("INSERT OR REPLACE INTO meta (key, value) SELECT 'actor-person', id FROM ambassadors "
                         'WHERE display_name = ?', (name,))
    database.close()


class Test:
    def __init__(self, app, ctl, profile):
        self.app, self.ctl, self.profile = app, ctl, profile

    def read(self, *words):
        return json.loads(run(self.ctl, '--profile', self.profile, '--json', *words))

    def open_sheet(self, name):
        """From the person's pane, as one would."""
        self.app.open_record(name, name)
        self.app.click('Assess…')
        window.wait_for('the window of the fit', lambda: len(self.app.windows()) == 2)
        self.app.reads('What would change the decision')

    def close_sheet(self):
        self.app.keys('Escape')
        window.wait_for('the window is closed', lambda: len(self.app.windows()) == 1)

    def check_case(self, number, case):
        name = f"{case['of']} {number}"
        sheet = self.read('fit', '--person', name)
        self.open_sheet(name)
        self.app.reads(sheet['change']['words'])
        words = case['change'].split()
        if words[0] in ('up', 'down', 'open'):  # the table's own figures, not only what the command says
            self.app.reads(f'the fit would be {words[-2]} and the rank {words[-1]}')
        self.app.reads(f"Rank {sheet['rank']} of {len(case['candidates'])}")
        self.close_sheet()

    def check_keyboard(self):
        """Zoe 0 has 4, 3, 4 from Ann: with 5 for A it is 84, and a seat."""
        self.open_sheet('Zoe 0')
        self.app.reads('Fit 74.00')
        chart = self.app.find(name='Scores by criterion')
        for part in ('A of Change 0: 4 of 5', 'B of Change 0: 3 of 5'):
            if part not in chart.description:
                raise window.Missing(f'“{part}” in the description of the chart: {chart.description}')
        self.app.find('.*button', '4 for “A of Change 0”').point()
        self.app.keys('5', 'Tab')
        self.app.keys('ctrl+a')
        self.app.type('Four teams quote it')
        self.app.keys('Tab')
        self.app.reads('Fit 84.00')
        self.app.reads('no seat any more')
        [score] = window.wait_for('the score', lambda: [
            one for one in self.read('fit', '--person', 'Zoe 0')['criteria'][0]['scores']
            if one['evidence'] == 'Four teams quote it'])
        if (score['score'], score['by_name']) != (5, 'Ann'):
            raise window.Missing(f'Ann’s 5: {score}')
        self.app.keys('space')  # on “Left blank on purpose”
        window.wait_for('the blank', lambda: self.read('fit', '--person', 'Zoe 0')['criteria'][0]['answer'] == 'blank')
        self.app.reads('50 % left blank on purpose')
        self.close_sheet()
        self.app.keys('ctrl+z')
        window.wait_for('the score again', lambda: self.read('fit', '--person', 'Zoe 0')['fit'] == 84)


def main():
    app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-fit-') as folder:
        profile, log = pathlib.Path(folder) / 'profile', pathlib.Path(folder) / 'log'
        profile.mkdir(mode=0o700)
        run(ctl, '--profile', profile, 'add', 'programme', 'name=Voices')
        table = fit_cases.fill(folder, lambda *words: run(ctl, '--profile', profile, '--json', *words))
        become(profile, 'Ann')
        window.Window.failure_picture = os.environ.get('FAILURE_PICTURE')
        with window.Window(app_program, profile, log=log) as app:
            test = Test(app, ctl, profile)
            for number in SHOWN:
                test.check_case(number, table['changes'][number])
            test.check_keyboard()
        failures = [line for line in log.read_text(errors='replace').split('\n')
                    if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
