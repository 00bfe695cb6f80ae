"""A file that is no programme: the window says so, can be closed and tries again; what is there stays as it is.

test-damaged.py APP CTL
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import desks
import window

window.enter_session()

GARBAGE = b'This is no database. ' * 400


def main():
    app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-damaged-') as folder:
        profile, log = pathlib.Path(folder) / 'profile', pathlib.Path(folder) / 'log'
        profile.mkdir(mode=0o700)
        subprocess.run([ctl, '--profile', profile, 'add', 'programme', 'name=Voices'], check=True, timeout=120)
        file = profile / 'cache.db'
        good = file.read_bytes()
        file.write_bytes(GARBAGE)
        with window.Window(app_program, profile, log=log) as app:
            app.find(name='The Programme Can’t Be Opened')
            app.find(role='push button', name='Close')
            if file.read_bytes() != GARBAGE:
                raise AssertionError('the file that can’t be read was written to')
            file.write_bytes(good)
            app.keys('Return')  # the keyboard is on “Try Again”
            app.find(name='Today – Ambassade')
        for complaint in desks.complaints(log):
            raise AssertionError(complaint)


if __name__ == '__main__':
    main()
