#!/usr/bin/env python3
"""What tools/bench says when it can't begin, with programs of its own in place of node, npm, meson and ninja."""

import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAIN = ('bash', 'cat', 'cmp', 'cp', 'cut', 'dirname', 'env', 'grep', 'mkdir', 'readlink', 'sed', 'sh', 'tail')


class BenchTool(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = pathlib.Path(folder.name) / 'tree'
        self.bin = pathlib.Path(folder.name) / 'bin'
        (self.tree / 'tools').mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(ROOT / 'tools' / 'bench', self.tree / 'tools')
        shutil.copytree(ROOT / 'tests' / 'bench' / 'peers', self.tree / 'tests' / 'bench' / 'peers',
                        ignore=shutil.ignore_patterns('node_modules'))
        for name in PLAIN:
            (self.bin / name).symlink_to(shutil.which(name))
        self.write(self.tree / 'tools' / 'setup-debian', 'exit 0')
        self.stub('meson', 'exit 0')
        self.stub('ninja', 'exit 0')
        self.stub('node', 'case "$1" in --version) echo v20.20.2 ;; *) echo "node $*" ;; esac')
        self.stub('npm', 'mkdir -p node_modules')

    def write(self, path, text):
        path.write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def stub(self, name, text):
        self.write(self.bin / name, text)

    def run_(self, *arguments):
        return subprocess.run([self.tree / 'tools' / 'bench', *arguments], capture_output=True, text=True,
                              timeout=60, env={'PATH': str(self.bin), 'HOME': str(self.tree), 'LC_ALL': 'C.UTF-8'})

    def refused(self, status, *words, arguments=()):
        run = self.run_(*arguments)
        self.assertEqual(run.returncode, status, run.stderr)
        for word in words:
            self.assertIn(word, run.stderr)
        self.assertNotIn('line ', run.stderr)  # the shell's own words

    def test_a_wrong_argument_is_named(self):
        for arguments, word in ((('--people',), '--people'), (('--people', '0'), '--people'),
                                (('--people', 'many'), '--people'), (('--only', 'mongodb'), 'mongodb'),
                                (('--only',), 'pouchdb'), (('--fast',), '--fast')):
            with self.subTest(arguments):
                self.refused(2, word, arguments=arguments)

    def test_help_names_every_peer_that_there_is(self):
        run = self.run_('--help')
        self.assertEqual(run.returncode, 0)
        for peer in ('watermelondb', 'rxdb', 'pouchdb', 'pocketbase'):
            self.assertIn(peer, run.stdout)
            self.assertTrue((self.tree / 'tests' / 'bench' / 'peers' / f'{peer}.mjs').exists())

    def test_without_node_it_says_what_to_install(self):
        for name in ('node', 'npm'):
            with self.subTest(name):
                (self.bin / name).rename(self.bin / 'away')
                self.refused(1, 'Node.js 20', 'npm')
                (self.bin / 'away').rename(self.bin / name)

    def test_an_old_node_is_named(self):
        self.stub('node', 'echo v18.20.4')
        self.refused(1, 'Node.js 20', 'v18.20.4')

    def test_without_a_network_it_says_so(self):
        self.stub('npm', 'echo "npm error code EAI_AGAIN" >&2; exit 1')
        self.refused(1, 'EAI_AGAIN', 'Check the network')

    def test_another_failure_of_npm_names_its_log(self):
        self.stub('npm', 'echo "gyp ERR! no compiler" >&2; exit 1')
        self.refused(1, 'no compiler', 'install.log')

    def test_a_failed_build_names_its_log(self):
        self.stub('ninja', 'echo broken; exit 1')
        self.refused(1, '_build/bench-build.log')
        self.assertEqual((self.tree / '_build' / 'bench-build.log').read_text(encoding='utf-8'), 'broken\n')

    def test_it_installs_once_and_only_below_build(self):
        self.stub('npm', 'mkdir -p node_modules; echo x >>installs')
        before = {path for path in self.tree.rglob('*') if '_build' not in path.parts}
        for _ in range(2):
            run = self.run_('--people', '500', '--only', 'rxdb')
            self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r'node \S+/_build/bench-peers/bench.mjs --build \S+/_build/bench --source \S+ --people 500 --only rxdb')
        self.assertEqual((self.tree / '_build' / 'bench-peers' / 'installs').read_text(encoding='utf-8'), 'x\n')
        self.assertEqual({path for path in self.tree.rglob('*') if '_build' not in path.parts}, before)


if __name__ == '__main__':
    unittest.main(verbosity=2)
