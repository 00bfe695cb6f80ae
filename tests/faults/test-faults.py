#!/usr/bin/env python3
"""The real programs under a network that loses, cuts, delays and repeats, and under kill -9 of both sides.

At the end the network heals, every desk must find the head by itself, and then: every desk shows what the
server has, bit by bit; every write that the server acknowledged is there, or what came later in its order;
and nothing that a command reported as done vanished without a finding. A failure names its seed; --seed
repeats the same choices as far as two machines' timing allows, and the folder of a failure stays.
"""

import argparse
import os
import random
import sys
import time

sys.dont_write_bytecode = True

import stack
from world import World

SKEWS = ('+10y', '-10y')


def play(options, seed):
    world = World((options.server, options.ctl), seed, options.desks, options.rounds, SKEWS, folder=options.folder)
    began = time.monotonic()
    failures = world.run()
    figures = ', '.join(f'{value} {name}' for name, value in world.figures().items())
    print(f'seed {seed}: {options.desks} desks, {time.monotonic() - began:.0f} s: {figures}', flush=True)
    for failure in failures:
        print(f'FAILED (seed {seed}): {failure}', flush=True)
    if failures:
        print(f'To see it again: {sys.argv[0]} {options.server} {options.ctl} --seed {seed} --desks {options.desks} '
              f'--rounds {options.rounds}\nIts files: {world.folder}', flush=True)
    return not failures


def main():
    is_long = os.environ.get('AMB_TEST_LONG') == '1'
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('server')
    parser.add_argument('ctl')
    parser.add_argument('--desks', type=int, default=20 if is_long else 6)
    parser.add_argument('--rounds', type=int, default=12 if is_long else 7)
    parser.add_argument('--seed', type=int, help='default: 2, or by chance with --minutes')
    parser.add_argument('--minutes', type=float, default=10 if is_long else 0,
                        help='goes on with further seeds for so long')
    parser.add_argument('--folder', help='where the files of a failure stay')
    options = parser.parse_args()
    options.server, options.ctl = map(os.path.abspath, (options.server, options.ctl))
    if options.desks < 2:
        parser.error('--desks takes a number from 2 on: one that writes and one that sees it.')
    os.environ.pop('DBUS_SESSION_BUS_ADDRESS', None)  # no keyring: tokens go to files
    if stack.FAKETIME is None:
        print('Every clock is right: libfaketime is not installed (tools/setup-debian test).')
    seed = options.seed
    if seed is None:
        seed = random.SystemRandom().randrange(1 << 32) if options.minutes else 2
    end = time.monotonic() + options.minutes * 60
    played, failed = 0, 0
    while not played or time.monotonic() < end:
        failed += not play(options, seed + played)
        played += 1
    print(f'{played} worlds, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
