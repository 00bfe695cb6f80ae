// One process of a comparison: node process.mjs ROLE PEER, with its context as JSON in the environment. What it has to
// say are JSON objects, a line each.
import fs from 'node:fs';
import readline from 'node:readline';
import { changedTitle, readPeople } from './people.mjs';

const say = (object) => process.stdout.write(JSON.stringify(object) + '\n');
// The clock of CLOCK_MONOTONIC: one for all processes of a machine. Nanoseconds fit into a double for 104 days.
const now = () => Number(process.hrtime.bigint());

function readPeak() {
  return Number(/^VmHWM:\s+(\d+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);
}

const roles = {
  async fill(peer, context) {
    await peer.fill(context);
  },

  async serve(peer, context) {
    await peer.serve(context);
    await new Promise(() => {});
  },

  async initial(peer, context) {
    const client = await peer.open(context);
    fs.writeFileSync('/proc/self/clear_refs', '5'); // the peak begins anew at what is resident now
    const before = readPeak();
    const begun = now();
    await client.initial();
    const seconds = (now() - begun) / 1e9;
    const peak = readPeak();
    say({ seconds, before, peak, records: await client.count() });
  },

  async change(peer, context) {
    const client = await peer.open(context);
    await client.live((ids) => {
      const at = now();
      ids.forEach((id) => say({ committed: id, at }));
    });
    say({ live: true });
    process.stdin.resume();
    await new Promise((resolve) => { process.stdin.once('end', resolve); });
  },

  async author(peer, context) {
    const people = readPeople(context.file);
    const author = await peer.author(context);
    say({ ready: true });
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const person = people[Number(line)];
      const title = changedTitle(Number(line));
      const prepared = await author.prepare?.(person);
      const sent = now();
      await author.write(person, title, prepared);
      say({ sent, answered: now() });
    }
  },

  async push(peer, context) {
    const client = await peer.open(context);
    const ids = readPeople(context.file).slice(0, context.edits).map((person) => person.id);
    await client.edit(ids);
    const begun = now();
    await client.push();
    say({ seconds: (now() - begun) / 1e9, edits: ids.length });
  },

  async verify(peer, context) {
    say({ pushed: await peer.verify(context) });
  },
};

const [role, name] = process.argv.slice(2);
try {
  const peer = (await import(`./${name}.mjs`)).default;
  await roles[role](peer, JSON.parse(process.env.BENCH_CONTEXT));
  process.exit(0);
} catch (error) {
  console.error(error?.stack ?? error, error?.response ? JSON.stringify(error.response) : '');
  process.exit(1);
}
