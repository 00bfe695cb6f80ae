"""The installed Flatpak does the main job in its sandbox.

sandbox.py --app-id ID --picture FILE

Under exactly the permissions of the manifest: begin with the sample programme, find somebody, change a field, take it
back. The window is driven by its visible names; the picture is of the person that was changed.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import window
from window import Node, wait_for


class SandboxedWindow(window.Window):
    """Its process has another number inside; it is known by its name."""

    def __init__(self, app_id, home):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()
        self.app_id = app_id
        self.log = open(home / 'ambassade.log', 'wb')
        self.process = subprocess.Popen(
            ['flatpak', 'run', '--user', '--env=GSK_RENDERER=cairo', '--env=GDK_BACKEND=x11', app_id],
            stdout=self.log, stderr=subprocess.STDOUT)
        self.root = wait_for('the application on the accessibility bus', self._find_application, 60)

    def _find_application(self):
        if self.process.poll() is not None:
            raise window.Missing(f'the application ended with status {self.process.returncode}')
        desktop = Node(self.atspi.get_desktop(0))
        return next((a for a in desktop.children if 'ambassade' in a.name.lower()), None)

    def take_keyboard(self):
        windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'],
                                 capture_output=True, text=True, check=False).stdout.split()
        if windows:
            subprocess.run(['xdotool', 'windowfocus', '--sync', windows[-1]], check=False)

    def kill(self):
        subprocess.run(['flatpak', 'kill', self.app_id], check=False)
        self.process.wait(30)
        self.log.close()


def do_main_job(app, picture):
    app.click('Look at a sample programme', role='.*')
    app.find(name='To decide', seconds=60)
    app.keys('alt+2')
    app.find('table cell|label', 'Aarav', seconds=30)
    entry = app.open_record('Alice Carter', 'Alice Carter')
    title = app.find('text|entry', 'Job title')
    title.point(clicks=3)
    app.type('Head of listening')
    app.keys('Tab')
    app.reads('Saved')
    app.picture(picture)
    app.keys('ctrl+z')
    app.reads('Undone')
    return entry


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--app-id', required=True)
    parser.add_argument('--picture', type=pathlib.Path, required=True)
    options = parser.parse_args()
    window.enter_session()
    data = pathlib.Path.home() / '.var/app' / options.app_id
    if data.exists():
        shutil.rmtree(data)
    with tempfile.TemporaryDirectory() as folder:
        with SandboxedWindow(options.app_id, pathlib.Path(folder)) as app:
            app.failure_picture = options.picture
            do_main_job(app, options.picture)
    print('1 passed, 0 failed')


if __name__ == '__main__':
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    main()
