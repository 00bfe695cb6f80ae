"""A kind of records is found by its name: with “Go to anything”, and in the list of kinds, whose rows have names.

test-kinds.py APP CTL [PICTURES]
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])


def rows(app):
    """Of the list of kinds: what is listed."""
    return list(app.all('list item', within=app.find(name='Kinds of records')))


def shown(app):
    return [row.name for row in rows(app) if row.has('SELECTED')]


def go(app, words, name):
    app.keys('ctrl+k')
    app.find(name='Go to anything')
    app.type(words)
    app.find('list item', name, within=app.windows()[-1])
    app.keys('Return')
    window.wait_for('the search is closed', lambda: len(app.windows()) == 1)
    window.wait_for(f'{name} are shown', lambda: shown(app) == [name])


def check(app, picture):
    go(app, 'organisations', 'Organisations')
    app.find(name='All Records – ')
    assert all(row.name for row in rows(app)), [row.name for row in rows(app)]
    # The last of the list is scrolled to.
    go(app, 'access right', 'Access rights')
    window.wait_for('its row on the page', lambda: all(
        0 < row.rest().y < app.windows()[0].rest().height - 20 for row in rows(app) if row.has('SELECTED')))
    picture('kind')
    app.find(name='Find a kind').point()
    app.type('organi')
    window.wait_for('fewer kinds', lambda: [row.name for row in rows(app)] == ['Organisations'])
    picture('found')
    app.keys('Return')
    window.wait_for('what was found is shown', lambda: shown(app) == ['Organisations'])
    # What the list leaves out comes back when it is gone to.
    go(app, 'access right', 'Access rights')
    window.wait_for('all kinds again', lambda: len(rows(app)) > 50)
    app.find(name='Find a kind').point()
    app.type('zzqq')
    app.reads('Nothing found for “zzqq”')
    app.keys('Escape')
    window.wait_for('all kinds again', lambda: len(rows(app)) > 50)


def hear_the_program(app, desk):
    """In a search that is empty, keys are what they are elsewhere."""
    def names():
        return [one['name'] for one in desk.list('organisation')]
    go(app, 'organisations', 'Organisations')
    app.find('table row', 'Acme').point()
    pane = app.find('text|entry', text='Acme')
    app.find(name='Find a kind').point()
    app.keys('Escape')
    window.wait_for('the pane is closed', lambda: not pane.has('SHOWING'))
    app.keys('ctrl+z')
    window.wait_for('the record is taken back', lambda: not names())
    app.keys('ctrl+shift+z')
    window.wait_for('the record is there again', lambda: names() == ['Acme'])


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-kinds-') as name:
        folder = pathlib.Path(name)
        log = folder / 'log'
        desk = desks.Desk(ctl, folder / 'profile')
        desk.add('programme', 'name=Voices', 'zone=Europe/Paris')
        desk.add('organisation', 'name=Acme')
        with window.Window(program, desk.profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            check(app, lambda kind: pictures and app.picture(pictures / f'kinds-{kind}.png'))
            hear_the_program(app, desk)
        assert not desks.complaints(log), desks.complaints(log)


main()
