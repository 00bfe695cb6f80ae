"""What Today leads to has the keyboard when it is there.

test-today-links.py APP CTL
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

LINKS = (
    ('Show all: To approve', 'list item'),
    ('Show all: On their way in', 'table row'),
    ('Show all: Assets whose time ends', 'table row'),
)


def main():
    app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-today-links-') as name:
        folder = pathlib.Path(name)
        log = folder / 'log'
        desk = desks.Desk(ctl, folder / 'desk')
        desk.do('sample', '--people', '600')
        with window.Window(app_program, desk.profile, log=log) as app:
            for link, role in LINKS:
                app.keys('alt+1')
                app.click(link)
                window.wait_for(f'the keyboard in a {role} of “{link}”',
                                lambda wanted=role: (at := app.focused()) and at.role == wanted)
        failures = desks.complaints(log)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
