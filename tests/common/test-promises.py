#!/usr/bin/env python3
"""The promises of docs/testing.md are held where it says, by tests that are there.

test-promises.py --root DIR      prints one line for each name that leads to nothing, status 1 if any
test-promises.py --self-test     gives a name of each kind that leads to nothing, and sees it found
"""

import argparse
import pathlib
import re
import sys

ROW = re.compile(r'^\| ([^|]+) \| `([^`|]+)` \| ((?:`[^`|]+` ?)+)\|$')


def read_rows(text):
    """The rows of the table: promise, source, names of tests."""
    section = text.split('## What the protocol promises', 1)[1].split('\n## ', 1)[0]
    rows = [match.groups() for match in map(ROW.match, section.split('\n')) if match]
    lines = [line for line in section.split('\n') if line.startswith('|')]
    if len(rows) != len(lines) - 2:
        sys.exit('docs/testing.md: a row of the promises can\'t be read')
    return [(promise, source, re.findall(r'`([^`]+)`', names)) for promise, source, names in rows]


def find_test(root, name):
    if name.startswith('mutants/'):
        return (root / 'tests' / f'{name}.patch').is_file()
    _, folder, stem, last = name.split('/', 3)
    path = root / 'tests' / folder / f'test-{stem}.c'
    # Fixtures put the folder and the file before the name, or it stands there whole.
    return path.is_file() and (f'"{last}"' in path.read_text(encoding='utf-8') or
                               f'"{name}"' in path.read_text(encoding='utf-8'))


def check(root, rows):
    problems = []
    for promise, source, names in rows:
        if not (root / 'src' / source).is_file():
            problems.append(f'docs/testing.md: “{promise}”: there is no src/{source}')
        problems += [f'docs/testing.md: “{promise}”: there is no test {name}' for name in names
                     if not find_test(root, name)]
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--root', type=pathlib.Path, default=pathlib.Path('.'))
    parser.add_argument('--self-test', action='store_true')
    options = parser.parse_args()
    rows = read_rows((options.root / 'docs/testing.md').read_text(encoding='utf-8'))
    if options.self_test:
        seeds = [('x', 'sync/nothing.c', []), ('x', rows[0][1], ['mutants/nothing']),
                 ('x', rows[0][1], ['/server/nothing/x']),
                 ('x', rows[0][1], [rows[0][2][0] + '-nothing'])]
        found = [len(check(options.root, [seed])) == 1 for seed in seeds]
        print(f'{sum(found)} of {len(seeds)} seeds found')
        return 0 if all(found) else 1
    problems = check(options.root, rows)
    print('\n'.join(problems) or f'{len(rows)} promises')
    return 1 if problems or not rows else 0


if __name__ == '__main__':
    sys.exit(main())
