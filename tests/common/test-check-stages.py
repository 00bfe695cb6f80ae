#!/usr/bin/env python3
"""What tools/check says about passes, failures and its budget."""

import contextlib
import importlib.util
import io
import pathlib
import re
import sys
import tempfile
import types
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load_stages():
    spec = importlib.util.spec_from_file_location('stages', ROOT / 'tools' / 'check-stages.py')
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


class CheckStages(unittest.TestCase):
    def setUp(self):
        self.stages = load_stages()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.stages.BUILD = pathlib.Path(self.folder.name)
        (self.stages.BUILD / 'logs').mkdir()
        self.run_ = self.stages.Run(types.SimpleNamespace(long=False))

    def count(self, outcome):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.stages.count_result(self.run_, 'tests', {
                'name': 'ambassade:sync / queue', 'result': outcome, 'duration': 1.0,
                'command': ['queue'], 'stdout': 'said before it fell'})
        return output.getvalue()

    def test_budgets_match_the_page_and_fit(self):
        page = (ROOT / 'docs' / 'testing.md').read_text(encoding='utf-8')
        rows = dict(re.findall(r'^\| (\w+) \| (\d+) \|', page, re.MULTILINE))
        self.assertEqual({name: str(minutes) for name, minutes in self.stages.BUDGET.items()}, rows)
        self.assertLess(sum(self.stages.BUDGET.values()), 40)

    def test_the_simulation_has_what_the_others_leave(self):
        self.assertGreater(self.run_.seconds_of('mutants'), self.stages.BUDGET['mutants'] * 60)
        self.run_.ends -= 3600
        self.assertEqual(self.run_.seconds_of('mutants'), self.stages.BUDGET['mutants'] * 60)
        self.assertEqual(self.run_.seconds_of('zone'), self.stages.BUDGET['zone'] * 60)

    def test_a_pass_and_a_skip_are_not_failures(self):
        self.count('OK')
        self.count('SKIP')
        self.assertEqual((self.run_.passed, self.run_.skipped, self.run_.failed), (1, 1, 0))

    def test_every_other_outcome_fails_and_names_its_log(self):
        for outcome in ('FAIL', 'TIMEOUT', 'INTERRUPT', 'ERROR', 'UNEXPECTEDPASS'):
            with self.subTest(outcome):
                before = self.run_.failed
                printed = self.count(outcome)
                self.assertEqual(self.run_.failed, before + 1)
                name, log = self.run_.failures[-1]
                self.assertIn('queue', name)
                self.assertIn('said before it fell', log.read_text(encoding='utf-8'))
                self.assertIn('said before it fell', printed)

    def test_figures_of_a_run_that_passed_are_printed(self):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            for name in ('faults', 'queue'):
                self.stages.count_result(self.run_, 'tests', {
                    'name': f'ambassade:faults+sync / {name}', 'result': 'OK', 'duration': 1.0,
                    'command': [name], 'stdout': f'figures of {name}'})
        self.assertIn('figures of faults', output.getvalue())
        self.assertNotIn('figures of queue', output.getvalue())

    def test_a_soak_is_the_test_under_faults_for_as_long_as_was_asked(self):
        self.stages.listed_tests = lambda folder: [
            {'name': 'faults', 'cmd': ['sh', '-c', 'echo "$0 $@ $AMB_TEST_LONG $SEEN in $PWD"'],
             'env': {'SEEN': 'yes'}}]
        (self.stages.BUILD / 'check').mkdir()
        self.run_.options.soak = 1.5
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.stages.soak(self.run_)
        self.assertEqual((self.run_.passed, self.run_.failed), (1, 0))
        self.assertRegex(output.getvalue(), r'--minutes 90 --folder .*logs 1 yes in .*/check\n')

    def test_long_plays_the_schedules_that_were_asked_for(self):
        tool = self.stages.BUILD / 'tests/mutants/run.py'
        tool.parent.mkdir(parents=True)
        self.stages.ROOT = self.stages.BUILD
        self.run_.options.schedules, self.run_.options.first = 700, 41
        for status in (0, 1):
            tool.write_text(f'import sys; print("played", *sys.argv[1:]); sys.exit({status})', encoding='utf-8')
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                self.stages.play(self.run_)
            self.assertIn('played --play 700 --first 41\n', output.getvalue())
        self.assertEqual((self.run_.passed, self.run_.failed), (1, 1))

    def test_a_command_that_fails_counts_once(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.run_.check('false', ['false'])
            self.run_.check('true', ['true'])
        self.assertEqual((self.run_.passed, self.run_.failed), (1, 1))


if __name__ == '__main__':
    unittest.main()
