#!/usr/bin/env python3
"""kill -9 of the real programs at random moments: what was confirmed is there afterwards, on both desks.

Each round edits and imports on two profiles, lets both synchronise in loops, and kills one of them or the
server somewhere in between. Afterwards every file must be whole, both profiles must show the same, and every
edit that a command confirmed must be shown or need attention.
"""

import argparse
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


PORT = free_port()


class Stack:
    def __init__(self, server, ctl, folder, random_source):
        self.server_program = server
        self.ctl = ctl
        self.folder = folder
        self.random = random_source
        self.server = None
        self.confirmed = {}  # value -> (profile, person)
        self.people = []

    def start_server(self):
        self.server = subprocess.Popen(
            [self.server_program, '--data', str(self.folder / 'server'), '--listen', f'127.0.0.1:{PORT}'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if self.run('status', 'a') == 0 and self.is_up():
                return
            time.sleep(0.05)
        sys.exit('the server does not start')

    def is_up(self):
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', PORT)) == 0

    def kill_server(self):
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def command(self, profile, *arguments):
        return [self.ctl, '--profile', str(self.folder / profile), *arguments]

    def run(self, verb, profile, *arguments):
        return subprocess.run(self.command(profile, verb, *arguments), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode

    def read(self, profile, *arguments):
        result = subprocess.run(self.command(profile, *arguments, '--json'), capture_output=True, text=True,
                                check=False)
        if result.returncode != 0:
            sys.exit(f'{" ".join(arguments)} in {profile} failed: {result.stderr}')
        return json.loads(result.stdout)

    def connect(self):
        for profile in ('a', 'b'):
            token = self.folder / f'token-{profile}'
            made = subprocess.run([self.server_program, 'token', 'create', '--access', 'manager', '--name',
                                   profile, '--data', str(self.folder / 'server')], capture_output=True,
                                  text=True, check=True)
            token.write_text(made.stdout.strip().splitlines()[-1] + '\n')
            if self.run('connect', profile, f'http://127.0.0.1:{PORT}', '--token-file', str(token)) != 0:
                sys.exit('a profile can not be connected')

    def edit(self, profile, number):
        """One edit; only what the command confirmed counts."""
        value = f'value-{number}-'
        if not self.people or self.random.random() < 0.3:
            made = subprocess.run(self.command(profile, 'add', 'ambassador', f'display-name={value}', '--json'),
                                  capture_output=True, text=True, check=False)
            if made.returncode == 0:
                person = json.loads(made.stdout)['id']
                self.people.append(person)
                self.confirmed[value] = (profile, person, 'display-name')
            return
        person = self.random.choice(self.people)
        field = self.random.choice(['job-title', 'notes'])
        if self.run('set', profile, 'ambassador', person, f'{field}={value}') == 0:
            for old in [v for v, (p, i, f) in self.confirmed.items()
                        if p == profile and i == person and f == field]:
                del self.confirmed[old]  # by its author
            self.confirmed[value] = (profile, person, field)

    def kill_a_command(self, profile, *arguments):
        """Starts a command and kills it within its life."""
        process = subprocess.Popen(self.command(profile, *arguments), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(self.random.random() * 0.12)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def write_people(self, name, start):
        path = self.folder / name
        rows = [f'Imported {start + i},imported{start + i}@example.com\n' for i in range(60)]
        path.write_text('display-name,email\n' + ''.join(rows))
        return str(path)

    def round(self, number):
        profile = self.random.choice('ab')
        for i in range(3):
            self.edit(self.random.choice('ab'), number * 10 + i)
        what = self.random.choice(['sync', 'sync', 'import', 'server', 'set'])
        if what == 'sync':
            self.kill_a_command(profile, 'sync')
        elif what == 'set' and self.people:
            self.kill_a_command(profile, 'set', 'ambassador', self.random.choice(self.people),
                                f'country={self.random.choice(["FR", "DE", "US"])}')
        elif what == 'import':
            self.kill_a_command(profile, 'import', 'ambassador',
                                self.write_people(f'people-{number}.csv', number * 1000))
        else:
            process = subprocess.Popen(self.command(profile, 'sync'), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(self.random.random() * 0.1)
            self.kill_server()
            process.wait()
            self.start_server()
        if self.random.random() < 0.5:
            self.run('sync', profile)
        return what

    def settle(self):
        for _ in range(3):
            for profile in ('a', 'b'):
                if self.run('sync', profile) != 0:
                    sys.exit(f'{profile} can not be synchronised')

    def rows(self, profile):
        records = self.read(profile, 'list', 'ambassador')['records']
        return {record['id']: record for record in records}

    def check(self):
        failures = []
        for profile in ('a', 'b'):
            if self.run('check', profile) != 0:
                failures.append(f'the file of {profile} is damaged')
        a, b = self.rows('a'), self.rows('b')
        if a != b:
            ids = [i for i in a.keys() | b.keys() if a.get(i) != b.get(i)]
            failures.append(f'the profiles differ in {len(ids)} records: {a.get(ids[0])} | {b.get(ids[0])}')
        shown = json.dumps(a)
        attention = {p: json.dumps(self.read(p, 'conflicts')) for p in ('a', 'b')}
        history = ''
        for value, (profile, person, _field) in self.confirmed.items():
            if value in shown or value in attention[profile]:
                continue
            history = json.dumps(self.read(profile, 'history', 'ambassador', person))
            if value not in history:
                failures.append(f'“{value}” of {profile} vanished')
            elif not any(other in shown for other, (_p, i, f) in self.confirmed.items()
                         if i == person and f == _field):
                failures.append(f'“{value}” of {profile} was overwritten by nobody')
        return failures


def check_killed_import(stack):
    """An import of which a kill left a part says so, until the file is in."""
    (stack.folder / 'c').mkdir()
    path = stack.folder / 'many.csv'
    path.write_text('display-name,email\n' + ''.join(f'P {i},p{i}@example.com\n' for i in range(20000)))
    words = ['import', 'ambassador', str(path)]
    process = subprocess.Popen(stack.command('c', *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(3000):
        told = stack.read('c', 'status')['imports'] if (stack.folder / 'c' / 'cache.db').exists() and \
            stack.run('status', 'c') == 0 else []
        if told or process.poll() is not None:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    told = stack.read('c', 'status')['imports']
    there = stack.read('c', 'list', 'ambassador', '--limit', '1')['total']
    if len(told) != 1:
        return [f'a killed import is told {len(told)} times: {told}']
    if (told[0]['state'], told[0]['name'], told[0]['total']) != ('stopped', 'many.csv', 20000) or \
            told[0]['rows'] != there:
        return [f'a killed import is told as {told[0]}, and {there} are in']
    again = stack.read('c', *words)
    if (again['unchanged'], again['created']) != (there, 20000 - there):
        return [f'the same file again: {again["unchanged"]} were there, {again["created"]} came']
    return [f'still told: {told}'] if (told := stack.read('c', 'status')['imports']) else []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('server')
    parser.add_argument('ctl')
    parser.add_argument('--rounds', type=int, default=24)
    parser.add_argument('--seed', type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f'seed {options.seed}', flush=True)
    os.environ.pop('DBUS_SESSION_BUS_ADDRESS', None)  # no keyring: the token goes to a file
    with tempfile.TemporaryDirectory(prefix='amb-kill-') as name:
        stack = Stack(options.server, options.ctl, pathlib.Path(name), random.Random(options.seed))
        for folder in ('server', 'a', 'b'):
            (stack.folder / folder).mkdir()
        stack.start_server()
        try:
            stack.connect()
            for number in range(1, options.rounds + 1):
                print(f'round {number}: killed in {stack.round(number)}', flush=True)
            stack.settle()
            failures = stack.check()
            failures += check_killed_import(stack)
        finally:
            stack.kill_server()
        checked = subprocess.run([options.server, 'check', '--data', str(stack.folder / 'server')],
                                 capture_output=True, text=True, check=False)
        if checked.returncode != 0:
            failures.append(f'the server\'s file is damaged: {checked.stdout}{checked.stderr}')
    for failure in failures:
        print(f'FAILED: {failure}')
    print(f'{options.rounds} rounds, {len(stack.confirmed)} confirmed values, {len(failures)} failures')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
