"""The real programs: a server that can be killed, and desks that ambassadectl drives."""

import asyncio
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys

FAKETIME = next((str(path) for folder in ('/usr/lib', '/usr/local/lib')
                 for path in pathlib.Path(folder).glob('**/faketime/libfaketime.so.1')), None)
WATCHED = {'ambassador': ['display-name', 'job-title', 'notes', 'links'], 'node': ['name']}
COLLECTIONS = {'ambassador': 'ambassadors', 'node': 'nodes'}
PARKED = 3
STATES = ['pending', 'sent', 'acked', 'parked']
# A sanitizer, a critical message or an assertion that spoke is a failure whatever the status.
ALARM = re.compile(r'Sanitizer|runtime error:|-CRITICAL|-ERROR \*\*|assertion')


class Failure(Exception):
    """Something that must never be; the message says what."""


def clock_env(offset):
    """The environment of a program whose clock is off, as '+10y'; None: right."""
    if not offset:
        return {}
    sanitizer = os.environ.get('ASAN_OPTIONS', '')
    return {'LD_PRELOAD': FAKETIME, 'FAKETIME': offset, 'FAKETIME_DONT_FAKE_MONOTONIC': '1',
            'ASAN_OPTIONS': f'{sanitizer}:verify_asan_link_order=0'}


if sys.version_info < (3, 12):
    # Another watcher waits in a thread, and may take a process away from under whoever sends it a signal.
    asyncio.set_child_watcher(asyncio.PidfdChildWatcher())


def send_signal(process, how):
    """Did it live to get it? asyncio's own asks for the status on the way, which is then lost to whoever waits."""
    try:
        if process.returncode is None:
            os.kill(process.pid, how)
            return True
    except ProcessLookupError:
        pass
    return False


async def together(*coroutines):
    """All of them; when one fails, the others end before that is told."""
    tasks = [asyncio.ensure_future(one) for one in coroutines]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


TAKEN = set()


def free_port():
    """Below the ports that systems give to whoever connects: a server that is away keeps its port."""
    for port in random.SystemRandom().sample(range(20000, 32000), 200):
        with socket.socket() as probe:
            if port not in TAKEN and probe.connect_ex(('127.0.0.1', port)) != 0:
                TAKEN.add(port)
                return port
    raise Failure('no port is free between 20000 and 32000')


class Database:
    """A copy of a program's file, so that reading it leaves the file as the program left it."""

    def __init__(self, path):
        copy = path.with_suffix('.seen')
        for suffix in ('', '-wal'):
            target = pathlib.Path(f'{copy}{suffix}')
            target.unlink(missing_ok=True)
            if pathlib.Path(f'{path}{suffix}').exists():
                shutil.copyfile(f'{path}{suffix}', target)
        pathlib.Path(f'{copy}-shm').unlink(missing_ok=True)
        self.connection = sqlite3.connect(copy)
        self.connection.row_factory = sqlite3.Row

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def all(self, sql, *values):
        return self.connection.execute(sql, values).fetchall()

    def meta(self):
        return dict(map(tuple, self.all('SELECT key, value FROM meta')))

    def rows(self, collection):
        """id → every column of the living rows, but those that are this file's own."""
        columns = [row['name'] for row in self.all(f'PRAGMA table_info("{collection}")')]
        kept = ', '.join(f'"{name}"' for name in columns if name not in ('rid', 'deleted'))
        return {row['id']: dict(row) for row in
                self.all(f'SELECT {kept} FROM "{collection}" WHERE deleted = 0')}

    def look(self):
        """(entity, id, field) → value of what is watched, as a person sees it."""
        seen = {}
        for entity, fields in WATCHED.items():
            columns = ', '.join('"' + field.replace('-', '_') + '"' for field in fields)
            for row in self.all(f'SELECT id, {columns} FROM "{COLLECTIONS[entity]}" WHERE deleted = 0'):
                seen.update({(entity, row[0], field): row[i + 1] for i, field in enumerate(fields)})
        return seen

    def outbox(self):
        return [dict(row) for row in
                self.all('SELECT n, op, entity, id, kind, payload, state, mark FROM outbox ORDER BY n')]

    def findings(self):
        return [dict(row) for row in self.all('SELECT * FROM finding ORDER BY key')]


class Server:
    """ambassade-server on a data folder of its own."""

    def __init__(self, program, folder):
        self.program = program
        self.data = folder / 'server'
        self.log = folder / 'server.log'
        self.port = free_port()
        self.process = None
        self.clock = None
        self.kills = 0

    def administer(self, *words):
        run = subprocess.run([self.program, *words, '--data', str(self.data)], capture_output=True, text=True,
                             check=False)
        if run.returncode != 0:
            raise Failure(f'ambassade-server {" ".join(words)}: {run.stdout}{run.stderr}')
        return run.stdout.strip()

    def make_token(self, name, access='manager'):
        return self.administer('token', 'create', '--access', access, '--name', name).splitlines()[-1]

    async def start(self):
        with self.log.open('a', encoding='utf-8') as log:
            self.process = await asyncio.create_subprocess_exec(
                self.program, '--data', str(self.data), '--listen', f'127.0.0.1:{self.port}',
                stdout=subprocess.PIPE, stderr=log, env={**os.environ, **clock_env(self.clock)})
        if b'Listening' not in await self.process.stdout.readline():
            raise Failure(f'the server does not start: {self.log.read_text(encoding="utf-8")}')

    async def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return
        send_signal(self.process, how)
        status = await self.process.wait()
        self.process = None
        self.kills += how == signal.SIGKILL
        said = self.log.read_text(encoding='utf-8')
        if ALARM.search(said) or status not in (0, -how):
            raise Failure(f'the server ended with {status}: {said[-4000:]}')

    def database(self):
        return Database(self.data / 'ambassade.db')


class Outcome:
    """How a command ended."""

    def __init__(self, words, status, out, err, killed):
        self.words = words
        self.status = status
        self.out = out
        self.err = err
        self.killed = killed

    @property
    def done(self):
        return self.status == 0

    def json(self):
        return json.loads(self.out)


class Desk:
    """A profile; one command at a time writes to it."""

    running = None  # a semaphore: so many programs at a time, on every desk

    def __init__(self, program, folder, name):
        self.program = program
        self.name = name
        self.dir = folder / name
        self.clock = None
        self.commands = 0
        self.kills = 0
        self.last_said = ''

    async def start(self, *words):
        return await asyncio.create_subprocess_exec(
            self.program, '--profile', str(self.dir), '--json', *words, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **clock_env(self.clock)})

    async def run(self, *words, end_after=None, how=signal.SIGKILL):
        """`end_after`: seconds until it gets the signal `how`, unless it is over by then."""
        async with Desk.running:
            process = await self.start(*words)
            self.commands += 1
            said = asyncio.ensure_future(process.communicate())
            ended = False
            try:
                if end_after is not None:
                    await asyncio.wait({said}, timeout=end_after)
                    if not said.done():
                        ended = send_signal(process, how)
                out, err = await said
            finally:
                send_signal(process, signal.SIGKILL)
                await process.wait()
        return self.finish(words, process.returncode, out, err, how if ended else None)

    def finish(self, words, status, out, err, how=None):
        """`how`: the signal that it got, perhaps before it listened to signals."""
        killed = how == signal.SIGKILL
        out, err = out.decode('utf-8', 'replace'), err.decode('utf-8', 'replace')
        self.kills += killed
        if err:
            self.last_said = err
        if ALARM.search(err) or status not in (0, 1, 3) and (how is None or status != -how):
            raise Failure(f'desk {self.name}: {" ".join(words)} ended with {status}: {out}{err}')
        return Outcome(words, status, out, err, killed)

    async def do(self, *words):
        outcome = await self.run(*words)
        if not outcome.done:
            raise Failure(f'desk {self.name}: {" ".join(words)} failed: {outcome.err}')
        return outcome

    async def connect(self, url, token):
        path = self.dir.with_suffix('.token')
        path.write_text(token + '\n', encoding='utf-8')
        await self.do('connect', url, '--token-file', str(path))

    def database(self):
        return Database(self.dir / 'cache.db')

    def look(self):
        with self.database() as database:
            return database.look()

    def is_at_head(self):
        with self.database() as database:
            meta = database.meta()
            return (meta.get('at-head') == '1' and meta.get('resend', '0') in ('', '0') and
                    all(row['state'] == PARKED for row in database.outbox()))

    def fingerprint(self):
        """Whatever moves when a synchronisation gets anywhere."""
        with self.database() as database:
            meta = database.meta()
            moving = [meta.get(key) for key in ('cursor', 'mark', 'last-n', 'epoch', 'device', 'at-head',
                                                'device-registered', 'complete')]
            return (moving, [(row['n'], row['op'], row['state'], row['mark']) for row in database.outbox()],
                    len(database.findings()))

    def describe(self):
        """What a wedge looks like from outside."""
        with self.database() as database:
            meta, outbox = database.meta(), database.outbox()
        lines = [f'desk {self.name}: {len(outbox)} operations in its outbox']
        for row in outbox[:8]:
            lines.append(f'  {row["n"]} {STATES[row["state"]]} {row["kind"]} {row["entity"]} {row["id"]} '
                         f'mark {row["mark"]} {row["payload"]}'[:300])
        for key in sorted(meta):
            if not key.startswith(('actor', 'former')):
                lines.append(f'  {key}: {meta[key]}'[:160])
        lines.append(f'  it last said: {self.last_said.strip()[-600:]}')
        return '\n'.join(lines)
