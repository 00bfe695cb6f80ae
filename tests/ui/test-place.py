"""The node that every place is narrowed to, a person's page and the tree, by what a person sees.

test-place.py APP CTL
"""

import json
import os
import pathlib
import sys
import tempfile

import window
from profiles import run

window.enter_session()

app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])


class Desk:
    """The profile that the window has open, read beside it."""

    def __init__(self, folder):
        self.profile = folder / 'desk'
        self.profile.mkdir(mode=0o700)
        self.nodes = {}
        for name, parent in (('Europe', None), ('France', 'Europe'), ('Asia', None)):
            self.nodes[name] = self.json('add', 'node', f'name={name}', 'kind=hub',
                                         *([f'parent-id={parent}'] if parent else []))['id']
        people = folder / 'people.csv'
        people.write_text('Name,E-mail,State,Node\n' + ''.join(
            f'{name},{name[:3].lower()}@place.example,active,{node}\n'
            for name, node in (('Ama Serwaa', 'France'), ('Bob Baker', 'Asia'))))
        self.json('import', 'ambassador', people, '--running')
        self.json('add', 'role', 'name=Curator', 'kind=curator')
        role = self.json('add', 'assignment', 'ambassador-id=ama@place.example', 'role-id=Curator',
                         'starts-on=2026-01-01')['id']
        self.json('move', 'assignment', role, 'current')
        self.json('add', 'thanks', 'signature=The board', 'text=For the fair in Lyon', 'ambassador-id=ama@place.example',
                  'at=2026-11-20T10:00:00.000Z')

    def json(self, *words):
        return json.loads(run(ctl, '--profile', self.profile, '--json', *words))

    def states(self):
        person = self.json('list', 'ambassador', '--search', 'Ama')['records'][0]
        return person['state'], self.json('list', 'assignment')['records'][0]['state']

    def parent(self, node):
        return self.json('show', 'node', self.nodes[node]).get('parent-id')


def pick(app, words, other):
    """In the list of nodes that is open: by a part of its name; @other is offered until then."""
    picker = window.wait_for('the nodes to choose from', lambda: next(
        (window.Node(entry.ask('get_parent')) for entry in app.all('entry', 'Search Nodes') if entry.has('FOCUSED')),
        None))
    window.wait_for(f'{other} among the nodes', lambda: app.has('label', text=other, within=picker))
    app.type(words)
    window.wait_for(f'{other} is not found', lambda: not app.has('label', text=other, within=picker))
    app.keys('Return')


def choose_by_keyboard(app):
    app.keys('alt+1', 'alt+2')
    app.find('label', text='Bob Baker')
    app.keys('ctrl+l')
    pick(app, 'franc', 'Asia')
    app.reads('Only France and what is below it')
    app.wait_gone('label', text='Bob Baker')
    app.find('label', text='Ama Serwaa')


def leave_in_one_click(app):
    app.click('Show Everything')
    app.find('label', text='Bob Baker')
    app.wait_gone('label', text='Only France and what is below it')


def read_a_page(app):
    app.find('label', text='2 people')
    app.keys('alt+1', 'alt+2')
    app.keys('Return')
    app.find('list item', 'Gained').point()
    app.reads('For the fair in Lyon')
    app.find('list item', 'Signals').point()
    app.reads('No Signals Yet')
    app.find('list item', 'History').point()
    app.reads('Imported')


def leave_the_programme(app, desk):
    """The dialog says what ends before it is done; one undo brings it back."""
    app.click('More about this person')
    app.find('menu item', 'Leave the Programme').click()
    app.reads('1 role ends today.')
    app.click('Leave', role='push button')
    window.wait_for('Ama has left', lambda: desk.states() == ('alumni', 'ended'))
    app.reads('Ama Serwaa has left the programme.')
    app.keys('ctrl+z')
    window.wait_for('Ama is back', lambda: desk.states() == ('active', 'current'))


def reorganise(app, desk):
    app.keys('alt+3')
    app.click('Tree', role='.*(button|tab|item).*')
    app.find('.*item.*|.*row.*', 'France, Hub').point()
    app.keys('ctrl+shift+m')
    app.find(name='What happens')
    app.click('Choose…')
    pick(app, 'asi', 'Europe')
    app.reads('Their leads see these people from then on')
    app.reads('1 person')
    app.keys('ctrl+Return')
    window.wait_for('France is a part of Asia', lambda: desk.parent('France') == desk.nodes['Asia'])
    app.reads('The network is reorganised.')
    app.keys('ctrl+z')
    window.wait_for('France is where it was', lambda: desk.parent('France') == desk.nodes['Europe'])


with tempfile.TemporaryDirectory() as folder:
    desk = Desk(pathlib.Path(folder))
    log = pathlib.Path(folder) / 'log'
    with window.Window(app_program, desk.profile, log=log) as app:
        choose_by_keyboard(app)
    with window.Window(app_program, desk.profile, log=log) as app:
        app.reads('Only France and what is below it')
        app.keys('alt+2')
        leave_in_one_click(app)
        read_a_page(app)
        leave_the_programme(app, desk)
        reorganise(app, desk)
