"""A new content item: what one begins with, its owner and its day there already; an hour that clocks leave out or show twice
is told under its field, as it is typed and as it is kept; and the agenda says where it goes out, whose it is and its state.

test-new-item.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import datetime
import pathlib
import sys
import tempfile

import desks
import window

window.enter_session()

SPRING, AUTUMN = '2027-03-28T02:30[Europe/Paris]', '2026-10-25T02:30[Europe/Paris]'


def add(app, desk):
    app.keys('ctrl+n')
    app.find('text|entry', 'Title')
    app.type('Warm homes')
    form = app.windows()[-1]
    for name in ('Text for pictures', 'Expires on', 'Disclosure line', 'Tags'):
        assert not app.has(None, name, within=form), f'{name} is asked for at first'
    app.find('text|entry', 'Publish on', within=form).point()
    app.type(SPRING)
    app.reads('put forward over 02:30')
    app.keys('ctrl+a')
    app.type(AUTUMN)
    app.reads('show 02:30 twice')
    app.keys('ctrl+Return')
    window.wait_for('the form is closed', lambda: len(app.windows()) == 1)
    made = [one for one in desk.list('content-item', '--where', 'owner-id=Ada') if one['title'] == 'Warm homes']
    assert [one['publish-on'] for one in made] == [AUTUMN], made
    # In its pane the note stands under what is kept.
    app.reads('show 02:30 twice')


def in_the_agenda(app, desk):
    app.keys('Escape', 'alt+5', 'ctrl+5')
    app.click('Today')
    app.find('label', 'The page · Ada')
    app.find('label', 'Idea')


class Desk(desks.Desk):
    def __init__(self, folder, ctl):
        super().__init__(ctl, folder / 'desk')
        self.do('add', 'programme', 'name=Calendar', 'zone=UTC')
        self.do('me', self.add('ambassador', 'display-name=Ada'))
        self.add('channel', 'name=The page')
        self.add('content-item', 'title=Night shift', 'channel-id=The page', f'publish-on={datetime.date.today()}T09:00[UTC]')


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-new-item-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, sys.argv[2]), folder / 'log'
        with window.Window(sys.argv[1], desk.profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'new-item-failure.png'
            app.keys('alt+5')
            for step in (add, in_the_agenda):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'new-item-{step.__name__}.png')
        failures = desks.complaints(log)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
