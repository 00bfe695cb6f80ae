"""The selection board by what a person sees: a card dragged and one sent by the keyboard come to the same, a shut gate
says on the card what is missing, and what went together comes back together.

test-board.py BUILD [PICTURES]
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import window
from profiles import run

window.enter_session()

PEOPLE = {'Ann Abe': 'identified', 'Bo Baker': 'identified', 'Cy Cole': 'identified', 'Di Dunn': 'identified',
          'Ed Evans': 'in_review', 'Flo Fox': 'shortlisted', 'Gus Gale': 'declined', 'Zoe Zee': 'active'}
COLUMNS = '(Pool|Nominated|In review|Shortlisted|Invited|Accepted|Waitlisted|Declined|Not selected|Withdrawn): [0-9]+'


class Desk:
    """The profile that the window has open, read beside it."""

    def __init__(self, folder, build):
        self.ctl = window.find_program(build, 'ambassadectl')
        self.profile = folder / 'desk'
        self.profile.mkdir(mode=0o700)
        people = folder / 'people.csv'
        people.write_text('Name,E-mail,State\n' + ''.join(
            f'{name},{name[:2].strip().lower()}@board.example,{state}\n' for name, state in PEOPLE.items()))
        self.do('import', 'ambassador', people, '--running')
        france = self.read('add', 'node', 'name=France', 'kind=country')['id']
        for one in self.read('list', 'ambassador')['records']:
            if one['display-name'] in ('Ann Abe', 'Gus Gale', 'Zoe Zee'):
                self.do('set', 'ambassador', one['id'], f'node-id={france}')

    def do(self, *words):
        return run(self.ctl, '--profile', self.profile, *words)

    def read(self, *words):
        return json.loads(self.do('--json', *words))

    def states(self):
        return {one['display-name']: one['state'] for one in self.read('list', 'ambassador')['records']}

    def last_move(self, name):
        person = next(one for one in self.read('list', 'ambassador')['records'] if one['display-name'] == name)
        move = self.read('history', 'ambassador', person['id'])['moves'][0]
        return move['from'], move['to'], move['why'], move['by']

    def wait(self, **states):
        wanted = {name.replace('_', ' '): state for name, state in states.items()}
        window.wait_for(f'{wanted}', lambda: all(self.states()[name] == state for name, state in wanted.items()))


def cards(app, text):
    """Cards only: the pages that were left stay in the tree."""
    for column in app.all('list'):
        if re.fullmatch(COLUMNS, column.name):
            yield from app.all('list item', text, within=column)


def card(app, text):
    return window.wait_for(f'a card with “{text}”', lambda: next(cards(app, text), None))


def take_keyboard(app):
    """What was dragged leaves a window behind, which is none for keys."""
    windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.process.pid)],
                             capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(['xdotool', 'windowfocus', '--sync', windows[0]], check=True)


def choose(app, name):
    """With the pointer; the keyboard follows."""
    take_keyboard(app)
    card(app, name).point()
    window.wait_for(f'the focus on {name}', lambda: card(app, name).has('FOCUSED'))


def drag(app, node, x, y):
    """By the pointer, in steps: a drag begins once it has moved far enough."""
    place = app.box(node)
    start = (place.x + place.width // 3, place.y + place.height // 2)
    app.take_keyboard()
    subprocess.run(['xdotool', 'mousemove', *map(str, start), 'mousedown', '1'], check=True)
    for step in range(1, 21):
        at = [start[0] + (x - start[0]) * step // 20, start[1] + (y - start[1]) * step // 20]
        subprocess.run(['xdotool', 'mousemove', *map(str, at)], check=True)
        time.sleep(0.04)
    time.sleep(0.3)
    subprocess.run(['xdotool', 'mouseup', '1'], check=True)


def open_board(app):
    app.keys('alt+2')
    app.click('Selection', role='.*(button|tab|item).*')
    app.find('list', 'Pool: 4')
    app.find('list', 'Accepted: 0')


def count_in(app, name):
    """How many the board's filter by node tells for it."""
    bar = window.Node(app.find('push button', 'Side Exits').ask('get_parent'))
    app.find('push button', 'Node', within=bar).click()
    check = app.find('check.*', name, within=bar)
    box = window.Node(check.ask('get_parent'))
    told = [node.text for node in box.walk() if node.role == 'label' and node.text.isdigit()]
    app.keys('Escape')
    return told


def who_is_counted(app, desk):
    """Those of the columns: neither who left by a side exit, until these are shown, nor the roster."""
    assert count_in(app, 'France') == ['1'], count_in(app, 'France')
    app.click('Side Exits')
    app.find('list', 'Declined: 1')
    assert count_in(app, 'France') == ['2'], count_in(app, 'France')
    app.click('Side Exits')


def all_six_fit(app, desk):
    """Beside the sidebar, in a window of 1280 px."""
    last = app.box(app.find('label', text='Accepted'))
    whole = app.box(app.windows()[0])
    assert whole.width <= 1280 and last.x + last.width <= whole.width, (last.x, last.width, whole.width)


def by_hand_and_by_keyboard(app, desk):
    target = app.box(app.find('list', 'Shortlisted: 1'))
    place = app.box(card(app, 'Bo Baker'))
    middle = (place.x + place.width // 2 + 200, target.y + 60)
    drag(app, card(app, 'Bo Baker'), *middle)
    desk.wait(Bo_Baker='nominated')
    app.find('list', 'Pool: 3')
    app.find('list', 'Nominated: 1')
    choose(app, 'Ann Abe')
    app.keys('ctrl+shift+Right')
    desk.wait(Ann_Abe='nominated')
    app.find('list', 'Nominated: 2')
    if desk.last_move('Ann Abe') != desk.last_move('Bo Baker'):
        raise AssertionError(f'{desk.last_move("Ann Abe")} is not {desk.last_move("Bo Baker")}')


def together(app, desk):
    """Two at once, one undo."""
    choose(app, 'Cy Cole')
    app.keys('shift+Down')
    app.reads('2 selected')
    app.keys('ctrl+shift+Right')
    desk.wait(Cy_Cole='nominated', Di_Dunn='nominated')
    app.reads('2 people moved to Nominated.')
    app.keys('ctrl+z')
    desk.wait(Cy_Cole='identified', Di_Dunn='identified')
    app.find('list', 'Pool: 2')
    if desk.states()['Ann Abe'] != 'nominated':
        raise AssertionError('one undo took back more than one move')


def asked_again(app, text):
    """With why it was refused, and what was written; then nobody insists."""
    app.reads('Two raters, every criterion scored or left blank on purpose')
    app.find('text', text=text)
    app.keys('Escape')
    app.wait_gone('text', text=text)
    take_keyboard(app)


def a_shut_gate(app, desk):
    """It asks for the reason, says on the card what is missing, and nobody moved."""
    choose(app, 'Ed Evans')
    app.keys('ctrl+shift+Right')
    app.find(name='Move 1 Person to Shortlisted')
    app.type('They liked him')
    app.keys('Return')
    asked_again(app, 'They liked him')
    card(app, 'Two raters')
    if desk.states()['Ed Evans'] != 'in_review':
        raise AssertionError('a shut gate let somebody through')
    target = app.box(card(app, 'Ed Evans'))
    drag(app, card(app, 'Cy Cole'), target.x + target.width // 2, target.y + 20)
    card(app, 'From Identified there is no move to In review')
    if desk.states()['Cy Cole'] != 'identified':
        raise AssertionError('a drag made a move that is not in the table')
    window.wait_for('the old reason is gone', lambda: next(cards(app, 'Two raters'), None) is None)


def a_shut_gate_of_the_pane(app, desk):
    """The same by the state of what is open."""
    choose(app, 'Ed Evans')
    app.keys('Return')
    app.click('State: In review. Move to another')
    app.find('list item', 'Shortlisted').point()
    app.find(name='Move to Shortlisted')
    app.type('They like him still')
    app.keys('Return')
    asked_again(app, 'They like him still')
    if desk.states()['Ed Evans'] != 'in_review':
        raise AssertionError('a shut gate let somebody through')
    app.keys('Escape')


def by_menu(app, desk):
    """The menu of the card has the side exits too, and only ways that there are."""
    choose(app, 'Di Dunn')
    app.keys('shift+F10')
    app.find('menu item', 'On to Nominated')
    if app.has('menu item', 'Move to Invited'):
        raise AssertionError('a way that is not there is offered')
    if app.has('menu item', 'Move to Nominated'):
        raise AssertionError('the next column is offered twice')
    app.find('menu item', 'Move to Withdrawn').click()
    desk.wait(Di_Dunn='withdrawn')
    app.click('Side Exits')
    app.find('list', 'Withdrawn: 1')
    card(app, 'Di Dunn')
    card(app, 'Gus Gale')


def a_reason_in_place_of_a_cohort(app, desk):
    choose(app, 'Flo Fox')
    app.keys('ctrl+shift+Right')
    app.find(name='Move 1 Person to Invited')
    app.type('Asked by the board')
    app.keys('Return')
    desk.wait(Flo_Fox='invited')
    if desk.last_move('Flo Fox')[:3] != ('shortlisted', 'invited', 'Asked by the board'):
        raise AssertionError(str(desk.last_move('Flo Fox')))


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-board-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, build), folder / 'log'
        with window.Window(window.find_program(build, 'ambassade'), desk.profile, log=log) as app:
            app.failure_picture = pictures and pictures / 'board-failure.png'
            open_board(app)
            for step in (all_six_fit, who_is_counted, by_hand_and_by_keyboard, together, a_shut_gate,
                         a_shut_gate_of_the_pane, by_menu, a_reason_in_place_of_a_cohort):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'board-{step.__name__}.png')
            take_keyboard(app)
        said = log.read_text(errors='replace')
    if any(word in said for word in ('CRITICAL', 'Sanitizer', 'runtime error')):
        print(said[-6000:])
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
