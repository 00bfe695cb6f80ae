"""Nothing of the header bar is outside the window, nor of the calendar and the results: a manager's, a lead's and an ambassador's
window in French goes to every place at a table of widths, and the judge of layouts looks at each.

test-header.py --build DIR [--all] [ACCESS…]

Without --all it goes where there is most in the bars, at the widths at which they give something up.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import pictures
from picture_table import ALL_BUTTONS, FRENCH

WIDTHS = (360, 720, 800, 900, 1024, 1100, 1240, 1280)
NARROW = (360, 800, 1024, 1280)
CALENDAR, RESULTS = 'content/calendar', 'content/results'
OWN = ('today', 'training', CALENDAR, 'spaces', 'own')
PLACES = ('today', 'people', 'network', 'training', CALENDAR, RESULTS, 'listening', 'crises', 'spaces', 'figures',
          'administration', 'attention')
# The profile, and the places there are.
WINDOWS = {'manager': ('sample', PLACES), 'lead': ('lead', PLACES), 'ambassador': ('ambassador', OWN)}
FULLEST = ('today', 'people', CALENDAR, RESULTS)
# What is chosen from the sidebar is chosen where that slides in, too: its popover waits for it.
SLIDES_IN = ('header-slides-in', '360x780', 'people', 'sample', FRENCH,
             "wait_for Aarav; press ctrl+l; write Brazil; wait_for Brazil; press Return; wait_for 'Seulement'")
HEADER = 40  # px: what begins above is in the header bar
# AMB_LAYOUT/states: which state, then what the judge says of it.
VISIT = """for width in {widths}; do
  xdotool windowsize $(newest) $width 780
  for place in {places}; do
    act go-to "'$place'"
    echo "{{\\"at\\": \\"$place, $width px\\"}}" >> "$AMB_LAYOUT/states"
    cat "$AMB_LAYOUT/report" >> "$AMB_LAYOUT/states"
  done
done"""


def list_states(path):
    """What was looked at, with the findings of each."""
    states = []
    for line in path.read_text(encoding='utf-8').splitlines():
        told = json.loads(line)
        if 'at' in told:
            states.append((told['at'], []))
        elif 'rule' in told:
            states[-1][1].append(told)
        else:
            assert told['texts'], states[-1][0]
    return states


def is_judged(at, finding):
    """The bar above the page, the views below it where they don't fit into that one, and the pages with bars of their own."""
    return at.startswith((CALENDAR, RESULTS)) or finding['rect'][1] < HEADER or 'AdwViewSwitcher' in finding['path']


def visit(camera, access, everything):
    profile, places = WINDOWS[access]
    widths = WIDTHS if everything else NARROW
    places = [place for place in places if everything or place in FULLEST]
    steps = VISIT.format(widths=' '.join(map(str, widths)), places=' '.join(places))
    against = camera.take((f'header-{access}', '1920x800', 'today', profile, dict(FRENCH, **ALL_BUTTONS), 'settle; ' + steps))
    path = camera.folder / f'picture-header-{access}/layout/states'
    states = list_states(path) if path.exists() else []
    if len(states) != len(widths) * len(places):
        against.append(f'{len(states)} of {len(widths) * len(places)} states were looked at')
    for at, findings in states:
        against += ['{}: {rule}: “{text}” {why}, at {rect[0]},{rect[1]} {rect[2]}×{rect[3]} in {path}'.format(at, **finding)
                    for finding in findings if is_judged(at, finding)]
    return against


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--all', action='store_true')
    parser.add_argument('access', nargs='*', default=list(WINDOWS))
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix='ambassade-header-') as folder:
        options.build, options.out = options.build.resolve(), pathlib.Path(folder).resolve()
        camera = pictures.Camera(options, options.out)
        try:
            with pictures.concurrent.futures.ThreadPoolExecutor(pictures.AT_ONCE) as executor:
                for access, against in zip(options.access, executor.map(lambda one: visit(camera, one, options.all), options.access)):
                    pictures.tell(access, against)
                    failed += bool(against)
            against = [line for line in camera.take(SLIDES_IN) if 'CRITICAL' in line]
            pictures.tell('the node, in a narrow window', against)
            failed += bool(against)
        finally:
            camera.profiles.stop()
    print(f'{len(options.access) + 1 - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
