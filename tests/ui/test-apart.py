"""Connecting a profile that has records, in the real window: both choices, and signing out with unsent changes.

test-apart.py APP CTL SERVER
"""

import json
import os
import pathlib
import sys
import tempfile
import time

import desks
import window
from profiles import run

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])


def people(profile):
    listed = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'ambassador'))
    return sorted(record['display-name'] for record in listed['records'])


def make(profile, *names):
    profile.mkdir(mode=0o700)
    run(ctl, '--profile', profile, 'add', 'programme', f'name=Voices of {names[0]}')
    for name in names:
        run(ctl, '--profile', profile, 'add', 'ambassador', f'display-name={name}')


def connect(app, server, token):
    """Preferences, address and token, as a person fills them in."""
    app.keys('ctrl+comma')
    app.find(name='Address').point()
    app.type(server.url)
    app.keys('Tab')
    app.type(token)
    app.keys('Return')


def close_preferences(app):
    """A dialog over them may still be closing, and would take the key."""
    window.wait_for('only the preferences are over the window', lambda: len(app.windows()) == 2)
    app.keys('Escape')
    window.wait_for('the preferences are closed', lambda: len(app.windows()) == 1)


def send(folder, server, log):
    """The first one finds an empty server."""
    profile = folder / 'sent'
    make(profile, 'Ada Ambler', 'Ben Ambler')
    with window.Window(app_program, profile, log=log) as app:
        connect(app, server, server.token('--access', 'manager', '--name', 'Ada'))
        app.reads('2 Records Are Here Already')
        app.reads('The server is empty')
        app.click('Send to the Server')
        app.reads('The programme is on the server')
        app.click('Done')
        app.reads(server.url)
        close_preferences(app)
    assert people(profile) == ['Ada Ambler', 'Ben Ambler'], people(profile)
    return profile


def keep_apart(folder, server, log):
    """The second finds a programme there."""
    profile = folder / 'kept'
    make(profile, 'Zita Zorn', 'Yves Zorn', 'Xenia Zorn')
    with window.Window(app_program, profile, log=log) as app:
        connect(app, server, server.token('--access', 'manager', '--name', 'Zita'))
        app.reads('3 Records Are Here Already')
        app.reads('two are never mixed')
        assert not app.has('.*button.*', 'Send to the Server'), 'a second programme is offered to be sent'
        app.click('Keep Apart')
        app.reads('Kept Apart')
        app.reads('kept-apart')
        window.wait_for('the programme of the server', lambda: people(profile) == ['Ada Ambler', 'Ben Ambler'])
        close_preferences(app)
    apart = folder / 'kept-apart'
    assert people(apart) == ['Xenia Zorn', 'Yves Zorn', 'Zita Zorn'], people(apart)
    with window.Window(app_program, apart, log=log) as app:
        app.open_record('Zita Zorn', 'Zita Zorn')
        app.keys('ctrl+comma')
        app.reads(str(profile))  # the way back
        close_preferences(app)


def choose_nowhere(app):
    """A file that has no path is told, not passed over."""
    app.find('list item', 'Take up unsent changes').click()
    window.wait_for('the choice of a file', lambda: len(app.windows()) == 3)
    app.keys('ctrl+l')
    app.type('resource:///org/ambassade/Ambassade/style.css')
    app.keys('Return')
    app.reads('This file is not on this computer.')
    app.keys('Escape')


def cancel(folder, server, log):
    profile = folder / 'cancelled'
    make(profile, 'Carl Cole')
    with window.Window(app_program, profile, log=log) as app:
        connect(app, server, server.token('--access', 'manager', '--name', 'Carl'))
        app.reads('1 Record Is Here Already')
        app.keys('Escape')
        app.find('.*button.*', 'Connect')
        choose_nowhere(app)
        window.wait_for('the preferences are closed', lambda: len(app.windows()) == 1 or app.keys('Escape'))
    assert people(profile) == ['Carl Cole']
    assert json.loads(run(ctl, '--profile', profile, '--json', 'status'))['server'] is None


def sign_out_offline(profile, server, log):
    """Nothing is given up without being asked, and nothing when it can't be sent."""
    server.stop()
    person = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'ambassador'))['records'][0]['id']
    run(ctl, '--profile', profile, 'set', 'ambassador', person, 'job-title=Welder')
    with window.Window(app_program, profile, log=log) as app:
        app.keys('ctrl+comma')
        app.find(name='Sign out').click()
        app.reads('1 Change Was Never Sent')
        app.click('Send', role='push button|button')
        window.wait_for('the dialog is over', lambda: not app.has(name='1 Change Was Never Sent'))
        time.sleep(1)
        app.reads('Not Everything Was Sent')
        app.keys('Escape')
        app.reads(server.url)
        close_preferences(app)
    status = json.loads(run(ctl, '--profile', profile, '--json', 'status'))
    assert status['server'] and status['waiting'] == 1, status


def main():
    os.environ.pop('AMBASSADE_KEYRING', None)
    with tempfile.TemporaryDirectory(prefix='ambassade-apart-') as name:
        folder = pathlib.Path(name)
        log = folder / 'log'
        server = desks.Server(server_program, folder / 'server')
        server.token('--access', 'manager', '--name', 'Nobody')
        server.start()
        try:
            sent = send(folder, server, log)
            keep_apart(folder, server, log)
            cancel(folder, server, log)
        except BaseException:
            server.stop()
            raise
        sign_out_offline(sent, server, log)
        failures = desks.complaints(log)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
