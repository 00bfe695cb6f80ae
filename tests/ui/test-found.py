"""People found by activity, by visible names: chosen, identified, taken back, told; a call and its form.

test-found.py APP CTL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import window

window.enter_session()


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def fill(ctl, profile, folder):
    """Without e-mail, so that no mail program of this machine is asked for."""
    def add(*words):
        return json.loads(run(ctl, '--profile', profile, '--json', 'add', *words))['id']
    add('programme', 'name=Voices')
    for name in ('Zoe Lambert', 'Ann Carter', 'Bo Nilsson'):
        add('ambassador', f'display-name={name}', f'employee-number={name.split()[0]}', 'state=associate')
    today = run('date', '-u', '+%F').strip()
    path = folder / 'activity.csv'
    path.write_text('Person;Type;Date;Count;Where\n' + ''.join(
        f'{who};answer;{today};{count};Support\n' for who, count in (('Zoe', 14), ('Ann', 11), ('Bo', 3))))
    run(ctl, '--profile', profile, 'import', 'activity', path)
    call = add('call', 'name=Winter', f'opens-on={today}', 'closes-on=2099-01-01', 'seats=12', 'text=Come')
    run(ctl, '--profile', profile, 'move', 'call', call, 'published')


def states(ctl, profile):
    people = json.loads(run(ctl, '--profile', profile, '--json', 'list', 'ambassador'))['records']
    return {one['display-name']: (one['state'], bool(one.get('told-on'))) for one in people}


def choose_and_identify(app):
    app.keys('alt+2')
    app.click('Suggestions', role='.*')
    app.reads('14 answers in 30 days in Support')
    app.reads('11 answers in 30 days in Support')
    assert not app.has(name='Identify Bo Nilsson')
    for name in ('Ann Carter', 'Zoe Lambert'):
        app.find('check.*', f'Choose {name}').point()  # GTK 4.8 leaks where a tool ticks a box
    app.reads('2 people chosen')
    app.click('Identify those chosen')
    app.reads('2 people identified')


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-found-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        profile.mkdir(mode=0o700)
        fill(ctl, profile, folder)
        with window.Window(program, profile, log=log) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            choose_and_identify(app)
            app.find(name='Tell Ann Carter')
            app.keys('ctrl+z')
            app.find(name='Identify Ann Carter')
            app.click('Not now: Ann Carter')
            app.wait_gone(name='Identify Ann Carter')
            app.click('Identify Zoe Lambert')
            app.click('Tell Zoe Lambert')
            app.click('Record as Told in Another Way')
            app.wait_gone(name='Tell Zoe Lambert')
            app.click('Calls…')
            app.reads('12 seats')
            app.reads('Nobody has applied yet')
            app.find(name='Import Answers… Winter')
            app.find('.*button.*', 'Close', within=app.windows()[-1]).click()
            app.wait_gone(name='Import Answers… Winter')
            app.take_keyboard()
        assert states(ctl, profile) == {'Ann Carter': ('associate', False), 'Bo Nilsson': ('associate', False),
                                        'Zoe Lambert': ('identified', True)}, states(ctl, profile)
        criticals = [line for line in log.read_text(errors='replace').split('\n')
                     if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert not criticals, criticals
    return 0


if __name__ == '__main__':
    sys.exit(main())
