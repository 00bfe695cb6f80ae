"""Makes the picture of every page and state, each in a real window on a screen of its own size.

pictures.py --build DIR --out DIR [--full N] [NAME…]

--full N adds the roster with N people. A person looks at them: nothing here judges what is beautiful; it fails where
the window does not open, or complains.
"""

import argparse
import hashlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from window import find_program

LIGHT, DARK, CONTRAST = {}, {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, {'ADW_DEBUG_HIGH_CONTRAST': '1'}
FRENCH = {'LC_ALL': 'fr_FR.UTF-8', 'LANGUAGE': 'fr'}
ARABIC = {'LC_ALL': 'ar_EG.UTF-8', 'LANGUAGE': 'ar'}  # GTK's direction; the application has no Arabic words
LARGE = {'AMB_FONT': 'Cantarell 22'}

CHOOSE_ROW = 'xdotool mousemove 520 230 click 1; sleep 1'
# Views of the roster: the menu is opened; the six of the design and those of one's own stand before the shared.
VIEWS_MENU = 'xdotool mousemove 265 70 click 1 mousemove 600 20; sleep 1; '
VIEWS_MENU_360 = 'xdotool mousemove 50 70 click 1 mousemove 200 30; sleep 1; '
CHOOSE_VIEW = 'xdotool key --delay 50 --repeat {} Down key Return; sleep 2; '
SORT = 'xdotool mousemove 1030 110 click 1; sleep 1; '
IMPORT = ('import_people; sleep 3; xdotool search --onlyvisible --name "Import People" windowmove 280 60 windowfocus; '
          'sleep 0.5; ')
MOVE_DIALOG = 'xdotool search --onlyvisible --name "{}" windowmove 360 100; sleep 0.5'

# Name, size, place, profile, environment, and what is done before the picture is taken.
PICTURES = [
    ('today-light', '1440x900', 'today', 'sample', LIGHT, ''),
    ('today-dark', '1440x900', 'today', 'sample', DARK, ''),
    ('today-contrast', '1440x900', 'today', 'sample', CONTRAST, ''),
    ('today-french', '1440x900', 'today', 'sample', FRENCH, ''),
    ('today-360', '360x780', 'today', 'sample', LIGHT, ''),
    ('today-1920', '1920x1080', 'today', 'sample', LIGHT, ''),
    ('today-200-percent', '1440x900', 'today', 'sample', LARGE, ''),
    ('first-run', '1280x800', 'today', 'nothing', LIGHT, ''),
    ('today-empty', '1280x800', 'today', 'empty', LIGHT, ''),
    ('roster-light', '1440x900', 'people', 'sample', LIGHT, CHOOSE_ROW),
    ('roster-dark', '1440x900', 'people', 'sample', DARK, CHOOSE_ROW),
    ('roster-french', '1440x900', 'people', 'sample', FRENCH, CHOOSE_ROW),
    ('roster-360', '360x780', 'people', 'sample', LIGHT, ''),
    ('roster-1920', '1920x1080', 'people', 'sample', LIGHT, CHOOSE_ROW),
    ('roster-rtl', '1440x900', 'people', 'sample', ARABIC, CHOOSE_ROW),
    ('today-rtl', '1440x900', 'today', 'sample', ARABIC, ''),
    ('roster-empty', '1440x900', 'people', 'empty', LIGHT, ''),
    ('roster-pool-only', '1440x900', 'people', 'pool', LIGHT, ''),
    ('views-menu', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(9) + SORT + VIEWS_MENU),
    ('views-menu-dark', '1440x900', 'people', 'views', DARK, VIEWS_MENU + CHOOSE_VIEW.format(9) + SORT + VIEWS_MENU),
    ('views-menu-french', '1440x900', 'people', 'views', FRENCH,
     VIEWS_MENU + CHOOSE_VIEW.format(9) + SORT + VIEWS_MENU),
    ('views-menu-360', '360x780', 'people', 'views', LIGHT, VIEWS_MENU_360 + CHOOSE_VIEW.format(7) + VIEWS_MENU_360),
    ('views-modified', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(7) + SORT),
    ('views-save', '1280x800', 'people', 'sample', LIGHT, VIEWS_MENU + 'xdotool key Up key Return; sleep 1; '
     'xdotool type "Dormant: call, don’t write"; sleep 1; xdotool getwindowfocus windowmove 440 150; sleep 1'),
    ('views-save-dark', '1280x800', 'people', 'sample', DARK, VIEWS_MENU + 'xdotool key Up key Return; sleep 1; '
     'xdotool type Mine; sleep 1; xdotool getwindowfocus windowmove 440 150; sleep 1'),
    ('views-unknown', '1440x900', 'people', 'views', LIGHT, VIEWS_MENU + CHOOSE_VIEW.format(6)),
    ('views-unknown-dark', '1440x900', 'people', 'views', DARK, VIEWS_MENU + CHOOSE_VIEW.format(6)),
    ('views-unknown-360', '360x780', 'people', 'views', LIGHT, VIEWS_MENU_360 + CHOOSE_VIEW.format(6)),
    ('views-360', '360x780', 'people', 'views', LIGHT, VIEWS_MENU_360 + CHOOSE_VIEW.format(7)),
    ('network', '1440x900', 'network', 'sample', LIGHT, ''),
    ('network-empty', '1280x800', 'network', 'empty', LIGHT, ''),
    ('training', '1440x900', 'training', 'sample', LIGHT, ''),
    ('content', '1280x800', 'content', 'sample', DARK, ''),
    ('administration', '1440x900', 'administration', 'sample', LIGHT, ''),
    ('import-columns', '1280x800', 'people', 'sample', LIGHT, IMPORT),
    ('import-preview', '1280x800', 'people', 'sample', LIGHT, IMPORT + 'xdotool key alt+c; sleep 2'),
    ('import-report', '1280x800', 'people', 'empty-imported', LIGHT,
     IMPORT + 'xdotool key alt+c; sleep 2; xdotool key alt+i; sleep 3'),
    ('import-columns-dark', '1280x800', 'people', 'sample', DARK, IMPORT),
    ('shortcuts', '1280x800', 'today', 'sample', LIGHT,
     'xdotool key ctrl+question; sleep 1; ' + MOVE_DIALOG.format('Shortcuts')),
    ('palette', '1280x800', 'people', 'sample', LIGHT,
     'xdotool key ctrl+k; sleep 1; xdotool type an; sleep 1; ' + MOVE_DIALOG.format('Go to')),
    ('preferences', '1280x800', 'today', 'sample', LIGHT,
     'xdotool key ctrl+comma; sleep 1; ' + MOVE_DIALOG.format('Preferences')),
    ('sidebar-360', '360x780', 'today', 'sample', LIGHT, 'xdotool key F9; sleep 1'),
    ('offline', '1440x900', 'people', 'offline', LIGHT, ''),
    ('needs-attention', '1280x800', 'today', 'conflict', LIGHT,
     'sleep 2; xdotool key ctrl+k; sleep 1; xdotool type attention; sleep 1; xdotool key Return; sleep 1'),
]


# Two good rows, one that is there already when it is imported twice, and one that is left out.
PEOPLE = ('Name,E-mail,Job title,Colour\n'
          'Zélie Ambroise,zelie@pictures.example,Press officer,red\n'
          'Åsa Öberg,asa@pictures.example,Recruiter,blue\n'
          'Without an address,not-an-address,Nobody,green\n')


def run(*words, **options):
    result = subprocess.run(words, capture_output=True, text=True, timeout=600, **options)
    if result.returncode != 0:
        raise AssertionError(f'{" ".join(map(str, words))}: {result.stderr.strip()}')
    return result.stdout


class Profiles:
    """The programmes that the pictures show, each made once."""

    def __init__(self, folder, build):
        self.folder = folder
        self.ctl = find_program(build, 'ambassadectl')
        self.server = find_program(build, 'ambassade-server')
        self.process = None

    def path(self, name):
        path = self.folder / name
        if not path.exists():
            path.mkdir(mode=0o700)
            getattr(self, 'make_' + name.split('-')[0])(path)
        return path

    def make_nothing(self, path):
        pass

    def make_empty(self, path):
        run(self.ctl, '--profile', path, 'add', 'programme', 'name=Voices of Meridiem')

    def make_pool(self, path):
        """As a programme is after its first import."""
        self.make_empty(path)
        people = path / 'people.csv'
        people.write_text(PEOPLE)
        subprocess.run([self.ctl, '--profile', path, 'import', 'ambassador', people], check=False,
                       capture_output=True)  # its status tells of the row that is left out

    def make_sample(self, path):
        run(self.ctl, '--profile', path, 'sample')

    def make_views(self, path):
        """Own views: one of a newer program, and one whose name is long."""
        self.make_sample(path)
        add = (self.ctl, '--profile', path, 'add', 'named-view', 'entity=ambassador')
        run(*add, 'title=Blue aura', 'query={"where":[{"field":"aura","match":"in","values":["blue"]},'
            '{"field":"state","match":"in","values":["active","cloned"]}],"columns":[{"field":"display-name"},'
            '{"field":"country"},{"field":"aura"}]}')
        run(*add, 'title=French speakers of the north whom nobody has called since the summer',
            'query={"where":[{"field":"language","match":"in","values":["fr","pt-BR"]},{"field":"state","match":"in",'
            '"values":["active"]},{"field":"last-active-on","match":"to","values":["2026-11-01"]}],'
            '"sort":"last-active-on","columns":[{"field":"display-name"},{"field":"last-active-on"},'
            '{"field":"job-title"},{"field":"node-id"}]}')

    def make_full(self, path):
        run(self.ctl, '--profile', path, 'sample', '--people', path.name.split('-')[1])

    # With a server that goes away afterwards.

    def serve(self):
        data = self.folder / 'server-data'
        if not data.exists():
            run(self.server, '--data', data, 'sample', '--people', '120')
        if not (self.folder / 'token').exists():
            text = run(self.server, '--data', data, 'token', 'create', '--access', 'manager', '--name',
                       'Fatou Diop')
            (self.folder / 'token').write_text(text.strip().split('\n')[-1])
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen([self.server, '--data', data, '--listen', f'127.0.0.1:{port}'],
                                        stdout=subprocess.DEVNULL)
        time.sleep(2)
        return f'http://127.0.0.1:{port}'

    def connect(self, path, url):
        run(self.ctl, '--profile', path, 'connect', url, '--token-file', self.folder / 'token')
        run(self.ctl, '--profile', path, 'sync')

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def first_person(self, path):
        import json
        listed = run(self.ctl, '--profile', path, '--json', 'list', 'ambassador', '--limit', '1')
        return json.loads(listed)['records'][0]['id']

    def make_offline(self, path):
        self.stop()
        self.connect(path, self.serve())
        self.stop()
        for value in ('Chemist', 'Welder', 'Painter'):
            run(self.ctl, '--profile', path, 'add', 'ambassador', f'display-name=New {value}')

    def make_conflict(self, path):
        self.stop()
        url = self.serve()
        other = self.folder / 'other'
        for profile in (path, other):
            self.connect(profile, url)
        person = self.first_person(path)
        run(self.ctl, '--profile', other, 'set', 'ambassador', person, 'job-title=Head of Sales')
        run(self.ctl, '--profile', other, 'sync')
        run(self.ctl, '--profile', path, 'set', 'ambassador', person, 'job-title=Head of Listening')
        subprocess.run([self.ctl, '--profile', path, 'sync'], capture_output=True, check=False)


def make_locales(folder):
    """The locales and the French translations beside the build: nothing is installed."""
    target = folder / 'locale'
    # GLib lets GTK speak Arabic, and with it turn the window, only where the application has a catalogue.
    (folder / 'ar.po').write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    for language, source in (('fr', pathlib.Path(__file__).parents[2] / 'po/fr.po'), ('ar', folder / 'ar.po')):
        catalogue = target / language / 'LC_MESSAGES'
        catalogue.mkdir(parents=True)
        run('msgfmt', '--output-file', catalogue / 'ambassade.mo', source)
    for name in ('fr_FR', 'ar_EG'):
        run('localedef', '-i', name, '-f', 'UTF-8', target / f'{name}.UTF-8')
    return {'LOCPATH': str(target), 'AMBASSADE_LOCALE_DIR': str(target)}


def make_settings(folder, size, place, environment):
    """A home of its own for the window: size, place, font, and no frame for a compositor that is not there."""
    width, height = size.split('x')
    config = folder / 'config'
    shutil.rmtree(config, ignore_errors=True)
    (config / 'glib-2.0/settings').mkdir(parents=True)
    (config / 'gtk-4.0').mkdir()
    (config / 'glib-2.0/settings/keyfile').write_text(
        f"[org/ambassade/Ambassade]\nwindow-width={width}\nwindow-height={height}\nplace='{place}'\n")
    font = environment.get('AMB_FONT', 'Cantarell 11')
    (config / 'gtk-4.0/settings.ini').write_text(
        f'[Settings]\ngtk-font-name={font}\ngtk-decoration-layout=:close\n'
        'gtk-enable-animations=false\n')
    (config / 'gtk-4.0/gtk.css').write_text(
        'window.solid-csd { padding: 0; border: none; box-shadow: none; }\n')
    return config


# What steps may use: the assistant with the file, as by the window's own menu.
FUNCTIONS = """import_people () {
  gdbus call --session --dest "$BUS_NAME" --object-path "/${BUS_NAME//.//}" \\
    --method org.gtk.Actions.Activate import-file "[<\\"$PEOPLE\\">]" '{}' >/dev/null
}
"""


def take(picture, options, profiles, locales, folder):
    name, size, place, profile, environment, steps = picture
    log = folder / f'{name}.log'
    path = profiles.path(profile)
    hashed = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    people = folder / 'people.csv'
    people.write_text(PEOPLE)
    values = dict(os.environ, **environment, **(locales if 'LC_ALL' in environment else {}),
                  BUS_NAME='org.ambassade.Ambassade.p' + hashed, PEOPLE=str(people),
                  XDG_CONFIG_HOME=str(make_settings(folder, size, place, environment)),
                  GSETTINGS_BACKEND='keyfile', GSETTINGS_SCHEMA_DIR=str(options.build / 'data'),
                  GDK_BACKEND='x11', GSK_RENDERER='cairo', G_DEBUG='fatal-criticals',
                  ASAN_OPTIONS='detect_leaks=0', PICTURE=str(options.out / f'{name}.png'))
    values.pop('DISPLAY', None)
    values.pop('DBUS_SESSION_BUS_ADDRESS', None)
    script = (FUNCTIONS + '"$0" --profile "$1" & app=$!; sleep 4; eval "$2"; import -window root "$PICTURE"; '
              'xdotool key Escape; sleep 0.5; xdotool search --onlyvisible --pid $app windowfocus; '
              'xdotool key ctrl+q; for i in $(seq 100); do kill -0 $app 2>/dev/null || break; sleep 0.1; done; '
              'kill $app 2>/dev/null && echo "CRITICAL: did not quit"; wait $app')
    with open(log, 'w', encoding='utf-8') as out:
        subprocess.run(['xvfb-run', '-a', '-s', f'-screen 0 {size}x24', 'dbus-run-session', '--', 'bash',
                        '-c', script, find_program(options.build, 'ambassade'),
                        str(path), steps], env=values, stdout=out,
                       stderr=subprocess.STDOUT, timeout=120, check=False)
    complaints = [line for line in log.read_text(errors='replace').split('\n')
                  if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    made = (options.out / f'{name}.png').exists()
    print(f'{name}: {"made" if made and not complaints else "FAILED"}', flush=True)
    for line in complaints:
        print(f'  {line}')
    return made and not complaints


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', '--bindir', dest='build', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    parser.add_argument('--full', type=int, default=0)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    options.build, options.out = options.build.resolve(), options.out.resolve()
    options.out.mkdir(parents=True, exist_ok=True)
    pictures = list(PICTURES)
    if options.full:
        pictures.append(('roster-full', '1440x900', 'people', f'full-{options.full}', LIGHT, 'sleep 3'))
    with tempfile.TemporaryDirectory(prefix='ambassade-pictures-') as folder:
        folder = pathlib.Path(folder)
        profiles = Profiles(folder, str(options.build))
        locales = make_locales(folder)
        try:
            failed = [picture[0] for picture in pictures
                      if (not options.names or picture[0] in options.names)
                      and not take(picture, options, profiles, locales, folder)]
        finally:
            profiles.stop()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
