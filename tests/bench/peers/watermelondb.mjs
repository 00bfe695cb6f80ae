// WatermelonDB on Node: its adapter over better-sqlite3, its own synchronize(), and a server for its protocol.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pushedTitle, readPeople } from './people.mjs';
import { countPushed, fillStore, serveStore, storeAuthor } from './store-server.mjs';

const columns = ['displayName', 'email', 'jobTitle', 'state', 'roles', 'country', 'language', 'lastActiveOn'];
const indexed = ['email', 'state', 'lastActiveOn'];
// Its columns are scalars.
const flatten = (person) => ({ ...person, roles: JSON.stringify(person.roles) });

class Client {
  constructor(folder, url) {
    const require = createRequire(import.meta.url);
    const { Database, Model, appSchema, tableSchema } = require('@nozbe/watermelondb');
    const SQLiteAdapter = require('@nozbe/watermelondb/adapters/sqlite').default;
    class Person extends Model {
      static table = 'people';
    }
    this.synchronize = require('@nozbe/watermelondb/sync').synchronize;
    this.hasUnsynced = require('@nozbe/watermelondb/sync').hasUnsyncedChanges;
    this.Q = require('@nozbe/watermelondb').Q;
    this.url = url;
    fs.mkdirSync(folder, { recursive: true });
    const schema = appSchema({
      version: 1,
      tables: [tableSchema({
        name: 'people',
        columns: columns.map((name) => ({ name, type: 'string', isIndexed: indexed.includes(name) })),
      })],
    });
    this.database = new Database({
      adapter: new SQLiteAdapter({ schema, dbName: path.join(folder, 'client.db') }),
      modelClasses: [Person],
    });
    this.people = this.database.get('people');
  }

  // The version that the records are at now; @told gets the ids that came.
  async pull(told) {
    let version;
    await this.synchronize({
      database: this.database,
      sendCreatedAsUpdated: true,
      pullChanges: async ({ lastPulledAt }) => {
        const after = lastPulledAt ?? 0;
        const response = await fetch(`${this.url}/pull?version=${after}&id=${after ? '\uffff' : ''}`);
        const { documents, checkpoint } = await response.json();
        told?.push(...documents.map((document) => document.id));
        version = checkpoint.version;
        return { changes: { people: { created: [], updated: documents, deleted: [] } }, timestamp: version };
      },
      pushChanges: async ({ changes }) => {
        const rows = changes.people.updated.map(({ _status, _changed, ...doc }) => ({ doc }));
        const response = await fetch(`${this.url}/push`, { method: 'POST', body: JSON.stringify(rows) });
        await response.json();
      },
    });
    return version;
  }

  initial() {
    return this.pull();
  }

  count() {
    return this.people.query().fetchCount();
  }

  async live(committed) {
    let version = await this.pull();
    (async () => {
      for (;;) {
        await (await fetch(`${this.url}/poke?version=${version}`)).arrayBuffer();
        const told = [];
        version = await this.pull(told);
        committed(told);
      }
    })();
  }

  async edit(ids) {
    await this.database.write(async () => {
      const records = await this.people.query(this.Q.where('id', this.Q.oneOf(ids))).fetch();
      const place = new Map(ids.map((id, i) => [id, i]));
      await this.database.batch(records.map((record) =>
        record.prepareUpdate((draft) => draft._setRaw('jobTitle', pushedTitle(place.get(draft.id))))));
    });
  }

  async push() {
    await this.pull();
    if (await this.hasUnsynced({ database: this.database }))
      throw new Error('Not every edit was acknowledged.');
  }
}

export default {
  title: 'WatermelonDB',
  packages: ['@nozbe/watermelondb', 'better-sqlite3'],
  notes: 'client: SQLite, rollback journal, synchronous FULL (its default); the server here: SQLite WAL, synchronous ' +
    'NORMAL; news by a long poll, then synchronize()',
  fill: ({ server, file }) => fillStore(server, readPeople(file).map(flatten)),
  serve: ({ server, port, gzip }) => serveStore(server, port, gzip),
  author: ({ url }) => {
    const { write } = storeAuthor(url);
    return { write: (person, title) => write(flatten(person), title) };
  },
  open: ({ client, url }) => new Client(client, url),
  verify: ({ server }) => countPushed(server),
};
