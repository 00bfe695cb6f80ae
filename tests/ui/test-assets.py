"""Assets, their families and needs by what a person sees: keys go along the lines of a family, an idea is made of an
asset and undone, and whoever stated a need says whether it was met.

test-assets.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import pathlib
import sqlite3
import sys
import tempfile
import time

import desks
import window

window.enter_session()


class Desk(desks.Desk):
    """The profile that the window has open, read beside it."""

    def __init__(self, folder, ctl):
        super().__init__(ctl, folder / 'desk')
        self.add('programme', 'name=Assets', 'zone=UTC')
        self.add('node', 'name=Works', 'kind=department')
        self.add('node', 'name=Sales', 'kind=department')
        self.need = self.add('need', 'title=Calm clients', 'node-id=Sales', 'audience=client')
        self.asset = self.add('asset', 'title=Pump house', 'department-id=Works', 'rights=own', 'confidentiality=public')
        items = folder / 'items.csv'
        items.write_text('Title,Audience,State,Department,Source,Source asset,Derived from\n'
                         'Night shift,client,draft,Sales,asset,Pump house,\n')
        self.do('import', 'content-item', items, '--running')
        night = self.list('content-item')[0]['id']
        morning = self.read('derive', night)['id']
        self.do('set', 'content-item', morning, 'title=Morning shift')
        self.other = sqlite3.connect(self.profile / 'cache.db', isolation_level=None)

    def family(self):
        return [one.get('title') for one in self.read('family', self.asset)['relatives']]

    def met(self):
        return self.read('need', self.need).get('met')


def card(app, title):
    return app.find('.*button.*', f'{title}. ')


def a_family_is_walked(app, desk):
    app.keys('alt+5')
    app.click('Assets')
    app.reads('Most Reused: 1')
    app.click('Family of “Pump house”')
    app.reads('Family of “Pump house”')
    window.wait_for('the asset has the focus', lambda: card(app, 'Pump house').has('FOCUSED'))
    app.keys('Right')
    window.wait_for('its item has the focus', lambda: card(app, 'Night shift').has('FOCUSED'))
    app.keys('Right')
    window.wait_for('what was made of that has the focus', lambda: card(app, 'Morning shift').has('FOCUSED'))
    app.keys('Left', 'minus')
    window.wait_for('the item is folded', lambda: 'folded' in card(app, 'Night shift').name)
    window.wait_for('what was made of it is hidden', lambda: not app.has(name='Morning shift. '))
    app.keys('plus', 'Left')
    app.find('.*button.*', 'Morning shift. ')


def an_idea_is_made_and_undone(app, desk):
    before = desk.family()
    app.click('Make an Idea of It')
    window.wait_for('the idea', lambda: desk.family() == ['Pump house', 'Night shift', 'Morning shift', 'Pump house'])
    app.reads('There is a new idea of it.')
    app.keys('ctrl+z')
    window.wait_for('it is undone', lambda: desk.family() == before)
    app.keys('Escape')  # closes it, though a toast is still there
    app.wait_gone(name='Make an Idea of It')


def an_answer_is_refused(app, desk):
    """Because another program writes and doesn't end: it is asked again, and what was written is there."""
    desk.other.execute('BEGIN IMMEDIATE')
    app.click('Met in part')
    app.find(name='Say So')
    app.type('Fewer calls')
    app.keys('Return')
    app.reads('is in use by another program')
    app.find('text', text='Fewer calls')
    if desk.met() is not None:
        raise AssertionError('it was written')
    desk.other.execute('ROLLBACK')
    app.click('Say So')
    window.wait_for('the answer', lambda: desk.met() == 'partly')
    app.reads('Fewer calls')
    app.keys('ctrl+z')
    window.wait_for('it is undone', lambda: desk.met() is None)


def a_need_is_answered(app, desk):
    app.click('Needs')
    app.find(name='Calm clients')
    app.keys('ctrl+f')
    app.type('Calm')
    app.keys('Tab', 'Down', 'Return')
    app.reads('Nothing has been made for it yet.')
    new = app.find('.*button.*', 'New Idea for It')
    new.ask('grab_focus')
    for _ in range(20):
        if new.has('FOCUSED'):
            break
        app.keys('Tab')
    app.keys('Return')
    app.reads('0 of 1')
    # What is shown anew takes the keyboard with it.
    window.wait_for('the button keeps the keyboard',
                    lambda: app.find('.*button.*', 'New Idea for It').has('FOCUSED'))
    # What happens meanwhile doesn't close the list in which one looks for an item.
    app.click('Link an Item')
    picker = window.wait_for('items to choose from', lambda: next(
        (window.Node(one.ask('get_parent')) for one in app.all('entry', 'Search ') if one.has('FOCUSED')), None))
    app.type('Night')
    window.wait_for('the others are not found', lambda: not app.has('label', text='Morning', within=picker))
    app.click('New Idea for It')
    window.wait_for('another idea', lambda: len(desk.list('content-item')) == 4)
    time.sleep(1)
    assert app.has('label', text='Night shift', within=picker), 'the list went away'
    app.keys('Return')
    app.reads('0 of 3')
    app.click('Met in part')
    app.click('Say So')
    window.wait_for('the answer', lambda: desk.met() == 'partly')
    app.keys('ctrl+z')
    window.wait_for('it is undone', lambda: desk.met() is None)
    an_answer_is_refused(app, desk)
    app.keys('Escape')
    window.wait_for('the window is closed', lambda: len(app.windows()) == 1)


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-assets-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, sys.argv[2]), folder / 'log'
        with window.Window(sys.argv[1], desk.profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'assets-failure.png'
            for step in (a_family_is_walked, an_idea_is_made_and_undone, a_need_is_answered):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'assets-{step.__name__}.png')
            app.take_keyboard()
        said = log.read_text(errors='replace')
        bad = desks.complaints(log)
    if bad:
        print(said[-6000:])
        sys.exit(1)


if __name__ == '__main__':
    main()
