"""An X server for one test."""

import os
import subprocess


class Screen:
    """An X server of one size. It chooses its display itself: two that start at once never take the same one."""

    def __init__(self, size):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(['Xvfb', '-displayfd', str(writing), '-screen', '0', f'{size}x24',
                                         '-nolisten', 'tcp'], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading, encoding='ascii') as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit('Xvfb did not start; is the package xvfb installed?')
        self.display = f':{number}'

    def __enter__(self):
        return self.display

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait(30)
