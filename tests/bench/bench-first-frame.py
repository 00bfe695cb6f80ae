#!/usr/bin/env python3
"""From process start to the first frame, and to the first rows of the roster, beside an empty libadwaita window.

bench-first-frame.py --build DIR [--people N] [--rounds N]

The real programs under Xvfb, in turns; a hook is preloaded that tells when a frame was painted. Medians.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time


def enter_session():
    if os.environ.get('AMB_BENCH_SESSION'):
        return
    os.environ['AMB_BENCH_SESSION'] = '1'
    os.execvp('xvfb-run', ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24 -noreset', 'dbus-run-session', '--',
                           '/usr/bin/python3', *sys.argv])


def find(build, name):
    found = [path for path in sorted(build.rglob(name)) if path.is_file()]
    if not found:
        sys.exit(f'{name} is not in {build}: build it first')
    return found[0]


def make_config(folder):
    config = folder / 'config'
    (config / 'glib-2.0/settings').mkdir(parents=True)
    (config / 'glib-2.0/settings/keyfile').write_text(
        "[org/ambassade/Ambassade]\nwindow-width=1280\nwindow-height=800\nplace='people'\n")
    return config


def run(command, until, values, folder):
    """Milliseconds from the start to each event."""
    out = folder / 'events'
    out.unlink(missing_ok=True)
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    subprocess.run(command, env={**values, 'AMB_BENCH_OUT': str(out), 'AMB_BENCH_UNTIL': until}, timeout=60,
                   check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    events = dict(line.split() for line in out.read_text().splitlines()) if out.exists() else {}
    if until not in events:
        sys.exit(f'{command[0]}: no {until}')
    return {name: int(at) / 1000 - begun * 1000 for name, at in events.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--people', type=int, default=100000)
    parser.add_argument('--rounds', type=int, default=7)
    options = parser.parse_args()
    enter_session()
    build = options.build.resolve()
    hook, empty = find(build, 'libfirst-frame-hook.so'), find(build, 'empty-window')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        profile = folder / 'profile'
        subprocess.run([find(build, 'ambassadectl'), '--profile', profile, 'sample', '--people',
                        str(options.people)], check=True, stdout=subprocess.DEVNULL)
        values = dict(os.environ, LD_PRELOAD=str(hook), XDG_CONFIG_HOME=str(make_config(folder)),
                      GSETTINGS_BACKEND='keyfile', GSETTINGS_SCHEMA_DIR=str(build / 'data'), GDK_BACKEND='x11',
                      GSK_RENDERER='cairo', LC_ALL='C.UTF-8', GTK_A11Y='none')
        ours = [str(find(build, 'ambassade')), '--profile', str(profile)]
        run([str(empty)], 'frame', values, folder)  # the disk's cache, for both
        run(ours, 'rows', values, folder)
        base, frames, rows = [], [], []
        for _ in range(options.rounds):
            base.append(run([str(empty)], 'frame', values, folder)['frame'])
            events = run(ours, 'rows', values, folder)
            frames.append(events['frame'])
            rows.append(events['rows'])
    base, frame, row = (statistics.median(times) for times in (base, frames, rows))
    print(f'empty window: first frame {base:.0f} ms (median of {options.rounds})')
    print(f'{options.people} people: first frame {frame:.0f} ms, first rows {row:.0f} ms')
    print(f'first rows / empty window: {row / base:.2f}')
    print(f'ratio first frame / empty window: {frame / base:.2f}')


if __name__ == '__main__':
    main()
