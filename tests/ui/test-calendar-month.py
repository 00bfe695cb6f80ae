"""What lies over the days of the month: campaigns and blackout days, cut at the ends of its weeks, moved by keys and
by the pointer, each step one undo; where the keyboard stays; and what a node tells of its next weeks.

test-calendar-month.py AMBASSADE AMBASSADECTL [PICTURES]
"""

import datetime
import pathlib
import subprocess
import sys
import tempfile
import time

import desks
import window

window.enter_session()

TODAY = datetime.date.today()


def first_wednesday(first):
    """Of the first week that is whole in the month."""
    return first + datetime.timedelta(days=-first.weekday() % 7 + 2)


START = first_wednesday(TODAY.replace(day=1))
NEXT = first_wednesday((TODAY.replace(day=1) + datetime.timedelta(days=31)).replace(day=1))


def after(days, start=START):
    return (start + datetime.timedelta(days=days)).isoformat()


def long_words(day):
    date = datetime.date.fromisoformat(day)
    return f'{date:%A} {date.day} {date:%B}'


def words(day):
    date = datetime.date.fromisoformat(day)
    return f'{date.day} {date:%b}'


class Desk(desks.Desk):
    """The profile that the window has open, read beside it."""

    def __init__(self, folder, ctl):
        super().__init__(ctl, folder / 'desk')
        self.do('add', 'programme', 'name=Calendar', 'zone=UTC')
        self.do('add', 'channel', 'name=The page', 'language=en')
        self.do('add', 'campaign', 'name=Open doors', f'starts-on={after(0)}', f'ends-on={after(7)}')
        for number in range(1, 5):
            self.do('add', 'campaign', f'name=Wave {number}', f'starts-on={after(0, NEXT)}', f'ends-on={after(3, NEXT)}')
        self.do('add', 'blackout-day', 'reason=Quiet period', f'first-day={after(0, NEXT)}',
                f'last-day={after(3, NEXT)}')
        self.do('add', 'node', 'name=Works', 'kind=department')
        self.do('add', 'node', 'name=Quiet corner', 'kind=department')
        items = folder / 'items.csv'
        items.write_text('Title,Audience,Channel,State,Department,Publish on\n'
                         f'Heat pump,client,The page,draft,,{after(1)}T12:00[UTC]\n'
                         f'Early news,client,The page,draft,,{after(2)}T12:00[UTC]\n'
                         f'Night shift,applicant,The page,draft,,{after(8)}T12:00[UTC]\n'
                         f'Late shift,applicant,The page,draft,,{after(1, NEXT)}T12:00[UTC]\n'
                         + ''.join(f'Tour {number},client,The page,draft,Works,{after(number, TODAY)}T12:00[UTC]\n'
                                   for number in range(8)))
        self.do('import', 'content-item', items, '--running')

    def campaign(self):
        return next(one for one in self.list('campaign')
                    if one['name'] == 'Open doors')

    def wait_item(self, title, day):
        window.wait_for(f'{title} on {day}', lambda: any(
            one['title'] == title and one['publish-on'].startswith(day)
            for one in self.list('content-item')))

    def wait_campaign(self, first, last):
        window.wait_for(f'{first} – {last}', lambda: (self.campaign()['starts-on'],
                                                      self.campaign()['ends-on']) == (first, last))


def tile(app, text):
    return window.wait_for(f'a tile of “{text}”', lambda: next(
        (one for one in app.all('.*button', f'{text},') if one.has_size()), None))


def bars(app, name='Campaign: Open doors'):
    """One in each week, from above to below."""
    found = [one for one in app.all('.*button', name) if one.has_size()]
    return sorted(found, key=lambda one: app.box(one).y)


def tours(app, strip):
    return [one.name.split(',')[0] for one in app.all('.*button', 'Tour ', within=strip)]


def wait_focus(app, name):
    window.wait_for(f'the focus on “{name}”', lambda: (app.focused() or window.Node(None)).name.startswith(name))


def cut_at_the_week(app, desk):
    """A bar in each of its weeks: to the end of the first one, and from the beginning of the second."""
    window.wait_for('two bars', lambda: len(bars(app)) == 2)
    above, below = (app.box(one) for one in bars(app))
    for one in bars(app):
        if one.name != f'Campaign: Open doors, {words(after(0))} – {words(after(7))}':
            raise AssertionError(f'the bar says “{one.name}”')
    if not (above.x > below.x and above.x + above.width > below.x + below.width and above.width > below.width):
        raise AssertionError(f'not cut at the ends of the weeks: {above}, {below}')
    for text, bar in (('Heat pump', above), ('Night shift', below)):
        if app.box(tile(app, text)).y < bar.y + bar.height:
            raise AssertionError(f'“{text}” lies below its band')


def by_keys(app, desk):
    """Up from the tile is the band; what it carries, the keyboard follows, and an undo brings it back."""
    tile(app, 'Heat pump').point()
    wait_focus(app, 'Heat pump')
    app.keys('Up')
    wait_focus(app, 'Campaign: Open doors')
    app.keys('ctrl+shift+Right')
    desk.wait_campaign(after(1), after(8))
    wait_focus(app, f'Campaign: Open doors, {words(after(1))} – ')
    app.keys('shift+Right')
    desk.wait_campaign(after(1), after(9))
    wait_focus(app, f'Campaign: Open doors, {words(after(1))} – {words(after(9))}')
    app.keys('Down')
    wait_focus(app, 'Heat pump')
    app.keys('ctrl+z')
    desk.wait_campaign(after(1), after(8))
    app.keys('ctrl+z')
    desk.wait_campaign(after(0), after(7))


def by_pointer(app, desk):
    """Its last day is taken in its last week, and dropped in the week below."""
    window.wait_for('two bars', lambda: len(bars(app)) == 2)
    bar, item = app.box(bars(app)[1]), app.box(tile(app, 'Night shift'))
    start = (bar.x + bar.width - 3, bar.y + bar.height // 2)
    end = (item.x + item.width // 2, item.y + item.height + 130)
    subprocess.run(['xdotool', 'mousemove', *map(str, start), 'mousedown', '1'], check=True)
    for step in range(1, 13):
        at = [start[0] + (end[0] - start[0]) * step // 12, start[1] + (end[1] - start[1]) * step // 12]
        subprocess.run(['xdotool', 'mousemove', *map(str, at)], check=True)
        time.sleep(0.04)
    window.wait_for('it is seen in three weeks', lambda: len(bars(app)) == 3)
    subprocess.run(['xdotool', 'mouseup', '1'], check=True)
    desk.wait_campaign(after(0), after(15))
    window.wait_for('three bars', lambda: len(bars(app)) == 3)
    app.keys('ctrl+z')
    desk.wait_campaign(after(0), after(7))
    window.wait_for('two bars', lambda: len(bars(app)) == 2)


def those_without_room(app, desk):
    """What has no row is behind a button, which the keyboard finds below the last bar."""
    app.keys('Next')
    tile(app, 'Late shift')
    button = app.find('.*button', 'more campaigns and blackout days')
    shown = sum(1 for number in range(1, 5) if bars(app, f'Campaign: Wave {number}'))
    count = 4 - shown + 1
    if not button.name.startswith(f'{count} more'):
        raise AssertionError(f'“{button.name}”, with {shown} of four shown')
    if bars(app, 'Blackout: Quiet period'):
        raise AssertionError('a blackout day took the room of a campaign')
    tile(app, 'Late shift').point()
    wait_focus(app, 'Late shift')
    app.keys('Up')
    wait_focus(app, f'{count} more')
    app.keys('Return')
    app.find('menu item', 'Blackout: Quiet period')
    app.keys('Escape', 'Up')
    wait_focus(app, 'Campaign: ')


def a_change_leaves_the_keyboard(app, desk):
    """Whatever changes elsewhere: it stays at its item, and doesn't go back to the one that is selected."""
    app.keys('Prior')
    for form, arrows in (('1', ('Right', 'Right')), ('2', ('Right', 'Right')), ('4', ('Down', ))):
        app.keys('ctrl+1')
        tile(app, 'Heat pump').point()
        wait_focus(app, 'Heat pump')
        app.keys('ctrl+shift+Left')
        desk.wait_item('Heat pump', after(0))
        app.keys(f'ctrl+{form}')
        wait_focus(app, f'Heat pump, {long_words(after(0))}')
        app.keys(*arrows)
        wait_focus(app, 'Early news')
        app.keys('ctrl+z')
        tile(app, f'Heat pump, {long_words(after(1))}')
        if not app.focused().name.startswith('Early news'):
            raise AssertionError(f'in form {form} the keyboard went to “{app.focused().name}”')


def rows_before_leave_the_keyboard(app, desk):
    """In the agenda, where an item comes back with its day above the one that one is at."""
    app.keys('ctrl+1')
    tile(app, 'Heat pump').point()
    wait_focus(app, 'Heat pump')
    app.keys('shift+F10')
    app.find('menu item', 'Back to the Tray').click()
    app.find('list item', 'Heat pump')
    app.keys('ctrl+5')
    tile(app, 'Early news').ask('grab_focus')
    for _ in range(10):
        if (app.focused() or window.Node(None)).name.startswith('Early news'):
            break
        app.keys('Tab')
    wait_focus(app, 'Early news')
    app.keys('ctrl+z')
    tile(app, 'Heat pump')
    wait_focus(app, 'Early news')


def nothing_unseen(app, desk):
    """In another week nothing is done to what was selected in this one; its week is the one that is seen."""
    app.keys('ctrl+1')
    tile(app, 'Heat pump').point()
    wait_focus(app, 'Heat pump')
    app.keys('ctrl+2')
    wait_focus(app, 'Heat pump')
    app.keys('Next')
    wait_focus(app, 'Night shift')
    app.keys('ctrl+m')
    app.find(name='Place “Night shift”')
    app.keys('Escape')
    app.wait_gone(name='Place “Night shift”')
    app.keys('ctrl+shift+a')
    window.wait_for('it is selected', lambda: tile(app, 'Night shift').has('PRESSED'))
    app.keys('ctrl+m')
    app.find(name='Place “Night shift”')
    app.keys('Escape')


def what_goes_leaves_the_keyboard(app, desk):
    """In the day that the item had, when the last one of the month goes back to the tray."""
    app.keys('ctrl+1', 'Next')
    tile(app, 'Late shift').point()
    wait_focus(app, 'Late shift')
    app.keys('ctrl+2')
    wait_focus(app, 'Late shift')
    app.keys('shift+F10')
    app.find('menu item', 'Back to the Tray').click()
    app.find('list item', 'Late shift')
    wait_focus(app, f'{long_words(after(1, NEXT))}: 0 items')
    app.keys('ctrl+z')
    tile(app, 'Late shift')


def a_node_tells_its_weeks(app, desk):
    """The first items of a node stand with it, the others are asked for; its calendar shows them alone."""
    app.keys('alt+3')
    app.open_record('Quiet corner', 'Quiet corner')
    app.reads('Nothing is planned here for the next four weeks.')
    app.open_record('Works', 'Works')
    strip = app.find('.*panel.*|.*group.*', 'Planned Here')
    window.wait_for('six of eight', lambda: len(tours(app, strip)) == 6)
    app.reads('8')
    app.click('Show 2 More', within=strip)
    window.wait_for('eight', lambda: tours(app, strip) == [f'Tour {number}' for number in range(8)])
    app.click('See in Calendar', within=strip)
    app.reads('Only Works and what is below it')
    app.keys('ctrl+1')
    tile(app, 'Tour 0')
    window.wait_for('nothing of others', lambda: not any(one.has_size() for one in app.all('.*button', 'Heat pump,')))
    app.open_record('Works', 'Works')
    strip = app.find('.*panel.*|.*group.*', 'Planned Here')
    window.wait_for('its tiles', lambda: tours(app, strip))
    next(app.all('.*button', 'Tour 2,', within=strip)).point()
    app.find('text', 'Title', text='Tour 2')


def the_weekdays_stay(app, desk):
    """In a window that is low, while the weeks scroll: the row over them is the same, point by point."""
    def mouse(*words):
        subprocess.run(['xdotool', *map(str, words)], check=True)

    def cut(name):
        path = desk.profile.parent / name
        app.picture(path)
        box = f'600x10+{head.x}+{head.y + 4}'
        return subprocess.run(['convert', str(path), '-crop', box, '+repage', '-format', '%#', 'info:'],
                              check=True, capture_output=True, text=True).stdout
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(app.process.pid)],
                           capture_output=True, text=True, check=True).stdout.split()
    mouse('windowsize', '--sync', found[0], 1280, 520, 'mousemove', 1270, 510)
    app.keys('alt+5', 'ctrl+1')
    time.sleep(1)
    head = app.box(next(one for one in app.all('label', 'Monday') if one.has_size()))
    before, top = cut('before.png'), app.box(tile(app, 'Tour 0')).y
    mouse('mousemove', head.x + 300, head.y + 200, 'click', '--repeat', 3, 5)
    time.sleep(1)
    scrolled = app.box(tile(app, 'Tour 0')).y
    mouse('mousemove', 1270, 510)
    after = cut('after.png')
    assert scrolled < top, f'nothing scrolled from {top}'
    assert before == after, 'the weekdays scroll away'


def main():
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(prefix='ambassade-month-') as name:
        folder = pathlib.Path(name)
        desk, log = Desk(folder, sys.argv[2]), folder / 'log'
        with window.Window(sys.argv[1], desk.profile, {'TZ': 'UTC'}, log=log) as app:
            app.failure_picture = pictures and pictures / 'month-failure.png'
            app.keys('alt+5')
            tile(app, 'Heat pump')
            for step in (cut_at_the_week, by_keys, by_pointer, those_without_room, a_change_leaves_the_keyboard,
                         rows_before_leave_the_keyboard, nothing_unseen, what_goes_leaves_the_keyboard, a_node_tells_its_weeks,
                         the_weekdays_stay):
                step(app, desk)
                if pictures:
                    app.picture(pictures / f'month-{step.__name__}.png')
        said = log.read_text(errors='replace')
        bad = desks.complaints(log)
    if bad:
        print(said[-6000:])
        sys.exit(1)


if __name__ == '__main__':
    main()
