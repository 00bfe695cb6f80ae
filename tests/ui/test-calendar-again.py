"""The night in which a clock is put back, in three zones: the week has a row for what is shown for the second time, pointer
and keys bring an item to it, and it is said by whose clock the hours are.

test-calendar-again.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import zoneinfo

import desks
import window
from profiles import run

window.enter_session()

TODAY = datetime.date.today()

# Zone; when the item is planned; the second of two equal times, and how many half hours that is later.
NIGHTS = [
    ('Europe/Paris', '01:30', '02:00', 3),
    ('America/New_York', '00:30', '01:00', 3),
    ('Australia/Lord_Howe', '01:00', '01:30', 2),
]


def find_night(zone):
    """The day nearest to today on which its clock is put back, and the offsets of the day before and the day after."""
    def offset(day):
        return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset()
    days = [TODAY + datetime.timedelta(days=by) for by in range(-370, 371)]
    night = min((day for day in days if offset(day - datetime.timedelta(days=1)) > offset(day)),
                key=lambda day: abs((day - TODAY).days))
    return night, offset(night - datetime.timedelta(days=1)), offset(night)


def say(offset):
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    return f'UTC{"−" if offset.total_seconds() < 0 else "+"}{hours}' + (f':{minutes:02}' if minutes else '')


class Desk:
    def __init__(self, folder, ctl, zone, wall):
        self.ctl, self.profile = ctl, folder / zone.replace('/', '-')
        self.profile.mkdir(mode=0o700)
        self.do('add', 'programme', 'name=Calendar', f'zone={zone}')
        self.do('add', 'content-item', 'title=Night shift', 'audience=client', f'publish-on={wall}')

    def do(self, *words):
        return run(self.ctl, '--profile', self.profile, *words)

    def wait(self, wall):
        window.wait_for(wall, lambda: json.loads(self.do('--json', 'list', 'content-item'))['records'][0].get('publish-on') == wall)


def tile(app, text='Night shift, '):
    return window.wait_for(f'a tile “{text}”', lambda: next(
        (one for one in app.all('.*button', text) if one.has_size()), None))


def label(app, text):
    return window.wait_for(f'a label “{text}”', lambda: next(
        (one for one in app.all('label') if one.has_size() and text in (one.name, one.text)), None))


def go_to(app, night):
    first = night - datetime.timedelta(days=night.weekday())
    weeks = (first - (TODAY - datetime.timedelta(days=TODAY.weekday()))).days // 7
    for _ in range(abs(weeks)):
        subprocess.run(['xdotool', 'key', 'Next' if weeks > 0 else 'Prior'], check=True)
    tile(app)
    time.sleep(1)


def drag(app, down):
    place = app.box(tile(app))
    x, y = place.x + place.width // 2, place.y + place.height // 2
    app.take_keyboard()
    subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'mousedown', '1'], check=True)
    for step in range(1, 13):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y + down * step // 12)], check=True)
        time.sleep(0.04)
    time.sleep(0.3)
    subprocess.run(['xdotool', 'mouseup', '1'], check=True)
    time.sleep(0.2)
    windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.process.pid)],
                             capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', windows[0]], check=True)


def one_night(app, desk, name, night, times):
    zone = zoneinfo.ZoneInfo(name)
    day, before, after = night
    first, second, steps = times
    planned, aim = f'{day}T{first}[{name}]', datetime.time.fromisoformat(second)
    there = datetime.datetime.combine(day, aim, zone).replace(fold=1).astimezone(datetime.timezone.utc)
    wanted = f'{there:%Y-%m-%dT%H:%M}[UTC]'
    app.keys('alt+5', 'ctrl+2')
    go_to(app, day)
    label(app, f'{say(before)}\n{say(after)}')
    if not app.has(name=f'Hours by the clock of {name}: ') and not any(
            f'Hours by the clock of {name}: {say(before)}, then {say(after)}' in one.description for one in app.all('label')):
        raise AssertionError('nothing says whose clock it is')
    label(app, f'{second}\nagain' if before - after >= datetime.timedelta(hours=1) else second)
    half = (app.box(label(app, '05:00')).y - app.box(label(app, '04:00')).y) // 2
    top = app.box(tile(app)).y
    drag(app, half * steps)
    desk.wait(wanted)
    again = tile(app, f'{second} again')
    by_pointer = app.box(again).y
    if by_pointer - top != half * steps:
        raise AssertionError(f'it stands {by_pointer - top} px lower, not {half * steps}')
    app.keys('ctrl+z')
    desk.wait(planned)
    tile(app).point()
    window.wait_for('the focus', lambda: tile(app).has('FOCUSED'))
    for _ in range(steps):
        app.keys('ctrl+shift+Down')
        time.sleep(0.5)
    desk.wait(wanted)
    if app.box(tile(app, f'{second} again')).y != by_pointer:
        raise AssertionError('by the keys it stands elsewhere')
    for _ in range(steps):
        app.keys('ctrl+shift+Up')
        time.sleep(0.5)
    desk.wait(planned)


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-again-') as name:
        folder = pathlib.Path(name)
        for zone, *times in NIGHTS:
            night = find_night(zoneinfo.ZoneInfo(zone))
            desk = Desk(folder, sys.argv[2], zone, f'{night[0]}T{times[0]}[{zone}]')
            log = folder / (desk.profile.name + '.log')
            with window.Window(sys.argv[1], desk.profile, {'TZ': zone}, log=log) as app:
                app.failure_picture = pictures and pictures / 'calendar-again-failure.png'
                one_night(app, desk, zone, night, times)
                if pictures:
                    app.picture(pictures / f'calendar-again-{desk.profile.name}.png')
            if desks.complaints(log):
                print(log.read_text(errors='replace')[-6000:])
                sys.exit(1)


if __name__ == '__main__':
    main()
