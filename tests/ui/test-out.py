"""A post that went out at one desk while another one, apart from it, held or edited the item: Today and the editor offer
*Published* in one act, or say what is to be done before.

test-out.py APP CTL SERVER
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])


def fill(desk):
    """Two items that are scheduled, by Ben: one to be held, one to be edited; Ada has them before her."""
    desk.add('programme', 'name=Voices', 'zone=Europe/Paris')
    for words in (('node', 'name=Lyon'), ('pillar', 'name=Craft'), ('channel', 'name=Blog', 'network=website')):
        desk.add(*words)
    ada, ben = [desk.add('ambassador', f'display-name={name}') for name in ('Ada', 'Ben')]
    desk.do('me', ada)
    ids = []
    for title in ('Warm homes', 'Night shift'):
        ids.append(desk.add(
            'content-item', f'title={title}', f'body={title} it is', 'audience=client', 'pillar-id=Craft', f'owner-id={ben}',
            f'author-id={ben}', 'department-id=Lyon', 'source=original', 'language=en', 'channel-id=Blog',
            'publish-on=2099-12-01T09:00[Europe/Paris]', 'expires-on=2100-12-01', 'disclosure=Mine'))
        desk.do('move', 'content-item', ids[-1], 'draft')
    # The words are another's: Ada approves them.
    desk.do('me', ben)
    for item, title in zip(ids, ('Warm homes', 'Night shift')):
        desk.do('set', 'content-item', item, f'body={title} today')
        desk.do('move', 'content-item', item, 'in_review')
    desk.do('me', ada)
    for item in ids:
        desk.do('approve', item)
        desk.do('move', 'content-item', item, 'scheduled')
    return ben, ids


def play(one, two, server, ben, items, log):
    held, edited = items

    def is_in(item, state):
        return lambda: one.read('show', 'content-item', item)['state'] == state
    two.connect(server, server.token('--access', 'manager', '--name', 'Ben', '--person', ben))
    # Each does what the other one doesn't know.
    for number, item in enumerate(items):
        two.do('publish', item, f'link=https://x.example/{number}')
    one.do('move', 'content-item', held, 'on_hold', '--why', 'A crisis')
    one.do('set', 'content-item', edited, 'body=Other words')
    for desk in (one, two, one):
        desk.sync()
    assert is_in(held, 'on_hold')() and is_in(edited, 'in_review')(), one.list('content-item')
    with window.Window(app_program, one.profile, log=log) as app:
        app.failure_picture = os.environ.get('AMB_PICTURE')
        app.keys('alt+1')
        app.reads('Out, not published yet')
        app.click('Published: Warm homes')
        window.wait_for('it is published', is_in(held, 'published'))
        app.click('Undo')
        window.wait_for('it is on hold again', is_in(held, 'on_hold'))
        app.click('Published: Warm homes')
        window.wait_for('it is published', is_in(held, 'published'))
        app.wait_gone(name='Published: Warm homes')
        # The other one isn't what went out: the editor says so, and offers it once the words are back.
        app.click('Open: Night shift')
        app.reads('its text was changed here since')
        editor = app.windows()[-1]
        if os.environ.get('AMB_OUT_PICTURE'):
            app.picture(os.environ['AMB_OUT_PICTURE'])
        assert not app.has('.*button.*', 'Published', within=editor), 'it is offered with other words'
        two.do('set', 'content-item', edited, 'body=Night shift today')
        two.sync()
        app.find('text', text='Night shift today', within=editor, seconds=60)
        app.click('Approve', within=editor)
        app.reads('Every text was recorded as published', seconds=30)
        app.click('Published', within=editor)
        window.wait_for('it is published', is_in(edited, 'published'))
        app.click('Undo', within=editor)
        window.wait_for('it is approved', is_in(edited, 'approved'))
        # What is out is read: its title and text, no other text beside, and the way on is another item.
        app.click('Close', within=editor)
        app.wait_gone(name='Add Variant')
        app.take_keyboard()
        app.keys('ctrl+k')
        app.find(name='Go to anything')
        app.type('Warm homes')
        app.find('list item', 'Warm homes')
        app.keys('Return')
        app.click('Open in Editor')
        app.reads('is published: what is kept here is what went out')
        editor = app.windows()[-1]
        if os.environ.get('AMB_OUT_PICTURE'):
            app.picture(os.environ['AMB_OUT_PICTURE'] + '.2.png')
        for field in ('Title', 'Text', 'Link', 'Disclosure line'):
            assert not app.has('text|entry', field, within=editor), f'{field} is edited in place'
        assert not app.has('.*button.*', 'Add Variant', within=editor), 'a variant is added to what is out'
        app.click('Derive Another Item', within=editor)
        window.wait_for('the other item', lambda: len(one.list('content-item')) == 3)
        app.find('.*button.*', 'Add Variant')
        assert one.list('content-item', '--where', 'state=idea')[0]['parent-id'] == held
    for desk in (one, two, one):
        desk.sync()
    states = [[desk.read('show', 'content-item', item)['state'] for item in items] for desk in (one, two)]
    assert states == [['published', 'approved']] * 2, states


def main():
    os.environ.pop('AMBASSADE_KEYRING', None)
    with tempfile.TemporaryDirectory(prefix='ambassade-out-') as name:
        folder = pathlib.Path(name)
        log = folder / 'log'
        one, two = desks.Desk(ctl, folder / 'one'), desks.Desk(ctl, folder / 'two')
        server = desks.Server(server_program, folder / 'server')
        ben, items = fill(one)
        token = server.token('--access', 'manager', '--name', 'Ada')
        server.start()
        try:
            path = folder / 'one.token'
            path.write_text(token)
            one.do('connect', server.url, '--token-file', path, '--send')
            play(one, two, server, ben, items, log)
        finally:
            server.stop()
        failures = desks.complaints(log)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
