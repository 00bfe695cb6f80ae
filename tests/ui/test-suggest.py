"""An ambassador suggests an item in the window; a manager reads there what it is for, and answers the whole queue by the
keyboard: approves two together, asks for changes, rejects, accepts and declines; each reason comes back to the ambassador.

test-suggest.py APP CTL SERVER
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
WORDS = 'Clients ask for it every week'


class Desk(desks.Desk):
    """Of one person, with a window of its own."""

    def __init__(self, folder, server, name, *access):
        super().__init__(ctl, folder / name)
        self.connect(server, server.token('--name', name, '--access', *access))

    @contextlib.contextmanager
    def window(self, log):
        with window.Window(app_program, self.profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            yield app
        assert not desks.complaints(log), desks.complaints(log)

    def state(self, item):
        return self.read('show', 'content-item', item)['state']


def to_review(app, place):
    app.find('list item', place).click()
    app.click('To Review', role='.*')


def get_queue(app):
    return app.find('list', 'What waits for a decision')


def find_row(app, title):
    return app.find('list item', title, within=get_queue(app))


def suggest(ada, log):
    """Its keyboard reaches each field, and the words that go with it."""
    with ada.window(log) as app:
        app.find('list item', 'Calendar').click()
        app.click('Suggest an Item…')
        app.reads('Whoever leads your department reads it')
        app.find('text|entry', 'Title')
        app.type('Who keeps the water running')
        words = app.find('text', 'What it is for')
        for _ in range(20):
            if words.has('FOCUSED'):
                break
            app.keys('Tab')
        assert words.has('FOCUSED'), 'the keyboard does not reach it'
        app.type(WORDS)
        app.keys('ctrl+Return')
        window.wait_for('the dialog is closed', lambda: len(app.windows()) == 1)
        to_review(app, 'Calendar')
        find_row(app, 'Who keeps the water running')


def answer(app, key, verb, why):
    """The keyboard alone: a letter asks, Enter gives the reason."""
    app.keys(key)
    window.wait_for('the question', lambda: len(app.windows()) == 2)
    app.find('.*button.*', verb, within=app.windows()[-1])
    app.type(why)
    app.keys('Return')
    window.wait_for('the question is closed', lambda: len(app.windows()) == 1)


def wait_chosen(app, title):
    """What came after the one that was decided is next: its text stands beside."""
    window.wait_for(f'{title} is chosen', lambda: find_row(app, title).has('SELECTED'))
    app.take_keyboard()


def read_on(app, centre, items):
    """What a colleague changes elsewhere takes neither what is marked nor where one reads from whoever reads."""
    find_row(app, 'Warm homes').point()
    wait_chosen(app, 'Warm homes')
    pane = app.find(text='Line 1 of many')
    mark = app.atspi.Text
    assert mark.set_selection(pane.accessible, 0, 0, 6) or mark.add_selection(pane.accessible, 0, 6)

    def is_marked():
        from gi.repository import GLib
        try:
            return mark.get_n_selections(pane.accessible) == 1
        except GLib.Error:  # it is gone
            return False
    window.wait_for('it is marked', is_marked)
    box = app.atspi.Component.get_extents(pane.accessible, app.atspi.CoordType.WINDOW)
    subprocess.run(['xdotool', 'mousemove', str(box.x + box.width // 2), str(box.y + 40), 'click', '--repeat', '5', '5'],
                   check=True)

    def top():
        return app.atspi.Component.get_extents(pane.accessible, app.atspi.CoordType.WINDOW).y
    window.wait_for('it is scrolled', lambda: top() < box.y - 100)
    # A wheel may glide on.
    before = None
    while before != (before := top()):
        time.sleep(0.5)
    centre.sync()
    centre.do('set', 'content-item', items['Cold homes'], 'title=Cold homes again')
    centre.sync()
    find_row(app, 'Cold homes again')
    assert is_marked(), 'what was marked is lost'
    assert top() == before, (top(), before)
    centre.do('set', 'content-item', items['Warm homes'], 'link=https://homes.example')
    centre.sync()
    app.reads('https://homes.example')
    assert is_marked() and top() == before, 'the text was shown anew'


def decide(ben, log, centre, items):
    with ben.window(log) as app:
        to_review(app, 'Content')
        app.reads(WORDS)
        read_on(app, centre, items)
        find_row(app, 'Night shift').point()
        wait_chosen(app, 'Night shift')
        app.keys('x', 'Down')
        wait_chosen(app, 'Day shift')
        app.keys('x')
        app.reads('Approve 2 Ticked')
        app.keys('ctrl+Return')
        for title in ('Night shift', 'Day shift'):
            window.wait_for(f'{title} is approved', lambda: ben.state(items[title]) == 'approved')
        wait_chosen(app, 'Warm homes')
        answer(app, 'c', 'Ask', 'Name the town')
        window.wait_for('changes are asked for', lambda: ben.state(items['Warm homes']) == 'changes_requested')
        wait_chosen(app, 'Cold homes again')
        answer(app, 'r', 'Reject', 'Not true any more')
        window.wait_for('it is rejected', lambda: ben.state(items['Cold homes']) == 'rejected')
        # An idea is accepted in a window that says who writes it and who reads it.
        wait_chosen(app, 'Who waters the trees')
        app.keys('a')
        app.reads('It becomes a draft.')
        app.keys('ctrl+Return')
        window.wait_for('it is a draft', lambda: ben.state(items['Who waters the trees']) == 'draft')
        window.wait_for('the form is closed', lambda: len(app.windows()) == 1)
        wait_chosen(app, 'Who keeps the water running')
        answer(app, 'r', 'Decline', 'Told in May')
        app.reads('Nothing Waits for You')


def reads_an_asset(app):
    """Of others: what would be refused isn't offered."""
    app.click('Assets', role='.*')
    app.click('Family of “Pump house”')
    app.find('.*button.*', 'Make an Idea of It')
    assert not app.has('.*button.*', 'Renew Rights for a Year'), 'an ambassador renews the rights of others'
    window.wait_for('the family is closed', lambda: len(app.windows()) == 1 or app.keys('Escape'))


def read_answers(ada, log):
    with ada.window(log) as app:
        app.find('list item', 'Calendar').click()
        reads_an_asset(app)
        to_review(app, 'Calendar')
        for title, state, why in (('Who keeps the water running', 'Rejected', 'Told in May'),
                                  ('Warm homes', 'Changes requested', 'Name the town'),
                                  ('Cold homes again', 'Rejected', 'Not true any more'),
                                  ('Who waters the trees', 'Draft', None)):
            row = find_row(app, title)
            assert state in row.name and 'Ben' in row.name, row.name
            assert why is None or why in row.name, row.name


def set_up(centre, folder, server):
    """Ada, who suggests, and Ben, who decides; what Ada owns and is ready for a decision."""
    node = centre.add('node', 'name=Lyon', 'code=LYO')
    people = {one: centre.add('ambassador', f'display-name={one}', f'node-id={node}') for one in ('Ada', 'Ben')}
    centre.add('pillar', 'name=Craft', 'promise=We mend what others replace')
    centre.add('channel', 'name=Voices on X', 'network=x')
    centre.add('asset', 'title=Pump house', 'department-id=Lyon', 'rights=own', 'confidentiality=public')
    items = {}
    for title in ('Night shift', 'Day shift'):
        items[title] = centre.add(
            'content-item', f'title={title}', f'body={title} of the works', 'audience=client', 'pillar-id=Craft',
            'owner-id=Ada', 'department-id=Lyon', 'source=original', 'language=en', 'channel-id=Voices on X',
            'publish-on=2099-12-01T09:00[Europe/Paris]', 'expires-on=2100-12-01', 'disclosure=Mine')
        for state in ('draft', 'in_review'):
            centre.do('move', 'content-item', items[title], state)
    centre.sync()
    ada, ben = (Desk(folder, server, one, access, '--person', people[one])
                for one, access in (('Ada', 'ambassador'), ('Ben', 'manager')))
    text = '\n\n'.join(f'Line {n} of many' for n in range(1, 60))
    for title, body in (('Warm homes', text), ('Cold homes', 'Text'), ('Who waters the trees', 'Trees')):
        items[title] = ada.read('suggest-item', title, 'audience=client', f'body={body}')['id']
    ada.sync()
    ben.sync()
    for title in ('Warm homes', 'Cold homes'):
        ben.do('accept-suggestion', items[title], 'language=en')
    ben.sync()
    ada.sync()
    for title in ('Warm homes', 'Cold homes'):
        ada.do('move', 'content-item', items[title], 'in_review')
    return ada, ben, items


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-suggest-') as name:
        folder = pathlib.Path(name)
        server, log = desks.Server(server_program, folder / 'server'), folder / 'log'
        server.token('--access', 'manager', '--name', 'Nobody')
        server.start()
        try:
            centre = Desk(folder, server, 'Centre', 'manager')
            ada, ben, items = set_up(centre, folder, server)
            suggest(ada, log)
            ada.sync()
            ben.sync()
            waits = {one['title']: one['what-for'] for one in ben.read('suggestions')['suggestions']}
            assert waits['Who keeps the water running'] == WORDS, waits
            decide(ben, log, centre, items)
            ben.sync()
            ada.sync()
            read_answers(ada, log)
        finally:
            server.stop()
    return 0


if __name__ == '__main__':
    sys.exit(main())
