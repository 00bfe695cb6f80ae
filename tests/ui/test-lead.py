"""A lead's window: its numbers are of what the lead sees, and say so; what others change meanwhile takes neither the
keyboard nor an open list; what can't be done any more says why.

test-lead.py APP CTL SERVER
"""

import os
import pathlib
import sys
import tempfile
import time

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])


class Desk(desks.Desk):
    def __init__(self, folder, server, name, *access):
        super().__init__(ctl, folder / name)
        self.connect(server, server.token('--name', name, '--access', *access))

    def change(self, *words):
        """And the server knows."""
        self.do(*words)
        self.sync()


def set_up(folder, server):
    """One publication of Lyon and two of Nantes lack their figures; the server has all of it."""
    centre = Desk(folder, server, 'Centre', 'manager')
    nodes = {name: centre.add('node', f'name={name}', f'code={name[:3].upper()}', 'kind=department')
             for name in ('Lyon', 'Nantes')}
    lea = centre.add('ambassador', 'display-name=Lea', f'node-id={nodes["Lyon"]}')
    channel = centre.add('channel', 'name=Page', 'network=x')
    items = folder / 'items.csv'
    items.write_text('Title,Audience,State,Department\nNight shift,client,published,Lyon\n'
                     'Harbour,client,published,Nantes\nTides,client,published,Nantes\n')
    centre.do('import', 'content-item', items, '--running')
    for item in centre.list('content-item'):
        centre.add('publication', f'item-id={item["id"]}', 'kind=company', f'channel-id={channel}',
                   f'node-id={item["department-id"]}', 'published-at=2026-01-10T09:00:00.000Z')
    need = centre.add('need', 'title=Calm clients', 'node-id=Lyon', 'audience=client')
    mill = centre.add('asset', 'title=Old mill', 'department-id=Lyon', 'rights=own', 'confidentiality=public')
    centre.sync()
    lead = Desk(folder, server, 'Lea', 'lead', '--node', 'LYO', '--person', lea)
    assert len(lead.list('publication')) == 3, 'publications are sent to everybody'
    return centre, lead, need, mill


def numbers_are_of_what_is_seen(app):
    """On Today, above the results, and said beside them."""
    app.find(name='Figures to record')
    section = app.find(name='Figures to record')
    count = next(node.text for node in section.walk() if node.text.isdigit())
    assert count == '1', f'{count} publications are said to wait for figures'
    app.keys('alt+5')
    app.click('Results', role='.*radio.*|.*toggle.*|.*tab.*|.*button.*')
    app.find('.*button.*', 'Unknown: 1')
    app.find('label', 'Of what you may see')


def a_week_that_is_not_filled_says_why(app, centre, mill):
    """The asset was removed since the window offered it."""
    app.click('Calendar', role='.*radio.*|.*toggle.*|.*tab.*|.*button.*')
    app.click('Fill the Gap')
    app.find('.*button.*', 'Use “Old mill”')
    centre.change('remove', 'asset', mill)
    app.find('.*button.*', 'Use “Old mill”').click()
    app.reads('is not here any more')
    window.wait_for('the keyboard is where it was', lambda: app.find('.*button.*', 'Use “Old mill”').has('FOCUSED'))
    app.keys('Escape')
    window.wait_for('the window is closed', lambda: len(app.windows()) == 1)


def others_leave_the_keyboard(app, centre, lead, need):
    """In the window of a need: at the button, and in the list in which an item is looked for."""
    app.click('Needs', role='.*radio.*|.*toggle.*|.*tab.*|.*button.*')
    app.find(name='Calm clients')
    app.keys('ctrl+f')
    app.type('Calm')
    app.keys('Tab', 'Down', 'Return')
    app.reads('Nothing has been made for it yet.')
    for _ in range(20):
        if app.find('.*button.*', 'New Idea for It').has('FOCUSED'):
            break
        app.keys('Tab')
    centre.change('add', 'content-item', 'title=Quiet mornings', f'need-id={need}', 'department-id=Lyon', 'audience=client')
    app.reads('0 of 1')
    window.wait_for('the button keeps the keyboard',
                    lambda: app.find('.*button.*', 'New Idea for It').has('FOCUSED'))
    app.click('Link an Item')
    picker = window.wait_for('items to choose from', lambda: next(
        (window.Node(one.ask('get_parent')) for one in app.all('entry', 'Search ') if one.has('FOCUSED')), None))
    app.type('Night')
    window.wait_for('the others are not found', lambda: not app.has('label', text='Quiet', within=picker))
    centre.change('add', 'content-item', 'title=Quiet days', f'need-id={need}', 'department-id=Lyon', 'audience=client')
    window.wait_for('it is here', lambda: len(lead.list('content-item', '--where', f'need-id={need}')) == 2)
    time.sleep(1)
    assert app.has('label', text='Night shift', within=picker), 'the list went away'
    app.keys('Return')
    app.reads('1 of 3')
    window.wait_for('the item is linked',
                    lambda: len(lead.list('content-item', '--where', f'need-id={need}')) == 3)
    while len(app.windows()) > 1:
        app.keys('Escape')


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-lead-') as name:
        folder = pathlib.Path(name)
        server, log = desks.Server(server_program, folder / 'server'), folder / 'log'
        server.token('--access', 'manager', '--name', 'Nobody')
        server.start()
        try:
            centre, lead, need, mill = set_up(folder, server)
            with window.Window(app_program, lead.profile, {'TZ': 'UTC'}, log=log) as app:
                app.failure_picture = os.environ.get('AMB_PICTURE')
                numbers_are_of_what_is_seen(app)
                a_week_that_is_not_filled_says_why(app, centre, mill)
                others_leave_the_keyboard(app, centre, lead, need)
        finally:
            server.stop()
        bad = desks.complaints(log)
    assert not bad, bad
    return 0


if __name__ == '__main__':
    sys.exit(main())
