#!/usr/bin/env python3
"""A proxy between a desk and its server that does what networks do: it loses, cuts, delays, repeats.

Each request gets one fault, chosen by the seed, the proxy's name and the request's number alone, so that
the same seed makes the same choices whatever happens beside. By hand, in front of any server:

    tests/faults/proxy.py --to 127.0.0.1:8080 --listen 127.0.0.1:8081 --seed 7
"""

import argparse
import asyncio
import gzip
import random
import re
import socket
import struct
import sys
import traceback

HTML = (b'<!DOCTYPE html><html><head><title>Welcome</title></head>'
        b'<body>Sign in to use the network of this hotel.</body></html>')
MAX_HEAD = 64 * 1024
KEPT = 12  # answers and pushes that may come back
REASONS = {200: 'OK', 302: 'Found', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 410: 'Gone',
           429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway',
           503: 'Service Unavailable', 504: 'Gateway Timeout'}

# name → how often, among all of them
FAULTS = {
    'pass': 40,
    'drop': 5,        # closed without an answer
    'delay': 6,
    'reset': 6,       # RST
    'half-close': 4,  # a part of the answer, then FIN; the proxy keeps listening
    'truncate': 8,    # cut at any byte, or at a line with a head that fits what is left
    'refuse': 7,      # 429 and 5xx, perhaps with Retry-After
    'slow': 4,        # bytes per second
    'duplicate': 8,   # sent to the server twice, the first answer is thrown away
    'echo': 4,        # an older push arrives once more
    'portal': 4,      # a sign-in page in place of the server
    'stale': 5,       # an older answer comes instead of the one that was asked for
    'hang': 2,        # nothing for a while, then nothing
}
# A network that only ever does one of these still has to let something through.
PASS_ONLY = {'pass': 1}


class Gone(Exception):
    """Whoever asked has left."""


class Answer:
    """An answer's head and body, whole."""

    def __init__(self, raw):
        self.raw = raw
        head, ended, body = raw.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        match = re.match(r'HTTP/1\.[01] (\d{3})', lines[0])
        self.status = int(match.group(1)) if match else 0
        self.headers = [tuple(part.strip() for part in line.split(':', 1)) for line in lines[1:] if ':' in line]
        length = self.header('content-length')
        self.body = unchunk(body) if 'chunked' in self.header('transfer-encoding') else body
        self.is_whole = (bool(match and ended) and self.body is not None and
                         (not length or len(body) == int(length)))
        if self.is_whole and self.header('content-encoding') == 'gzip':
            self.body = gzip.decompress(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name), '')

    def head(self, *framing):
        """The head with another framing of the plain body."""
        kept = [f'{key}: {value}' for key, value in self.headers
                if key.lower() not in ('content-length', 'content-encoding', 'transfer-encoding', 'connection')]
        lines = [f'HTTP/1.1 {self.status} {REASONS.get(self.status, "Other")}', *kept, *framing,
                 'Connection: close']
        return '\r\n'.join(lines).encode('latin-1') + b'\r\n\r\n'


def unchunk(body):
    """None when it is not whole."""
    out = b''
    while True:
        size, found, body = body.partition(b'\r\n')
        try:
            length = int(size.split(b';')[0], 16) if found else -1
        except ValueError:
            length = -1
        if length < 0 or len(body) < length + 2:
            return None
        if length == 0:
            return out
        out, body = out + body[:length], body[length + 2:]


def make_answer(status, body, content_type, *headers):
    lines = [f'HTTP/1.1 {status} {REASONS.get(status, "Other")}', f'Content-Type: {content_type}',
             f'Content-Length: {len(body)}', *headers, 'Connection: close']
    return '\r\n'.join(lines).encode('ascii') + b'\r\n\r\n' + body


def cut_at_line(answer, random_source):
    """The answer up to the end of one of its lines, framed so that nothing of HTTP tells."""
    ends = [match.end() for match in re.finditer(b'\n', answer.body)][:-1] or [0]
    body = answer.body[:random_source.choice(ends)]
    framing = random_source.choice(['length', 'chunked', 'until-close'])
    if framing == 'length':
        return answer.head(f'Content-Length: {len(body)}') + body
    if framing == 'until-close':
        return answer.head() + body
    chunks = b''.join(b'%x\r\n%s\r\n' % (len(line), line) for line in body.splitlines(keepends=True))
    return answer.head('Transfer-Encoding: chunked') + chunks + random_source.choice([b'0\r\n\r\n', b''])


class Exchange:
    """One request on its way."""

    def __init__(self, proxy, number, request, reader, writer):
        self.proxy = proxy
        self.random = random.Random(f'{proxy.seed}/{proxy.name}/{number}')
        self.request = request
        self.reader = reader
        self.writer = writer
        head, _, self.body = request.partition(b'\r\n\r\n')
        self.method, path = (head.split(b' ', 2) + [b'', b''])[:2]
        self.kind = (self.method + b' ' + path.split(b'?')[0]).decode('latin-1')

    async def ask(self, request=None):
        """What the server says; Gone when the desk left before."""
        asked = asyncio.ensure_future(self.proxy.ask_server(request or self.request))
        left = asyncio.ensure_future(self.reader.read(1))
        try:
            await asyncio.wait({asked, left}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise Gone
            return asked.result()
        finally:
            for task in (asked, left):
                task.cancel()
            await asyncio.gather(asked, left, return_exceptions=True)

    async def fetch(self):
        """Asks, and lets the observer see what was said."""
        request = self.request
        if self.proxy.tamper:
            head, _, body = request.partition(b'\r\n\r\n')
            body = self.proxy.tamper.request(self.kind, body)
            head = re.sub(rb'(?i)(content-length: *)\d+', lambda m: m.group(1) + str(len(body)).encode(), head)
            request = head + b'\r\n\r\n' + body
        raw = await self.ask(request)
        answer = Answer(raw)
        if answer.is_whole:
            self.proxy.saw(self, answer)
        if self.proxy.tamper and answer.is_whole:
            body = self.proxy.tamper.answer(self.kind, answer.body)
            answer = Answer(answer.head(f'Content-Length: {len(body)}') + body)
        return answer

    async def send(self, data):
        self.writer.write(data)
        await self.writer.drain()

    def reset(self):
        """The other side gets an RST."""
        sock = self.writer.get_extra_info('socket')
        if sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.writer.transport.abort()

    def coin(self):
        return self.random.random() < 0.5

    async def fault_pass(self):
        await self.send((await self.fetch()).raw)

    async def fault_drop(self):
        if self.coin():
            await self.fetch()

    async def fault_delay(self):
        before = self.coin()
        seconds = self.random.uniform(0.05, self.proxy.patience / 2)
        if before:
            await asyncio.sleep(seconds)
        answer = await self.fetch()
        if not before:
            await asyncio.sleep(seconds)
        await self.send(answer.raw)

    async def fault_reset(self):
        when = self.random.choice(['before', 'after', 'within'])
        share = self.random.random()
        if when != 'before':
            raw = (await self.fetch()).raw
            if when == 'within':
                await self.send(raw[:int(len(raw) * share)])
        self.reset()

    async def fault_half_close(self):
        share = self.random.random()
        raw = (await self.fetch()).raw
        await self.send(raw[:int(len(raw) * share)])
        self.writer.write_eof()
        try:
            await asyncio.wait_for(self.reader.read(), self.proxy.patience)
        except asyncio.TimeoutError:
            pass

    async def fault_truncate(self):
        at_line = self.coin()
        answer = await self.fetch()
        if at_line and answer.is_whole:
            await self.send(cut_at_line(answer, self.random))
        else:
            await self.send(answer.raw[:self.random.randrange(max(1, len(answer.raw)))])

    async def fault_refuse(self):
        status = self.random.choice([429, 500, 502, 503, 504])
        headers = ['Retry-After: 1'] if status in (429, 503) and self.coin() else []
        body, content_type = self.random.choice([(HTML, 'text/html'), (b'', 'text/plain'),
                                                 (b'{"status":%d}' % status, 'application/problem+json')])
        if self.coin():
            await self.fetch()
        await self.send(make_answer(status, body, content_type, *headers))

    async def fault_slow(self):
        step = self.random.choice([1, 7, 64, 512])
        raw = (await self.fetch()).raw
        for start in range(0, min(len(raw), step * 40), step):
            await self.send(raw[start:start + step])
            await asyncio.sleep(self.proxy.patience / 60)
        await self.send(raw[step * 40:])

    async def fault_duplicate(self):
        await self.fetch()
        await self.send((await self.fetch()).raw)

    async def fault_echo(self):
        older = self.random.choice(self.proxy.pushes) if self.proxy.pushes else None
        first = self.coin()
        if older and first:
            await self.ask(older)
        answer = await self.fetch()
        if older and not first:
            await self.ask(older)
        await self.send(answer.raw)

    async def fault_portal(self):
        status = self.random.choice([200, 200, 302, 401, 403, 404, 410])
        headers = ['Location: http://portal.invalid/'] if status == 302 else []
        await self.send(make_answer(status, HTML, 'text/html', *headers))

    async def fault_stale(self):
        older = list(self.proxy.answers.get(self.kind, []))
        if not older or self.coin():
            await self.fetch()
        await self.send(self.random.choice(older) if older else b'')

    async def fault_hang(self):
        if self.coin():
            await self.fetch()
        await asyncio.sleep(self.proxy.patience)

    async def run(self):
        name = self.random.choices(list(self.proxy.faults), list(self.proxy.faults.values()))[0]
        self.proxy.counts[name] = self.proxy.counts.get(name, 0) + 1
        if self.proxy.trace:
            self.proxy.trace(f'{self.proxy.name}: {self.kind}: {name}')
        await getattr(self, 'fault_' + name.replace('-', '_'))()


class Proxy:
    """Listens on a port of its own. An observer's sent (exchange) is told of every request before anything
    happens to it, and its saw (exchange, answer) of every whole answer of the server."""

    def __init__(self, name, server, seed=0, faults=None, observer=None, patience=1.0):
        self.name = name
        self.server = server  # (host, port)
        self.seed = seed
        self.faults = dict(FAULTS if faults is None else faults)
        self.observer = observer
        self.patience = patience  # seconds: the longest that a fault lasts
        self.tamper = None        # a defect of the server's, for the self-test
        self.trace = None
        self.counts = {}
        self.errors = []
        self.requests = 0
        self.answers = {}  # kind → raw, the latest
        self.pushes = []   # raw, the latest
        self.handlers = set()
        self.listener = None
        self.port = None

    async def start(self, host='127.0.0.1', port=0):
        self.listener = await asyncio.start_server(self.serve, host, port, limit=MAX_HEAD)
        self.port = self.listener.sockets[0].getsockname()[1]

    async def stop(self):
        self.listener.close()
        for handler in list(self.handlers):
            handler.cancel()
        await asyncio.gather(*self.handlers, return_exceptions=True)
        await self.listener.wait_closed()

    def heal(self):
        self.faults = dict(PASS_ONLY)

    def saw(self, exchange, answer):
        kept = self.answers.setdefault(exchange.kind, [])
        kept.append(answer.raw)
        del kept[:-KEPT]
        if exchange.kind.endswith('/v1/push'):
            self.pushes.append(exchange.request)
            del self.pushes[:-KEPT]
        if self.observer:
            self.observer.saw(exchange, answer)

    async def ask_server(self, request):
        """Every byte that it answers; it closes after each answer."""
        try:
            reader, writer = await asyncio.open_connection(*self.server)
        except OSError:
            return b''
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read()
        except OSError:
            return b''
        finally:
            writer.close()

    @staticmethod
    async def read_request(reader):
        head = await reader.readuntil(b'\r\n\r\n')
        length = re.search(rb'(?im)^content-length: *(\d+)\r$', head)
        return head + await reader.readexactly(int(length.group(1)) if length else 0)

    async def serve(self, reader, writer):
        handler = asyncio.current_task()
        self.handlers.add(handler)
        handler.add_done_callback(self.handlers.discard)
        try:
            request = await self.read_request(reader)
            self.requests += 1
            exchange = Exchange(self, self.requests, request, reader, writer)
            if self.observer:
                self.observer.sent(exchange)
            await exchange.run()
        except (Gone, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        except Exception:  # of the test itself: whoever runs the proxy must hear of it
            self.errors.append(traceback.format_exc())
        finally:
            writer.close()


def parse_address(text):
    host, _, port = text.rpartition(':')
    return host or '127.0.0.1', int(port)


async def run_by_hand(options):
    proxy = Proxy('proxy', parse_address(options.to), options.seed, patience=options.patience)
    proxy.trace = print
    await proxy.start(*parse_address(options.listen))
    print(f'seed {options.seed}; listening on port {proxy.port}', flush=True)
    await asyncio.Event().wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--to', required=True, metavar='HOST:PORT')
    parser.add_argument('--listen', default='127.0.0.1:0', metavar='HOST:PORT')
    parser.add_argument('--seed', type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument('--patience', type=float, default=1.0, help='seconds that a fault lasts at most')
    asyncio.run(run_by_hand(parser.parse_args()))


if __name__ == '__main__':
    sys.exit(main())
