"""Ctrl+Z pressed right after an act takes that act back, also while it is still being written, and also when nothing was
there to undo before.

test-undo.py APP CTL
"""

import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import window

window.enter_session()

app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
HOLE = 'Producer in India'


class Desk:
    """The sample, in which nothing is there to undo."""

    def __init__(self, folder):
        self.profile = folder / 'desk'
        subprocess.run([ctl, '--profile', self.profile, 'sample'], check=True, capture_output=True, timeout=300)

    def gift(self):
        """Of the one that was made: 0 done, 1 undone; None: not written yet."""
        file = sqlite3.connect(f'file:{self.profile}/cache.db?mode=ro', uri=True)
        try:
            row = file.execute("SELECT state FROM undo_group WHERE label LIKE 'Give %'").fetchone()
        finally:
            file.close()
        return row[0] if row else None

    def wait(self, state, what):
        window.wait_for(what, lambda: self.gift() == state)


def press(*keys):
    """Not a moment between them."""
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)


def give_and_take_back(app):
    """The role of a hole to who stands first. By the pointer, because a button that is pressed otherwise acts a quarter
    of a second later; the key comes right behind it."""
    app.keys('alt+3')
    app.click('Coverage')
    app.click(HOLE, role='.*')
    box = app.find('push button', 'Give the role to ').rest()
    subprocess.run(['xdotool', 'mousemove', str(box.x + box.width // 2), str(box.y + box.height // 2), 'click', '1',
                    'key', 'ctrl+z'], check=True)


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-undo-') as name:
        desk = Desk(pathlib.Path(name))
        with window.Window(app_program, desk.profile) as app:
            app.find(name='Today – Ambassade')
            give_and_take_back(app)
            desk.wait(1, 'the role is taken back')
            press('ctrl+shift+z')
            desk.wait(0, 'the role is given again')
            press('ctrl+z')
            desk.wait(1, 'the role is taken back once more')
    print('passed')


main()
