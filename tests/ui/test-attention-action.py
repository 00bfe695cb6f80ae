"""An approval that the server refused is one card, whatever it is made of: tried again, taken back and left by the keyboard
alone; the chip, Today and the command line count it as one.

test-attention-action.py APP CTL SERVER [PICTURES]
"""

import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])
ITEM = 'Warm homes for Lyon'
PLAN = ('language=en', 'publish-on=2026-12-01T09:00[Europe/Paris]', 'expires-on=2027-12-01', 'disclosure=I work here')


def make(folder):
    """Ben approves what Eva edits meanwhile; his desk, and hers."""
    server = desks.Server(server_program, folder / 'server')
    first = server.token('--access', 'manager', '--name', 'Fatou')
    server.start()
    centre = desks.Desk(ctl, folder / 'centre')
    centre.connect(server, first)
    node = centre.add('node', 'name=Lyon', 'code=LYO')
    centre.add('pillar', 'name=Craft')
    centre.add('channel', 'name=Blog')
    people = {name: centre.add('ambassador', f'display-name={name}', f'node-id={node}') for name in ('Ada', 'Ben', 'Eva')}
    centre.sync()
    ada, ben, eva = (desks.Desk(ctl, folder / name) for name in people)
    for name, desk in (('Ada', ada), ('Ben', ben), ('Eva', eva)):
        desk.connect(server, server.token('--access', 'manager', '--name', name, '--person', people[name]))
    item = ada.add('content-item', f'title={ITEM}', 'audience=client', 'body=Text', 'source=original', f'department-id={node}',
                   'pillar-id=Craft', 'channel-id=Blog', *PLAN)
    for state in ('draft', 'in_review'):
        ada.do('move', 'content-item', item, state)
    for desk in (ada, ben, eva):
        desk.sync()
    ben.do('approve', item)
    eva.do('set', 'content-item', item, 'body=Text of Eva')
    eva.sync()
    ben.sync()
    return server, ben, eva, item


def check_command_line(ben, item):
    """As the card."""
    [told] = ben.read('conflicts')['conflicts']
    assert (told['entity'], told['id'], told['kind'], told['parts']) == ('content-item', item, 'move', []), told
    assert 'another one meanwhile' in told['what'], told
    assert ben.read('status')['findings'] == 1
    words = ben.do('conflicts')
    assert 'Own item' not in words and 'Version' not in words, words


def settle(app, picture):
    app.reads('1 conflict')
    app.keys('alt+0')
    app.reads('1 to settle')
    window.wait_for('the focus on the card', lambda: ITEM in (app.focused() or app.root).name)
    app.reads('is another one meanwhile')
    for noise in ('Own item', 'Texts approved', 'Another part of the same action'):
        assert not app.has(text=noise) and not app.has(name=noise), noise
    picture('one')
    app.keys('m')
    app.reads('Everything Is Settled')
    app.keys('ctrl+z')
    app.reads('1 to settle')
    window.wait_for('the focus on what came back', lambda: ITEM in (app.focused() or app.root).name)
    app.keys('t')
    app.reads('Everything Is Settled')
    app.keys('ctrl+z')
    app.reads('1 to settle')
    app.keys('m')
    app.reads('Everything Is Settled')


def main():
    pictures = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-attention-action-') as name:
        folder = pathlib.Path(name)
        server, ben, eva, item = make(folder)
        log = folder / 'log'
        try:
            check_command_line(ben, item)
            with window.Window(app_program, ben.profile, log=log) as app:
                app.failure_picture = os.environ.get('AMB_PICTURE')
                settle(app, lambda kind: pictures and app.picture(pictures / f'attention-action-{kind}.png'))

                def is_approved():
                    eva.sync()
                    return eva.read('show', 'content-item', item)['state'] == 'approved'
                window.wait_for('the other desk’s view', is_approved, 60)
            assert ben.read('conflicts')['conflicts'] == []
            # What was taken back after it had been sent was told, too.
            approvals = eva.list('approval', '--where', f'item-id={item}')
            back = {one.get('takes-back-id') for one in approvals}
            stand = [one for one in approvals if one['id'] not in back and one['verdict'] == 'approved']
            assert len(stand) == 1, approvals
        finally:
            server.stop()
        assert not desks.complaints(log), desks.complaints(log)


main()
