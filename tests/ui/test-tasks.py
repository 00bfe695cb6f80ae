"""A request from a manager's window reaches an ambassador's, is declined there, and costs nothing.

test-tasks.py APP CTL SERVER
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile

import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
TITLE = 'Share how the bakers bake'


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


class Desk:
    def __init__(self, folder, server, *access):
        self.path = folder / access[-1].replace(' ', '-')
        token = run(server_program, '--data', server.data, 'token', 'create', *access).strip().split('\n')[-1]
        self.token = folder / 'token'
        self.token.write_text(token)
        run(ctl, '--profile', self.path, 'connect', server.url, '--token-file', self.token)
        self.sync()

    def sync(self):
        run(ctl, '--profile', self.path, 'sync')

    def json(self, *words):
        return json.loads(run(ctl, '--profile', self.path, '--json', *words))

    def window(self, log):
        return window.Window(app_program, self.path, log=log)

    def task(self):
        return self.json('list', 'task', '--where', f'title={TITLE}')['records'][0]


class Server:
    def __init__(self, folder):
        self.data = folder / 'server'
        run(server_program, '--data', self.data, 'sample', '--people', '60')
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        self.url = f'http://127.0.0.1:{port}'
        self.process = subprocess.Popen([server_program, '--data', self.data, '--listen', f'127.0.0.1:{port}'],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def listens():
            with socket.socket() as probe:
                return probe.connect_ex(('127.0.0.1', port)) == 0
        window.wait_for('the server listens', listens)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def figures(desk, person):
    """What is known of the person, but for their tasks."""
    known = desk.json('show', 'ambassador', person)
    done = desk.json('list', 'activity', '--where', f'ambassador-id={person}')['total']
    budget = desk.json('ask', '--title', 'X', '--to', 'person', person, '--leave-out', '', '--dry-run')
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
        server = Server(folder)
        log = str(folder / 'log')
        try:
            manager = Desk(folder, server, '--access', 'manager', '--name', 'Fatou')
            programme = manager.json('list', 'programme')['records'][0]['id']
            manager.json('set', 'programme', programme, 'ask-budget=50')  # the sample asks some people often
            active = manager.json('list', 'ambassador', '--where', 'state=active')['records']
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
