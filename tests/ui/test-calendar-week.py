"""The week by its hours: what is near in time stands whole, a click leaves the hours where they are, what is dragged to
an end scrolls there and tells its hour, and everything is selected and removed by keys, each one undo.

test-calendar-week.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import window
from profiles import run

window.enter_session()

TODAY = datetime.date.today()
FIRST = TODAY - datetime.timedelta(days=TODAY.weekday())
TITLES = ['Early', 'Late', 'Tour']


def wall(day, hour):
    return f'{FIRST + datetime.timedelta(days=day)}T{hour}[UTC]'


class Desk:
    def __init__(self, folder, ctl):
        self.ctl, self.profile = ctl, folder / 'desk'
        self.profile.mkdir(mode=0o700)
        self.do('add', 'programme', 'name=Calendar', 'zone=UTC')
        for title, day, hour in (('Early', 1, '11:00'), ('Late', 1, '11:45'), ('Tour', 3, '10:00')):
            self.do('add', 'content-item', f'title={title}', 'audience=client', f'publish-on={wall(day, hour)}')

    def do(self, *words):
        return run(self.ctl, '--profile', self.profile, *words)

    def items(self):
        return {one['title']: one for one in json.loads(self.do('--json', 'list', 'content-item'))['records']}


def box(app, node):
    return app.atspi.Component.get_extents(node.accessible, app.atspi.CoordType.WINDOW)


def tile(app, text):
    return window.wait_for(f'a tile of “{text}”', lambda: next(
        (one for one in app.all('.*button', f'{text}, ') if one.has_size()), None))


def mouse(*words):
    subprocess.run(['xdotool', *map(str, words)], check=True)


def side_by_side(app, desk):
    """Three quarters of an hour apart both are seen, and none is behind a button."""
    early, late = box(app, tile(app, 'Early')), box(app, tile(app, 'Late'))
    if late.y < early.y + early.height or late.x != early.x or late.width != early.width:
        raise AssertionError(f'they stand at {early.x}, {early.y} and {late.x}, {late.y}')
    if any(one.has_size() for one in app.all(None, '+1')):
        raise AssertionError('one is behind a button')


def a_click_stays(app, desk):
    """On a day without anything: the hours are those that were seen."""
    before, late = box(app, tile(app, 'Tour')), box(app, tile(app, 'Late'))
    mouse('mousemove', (before.x + late.x) // 2 + 20, before.y + 120, 'click', 1)
    time.sleep(1)
    after = box(app, tile(app, 'Tour'))
    if (before.x, before.y) != (after.x, after.y):
        raise AssertionError(f'a click scrolled from {before.y} to {after.y}')


def wait_told(app):
    """Beside the hours of the axis, each of which stands there once."""
    def look():
        texts = [one.name or one.text for one in app.all('label') if one.has_size()]
        return next((text for text in texts if len(text) == 5 and text[2] == ':' and text >= '20:00' and
                     (text[3:] != '00' or texts.count(text) > 1)), None)
    return window.wait_for('an hour of the evening', look)


def to_the_evening(app, desk):
    """Held at the lower end, the hours come; what is let go there has the hour that was told."""
    place = box(app, tile(app, 'Tour'))
    whole = box(app, next(one for one in app.windows() if one.has('VISIBLE')))
    x, y = place.x + place.width // 3, place.y + place.height // 2
    bottom = max(box(app, one).y + box(app, one).height for one in app.all(None, 'Wednesday') if one.has_size())
    end = min(bottom, whole.y + whole.height - 80) - 12
    app.take_keyboard()
    mouse('mousemove', x, y, 'mousedown', 1)
    for step in range(1, 13):
        mouse('mousemove', x, y + (end - y) * step // 12)
        time.sleep(0.04)
    wait_told(app)
    time.sleep(1)
    told = wait_told(app)
    mouse('mouseup', 1)
    window.wait_for(f'its hour, {told}', lambda: desk.items()['Tour']['publish-on'] == wall(3, told))
    window_id = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.process.pid)],
                               capture_output=True, text=True, check=True).stdout.split()[0]
    mouse('windowfocus', '--sync', window_id)
    app.keys('ctrl+z')
    window.wait_for('undone', lambda: desk.items()['Tour']['publish-on'] == wall(3, '10:00'))


def by_keys(app, desk):
    """All of the week at once; one alone. What was removed comes back."""
    mouse('mousemove', 700, 400, 'click', '--repeat', 20, 4)
    time.sleep(1)
    tile(app, 'Early').point()
    window.wait_for('the focus', lambda: tile(app, 'Early').has('FOCUSED'))
    app.keys('Delete')
    window.wait_for('one less', lambda: sorted(desk.items()) == ['Late', 'Tour'])
    app.keys('ctrl+z')
    window.wait_for('it again', lambda: sorted(desk.items()) == TITLES)
    time.sleep(0.5)
    tile(app, 'Late').point()
    window.wait_for('the focus', lambda: tile(app, 'Late').has('FOCUSED'))
    app.keys('ctrl+a', 'Delete')
    window.wait_for('none', lambda: not desk.items())
    app.reads('3 items removed.')
    app.keys('ctrl+z')
    window.wait_for('all again', lambda: sorted(desk.items()) == TITLES)


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-week-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, sys.argv[2]), folder / 'log'
        with window.Window(sys.argv[1], desk.profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'calendar-week-failure.png'
            app.keys('alt+5', 'ctrl+2')
            tile(app, 'Tour')
            time.sleep(0.5)
            for step in (side_by_side, a_click_stays, to_the_evening, by_keys):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'calendar-week-{step.__name__}.png')
        said = log.read_text(errors='replace')
    if any(word in said for word in ('CRITICAL', 'Sanitizer', 'runtime error')):
        print(said[-6000:])
        sys.exit(1)


if __name__ == '__main__':
    main()
