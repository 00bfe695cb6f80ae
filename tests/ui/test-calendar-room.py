"""The calendar where there is less room: the menu of forms is whole, a month stays beside what is opened, and the
agenda begins at what is chosen.

test-calendar-room.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import datetime
import pathlib
import sys
import tempfile

import window
from profiles import run

window.enter_session()

TODAY = datetime.date.today()
LAST = 28


def fill(folder, ctl):
    profile = folder / 'desk'
    profile.mkdir(mode=0o700)
    run(ctl, '--profile', profile, 'add', 'programme', 'name=Calendar', 'zone=UTC')
    run(ctl, '--profile', profile, 'add', 'channel', 'name=The page', 'language=en')
    items = folder / 'items.csv'
    items.write_text('Title,Audience,Channel,State,Publish on\n' + ''.join(
        f'Tour {number},client,The page,draft,{TODAY.replace(day=number)}T{hour}:00[UTC]\n'
        for number in range(1, LAST + 1) for hour in ('09', '12')))
    run(ctl, '--profile', profile, 'import', 'content-item', items, '--running')
    run(ctl, '--profile', profile, 'add', 'content-item', 'title=Late shift', 'audience=client',
        f'publish-on={TODAY.replace(day=LAST)}T10:00[UTC]')
    return profile


def box(app, node):
    return app.atspi.Component.get_extents(node.accessible, app.atspi.CoordType.WINDOW)


def top(app):
    return box(app, next(one for one in app.windows() if one.has('VISIBLE')))


def check_whole(app, form):
    """The button of the forms, at the default size."""
    def look():
        button = next((one for one in app.all('.*button.*', form) if one.has_size()), None)
        if button is None:
            return False
        place, whole = box(app, button), top(app)
        label = max((box(app, one).width for one in app.all('label', form, within=button)), default=0)
        return place.x >= whole.x and place.x + place.width <= whole.x + whole.width and place.width >= label + 8
    window.wait_for(f'the whole of {form}', look)


def seen(app, list_name, text):
    """Is a tile of it within the list, as far as one sees?"""
    frame = next((box(app, one) for one in app.all('.*list.*|.*table.*|.*grid.*', list_name) if one.has_size()), None)
    tile = next((one for one in app.all('.*button', text) if one.has_size()), None)
    if frame is None or tile is None:
        return False
    place = box(app, tile)
    return frame.y <= place.y and place.y + place.height <= top(app).y + top(app).height - 40


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-room-') as name:
        folder = pathlib.Path(name)
        profile, log = fill(folder, sys.argv[2]), folder / 'log'
        with window.Window(sys.argv[1], profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'calendar-room-failure.png'
            app.keys('alt+5')
            day = TODAY.replace(day=LAST)
            cell = f'{day:%A} {day.day} {day:%B}: '
            window.wait_for('the month', lambda: any(one.has_size() for one in app.all(None, cell)))
            for key, form in (('ctrl+2', 'Week'), ('ctrl+4', 'Lanes'), ('ctrl+5', 'Agenda'), ('ctrl+3', 'Board'),
                              ('ctrl+1', 'Month')):
                app.keys(key)
                check_whole(app, form)
            # What is opened stands beside the month.
            app.open_record('Late shift', 'Late shift')
            app.find(name='Open in Editor')
            check_whole(app, 'Month')
            window.wait_for('the month beside it', lambda: any(one.has_size() for one in app.all(None, cell)))
            if pictures:
                app.picture(pictures / 'calendar-room-month.png')
            # The agenda begins at it; without it, at today.
            app.keys('ctrl+5')
            window.wait_for('the chosen item in the agenda', lambda: seen(app, 'Agenda', 'Late shift, '))
            if pictures:
                app.picture(pictures / 'calendar-room-agenda.png')
            app.keys('Escape', 'Escape', 'ctrl+1')
            window.wait_for('the month', lambda: any(one.has_size() for one in app.all(None, cell)))
            app.click('Today')
            app.keys('ctrl+5')
            heading = f'{TODAY:%A} {TODAY.day} {TODAY:%B}'
            if TODAY.day <= LAST:
                window.wait_for('today in the agenda', lambda: seen(app, 'Agenda', f'Tour {TODAY.day}, {heading}'))
            if pictures:
                app.picture(pictures / 'calendar-room-today.png')
        said = log.read_text(errors='replace')
    if any(word in said for word in ('CRITICAL', 'Sanitizer', 'runtime error')):
        print(said[-6000:])
        sys.exit(1)


if __name__ == '__main__':
    main()
