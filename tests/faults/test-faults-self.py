#!/usr/bin/env python3
"""The checker can fail: each broken promise that is seeded here must be found, and by its own name."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys

sys.dont_write_bytecode = True

import proxy
from world import World


def frame(lines, count):
    """Lines with a valid end: what a server that is wrong would say in earnest."""
    *body, end = lines
    text = b''.join(json.dumps(line, separators=(',', ':'), ensure_ascii=False).encode() + b'\n' for line in body)
    end = {**end, count: sum(line.get('k', 'put') in ('put', 'rm') for line in body),
           'h': 'sha256:' + hashlib.sha256(text).hexdigest()}
    return text + json.dumps(end, separators=(',', ':')).encode() + b'\n'


class Tamper:
    """Between proxy and server; by default an honest one."""

    def request(self, kind, body):
        return body

    def answer(self, kind, body):
        return body

    @staticmethod
    def lines(body):
        return [json.loads(line) for line in body.decode().splitlines()]


class OlderRow(Tamper):
    """The latest page tells a person's title of before."""

    def answer(self, kind, body):
        if kind != 'GET /v1/changes' or b'"newer"' not in body:
            return body
        return frame(self.lines(body.replace(b'"newer"', b'"older"')), 'rows')


class LostRow(Tamper):
    """A page without one of its rows."""

    def answer(self, kind, body):
        if kind != 'GET /v1/changes':
            return body
        lines = self.lines(body)
        rows = [line for line in lines if line['k'] == 'put' and line['t'] == 'ambassador']
        return frame([line for line in lines if line not in rows[-1:]], 'rows')


class OtherValue(Tamper):
    """The server keeps another value than it was sent."""

    def request(self, kind, body):
        return frame(self.lines(body.replace(b'"newer"', b'"other"')), 'ops') if b'"newer"' in body else body


class Blindness(Tamper):
    """Every edit claims to have seen everything."""

    def request(self, kind, body):
        if kind != 'POST /v1/push':
            return body
        return frame(self.lines(re.sub(rb'"(notes|job-title)":\d+', rb'"\1":999', body)), 'ops')


class NoReply(Tamper):
    """Pushes arrive, and their answers are lost."""

    def answer(self, kind, body):
        return b'' if kind == 'POST /v1/push' else body


async def make_person(world):
    person = (await world.act(world.desks[0], 'add', 'ambassador', 'display-name=Ama', 'job-title=older',
                              typed=['Ama', 'older']))['id']
    await world.settle(world.desks)
    return person


async def set_title(world, desk, person, value='newer'):
    await world.act(desk, 'set', 'ambassador', person, f'job-title={value}', typed=[value])


def change(path, sql):
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()


async def nothing(world):
    person = await make_person(world)
    await set_title(world, world.desks[1], person)


async def an_older_row(world):
    person = await make_person(world)
    world.proxies['d1'].tamper = OlderRow()
    await set_title(world, world.desks[0], person)
    await world.settle(world.desks)


async def a_lost_row(world):
    person = await make_person(world)
    world.proxies['d1'].tamper = LostRow()
    await set_title(world, world.desks[0], person)
    await world.settle(world.desks)


async def another_value(world):
    person = await make_person(world)
    world.proxies['d1'].tamper = OtherValue()
    await set_title(world, world.desks[1], person)


async def an_acknowledged_write_that_the_server_forgot(world):
    person = await make_person(world)
    await set_title(world, world.desks[0], person)
    await world.settle(world.desks)
    await world.server.stop()
    change(world.server.data / 'ambassade.db', "UPDATE ambassadors SET job_title = 'older'")


async def an_acknowledged_record_that_the_server_forgot(world):
    await make_person(world)
    await world.server.stop()
    change(world.server.data / 'ambassade.db', 'DELETE FROM ambassadors_fts')
    change(world.server.data / 'ambassade.db', 'DELETE FROM ambassadors')


async def a_write_that_was_never_sent(world):
    person = await make_person(world)
    await set_title(world, world.desks[1], person)
    change(world.desks[1].dir / 'cache.db', 'DELETE FROM outbox')


async def a_profile_of_before(world):
    person = await make_person(world)
    path = world.desks[1].dir
    shutil.copytree(path, path.with_suffix('.before'))
    await set_title(world, world.desks[1], person)
    shutil.rmtree(path)
    path.with_suffix('.before').rename(path)


async def a_finding_that_nobody_kept(world):
    person = await make_person(world)
    for desk, value in zip(world.desks, ('mine', 'yours')):
        await set_title(world, desk, person, value)
        await world.settle([desk])
    change(world.desks[1].dir / 'cache.db', 'DELETE FROM finding')


async def an_overwrite_that_nobody_was_asked_about(world):
    person = await make_person(world)
    await set_title(world, world.desks[0], person, 'mine')
    await set_title(world, world.desks[1], person, 'yours')
    await world.settle(world.desks[:1])
    world.proxies['d1'].tamper = Blindness()


async def results_that_the_server_forgot(world):
    world.proxies['d1'].tamper = NoReply()
    await world.act(world.desks[1], 'add', 'ambassador', 'display-name=Ama', typed=['Ama'])
    await world.desks[1].run('sync')
    world.proxies['d1'].tamper = None
    await world.server.stop()
    change(world.server.data / 'ambassade.db', 'DELETE FROM operation')
    change(world.server.data / 'ambassade.db', 'UPDATE device SET last_n = 0')


async def a_desk_without_a_way(world):
    person = await make_person(world)
    await set_title(world, world.desks[1], person)
    world.proxies['d1'].heal = lambda: None
    world.proxies['d1'].faults = {'refuse': 1}


async def a_file_that_is_not_sound(world):
    await make_person(world)
    change(world.desks[1].dir / 'cache.db', "UPDATE ambassadors SET display_name_key = 'zzz'")


# What is broken, and what must be said of it.
BREAKS = [
    (nothing, None),
    (an_older_row, r'^I1: '),
    (a_lost_row, r'^I1: '),
    (another_value, r'^I2: job-title .* “other” on the server, which took “newer”'),
    (an_acknowledged_write_that_the_server_forgot,
     r'^I2: job-title .* “older” on the server, which took “newer”'),
    (an_acknowledged_record_that_the_server_forgot, r'^I2: the server took .* and lacks it'),
    (a_write_that_was_never_sent, r'^I9: “newer”'),
    (a_profile_of_before, r'^I9: “newer”'),
    (a_finding_that_nobody_kept, r'^I9: “yours”'),
    (an_overwrite_that_nobody_was_asked_about, r'^I12: desk d1 overwrote “mine”'),
    (results_that_the_server_forgot, r'^I3: '),
    (a_desk_without_a_way, r'^I10: nothing moves any longer.*desk d1: 1 operations in its outbox'),
    (a_file_that_is_not_sound, r'^I7: the file of desk d1 is not sound'),
]


def play(programs, broken):
    """What the checker says of a small world in which one thing is broken."""
    world = World(programs, 1, desks=2, rounds=0, faults=proxy.PASS_ONLY, kill_server=False)
    world.after_work = broken
    failures = world.run()
    shutil.rmtree(world.folder, ignore_errors=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('server')
    parser.add_argument('ctl')
    parser.add_argument('--only', help='the name of one of them')
    options = parser.parse_args()
    os.environ.pop('DBUS_SESSION_BUS_ADDRESS', None)
    chosen = [one for one in BREAKS if options.only in (None, one[0].__name__.replace('_', ' '))]
    if not chosen:
        parser.error(f'There is no “{options.only}”.')
    bad = 0
    with concurrent.futures.ProcessPoolExecutor() as pool:
        played = [pool.submit(play, (options.server, options.ctl), broken) for broken, _ in chosen]
        for (broken, pattern), future in zip(chosen, played):
            failures = future.result()
            found = any(re.search(pattern, failure, re.DOTALL) for failure in failures) if pattern else not failures
            bad += not found
            print(f'{"NOT FOUND" if not found else "found" if pattern else "clean"}: '
                  f'{broken.__name__.replace("_", " ")}', flush=True)
            if not found:
                print('\n'.join(f'    it said: {failure}' for failure in failures) or '    it said nothing')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
