#!/usr/bin/env python3
"""Clocks decide nothing: the same work, done in the same order, ends the same however wrong the clocks are.

A seeded schedule of edits, moves, removals, undo and synchronisation is played with right clocks; then with
desks that are ten years ahead and behind; then with such a server; then with clocks that jump at every
command and at every start of the server. Only the instants that somebody reads may differ: every record with
its versions, every conflict and every status of every command must be the same.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

import stack

DESKS = 3
AHEAD, BEHIND = '+10y', '-10y'
# name → (the server's clock, the desks' clocks); None: right; 'jumps': another one each time
CLOCKS = {
    'right': (None, [None, None, None]),
    'desks ahead and behind': (None, [AHEAD, BEHIND, None]),
    'server ahead': (AHEAD, [None, BEHIND, None]),
    'server behind': (BEHIND, [None, AHEAD, None]),
    'jumping': ('jumps', ['jumps', 'jumps', 'jumps']),
}
STATES = ['nominated', 'applied', 'in_review', 'withdrawn', 'declined', 'identified']
COLLECTIONS = ['ambassadors', 'nodes', 'transitions', 'programmes']
ID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}')


def make_schedule(seed, steps):
    """What is done, in words that no clock and no id is in: (desk, verb, person, value)."""
    rnd = random.Random(seed)
    schedule = [(desk, 'add', 0, f'p{desk}') for desk in range(DESKS)]
    schedule += [(desk, 'sync', 0, '') for desk in (0, 1, 2, 0, 1)]
    # Everybody takes the second of two alike moves back.
    for desk in range(DESKS):
        schedule += [(desk, 'move', desk, 'nominated'), (desk, 'sync', 0, ''), (desk, 'move', desk, 'withdrawn'),
                     (desk, 'move', desk, 'nominated'), (desk, 'undo', 0, ''), (desk, 'sync', 0, '')]
    verbs = {'add': 2, 'set': 7, 'move': 6, 'remove': 1, 'undo': 5, 'redo': 1, 'roles': 2, 'sync': 9, 'restart': 1}
    for number in range(steps):
        verb = rnd.choices(list(verbs), list(verbs.values()))[0]
        value = rnd.choice(STATES) if verb == 'move' else f'v{number}'
        schedule.append((rnd.randrange(DESKS), verb, rnd.randrange(4), value))
    return schedule


class Play:
    """One schedule under one set of clocks."""

    def __init__(self, programs, folder, name, schedule):
        self.clocks = CLOCKS[name]
        self.folder = folder / name.replace(' ', '-')
        self.folder.mkdir()
        self.random = random.Random(name)
        self.schedule = schedule
        self.server = stack.Server(programs[0], self.folder)
        self.desks = [stack.Desk(programs[1], self.folder, f'd{i}') for i in range(DESKS)]
        self.people = []
        self.labels = {}  # id → how often ids were met before
        self.said = []

    def clock(self, which):
        return self.random.choice([None, AHEAD, BEHIND]) if which == 'jumps' else which

    def label(self, text):
        """The same text without what clocks and chance make: ids and instants."""
        text = ID.sub(lambda match: self.labels.setdefault(match.group(), f'id{len(self.labels)}'), text)
        return re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+Z', 'an instant', text)

    async def run(self, index, *words):
        desk = self.desks[index]
        desk.clock = self.clock(self.clocks[1][index])
        return await desk.run(*words)

    def words(self, verb, person, value):
        target = self.people[person % len(self.people)] if self.people else ''
        return {'add': ['add', 'ambassador', f'display-name={value}'],
                'set': ['set', 'ambassador', target, f'notes={value}'],
                'roles': ['set', 'ambassador', target, f'roles={["curator", "producer"][person % 2]}'],
                'move': ['move', 'ambassador', target, value],
                'remove': ['remove', 'ambassador', target]}.get(verb, [verb])

    async def restart(self):
        await self.server.stop()
        self.server.clock = self.clock(self.clocks[0])
        await self.server.start()

    async def play(self):
        tokens = [self.server.make_token(desk.name) for desk in self.desks]
        self.server.clock = self.clock(self.clocks[0])
        try:
            await self.server.start()
            for desk, token in zip(self.desks, tokens):
                await desk.connect(f'http://127.0.0.1:{self.server.port}', token)
            for desk, verb, person, value in self.schedule:
                if verb == 'restart':
                    await self.restart()
                    continue
                outcome = await self.run(desk, *self.words(verb, person, value))
                if verb == 'add':
                    self.people.append(outcome.json()['id'])
                self.said.append(self.label(f'd{desk} {verb} {person} {value}: {outcome.status} '
                                            f'{outcome.err if verb != "sync" else outcome.out}'))
            for index in [*range(DESKS)] * 3:
                outcome = await self.run(index, 'sync')
                self.said.append(f'd{index} at last: {outcome.status} {outcome.out}{outcome.err}')
        finally:
            await self.server.stop()
        return self.said + [line for desk in self.desks for line in self.outcome(desk)]

    def outcome(self, desk):
        """Every record and every finding, as lines that can be compared."""
        with desk.database() as database:
            lines = []
            for collection in COLLECTIONS:
                rows = list(database.rows(collection).values())
                for row in rows:
                    row.pop('at', None)
                # In the server's order: that of the file goes by ids, which are made of instants.
                for row in sorted(rows, key=lambda row: (row['ver'], ID.sub('', json.dumps(row, sort_keys=True)))):
                    lines.append(self.label(f'{desk.name} shows {collection} {json.dumps(row, sort_keys=True)}'))
            for finding in database.findings():
                kept = {key: finding[key] for key in ('conflict', 'entity', 'id', 'field', 'base', 'mine', 'theirs',
                                                      'by', 'kind', 'code', 'detail', 'typed')}
                lines.append(self.label(f'{desk.name} is told {json.dumps(kept, sort_keys=True)}'))
            return sorted(lines)


async def play_all(options, seed, folder):
    stack.Desk.running = asyncio.Semaphore(2 * (os.cpu_count() or 2))
    schedule = make_schedule(seed, options.steps)
    programs = (options.server, options.ctl)
    told = await stack.together(*(Play(programs, folder, name, schedule).play() for name in CLOCKS))
    failures = []
    for name, lines in list(zip(CLOCKS, told))[1:]:
        different = [(one, other) for one, other in zip(told[0], lines) if one != other]
        if different or len(lines) != len(told[0]):
            first = different[0] if different else ('', f'{len(lines)} lines for {len(told[0])}')
            failures.append(f'I13: with clocks “{name}” it went differently:\n    right: {first[0]}\n'
                            f'    wrong: {first[1]}')
    print(f'seed {seed}: {len(schedule)} steps under {len(CLOCKS)} sets of clocks, {len(told[0])} things compared, '
          f'{sum("is told" in line for line in told[0])} findings', flush=True)
    return failures


def main():
    is_long = os.environ.get('AMB_TEST_LONG') == '1'
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('server')
    parser.add_argument('ctl')
    parser.add_argument('--steps', type=int, default=50)
    parser.add_argument('--seed', type=int, help='default: 1, 2, …')
    parser.add_argument('--schedules', type=int, default=20 if is_long else 1)
    options = parser.parse_args()
    if stack.FAKETIME is None:
        print('libfaketime is not installed (tools/setup-debian test), so no clock can be wrong.')
        return 77
    os.environ.pop('DBUS_SESSION_BUS_ADDRESS', None)
    failed = 0
    for number in range(options.schedules):
        seed = options.seed if options.seed is not None else number + 1
        folder = pathlib.Path(tempfile.mkdtemp(prefix='amb-clocks-'))
        try:
            failures = asyncio.run(play_all(options, seed, folder))
        except stack.Failure as failure:
            failures = [str(failure)]
        for failure in failures:
            print(f'FAILED (seed {seed}): {failure}', flush=True)
        failed += bool(failures)
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
