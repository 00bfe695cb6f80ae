"""Signing out with much that waits: how much of how much is sent, a stop by the keyboard, what is said when the server is away.

test-send.py APP CTL SERVER [PICTURES]
"""

import os
import pathlib
import select
import socket
import sys
import tempfile
import threading

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
PEOPLE = 1300  # more than one push holds


class Way:
    """To the server: so many pushes are let through, the next waits for its turn; None: nobody is let in at all."""

    def __init__(self, port):
        self.target, self.pushes = port, 10 ** 6
        self.arrived, self.waiting, self.lock = 0, 0, threading.Lock()
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client = self.listener.accept()[0]
            if self.pushes is None:
                client.close()
                continue
            server = socket.create_connection(('127.0.0.1', self.target))
            threading.Thread(target=self.carry, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(server, client, False), daemon=True).start()

    def count(self, arrived, waiting):
        with self.lock:
            self.arrived += arrived
            self.waiting += waiting

    def wait_turn(self, source):
        """Whoever gave up meanwhile takes nobody's turn."""
        self.count(1, 1)
        try:
            while self.pushes == 0:
                if select.select([source], [], [], 0.05)[0] and not source.recv(1, socket.MSG_PEEK):
                    return False
            if self.pushes is None:
                return False
            self.pushes -= 1
            return True
        finally:
            self.count(0, -1)

    def carry(self, source, target, is_request):
        try:
            while data := source.recv(65536):
                if is_request and b'POST /v1/push' in data and not self.wait_turn(source):
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def make(folder):
    server = desks.Server(server_program, folder / 'server')
    token = server.token('--access', 'manager', '--name', 'Fatou')
    server.start()
    way = Way(server.port)
    desk = desks.Desk(ctl, folder / 'desk')
    path = folder / 'token'
    path.write_text(token)
    desk.do('connect', f'http://127.0.0.1:{way.port}', '--token-file', path)
    desk.sync()
    people = folder / 'people.csv'
    people.write_text('Name\n' + ''.join(f'Person {n:04}\n' for n in range(PEOPLE)))
    desk.do('import', 'ambassador', people)
    return server, way, desk


def check(app, way, picture):
    app.keys('ctrl+comma')
    app.reads('1300 changes wait to be sent')
    app.find(name='Sign out').point()
    app.reads('Changes Were Never Sent')
    way.pushes = 0
    before = way.arrived
    app.click('Send', within=app.windows()[-1])
    app.reads('0 of 1300 sent')
    window.wait_for('its push waits, and nobody else’s', lambda: way.arrived > before and way.waiting == 1)
    # One push comes through, the next is never answered.
    way.pushes = 1
    app.reads('1000 of 1300 sent')
    picture('progress')
    app.keys('Escape')
    app.reads('1000 of 1300 sent.')
    picture('stopped')
    way.pushes = None
    app.keys('Escape')
    app.reads('300 changes wait to be sent')
    app.find(name='Sign out').point()
    app.reads('Changes Were Never Sent')
    app.click('Send', within=app.windows()[-1])
    app.reads('Not Everything Was Sent')
    app.reads('0 of 300 sent.')
    app.reads('Your changes are kept here')
    picture('offline')
    app.keys('Escape')
    way.pushes = 10 ** 6
    app.find(name='Sign out').point()
    app.reads('Changes Were Never Sent')
    app.click('Send', within=app.windows()[-1])
    app.reads('This programme lives on this computer only')
    app.keys('Escape')
    window.wait_for('the window alone', lambda: len(app.windows()) == 1)


def main():
    pictures = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-send-') as name:
        folder = pathlib.Path(name)
        server, way, desk = make(folder)
        log = folder / 'log'
        way.pushes = None
        try:
            with window.Window(app_program, desk.profile, log=log) as app:
                app.failure_picture = os.environ.get('AMB_PICTURE')
                check(app, way, lambda kind: pictures and app.picture(pictures / f'send-{kind}.png'))
            assert desk.read('status')['server'] is None
            other = desks.Desk(ctl, folder / 'other')
            other.connect(server, server.token('--access', 'manager', '--name', 'Sarah'))
            assert len(other.list('ambassador', '--limit', '2000')) == PEOPLE
        finally:
            server.stop()
        assert not desks.complaints(log), desks.complaints(log)


main()
