"""The editor of a content item, by visible names: opened from its list, what is missing filled in, approved, sent back
by the edit of its text, and approved again in the queue, to which Today goes.

test-editor.py APP CTL
"""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

import window

window.enter_session()


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def fill(ctl, profile):
    def ctl_json(*words):
        out = run(ctl, '--profile', profile, '--json', *words)
        return json.loads(out) if out else None
    for words in (('programme', 'name=Voices', 'zone=Europe/Paris'), ('ambassador', 'display-name=Zoe Lambert'),
                  ('node', 'name=Lyon'), ('pillar', 'name=Craft', 'promise=We mend what others replace'),
                  ('channel', 'name=Voices on X', 'network=x')):
        ctl_json('add', *words)

    def send(*values):
        item = ctl_json('add', 'content-item', 'audience=client', 'pillar-id=Craft', 'owner-id=Zoe Lambert',
                        'department-id=Lyon', 'source=original', 'language=en', 'channel-id=Voices on X',
                        'publish-on=2099-12-01T09:00[Europe/Paris]', 'expires-on=2100-12-01', *values)['id']
        for state in ('draft', 'in_review'):
            ctl_json('move', 'content-item', item, state)
        return item
    send('title=Night shift', 'body=Who keeps the water running', 'disclosure=Mine')
    item = send('title=Warm homes', 'body=Text')
    # A desk that was connected later knows nothing of what was before.
    with sqlite3.connect(profile / 'cache.db') as db:
        db.execute('DELETE FROM journal')
    db.close()
    return item


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-editor-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        profile.mkdir(mode=0o700)
        item = fill(ctl, profile)

        def shown():
            return json.loads(run(ctl, '--profile', profile, '--json', 'show', 'content-item', item))

        with window.Window(program, profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            app.open_record('Warm homes', 'Warm homes')
            app.click('Open in Editor')
            app.reads('We mend what others replace')
            app.reads('4 of 280 characters for Voices on X')
            app.reads('1 thing is missing')
            editor = app.windows()[-1]
            body = app.find('text', 'Text', within=editor)
            window.wait_for('the focus on the text', lambda: body.has('FOCUSED'))
            app.click('Fill In: Disclosure line')
            window.wait_for('the focus elsewhere', lambda: not body.has('FOCUSED'))
            app.type('Mine')
            app.keys('Tab')
            app.reads('Nothing is missing')
            app.click('Approve')
            window.wait_for('the approval', lambda: shown()['state'] == 'approved')
            body.point()
            app.keys('ctrl+a')
            app.type('Four hundred homes')
            app.reads('18 of 280 characters for Voices on X')
            app.keys('Tab')
            window.wait_for('review again', lambda: shown()['state'] == 'in_review')
            assert shown()['body'] == 'Four hundred homes', shown()
            # It says so, and is undone as one step, state and words.
            app.reads('it is in review again')
            app.click('Undo', within=editor)
            window.wait_for('approved as it was', lambda: (shown()['state'], shown()['body']) == ('approved', 'Text'))
            body.point()
            app.keys('ctrl+a')
            app.type('Four hundred homes')
            app.keys('Tab')
            window.wait_for('review again', lambda: shown()['state'] == 'in_review')
            # What was there first isn't known here.
            app.click('More', within=editor)
            app.click('Compare Versions', role='.*item.*|.*button.*')
            app.reads('Earlier versions aren’t on this computer.')
            assert not app.has(name='As it was at first'), 'what isn’t known is told as the first'
            if os.environ.get('AMB_COMPARE_PICTURE'):
                app.picture(os.environ['AMB_COMPARE_PICTURE'])
            app.keys('Escape')
            app.wait_gone(text='Earlier versions aren’t on this computer.')
            app.take_keyboard()
            # The keyboard stays with a comment as it is written, and with its tick when it is resolved.
            entry = app.find('text', 'Add a comment', within=editor)
            entry.ask('grab_focus')
            entry.point()
            app.type('Whose homes')
            app.keys('Return')
            app.find('check box', 'Resolved', within=editor)
            # From there the tick is near; from nowhere the keyboard would begin at the first field.
            for _ in range(4):
                if not app.find('check box', 'Resolved', within=editor).has('FOCUSED'):
                    app.keys('Tab')
            app.keys('space')
            window.wait_for('it is resolved', lambda: [one['resolved'] for one in json.loads(run(
                ctl, '--profile', profile, '--json', 'list', 'comment'))['records']] == [True])
            time.sleep(1)
            assert app.find('check box', 'Resolved', within=editor).has('FOCUSED'), 'the keyboard is lost'
            # What was written beside the text is kept, whether or not it was applied.
            app.find(None, 'Add a comment', within=editor).ask('grab_focus')
            app.find('text', 'Add a comment', within=editor).point()
            app.type('Which homes')
            app.reads('Which homes')
            app.click('Add Variant')
            app.find(name='Client · English')
            app.find('.*button.*', 'Close', within=editor).click()
            window.wait_for('the comment', lambda: 'Which homes' in run(
                ctl, '--profile', profile, '--json', 'list', 'comment'))
            app.wait_gone(name='Client · English')
            app.take_keyboard()
            # Today goes to it in the queue, past one that waits longer; its text stands beside.
            app.keys('alt+1')
            app.click('Review: Warm homes')
            app.reads('Four hundred homes')
            app.click('Approve')
            window.wait_for('the approval in the queue', lambda: shown()['state'] == 'approved')
            # The other one is next; with both decided nothing is left.
            app.reads('Who keeps the water running')
            app.click('Approve')
            app.reads('Nothing Waits for You')
        log_text = log.read_text(errors='replace')
    criticals = [line for line in log_text.split('\n')
                 if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert not criticals, criticals
    return 0


if __name__ == '__main__':
    sys.exit(main())
