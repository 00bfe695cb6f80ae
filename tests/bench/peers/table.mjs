// The table at the end of a comparison, and which targets are met.
import fs from 'node:fs';
import path from 'node:path';

const TARGET_PEOPLE = 100000;
const TARGETS = [
  ...[['watermelondb', 2], ['pouchdb', 12], ['pocketbase', 5]].map(([name, least]) => ({
    text: (peer) => `initial synchronisation at least ${least} × faster than ${peer.title}`,
    name,
    read: (ours, peer) => peer.initial.seconds / ours.initial.seconds,
    show: (value) => `${value.toFixed(1)} ×`,
    isMet: (value) => value >= least,
  })),
  {
    text: () => 'initial synchronisation at most 1.5 × the download and a bulk insert of the same rows',
    read: (ours) => ours.floor, show: (value) => `${value.toFixed(2)} ×`, isMet: (value) => value <= 1.5,
  },
  {
    text: (peer, ours) => `${ours.large.people} people at most 11 × the time of a tenth`,
    read: (ours) => ours.large.seconds / ours.initial.seconds, show: (value) => `${value.toFixed(1)} ×`, isMet: (value) => value <= 11,
  },
  {
    text: () => 'one change of another pulled and committed, p50 at most 2 ms',
    read: (ours) => ours.change.pull.p50, show: (value) => `${value.toFixed(2)} ms`, isMet: (value) => value <= 2,
  },
  {
    text: () => 'an edit of another is here, p50 at most 25 ms',
    read: (ours) => ours.change.edit.p50, show: (value) => `${value.toFixed(2)} ms`, isMet: (value) => value <= 25,
  },
  {
    text: () => '10,000 edits made offline pushed, at most 1 s',
    read: (ours) => ours.push.seconds, show: (value) => `${value.toFixed(2)} s`, isMet: (value) => value <= 1,
  },
  {
    text: () => 'memory grows by at most 64 MiB in the initial synchronisation',
    read: (ours) => Math.max(ours.initial.growth, ours.large.growth), show: (value) => `${value.toFixed(0)} MiB`, isMet: (value) => value <= 64,
  },
  {
    text: () => 'the window\'s main loop rests at most 16 ms in the initial synchronisation',
    read: (ours) => ours.gap, show: (value) => `${value.toFixed(1)} ms`, isMet: (value) => value <= 16,
  },
  {
    text: (peer, ours) => `${ours.waiting.n} waiting clients add at most 50 MB to the server`,
    read: (ours) => ours.waiting.megabytes, show: (value) => `${value.toFixed(0)} MB`, isMet: (value) => value <= 50,
  },
];

// In place of ours, where it did not run.
const NOTHING = { large: { people: 'Ten times as many' }, waiting: { n: 1000 } };

const MEASURES = [
  { title: 'initial', read: (result) => result.initial?.seconds, show: (value) => `${value.toFixed(2)} s` },
  { title: 'pull p50', read: (result) => result.change?.pull.p50, show: (value) => `${value.toFixed(2)} ms` },
  { title: 'p99', read: (result) => result.change?.pull.p99, show: (value) => `${value.toFixed(2)} ms` },
  { title: 'edit p50', read: (result) => result.change?.edit.p50, show: (value) => `${value.toFixed(2)} ms` },
  { title: 'p99', read: (result) => result.change?.edit.p99, show: (value) => `${value.toFixed(2)} ms` },
  { title: 'push', read: (result) => result.push?.seconds, show: (value) => `${value.toFixed(2)} s` },
  { title: 'memory', read: (result) => result.initial?.growth, show: (value) => `${value.toFixed(0)} MiB` },
];

function showCell(measure, result, ours) {
  const value = measure.read(result);
  const own = ours && measure.read(ours);
  if (value === undefined || result.error)
    return 'not run';
  return measure.show(value) + (own > 0 && value > 0 && result !== ours ? ` (${(value / own).toFixed(1)} ×)` : '');
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

export function printResults(results, people, folder) {
  const ours = results.find((result) => result.name === 'ambassade' && !result.error);
  const version = (name) => JSON.parse(fs.readFileSync(path.join(folder, 'node_modules', name, 'package.json'))).version;

  console.log(`\n${people} people; in brackets: times Ambassade's\n`);
  printTable([
    ['', ...MEASURES.map((measure) => measure.title)],
    ...results.map((result) => [result.title, ...MEASURES.map((measure) => showCell(measure, result, ours))]),
  ]);

  console.log('\ninitial  all records in an empty client that keeps them on disk; the best of at most three' +
    '\npull     one change of another, from the server\'s answer to its author until it is committed here; ' +
    'below 0: before its author had the answer' +
    '\nedit     the same from the moment that its author began to send' +
    '\npush     edits made offline, until the server has acknowledged the last' +
    '\nmemory   growth of the client\'s peak in the initial synchronisation; the most of its rounds');
  console.log(`\nTargets${people === TARGET_PEOPLE ? '' : `, which are for ${TARGET_PEOPLE} people`}\n`);
  printTable(TARGETS.flatMap((target) => {
    const peer = target.name && results.find((result) => result.name === target.name);
    if (target.name && !peer)
      return [];
    if (!ours || peer?.error)
      return [[target.text(peer ?? {}, ours ?? NOTHING), '', 'not run']];
    const value = target.read(ours, peer);
    return [[target.text(peer, ours), target.show(value), target.isMet(value) ? 'met' : 'missed']];
  }));

  console.log('\nHow each keeps its data and hears of news\n');
  for (const result of results)
    console.log(`${result.title}${result.packages.map((name) => `, ${name} ${version(name)}`).join('')}\n  ${result.notes}`);
  console.log(`\ngzip: ${ours?.gzip ? 'on, as Ambassade\'s server has it; PocketBase\'s has none' : 'off for everybody'}`);
}
