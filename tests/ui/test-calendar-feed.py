"""The address of a calendar, made, copied and revoked in the real window, beside a real server.

test-calendar-feed.py APP CTL SERVER [PICTURES]
"""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
pictures = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True, timeout=120).stdout


class Server:
    def __init__(self, folder):
        self.data = folder / 'server'
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'

    def token(self):
        return run(server_program, '--data', self.data, 'token', 'create', '--access', 'manager', '--name', 'Ada')

    def __enter__(self):
        self.process = subprocess.Popen([server_program, '--data', self.data, '--listen', f'127.0.0.1:{self.port}'],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def listens():
            with socket.socket() as probe:
                return probe.connect_ex(('127.0.0.1', self.port)) == 0
        window.wait_for('the server listens', listens)
        return self

    def __exit__(self, *unused):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def picture(app, name):
    if pictures:
        app.picture(pictures / f'{name}.png')


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code


def open_addresses(app, item):
    app.keys('ctrl+k')
    app.find(name='Go to anything')
    app.type(item)
    app.find('list item', item)
    app.keys('Return')
    window.wait_for('the search is closed', lambda: len(app.windows()) == 1)
    app.click('Lists', role='.*')
    options = 'View options'  # of the list that is on the screen; other views of the place have theirs
    window.wait_for(options, lambda: next((one for one in app.all('.*button.*', options)
                                                if one.has_size()), None)).click()
    app.click('Calendar Addresses…', role='menu item')


def take_keyboard(app):
    # Without a window manager nobody gives the keyboard to a window that comes up.
    shown = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Calendar Addresses'], capture_output=True,
                           text=True, check=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', shown[-1]], check=True)
    for _ in range(12):
        node = app.focused()
        if node is not None and node.name == 'Make Address':
            return
        app.keys('Tab')
    raise window.Missing('Tab does not come to “Make Address”')


def close_addresses(app):
    """One Escape, also while a toast is there."""
    app.keys('Escape')
    window.wait_for('the addresses are closed', lambda: len(app.windows()) == 1)


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-calendar-') as name:
        folder = pathlib.Path(name)
        profile, alone, token, log = (folder / part for part in ('desk', 'alone', 'token', 'log'))
        server = Server(folder)
        token.write_text(server.token())
        with server:
            run(ctl, '--profile', profile, 'connect', server.url, '--token-file', token)
            run(ctl, '--profile', profile, 'add', 'content-item', 'title=Portrait of Zoé',
                'publish-on=2026-12-01T09:00[Europe/Paris]')
            run(ctl, '--profile', profile, 'sync')
            with window.Window(app_program, profile, log=log) as app:
                app.failure_picture = os.environ.get('AMB_PICTURE')
                open_addresses(app, 'Portrait of Zoé')
                app.reads('what this list shows now')
                picture(app, 'calendar-window')
                app.click('Make Address')
                app.reads('shown this once')
                app.reads(f'{server.url}/calendar/')
                app.reads('Not asked for yet')
                picture(app, 'calendar-window-made')
                address = next(line for node in app.walk() for line in (node.name, node.text)
                               if line and line.startswith(f'{server.url}/calendar/'))
                assert 'SUMMARY:Portrait of Zoé' in fetch(address), fetch(address)
                take_keyboard(app)
                addresses = app.windows()[-1]
                app.click('Revoke Content items', within=addresses)
                app.find(name='shown nothing any longer', within=addresses)
                close_addresses(app)
                assert fetch(address) == 404
        if not pictures:
            return
        alone.mkdir(mode=0o700)
        run(ctl, '--profile', alone, 'add', 'programme', 'name=Voices')
        run(ctl, '--profile', alone, 'add', 'content-item', 'title=Alone')
        with window.Window(app_program, alone, log=log) as app:
            open_addresses(app, 'Alone')
            app.reads('comes from the company’s server')
            picture(app, 'calendar-window-alone')
            app.keys('Escape')


main()
