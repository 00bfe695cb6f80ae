"""The real window, found and driven by what a person sees: names over AT-SPI, keys by xdotool."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

from screen import Screen


def enter_session():
    """Starts this script again where python3-pyatspi is, on a display and a session bus of its own: two of them at
    once don't take the focus from each other."""
    if os.environ.get('AMBASSADE_UI_SESSION'):
        return
    environment = dict(os.environ, AMBASSADE_UI_SESSION='1', GDK_BACKEND='x11', GSK_RENDERER='cairo',
                       GTK_A11Y='atspi', NO_AT_BRIDGE='0',
                       GDK_DEBUG='gl-disable')  # Mesa's swrast_dri.so is unloaded and leaves 128 bytes
    with Screen('1280x900') as environment['DISPLAY']:
        status = subprocess.run(['dbus-run-session', '--', '/usr/bin/python3', *sys.argv], env=environment,
                                check=False).returncode
    sys.exit(status)


class Missing(AssertionError):
    """What should be in the window is not."""


def wait_for(what, test, seconds=20.0):
    """The first true value of test(), asked again and again."""
    end = time.monotonic() + seconds
    while True:
        value = test()
        if value:
            return value
        if time.monotonic() > end:
            raise Missing(f'{what}: not after {seconds:.0f} s')
        time.sleep(0.1)


class Node:
    """One accessible object; gone objects have no name and no children."""

    def __init__(self, accessible):
        self.accessible = accessible

    def ask(self, method, *arguments, otherwise=None):
        from gi.repository import GLib
        try:
            return getattr(self.accessible, method)(*arguments)
        except GLib.Error:
            return otherwise

    @property
    def name(self):
        return self.ask('get_name') or ''

    @property
    def description(self):
        return self.ask('get_description') or ''

    @property
    def role(self):
        return self.ask('get_role_name') or ''

    @property
    def text(self):
        """What stands in an entry or a label."""
        from gi.repository import Atspi, GLib
        try:
            count = Atspi.Text.get_character_count(self.accessible)
            return Atspi.Text.get_text(self.accessible, 0, count) if count > 0 else ''
        except GLib.Error:
            return ''

    def has(self, state):
        from gi.repository import Atspi
        states = self.ask('get_state_set')
        return states is not None and states.contains(getattr(Atspi.StateType, state))

    def has_size(self):
        """What was never on the screen has none."""
        from gi.repository import Atspi, GLib
        try:
            box = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        except GLib.Error:
            return True
        return box.width > 0 and box.height > 0

    @property
    def children(self):
        for index in range(self.ask('get_child_count', otherwise=0) or 0):
            child = self.ask('get_child_at_index', index)
            if child is not None:
                yield Node(child)

    @property
    def path(self):
        """The nearest ancestors, for messages."""
        names, parent = [], self.ask('get_parent')
        while parent is not None and len(names) < 4:
            node = Node(parent)
            names.append(node.name or node.role)
            parent = node.ask('get_parent')
        return ' < '.join(names)

    def walk(self, closed=None):
        """Depth first; what is hidden is left out with everything in it. GTK 4.8 tells no SHOWING: a page
        that was left for another stays in the tree. closed: a pattern of roles that aren't looked into, because
        each node costs some calls, and lists have many."""
        for child in self.children:
            if child.has('VISIBLE'):
                yield child
                if closed is None or not re.fullmatch(closed, child.role):
                    yield from child.walk(closed)

    def click(self):
        """By the action interface, else with the pointer."""
        from gi.repository import Atspi, GLib
        try:
            if Atspi.Action.get_n_actions(self.accessible) > 0 and \
                    Atspi.Action.do_action(self.accessible, 0):
                return
        except GLib.Error:
            pass
        self.point()

    def rest(self):
        """Where it stands, once it stands still: what is laid out anew still moves."""
        from gi.repository import Atspi
        places = []
        for _ in range(40):
            box = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
            places.append((box.x, box.y, box.width, box.height))
            if places[-2:] == [places[-1]] * 2:
                break
            time.sleep(0.05)
        return box

    def point(self, clicks=1):
        box = self.rest()
        subprocess.run(['xdotool', 'mousemove', str(box.x + box.width // 2),
                        str(box.y + box.height // 2), 'click', '--repeat', str(clicks), '1'],
                       check=True)


class Window:
    """A running ambassade on a profile."""

    failure_picture = None

    def __init__(self, app, profile, environment=None, log=None):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()
        self.log = open(log or os.devnull, 'wb')
        self.process = subprocess.Popen([app, '--profile', str(profile)],
                                        env=dict(os.environ, **(environment or {})),
                                        stdout=self.log, stderr=subprocess.STDOUT)
        self.root = wait_for('the application on the accessibility bus', self._find_application, 60)

    def _find_application(self):
        if self.process.poll() is not None:
            raise Missing(f'the application ended with status {self.process.returncode}')
        desktop = Node(self.atspi.get_desktop(0))
        for application in desktop.children:
            if application.ask('get_process_id') == self.process.pid:
                return application
        return None

    def __enter__(self):
        return self

    def __exit__(self, kind, *unused):
        if kind is None:
            self.close()
            return
        if self.failure_picture:
            self.picture(self.failure_picture)
        self.kill()

    def close(self):
        """Quits as a person would; status 0 is expected of it."""
        for last in (False, True):
            if self.process.poll() is None:
                self.keys('ctrl+q')
            try:
                self.process.wait(30 if last else 10)
                break
            except subprocess.TimeoutExpired:  # once, under load, nothing came of it; why isn't known
                if last:
                    self.process.kill()
                    self.process.wait()
                    raise
        self.log.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def windows(self):
        """The toplevels, the newest last."""
        return list(self.root.children)

    # Finding.

    def walk(self, closed=None):
        """Everything that is there, what is on top first: a person, too, looks there."""
        for top in reversed(self.windows()):
            if top.has('VISIBLE'):
                yield top
                yield from top.walk(closed)

    def all(self, role=None, name=None, text=None, within=None, closed=None):
        """What is showing: role by a pattern, name and text by substrings."""
        for node in (within or self).walk(closed):
            if role is not None and not re.fullmatch(role, node.role):
                continue
            if name is not None and name not in node.name:
                continue
            if text is not None and text not in node.text:
                continue
            yield node

    def find(self, role=None, name=None, text=None, within=None, seconds=20.0, closed=None):
        what = ' '.join(f'{key} “{value}”' for key, value in
                        (('role', role), ('name', name), ('text', text)) if value is not None)
        return wait_for(what, lambda: next(self.all(role, name, text, within, closed), None), seconds)

    def has(self, role=None, name=None, text=None, within=None):
        return next(self.all(role, name, text, within), None) is not None

    def wait_gone(self, role=None, name=None, text=None, seconds=20.0):
        wait_for(f'{name or text or role} is gone', lambda: not self.has(role, name, text), seconds)

    def reads(self, text, seconds=20.0):
        """Waits until this is to be read somewhere: as a name or as text."""
        def look():
            return any(text in node.name or text in node.text for node in self.walk())
        wait_for(f'“{text}” in the window', look, seconds)

    # Doing.

    def click(self, name, role='.*button.*|toggle.*', seconds=20.0, within=None, closed=None):
        node = self.find(role, name, seconds=seconds, within=within, closed=closed)
        node.click()
        return node

    def box(self, node):
        """Where it is in its window."""
        return self.atspi.Component.get_extents(node.accessible, self.atspi.CoordType.WINDOW)

    def focused(self):
        """What has the keyboard; None: nothing that is told."""
        return next((node for node in self.walk() if node.has('FOCUSED')), None)

    def take_keyboard(self):
        """Without a window manager nobody gives the keyboard back when a window on top closes."""
        windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                                 capture_output=True, text=True).stdout.split()
        focused = subprocess.run(['xdotool', 'getwindowfocus'], capture_output=True,
                                 text=True).stdout.strip()
        if windows and focused not in windows:
            subprocess.run(['xdotool', 'windowfocus', '--sync', windows[-1]], check=False)

    def keys(self, *keys):
        self.take_keyboard()
        for key in keys:
            subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)
            time.sleep(0.15)

    def type(self, text):
        self.take_keyboard()
        subprocess.run(['xdotool', 'type', '--delay', '12', text], check=True)
        time.sleep(0.2)

    def open_record(self, words, text):
        """By “go to anything”; the entry of its pane in which @text stands."""
        self.keys('ctrl+k')
        self.find(name='Go to anything')
        self.type(words)
        self.find('list item', words)
        self.keys('Return')
        wait_for('the search is closed', lambda: len(self.windows()) == 1)
        return self.find('text|entry', text=text)

    def import_file(self, profile, path):
        """The import assistant over this window, with the file read."""
        name = 'org.ambassade.Ambassade.p' + \
            hashlib.sha256(os.path.abspath(profile).encode()).hexdigest()[:8]
        subprocess.run(['gdbus', 'call', '--session', '--dest', name, '--object-path',
                        '/' + name.replace('.', '/'), '--method', 'org.gtk.Actions.Activate',
                        'import-file', f'[<"{path}">]', '{}'], check=True, stdout=subprocess.DEVNULL)

    def picture(self, path):
        time.sleep(0.4)
        subprocess.run(['import', '-window', 'root', str(path)], check=True)


def find_program(folder, name):
    """A program of a build folder or of an installed one."""
    for where in ('', 'bin', 'src/app/shell', 'src/cli', 'src/server', 'src/server/http'):
        path = os.path.join(folder, where, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    found = shutil.which(name)
    if found is None:
        raise Missing(f'no {name} in {folder}')
    return found
