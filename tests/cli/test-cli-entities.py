"""Every entity by ambassadectl, as its own table says: listed, searched, added, edited, moved, removed, undone,
exported and imported; append-only, derived and shown ones refuse with the reason."""

import csv
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CTL = os.path.abspath(sys.argv.pop(1))
TODAY = datetime.date.today().isoformat()
WORDS = {'email': 'zoe{}@made.example', 'url': 'https://made.example/{}', 'country': 'FR', 'language': 'fr',
         'date': '2026-11-2{}', 'instant': '2026-11-20T09:00:0{}.000Z', 'wall-time': '2026-11-20T09:0{}[Europe/Paris]',
         'int': '{}', 'duration': '3{}', 'decimal': '1{}.5', 'bool': 'yes', 'order': 'a{}',
         'time': '1{}:00', 'zone': 'Asia/Tokyo', 'kpi': 'K{}'}


def run(profile, *words):
    return subprocess.run([CTL, '--profile', profile, *words], capture_output=True, text=True, timeout=120)


def value(field, number):
    """Something that the field takes; another for another number."""
    if field.get('choices'):
        return field.get('initial') or field['choices'][min(number, len(field['choices']) - 1)]
    return WORDS.get(field.get('form', field['type']), 'Xylophone {}').format(number)


class Entities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='ambassade-entities-')
        cls.profile = os.path.join(cls.folder, 'profile')
        done = run(cls.profile, 'sample', '--people', '80')
        assert done.returncode == 0, done.stderr
        cls.known = {}
        cls.entities = json.loads(run(cls.profile, '--json', 'entities').stdout)['entities']

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def json(self, *words, status=0):
        done = run(self.profile, '--json', *words)
        self.assertEqual(done.returncode, status, (words, done.stdout[-300:], done.stderr))
        return json.loads(done.stdout)

    def refused(self, *words, says=''):
        done = run(self.profile, *words)
        self.assertEqual(done.returncode, 1, (words, done.stderr))
        self.assertIn(says, done.stderr)
        return done.stderr

    def some(self, entity):
        """A record of the sample, which stays: what a test makes and removes is another."""
        if entity not in self.known:
            records = self.json('list', entity, '--limit', '1')['records']
            self.known[entity] = records[0]['id'] if records else None
        return self.known[entity]

    def fill(self, entity, number):
        """What a new record must say: required fields, and a text to find it by."""
        words = {}
        bounded = {bound['field'] for bound in entity['bounds']}
        for field in entity['fields']:
            flags = field['flags']
            if 'computed' in flags or 'state' in flags or field['type'] == 'set':
                continue
            if field['type'] == 'ref':
                if 'required' in flags:
                    words[field['name']] = self.some(field['ref'])
            elif 'required' in flags or ('search' in flags and field['type'] in ('text', 'long-text', 'markdown')):
                # what it belongs to is of the sample, which is made today
                words[field['name']] = TODAY if field['name'] in bounded else value(field, number)
        if entity['name'] == 'variant':
            # What went out isn't written in any longer.
            words['item-id'] = self.json('list', 'content-item', '--where', 'state=draft', '--limit', '1')['records'][0]['id']
        if entity['name'] == 'step-check':
            # Steps are of who holds the role, since when and until when they do.
            other = self.json('list', 'step-check', '--limit', '1')['records'][0]
            words.update({key: other[key] for key in ('ambassador-id', 'step-id', 'done-on')})
        if entity['any'] and not set(entity['any']) & set(words):
            words[entity['any'][0]] = '1'
        return [f'{name}={word}' for name, word in words.items()]

    def editable(self, entity):
        bounded = {bound['field'] for bound in entity['bounds']}
        return next((f for f in entity['fields']
                     if f['name'] not in bounded and f['type'] in ('text', 'long-text', 'markdown', 'int', 'date', 'duration')
                     and not {'computed', 'fixed', 'state'} & set(f['flags'])), None)

    def whole(self, name):
        return self.json('list', name)['records']

    def test_ordinary_ones_live_a_whole_life(self):
        for entity in (e for e in self.entities if e['kind'] == 'ordinary'):
            with self.subTest(entity['name']):
                self.live(entity)

    def live(self, entity):
        name = entity['name']
        before = self.whole(name)
        made = self.json('add', name, *self.fill(entity, 1))
        found = {r['id'] for r in self.json('list', name, '--search', 'xylophone')['records']}
        if any('search' in f['flags'] and f['type'] in ('text', 'long-text', 'markdown') for f in entity['fields']):
            self.assertIn(made['id'], found)
        field = self.editable(entity)
        if field:
            self.json('set', name, made['id'], f'{field["name"]}={value(field, 2)}')
            shown = self.json('show', name, made['id'])
            self.assertEqual(str(shown[field['name']]), value(field, 2))
            self.json('undo')
        self.refuse_second(entity)
        self.refuse_state(entity, made['id'])
        self.exchange(entity, made['id'])
        self.json('remove', name, made['id'])
        self.assertEqual(len(self.whole(name)), len(before))
        self.json('undo')
        self.assertEqual(len(self.whole(name)), len(before) + 1)
        self.json('remove', name, made['id'])

    def refuse_second(self, entity):
        """What there is once is not made twice."""
        words = self.fill(entity, 1)
        given = {word.split('=')[0] for word in words}
        if any(set(once['fields']) <= given for once in entity['once']):
            self.refused('add', entity['name'], *words, says='same values already')

    def refuse_state(self, entity, identity):
        """A state changes only by a move: a write of it is refused and names the moves."""
        state = next((f for f in entity['fields'] if 'state' in f['flags']), None)
        if not state or not entity['transitions']:
            return
        now = self.json('show', entity['name'], identity)['state']
        says = self.refused('set', entity['name'], identity, f'state={state["choices"][-1]}')
        for move in entity['transitions']:
            if move['from'] == now:
                self.assertIn(f'({move["to"]})', says)
        wrong = [s for s in state['choices'] if s not in entity['begins']]
        if wrong:
            self.refused('add', entity['name'], *self.fill(entity, 3), f'state={wrong[0]}', says='only by a move')

    def exchange(self, entity, identity):
        """What is exported comes back unchanged."""
        path = pathlib.Path(self.folder) / f'{entity["name"]}.csv'
        path.unlink(missing_ok=True)
        self.assertEqual(run(self.profile, 'export', entity['name'], str(path)).returncode, 0)
        with path.open(encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        self.assertEqual(len(rows) - 1, len(self.whole(entity['name'])))
        again = self.json('import', entity['name'], str(path), '--dry-run', status=0)
        self.assertEqual((again['created'], again['updated'], again['skipped']), (0, 0, []))

    def test_append_only_ones_are_never_changed(self):
        for entity in (e for e in self.entities if e['kind'] == 'append'):
            with self.subTest(entity['name']):
                some = self.some(entity['name'])
                field = next(f for f in entity['fields'] if f['type'] in ('text', 'long-text', 'instant', 'date')
                             and 'computed' not in f['flags'])
                self.refused('set', entity['name'], some, f'{field["name"]}={value(field, 1)}')
                self.refused('remove', entity['name'], some)
                if entity['name'] == 'approval':
                    self.refused('add', entity['name'], *self.fill(entity, 1), says='Move the item instead')
                elif 'create' in entity['rights']['manager']:
                    self.json('add', entity['name'], *self.fill(entity, 1))
                    self.json('undo')

    def test_derived_and_shown_ones_refuse(self):
        for entity in (e for e in self.entities if e['kind'] in ('derived', 'projection')):
            with self.subTest(entity['name']):
                self.refused('add', entity['name'])


if __name__ == '__main__':
    unittest.main()
