#!/usr/bin/env python3
"""Compares the strict JSON reader with Python's, made as strict: both take or both refuse each input,
and what they take is the same document.

json-reference.py JSON-LINES CORPUS-FOLDER COUNT     COUNT mutations of the corpus, the same at each run
"""

import json
import os
import pathlib
import random
import subprocess
import sys

SEED = 20261123
MAX_DEPTH = 16
WORDS = [b'"', b'\\', b'\\u0000', b'\\ud83d', b'\\ude00', b'\\u00e9', b'{', b'}', b'[', b']', b':', b',',
         b'"a":', b'null', b'true', b'-', b'0', b'1', b'e+', b'E5', b'.', b'.5', b'9223372036854775807',
         b'9223372036854775808', b'-9223372036854775808', b'\xef\xbb\xbf', b'\xed\xa0\x80', b'\xc3\xa9',
         b'\xf0\x9f\x98\x80', b'\0', b'\n', b'\t', b' ', b'\x7f', b'//', b"'"]


class Refused(Exception):
    pass


class Decimal(str):
    """A number with a fraction or an exponent, as written."""


def refuse(_):
    raise Refused


def whole(text):
    if not -2 ** 63 <= int(text) < 2 ** 63:
        raise Refused
    return int(text) if text != '-0' else Decimal(text)


def members(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refused
    return dict(pairs)


def check(value, depth=0):
    """The rules that Python's reader does not have: depth, U+0000, lone surrogates."""
    if isinstance(value, (dict, list)):
        if depth == MAX_DEPTH:
            raise Refused
        for item in [*value, *value.values()] if isinstance(value, dict) else value:
            check(item, depth + 1)
    elif isinstance(value, str):
        if '\0' in value or any('\ud800' <= c <= '\udfff' for c in value):
            raise Refused


def read(data):
    """The document as (kind, value), or None when it is to be refused."""
    try:
        value = json.loads(data.decode('utf-8'), parse_int=whole, parse_float=Decimal,
                           parse_constant=refuse, object_pairs_hook=members)
        check(value)
    except (Refused, ValueError, RecursionError):
        return None
    return mark(value)


def mark(value):
    """Tells 1.0 from "1.0", true from 1, and keeps the order of members."""
    if isinstance(value, dict):
        return 'object', [(name, mark(item)) for name, item in value.items()]
    if isinstance(value, list):
        return 'array', [mark(item) for item in value]
    return type(value).__name__, value


def mutate(corpus, source):
    data = bytearray(source.choice(corpus))
    for _ in range(source.randint(1, 6)):
        at = source.randint(0, len(data))
        kind = source.randrange(5)
        if kind == 0 and at < len(data):
            data[at] = source.randrange(256)
        elif kind == 1:
            data[at:at] = source.choice(WORDS)
        elif kind == 2:
            del data[at:at + source.randint(1, 8)]
        elif kind == 3:
            other = source.choice(corpus)
            start = source.randint(0, len(other))
            data[at:at] = other[start:start + source.randint(1, 24)]
        elif at < len(data):
            data[at:at + 1] = source.choice(WORDS)
    return bytes(data)


def main():
    program, folder, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    if os.environ.get('AMB_TEST_LONG') == '1':
        count *= 20
    source = random.Random(SEED)
    corpus = [path.read_bytes() for path in sorted(folder.iterdir())]
    inputs = corpus + [mutate(corpus, source) for _ in range(count)]
    feed = b''.join(b'%d\n%s' % (len(data), data) for data in inputs)
    output = subprocess.run([program], input=feed, stdout=subprocess.PIPE, check=True).stdout
    replies = output.decode('utf-8').split('\n')[:-1]
    if len(replies) != len(inputs):
        sys.exit(f'{len(replies)} replies to {len(inputs)} inputs')
    taken = 0
    for data, reply in zip(inputs, replies):
        expected = read(data)
        found = None if reply == 'no' else read(reply.encode('utf-8'))
        if expected != found or (expected is None) != (reply == 'no'):
            sys.exit(f'{data!r}: the reader says {reply}, the reference {expected!r}')
        taken += expected is not None
    if not 0 < taken < len(inputs):
        sys.exit(f'{taken} of {len(inputs)} inputs taken: nothing was compared')
    print(f'{len(inputs)} inputs, {taken} of them taken, seed {SEED}')


main()
