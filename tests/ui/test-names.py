"""A crawl over AT-SPI: everything that can have the focus has a human name, on every page and in every window.

test-names.py --app BIN --ctl BIN
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

import window
from window import wait_for

window.enter_session()

# Scrolled areas hand the focus on to what is in them.
CONTAINERS = ('scroll pane', 'viewport')
PLACES = ['alt+%d' % number for number in range(1, 10)]
# Keys that open something over the page, and the name by which it is known to be there.
WINDOWS = [('ctrl+k', 'Go to anything'), ('ctrl+comma', 'Who acts here'), ('ctrl+question', 'Shortcuts')]


# What GTK 4.8 and libadwaita 1.2 make by themselves and give no name: not ours to mend.
STOCK = ('Show Text', 'Hide Text')


def is_human(name):
    return name.strip() != '' and not re.match('_|gtk|adw|(Gtk|Adw|Amb)[A-Z]', name)


def has_words(node):
    """By its name, its text, or what is written in it: a row, and the button within a menu button."""
    return is_human(node.name) or is_human(node.text) or node.description in STOCK or \
        any(is_human(child.name) or is_human(child.text) for child in node.walk() if child.role == 'label')


def look(root, where, problems):
    """Adds a line for each focusable thing that a screen reader could not name; how many it saw."""
    seen = 0
    for node in root.walk():
        if node.has('FOCUSABLE') and node.role not in CONTAINERS:
            seen += 1
            if node.name.startswith('_'):
                problems.add(f'{where}: {node.role} is read with its underline: “{node.name}”')
            if not has_words(node) and node.has_size():
                problems.add(f'{where}: {node.role} “{node.name}” ({node.description}) in {node.path}')
    return seen


def crawl(app):
    problems, seen = set(), 0
    for keys in PLACES:
        app.keys(keys)
        time.sleep(1)
    app.find('list item', 'Administration').click()
    time.sleep(1)
    seen = look(app.root, 'the places', problems)
    for keys, name in WINDOWS:
        app.keys(keys)
        app.reads(name)
        if keys != 'ctrl+question':  # GTK's own window
            seen += look(app.windows()[-1], keys, problems)
        app.keys('Escape')
        wait_for(f'{keys} is closed', lambda: len(app.windows()) == 1)
    return sorted(problems), seen


# What GLib gives up on purpose when more than 2,048 strings are interned: its first table of them, made
# before main() and found by its size alone, because GLib keeps no frame pointers.
FIRST_QUARKS = re.compile(r'Direct leak of 16384 byte\(s\) in 1 object\(s\) allocated from:\n'
                          r' +#0 .* in \S*malloc .*\n +#1 .* in g_malloc .*\n\n')


def list_failures(log):
    log = FIRST_QUARKS.sub('', log, count=1)
    if not re.search('^(Direct|Indirect) leak of', log, re.MULTILINE):
        log = log.replace('ERROR: LeakSanitizer', 'LeakSanitizer')
    return [line for line in log.split('\n')
            if re.search('CRITICAL|ERROR|runtime error|^(Direct|Indirect) leak of', line)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--app', required=True)
    parser.add_argument('--ctl', required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.ctl, '--profile', folder + '/profile', 'sample', '--people', '60'],
                       check=True, stdout=subprocess.DEVNULL)
        # Leaks are told by the log alone: see list_failures().
        options_before = os.environ.get('LSAN_OPTIONS', '')
        os.environ['LSAN_OPTIONS'] = f'{options_before}:exitcode=0'.lstrip(':')
        with window.Window(options.app, folder + '/profile', log=folder + '/log') as app:
            problems, seen = crawl(app)
        log = open(folder + '/log', encoding='utf-8', errors='replace').read()
    problems += list_failures(log)
    if app.process.returncode != 0:
        problems.append(f'Ctrl+Q ended with status {app.process.returncode}')
    for problem in problems:
        print(problem)
    print(f'{seen} focusable things looked at, {len(problems)} problems')
    return 1 if problems or seen < 200 else 0


if __name__ == '__main__':
    sys.exit(main())
