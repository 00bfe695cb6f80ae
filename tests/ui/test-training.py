"""An ambassador's training: what comes next, step by step, what is open, and nothing of the others'.

test-training.py APP CTL SERVER
"""

import datetime
import os
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

app_program, ctl, server_program = (os.path.abspath(path) for path in sys.argv[1:4])


class Desk(desks.Desk):
    def __init__(self, folder, server, *access):
        super().__init__(ctl, folder / access[-1])
        self.connect(server, server.token(*access))


def add_track(desk, name, *states):
    track = desk.add('track', f'name={name}', 'level=2')
    for state in states:
        desk.do('move', 'track', track, state)
    return track


def set_up(folder, server):
    """One track that Ada is on; besides, one that is open, one that is not yet and one that is no longer."""
    manager = Desk(folder, server, '--access', 'manager', '--name', 'Fatou')
    ada = manager.add('ambassador', 'display-name=Ada')
    track = add_track(manager, 'Enthusiast', 'open')
    add_track(manager, 'Press and camera', 'open')
    add_track(manager, 'Not ready')
    add_track(manager, 'Long gone', 'open', 'retired')
    for position, (title, kind) in enumerate((('The charter', 'read'), ('What would you do', 'quiz')), 1):
        manager.add('module', f'title={title}', f'track-id={track}', f'kind={kind}', f'position={position}', 'minutes=10')
    due = datetime.date.today() + datetime.timedelta(days=20)
    manager.add('enrolment', f'ambassador-id={ada}', f'track-id={track}', f'due={due}')
    manager.add('task', 'title=Share my case', f'ambassador-id={ada}', f'due-on={due}')
    manager.sync()
    ambassador = Desk(folder, server, '--access', 'ambassador', '--person', ada, '--name', 'Ada')
    return manager, ambassador


def answer(app):
    """By when is said before one accepts; the dialog's buttons are called by their words alone."""
    app.find('.*button.*', 'Accept: Share my case')
    app.reads('Due ')
    app.click('Accept: Share my case')
    app.click('Done: Share my case')
    window.wait_for('the dialog', lambda: len(app.windows()) == 2)
    names = [node.name for node in app.windows()[-1].walk() if node.role.endswith('button') and node.name]
    assert 'Cancel' in names and not any('_' in name for name in names), names
    app.keys('Escape')
    window.wait_for('the dialog is closed', lambda: len(app.windows()) == 1)


def follow(app):
    """From the beginning to what somebody else has to look at; and one step back."""
    app.find('list item', 'My Training').click()
    app.find(name='My Training – Ambassade')
    app.reads('Assigned, not begun')
    app.reads('Still to come')
    for name in ('Not ready', 'Long gone'):
        assert not app.has(text=name), f'an ambassador sees the track “{name}”'
    assert app.has(name='Join…: Press and camera')
    app.click('Begin: Enthusiast')
    app.reads('The track is begun.')
    app.find('.*button.*', 'Done: The charter')
    app.keys('ctrl+z')
    app.click('Begin: Enthusiast')
    app.click('Done: The charter')
    app.find('.*button.*', 'Open: What would you do')
    app.reads('The module is done.')
    app.keys('ctrl+z')
    app.find('.*button.*', 'Done: The charter')
    app.click('Done: The charter')
    app.find('.*button.*', 'Open: What would you do')


def ask(app):
    app.click('Join…: Press and camera')
    window.wait_for('the form', lambda: len(app.windows()) == 2)
    app.keys('ctrl+Return')
    app.reads('answers within 48 hours')


def state_stands_once(app):
    """On the person's page: on the button that changes it."""
    app.keys('alt+2')
    app.click('Show Pool')

    def listed():
        """Today, which names her too, stays in the tree."""
        return next((node for node in app.all('label', text='Ada') if 'Cell' in node.path), None)
    window.wait_for('Ada in the list', listed).point()
    app.keys('Return')
    app.find('list item', 'History')
    word = app.find('.*button', 'State: ').name.partition('State: ')[2].partition('.')[0]

    def told():
        """Not in the list, which stays in the tree behind the page."""
        paths = [node.path for node in app.walk() if node.text == word]
        return [path for path in paths if path.startswith('AmbChip') and 'Cell' not in path]
    assert told() and all('State: ' in path for path in told()), told()


def look_at_all(app):
    """What else there is stays within reach; and a search that finds nothing says so."""
    app.click('All Records of My Training')
    app.find(name='All Records – Ambassade')
    app.keys('ctrl+k')
    app.find(name='Go to anything')
    app.type('zzqq')
    app.reads('Nothing found for “zzqq”')
    app.keys('BackSpace', 'BackSpace', 'BackSpace', 'BackSpace')
    window.wait_for('the places are back', lambda: app.has('list item', 'My Data', within=app.windows()[-1]))
    app.keys('Escape')
    window.wait_for('the palette is closed', lambda: len(app.windows()) == 1)


def main():
    with tempfile.TemporaryDirectory(prefix='ambassade-training-') as name:
        folder = pathlib.Path(name)
        server = desks.Server(server_program, folder / 'server')
        log = str(folder / 'log')
        server.start()
        try:
            manager, ambassador = set_up(folder, server)
            ambassador.sync()
            with window.Window(app_program, ambassador.profile, log=log) as app:
                answer(app)
                follow(app)
                ask(app)
                look_at_all(app)
            ambassador.sync()
            with window.Window(app_program, manager.profile, log=log) as app:
                state_stands_once(app)
            refused = ambassador.read('conflicts')
            assert not refused['conflicts'], f'what was undone came back: {refused}'
            manager.sync()
            result, = manager.list('module-result')
            assert result['outcome'] == 'done', result
            enrolment, = manager.list('enrolment')
            assert enrolment['state'] == 'in_progress' and enrolment['started-on'], enrolment
            question, = manager.list('centre-question')
            assert question['subject'] == 'May I join “Press and camera”?', question
            assert question['asked-by-id'] == enrolment['ambassador-id'], question
            text = pathlib.Path(log).read_text()
            assert 'CRITICAL' not in text and 'WARNING' not in text, text
        except Exception:
            if os.path.exists(log):
                print(pathlib.Path(log).read_text()[-3000:])
            raise
        finally:
            server.stop()


main()
print('ok')
