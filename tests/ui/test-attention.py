"""Three conflicts of different kinds, settled by the keyboard alone and by what a person reads; the other desk sees it.

test-attention.py BUILD [PICTURES]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import window
from profiles import Profiles, run

window.enter_session()

FIELD, TEXT, GONE = 'Ama Boateng', 'Bea Castro', 'Cleo Dumas'


class Desks:
    """A server, the desk with the window, and another one."""

    def __init__(self, folder, build):
        self.profiles = Profiles(folder, build)
        self.mine, self.other = folder / 'mine', folder / 'elsewhere'
        address = self.profiles.serve('attention')
        for profile in (self.mine, self.other):
            profile.mkdir(mode=0o700)
            self.profiles.connect(profile, *address)

    def do(self, profile, *words):
        return run(self.profiles.ctl, '--profile', profile, *words)

    def read(self, profile, *words):
        return json.loads(self.do(profile, '--json', *words))

    def person(self, profile, name):
        found = [one for one in self.read(profile, 'list', 'ambassador')['records'] if one['display-name'] == name]
        return found[0] if found else None

    def sync(self, *profiles):
        for profile in profiles:
            self.do(profile, 'sync')

    def make_conflicts(self):
        for name in (FIELD, TEXT, GONE):
            self.do(self.mine, 'add', 'ambassador', f'display-name={name}', 'job-title=Chemist', 'notes=first\nlast')
        self.sync(self.mine, self.other)
        ids = {name: self.person(self.mine, name)['id'] for name in (FIELD, TEXT, GONE)}
        change = (self.other, 'set', 'ambassador')
        self.do(*change, ids[FIELD], 'job-title=Head of Sales')
        self.do(*change, ids[TEXT], 'notes=theirs\nlast')
        self.do(*change, ids[GONE], 'job-title=Welder')
        change = (self.mine, 'set', 'ambassador')
        self.do(*change, ids[FIELD], 'job-title=Head of Listening')
        self.do(*change, ids[TEXT], 'notes=mine\nlast')
        self.do(self.mine, 'remove', 'ambassador', ids[GONE])
        self.sync(self.other, self.mine)


def wait_focus(app, name):
    def look():
        node = app.focused()
        return node is not None and name in node.name
    try:
        window.wait_for(f'the focus on “{name}”', look)
    except window.Missing as missing:
        node = app.focused()
        raise window.Missing(f'{missing}; it is on {node and (node.role, node.name)}') from None


def tab_to(app, name):
    passed = []
    for _ in range(12):
        node = app.focused()
        passed.append(node and (node.role, node.name))
        if node is not None and name in node.name:
            return
        app.keys('Tab')
    raise window.Missing(f'Tab does not come to “{name}”, only to {passed}')


def sign_out(app, picture):
    """What the server didn't take is counted apart, and led to: to send it again would settle nothing."""
    app.keys('ctrl+comma')
    app.reads('3 changes need attention')
    app.find(name='Sign out').point()
    app.reads('3 Changes Need Attention')
    picture(app, 'sign-out')
    if app.has('.*button.*', 'Send'):
        raise AssertionError('sending is offered')
    app.click('Needs Attention', within=app.windows()[-1])
    window.wait_for('the window alone', lambda: len(app.windows()) == 1)
    app.take_keyboard()
    app.reads('3 to settle')


def settle(app, picture):
    """The newest stands first: the removal, the text, the field."""
    app.keys('alt+0')
    app.reads('3 to settle')
    wait_focus(app, GONE)
    picture(app, 'three')
    app.keys('Down')
    wait_focus(app, TEXT)
    app.reads('+ mine')
    app.reads('− first')
    app.reads('+ theirs')
    app.keys('Up')
    wait_focus(app, GONE)
    app.keys('m')
    app.reads('2 to settle')
    wait_focus(app, TEXT)
    # What comes back is what the keys are about next, and is seen.
    app.keys('ctrl+z')
    app.reads('3 to settle')
    wait_focus(app, GONE)
    app.keys('m')
    app.reads('2 to settle')
    wait_focus(app, TEXT)
    app.keys('e')
    wait_focus(app, 'Notes')
    picture(app, 'editor')
    app.keys('ctrl+End')
    app.type(', and theirs')
    app.keys('Escape')
    wait_focus(app, TEXT)
    app.keys('e')
    wait_focus(app, 'Notes')
    app.keys('ctrl+Return')
    app.reads('1 to settle')
    wait_focus(app, FIELD)
    tab_to(app, 'Keep Mine: Head of Listening')
    app.keys('Return')
    app.reads('Everything Is Settled')
    wait_focus(app, 'Back to Today')
    picture(app, 'settled')


def take_back(app):
    """Undo brings the last one back, redo settles it again."""
    app.keys('ctrl+z')
    app.reads('1 to settle')
    app.find(name='Keep Theirs: Head of Sales')
    app.keys('ctrl+shift+z')
    app.reads('Everything Is Settled')


def check(desks):
    def look():
        desks.sync(desks.other)
        field, text = (desks.person(desks.other, name) for name in (FIELD, TEXT))
        return (field['job-title'] == 'Head of Listening' and text['notes'] == 'mine\nlast, and theirs' and
                desks.person(desks.other, GONE) is None)
    window.wait_for('the other desk’s view', look, 60)
    left = desks.read(desks.other, 'conflicts')['conflicts']
    if left:
        raise AssertionError(f'the other desk is asked: {left}')


def tell_what_a_merge_leaves(desks, program, log):
    """Before it is chosen: which of mine the existing record doesn't get."""
    for name, mail in (('Dora Ek', 'dora'), ('Emil Frey', 'emil')):
        desks.do(desks.other, 'add', 'ambassador', f'display-name={name}', f'email={mail}@x.example')
        desks.do(desks.mine, 'add', 'ambassador', f'display-name={name}h', f'email={mail}@x.example', 'job-title=Painter')
    desks.sync(desks.other)
    subprocess.run([desks.profiles.ctl, '--profile', desks.mine, 'sync'], capture_output=True, check=False)
    words = desks.do(desks.mine, 'conflicts')
    assert 'yours “Dora Ekh”, theirs “Dora Ek”' in words and 'yours “Painter”, theirs nothing; a merge takes yours' in words, words
    with window.Window(program, desks.mine, log=log) as app:
        app.find(name='Today – Ambassade')
        app.keys('alt+0')
        app.reads('Merge Into the Existing One')
        app.reads('Dora Ek (stays)')
        app.reads('It doesn’t take: Name: Dora Ekh')
        merge_all(app, desks)


def merge_all(app, desks):
    """What it takes and what it leaves is read before; one undo brings all back."""
    def open_question():
        app.click('Merge All…')
        app.reads('Merge 2 records into the existing ones?')
        question = app.windows()[-1]
        for words in ('Not taken of yours', 'Dora Ekh', 'Emil Freyh', 'Filled with yours', 'Painter'):
            assert app.has(text=words, within=question), f'the question doesn’t say “{words}”'
        return question
    app.click('Cancel', within=open_question())
    window.wait_for('the question is closed', lambda: len(app.windows()) == 1)
    app.reads('2 to settle')
    app.click('Merge All', within=open_question())
    window.wait_for('both are merged', lambda: not desks.read(desks.mine, 'conflicts')['conflicts'])
    assert desks.person(desks.mine, 'Dora Ek')['job-title'] == desks.person(desks.mine, 'Emil Frey')['job-title'] == 'Painter'
    app.keys('ctrl+z')
    app.reads('2 to settle')


def ring(app, node):
    """How many pixels of the accent colour stand along the leading edge of a card."""
    box = node.rest()
    screen = subprocess.run(['import', '-window', 'root', 'png:-'], check=True, capture_output=True).stdout
    pixels = subprocess.run(['convert', 'png:-', '-crop', f'8x{box.height}+{box.x - 6}+{box.y}', '+repage', '-depth', '8', 'rgb:-'],
                            input=screen, check=True, capture_output=True).stdout
    return sum(blue > red + 100 and blue > green + 50 for red, green, blue in zip(pixels[0::3], pixels[1::3], pixels[2::3]))


def stay_in_sight(desks, program, log, picture):
    """More cards than the page holds: what the next key is about is on the page, and is seen to be what it is about."""
    names = [f'Person {number}' for number in range(8)]
    ids = [json.loads(desks.do(desks.mine, '--json', 'add', 'ambassador', f'display-name={name}', 'job-title=Chemist'))['id'] for name in names]
    desks.sync(desks.mine, desks.other)
    for key in ids:
        desks.do(desks.other, 'set', 'ambassador', key, 'job-title=Head of Sales')
        desks.do(desks.mine, 'set', 'ambassador', key, 'job-title=Head of Listening')
    desks.sync(desks.other)
    subprocess.run([desks.profiles.ctl, '--profile', desks.mine, 'sync'], capture_output=True, check=False)
    with window.Window(program, desks.mine, log=log) as app:
        app.failure_picture = os.environ.get('AMB_PICTURE')
        app.keys('alt+0')
        app.reads('8 to settle')
        cards = [node for node in app.all(name='Person ') if node.name in names and node.role not in ('label', 'button')]
        last = cards[-1].name
        frame = app.windows()[0].rest()

        def is_in_sight(node):
            box = node.rest()
            return box.y >= 40 and box.y + box.height <= frame.height

        def wait_sight(what, name):
            wait_focus(app, name)
            try:
                window.wait_for(f'{what} on the page', lambda: is_in_sight(app.focused() or app.root))
            except window.Missing as missing:
                box = app.focused().rest()
                raise window.Missing(f'{missing}; it is at {box.y}, {box.height} high, in {frame.height}') from None

        def wait_ring(name):
            wait_focus(app, name)
            window.wait_for(f'a ring around “{name}”', lambda: ring(app, app.focused()) > 50)
        wait_ring(cards[0].name)
        app.keys(*['Down'] * 7)
        wait_sight('the last card', last)
        app.keys('m')
        app.reads('7 to settle')
        wait_ring(cards[-2].name)
        app.keys('ctrl+z')
        app.reads('8 to settle')
        wait_sight('what came back', last)
        wait_ring(last)
        picture(app, 'back')
        app.keys('e')
        wait_sight('the entry', 'Job title')
        picture(app, 'entry')
        app.keys('Escape')
        wait_sight('the card of the entry', last)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None

    def picture(app, name):
        if pictures:
            app.picture(pictures / f'attention-{name}.png')
    with tempfile.TemporaryDirectory(prefix='ambassade-attention-') as name:
        folder = pathlib.Path(name)
        desks, log = Desks(folder, build), folder / 'log'
        try:
            desks.make_conflicts()
            with window.Window(window.find_program(build, 'ambassade'), desks.mine, log=log) as app:
                app.failure_picture = pictures and pictures / 'attention-failure.png'
                sign_out(app, picture)
                settle(app, picture)
                take_back(app)
                check(desks)
            tell_what_a_merge_leaves(desks, window.find_program(build, 'ambassade'), folder / 'log-merge')
            desks.do(desks.mine, 'resolve', '--all', 'theirs')
            stay_in_sight(desks, window.find_program(build, 'ambassade'), folder / 'log-sight', picture)
        finally:
            desks.profiles.stop()
        said = ''.join(one.read_text(errors='replace') for one in folder.glob('log*'))
    if any(word in said for word in ('CRITICAL', 'Sanitizer', 'runtime error')):
        print(said[-6000:])
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
