"""An X server for one test."""

import fcntl
import os
import subprocess
import tempfile

FIRST, LAST = 200, 999


def take_number():
    """A display number that no other test has: the lock on its file is held by whoever has it.

    Xvfb's own choice (-displayfd) is no help: of two that start at once, one takes the other's socket away."""
    folder = os.path.join(tempfile.gettempdir(), f'ambassade-displays-{os.getuid()}')
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for number in range(FIRST, LAST + 1):
        if os.path.exists(f'/tmp/.X{number}-lock'):
            continue
        lock = open(os.path.join(folder, str(number)), 'w', encoding='ascii')
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        if not os.path.exists(f'/tmp/.X{number}-lock'):
            return number, lock
        lock.close()
    raise SystemExit(f'No display between {FIRST} and {LAST} is free; remove /tmp/.X*-lock of servers that are gone.')


class Screen:
    """An X server of one size, on a display of its own. It stays when its last client leaves (-noreset): else the
    next client to come, while it starts again, loses its connection."""

    def __init__(self, size):
        number, self.lock = take_number()
        self.display = f':{number}'
        reading, writing = os.pipe()
        self.process = subprocess.Popen(['Xvfb', self.display, '-displayfd', str(writing), '-screen', '0',
                                         f'{size}x24', '-nolisten', 'tcp', '-noreset'], pass_fds=[writing],
                                        stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading, encoding='ascii') as answer:
            if not answer.readline().strip():
                raise SystemExit(f'Xvfb did not start on {self.display}; is the package xvfb installed?')

    def __enter__(self):
        return self.display

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait(30)
        self.lock.close()
