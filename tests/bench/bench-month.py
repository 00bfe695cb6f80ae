#!/usr/bin/env python3
"""How long the real window's main loop rests in the content calendar whose months have 2,000 items each.

bench-month.py --build DIR [--items N] [--picture FILE]

The real window under Xvfb, driven by keys and the pointer: the calendar is opened, shown in each form, taken two months on and
back, scrolled, and an item is moved by keys and by dragging. A hook is preloaded that tells every time in which the loop came to
nothing else. Beside each figure the same step, in the same run, with months of 20 items.
Target: 99 % of the frames that are painted while it is scrolled and dragged take 16.7 ms at most.
"""

import argparse
import calendar
import csv
import datetime
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

LEAST = 500  # microseconds: shorter gaps are not told
FRAME = 16.7  # milliseconds
SETTLE = 3  # seconds: what a window does when it starts is another measure
REST = 0.8  # seconds without work after which all that came of a step has come; what is read at a change waits for 0.25
PATIENCE = 60
MONTHS = 3
FEW = 20
WINDOW = (1280, 800)
COLUMNS = (257, 113, 96)  # of the month, in pixels: where the first one begins, a working day's width, a weekend day's
FIRST_TILE = 156  # pixels from above

spec = importlib.util.spec_from_file_location('first_frame', pathlib.Path(__file__).with_name('bench-first-frame.py'))
first_frame = importlib.util.module_from_spec(spec)
spec.loader.exec_module(first_frame)


def xdotool(*words):
    subprocess.run(['xdotool', *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def key(*keys):
    return lambda: xdotool('key', *keys)


def point(x, y):
    """A place of the window, as shares of its width and its height."""
    return round(x * WINDOW[0]), round(y * WINDOW[1])


def scroll():
    """Down and up again, a turn of the wheel in each frame."""
    xdotool('mousemove', *point(0.45, 0.6))
    for button in (5, 4):
        xdotool('click', '--repeat', 60, '--delay', 16, button)


def drag():
    """The first item of the month's first day to a week later, in the steps of a hand."""
    weekday = datetime.date.today().replace(day=1).weekday()
    x, y = COLUMNS[0] + min(weekday, 5) * COLUMNS[1] + max(weekday - 5, 0) * COLUMNS[2] + 40, FIRST_TILE
    xdotool('mousemove', x, y, 'mousedown', 1)
    for step in range(1, 61):
        xdotool('mousemove', x, y + 2 * step)
        time.sleep(0.016)
    xdotool('mouseup', 1)


# Name, what a hand does, whether it moves an item, whether the frames of it count.
STEPS = (
    ('month, opened', key('alt+5'), False, False),
    ('week', key('ctrl+2'), False, False),
    ('week, scrolled', scroll, False, True),
    ('board', key('ctrl+3'), False, False),
    ('board, scrolled', scroll, False, True),
    ('lanes', key('ctrl+4'), False, False),
    ('lanes, scrolled', scroll, False, True),
    ('agenda', key('ctrl+5'), False, False),
    ('agenda, scrolled', scroll, False, True),
    ('month', key('ctrl+1'), False, False),
    ('a month on', key('Next'), False, False),
    ('two months on', key('Next'), False, False),
    ('a month back', key('Prior'), False, False),
    ('two months back', key('Prior'), False, False),
    ('moved a day', key('ctrl+shift+Right'), True, False),
    ('moved back', key('ctrl+shift+Left'), True, False),
    ('dragged', drag, True, True),
)


def add_months(day, n):
    return day.replace(year=day.year + (day.month - 1 + n) // 12, month=(day.month - 1 + n) % 12 + 1, day=1)


def write_items(path, n):
    """@n items in this month and in each of the next two, evenly over its days and over their hours."""
    first = datetime.date.today().replace(day=1)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(('Title', 'Audience', 'Channel', 'State', 'Publish on'))
        for i in range(n * MONTHS):
            month, j = add_months(first, i // n), i % n
            day = month + datetime.timedelta(days=j * calendar.monthrange(month.year, month.month)[1] // n)
            rows.writerow((f'Colleague {j}: what a day in the workshop is like', ('client', 'applicant', 'partner')[j % 3],
                           'The page', ('idea', 'draft', 'in_review', 'scheduled')[j % 4],
                           f'{day}T{j * 7 % 24:02}:{j % 2 * 30:02}[UTC]'))


class Bench:
    def __init__(self, build, folder):
        self.folder = folder
        self.ctl = first_frame.find(build, 'ambassadectl')
        self.window = first_frame.find(build, 'ambassade')
        self.hook = first_frame.find(build, 'libgap-hook.so')
        self.profile = folder / 'profile'
        self.values = dict(os.environ, XDG_CONFIG_HOME=str(first_frame.make_config(folder)), GSETTINGS_BACKEND='keyfile',
                           GSETTINGS_SCHEMA_DIR=str(build / 'data'), GDK_BACKEND='x11', GSK_RENDERER='cairo',
                           LC_ALL='C.UTF-8', GTK_A11Y='none', TZ='UTC', XDG_DATA_HOME=str(folder / 'share'))

    def call(self, *arguments):
        return subprocess.run([self.ctl, '--profile', self.profile, '--json', *arguments], env=self.values,
                              capture_output=True, text=True, check=True).stdout

    def fill(self, n):
        items = self.folder / 'items.csv'
        write_items(items, n)
        self.profile.mkdir(mode=0o700)
        self.call('add', 'channel', 'name=The page', 'language=en')
        self.call('add', 'programme', 'name=Calendar', 'zone=UTC')
        self.call('import', 'content-item', items, '--running')

    def plan(self):
        return {one['id']: one['publish-on'] for one in json.loads(self.call('list', 'content-item'))['records']}

    def take_keyboard(self, pid):
        windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], capture_output=True,
                                 text=True, check=True).stdout.split()
        xdotool('windowfocus', '--sync', windows[0])

    def rest(self, pid):
        """Until it did next to nothing for a while: a loop that doesn't come to its end tells of no gap."""
        begun = quiet = time.monotonic()
        worked = 0
        while time.monotonic() < quiet + REST:
            time.sleep(0.1)
            fields = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='utf-8').rpartition(')')[2].split()
            ticks = int(fields[11]) + int(fields[12])
            if ticks > worked + 1 or fields[0] == 'R':
                quiet = time.monotonic()
            worked = ticks
            if quiet > begun + PATIENCE:
                sys.exit(f'the window did not come to rest in {PATIENCE} s')

    def go(self, steps, picture):
        """When each step began and ended."""
        events, spans = self.folder / 'events', {}
        window = subprocess.Popen([self.window, '--profile', self.profile], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env={**self.values, 'LD_PRELOAD': str(self.hook),
                                                                  'AMB_BENCH_OUT': str(events), 'AMB_BENCH_GAP': str(LEAST)})
        try:
            time.sleep(SETTLE)
            self.rest(window.pid)
            for name, act, moves, _ in steps:
                before = self.plan() if moves else None
                self.take_keyboard(window.pid)
                begun = time.clock_gettime(time.CLOCK_MONOTONIC) * 1e6
                act()
                self.rest(window.pid)
                spans[name] = (begun, time.clock_gettime(time.CLOCK_MONOTONIC) * 1e6)
                if picture:
                    subprocess.run(['import', '-window', 'root', f'{picture}-{name.replace(" ", "-")}.png'], check=True)
                after = self.plan() if moves else None
                if moves and sum(after[one] != before[one] for one in before) != 1:
                    sys.exit(f'{name}: no item was moved')
        finally:
            window.terminate()
            window.wait(60)
        return [line.split() for line in events.read_text(encoding='utf-8').splitlines()], spans


def judge(events, span):
    """The longest gap, what of it was on a processor, how many frames there were and how many took too long."""
    begun, ended = span
    gaps = [(int(at), int(length) / 1000, int(worked) / 1000) for kind, at, length, worked in events
            if kind == 'gap' and begun < int(at) <= ended]
    frames = [int(at) for kind, at, _, _ in events if kind == 'frame' and begun < int(at) <= ended]
    longest = max(gaps, key=lambda gap: gap[1], default=(0, 0, 0))
    late = [sum(1 for at in frames if any(end - length * 1000 < at <= end and took > FRAME
                                          for end, length, took in ((g[0], g[1], g[i]) for g in gaps)))
            for i in (1, 2)]
    return {'wall': longest[1], 'worked': max((gap[2] for gap in gaps), default=0), 'frames': len(frames), 'late': late}


def measure(build, n, steps, picture):
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(build, pathlib.Path(name))
        bench.fill(n)
        events, spans = bench.go(steps, picture and f'{picture}-{n}')
    return {step: judge(events, span) for step, span in spans.items()}


def tell(few, many, items, steps):
    print(f'{"longest rest of the main loop":30} {FEW:>6} items {items:>12} items   processor alone: ratio')
    frames = late = worked = 0
    for name, _, _, counts in steps:
        one, other = few[name], many[name]
        print(f'{name:30} {one["wall"]:9.1f} ms {other["wall"]:15.1f} ms {one["worked"]:7.1f} → {other["worked"]:6.1f} ms: '
              f'{other["worked"] / max(one["worked"], 0.5):5.2f}' +
              (f'   {other["late"][0]} of {other["frames"]} frames late' if counts else ''))
        if counts:
            frames, late, worked = frames + other['frames'], late + other['late'][0], worked + other['late'][1]
    if frames == 0:
        sys.exit('no frame was painted')
    print(f'{items} items, scrolled and dragged: {100 - 100 * late / frames:.2f} % of {frames} frames in {FRAME} ms '
          f'({100 - 100 * worked / frames:.2f} % by the processor alone)')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--items', type=int, default=2000)
    parser.add_argument('--picture', help='where pictures of each step are put: the beginning of their names')
    options = parser.parse_args()
    first_frame.enter_session()
    build = options.build.resolve()
    few = measure(build, FEW, STEPS, options.picture)
    many = measure(build, options.items, STEPS, options.picture)
    tell(few, many, options.items, STEPS)


if __name__ == '__main__':
    main()
