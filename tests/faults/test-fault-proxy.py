#!/usr/bin/env python3
"""Each fault of the proxy is the one that its name says, and a seed chooses the same ones again."""

import asyncio
import gzip
import sys
import unittest

sys.dont_write_bytecode = True

import proxy

LINES = 40
PUSH = b'POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s'
PULL = b'GET /v1/changes?cursor=%d HTTP/1.1\r\nHost: x\r\n\r\n'


class Upstream:
    """A server whose every answer is another one."""

    def __init__(self, encoding='length'):
        self.encoding = encoding
        self.requests = []
        self.left = 0

    def body(self, number):
        return b''.join(b'{"answer":%d,"line":%d}\n' % (number, line) for line in range(LINES))

    async def serve(self, reader, writer):
        request = await proxy.Proxy.read_request(reader)
        if b'/hold' in request:
            await reader.read()
            self.left += 1
            writer.close()
            return
        self.requests.append(request)
        body = self.body(len(self.requests))
        head = b'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n'
        if self.encoding == 'chunked':
            half = len(body) // 2
            chunks = b''.join(b'%x\r\n%s\r\n' % (len(part), part) for part in (body[:half], body[half:]))
            writer.write(head + b'Transfer-Encoding: chunked\r\n\r\n' + chunks + b'0\r\n\r\n')
        else:
            if self.encoding == 'gzip':
                body = gzip.compress(body)
                head += b'Content-Encoding: gzip\r\n'
            writer.write(head + b'Content-Length: %d\r\n\r\n' % len(body) + body)
        await writer.drain()
        writer.close()


async def ask(port, request):
    """What comes back, and whether it ended with a reset."""
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    got = b''
    try:
        writer.write(request)
        while chunk := await reader.read(65536):
            got += chunk
        return got, False
    except ConnectionError:
        return got, True
    finally:
        writer.close()


class Faults(unittest.IsolatedAsyncioTestCase):
    async def open(self, fault, encoding='length', seed=5):
        self.upstream = Upstream(encoding)
        listener = await asyncio.start_server(self.upstream.serve, '127.0.0.1', 0)
        one = self.proxy = proxy.Proxy('a', listener.sockets[0].getsockname(), seed, {fault: 1}, patience=0.1)
        await one.start()

        async def close():
            await one.stop()
            listener.close()
            await listener.wait_closed()
        self.addAsyncCleanup(close)

    async def ask(self, n=12, push=False):
        answers = []
        for i in range(n):
            body = b'{"push":%d}\n' % i
            answers.append(await ask(self.proxy.port, PUSH % (len(body), body) if push else PULL % i))
        self.assertEqual(self.proxy.errors, [])
        return answers

    def assert_whole(self, got, number):
        answer = proxy.Answer(got)
        self.assertTrue(answer.is_whole)
        self.assertEqual(answer.body, self.upstream.body(number))

    async def test_what_is_let_through_is_not_touched(self):
        for encoding in ('length', 'chunked', 'gzip'):
            for fault in ('pass', 'delay', 'slow'):
                with self.subTest(fault, encoding=encoding):
                    await self.open(fault, encoding)
                    for i, (got, reset) in enumerate(await self.ask(3)):
                        self.assertFalse(reset)
                        self.assert_whole(got, i + 1)

    async def test_nothing_comes_back_whether_the_server_was_asked_or_not(self):
        for fault in ('drop', 'hang'):
            with self.subTest(fault):
                await self.open(fault)
                self.assertEqual(await self.ask(), [(b'', False)] * 12)
                self.assertTrue(0 < len(self.upstream.requests) < 12)

    async def test_a_reset_is_one_before_after_and_within_the_answer(self):
        await self.open('reset')
        answers = await self.ask(24)
        self.assertTrue(all(reset for _, reset in answers))
        self.assertTrue(0 < len(self.upstream.requests) < 24)

    async def test_a_half_close_ends_within_the_answer_and_still_listens(self):
        await self.open('half-close')
        for i, (got, reset) in enumerate(await self.ask()):
            self.assertFalse(reset)
            self.assertLess(len(got), len(self.upstream.body(i + 1)) + 200)
            self.assertFalse(got and proxy.Answer(got).is_whole)

    async def test_what_is_truncated_is_never_whole_though_it_may_look_so(self):
        for encoding in ('length', 'chunked', 'gzip'):
            with self.subTest(encoding):
                await self.open('truncate', encoding)
                looks_whole = 0
                for i, (got, _) in enumerate(await self.ask(30)):
                    answer = proxy.Answer(got)
                    whole = self.upstream.body(i + 1)
                    if answer.is_whole:
                        looks_whole += 1
                        self.assertLess(len(answer.body), len(whole))
                        self.assertTrue(whole.startswith(answer.body))
                        self.assertTrue(answer.body.endswith(b'\n') or not answer.body)
                self.assertTrue(0 < looks_whole < 30)

    async def test_a_refusal_is_a_status_of_what_stands_between(self):
        await self.open('refuse')
        answers = [proxy.Answer(got) for got, _ in await self.ask(30)]
        self.assertEqual({answer.status for answer in answers}, {429, 500, 502, 503, 504})
        self.assertTrue(any(answer.header('retry-after') == '1' for answer in answers))
        self.assertTrue(0 < len(self.upstream.requests) < 30)

    async def test_a_portal_answers_in_place_of_the_server(self):
        await self.open('portal')
        answers = [proxy.Answer(got) for got, _ in await self.ask(30)]
        self.assertTrue({200, 302, 401} <= {answer.status for answer in answers})
        self.assertEqual({answer.header('content-type') for answer in answers}, {'text/html'})
        self.assertEqual(self.upstream.requests, [])

    async def test_a_duplicate_reaches_the_server_twice_and_answers_once(self):
        await self.open('duplicate')
        for i, (got, _) in enumerate(await self.ask(4, push=True)):
            self.assert_whole(got, 2 * i + 2)
        self.assertEqual(self.upstream.requests[::2], self.upstream.requests[1::2])

    async def test_an_echo_is_an_older_push_and_nobody_sees_its_answer(self):
        await self.open('echo')
        answers = await self.ask(6, push=True)
        self.assertEqual(len(self.upstream.requests), 11)
        self.assertEqual(len(set(self.upstream.requests)), 6)
        self.assertEqual(len({proxy.Answer(got).body for got, _ in answers}), 6)

    async def test_a_stale_answer_is_one_that_was_given_before(self):
        await self.open('stale')
        answers = [proxy.Answer(got).body for got, _ in await self.ask(12)]
        given = [self.upstream.body(number + 1) for number in range(len(self.upstream.requests))]
        self.assertEqual(answers[0], b'')
        self.assertTrue(set(answers[1:]) <= set(given))
        self.assertLess(len(set(answers)), 12)

    async def test_a_desk_that_leaves_is_told_to_the_server(self):
        await self.open('pass')
        _, writer = await asyncio.open_connection('127.0.0.1', self.proxy.port)
        writer.write(b'GET /hold HTTP/1.1\r\n\r\n')
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.close()
        while not self.upstream.left:
            await asyncio.sleep(0.01)

    async def test_the_server_s_whole_answers_are_seen_even_when_they_are_lost(self):
        seen = []

        class Observer:
            sent = staticmethod(lambda exchange: seen.append(exchange.kind))
            saw = staticmethod(lambda exchange, answer: seen.append(answer.body))
        await self.open('duplicate', 'gzip')
        self.proxy.observer = Observer
        self.proxy.faults = {'reset': 1, 'drop': 1}
        await self.ask()
        self.assertEqual(seen.count('GET /v1/changes'), 12)
        self.assertEqual([one for one in seen if one != 'GET /v1/changes'],
                         [self.upstream.body(number + 1) for number in range(len(self.upstream.requests))])

    async def test_a_seed_chooses_the_same_again(self):
        traces = []
        for seed in (7, 7, 8):
            await self.open('pass', seed=seed)
            trace = []
            self.proxy.faults = dict(proxy.FAULTS)
            self.proxy.trace = trace.append
            await self.ask(40)
            traces.append(trace)
        self.assertEqual(traces[0], traces[1])
        self.assertNotEqual(traces[0], traces[2])

    def test_there_is_a_fault_for_every_name(self):
        for name in proxy.FAULTS:
            self.assertTrue(hasattr(proxy.Exchange, 'fault_' + name.replace('-', '_')), name)


if __name__ == '__main__':
    unittest.main(verbosity=2)
