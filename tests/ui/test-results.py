"""What came of publications by what a person sees: figures are typed, taken back, and read from a network's file; what is
known, estimated and unknown is told apart.

test-results.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import os
import pathlib
import re
import sys
import tempfile

import desks
import window

window.enter_session()

NOWHERE = 'resource:///org/ambassade/Ambassade/style.css'  # a file that has no path


class Desk(desks.Desk):
    """The profile that the window has open, read beside it."""

    def __init__(self, folder, ctl):
        super().__init__(ctl, folder / 'desk')
        self.add('programme', 'name=Results', 'zone=UTC')
        self.add('node', 'name=Works', 'kind=department')
        channel = self.add('channel', 'name=Page', 'network=linkedin')
        items = folder / 'items.csv'
        items.write_text('Title,Audience,State,Department\n'
                         'Night shift,client,published,Works\nOld shift,client,published,Works\n')
        self.do('import', 'content-item', items, '--running')
        self.items = {one['title']: one['id'] for one in self.list('content-item')}
        self.posts = {
            title: self.add('publication', f'item-id={self.items[title]}', 'kind=company', f'channel-id={channel}',
                            'published-at=2026-01-10T09:00:00.000Z', f'link=https://www.linkedin.com/posts/{number}')
            for number, title in enumerate(('Night shift', 'Old shift'))}
        self.add('measurement', f'publication-id={self.posts["Old shift"]}', 'measured-on=2026-01-20', 'source=estimated',
                 'reactions=70')
        # As a network says it, and no field of ours is called.
        self.file = folder / 'network.csv'
        self.file.write_text('Post link,Created date,Seen by,Likes,Comments,Reposts,Clicks\n'
                             'https://www.linkedin.com/posts/1,01/10/2026,900,40,2,0,7\n')

        # One who is there already, without an address by which that is known.
        self.add('ambassador', 'display-name=Zoe', 'node-id=Works', 'job-title=Buyer')
        self.people = folder / 'people.csv'
        self.people.write_text('Name,Node,Job title\nzoe,Works,Buyer\nAnn,Works,Judge\n')

    def names(self):
        return sorted(one['display-name'] for one in self.list('ambassador'))

    def told(self):
        """Of each post what is said of its figures, and its sum."""
        return {one['title'].split(' · ')[0]: (one['engagement-origin'], one.get('engagement'))
                for one in self.list('publication')}


def summary(app, known, estimated, unknown):
    for text in (f'Known: {known}', f'Estimated: {estimated}', f'Unknown: {unknown}'):
        app.find('.*button.*', text)


def shows(app, title):
    return app.has('label', title)


def the_three_kinds_stand_apart(app, desk):
    app.keys('alt+5')
    app.click('Results', role='.*radio.*|.*toggle.*|.*tab.*|.*button.*')
    summary(app, 0, 1, 1)
    assert not app.has('label', 'Of what you may see'), 'all of it is told as a part'
    app.find('label', 'Estimated')
    app.find('label', 'Unknown')
    app.click('Unknown: 1')
    window.wait_for('what has no figures', lambda: not shows(app, 'Old shift · Page'))


def figures_are_typed_and_taken_back(app, desk):
    app.keys('ctrl+f')
    app.type('Night')
    app.keys('Tab', 'Down', 'Return')
    form = window.wait_for('the form', lambda: next(iter(app.windows()[1:]), None))
    app.find(text='totals since it went out', within=form)
    app.keys('ctrl+Return')
    app.reads('There is no figure.')
    for label, figure in (('Reactions', '12'), ('Comments', '0'), ('Reposts', '3')):
        entry = app.find('text|entry', label, within=form)
        entry.ask('grab_focus')
        entry.point()
        app.type(figure)
    app.keys('ctrl+Return')
    window.wait_for('they are recorded', lambda: desk.told()['Night shift'] == ('known', 15))
    window.wait_for('the form is closed', lambda: len(app.windows()) == 1)
    summary(app, 1, 1, 0)
    window.wait_for('it is no more among what is unknown', lambda: not shows(app, 'Night shift · Page'))
    app.keys('ctrl+z')
    window.wait_for('it is taken back', lambda: desk.told()['Night shift'] == ('unknown', None))
    summary(app, 0, 1, 1)
    window.wait_for('it is among it again', lambda: shows(app, 'Night shift · Page'))


def a_file_of_the_network_is_read(app, desk):
    app.click('Import Results…')
    for place in (NOWHERE, desk.file):
        app.find('push button', 'Choose File').click()
        window.wait_for('the choice of a file', lambda: len(app.windows()) == 3)
        app.keys('ctrl+l')
        app.type(str(place))
        app.keys('Return')
        if place == NOWHERE:
            app.reads('This file is not on this computer.')
    app.click('Check Rows')
    app.click('Import 1', role='push button')
    app.click('Done')
    window.wait_for('the assistant is closed', lambda: len(app.windows()) == 1)
    assert desk.told()['Old shift'] == ('known', 42), desk.told()
    summary(app, 1, 0, 1)


def an_import_and_its_merges_are_one_undo(app, desk):
    """Who came in twice is one person again, and then nobody came in."""
    app.import_file(desk.profile, desk.people)
    app.click('Check Rows')
    app.click('Import 2', role='push button')
    app.click('Merge')
    window.wait_for('they are one', lambda: desk.names() == ['Ann', 'Zoe'])
    app.click('Undo')
    window.wait_for('nobody came in', lambda: desk.names() == ['Zoe'])
    app.click('Done')
    window.wait_for('the assistant is closed', lambda: len(app.windows()) == 1)
    app.take_keyboard()
    app.keys('ctrl+shift+z')
    window.wait_for('all of it, once more', lambda: desk.names() == ['Ann', 'Zoe'])
    app.keys('ctrl+z')
    window.wait_for('none of it', lambda: desk.names() == ['Zoe'])


# What libcloudproviders keeps of every folder of data when GTK makes its choice of a file; GLib has no frame pointers, so
# that no suppression sees whose it is.
CHOICE = re.compile(r'Direct leak of \d+ byte\(s\) in \d object\(s\) allocated from:\n'
                    r' +#0 .* in \S*realloc .*\n +#1 .* in g_realloc .*\n\n')


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-results-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, sys.argv[2]), folder / 'log'
        # Leaks are told by the log alone.
        environment = {'TZ': 'UTC', 'LSAN_OPTIONS': os.environ.get('LSAN_OPTIONS', '') + ':exitcode=0'}
        with window.Window(sys.argv[1], desk.profile, environment, log=log) as app:
            app.failure_picture = pictures and pictures / 'results-failure.png'
            for step in (the_three_kinds_stand_apart, figures_are_typed_and_taken_back, a_file_of_the_network_is_read,
                         an_import_and_its_merges_are_one_undo):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'results-{step.__name__}.png')
            app.take_keyboard()
        said = CHOICE.sub('', log.read_text(errors='replace'), count=1)
    if re.search('CRITICAL|AddressSanitizer:DEADLYSIGNAL|runtime error|^(Direct|Indirect) leak of', said, re.M):
        print(said[-6000:])
        sys.exit(1)


if __name__ == '__main__':
    main()
