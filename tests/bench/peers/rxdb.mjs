// RxDB with the one storage of its free package that keeps 100,000 documents on Node's disk: Deno KV, which is SQLite.
// (Its SQLite storage is a trial of 500 documents; its memory storage keeps nothing; MongoDB and FoundationDB are servers.)
import fs from 'node:fs';
import path from 'node:path';
import { pushedTitle, readPeople } from './people.mjs';
import { countPushed, fillStore, serveStore, storeAuthor } from './store-server.mjs';

const PAGE = 5000;
const text = (maxLength) => ({ type: 'string', maxLength });
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(36), displayName: text(100), email: text(100), jobTitle: text(100), state: text(20),
    roles: { type: 'array', items: { type: 'string' } }, country: text(2), language: text(2), lastActiveOn: text(10),
  },
  required: ['id', 'email', 'state', 'lastActiveOn'],
  indexes: ['email', 'state', 'lastActiveOn'],
};

class Client {
  static async open(folder, url) {
    const self = new Client();
    const { openKv } = await import('@deno/kv');
    globalThis.Deno = { openKv: (file) => openKv(file, { implementation: 'sqlite' }) };
    const { createRxDatabase } = await import('rxdb');
    const { getRxStorageDenoKV } = await import('rxdb/plugins/storage-denokv');
    fs.mkdirSync(folder, { recursive: true });
    self.url = url;
    self.database = await createRxDatabase({
      name: 'people',
      storage: getRxStorageDenoKV({ consistencyLevel: 'strong', openKvPath: path.join(folder, 'client.kv') }),
      multiInstance: false,
    });
    self.people = (await self.database.addCollections({ people: { schema } })).people;
    return self;
  }

  async replicate(live) {
    const { replicateRxCollection } = await import('rxdb/plugins/replication');
    const { Subject } = await import('rxjs');
    const stream$ = new Subject();
    if (live) {
      const { EventSource } = await import('eventsource');
      this.events = new EventSource(`${this.url}/stream`);
      await new Promise((resolve) => { this.events.onopen = resolve; });
      this.events.onmessage = (event) => stream$.next(withDeleted(JSON.parse(event.data)));
    }
    const replication = replicateRxCollection({
      collection: this.people,
      replicationIdentifier: 'bench',
      live,
      pull: {
        batchSize: PAGE,
        stream$,
        handler: async (checkpoint, limit) => {
          const { version, id } = checkpoint ?? { version: 0, id: '' };
          const response = await fetch(`${this.url}/pull?version=${version}&id=${id}&limit=${limit}`);
          return withDeleted(await response.json());
        },
      },
      push: {
        batchSize: 1000,
        handler: async (rows) => {
          const body = JSON.stringify(rows.map((row) =>
            ({ doc: strip(row.newDocumentState), assumed: row.assumedMasterState && strip(row.assumedMasterState) })));
          const response = await fetch(`${this.url}/push`, { method: 'POST', body });
          return withDeleted({ documents: (await response.json()).conflicts }).documents;
        },
      },
    });
    replication.error$.subscribe((error) => { throw error; });
    await replication.awaitInitialReplication();
    return replication;
  }

  async initial() {
    await this.replicate(false);
  }

  async count() {
    return (await this.people.storageInstance.query(allDocuments(this.people))).documents.length;
  }

  async live(committed) {
    await this.replicate(true);
    this.people.$.subscribe((event) => committed([event.documentId]));
  }

  async edit(ids) {
    const found = await this.people.findByIds(ids).exec();
    await this.people.bulkUpsert(ids.map((id, i) => ({ ...found.get(id).toJSON(), jobTitle: pushedTitle(i) })));
  }

  async push() {
    const replication = await this.replicate(false);
    await replication.awaitInSync();
  }
}

// In the order of the fields that the server has them in, so that equal documents are equal text.
const strip = (doc) => Object.fromEntries(Object.keys(schema.properties).map((key) => [key, doc[key]]));

function withDeleted(page) {
  for (const document of page.documents)
    document._deleted = false;
  return page;
}

function allDocuments(collection) {
  return collection.find().getPreparedQuery();
}

export default {
  title: 'RxDB',
  packages: ['rxdb', '@deno/kv'],
  notes: 'client: its Deno KV storage on SQLite WAL, synchronous FULL (its default), the one free storage that keeps 100,000 documents on disk; the ' +
    'server here: SQLite WAL, synchronous NORMAL; news by server-sent events',
  fill: ({ server, file }) => fillStore(server, readPeople(file)),
  serve: ({ server, port, gzip }) => serveStore(server, port, gzip),
  author: ({ url }) => storeAuthor(url),
  open: ({ client, url }) => Client.open(client, url),
  verify: ({ server }) => countPushed(server),
};
