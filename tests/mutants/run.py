#!/usr/bin/env python3
"""Runs the simulation on the code as it is, then on each seeded defect, which it must find.

A defect is a patch beside this file: its first line says what is broken. The code is copied, built without
sanitizers, and every patch is applied, compiled, run and taken back. A defect that no schedule finds is a
failure, and so is a patch that no longer applies.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = pathlib.Path(__file__).resolve().parent
PROCESSES = 2
SEEDS_APART = 10_000_000


def copy_sources(target):
    ignore = shutil.ignore_patterns('.git', '_build', 'build', 'build-*', '__pycache__')
    shutil.copytree(ROOT, target, ignore=ignore, dirs_exist_ok=True)


def build(target):
    folder = target / 'build'
    if not (folder / 'build.ninja').exists():
        environment = dict(os.environ)
        if shutil.which('ccache') and 'CC' not in environment:
            environment['CC'] = 'ccache gcc'
        setup = subprocess.run(['meson', 'setup', str(folder), str(target), '--buildtype=release',
                                '-Db_ndebug=false'], env=environment, capture_output=True, text=True,
                               check=False)
        if setup.returncode != 0:
            sys.exit(setup.stdout + setup.stderr)
    made = subprocess.run(['ninja', '-C', str(folder), 'tests/simulation/simulation'],
                          capture_output=True, text=True, check=False)
    return made.returncode == 0, made.stdout + made.stderr


def simulate(target, seconds, schedules=0):
    """Both processes until one finds something; (what it says or None, schedules that were run)."""
    program = str(target / 'build/tests/simulation/simulation')
    running = [subprocess.Popen([program, '--seconds', str(seconds), '--schedules', str(schedules // PROCESSES),
                                 '--first', str(1 + i * SEEDS_APART)],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
               for i in range(PROCESSES)]
    found = None
    left = list(running)
    while left and found is None:
        time.sleep(0.05)
        for process in [p for p in left if p.poll() is not None]:
            left.remove(process)
            if process.returncode != 0:
                found = process.stdout.read()
    for process in left:
        process.kill()
    if found is not None:
        return found, 0
    texts = [process.stdout.read() for process in running]
    return None, sum(int(re.search(r'(\d+) schedules', text).group(1)) for text in texts)


def run_mutant(target, patch, seconds):
    name = patch.stem
    why = patch.read_text(encoding='utf-8').split('\n', 1)[0]
    start = time.monotonic()
    applied = subprocess.run(['patch', '-p1', '-s', '-d', str(target), '-i', str(patch)],
                             capture_output=True, text=True, check=False)
    if applied.returncode != 0:
        print(f'FAILED   {name}: the patch no longer applies\n{applied.stdout}', flush=True)
        return False
    good, log = build(target)
    found = simulate(target, seconds)[0] if good else None
    subprocess.run(['patch', '-p1', '-s', '-R', '-d', str(target), '-i', str(patch)], check=True)
    if not good:
        print(f'FAILED   {name}: it does not compile\n{log[-2000:]}', flush=True)
        return False
    took = time.monotonic() - start
    if found is None:
        print(f'SURVIVED {name}: {why} No schedule found it in {seconds} s.', flush=True)
        return False
    print(f'found    {name} ({took:.0f} s): {found.strip().splitlines()[0][:200]}', flush=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--seconds', type=int, default=60, help='how long one defect is looked for')
    parser.add_argument('--baseline', type=int, default=900, help='how long the code as it is may run')
    parser.add_argument('--schedules', type=int, default=100_000, help='of the code as it is')
    parser.add_argument('mutants', nargs='*', help='names of patches; all without any')
    options = parser.parse_args()
    patches = sorted(FOLDER.glob('*.patch'))
    if options.mutants:
        patches = [patch for patch in patches if patch.stem in options.mutants]
    good = True
    with tempfile.TemporaryDirectory(prefix='amb-mutants-') as folder:
        target = pathlib.Path(folder)
        copy_sources(target)
        made, log = build(target)
        if not made:
            sys.exit(log)
        if options.baseline > 0:
            found, schedules = simulate(target, options.baseline, options.schedules)
            if found is not None:
                sys.exit(f'The code as it is fails:\n{found}')
            print(f'{schedules} schedules of the code as it is, none failed', flush=True)
        for patch in patches:
            good = run_mutant(target, patch, options.seconds) and good
    print(f'{len(patches)} defects, {"all found" if good else "not all found"}')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
