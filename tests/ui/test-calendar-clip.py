"""Ctrl+C, Ctrl+X and Ctrl+V in month, week and agenda, by the keyboard and by the pointer's menus: a copy is an idea of its own,
what is cut moves, each is one undo, and what is out is not cut. In a lead's window what is another's is only to read.

test-calendar-clip.py AMBASSADE AMBASSADECTL SERVER [PICTURES]
"""

import datetime
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
TODAY = datetime.date.today()
FIRST = TODAY.replace(day=1) + datetime.timedelta(days=7)
MONDAY = FIRST + datetime.timedelta(days=-FIRST.weekday() % 7)  # of a week that is in the month


def day(by):
    return MONDAY + datetime.timedelta(days=by)


def wall(by, hour):
    return f'{day(by)}T{hour}[UTC]'


class Desk(desks.Desk):
    def items(self):
        return {(one['title'], one.get('publish-on')): one for one in self.list('content-item')}

    def wait(self, *wanted):
        def look():
            found = sorted((title, planned or '') for title, planned in self.items())
            return found == sorted(wanted)
        try:
            window.wait_for('the plan', look)
        except window.Missing as problem:
            raise AssertionError(f'{sorted(self.items())}\nin place of {sorted(wanted)}') from problem


def tile(app, text):
    return window.wait_for(f'a tile of “{text}”', lambda: next(
        (one for one in app.all('.*button', text) if one.has_size()), None))


def cell(app, by):
    date = day(by)
    name = f'{date:%A} {date.day} {date:%B}: '
    return window.wait_for(name, lambda: next((one for one in app.all(None, name) if one.has_size()), None))


def focus(app, text):
    tile(app, text).point()
    try:
        window.wait_for(f'the focus on {text}', lambda: tile(app, text).has('FOCUSED'), 5)
    except window.Missing:  # a click closes what is open first
        tile(app, text).point()
        window.wait_for(f'the focus on {text}', lambda: tile(app, text).has('FOCUSED'))


def back(app, desk, *plan):
    app.keys('ctrl+z')
    desk.wait(*plan)
    time.sleep(0.5)


SHIFT, TALK, OUT = ('Night shift', wall(1, '10:00')), ('Talk', wall(3, '15:00')), ('Gone out', wall(4, '09:00'))
PLAN = (SHIFT, TALK, OUT)


def nothing_yet(app, desk):
    focus(app, 'Night shift, ')
    app.keys('ctrl+v')
    app.reads('Nothing was copied here yet')


def month(app, desk):
    """A copy two days later, and what is worked on then; cut and pasted, the day before."""
    app.keys('ctrl+c')
    app.reads('1 item copied: paste it on a day.')
    app.keys('Right', 'ctrl+v')
    desk.wait(*PLAN, ('Night shift', wall(2, '10:00')))
    copy = desk.items()['Night shift', wall(2, '10:00')]
    if copy['state'] != 'idea' or copy['parent-id'] != desk.items()[SHIFT]['id']:
        raise AssertionError(f'the copy is {copy}')
    window.wait_for('the focus on the copy', lambda: (app.focused() and f'Night shift, {day(2):%A}' in app.focused().name))
    back(app, desk, *PLAN)
    focus(app, 'Talk, ')
    app.keys('ctrl+x')
    app.reads('1 item cut: paste it on another day.')
    app.keys('Left', 'ctrl+v')
    desk.wait(SHIFT, OUT, ('Talk', wall(2, '15:00')))
    back(app, desk, *PLAN)
    app.keys('ctrl+v')
    app.reads('Nothing was copied here yet')


def out_is_not_cut(app, desk):
    focus(app, 'Gone out, ')
    app.keys('ctrl+x')
    app.reads('“Gone out” stays: it is out, and its day is a fact.')
    app.keys('ctrl+c', 'Right', 'ctrl+v')
    desk.wait(*PLAN, ('Gone out', wall(5, '09:00')))
    back(app, desk, *PLAN)


def let_go(app, desk):
    """Escape, once what it told is closed, and what was cut stays."""
    focus(app, 'Talk, ')
    app.keys('ctrl+x')
    app.reads('1 item cut')
    app.keys('Escape', 'Escape', 'Left', 'ctrl+v')
    app.reads('Nothing was copied here yet')
    desk.wait(*PLAN)


def by_the_menu(app, desk):
    focus(app, 'Night shift, ')
    app.keys('ctrl+c')
    place = app.box(cell(app, 2))
    subprocess.run(['xdotool', 'mousemove', str(place.x + place.width // 2), str(place.y + place.height - 8), 'click', '3'],
                   check=True)
    app.find('menu item', 'Paste').click()
    desk.wait(*PLAN, ('Night shift', wall(2, '10:00')))
    back(app, desk, *PLAN)
    focus(app, 'Gone out, ')
    app.keys('shift+F10')
    window.wait_for('no move of what is out', lambda: not app.find('menu item', 'Move…').has('SENSITIVE'))
    app.keys('Escape')


def week(app, desk):
    """At the hour clicked at, and on the day that the keyboard is on at its own hour."""
    focus(app, 'Night shift, ')
    app.keys('ctrl+2')
    window.wait_for('the focus', lambda: tile(app, 'Night shift, ').has('FOCUSED'))
    time.sleep(0.8)
    app.keys('ctrl+c', 'Right', 'ctrl+v')
    desk.wait(*PLAN, ('Night shift', wall(2, '10:00')))
    back(app, desk, *PLAN)
    at, beside = app.box(tile(app, 'Night shift, ')), app.box(tile(app, 'Talk, '))
    hours = (beside.y - at.y) // 5
    subprocess.run(['xdotool', 'mousemove', str((at.x + beside.x + at.width) // 2), str(at.y + 2 * hours + hours // 4),
                    'click', '1'], check=True)
    time.sleep(0.5)
    app.keys('ctrl+v')
    desk.wait(*PLAN, ('Night shift', wall(2, '12:00')))
    back(app, desk, *PLAN)


def agenda(app, desk):
    app.keys('ctrl+5')
    for text, key in (('Talk, ', 'ctrl+x'), ('Night shift, ', 'ctrl+v')):
        tile(app, text).point()
        time.sleep(0.5)
        app.keys(key)
    desk.wait(SHIFT, OUT, ('Talk', wall(1, '15:00')))
    back(app, desk, *PLAN)
    app.keys('ctrl+1')


def alone(folder, pictures):
    desk, log = Desk(ctl, folder / 'desk'), folder / 'log'
    desk.add('programme', 'name=Calendar', 'zone=UTC')
    items = folder / 'items.csv'
    items.write_text('Title,Audience,State,Publish on\n' + ''.join(
        f'{title},client,{state},{planned}\n' for (title, planned), state in zip(PLAN, ('draft', 'draft', 'published'))))
    desk.do('import', 'content-item', items, '--running')
    with window.Window(app_program, desk.profile, {'TZ': 'UTC'}, log=log) as app:
        app.failure_picture = pictures and pictures / 'calendar-clip-failure.png'
        app.keys('alt+5')
        for step in (nothing_yet, month, out_is_not_cut, let_go, by_the_menu, week, agenda):
            step(app, desk)
            if pictures:
                app.picture(pictures / f'calendar-clip-{step.__name__}.png')
    return desks.complaints(log)


def of_a_lead(folder, pictures):
    """What is Nantes' is seen from Lyon, looks so, and neither keys nor pointer move it."""
    server, log = desks.Server(server_program, folder / 'server'), folder / 'lead.log'
    server.start()
    try:
        centre = Desk(ctl, folder / 'centre')
        centre.connect(server, server.token('--name', 'Centre', '--access', 'manager'))
        for name in ('Lyon', 'Nantes'):
            centre.add('node', f'name={name}', f'code={name[:3].upper()}', 'kind=department')
        items = folder / 'items.csv'
        items.write_text(f'Title,Audience,State,Publish on,Department\nOurs,client,draft,{wall(1, "10:00")},Lyon\n'
                         f'Theirs,client,scheduled,{wall(2, "10:00")},Nantes\n')
        centre.do('import', 'content-item', items, '--running')
        centre.sync()
        lead = Desk(ctl, folder / 'lead')
        lead.connect(server, server.token('--name', 'Lea', '--access', 'lead', '--node', 'LYO'))
        plan = sorted(lead.items())
        if len(plan) != 2:
            raise AssertionError(f'the lead sees {plan}')
        with window.Window(app_program, lead.profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'calendar-clip-failure.png'
            app.keys('alt+5')
            for form in ('ctrl+1', 'ctrl+2', 'ctrl+5'):
                if form == 'ctrl+2':
                    focus(app, 'Ours, ')
                app.keys(form)
                tile(app, 'Theirs, ')
                time.sleep(0.8)
                if 'only to read' in tile(app, 'Ours, ').name or 'only to read' not in tile(app, 'Theirs, ').name:
                    raise AssertionError(f'{tile(app, "Ours, ").name}\n{tile(app, "Theirs, ").name}')
                tile(app, 'Theirs, ').point()
                time.sleep(0.5)
                app.keys('ctrl+x')
                app.reads('“Theirs” stays: you may read it, and not change it.')
                app.keys('ctrl+shift+Right')
                time.sleep(0.5)
                app.keys('shift+F10')
                window.wait_for('no move of it', lambda: not app.find('menu item', 'Move…').has('SENSITIVE'))
                app.keys('Escape', 'Escape')
                if pictures:
                    app.picture(pictures / f'calendar-clip-lead-{form[-1]}.png')
            if sorted(lead.items()) != plan:
                raise AssertionError(f'{lead.items()}')
    finally:
        server.stop()
    return desks.complaints(log)


def main():
    pictures = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-clip-') as name:
        bad = alone(pathlib.Path(name), pictures) + of_a_lead(pathlib.Path(name), pictures)
    assert not bad, bad


if __name__ == '__main__':
    main()
