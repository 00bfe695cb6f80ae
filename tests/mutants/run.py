#!/usr/bin/env python3
"""Runs the simulation on each seeded defect, which it must find, and on the code as it is.

A defect is a patch beside this file: its first line says what is broken. The code is copied and built without
sanitizers; every patch is applied, compiled, run from seed 1 on and taken back, in two copies side by side. A
defect that no schedule finds is a failure, and so is a patch that no longer applies.

  run.py [NAME…]                  the defects, then 100,000 schedules of the code as it is, or as many as fit
  run.py --baseline 0 NAME        one defect alone
  run.py --play 10000000          only the code as it is, without a limit of time; goes on with --first
  run.py --baseline 0 --table     the rows of docs/mutants.md anew
  run.py --check                  has every patch its row there, and every row its patch?
"""

import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = pathlib.Path(__file__).resolve().parent
PAGE = ROOT / 'docs/mutants.md'
PROGRAM = 'build/tests/simulation/simulation'
PROCESSES = 2
PROGRESS = 60  # seconds from one line to the next
# Seconds that a check needs after the last schedule, and the least that is played of the code as it is.
MARGIN, LEAST = 30, 120
ROW = re.compile(r'^\| `(?P<name>[^`]+)` \| (?P<why>.*) \| (?P<seed>\d+) \| (?P<invariant>I\d+|crash) \|$')


def environment():
    """Schedules spend a tenth of their time in the allocator: a faster one is taken where the machine has it."""
    listed = subprocess.run(['/sbin/ldconfig', '-p'], capture_output=True, text=True, check=False).stdout
    found = re.search(r'libjemalloc\.so\.2 .*=> (\S+)', listed)
    return dict(os.environ, LD_PRELOAD=found[1]) if found else None


def copy_sources(target):
    ignore = shutil.ignore_patterns('.git', '_build', 'build', 'build-*', '__pycache__')
    shutil.copytree(ROOT, target, ignore=ignore, dirs_exist_ok=True)


def build(target):
    folder = target / 'build'
    if not (folder / 'build.ninja').exists():
        variables = dict(os.environ)
        if shutil.which('ccache') and 'CC' not in variables:
            variables['CC'] = 'ccache gcc'
        setup = subprocess.run(['meson', 'setup', str(folder), str(target), '--buildtype=release',
                                '-Db_ndebug=false'], env=variables, capture_output=True, text=True,
                               check=False)
        if setup.returncode != 0:
            sys.exit(setup.stdout + setup.stderr)
    made = subprocess.run(['ninja', '-C', str(folder), 'tests/simulation/simulation'],
                          capture_output=True, text=True, check=False)
    return made.returncode == 0, made.stdout + made.stderr


def copy_built(target, copy):
    """A second tree: its objects are taken over, its paths are its own."""
    shutil.copytree(target, copy, dirs_exist_ok=True)
    moved = subprocess.run(['meson', 'setup', '--reconfigure', str(copy / 'build'), str(copy)],
                           capture_output=True, text=True, check=False)
    if moved.returncode != 0:
        sys.exit(moved.stdout + moved.stderr)


class Player:
    """One process that plays schedules; what it has played is known while it runs."""

    def __init__(self, target, *arguments):
        self.done, self.next, self.text = 0, 0, ''
        self.process = subprocess.Popen([str(target / PROGRAM), *map(str, arguments)], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, env=environment())
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            progress = re.match(r'played (\d+), next (\d+)$', line)
            if progress:
                self.done, self.next = int(progress[1]), int(progress[2])
            else:
                self.text += line

    def end(self):
        """What it found, or None."""
        self.process.wait()
        self.reader.join()
        return None if self.process.returncode == 0 else self.text or f'killed by {-self.process.returncode}'


def play(target, seconds, schedules, first):
    """The code as it is, by both processes until one finds something; (what it says or None, what was played)."""
    start = time.monotonic()
    players = [Player(target, '--seconds', seconds, '--schedules', schedules // PROCESSES,
                      '--first', first + i, '--step', PROCESSES, '--progress')
               for i in range(PROCESSES)]
    found, told = None, start
    left = list(players)
    while left and found is None:
        time.sleep(0.05)
        for player in [p for p in left if p.process.poll() is not None]:
            left.remove(player)
            found = found or player.end()
        if time.monotonic() - told >= PROGRESS:
            told += PROGRESS
            print(figures(players, start), flush=True)
    for player in left:
        player.process.kill()
        player.end()
    return found, figures(players, start)


def figures(players, start):
    done, took = sum(player.done for player in players), time.monotonic() - start
    return (f'{done:,} schedules in {took:.0f} s, {done / max(took, 1):.0f} a second; '
            f'the next is --first {min(player.next for player in players)}')


def find(target, seconds):
    """From seed 1 on, so that the first seed that finds the defect is the same each time."""
    return Player(target, '--seconds', seconds).end()


def seconds_left(most):
    """How long the code as it is may be played: a check that says when it has to end gives what is left of it."""
    ends = os.environ.get('AMBASSADE_CHECK_ENDS')
    return min(most, max(LEAST, int(float(ends) - time.time() - MARGIN))) if ends else most


def read_why(patch):
    return patch.read_text(encoding='utf-8').split('\n', 1)[0]


def read_finding(text):
    """(the seed, the invariant whose checker found it)."""
    line = re.search(r'seed (\d+) \(schedule \d+\): (I\d+)?', text)
    return (int(line[1]), line[2] or 'crash') if line else (0, 'crash')


def run_mutant(target, patch, seconds):
    """(is it found, a line that says so, its row)."""
    name, why = patch.stem, read_why(patch)
    start = time.monotonic()
    applied = subprocess.run(['patch', '-p1', '-s', '-d', str(target), '-i', str(patch)],
                             capture_output=True, text=True, check=False)
    if applied.returncode != 0:
        return False, f'FAILED   {name}: the patch no longer applies\n{applied.stdout}', None
    good, log = build(target)
    built = time.monotonic() - start
    found = find(target, seconds) if good else None
    subprocess.run(['patch', '-p1', '-s', '-R', '-d', str(target), '-i', str(patch)], check=True)
    if not good:
        return False, f'FAILED   {name}: it does not compile\n{log[-2000:]}', None
    if found is None:
        return False, f'SURVIVED {name}: {why} No schedule found it in {seconds} s.', None
    took = time.monotonic() - start
    seed, invariant = read_finding(found)
    line = f'found    {name} ({built:.0f} + {took - built:.0f} s): {found.strip().splitlines()[0][:200]}'
    return True, line, f'| `{name}` | {why} | {seed} | {invariant} |'


def run_mutants(targets, patches, seconds):
    """Each copy takes one defect after the other: one compiles while another is played."""
    free, rows, good = queue.Queue(), [], True
    for target in targets:
        free.put(target)

    def run_one(patch):
        target = free.get()
        try:
            return run_mutant(target, patch, seconds)
        finally:
            free.put(target)

    with concurrent.futures.ThreadPoolExecutor(len(targets)) as pool:
        running = [pool.submit(run_one, patch) for patch in patches]
        for done in concurrent.futures.as_completed(running):
            found, line, row = done.result()
            print(line, flush=True)
            good = good and found
            rows += [row] if row else []
    return good, sorted(rows)


def schedule_version():
    """Names the schedules: other schedules have other first seeds."""
    content = hashlib.sha256()
    for path in sorted((ROOT / 'tests/simulation').glob('*.[ch]')):
        content.update(path.name.encode() + b'\0' + path.read_bytes())
    return content.hexdigest()[:8]


def check_page(patches, text):
    """What is wrong with the table: a patch without its row, a row without its patch, another sentence."""
    rows = {match['name']: match for match in map(ROW.match, text.splitlines()) if match}
    known = {patch.stem: read_why(patch) for patch in patches}
    wrong = [f'{name}.patch has no row' for name in known.keys() - rows.keys()]
    wrong += [f'the row {name} has no patch' for name in rows.keys() - known.keys()]
    wrong += [f'the row {name} says another thing than its patch' for name in known.keys() & rows.keys()
              if rows[name]['why'] != known[name]]
    return sorted(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seconds', type=int, default=400, help='how long one defect is looked for')
    parser.add_argument('--baseline', type=int, default=900, help='how long the code as it is may run')
    parser.add_argument('--schedules', type=int, default=100_000, help='of the code as it is')
    parser.add_argument('--first', type=int, default=1, help='the seed with which the code as it is begins')
    parser.add_argument('--play', type=int, metavar='N', help='only this many schedules of the code as it is')
    parser.add_argument('--table', action='store_true', help='print the rows of docs/mutants.md')
    parser.add_argument('--check', action='store_true', help='only look whether docs/mutants.md is complete')
    parser.add_argument('mutants', nargs='*', help='names of patches; all without any')
    options = parser.parse_args()
    patches = sorted(FOLDER.glob('*.patch'))
    if options.check:
        wrong = check_page(patches, PAGE.read_text(encoding='utf-8'))
        print('\n'.join(wrong) or f'{len(patches)} defects, each with its row')
        return 1 if wrong else 0
    if options.mutants:
        patches = [patch for patch in patches if patch.stem in options.mutants]
    with tempfile.TemporaryDirectory(prefix='amb-mutants-') as folder:
        return run(options, pathlib.Path(folder), patches)


def play_as_it_is(options, target, seconds, schedules):
    """The code without any defect: no schedule may fail."""
    made, log = build(target)
    if not made:
        sys.exit(log)
    found, played = play(target, seconds, schedules, options.first)
    if found is not None:
        print(f'The code as it is fails:\n{found}\n{played}', flush=True)
        return False
    print(f'The code as it is: {played}; none failed', flush=True)
    return True


def run(options, folder, patches):
    start = time.monotonic()
    targets = [folder / name for name in ('one', 'two')[:max(1, min(2, len(patches)))]]
    copy_sources(targets[0])
    made, log = build(targets[0])
    if not made:
        sys.exit(log)
    print(f'built in {time.monotonic() - start:.0f} s', flush=True)
    if options.play:
        return 0 if play_as_it_is(options, targets[0], 0, options.play) else 1
    start = time.monotonic()
    for copy in targets[1:]:
        copy_built(targets[0], copy)
    good, rows = run_mutants(targets, patches, options.seconds)
    if options.table:
        print(f'\nSchedules: `{schedule_version()}`\n')
        print('\n'.join(rows), flush=True)
    took = time.monotonic() - start
    print(f'{len(patches)} defects, {"all found" if good else "not all found"} in {took:.0f} s', flush=True)
    if options.baseline > 0:
        good = play_as_it_is(options, targets[0], seconds_left(options.baseline), options.schedules) and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
