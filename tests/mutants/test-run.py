#!/usr/bin/env python3
"""What the table of docs/mutants.md must say, and what is read of a run."""

import importlib.util
import os
import pathlib
import sys
import tempfile
import time
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent


def load_tool():
    spec = importlib.util.spec_from_file_location('mutants', FOLDER / 'run.py')
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


class Mutants(unittest.TestCase):
    def setUp(self):
        self.tool = load_tool()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.patches = []
        for name in ('one', 'two'):
            path = pathlib.Path(folder.name) / f'{name}.patch'
            path.write_text(f'The {name} is broken.\n\n--- a/x\n', encoding='utf-8')
            self.patches.append(path)

    def test_the_code_as_it_is_is_played_as_long_as_the_check_has_time(self):
        cases = ((2000, 1200, 1200), (2000, 1990, 2000 - self.tool.MARGIN), (100, 1200, self.tool.LEAST))
        for left, most, seconds in cases:
            os.environ['AMBASSADE_CHECK_ENDS'] = str(time.time() + left + 0.5)
            self.addCleanup(os.environ.pop, 'AMBASSADE_CHECK_ENDS', None)
            self.assertAlmostEqual(self.tool.seconds_left(most), seconds, delta=1)
        del os.environ['AMBASSADE_CHECK_ENDS']
        self.assertEqual(self.tool.seconds_left(900), 900)

    def test_a_complete_table_has_nothing_wrong(self):
        text = 'Words.\n\n| `one` | The one is broken. | 7 | I1 |\n| `two` | The two is broken. | 1234 | crash |\n'
        self.assertEqual(self.tool.check_page(self.patches, text), [])

    def test_what_is_missing_or_different_is_named(self):
        text = '| `one` | The one is well. | 7 | I1 |\n| `three` | The three is broken. | 8 | I12 |\n'
        self.assertEqual(self.tool.check_page(self.patches, text),
                         ['the row one says another thing than its patch', 'the row three has no patch',
                          'two.patch has no row'])

    def test_a_row_without_its_seed_is_none(self):
        text = '| `one` | The one is broken. | | I1 |\n| `two` | The two is broken. | 3 | |\n'
        self.assertEqual(self.tool.check_page(self.patches, text), ['one.patch has no row', 'two.patch has no row'])

    def test_seed_and_invariant_are_read(self):
        self.assertEqual(self.tool.read_finding('seed 41 (schedule 40): I12: client 1 overwrote\n'), (41, 'I12'))
        self.assertEqual(self.tool.read_finding('seed 41 (schedule 40): something else\n'), (41, 'crash'))
        self.assertEqual(self.tool.read_finding('killed by 6'), (0, 'crash'))


if __name__ == '__main__':
    unittest.main()
