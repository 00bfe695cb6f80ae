"""Ctrl+Q in the middle of a word, in the window and in the editor over it: it ends with status 0, and what was typed is kept.
So it does from whatever is over the window, and without a word of complaint.

test-quit.py APP CTL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import desks
import window

window.enter_session()

NAME, BEFORE, TYPED = 'Zita Ambler', 'Press officer', 'Head of listeni'


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=120).stdout


def press_once(app):
    """What is over the window has the key too."""
    app.keys('ctrl+q')
    app.process.wait(30)


def quit_over(app_program, profile, log):
    """What is over the window has the key, and the window ends with it."""
    for key in ('ctrl+comma', 'ctrl+k'):
        with window.Window(app_program, profile, log=log) as app:
            app.find(name='Today – Ambassade')
            app.keys(key)
            window.wait_for(f'a window after {key}', lambda: len(app.windows()) > 1)
            press_once(app)
        if app.process.returncode != 0:
            yield f'after {key} it ended with status {app.process.returncode}'
        yield from desks.complaints(log)


def main():
    app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-quit-') as folder:
        profile, log = pathlib.Path(folder) / 'profile', pathlib.Path(folder) / 'log'
        profile.mkdir(mode=0o700)
        run(ctl, '--profile', profile, 'add', 'programme', 'name=Voices')
        run(ctl, '--profile', profile, 'add', 'ambassador', f'display-name={NAME}', f'job-title={BEFORE}')
        run(ctl, '--profile', profile, 'add', 'content-item', 'title=Warm homes', 'body=Who keeps the water')
        with window.Window(app_program, profile, log=log) as app:
            app.open_record(NAME, BEFORE).point(3)
            app.keys('ctrl+a')
            app.type(TYPED)
        if app.process.returncode != 0:
            raise AssertionError(f'Ctrl+Q ended with status {app.process.returncode}')
        with window.Window(app_program, profile, log=log) as app:
            app.open_record('Warm homes', 'Warm homes')
            app.click('Open in Editor')
            app.find('text', text='Who keeps the water').point()
            app.keys('ctrl+End')
            app.type(' runni')
            press_once(app)
        failures = desks.complaints(log) + list(quit_over(app_program, profile, log))
        body = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'content-item'))['records'][0]['body']
        if body != 'Who keeps the water runni':
            failures.append(f'the editor kept “{body}”')
        listed = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'ambassador'))
        if listed['records'][0]['job-title'] != TYPED:
            with window.Window(app_program, profile) as app:
                app.open_record(NAME, TYPED)  # a draft, then
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
