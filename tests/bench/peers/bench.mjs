// Ambassade and its peers with the same people, one after the other, each measure in processes of its own; then a table.
// Called by tools/bench:   node bench.mjs --build DIR --source DIR --people N [--only PEER]…
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPeople, writePeople } from './people.mjs';
import { findPort, listens } from './ports.mjs';
import { printResults } from './table.mjs';
import { measureWaiting } from './waiting.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const NAMES = ['ambassade', 'watermelondb', 'rxdb', 'pouchdb', 'pocketbase'];
const EDITS = 10000; // or half of the people: what others change is not among them
const CHANGES = 200;
const WARM_UP = 20;
const PAUSE = 30; // milliseconds between two changes: every channel waits again by then
const ROUNDS = 3; // of the initial synchronisation, the best counts; a long one is not repeated
const LONG = 20;
const WAITING = 1000; // clients in a long poll at once
const TIMES = 10; // as many people once more, for us alone
const PATIENCE = 30 * 60 * 1000; // for one process

const running = new Set();
let others = 0;
const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const progress = (text) => process.stdout.write(text);

// The share of the machine that others use while nothing of this runs but an idle server; the largest is told at the end.
async function listenForOthers() {
  const read = () => os.cpus().reduce((sum, { times }) => {
    const all = Object.values(times).reduce((a, b) => a + b);
    return { all: sum.all + all, busy: sum.busy + all - times.idle };
  }, { all: 0, busy: 0 });
  const before = read();
  await sleep(1000);
  const after = read();
  others = Math.max(others, (after.busy - before.busy) / (after.all - before.all));
}

function start(peer, role, name, context) {
  const [program, ...args] = peer[`${role}Command`]?.(context) ?? [process.execPath, path.join(here, 'process.mjs'), role, name];
  const child = spawn(program, args, {
    cwd: here,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', BENCH_CONTEXT: JSON.stringify(context) },
  });
  running.add(child);
  child.said = [];
  child.log = '';
  child.heard = () => {};
  child.stdin.on('error', () => {}); // it has ended; what follows says so
  child.stderr.on('data', (text) => { child.log = (child.log + text).slice(0, 4000); });
  readline.createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{'))
      return;
    child.said.push(JSON.parse(line));
    child.heard();
  });
  child.ended = new Promise((resolve) => {
    child.once('error', (error) => { child.log += error.message; resolve(-1); });
    child.once('close', (code) => { running.delete(child); child.hasEnded = true; child.heard(); resolve(code); });
  });
  return child;
}

// The next object that @child says.
async function hear(child, milliseconds) {
  const until = Date.now() + milliseconds;
  while (child.said.length === 0 && !child.hasEnded && Date.now() < until) {
    let timer;
    await new Promise((resolve) => { child.heard = resolve; timer = setTimeout(resolve, until - Date.now()); });
    clearTimeout(timer);
  }
  if (child.said.length > 0)
    return child.said.shift();
  throw new Error(`${child.hasEnded ? 'It ended without an answer.' : 'It did not answer in time.'}\n${child.log}`);
}

// Runs a process to its end and gives what it said last.
async function run(peer, role, name, context) {
  const child = start(peer, role, name, context);
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  const code = await child.ended;
  clearTimeout(timer);
  if (code !== 0)
    throw new Error(`${role} ended with status ${code}.\n${child.log}`);
  return child.said.at(-1);
}

async function stop(child, signal = 'SIGTERM') {
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20000);
  await child.ended;
  clearTimeout(timer);
}

async function measureInitial(peer, name, context) {
  await listenForOthers();
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    fs.rmSync(context.client, { recursive: true, force: true });
    const round = await run(peer, 'initial', name, context);
    if (round.records !== context.people)
      throw new Error(`${round.records} of ${context.people} records came.`);
    rounds.push(round);
    if (round.seconds > LONG)
      break;
  }
  return {
    seconds: Math.min(...rounds.map((round) => round.seconds)),
    growth: Math.max(...rounds.map((round) => round.peak - round.before)) / 1024,
    rounds: rounds.length,
  };
}

// Another person's program changes a record of the server: how long until this client has committed it, from the moment
// that the author's program begins to send ("edit"), and from the moment that it has the server's answer ("pull").
async function measureChange(peer, name, context) {
  await listenForOthers();
  const author = start(peer, 'author', name, context);
  const reader = start(peer, 'change', name, context);
  const people = readPeople(context.file);
  const samples = [];
  try {
    await hear(author, PATIENCE);
    await hear(reader, PATIENCE);
    for (let i = 0; i < WARM_UP + CHANGES; i++) {
      const place = people.length - 1 - (i % people.length);
      await sleep(PAUSE);
      author.stdin.write(`${place}\n`);
      const { sent, answered } = await hear(author, 60000);
      let told;
      do
        told = await hear(reader, 60000);
      while (told.committed !== people[place].id);
      if (i >= WARM_UP)
        samples.push({ sent: (told.at - sent) / 1e6, answered: (told.at - answered) / 1e6 });
    }
  } finally {
    author.stdin.end();
    reader.stdin.end();
    await Promise.all([stop(author), stop(reader)]);
  }
  const percentile = (key, share) =>
    samples.map((sample) => sample[key]).sort((a, b) => a - b)[Math.floor((samples.length - 1) * share)];
  return {
    edit: { p50: percentile('sent', 0.5), p99: percentile('sent', 0.99) },
    pull: { p50: percentile('answered', 0.5), p99: percentile('answered', 0.99) },
  };
}

async function seesGzip(context) {
  const response = await fetch(`${context.url}/v1/changes?limit=1000&wait=0`, {
    headers: { authorization: `Bearer ${context.token}`, 'x-request-id': 'bench', 'accept-encoding': 'gzip' },
  });
  await response.arrayBuffer();
  return response.headers.get('content-encoding') === 'gzip';
}

// The number at the end of what a benchmark of our own says.
async function readFigure(program, ...args) {
  await listenForOthers();
  const said = await new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let log = '';
    running.add(child);
    child.stdout.on('data', (data) => { text += data; });
    child.stderr.on('data', (data) => { log = (log + data).slice(-4000); });
    child.once('close', (code) => {
      running.delete(child);
      code === 0 ? resolve(text) : reject(new Error(`${path.basename(program)} ended with status ${code}.\n${log}`));
    });
  });
  return Number(/([\d.]+)(?: ms)?\s*$/.exec(said)[1]);
}

// Does a profile that is ten times as large take ten times as long?
async function measureGrowth(peer, name, context) {
  const folder = `${context.server}-large`;
  const large = {
    ...context, people: context.people * TIMES, file: `${context.file}-large`, server: folder, client: `${folder}-client`,
    port: await findPort(),
  };
  large.url = `http://127.0.0.1:${large.port}`;
  writePeople(large.file, large.people);
  fs.mkdirSync(folder, { recursive: true });
  Object.assign(large, await run(peer, 'fill', name, large));
  const server = start(peer, 'serve', name, large);
  try {
    await listens(large.port, server);
    await listenForOthers();
    const { seconds, before, peak, records } = await run(peer, 'initial', name, large);
    if (records !== large.people)
      throw new Error(`${records} of ${large.people} records came.`);
    return { people: large.people, seconds, growth: (peak - before) / 1024 };
  } finally {
    await stop(server);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(large.client, { recursive: true, force: true });
    fs.rmSync(large.file, { force: true });
  }
}

// What only Ambassade promises; while its server runs.
async function measureOurs(peer, name, context, server, result) {
  progress(`  ${WAITING} clients wait…`);
  result.waiting = await measureWaiting(context, server.pid, WAITING);
  progress(` ${result.waiting.megabytes.toFixed(0)} MB\n  the floor…`);
  const { build, people } = context;
  result.floor = await readFigure(path.join(build, 'tests/bench/bench-sync'),
    path.join(build, 'src/server/http/ambassade-server'), `${people}`);
  progress(` ${result.floor.toFixed(2)} ×\n  the window…`);
  result.gap = await readFigure(path.join(context.source, 'tests/bench/bench-gaps.py'), '--build', build, '--people', `${people}`);
  progress(` ${result.gap.toFixed(1)} ms\n  ${context.people * TIMES} people…`);
  result.large = await measureGrowth(peer, name, context);
  progress(` ${result.large.seconds.toFixed(2)} s\n`);
}

async function measure(name, base) {
  const peer = (await import(`./${name}.mjs`)).default;
  const folder = path.join(base.work, name);
  const port = await findPort();
  const context = {
    ...base, port, url: `http://127.0.0.1:${port}`, server: path.join(folder, 'server'), client: path.join(folder, 'client'),
  };
  const result = { name, title: peer.title, packages: peer.packages, notes: peer.notes };
  let server;
  progress(`\n${peer.title}\n`);
  fs.mkdirSync(context.server, { recursive: true });
  try {
    progress('  the server is filled…');
    Object.assign(context, await run(peer, 'fill', name, context));
    server = start(peer, 'serve', name, context);
    await listens(port, server);
    result.gzip = context.gzip ?? await seesGzip(context);
    progress('\n  initial synchronisation…');
    result.initial = await measureInitial(peer, name, context);
    progress(` ${result.initial.seconds.toFixed(2)} s, memory + ${result.initial.growth.toFixed(0)} MiB\n  one change…`);
    result.change = await measureChange(peer, name, context);
    progress(` p50 ${result.change.pull.p50.toFixed(2)} ms, p99 ${result.change.pull.p99.toFixed(2)} ms\n  push of ${context.edits} edits…`);
    await listenForOthers();
    result.push = await run(peer, 'push', name, context);
    progress(` ${result.push.seconds.toFixed(2)} s\n`);
    if (name === 'ambassade')
      await measureOurs(peer, name, context, server, result);
    await stop(server);
    const { pushed } = await run(peer, 'verify', name, context);
    if (pushed !== context.edits)
      throw new Error(`The server holds ${pushed} of ${context.edits} edits that were acknowledged.`);
  } catch (error) {
    result.error = error.message;
    progress(`\n  ${peer.title} did not run: ${error.message}\n`);
  } finally {
    if (server && !server.hasEnded)
      await stop(server);
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return result;
}

const { values: options } = parseArgs({
  options: { build: { type: 'string' }, source: { type: 'string' }, people: { type: 'string' }, only: { type: 'string', multiple: true } },
});
for (const name of options.only ?? [])
  if (!NAMES.includes(name)) {
    console.error(`tools/bench: “${name}” is no peer; there are ${NAMES.join(', ')}.`);
    process.exit(2);
  }
const people = Number(options.people);
const work = fs.mkdtempSync(path.join(here, 'work-'));
let isInterrupted = false;
const clean = () => {
  running.forEach((child) => child.kill('SIGKILL'));
  fs.rmSync(work, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => { isInterrupted = true; clean(); process.exit(130); });

const base = { build: options.build, source: options.source, people, edits: Math.min(EDITS, Math.ceil(people / 2)), work, file: path.join(work, 'people.ndjson') };
writePeople(base.file, people);
progress(`${people} people, ${(fs.statSync(base.file).size / people).toFixed(0)} bytes each, on ${os.cpus().length} × ` +
  `${os.cpus()[0].model}; Node.js ${process.version}\n`);
const results = [];
try {
  for (const name of NAMES) {
    if (name !== 'ambassade' && options.only && !options.only.includes(name))
      continue;
    const result = await measure(name, base);
    base.gzip ??= result.gzip;
    results.push(result);
  }
} finally {
  if (!isInterrupted)
    clean();
}
fs.writeFileSync(path.join(here, 'results.json'), JSON.stringify(results, null, 2) + '\n');
printResults(results, people, here);
if (others > 0.1)
  console.log(`\nOthers used up to ${Math.round(others * 100)} % of this machine meanwhile: run it again when it is quiet before you trust a figure.`);
process.exit(results.some((result) => result.error) ? 1 : 0);
