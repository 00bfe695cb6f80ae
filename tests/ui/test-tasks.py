"""A request from a manager's window reaches an ambassador's, is declined there, and costs nothing.

test-tasks.py APP CTL SERVER
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
TITLE = 'Share how the bakers bake'


class Desk(desks.Desk):
    def __init__(self, folder, server, *access):
        super().__init__(ctl, folder / access[-1].replace(' ', '-'))
        self.connect(server, server.token(*access))

    def window(self, log):
        return window.Window(app_program, self.profile, log=log)

    def task(self):
        return self.list('task', '--where', f'title={TITLE}')[0]


def figures(desk, person):
    """What is known of the person, but for their tasks."""
    known = desk.read('show', 'ambassador', person)
    done = desk.read('list', 'activity', '--where', f'ambassador-id={person}')['total']
    budget = desk.read('ask', '--title', 'X', '--to', 'person', person, '--leave-out', '', '--dry-run')
    return known, done, [one['asked-this-month'] for one in budget['notes']]


def ask(desk, name, log):
    """By the keyboard: what, of whom, and what is said before it is sent."""
    with desk.window(log) as app:
        app.find(name='Ask Somebody')
        app.keys('ctrl+t')
        app.reads('Nobody is addressed yet')
        app.type(TITLE)
        app.click('Add a person')
        app.type(name)
        app.find('label', name)
        app.keys('Return')
        app.reads('1 person will be asked.')
        app.keys('ctrl+Return')
        app.reads('1 person was asked.')
        window.wait_for('the dialog is closed', lambda: len(app.windows()) == 1)


def decline(desk, log):
    """In a window that has the ambassador's own places only."""
    with desk.window(log) as app:
        app.find(name='My Week – Ambassade')
        for place in ('My Week', 'My Training', 'Calendar', 'Spaces', 'My Data'):
            app.find('list item', place)
        for place in ('People', 'Network', 'Crises', 'Figures', 'Administration'):
            assert not app.has('list item', place), f'an ambassador sees {place}'
        assert not app.has('.*button.*', 'Ask Somebody'), 'an ambassador may ask'
        app.find('.*button.*', f'Accept: {TITLE}')
        app.click(f'Decline: {TITLE}')
        app.reads('That costs nothing')
        window.wait_for('the line is gone', lambda: not app.has('.*button.*', f'Decline: {TITLE}'))
        app.find('list item', 'My Data').click()
        app.find(name='My Data – Ambassade')
        app.reads('What is kept about me')
        app.reads('What I agreed to')


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-tasks-') as name:
        folder = pathlib.Path(name)
        server = desks.Server(server_program, folder / 'server', people=60)
        log = str(folder / 'log')
        server.start()
        try:
            manager = Desk(folder, server, '--access', 'manager', '--name', 'Fatou')
            programme = manager.read('list', 'programme')['records'][0]['id']
            manager.read('set', 'programme', programme, 'ask-budget=50')  # the sample asks some people often
            active = manager.read('list', 'ambassador', '--where', 'state=active')['records']
            person = next(one for one in active if one['display-name'].isascii())  # xdotool types no other
            ambassador = Desk(folder, server, '--access', 'ambassador', '--person', person['id'], '--name', 'Own desk')
            ask(manager, person['display-name'], log)
            manager.sync()
            before = figures(manager, person['id'])
            ambassador.sync()
            decline(ambassador, log)
            ambassador.sync()
            manager.sync()
            assert manager.task()['state'] == 'declined', manager.task()
            assert manager.task()['ambassador-id'] == person['id']
            assert figures(manager, person['id']) == before, 'declining shows in what is known of a person'
            text = pathlib.Path(log).read_text()
            assert 'CRITICAL' not in text and 'WARNING' not in text, text
        except Exception:
            print(pathlib.Path(log).read_text()[-3000:])
            raise
        finally:
            server.stop()


main()
print('ok')
