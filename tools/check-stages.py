#!/usr/bin/env python3
"""The stages of tools/check: each printed with its time and its budget (docs/testing.md).

A test is an executable that meson runs, or one static check. The last line is “N passed, N failed”.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / '_build'

# Minutes on two cores; docs/testing.md repeats them, and a test compares the two.
BUDGET = {
    'setup': 4,
    'static': 1,
    'build': 3,
    'tests': 9,
    'zone': 3,
    'tsan': 3,
    'mutants': 12,
    'pictures': 4,
}
# Seconds after which all is over but the pictures: what is left of them is for the simulation.
WHOLE = 38 * 60
# Suites with a stage of their own, or that need no second time zone: 'tables' goes through every entity, whatever the hour.
SPECIAL_SUITES = ['static', 'sync', 'ui', 'kill', 'fuzz', 'mutants', 'bench', 'tables']
# What these print is a figure that one wants to see of a run that passed.
TOLD = ['faults', 'clocks']
PASSED = ('OK', 'EXPECTEDFAIL')
SKIPPED = ('SKIP',)
LINES_OF_A_FAILURE = 20


class Run:
    def __init__(self, options):
        self.options = options
        self.passed = 0
        self.failed = 0
        self.skipped = 0
        self.failures = []
        self.stages = []
        self.ends = time.time() - getattr(options, 'setup_seconds', 0) + WHOLE

    def seconds_of(self, name):
        """The budget of a stage; the simulation has what the others left, too."""
        own = BUDGET[name] * 60
        return max(own, int(self.ends - time.time())) if name == 'mutants' else own

    def stage(self, name, function, seconds=None):
        budget = self.seconds_of(name)
        print(f'\n== {name}  (budget {budget / 60:.0f} min)', flush=True)
        before = time.monotonic()
        good = function()
        took = time.monotonic() - before if seconds is None else seconds
        self.stages.append((name, took, budget))
        over = '  over its budget' if took > budget else ''
        print(f'== {name}: {took:.0f} s of {budget} s{over}', flush=True)
        return good

    def fail(self, name, log, text=''):
        self.failed += 1
        self.failures.append((name, log))
        print(f'FAILED  {name}', flush=True)
        for line in text.rstrip().split('\n')[-LINES_OF_A_FAILURE:]:
            print(f'        {line}')

    def command(self, name, arguments, folder=ROOT, env=None):
        """Runs one command as one test; its output goes to a log that a failure names."""
        log = BUILD / 'logs' / f'{name.replace(" ", "-").replace("/", "-")}.txt'
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open('w', encoding='utf-8') as output:
            status = subprocess.run(arguments, cwd=folder, env=env, stdout=output,
                                    stderr=subprocess.STDOUT, check=False).returncode
        if status == 0:
            return True
        self.fail(name, log, log.read_text(encoding='utf-8', errors='replace'))
        return False

    def check(self, name, arguments, folder=ROOT, env=None):
        if self.command(name, arguments, folder, env):
            self.passed += 1
            print(f'passed  {name}', flush=True)


def own_files(folder, *suffixes):
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob('*')
                  if path.is_file() and (not suffixes or path.suffix in suffixes))


def clang_format():
    """clang-format 14, or None: other versions lay the same file out differently."""
    for name in ('clang-format-14', 'clang-format'):
        if shutil.which(name):
            version = subprocess.run([name, '--version'], capture_output=True, check=True).stdout
            if b'version 14.' in version:
                return name
    return None


def static_checks(run):
    sources = own_files('src', '.c', '.h') + own_files('tests', '.c', '.h')
    formatter = clang_format()
    if formatter:
        run.check('clang-format', [formatter, '--dry-run', '--Werror', *sources])
    else:
        run.skipped += 1
        print('skipped clang-format: this system has no version 14 of it')
    for script in ['.ci/run', *own_files('tools')]:
        if (ROOT / script).read_bytes().startswith((b'#!/usr/bin/env bash', b'#!/bin/bash')):
            run.check(f'bash -n {script}', ['bash', '-n', script])
    run.check('translations', ['tools/update-po', '--check'])
    run.check('data files', ['tools/check-data'])


def prepare(run, folder, *options):
    """Configures and compiles a build folder; True when it stands."""
    configured = (folder / 'build.ninja').exists()
    setup = ['meson', 'setup', *(['--reconfigure'] if configured else []), str(folder), str(ROOT),
             '-Dwerror=true', '-Db_lundef=false', *options]
    if not run.command(f'configure {folder.name}', setup):
        if not configured:
            return False
        shutil.rmtree(folder)
        run.failed -= 1
        run.failures.pop()
        print('        configuring anew from an empty folder', flush=True)
        if not run.command(f'configure {folder.name}', [part for part in setup if part != '--reconfigure']):
            return False
    return run.command(f'compile {folder.name}', ['ninja', '-C', str(folder)])


def suites_of(test):
    return [suite.split(':')[-1] for suite in test['suite']]


def listed_tests(folder):
    output = subprocess.run(['meson', 'introspect', '--tests', str(folder)], capture_output=True,
                            check=True).stdout
    return json.loads(output)


def run_tests(run, folder, stage, suites=(), without=()):
    """Runs the tests of some suites (all of them by default), and counts them from meson's test log."""
    wanted = 0
    for test in listed_tests(folder):
        belongs_to = suites_of(test)
        wanted += ((not suites or any(suite in belongs_to for suite in suites)) and
                   not any(suite in belongs_to for suite in without))
    if not wanted:
        print('no tests of this kind')
        return
    env = dict(os.environ)
    if run.options.long:
        env['AMB_TEST_LONG'] = '1'
    log_base = f'testlog-{stage}'
    command = ['xvfb-run', '-a', '-s', '-screen 0 1280x900x24 -noreset', 'dbus-run-session', '--',
               'meson', 'test', '-C', str(folder), '--no-rebuild', '--print-errorlogs',
               '--timeout-multiplier', '3', '--logbase', log_base]
    for suite in suites:
        command += ['--suite', suite]
    for suite in without:
        command += ['--no-suite', suite]
    log = BUILD / 'logs' / f'meson-test-{stage}.txt'
    with log.open('w', encoding='utf-8') as output:
        subprocess.run(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT,
                       check=False)
    result_file = folder / 'meson-logs' / f'{log_base}.json'
    if not result_file.exists():
        run.fail(f'{stage}: meson test did not run', log, log.read_text(errors='replace'))
        return
    seen = 0
    for line in result_file.read_text(encoding='utf-8').splitlines():
        seen += 1
        count_result(run, stage, json.loads(line))
    if seen < wanted:
        run.fail(f'{stage}: {wanted - seen} tests have no result', log)


def count_result(run, stage, result):
    name, outcome = result['name'].split(' / ')[-1], result['result']
    if outcome in PASSED:
        run.passed += 1
        print(f'passed  {name}  {result["duration"]:.1f} s', flush=True)
        if stage == 'mutants' or name.split(':')[-1] in TOLD:
            print(result.get('stdout', '').rstrip(), flush=True)
    elif outcome in SKIPPED:
        run.skipped += 1
        print(f'skipped {name}')
    else:
        text = '\n'.join(filter(None, [result.get('stdout'), result.get('stderr')]))
        log = BUILD / 'logs' / f'{stage}-{name.replace(" ", "-").replace("/", "-")}.txt'
        log.write_text(f'{" ".join(result["command"])}\n{outcome}\n\n{text}\n', encoding='utf-8')
        run.fail(f'{stage}: {name} ({outcome.lower()})', log, text)


def sanitized_build(run):
    return prepare(run, BUILD / 'check', '--buildtype=debugoptimized',
                   '-Db_sanitize=address,undefined', '-Dtest-zone=UTC')


def all_stages(run):
    check = BUILD / 'check'
    run.stage('setup', lambda: True, seconds=run.options.setup_seconds)
    run.stage('static', lambda: static_checks(run))
    if not run.stage('build', lambda: sanitized_build(run)):
        return
    if run.options.quick:
        special = [suite for suite in SPECIAL_SUITES if suite != 'static']
        run.stage('tests', lambda: run_tests(run, check, 'tests', without=special))
        return
    run.stage('tests', lambda: run_tests(run, check, 'tests', without=['mutants', 'bench']))
    run.stage('zone', lambda: zone(run))
    run.stage('tsan', lambda: tsan(run))
    os.environ['AMBASSADE_CHECK_ENDS'] = str(run.ends)
    run.stage('mutants', lambda: run_tests(run, check, 'mutants', suites=['mutants']))
    if run.options.pictures:
        run.stage('pictures', lambda: pictures(run))


def zone(run):
    """The unit tests once more where the clock is half an hour off the others."""
    folder = BUILD / 'check'
    name = 'configure America/St_Johns'
    if run.command(name, ['meson', 'configure', str(folder), '-Dtest-zone=America/St_Johns']):
        run.command('regenerate', ['ninja', '-C', str(folder), 'build.ninja'])
        run_tests(run, folder, 'zone', without=SPECIAL_SUITES)
    run.command('configure UTC', ['meson', 'configure', str(folder), '-Dtest-zone=UTC'])


def tsan(run):
    folder = BUILD / 'tsan'
    if prepare(run, folder, '--buildtype=debugoptimized', '-Db_sanitize=thread', '-Dapp=false'):
        run_tests(run, folder, 'tsan', suites=['tsan'])


def pictures(run):
    folder = pathlib.Path(run.options.pictures).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    run.check('pictures', ['/usr/bin/python3', 'tests/ui/pictures.py', '--build',
                           str(BUILD / 'check'), '--out', str(folder)])
    print(f'The pictures are in {folder}')


def soak(run):
    """The real programs under faults, for as many hours as were asked for; no stage, so without a budget."""
    test = next(test for test in listed_tests(BUILD / 'check') if test['name'] == 'faults')
    print(f'\n== soak  (asked for: {run.options.soak:g} h)', flush=True)
    run.check('soak', [*test['cmd'], '--minutes', f'{run.options.soak * 60:g}', '--folder', str(BUILD / 'logs')],
              BUILD / 'check', {**os.environ, **test['env'], 'AMB_TEST_LONG': '1'})
    print((BUILD / 'logs' / 'soak.txt').read_text(encoding='utf-8', errors='replace').rstrip(), flush=True)


def play(run):
    """The simulation for as many schedules as were asked for; its lines are told as they come."""
    print(f'\n== schedules  (asked for: {run.options.schedules:,})', flush=True)
    command = [sys.executable, str(ROOT / 'tests/mutants/run.py'), '--play', str(run.options.schedules),
               '--first', str(run.options.first)]
    log = BUILD / 'logs' / 'schedules.txt'
    with log.open('w', encoding='utf-8') as output, \
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as player:
        for line in player.stdout:
            output.write(line)
            print(line.rstrip(), flush=True)
    if player.returncode == 0:
        run.passed += 1
        print('passed  schedules', flush=True)
    else:
        run.fail('schedules', log)


def main():
    parser = argparse.ArgumentParser(prog='tools/check')
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--schedules', metavar='N', type=int, default=10_000_000)
    parser.add_argument('--first', metavar='SEED', type=int, default=1)
    parser.add_argument('--soak', metavar='HOURS', type=float)
    parser.add_argument('--pictures', metavar='DIR')
    parser.add_argument('--setup-seconds', type=float, default=0, help=argparse.SUPPRESS)
    run = Run(parser.parse_args())
    (BUILD / 'logs').mkdir(parents=True, exist_ok=True)
    all_stages(run)
    if run.options.soak and (BUILD / 'check' / 'build.ninja').exists():
        soak(run)
    if run.options.long and not run.options.quick:
        play(run)

    total = sum(seconds for _, seconds, _ in run.stages)
    print('\nStage      took   budget')
    for name, seconds, budget in run.stages:
        print(f'{name:<9}{seconds:>5.0f} s{budget:>7} s')
    print(f'{"all":<9}{total:>5.0f} s{sum(BUDGET.values()) * 60:>7} s')
    if run.skipped:
        print(f'{run.skipped} skipped; the reasons stand above.')
    for name, log in run.failures:
        print(f'The test “{name}” failed; its log is {log}.')
    print(f'{run.passed} passed, {run.failed} failed', flush=True)
    return 1 if run.failed or not run.passed else 0


if __name__ == '__main__':
    sys.exit(main())
