// PouchDB over LevelDB, replicating in CouchDB's protocol with its own server (express-pouchdb, over LevelDB too).
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pushedTitle, readPeople } from './people.mjs';

const require = createRequire(import.meta.url);
const BATCH = 1000;
const toDocument = ({ id, ...fields }) => ({ _id: id, ...fields });

function openServerClass(server) {
  fs.mkdirSync(server, { recursive: true });
  return require('pouchdb').defaults({ prefix: server + path.sep });
}

class Client {
  constructor(folder, url, gzip) {
    const PouchDB = require('pouchdb');
    fs.mkdirSync(folder, { recursive: true });
    this.local = new PouchDB(path.join(folder, 'client'));
    this.remote = openRemote(url, gzip);
  }

  async initial() {
    await this.local.replicate.from(this.remote, { batch_size: BATCH });
  }

  async count() {
    return (await this.local.info()).doc_count;
  }

  async live(committed) {
    await this.initial();
    const replication = this.local.replicate.from(this.remote, { live: true, batch_size: BATCH });
    replication.on('change', (change) => committed(change.docs.map((doc) => doc._id)));
    await new Promise((resolve) => { replication.once('paused', resolve); });
  }

  async edit(ids) {
    const { rows } = await this.local.allDocs({ keys: ids, include_docs: true });
    const answers = await this.local.bulkDocs(rows.map(({ doc }, i) => ({ ...doc, jobTitle: pushedTitle(i) })));
    if (answers.some((answer) => answer.error))
      throw new Error('An edit was refused.');
  }

  async push() {
    const result = await this.local.replicate.to(this.remote, { batch_size: BATCH });
    if (!result.ok || result.doc_write_failures > 0)
      throw new Error('Not every edit was acknowledged.');
  }
}

function openRemote(url, gzip) {
  const PouchDB = require('pouchdb');
  return new PouchDB(`${url}/people`, {
    fetch: (address, options) => {
      if (!gzip)
        options.headers.set('accept-encoding', 'identity');
      return PouchDB.fetch(address, options);
    },
  });
}

export default {
  title: 'PouchDB',
  packages: ['pouchdb', 'express-pouchdb'],
  notes: 'client and server: LevelDB, no fsync (its default); no secondary indexes, which it makes at the first query; ' +
    'news by its live replication',
  fill: async ({ server, file }) => {
    const db = new (openServerClass(server))('people');
    const documents = readPeople(file).map(toDocument);
    for (let i = 0; i < documents.length; i += 5000)
      await db.bulkDocs(documents.slice(i, i + 5000));
    await db.close();
  },
  serve: ({ server, port }) => {
    const app = require('express')();
    app.use('/', require('express-pouchdb')(openServerClass(server), {
      mode: 'minimumForPouchDB',
      configPath: path.join(server, 'config.json'),
      logPath: path.join(server, 'log.txt'),
    }));
    return new Promise((resolve) => app.listen(port, '127.0.0.1', resolve));
  },
  author: ({ url, gzip }) => {
    const remote = openRemote(url, gzip);
    return {
      prepare: (person) => remote.get(person.id),
      write: (person, title, document) => remote.put({ ...document, jobTitle: title }),
    };
  },
  open: ({ client, url, gzip }) => new Client(client, url, gzip),
  verify: async ({ server }) => {
    const db = new (openServerClass(server))('people');
    const { rows } = await db.allDocs({ include_docs: true });
    await db.close();
    return rows.filter(({ doc }) => doc.jobTitle?.startsWith('Pushed ')).length;
  },
};
