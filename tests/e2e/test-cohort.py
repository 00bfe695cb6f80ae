"""Two desks compose the same cohort, apart from each other; the real programs."""

import json
import os
import runpy
import sys
import unittest

# The office of two desks is that of test-desks.py, which takes the programs from the same arguments.
HERE = os.path.dirname(os.path.abspath(__file__))
OFFICE = runpy.run_path(os.path.join(HERE, 'test-desks.py'), run_name='office')


class Composing(OFFICE['Office']):
    def setUp(self):
        super().setUp()
        path = os.path.join(self.folder, 'shortlisted.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('display-name,state\n' + ''.join(f'{name},shortlisted\n' for name in ('Ama', 'Bo', 'Cy', 'Di')))
        self.a.do('import', 'ambassador', path, '--running')
        self.people = {person['display-name']: person['id'] for person in self.a.do('list', 'ambassador')['records']}
        self.a.do('add', 'cohort', 'name=Spring', 'seats=3')
        self.sync()

    def shown(self, desk):
        shown = desk.do('cohort', 'show', 'Spring')
        return [[person['name'] for person in shown[part]] for part in ('draft', 'wait-list')], shown

    def test_two_desks_edit_the_same_draft_and_converge(self):
        self.a.do('cohort', 'add', 'Spring', 'Ama', 'Bo', '--reason', 'Keen')
        self.sync()
        # Offline: one adds and reorders, the other takes out and adds.
        self.a.do('cohort', 'add', 'Spring', 'Cy')
        self.a.do('cohort', 'shift', 'Spring', 'Cy', 'up')
        self.b.do('cohort', 'remove', 'Spring', 'Ama')
        self.b.do('cohort', 'add', 'Spring', 'Di', '--wait-list')
        self.sync(self.a, self.b, self.a, self.b)
        self.assertEqual(self.a.do('conflicts')['conflicts'], [])
        self.assertEqual(self.b.do('conflicts')['conflicts'], [])
        order, shown = self.shown(self.a)
        self.assertEqual(shown, self.shown(self.b)[1])
        self.assertEqual(sorted(order[0]), ['Bo', 'Cy'])
        self.assertEqual(order[1], ['Di'])

    def test_the_same_person_added_twice_has_one_seat(self):
        self.a.do('cohort', 'add', 'Spring', 'Ama')
        self.b.do('cohort', 'add', 'Spring', 'Ama')
        self.sync(self.a, self.b, self.a)
        [finding] = self.b.do('conflicts')['conflicts']
        self.assertEqual((finding['type'], finding['entity']), ('refused', 'seat'))
        self.assertEqual(self.a.do('conflicts')['conflicts'], [])
        self.assertEqual(self.shown(self.a)[0], [['Ama'], []])

    def test_a_frozen_cohort_is_frozen_everywhere(self):
        self.a.do('cohort', 'add', 'Spring', 'Ama', 'Bo', 'Cy', 'Di')
        self.a.do('cohort', 'freeze', 'Spring', '--reason', 'They listen')
        self.sync()
        order, shown = self.shown(self.b)
        self.assertEqual((shown['state'], shown['reason'], order), ('frozen', 'They listen', [['Ama', 'Bo', 'Cy'], ['Di']]))
        self.assertEqual(self.b.do('list', 'decision')['records'][0]['why'], 'They listen')
        self.assertIn('draft', self.b.refused('cohort', 'remove', 'Spring', 'Ama'))
        self.b.do('cohort', 'invite', 'Spring', '--text', 'Dear {name}', '--answer-by', '2099-01-31')
        told = self.b.do('cohort', 'answer', 'Spring', 'Ama', 'declined', '--proof', 'Mail of today')
        self.assertEqual(told['next'], self.people['Di'])
        self.sync(self.b, self.a)
        self.assertEqual(self.a.do('show', 'ambassador', self.people['Ama'])['state'], 'declined')
        self.assertEqual(self.a.do('show', 'ambassador', self.people['Bo'])['state'], 'invited')
        self.assertEqual(json.dumps(self.shown(self.a)[1]), json.dumps(self.shown(self.b)[1]))


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0]], verbosity=2)
