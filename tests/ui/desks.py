"""Desks as the tests of the window need them: a profile that is read beside its window, and a server that some share."""

import json
import signal
import socket
import subprocess

from profiles import run
from window import wait_for

BAD = ('CRITICAL', 'Sanitizer', 'runtime error')


def complaints(log):
    """The lines of a window's log that none may have."""
    return [line for line in log.read_text(errors='replace').split('\n') if any(word in line for word in BAD)]


class Desk:
    """A profile, by the command line."""

    def __init__(self, ctl, profile):
        self.ctl = ctl
        self.profile = profile
        profile.mkdir(mode=0o700, exist_ok=True)

    def do(self, *words):
        return run(self.ctl, '--profile', self.profile, *words)

    def read(self, *words):
        """What the command prints with --json; None: nothing."""
        out = self.do('--json', *words)
        return json.loads(out) if out else None

    def add(self, entity, *words):
        """The id of the new record."""
        return self.read('add', entity, *words)['id']

    def list(self, entity, *words):
        return self.read('list', entity, *words)['records']

    # With a server.

    def connect(self, server, token):
        path = self.profile.with_name(self.profile.name + '.token')
        path.write_text(token)
        self.do('connect', server.url, '--token-file', path)
        self.sync()

    def sync(self):
        self.do('sync')


class Server:
    """The real one, on a port of its own; people: of a sample, None: empty."""

    def __init__(self, program, data, people=None):
        self.program, self.data = program, data
        if people is not None:
            run(program, '--data', data, 'sample', '--people', str(people))
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = None

    def token(self, *words):
        return run(self.program, '--data', self.data, 'token', 'create', *words).strip().split('\n')[-1]

    def start(self):
        self.process = subprocess.Popen(
            [self.program, '--data', self.data, '--listen', f'127.0.0.1:{self.port}'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def listens():
            with socket.socket() as probe:
                return probe.connect_ex(('127.0.0.1', self.port)) == 0
        wait_for('the server listens', listens)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
