#!/usr/bin/env python3
"""Holds the floors of docs/architecture.md: who may include what, and how files are named and sized.

test-architecture.py --root DIR      checks a source tree; prints one line a violation, status 1 if any
test-architecture.py --self-test     seeds one violation a rule into a small tree and sees each one found
"""

import argparse
import pathlib
import re
import sys
import tempfile

BASE = ['base']
MODEL = BASE + ['model']
STORE = MODEL + ['store']
PROGRAMME = STORE + ['programme']
FIGURES = PROGRAMME + ['kpi', 'exchange', 'sample']
REPORT = FIGURES + ['report']
PROTOCOL = MODEL + ['protocol']
SYNC = PROGRAMME + ['net', 'protocol', 'sync']
SERVER_CORE = PROGRAMME + ['protocol', 'server/core']
SERVER_HTTP = sorted(set(SERVER_CORE + REPORT + ['net', 'server/http']))
BELOW_APP = sorted(set(REPORT + SYNC))

# Floor -> the floors whose headers it may include (its own among them). The longest prefix counts.
FLOORS = {
    'base': BASE,
    'model': MODEL,
    'protocol': PROTOCOL,
    'store': STORE,
    'programme': PROGRAMME,
    'kpi': PROGRAMME + ['kpi'],
    'exchange': PROGRAMME + ['exchange'],
    'sample': PROGRAMME + ['sample'],
    'report': REPORT,
    'net': BASE + ['net'],
    'sync': SYNC,
    'server/core': SERVER_CORE,
    'server/http': SERVER_HTTP,
    'server': SERVER_HTTP + ['server'],
    'cli': BELOW_APP + ['cli'],
    'app/widgets': BELOW_APP + ['app/widgets'],
    'app/shell': BELOW_APP + ['app'],
    'app': BELOW_APP + ['app'],
}
PAGES = ['today', 'people', 'network', 'training', 'content', 'listening', 'crises', 'spaces',
         'figures', 'administration', 'records', 'preferences', 'attention', 'importing']
FLOORS.update({f'app/{page}': BELOW_APP + ['app/widgets', f'app/{page}'] for page in PAGES})

# System header prefix -> the floors that may use it.
SYSTEM_HEADERS = {
    'gtk/': ['app'],
    'gdk/': ['app'],
    'gsk/': ['app'],
    'adwaita.h': ['app'],
    'cairo': ['report', 'app'],
    'pango': ['report', 'app'],
    'libsoup/': ['net', 'sync', 'server/http'],
    'libsecret/': ['sync'],
    'sqlite3.h': ['store'],
    'libpq-fe.h': ['store'],
    'postgresql/': ['store'],
    'csv.h': ['exchange'],
    'enchant.h': ['app/widgets'],
    'json-glib/': ['model', 'protocol', 'store', 'programme', 'kpi', 'exchange', 'report', 'sample',
                   'net', 'sync', 'server', 'cli', 'app'],
    'pthread.h': ['base'],
}
# Beside the C library, base sees GIO only.
BASE_SYSTEM = re.compile(r'^(glib|gio/|gobject/|gmodule|sanitizer/|sys/|[a-z0-9_]+\.h$|arpa/|netinet/)')

# Headers of ours that a floor may not use although the floor below owns them.
FORBIDDEN_HEADERS = {'model': ['amb-worker.h'], 'protocol': ['amb-worker.h']}
# For tests only: no source includes them, but those that are generated.
TEST_HEADERS = ['amb-entity-levels.h']

# Tests of several sources at once.
SPANNING_TESTS = ['app/widgets/test-pages.c', 'model/test-machines.c', 'server/test-http-access.c',
                  'server/test-server-rights.c']
FREE_TEST_FOLDERS = ('common', 'crash', 'simulation', 'fuzz', 'bench', 'ui', 'data', 'mutants')
MAX_FILE_LINES = 1000
MAX_FUNCTION_LINES = 80

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
# xgettext reads the macros of <inttypes.h> only, and cuts the string at any other.
CUT_STRING = re.compile(r'\b(?:_|N_|C_|ngettext) ?\((?:[^()"]|"(?:[^"\\]|\\.)*")*?'
                        r'\s(G_G\w+_(?:FORMAT|MODIFIER))')
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b')


def is_within(floor, prefix):
    return floor == prefix or floor.startswith(prefix + '/')


def floor_of(path):
    """The floor of a path relative to src/, or None when no floor covers it."""
    folder = path.parent.as_posix()
    while folder not in ('', '.'):
        if folder in FLOORS:
            return folder
        folder = pathlib.PurePosixPath(folder).parent.as_posix()
    return None


class Tree:
    def __init__(self, root):
        self.root = root
        self.src = root / 'src'
        self.problems = []
        self.headers = {}
        for header in sorted(self.src.rglob('*.h')):
            self.headers.setdefault(header.name, []).append(header.relative_to(self.src))

    def report(self, path, line, text):
        where = path.relative_to(self.root).as_posix()
        self.problems.append(f'{where}:{line}: {text}' if line else f'{where}: {text}')

    def sources(self, folder='src'):
        files = [*(self.root / folder).rglob('*.c'), *(self.root / folder).rglob('*.h')]
        return sorted(path for path in files if path.is_file())

    # What a file includes.

    def check_includes(self):
        for path in self.sources():
            relative = path.relative_to(self.src)
            floor = floor_of(relative)
            if floor is None:
                self.report(path, 0, 'belongs to no floor; the floors stand in docs/architecture.md')
                continue
            for number, line in enumerate(path.read_text(encoding='utf-8').split('\n'), 1):
                match = INCLUDE.match(line)
                if match and match.group(1) == '"':
                    self.check_own_header(path, number, floor, match.group(2))
                elif match:
                    self.check_system_header(path, number, floor, match.group(2))

    def check_own_header(self, path, number, floor, name):
        if '..' in name.split('/'):
            self.report(path, number, f'includes "{name}": a path with “..” goes around the floors')
            return
        base_name = name.split('/')[-1]
        found = [header for header in self.headers.get(base_name, [])
                 if header.as_posix() == name or header.as_posix().endswith('/' + name)]
        if not found:
            if not base_name.endswith('resources.h'):
                self.report(path, number, f'includes "{name}", which src/ does not have')
            return
        for header in found:
            target = floor_of(header)
            if target is None or not any(is_within(target, allowed) for allowed in FLOORS[floor]):
                self.report(path, number, f'{floor} may not include "{name}" of {target}')
        if base_name in TEST_HEADERS:
            self.report(path, number, f'includes "{name}", which is for tests only')
        for prefix, names in FORBIDDEN_HEADERS.items():
            if is_within(floor, prefix) and base_name in names:
                self.report(path, number, f'{floor} may not include "{name}": it has no threads')

    def check_system_header(self, path, number, floor, name):
        for prefix, floors in SYSTEM_HEADERS.items():
            if name.startswith(prefix) and not any(is_within(floor, one) for one in floors):
                self.report(path, number, f'{floor} may not include <{name}>')
                return
        if floor == 'base' and not BASE_SYSTEM.match(name):
            self.report(path, number, f'base sees GIO and the C library only, not <{name}>')

    # How files are named and sized.

    def check_names(self):
        for name, paths in self.headers.items():
            if len(paths) > 1:
                places = ', '.join(path.as_posix() for path in paths)
                self.problems.append(f'src: the header name {name} stands for several files: {places}')
        tests = self.root / 'tests'
        for path in sorted(tests.rglob('test-*.c')):
            relative = path.relative_to(tests)
            if len(relative.parts) < 2 or relative.parts[0] in FREE_TEST_FOLDERS or \
               relative.as_posix() in SPANNING_TESTS:
                continue
            stem = path.stem[len('test-'):]
            stem = stem[len('amb-'):] if stem.startswith('amb-') else stem
            folder = self.src / relative.parts[0]
            # src/sync/amb-sync-resolve.c may have tests/sync/test-resolve.c.
            names = (f'amb-{stem}', f'amb-{relative.parts[0]}-{stem}', stem)
            if not any(found for name in names for found in folder.rglob(f'{name}.[ch]')):
                self.report(path, 0, f'src/{relative.parts[0]}/ has no amb-{stem}.c that it tests')

    def check_sizes(self):
        for path in self.sources() + self.sources('tests'):
            lines = path.read_text(encoding='utf-8').split('\n')
            if len(lines) - 1 > MAX_FILE_LINES:
                self.report(path, 0, f'{len(lines) - 1} lines; a file has {MAX_FILE_LINES} at most')
            if path.suffix == '.h' and '#pragma once' not in lines:
                self.report(path, 0, 'a header needs #pragma once')
            if path.suffix == '.c':
                self.check_functions(path, lines)

    def check_functions(self, path, lines):
        start = 0
        for number, line in enumerate(lines, 1):
            if line.startswith('{'):
                start = number
            elif line.startswith('}') and start:
                name = self.function_name(lines, start)
                too_long = number - start - 1 > MAX_FUNCTION_LINES
                if too_long and name and not name.endswith('class_init'):
                    self.report(path, start, f'{name} has {number - start - 1} lines; '
                                             f'a function has {MAX_FUNCTION_LINES} at most')
                start = 0

    @staticmethod
    def function_name(lines, start):
        """The function whose body opens at line start, or None for a struct or a table."""
        for line in reversed(lines[max(0, start - 20):start - 1]):
            match = re.match(r'^(\w+) \(', line)
            if match:
                return match.group(1)
            if not line.strip() or line.startswith(('}', '#')):
                return None
        return None

    def check_words(self):
        for path in self.sources() + self.sources('tests'):
            for number, line in enumerate(path.read_text(encoding='utf-8').split('\n'), 1):
                match = UNFINISHED.search(line)
                if match:
                    self.report(path, number, f'“{match.group(1)}” stands for something unfinished')

    def check_strings(self):
        for path in self.sources():
            text = path.read_text(encoding='utf-8')
            for match in CUT_STRING.finditer(text):
                self.report(path, text.count('\n', 0, match.end()) + 1,
                            f'a translated string ends at {match.group(1)}; '
                            'write PRId64 or PRIu64 of <inttypes.h>')

    def check(self):
        self.check_includes()
        self.check_strings()
        self.check_names()
        self.check_sizes()
        self.check_words()
        return self.problems


# The seeds: file, its text, and a part of the line that must be reported.
HEADER = '#pragma once\n'
CLEAN = {
    'src/base/amb-clock.h': HEADER,
    'src/base/amb-clock.c': '#include "amb-clock.h"\n#include <gio/gio.h>\n#include <errno.h>\n',
    'src/base/amb-worker.h': HEADER,
    'src/model/amb-record.h': HEADER,
    'src/model/amb-entity-levels.h': HEADER,
    'src/model/entities/amb-person.c': '#include "amb-record.h"\n',
    'src/store/amb-db.h': HEADER,
    'src/store/amb-db.c': '#include <sqlite3.h>\n#include "amb-record.h"\n',
    'src/sync/amb-sync.h': HEADER,
    'src/server/core/amb-feed.h': HEADER,
    'src/server/http/amb-route.h': HEADER,
    'src/app/widgets/amb-list.h': HEADER,
    'src/app/people/amb-roster.h': HEADER,
    'src/app/people/amb-roster.c': '#include <adwaita.h>\n#include "amb-list.h"\n',
    'src/app/shell/amb-window.c': '#include "amb-roster.h"\n#include "amb-db.h"\n',
    'src/sync/amb-sync-push.c': 'int a;\n',
    'tests/sync/test-push.c': 'int a;\n',
    'tests/base/test-clock.c': '#include "amb-clock.h"\n',
    'tests/simulation/test-everything.c': '#include "amb-feed.h"\n',
}
LONG_BODY = '  g ();\n' * (MAX_FUNCTION_LINES + 1)
SEEDS = [
    ('src/base/amb-a.c', '#include "amb-record.h"\n', 'base may not include "amb-record.h" of model'),
    ('src/base/amb-a.c', '#include <libxml/parser.h>\n', 'base sees GIO'),
    ('src/base/amb-a.c', '#include "../model/amb-record.h"\n', '“..” goes around'),
    ('src/base/amb-a.c', '#include "amb-nowhere.h"\n', 'which src/ does not have'),
    ('src/model/amb-a.c', '#include <sqlite3.h>\n', 'model may not include <sqlite3.h>'),
    ('src/model/entities/amb-a.c', '#include "amb-db.h"\n', 'model may not include "amb-db.h"'),
    ('src/model/amb-a.c', '#include "amb-worker.h"\n', 'it has no threads'),
    ('src/store/amb-a.c', '#include "amb-entity-levels.h"\n', 'which is for tests only'),
    ('src/store/amb-a.c', '#include <gtk/gtk.h>\n', 'store may not include <gtk/gtk.h>'),
    ('src/programme/amb-a.c', '#include "amb-feed.h"\n', 'programme may not include "amb-feed.h"'),
    ('src/programme/amb-a.c', '#include <sqlite3.h>\n', 'programme may not include <sqlite3.h>'),
    ('src/sync/amb-a.c', '#include "amb-feed.h"\n', 'sync may not include "amb-feed.h"'),
    ('src/server/core/amb-a.c', '#include <libsoup/soup.h>\n', 'server/core may not include <libsoup'),
    ('src/server/core/amb-a.c', '#include "amb-sync.h"\n', 'server/core may not include "amb-sync.h"'),
    ('src/server/http/amb-a.c', '#include "amb-sync.h"\n', 'server/http may not include "amb-sync.h"'),
    ('src/cli/amb-a.c', '#include "amb-feed.h"\n', 'cli may not include "amb-feed.h"'),
    ('src/cli/amb-a.c', '#include <gtk/gtk.h>\n', 'cli may not include <gtk/gtk.h>'),
    ('src/app/widgets/amb-a.c', '#include "amb-roster.h"\n', 'app/widgets may not include'),
    ('src/app/today/amb-a.c', '#include "amb-roster.h"\n', 'app/today may not include "amb-roster.h"'),
    ('src/app/shell/amb-a.c', '#include "amb-route.h"\n', 'app/shell may not include "amb-route.h"'),
    ('src/elsewhere/amb-a.c', 'int a;\n', 'belongs to no floor'),
    ('src/store/amb-clock.h', HEADER, 'stands for several files'),
    ('src/store/amb-a.h', 'int a;\n', 'needs #pragma once'),
    ('tests/base/test-nothing.c', 'int a;\n', 'has no amb-nothing.c that it tests'),
    ('src/base/amb-a.c', 'int a;\n' * (MAX_FILE_LINES + 1), 'a file has 1000 at most'),
    ('src/base/amb-a.c', 'void\nlong_one (int a,\n          int b)\n{\n' + LONG_BODY + '}\n',
     'long_one has 81 lines'),
    ('src/base/amb-a.c', 'f (_ ("All %" G_GINT64_FORMAT " rows"), n);\n', 'ends at G_GINT64_FORMAT'),
    ('src/base/amb-a.c', 'f (ngettext ("%" G_GUINT64_FORMAT " row", "rows", n));\n', 'a translated string'),
    ('src/base/amb-a.c', '/* ' + 'TO' + 'DO: later */\n', 'stands for something unfinished'),
]
FINE = [
    ('src/base/amb-a.c', 'f (_ ("All"), "%" G_GINT64_FORMAT);\ng ("%" G_GINT64_FORMAT, n);\nh (_ ("%" PRId64 " rows"), n);\n'),
    ('src/base/amb-a.c', 'static const int table[] =\n{\n' + '  1,\n' * 200 + '};\n'),
    ('src/app/people/amb-a.c', 'static void\na_class_init (AClass *klass)\n{\n' + LONG_BODY + '}\n'),
    ('src/app/shell/amb-a.c', '#include "ambassade-resources.h"\n'),
    ('src/base/amb-a.c', '#include <sanitizer/tsan_interface.h>\n#include <sys/file.h>\n'),
]


def check_seeded(path, text):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, content in {**CLEAN, **({path: text} if path else {})}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding='utf-8')
        return Tree(root).check()


def self_test():
    failed = 0
    for path, text in [(None, None), *FINE]:
        problems = check_seeded(path, text)
        if problems:
            failed += 1
            print(f'refused although it is right ({path}): {problems}')
    for path, text, expected in SEEDS:
        problems = check_seeded(path, text)
        if not any(expected in problem for problem in problems):
            failed += 1
            print(f'not found in {path}: {expected} (got {problems})')
    print(f'{len(SEEDS) + len(FINE) + 1 - failed} of {len(SEEDS) + len(FINE) + 1} seeds as expected')
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--root', type=pathlib.Path)
    parser.add_argument('--self-test', action='store_true')
    arguments = parser.parse_args()
    if arguments.self_test:
        return 1 if self_test() else 0
    if arguments.root is None:
        parser.error('--root or --self-test is needed')
    problems = Tree(arguments.root.resolve()).check()
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
