"""A role above somebody's level is given, from the checklist and from the list of assignments, to whoever was told both levels
and still wants it; a home is chosen among countries and business lines.

test-level.py APP CTL
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

TOLD = '“Speaker” asks for Level 4, and Ann has no certificate yet.'


def go_to(app, words, name):
    app.keys('ctrl+k')
    app.find(name='Go to anything')
    app.type(words)
    app.find('list item', name)
    app.keys('Return')
    window.wait_for('the search is closed', lambda: len(app.windows()) == 1)


def choose_role(app):
    app.take_keyboard()
    app.click('Give…: A role')
    window.wait_for('the search', lambda: (at := app.focused()) and at.name == 'Search Roles')
    app.type('Speaker')
    app.find('label', text='Speaker')
    app.keys('Return')
    window.wait_for('the question', lambda: len(app.windows()) > 1)
    app.reads(TOLD)


def fill_assignment(app):
    """A new one, whose first field is asked for at once."""
    go_to(app, 'assignments', 'Assignments')
    app.keys('ctrl+n')
    for button, name in ((None, 'Ann'), ('Role: None', 'Moderator')):
        if button:
            app.click(button)
        app.find('entry', f'Search {"Roles" if button else "People"}')
        app.type(name)
        app.find('label', text=name)
        app.keys('Return')
        app.find(name=f'{"Role" if button else "Person"}: {name}')


def add_assignment(app):
    app.click('Add')
    window.wait_for('the question', lambda: len(app.windows()) > 2)
    app.reads('“Moderator” asks for Level 4, and Ann has no certificate yet.')


def main():
    app_program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-level-') as name:
        folder = pathlib.Path(name)
        log = folder / 'log'
        desk = desks.Desk(ctl, folder / 'desk')
        people = folder / 'running.csv'
        people.write_text('Name,E-mail,State\nAnn,a@x.example,onboarding\n')
        desk.do('import', 'ambassador', people, '--running')
        desk.add('role', 'name=Speaker', 'kind=other', 'level=4')
        desk.add('role', 'name=Moderator', 'kind=other', 'level=4')
        desk.add('node', 'name=France', 'kind=country')
        desk.add('node', 'name=Francophone sales', 'kind=department')
        with window.Window(app_program, desk.profile, log=log) as app:
            go_to(app, 'Ann', 'Ann')
            choose_role(app)
            app.click('Cancel')
            window.wait_for('the question is closed', lambda: len(app.windows()) == 1)
            assert not desk.list('assignment'), 'a role was given without a yes'
            choose_role(app)
            app.click('Give It Anyway')
            window.wait_for('the role is given', lambda: desk.list('assignment'))
            app.click('Choose…: A home node')
            app.type('Fran')
            app.find('label', text='France')
            picker = window.Node(app.find(name='Search Nodes').ask('get_parent'))
            assert not app.has(text='Francophone sales', within=picker), 'a department is offered as a home'
            app.keys('Return')
            window.wait_for('a home', lambda: desk.list('ambassador')[0].get('node-id'))
            fill_assignment(app)
            add_assignment(app)
            app.click('Cancel', within=app.windows()[-1])
            window.wait_for('the question is closed', lambda: len(app.windows()) == 2)
            assert len(desk.list('assignment')) == 1, 'a role was added without a yes'
            add_assignment(app)
            app.click('Give It Anyway')
            window.wait_for('the role is added', lambda: len(desk.list('assignment')) == 2)
        failures = desks.complaints(log)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
