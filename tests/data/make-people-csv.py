#!/usr/bin/env python3
"""Writes a personnel file as an HR system exports it, some of its rows broken on purpose.

make-people-csv.py [--rows 5000] [--broken 40] [--encoding cp1252] [--delimiter ';']
                   [--node NAME]… [--nodes FILE] [--expect FILE] [--seed N] [OUTPUT]

OUTPUT is standard output without a name. Without --node the people belong to ten countries of an
invented group; --nodes writes these as a file to import first. --expect writes what an import must
say of the broken rows, as JSON: [{"line", "field", "way"}].
"""

import argparse
import json
import random
import sys

NODES = [('France', 'FR'), ('Deutschland', 'DE'), ('España', 'ES'), ('Italia', 'IT'),
         ('United Kingdom', 'GB'), ('Belgique', 'BE'), ('Brasil', 'BR'), ('Canada', 'CA'),
         ('Japan', 'JP'), ('Maroc', 'MA')]
COUNTRIES = ['France', 'DE', 'Espagne', 'Italie', 'Royaume-Uni', 'Belgique', 'Brésil', 'CA', 'Japon',
             'Maroc']
LANGUAGES = ['français', 'de', 'Espagnol', 'it', 'en-GB', 'fr-BE', 'pt-BR', 'fr', 'japonais', 'fr']
GIVEN = ['Élodie', 'Jürgen', 'Inès', 'Chloé', 'Noël', 'Béatrice', 'Søren', 'María', 'Zoé', 'Anaïs',
         'Thomas', 'Sarah', 'Luca', 'Emma', 'Hugo', 'Amélie', 'Björn', 'Fatima', 'Kenji', 'João']
FAMILY = ['Lefèvre', 'Müller', 'García', 'Rossi', 'Smith', 'Peeters', 'Gonçalves', 'Tremblay', 'Sato',
          'Benali', 'Dupont', "O’Neill", 'Núñez', 'Château', 'Weiß', 'Ångström', 'Moreau', 'Petit',
          'Fournier', 'Lambert']
JOBS = ['Ingénieur', 'Chef de projet', 'Responsable marketing', 'Commerciale', 'Juriste', 'Acheteur']
ROLES = ['', '', '', 'Curator', 'Producer', 'Monitoring | Curator']
HEADER = ['Matricule', 'Nom', 'Prénom', 'Courriel', 'Pays', 'Langue', 'Entité', 'Intitulé du poste',
          'Rôles', 'Dernière activité']
NUMBER, LAST, FIRST, MAIL, COUNTRY, LANGUAGE, NODE, JOB, ROLE, ACTIVE = range(len(HEADER))


def cell(text, delimiter):
    if any(c in text for c in (delimiter, '"', '\n')) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def set_cell(index, text):
    def change(cells, good):
        cells[index] = text
    return change


def repeat_mail(cells, good):
    cells[MAIL] = good[0][MAIL].upper()


def repeat_number(cells, good):
    cells[NUMBER] = good[0][NUMBER]


def no_name(cells, good):
    cells[FIRST] = cells[LAST] = ''


def no_key(cells, good):
    cells[NUMBER] = cells[MAIL] = ''


# Way of breaking a row → the field that the import must name, and how.
CELL_WAYS = [
    ('no at sign in the address', 'email', set_cell(MAIL, 'elodie.lefevre.exemple.com')),
    ('no name', 'display-name', no_name),
    ('a country nobody knows', 'country', set_cell(COUNTRY, 'Syldavie')),
    ('a node nobody knows', 'node-id', set_cell(NODE, 'Bureau des légendes')),
    ('an address twice', 'email', repeat_mail),
    ('a day that is not', 'last-active-on', set_cell(ACTIVE, '31/02/2026')),
    ('a language nobody knows', 'language', set_cell(LANGUAGE, 'klingonien')),
    ('a role nobody knows', 'roles', set_cell(ROLE, 'Influenceur')),
    ('a text without end', 'display-name', set_cell(LAST, 'A' * 300000)),
    ('a staff number twice', 'employee-number', repeat_number),
    ('two addresses in one cell', 'email', set_cell(MAIL, 'a@exemple.com, b@exemple.com')),
    ('a day of the thirteenth month', 'last-active-on', set_cell(ACTIVE, '2026-13-01')),
    ('two letters that are no country', 'country', set_cell(COUNTRY, 'ZZ')),
    ('no way to find the person again', 'employee-number', no_key),
]
# Ways that break the row as a whole: the line as it is written.
LINE_WAYS = [
    ('too few cells', lambda cells, d: d.join(cell(c, d) for c in cells[:6])),
    ('too many cells', lambda cells, d: d.join(cell(c, d) for c in cells) + d + 'x' + d + 'y'),
    ('text behind a closing quote',
     lambda cells, d: d.join(['"' + cells[0] + '"x'] + [cell(c, d) for c in cells[1:]])),
    ('a NUL byte',
     lambda cells, d: d.join(cell(c, d) for c in [cells[0], cells[1] + '\0'] + cells[2:])),
]
OPEN_QUOTE = ('a quote that nothing closes',
              lambda cells, d: d.join([cells[0], '"' + cells[1]] + [cell(c, d) for c in cells[2:]]))


def make_person(index, nodes, draw):
    place = index % len(nodes)
    first, last = draw.choice(GIVEN), draw.choice(FAMILY)
    active = f'{draw.randint(1, 28):02d}/{min(draw.randint(1, 12), 10):02d}/2026' if index % 3 == 0 else ''
    return [f'{100000 + index}', last, first, f'p{index:06d}@exemple.com',
            COUNTRIES[place % len(COUNTRIES)], LANGUAGES[place % len(LANGUAGES)], nodes[place],
            draw.choice(JOBS) + ('; nuit' if index % 17 == 0 else ''), draw.choice(ROLES), active]


def make_rows(args, nodes, draw):
    """Yields (line as written, field or None, way or None)."""
    good = []
    step = max(args.rows // max(args.broken, 1), 1)
    ways = len(CELL_WAYS) + len(LINE_WAYS)
    left = args.broken
    for index in range(args.rows):
        cells = make_person(index, nodes, draw)
        break_it = left > 0 and index > 0 and (index % step == step // 2 or
                                               args.rows - index <= left)
        if not break_it:
            good.append(cells)
            yield args.delimiter.join(cell(c, args.delimiter) for c in cells), None, None
            continue
        way = (args.broken - left) % ways
        left -= 1
        if left == 0 and args.broken > ways:
            name, write = OPEN_QUOTE
            yield write(cells, args.delimiter), None, name
        elif way < len(CELL_WAYS):
            name, field, change = CELL_WAYS[way]
            change(cells, good)
            yield args.delimiter.join(cell(c, args.delimiter) for c in cells), field, name
        else:
            name, write = LINE_WAYS[way - len(CELL_WAYS)]
            yield write(cells, args.delimiter), None, name


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rows', type=int, default=5000)
    parser.add_argument('--broken', type=int, default=40)
    parser.add_argument('--encoding', default='cp1252')
    parser.add_argument('--delimiter', default=';')
    parser.add_argument('--seed', type=int, default=2026)
    parser.add_argument('--node', action='append', default=[])
    parser.add_argument('--nodes')
    parser.add_argument('--expect')
    parser.add_argument('output', nargs='?')
    args = parser.parse_args()
    args.delimiter = args.delimiter.replace('\\t', '\t')

    if args.nodes:
        with open(args.nodes, 'w', encoding='utf-8', newline='') as out:
            out.write('Name;Code;Kind;Country\r\n')
            for name, code in NODES:
                out.write(f'{name};{code};country;{code}\r\n')
    nodes = args.node or [name for name, _code in NODES]
    lines = [args.delimiter.join(HEADER)]
    expected = []
    for text, field, way in make_rows(args, nodes, random.Random(args.seed)):
        lines.append(text)
        if way:
            expected.append({'line': len(lines), 'field': field, 'way': way})
    data = ('\r\n'.join(lines) + '\r\n').encode(args.encoding, errors='replace')
    if args.output:
        with open(args.output, 'wb') as out:
            out.write(data)
    else:
        sys.stdout.buffer.write(data)
    if args.expect:
        with open(args.expect, 'w', encoding='utf-8') as out:
            json.dump(expected, out, ensure_ascii=False, indent=1)


if __name__ == '__main__':
    main()
