#!/usr/bin/env python3
"""The picture of every page in every state that matters; called by tools/check --pictures DIR.

pictures.py --app BIN --ctl BIN --server BIN --out DIR      installed programs, so that French is found
"""

import argparse
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'tests' / 'ui'))
import window  # noqa: E402

PLACES = ['today', 'people', 'network', 'training', 'content', 'listening', 'crises', 'spaces', 'figures']
OVERLAYS = [('preferences', 'ctrl+comma'), ('shortcuts', 'ctrl+question'), ('go-to-anything', 'ctrl+k')]
# Name, size, environment, the places that are looked at.
LOOKS = [
    ('light', (1280, 800), {}, PLACES),
    ('dark', (1280, 800), {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, PLACES),
    ('high-contrast', (1280, 800), {'ADW_DEBUG_HIGH_CONTRAST': '1'}, PLACES[:3]),
    ('french', (1280, 800), {'LC_ALL': 'fr_FR.UTF-8'}, PLACES),
    ('right-to-left', (1280, 800), {'LC_ALL': 'he_IL.UTF-8'}, PLACES[:3]),
    ('narrow', (360, 720), {}, PLACES[:3]),
    ('wide', (1920, 1080), {}, PLACES[:3]),
]


class Studio:
    """A server with the sample programme, profiles of it, and a folder that gets the pictures."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)
        self.out = pathlib.Path(options.out).resolve()
        self.out.mkdir(parents=True, exist_ok=True)
        self.made = 0

    def run(self, *command):
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)

    def make_locales(self):
        """French and Hebrew for this run alone; nothing of the system changes."""
        for name in ('fr_FR', 'he_IL'):
            self.run('localedef', '-i', name, '-f', 'UTF-8', self.folder / f'{name}.UTF-8')

    def make_profile(self):
        """A profile that is connected to a server; the server's process."""
        data, token = self.folder / 'server', self.folder / 'token'
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        self.run(self.options.server, '--data', data, 'sample', '--people', '600')
        token.write_bytes(subprocess.run(
            [self.options.server, '--data', str(data), 'token', 'create', '--access', 'manager',
             '--name', 'Pictures'], check=True, capture_output=True).stdout)
        token.chmod(0o600)
        server = subprocess.Popen([self.options.server, '--data', str(data),
                                   '--listen', f'127.0.0.1:{port}'], stdout=subprocess.DEVNULL)
        window.wait_for('the server', lambda: socket.socket().connect_ex(('127.0.0.1', port)) == 0)
        profile = self.folder / 'profile'
        ctl = [self.options.ctl, '--profile', profile]
        self.run(*ctl, 'connect', f'http://127.0.0.1:{port}', '--token-file', token)
        self.run(*ctl, 'sync')
        return profile, server

    def environment(self, size, extra):
        """Settings of its own: GNOME's font, and a window of this size."""
        config = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        (config / 'gtk-4.0').mkdir()
        (config / 'gtk-4.0' / 'settings.ini').write_text('[Settings]\ngtk-font-name=Cantarell 11\n')
        (config / 'glib-2.0' / 'settings').mkdir(parents=True)
        (config / 'glib-2.0' / 'settings' / 'keyfile').write_text(
            f'[org/ambassade/Ambassade]\nwindow-width={size[0]}\nwindow-height={size[1]}\n')
        return {'XDG_CONFIG_HOME': str(config), 'GSETTINGS_BACKEND': 'keyfile',
                'LOCPATH': str(self.folder), **extra}

    def take(self, name, size):
        path = self.out / f'{name}.png'
        time.sleep(1.2)
        subprocess.run(['import', '-window', 'root', '-crop', f'{size[0]}x{size[1]}+0+0', '+repage',
                        str(path)], check=True)
        self.made += 1

    def sit(self, look, profile, size, extra, places, overlays=()):
        """One window, all its places; problems that GTK tells go to a file beside the pictures."""
        log = self.out / f'{look}.txt'
        with window.Window(self.options.app, profile, self.environment(size, extra), log=log) as app:
            time.sleep(2.5)
            for place in places:
                app.keys(f'alt+{PLACES.index(place) + 1}')
                self.take(f'{place}-{look}', size)
            for name, keys in overlays:
                app.keys(keys)
                self.take(f'{name}-{look}', size)
                app.keys('Escape')

    def work(self):
        self.make_locales()
        empty = self.folder / 'empty'
        self.sit('empty', empty, (1280, 800), {}, PLACES[:1])
        profile, server = self.make_profile()
        try:
            for look, size, extra, places in LOOKS:
                copy = self.folder / f'profile-{look}'
                shutil.copytree(profile, copy)
                self.sit(look, copy, size, extra, places, OVERLAYS if places == PLACES else ())
        finally:
            server.terminate()
            server.wait()
        self.sit('offline', profile, (1280, 800), {}, PLACES[:2])


def main():
    window.enter_session()
    parser = argparse.ArgumentParser()
    for name in ('app', 'ctl', 'server', 'out'):
        parser.add_argument(f'--{name}', required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(options, folder)
        studio.work()
    complaints = [f'{log.name}: {line}' for log in sorted(studio.out.glob('*.txt'))
                  for line in log.read_text(errors='replace').splitlines()
                  if 'CRITICAL' in line or 'WARNING' in line]
    print(f'{studio.made} pictures')
    for line in complaints:
        print(line)
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
