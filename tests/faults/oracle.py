"""A second, simple account of what was promised: what desks reported as done, and what the server took.

The server's word is read on the wire, between server and proxy, so that it counts even when no desk ever
got it. Clocks play no part: the order is the server's versions.
"""

import json
import re

from stack import COLLECTIONS, WATCHED

SETS = {('ambassador', 'roles')}
TEXTS = {('ambassador', 'notes')}  # merged by line: what is as it was gives way
# What no desk may ever be told of an operation: it would have sent what breaks the protocol.
BROKEN = {'bad-request', 'bad-frame', 'forbidden', 'too-large'}
OWN_COLUMNS = ('id', 'ver', 'fv', 'extra')


MARK = re.compile(r'v\d+-d\d+(?:-\d+)?')  # every typed value is or holds another one


def find_marks(text):
    return set(MARK.findall(text or ''))


def holds(text, marks):
    """Is it the value that was typed, or a text into which it was merged?"""
    return text is not None and all(mark == text or mark in find_marks(text) for mark in marks)


def is_merged(before, theirs, text):
    """Does the text keep what they made of the one before: what they put in and what they took out?"""
    marks = find_marks(text)
    return (find_marks(theirs) - find_marks(before) <= marks and
            not (find_marks(before) - find_marks(theirs)) & marks)


def read_lines(body):
    lines = [json.loads(line) for line in body.decode('utf-8').splitlines()]
    return [line for line in lines if 'k' not in line], lines[0], lines[-1]


class Decision:
    """What the server said of one operation."""

    def __init__(self, desk, operation, result):
        self.desk = desk
        self.operation = operation
        self.result = result
        self.kind = operation['kind']
        self.record = (operation['t'], operation['id'])
        self.ver = result.get('ver', 0)
        self.conflicts = {one.get('field') for one in result.get('conflicts', [])}

    def changes(self):
        """field → value that was taken; sets apart."""
        if self.result['status'] == 'rejected' or self.kind not in ('create', 'patch'):
            return {}
        return {field: value for field, value in self.operation.get('set', {}).items()
                if field not in self.conflicts}


class Edit:
    """A value that a person at a desk made of another one, and that the command reported as done."""

    def __init__(self, desk, key, was, value):
        self.desk = desk
        self.key = key
        self.was = was
        self.value = value
        self.marks = find_marks(value) - find_marks(was) or {value}
        self.superseded = value is None

    def __str__(self):
        entity, record, field = self.key
        return f'“{self.value}” (over “{self.was}”) in {field} of {entity} {record} by desk {self.desk}'


class Oracle:
    """Observes proxies and commands; `failures` holds a sentence for each broken promise."""

    def __init__(self):
        self.failures = []
        self.sent_operations = {}  # op → desk
        self.decisions = {}        # op → Decision
        self.repeats = 0
        self.edits = []
        self.glances = []          # (edit, value shown) that only the end can judge

    def fail(self, sentence):
        if sentence not in self.failures:
            self.failures.append(sentence)

    # The wire.

    def sent(self, exchange):
        if exchange.kind == 'POST /v1/push':
            for operation in read_lines(exchange.body)[0]:
                self.sent_operations[operation['op']] = exchange.proxy.name

    def saw(self, exchange, answer):
        if exchange.kind != 'POST /v1/push' or answer.status != 200:
            return
        operations = {operation['op']: operation for operation in read_lines(exchange.body)[0]}
        results = read_lines(answer.body)[0]
        if [result['op'] for result in results] != list(operations):
            self.fail(f'desk {exchange.proxy.name}: the server answered other operations than it was sent')
        for result in results:
            self.decide(exchange.proxy.name, operations[result['op']], result)

    def decide(self, desk, operation, result):
        known = self.decisions.get(operation['op'])
        if result.get('problem', {}).get('code') in BROKEN:
            self.fail(f'desk {desk} sent what the server can’t take: {operation} | {result}')
        if known is None:
            self.decisions[operation['op']] = Decision(desk, operation, result)
            return
        self.repeats += 1
        if {**known.result, 'n': 0} != {**result, 'n': 0}:
            self.fail(f'I3: operation {operation["op"]} of desk {desk} was answered twice, and not the same: '
                      f'{known.result} | {result}')

    # The desks.

    def reported(self, desk, before, after, typed):
        """A command is over: what it changed. `typed`: values that nobody had before."""
        for key in before.keys() | after.keys():
            was, value = before.get(key), after.get(key)
            if was == value:
                continue
            self.supersede(desk, key)
            edit = Edit(desk, key, was, value)
            if value not in typed and (key not in before or key[::2] in TEXTS):
                edit.superseded = True  # the record came back; or a text did, and an undone text asks nobody
            self.edits.append(edit)

    def supersede(self, desk, key):
        for edit in self.edits:
            if edit.desk == desk and edit.key == key:
                edit.superseded = True

    def looked(self, desk, shown, database):
        """After a synchronisation: an own edit is shown, or needs attention, or was followed by another's."""
        findings = database.findings()
        for edit in self.edits:
            if edit.desk != desk or edit.superseded or edit.key not in shown:
                continue
            if shown[edit.key] == edit.value or holds(shown[edit.key], edit.marks):
                continue
            if not needs_attention(edit, findings, []):
                self.glances.append((edit, shown[edit.key]))

    # The end.

    def taken(self):
        """What the server took, in its order: (decision, field, value)."""
        ordered = sorted((one for one in self.decisions.values() if one.result['status'] != 'rejected'),
                         key=lambda one: (one.ver, one.operation['n']))
        return [(one, field, value) for one in ordered for field, value in one.changes().items()]

    def check_sent(self):
        for op, desk in self.sent_operations.items():
            if op not in self.decisions:
                self.fail(f'I2: the server never decided operation {op}, which desk {desk} sent')

    def check_overwrites(self):
        """Another's value goes only when the author saw it, or it is merged into what comes."""
        current = {}
        seen = {}
        taken = self.list_taken()
        for edit in self.edits:
            seen.setdefault((edit.desk, edit.key), set()).add(edit.was)
        for decision, field, value in self.taken():
            key = (*decision.record, field)
            if field not in WATCHED.get(decision.record[0], []):
                continue
            desk, known, before = current.get(key, (decision.desk, None, None))
            # What the row has already is answered with the row's version, which is another's: it wrote nothing.
            wrote = not any(ver == decision.ver and other != decision.desk and value == same
                            for ver, other, same in taken[key])
            if (wrote and decision.kind == 'patch' and desk != decision.desk and known != value and
                    known not in seen.get((decision.desk, key), ()) and
                    not ((decision.record[0], field) in TEXTS and is_merged(before, known, value))):
                self.fail(f'I12: desk {decision.desk} overwrote “{known}” of desk {desk}, which it never saw, '
                          f'in {key} with “{value}”')
            current[key] = (decision.desk, value, known)

    def model(self):
        """(entity, id) → fields of the living records, from the server's words alone."""
        records, dead = {}, set()
        ordered = sorted((one for one in self.decisions.values() if one.result['status'] != 'rejected'),
                         key=lambda one: (one.ver, one.operation['n']))
        for one in ordered:
            fields = records.setdefault(one.record, {})
            if one.kind == 'create':
                fields.clear()
            fields.update(one.changes())
            for field, members in one.operation.get('add', {}).items():
                fields[field] = sorted(set(fields.get(field) or []) | set(members))
            for field, members in one.operation.get('del', {}).items():
                fields[field] = sorted(set(fields.get(field) or []) - set(members))
            if one.kind == 'move' and one.result['status'] == 'applied':
                fields['state'] = one.operation['to']
            if one.kind == 'delete' and one.result['status'] != 'conflict':
                dead.add(one.record)
                self.clear_references(records, one.record)
            if one.kind == 'undelete':
                dead.discard(one.record)
        return {record: fields for record, fields in records.items() if record not in dead}

    @staticmethod
    def clear_references(records, record):
        for fields in records.values():
            for field in [name for name, value in fields.items() if value == record[1]]:
                fields[field] = None

    def check_server(self, database):
        """I2: every acknowledged write is there, or what came later in the server's own order."""
        model = self.model()
        for entity, collection in COLLECTIONS.items():
            rows = database.rows(collection)
            expected = {record: fields for (name, record), fields in model.items() if name == entity}
            for record in rows.keys() - expected.keys():
                self.fail(f'I2: the server has the {entity} {record}, which nobody made or which was removed')
            for record in expected.keys() - rows.keys():
                self.fail(f'I2: the server took the {entity} {record} and lacks it')
            for record in rows.keys() & expected.keys():
                self.check_row(entity, rows[record], expected[record])

    def check_row(self, entity, row, expected):
        for column, value in row.items():
            field = column.replace('_', '-')
            if column in OWN_COLUMNS or column.endswith('_key'):
                continue
            want = expected.get(field)
            if (entity, field) in SETS:
                value, want = sorted(json.loads(value or '[]')), sorted(want or [])
            if value != want:
                self.fail(f'I2: {field} of the {entity} {row["id"]} is “{value}” on the server, '
                          f'which took “{want}”')

    def list_taken(self):
        """key → (version, desk, value) of what the server took, in its order."""
        taken = {}
        for decision, field, value in self.taken():
            if field in WATCHED.get(decision.record[0], []):
                taken.setdefault((*decision.record, field), []).append((decision.ver, decision.desk, value))
        return taken

    def check_edits(self, desks):
        """I9: nothing that was reported as done vanished without a word."""
        taken = self.list_taken()
        for edit in self.edits:
            if edit.superseded or any(value == edit.value or holds(value, edit.marks)
                                      for _, _, value in taken.get(edit.key, [])):
                continue
            if not needs_attention(edit, *desks[edit.desk]):
                self.fail(f'I9: {edit} vanished without a finding')

    def check_glances(self):
        """I9: what a desk showed in the place of an own edit was another's, and newer."""
        taken = self.list_taken()
        for edit, shown in self.glances:
            history = taken.get(edit.key, [])
            own = [ver for ver, desk, value in history
                   if desk == edit.desk and (value == edit.value or holds(value, edit.marks))]
            if not own or not any(desk != edit.desk and value == shown and ver > min(own)
                                  for ver, desk, value in history):
                self.fail(f'I9: {edit} was suddenly shown as “{shown}”')


def needs_attention(edit, findings, outbox):
    """Is it kept for its author, as a finding or as an operation that waits for a person?"""
    entity, record, field = edit.key
    for finding in findings:
        if finding['entity'] == entity and finding['id'] == record and (
                (finding['field'] == field and holds(finding['mine'], edit.marks)) or
                all(mark in (finding['typed'] or '') for mark in edit.marks)):
            return True
    return any(row['id'] == record and row['state'] == 3 for row in outbox)
