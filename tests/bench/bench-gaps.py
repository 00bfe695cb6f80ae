#!/usr/bin/env python3
"""How long the real window's main loop rests while it synchronises 100,000 people for the first time.

bench-gaps.py --build DIR [--people N]

The real server and the real window, open on the people, under Xvfb. A hook is preloaded that tells every time in which the
loop came to nothing else. Beside it the same window with nothing to synchronise: what painting alone takes on this machine.
Target: none above 16 ms.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

LEAST = 2000  # microseconds: shorter gaps are not told
SETTLE = 3  # seconds: what a window does when it opens is another measure
PATIENCE = 300

spec = importlib.util.spec_from_file_location('first_frame', pathlib.Path(__file__).with_name('bench-first-frame.py'))
first_frame = importlib.util.module_from_spec(spec)
spec.loader.exec_module(first_frame)


def find_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Bench:
    def __init__(self, build, folder):
        self.folder = folder
        self.server = first_frame.find(build, 'ambassade-server')
        self.ctl = first_frame.find(build, 'ambassadectl')
        self.desk = first_frame.find(build, 'bench-desk')
        self.window = first_frame.find(build, 'ambassade')
        self.data = folder / 'data'
        self.profile = folder / 'profile'
        self.port = find_port()
        self.values = dict(os.environ, XDG_CONFIG_HOME=str(first_frame.make_config(folder)), GSETTINGS_BACKEND='keyfile',
                           GSETTINGS_SCHEMA_DIR=str(build / 'data'), GDK_BACKEND='x11', GSK_RENDERER='cairo',
                           LC_ALL='C.UTF-8', GTK_A11Y='none', XDG_DATA_HOME=str(folder / 'share'))
        self.hook = first_frame.find(build, 'libgap-hook.so')

    def fill(self, people):
        lines = self.folder / 'people'
        with open(lines, 'w', encoding='utf-8') as file:
            for i in range(people):
                file.write(json.dumps({'id': f'01900000-0000-7000-8000-{i:012x}', 'displayName': f'Person {i}',
                                       'email': f'p{i}@example.com', 'jobTitle': f'Engineer {i % 1000}',
                                       'state': 'identified', 'country': 'FR', 'language': 'fr',
                                       'lastActiveOn': '2026-10-01'}) + '\n')
        self.data.mkdir()
        said = subprocess.run([self.desk, 'fill', self.data, lines], capture_output=True, text=True, check=True)
        (self.folder / 'token').write_text(json.loads(said.stdout.splitlines()[-1])['token'] + '\n')

    def serve(self):
        server = subprocess.Popen([self.server, '--data', self.data, '--listen', f'127.0.0.1:{self.port}'],
                                  stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        return server

    def call(self, *arguments):
        return subprocess.run([self.ctl, '--profile', self.profile, '--json', *arguments], env=self.values,
                              capture_output=True, text=True, check=True).stdout

    def is_complete(self):
        return json.loads(self.call('status')).get('complete', False)

    def measure(self, name, begin, until):
        """Gaps in milliseconds, from when the window has settled, and @begin was called, until @until says so."""
        events = self.folder / name
        window = subprocess.Popen([self.window, '--profile', self.profile], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env={**self.values, 'LD_PRELOAD': str(self.hook),
                                                                  'AMB_BENCH_OUT': str(events), 'AMB_BENCH_GAP': str(LEAST)})
        try:
            time.sleep(SETTLE)
            begun = time.clock_gettime(time.CLOCK_MONOTONIC) * 1e6
            begin()
            stop = time.monotonic() + PATIENCE
            while not until() and time.monotonic() < stop:
                time.sleep(0.2)
            if time.monotonic() >= stop:
                sys.exit(f'{name}: it did not end in {PATIENCE} s')
        finally:
            window.terminate()
            window.wait(60)
        lines = [line.split() for line in events.read_text(encoding='utf-8').splitlines()]
        if not any(line[0] == 'frame' for line in lines):
            sys.exit(f'{name}: no frame was painted')
        return [(int(length) / 1000, int(worked) / 1000) for kind, at, length, worked in lines
                if kind == 'gap' and int(at) > begun]


def tell(name, gaps):
    long = [gap for gap, _ in gaps if gap > 16]
    longest, worked = max(gaps, default=(0, 0))
    most = max((worked for _, worked in gaps), default=0)
    print(f'{name}: longest {longest:.1f} ms, {worked:.1f} of it on a processor (at most {most:.1f}), {len(long)} above 16 ms, '
          f'{len(gaps)} above {LEAST / 1000:.0f} ms')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--people', type=int, default=100000)
    options = parser.parse_args()
    first_frame.enter_session()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(options.build.resolve(), pathlib.Path(name))
        bench.fill(options.people)
        server = bench.serve()
        try:
            bench.call('connect', f'http://127.0.0.1:{bench.port}', '--token-file', str(bench.folder / 'token'))
            # The window has settled when the server begins to answer.
            server.send_signal(signal.SIGSTOP)
            first = bench.measure('first', lambda: server.send_signal(signal.SIGCONT), bench.is_complete)
            until = time.monotonic() + 2 * SETTLE
            rest = bench.measure('rest', lambda: None, lambda: time.monotonic() > until)
        finally:
            server.terminate()
            server.wait(60)
    tell('at rest', rest)
    tell(f'first synchronisation of {options.people} people', first)
    print(f'longest gap of the main loop while synchronising: {max(first, default=(0, 0))[0]:.1f} ms')


if __name__ == '__main__':
    main()
