"""One server, some desks, a proxy before each of them, and a seed: they work, break, heal and are checked."""

import asyncio
import json
import os
import pathlib
import random
import shutil
import signal
import tempfile

import proxy
import stack
from oracle import Oracle
from stack import Failure

STATES = ['nominated', 'applied', 'in_review', 'withdrawn', 'declined', 'identified', 'shortlisted', 'invited']
ROLES = ['curator', 'producer', 'trainer', 'responder']
COUNTRIES = ['FR', 'DE', 'US', 'GH', 'CA']
# verb → how often
EDITS = {'add': 16, 'add_node': 3, 'set': 20, 'line': 8, 'set_two': 8, 'roles': 8, 'country': 6, 'seen': 5, 'node': 5,
         'move': 12, 'remove': 5, 'undo': 8, 'redo': 3, 'resolve': 6, 'bring': 2}
SYNCS = {'once': 10, 'killed': 4, 'watch': 4, 'none': 3}
IDLE_ROUNDS = 5    # of one desk, with nothing moving: a wedge
MOST_ROUNDS = 60   # moving, and never there: a circle
FOLLOWER_TRIES = 20
FOLLOWER_SILENCE = 240  # seconds: several times the longest pause of a program that follows


class World:
    def __init__(self, programs, seed, desks=4, rounds=6, skews=(), faults=None, kill_server=True,
                 folder=None, say=print):
        self.programs = programs  # (server, ctl)
        self.seed = seed
        self.rounds = rounds
        self.skews = skews if stack.FAKETIME else ()
        self.faults = proxy.FAULTS if faults is None else faults
        self.kill_server = kill_server
        self.say = say
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='amb-faults-', dir=folder))
        self.oracle = Oracle()
        self.server = stack.Server(programs[0], self.folder)
        self.desks = [stack.Desk(programs[1], self.folder, f'd{i}') for i in range(desks)]
        self.proxies = {}
        self.values = 0
        self.stopping = False
        self.rounds_to_head = 0
        self.after_work = None  # what the self-test breaks, once everybody has worked

    def random(self, *what):
        return random.Random('/'.join(map(str, (self.seed, *what))))

    # Work.

    def new_value(self, desk):
        self.values += 1
        return f'v{self.values}-{desk.name}'

    def arguments(self, verb, desk, rnd, before, typed):
        """The words of a command, or None when there is nothing to do it to; `typed` gets its new values."""
        people = sorted({key[1] for key in before if key[0] == 'ambassador'})
        nodes = sorted({key[1] for key in before if key[0] == 'node'})
        # A few records are everybody's business, so that desks meet.
        person = rnd.choice(people[:4] if rnd.random() < 0.6 else people) if people else None
        value = self.new_value(desk)
        typed[:] = [value]
        if verb == 'add':
            email = [f'email=e{rnd.randrange(40)}@x.example'] if rnd.random() < 0.3 else []
            return ['add', 'ambassador', f'display-name={value}', *email]
        if verb == 'add_node':
            return ['add', 'node', f'name={value}']
        if verb in ('undo', 'redo'):
            return [verb]
        if verb == 'bring':
            typed[:] = [f'{value}-{i}' for i in range(25)]
            path = self.folder / f'{value}.csv'
            path.write_text('Name,E-mail\n' + ''.join(f'{name},{name}@x.example\n' for name in typed))
            return ['import', 'ambassador', str(path)]
        if verb == 'node' and nodes and person:
            return ['set', 'ambassador', person, f'node-id={rnd.choice(nodes)}']
        if verb == 'remove' and nodes and rnd.random() < 0.2:
            return ['remove', 'node', rnd.choice(nodes)]
        if verb == 'set' and nodes and rnd.random() < 0.15:
            return ['set', 'node', rnd.choice(nodes), f'name={value}']
        if person is None:
            return None
        own = ['notes', 'links'][int(desk.name[1:]) % 2]
        text = before.get(('ambassador', person, own))
        if verb == 'line' and text and text.count('\n') < 5:
            # Lines at both ends merge, two at the same end ask.
            typed[:] = ['\n'.join(rnd.choice([(value, text), (text, value)]))]
        words = {
            'set': [f'{rnd.choice(["job-title", "job-title", "display-name", own])}={value}'],
            'line': [f'{own}={typed[0]}'],
            'set_two': [f'job-title={value}', f'{own}={value}'],
            'roles': ['roles=' + ','.join(rnd.sample(ROLES, rnd.randrange(4)))],
            'country': [f'country={rnd.choice(COUNTRIES)}'],
            'seen': [f'last-active-on=2026-0{rnd.randrange(1, 10)}-1{rnd.randrange(10)}'],
        }
        if verb in words:
            return ['set', 'ambassador', person, *words[verb]]
        if verb == 'move':
            return ['move', 'ambassador', person, rnd.choice(STATES), '--why', value]
        return ['remove', 'ambassador', person] if verb == 'remove' else None

    def resolution(self, desk, rnd, typed):
        with desk.database() as database:
            findings = [one for one in database.findings() if one['conflict'] and one['field']]
        if not findings:
            return None, None
        finding = rnd.choice(findings)
        typed[:] = [finding['mine']]
        return ['resolve', str(finding['key']), rnd.choice(['mine', 'theirs'])], finding

    async def edit(self, desk, rnd):
        verb = rnd.choices(list(EDITS), list(EDITS.values()))[0]
        kill_after = rnd.uniform(0, 0.12) if rnd.random() < 0.08 else None
        before = desk.look()
        typed = []
        finding = None
        if verb == 'resolve':
            words, finding = self.resolution(desk, rnd, typed)
        else:
            words = self.arguments(verb, desk, rnd, before, typed)
        if words is None:
            return
        outcome = await desk.run(*words, end_after=kill_after)
        after = desk.look()
        self.check_command(desk, words, outcome, before, after, typed)
        if finding and not self.is_kept(desk, finding):
            self.oracle.supersede(desk.name, (finding['entity'], finding['id'], finding['field']))
        self.oracle.reported(desk.name, before, after, typed)

    @staticmethod
    def is_kept(desk, finding):
        """A command that was killed may have settled it all the same."""
        with desk.database() as database:
            return finding['key'] in [one['key'] for one in database.findings()]

    async def act(self, desk, *words, typed=()):
        """A command that must succeed, and that counts."""
        before = desk.look()
        outcome = await desk.do(*words)
        self.oracle.reported(desk.name, before, desk.look(), typed)
        return outcome.json()

    def check_command(self, desk, words, outcome, before, after, typed):
        """What it reported as done is in the profile; what it refused, or was killed in, is there whole or not
        at all."""
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        named = ' '.join(words)
        if words[0] in ('set', 'add'):
            wanted = [word.split('=', 1) for word in words[2:] if '=' in word]
            record = words[2] if words[0] == 'set' else next((key[1] for key in changed), None)
            watched = [(words[1], record, field) for field, value in wanted
                       if field in stack.WATCHED[words[1]] and value in typed]
            there = [after.get(key) == typed[0] for key in watched]
            if outcome.done and not all(there):
                self.oracle.fail(f'desk {desk.name}: “{named}” was reported as done and is not in the profile')
            if any(there) and not all(there):
                self.oracle.fail(f'I7: desk {desk.name}: “{named}” is there by half')
        if outcome.status == 1 and changed and words[0] != 'import':
            self.oracle.fail(f'desk {desk.name}: “{named}” failed and changed {sorted(changed)[0]}')

    async def synchronise(self, desk, rnd):
        how = rnd.choices(list(SYNCS), list(SYNCS.values()))[0]
        span = rnd.random()
        if how == 'once':
            await desk.run('sync')
        elif how == 'killed':
            await desk.run('sync', end_after=span * 0.6)
        elif how == 'watch':
            await desk.run('sync', '--watch', end_after=0.3 + span * 3,
                           how=rnd.choice([signal.SIGTERM, signal.SIGKILL]))
        if how != 'none':
            with desk.database() as database:
                self.oracle.looked(desk.name, database.look(), database)

    async def work(self, desk):
        for number in range(self.rounds):
            rnd = self.random(desk.name, number)
            for _ in range(rnd.randrange(1, 4)):
                await self.edit(desk, rnd)
            await self.synchronise(desk, rnd)

    async def trouble_server(self):
        rnd = self.random('server')
        while not self.stopping:
            await asyncio.sleep(rnd.uniform(0.5, 4))
            if self.stopping:
                return
            await self.server.stop(signal.SIGKILL if rnd.random() < 0.8 else signal.SIGTERM)
            self.server.clock = rnd.choice([None, *self.skews])
            await asyncio.sleep(rnd.uniform(0, 0.6))
            await self.server.start()

    # From an empty server to the last check.

    async def open(self):
        stack.Desk.running = asyncio.Semaphore(2 * (os.cpu_count() or 2))
        tokens = [self.server.make_token(desk.name) for desk in self.desks]
        await self.server.start()
        for i, desk in enumerate(self.desks):
            # The first desk's clock is right, so that both meet.
            desk.clock = self.skews[(i - 1) % len(self.skews)] if self.skews and i % 2 else None
            self.proxies[desk.name] = proxy.Proxy(desk.name, ('127.0.0.1', self.server.port), self.seed,
                                                  proxy.PASS_ONLY, self.oracle)
            await self.proxies[desk.name].start()
        await stack.together(*(desk.connect(f'http://127.0.0.1:{self.proxies[desk.name].port}', token)
                               for desk, token in zip(self.desks, tokens)))
        await self.desks[0].do('sync')
        for one in self.proxies.values():
            one.faults = dict(self.faults)

    async def labour(self):
        trouble = asyncio.ensure_future(self.trouble_server()) if self.kill_server else None
        try:
            await stack.together(*map(self.work, self.desks))
        finally:
            self.stopping = True
            if trouble:
                await trouble

    async def heal(self):
        for one in self.proxies.values():
            one.heal()
        if self.server.process is None:
            await self.server.start()
        await self.settle(self.desks)

    async def settle(self, desks):
        """Every desk reaches the head in bounded rounds, or is wedged."""
        idle = dict.fromkeys(desks, 0)
        before = {desk: desk.fingerprint() for desk in desks}
        for number in range(1, MOST_ROUNDS):
            outcomes = await stack.together(*(desk.run('sync') for desk in desks))
            quiet = True
            for desk, outcome in zip(desks, outcomes):
                after = desk.fingerprint()
                there = outcome.done and desk.is_at_head()
                idle[desk] = 0 if there or after != before[desk] else idle[desk] + 1
                quiet = quiet and there and outcome.json()['received'] == outcome.json()['sent'] == 0
                before[desk] = after
                if idle[desk] >= IDLE_ROUNDS:
                    raise Failure(f'I10: nothing moves any longer, and it is not at head: {desk.describe()}')
            if quiet:
                self.rounds_to_head = max(self.rounds_to_head, number)
                return
        raise Failure('I10: desks go round in circles: ' + '\n'.join(desk.describe() for desk in desks))

    async def follow(self, desk):
        """A program that follows through faults and finds its way back by itself when they are over."""
        one = self.proxies[desk.name]
        one.faults = dict(self.faults)
        process = await desk.start('sync', '--watch')
        tries = 0
        try:
            await asyncio.sleep(2)
            one.heal()
            value = self.new_value(self.desks[0])
            await self.act(self.desks[0], 'add', 'node', f'name={value}', typed=[value])
            await self.settle(self.desks[:1])
            while value not in (await desk.do('list', 'node')).out:
                waiting = [asyncio.ensure_future(stream.readline()) for stream in (process.stdout, process.stderr)]
                done, _ = await asyncio.wait(waiting, timeout=FOLLOWER_SILENCE,
                                             return_when=asyncio.FIRST_COMPLETED)
                tries += waiting[1] in done
                ended = process.returncode is not None or (done and all(not task.result() for task in done))
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)
                if not done or ended or tries > FOLLOWER_TRIES:
                    raise Failure(f'I10: a desk that follows ({process.returncode}) does not find back: '
                                  f'{desk.describe()}')
        finally:
            stack.send_signal(process, signal.SIGTERM)
            out, err = await process.communicate()
        desk.finish(('sync', '--watch'), process.returncode, out, err, signal.SIGTERM)

    async def compare_what_is_shown(self):
        """Bit-equal: every record of every list, as each program prints it."""
        first, *others = self.desks
        with first.database() as database:
            entities = [entity for entity, collection in self.collections.items() if database.rows(collection)]
        for entity in entities:
            shown = {desk.name: split_records((await desk.do('list', entity)).out) for desk in self.desks}
            for desk in others:
                if shown[desk.name] != shown[first.name]:
                    one = next(record for record in sorted(shown[first.name] ^ shown[desk.name]))
                    self.oracle.fail(f'I1: desks {first.name} and {desk.name} list {entity} differently: {one}')

    def compare_files(self):
        """Every record of every entity on every desk against the server's, versions included."""
        with self.server.database() as database:
            theirs = {collection: database.rows(collection) for collection in self.collections.values()}
            self.oracle.check_server(database)
        for desk in self.desks:
            with desk.database() as database:
                for collection, rows in theirs.items():
                    mine = database.rows(collection)
                    different = sorted(one for one in rows.keys() | mine.keys() if rows.get(one) != mine.get(one))
                    if different:
                        self.oracle.fail(f'I1: {len(different)} {collection} of desk {desk.name} are not the '
                                         f'server’s: {mine.get(different[0])} | {rows.get(different[0])}')

    async def check(self):
        entities = (await self.desks[0].do('entities')).json()['entities']
        self.collections = {entity['name']: entity['collection'] for entity in entities
                            if entity['kind'] in ('ordinary', 'append', 'singleton')}
        await self.compare_what_is_shown()
        for desk in self.desks:
            outcome = await desk.run('check')
            if not outcome.done:
                self.oracle.fail(f'I7: the file of desk {desk.name} is not sound: {outcome.out}{outcome.err}')
        await self.server.stop()
        if self.server.administer('check') != 'All is well.':
            self.oracle.fail('I7: the server’s file is not sound')
        self.compare_files()
        kept = {}
        for desk in self.desks:
            with desk.database() as database:
                kept[desk.name] = (database.findings(), database.outbox())
        self.oracle.check_sent()
        self.oracle.check_overwrites()
        self.oracle.check_edits(kept)
        self.oracle.check_glances()

    async def play(self):
        try:
            await self.open()
            await self.labour()
            if self.after_work:
                await self.after_work(self)
            await self.heal()
            if not self.after_work:
                await self.follow(self.desks[-1])
                await self.settle(self.desks)
            await self.check()
        finally:
            await self.close()

    async def close(self):
        for one in self.proxies.values():
            await one.stop()
        if self.server.process is not None:
            stack.send_signal(self.server.process, signal.SIGKILL)
            await self.server.process.wait()

    def run(self):
        """The broken promises; the folder stays when there are any."""
        failures = []
        try:
            asyncio.run(self.play())
        except Failure as failure:
            failures.append(str(failure))
        failures += self.oracle.failures
        failures += [error for one in self.proxies.values() for error in one.errors]
        if not failures:
            shutil.rmtree(self.folder)
        return failures

    def figures(self):
        counts = {}
        for one in self.proxies.values():
            for name, n in one.counts.items():
                counts[name] = counts.get(name, 0) + n
        statuses = {}
        for decision in self.oracle.decisions.values():
            status = decision.result['status']
            statuses[status] = statuses.get(status, 0) + 1
        return {
            'commands': sum(desk.commands for desk in self.desks),
            'kills of desks': sum(desk.kills for desk in self.desks),
            'kills of the server': self.server.kills,
            'requests': sum(one.requests for one in self.proxies.values()),
            'faults': sum(n for name, n in counts.items() if name != 'pass'),
            'values typed': len(self.oracle.edits),
            'operations decided': len(self.oracle.decisions),
            'answered again': self.oracle.repeats,
            **dict(sorted(statuses.items())),
            'rounds to head': self.rounds_to_head,
        }


def split_records(document):
    return {json.dumps(record, sort_keys=True) for record in json.loads(document)['records']}
