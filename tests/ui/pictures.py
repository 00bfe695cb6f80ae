"""Makes the picture of every page and state, each in a real window on a screen of its own size.

pictures.py --build DIR --out DIR [--full N] [NAME…]
pictures.py --build DIR --self-test

--full N adds the roster with N people. It fails where the window does not open, or complains, and where the judge
of layouts (layout-judge.h) finds a text that is cut or two that overlap. A person looks at the pictures: nothing here
judges what is beautiful.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from picture_table import FUNCTIONS, LIGHT, PICTURES
from profiles import PEOPLE, Profiles, run
from screen import Screen
from window import Missing, find_program

LINES = 12  # of what a picture is told to have wrong
AT_ONCE = 2


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
    (config / 'glib-2.0/settings').mkdir(parents=True)
    (config / 'gtk-4.0').mkdir()
    (config / 'glib-2.0/settings/keyfile').write_text(
        f"[org/ambassade/Ambassade]\nwindow-width={width}\nwindow-height={height}\nplace='{place}'\n")
    (config / 'gtk-4.0/settings.ini').write_text(
        '[Settings]\ngtk-font-name=Cantarell 11\n'
        f"gtk-decoration-layout={environment.get('AMB_BUTTONS', ':close')}\n"
        'gtk-enable-animations=false\n')
    (config / 'gtk-4.0/gtk.css').write_text(
        'window.solid-csd { padding: 0; border: none; box-shadow: none; }\n' + environment.get('AMB_STYLE', ''))
    return config


SCRIPT = FUNCTIONS + """GIO_EXTRA_MODULES="$MODULES" "$0" --profile "$1" &
app=$!
xdotool mousemove 0 0
settle
eval "$2"
settle
import -window root "$PICTURE"
xdotool key Escape
sleep 0.5
xdotool search --onlyvisible --pid $app windowfocus
xdotool key ctrl+q
for i in $(seq 100); do kill -0 $app 2>/dev/null || break; sleep 0.1; done
kill $app 2>/dev/null && echo 'CRITICAL: did not quit'
wait $app
"""


def find_module(build):
    """The judge of layouts; in a folder of its own, because GLib loads every module that it finds there."""
    for path in build.rglob('liblayout.so'):
        if (build / 'data/gschemas.compiled').exists():
            return path
    raise Missing(f'{build} is not built: run ninja -C {build}')


def list_findings(report):
    """What the judge found, a line each; a report without its last line is one."""
    if not report.exists():
        return ['no report about the layout']
    lines = [json.loads(line) for line in report.read_text(encoding='utf-8').splitlines()]
    if not lines or not lines[-1].get('texts'):
        return ['the report about the layout names no text']
    return ['{rule}: “{text}” {why}, at {rect[0]},{rect[1]} {rect[2]}×{rect[3]} in {path}'.format(**line)
            for line in lines[:-1]]


class Camera:
    def __init__(self, options, folder):
        self.build, self.out, self.folder = options.build, options.out, folder
        self.module = find_module(options.build)
        self.profiles = Profiles(folder, str(options.build))
        self.locales = make_locales(folder)

    def environment(self, folder, picture, made):
        name, size, place, _, environment, _ = picture
        hashed = hashlib.sha256(str(folder / 'profile').encode()).hexdigest()[:8]
        people, layout = folder / 'people.csv', folder / 'layout'
        people.write_text(PEOPLE)
        layout.mkdir()
        values = dict(os.environ, **environment, **(self.locales if 'LC_ALL' in environment else {}),
                      BUS_NAME='org.ambassade.Ambassade.p' + hashed, PEOPLE=str(people),
                      XDG_CONFIG_HOME=str(make_settings(folder, size, place, environment)),
                      GSETTINGS_BACKEND='keyfile', GSETTINGS_SCHEMA_DIR=str(self.build / 'data'),
                      GDK_BACKEND='x11', GSK_RENDERER='cairo', G_DEBUG='fatal-criticals',
                      AMB_LAYOUT=str(layout), MODULES=str(self.module.parent),
                      ASAN_OPTIONS='detect_leaks=0', PICTURE=str(made))
        values.pop('DBUS_SESSION_BUS_ADDRESS', None)
        return values

    def take(self, picture):
        """Makes one picture; the lines that speak against it."""
        name, size, _, profile, _, steps = picture
        folder, made = self.folder / f'picture-{name}', self.out / f'{name}.png'
        folder.mkdir()
        made.unlink(missing_ok=True)
        path = self.profiles.copy(profile, folder / 'profile')
        values = self.environment(folder, picture, made)
        log = folder / 'log'
        with Screen(size) as values['DISPLAY'], open(log, 'w', encoding='utf-8') as out:
            status = subprocess.run(['timeout', '240', 'dbus-run-session', '--', 'bash', '-c', SCRIPT,
                                     find_program(self.build, 'ambassade'), path, steps], env=values,
                                    stdout=out, stderr=subprocess.STDOUT, check=False).returncode
        against = [line for line in log.read_text(errors='replace').split('\n')
                   if re.search('CRITICAL|ERROR: .*Sanitizer|runtime error', line)]
        if not made.exists() or status != 0:
            against.append(f'no picture, or no good end: status {status}')
        return against + list_findings(folder / 'layout/report')

    def take_all(self, pictures):
        """The names of those that something speaks against."""
        failed = []
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as executor:
            for picture, against in zip(pictures, executor.map(self.take, pictures)):
                tell(picture[0], against)
                if against:
                    failed.append(picture[0])
        return failed


def tell(name, against):
    print(f'{name}: {"FAILED" if against else "made"}', flush=True)
    for line in against[:LINES]:
        print(f'  {line}')
    if len(against) > LINES:
        print(f'  and {len(against) - LINES} more')


# Style that spoils the real window, and what the judge says then.
SEEDS = [
    ('a-window-too-wide', 'button { min-width: 400px; }', 'window: '),
    ('a-line-over-the-next', '.amb-line-text { margin-top: -20px; }', 'overlap: '),
    ('a-text-cut', 'row { margin-left: -80px; }', 'cut: '),
]


def self_test(camera):
    """The seeds that are not found in the window itself; the window as it is, if something is found in it."""
    seeds = [('as-it-is', '', None), *SEEDS]
    pictures = [(name, '360x780', 'today', 'sample', {'AMB_STYLE': style}, '') for name, style, _ in seeds]
    missed = []
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as executor:
        for (name, _, expected), against in zip(seeds, executor.map(camera.take, pictures)):
            right = any(line.startswith(expected) for line in against) if expected else not against
            print(f'{name}: {"as expected" if right else "the judge is wrong"}: {against[:1]}', flush=True)
            if not right:
                missed.append(name)
    return missed


def parse_options():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', dest='build', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path)
    parser.add_argument('--full', type=int, default=0)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    options.build = options.build.resolve()
    unknown = set(options.names) - {picture[0] for picture in PICTURES}
    if unknown:
        parser.error('no picture is called ' + ', '.join(sorted(unknown)))
    return options


def main():
    options = parse_options()
    pictures = [picture for picture in PICTURES if not options.names or picture[0] in options.names]
    if options.full:
        pictures.append(('roster-full', '1440x900', 'people', f'full-{options.full}', LIGHT, 'wait_for Aarav'))
    with tempfile.TemporaryDirectory(prefix='ambassade-pictures-') as folder:
        folder = pathlib.Path(folder).resolve()
        options.out = (options.out or folder / 'out').resolve()
        options.out.mkdir(parents=True, exist_ok=True)
        camera = Camera(options, folder)
        try:
            failed = self_test(camera) if options.self_test else camera.take_all(pictures)
        finally:
            camera.profiles.stop()
    print(f'{len(failed)} failed', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
