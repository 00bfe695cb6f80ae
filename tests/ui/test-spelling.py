"""A misspelt word is underlined in the editor, mended by its menu alone, and taken back in one step; what is added is known afterwards.

test-spelling.py APP CTL
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


def reds(node):
    """How many pixels of a text are of the colour of what is wrong."""
    from gi.repository import Atspi
    box = Atspi.Component.get_extents(node.accessible, Atspi.CoordType.WINDOW)
    screen = subprocess.run(['import', '-window', 'root', 'png:-'], check=True, capture_output=True).stdout
    pixels = subprocess.run(['convert', 'png:-', '-crop', f'{box.width}x{box.height}+{box.x}+{box.y}', '+repage',
                             '-depth', '8', 'rgb:-'], input=screen, check=True, capture_output=True).stdout
    return sum(red > green + 100 and red > blue + 100
               for red, green, blue in zip(pixels[0::3], pixels[1::3], pixels[2::3]))


def main():
    program, ctl = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='ambassade-spelling-') as name:
        folder = pathlib.Path(name)
        profile, log = folder / 'profile', folder / 'log'
        profile.mkdir(mode=0o700)

        def ctl_json(*words):
            out = run(ctl, '--profile', profile, '--json', *words)
            return json.loads(out) if out else None
        ctl_json('add', 'programme', 'name=Voices', 'zone=Europe/Paris')
        item = ctl_json('add', 'content-item', 'title=Warm homes', 'language=en',
                        'body=The night shfit at Ambassadia')['id']
        ctl_json('add', 'variant', f'item-id={item}', 'language=ie', 'body=Teh other')

        def body():
            return ctl_json('show', 'content-item', item)['body']

        with window.Window(program, profile, log=log, environment={'XDG_CONFIG_HOME': str(folder / 'config')}) as app:
            app.failure_picture = os.environ.get('AMB_PICTURE')
            app.open_record('Warm homes', 'Warm homes')
            app.click('Open in Editor')
            window.wait_for('the editor', lambda: len(app.windows()) == 2)
            editor = app.windows()[-1]
            text = app.find('text', 'Text', text='The night', within=editor)
            most = window.wait_for('underlined words', lambda: reds(text))
            window.wait_for('the focus on the text', lambda: text.has('FOCUSED'))
            app.keys('ctrl+Home', 'ctrl+Right', 'ctrl+Right', 'ctrl+Right', 'shift+F10')
            app.click('shift', role='menu item')
            window.wait_for('the word is mended', lambda: text.text == 'The night shift at Ambassadia')
            window.wait_for('less is underlined', lambda: 0 < reds(text) < most)
            app.keys('ctrl+z')
            window.wait_for('it is taken back', lambda: text.text == 'The night shfit at Ambassadia')
            app.keys('ctrl+shift+z')
            window.wait_for('it is mended again', lambda: text.text == 'The night shift at Ambassadia')
            app.keys('ctrl+End', 'shift+F10')
            app.click('Add to Dictionary', role='menu item')
            window.wait_for('nothing is underlined', lambda: not reds(text))
            # Another language, for which there is no dictionary.
            app.keys('Tab')
            window.wait_for('the text is kept', lambda: body() == 'The night shift at Ambassadia')
            app.click('Interlingue', role='.*button.*', within=editor)
            app.reads('Spelling is not checked: no dictionary of this language is installed (Interlingue).')
            other = app.find('text', 'Text', text='Teh other', within=editor)
            assert not reds(other), 'a text without a dictionary is underlined'
            app.find('.*button.*', 'Close', within=editor).click()
            window.wait_for('the editor is closed', lambda: len(app.windows()) == 1)
            app.take_keyboard()
        known = (folder / 'config' / 'enchant' / 'en_US.dic').read_text()
        assert known.split() == ['Ambassadia'], known
        log_text = log.read_text(errors='replace')
    criticals = [line for line in log_text.split('\n')
                 if 'CRITICAL' in line or 'Sanitizer' in line or 'runtime error' in line]
    assert not criticals, criticals
    return 0


if __name__ == '__main__':
    sys.exit(main())
