// A server for peers that bring none: documents as JSON text with a version each, in SQLite. It is as fast as it can
// be made with Node's own parts, so that it doesn't hold its peer up: a page is stored text put together, not parsed.
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import Database from 'better-sqlite3';

function openDatabase(folder) {
  const db = new Database(path.join(folder, 'server.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL);
           CREATE INDEX IF NOT EXISTS people_version ON people (version, id)`);
  return db;
}

export function fillStore(folder, docs) {
  const db = openDatabase(folder);
  const insert = db.prepare('INSERT INTO people (id, version, doc) VALUES (?, 1, ?)');
  db.transaction(() => docs.forEach((doc) => insert.run(doc.id, JSON.stringify(doc))))();
  db.close();
}

export function countPushed(folder) {
  const db = openDatabase(folder);
  const n = db.prepare(`SELECT count(*) FROM people WHERE doc LIKE '%"jobTitle":"Pushed %'`).pluck().get();
  db.close();
  return n;
}

function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
    request.on('error', reject);
  });
}

// GET  /pull?version=&id=&limit=   documents after that place, in order, and the place they end at
// GET  /poke?version=              answers when there is a later version
// GET  /stream                     server-sent events: what /pull would say of each commit
// POST /push                       [{ doc, assumed? }]: documents whose assumed state is not the stored one come back
export function serveStore(folder, port, gzip) {
  const db = openDatabase(folder);
  let head = db.prepare('SELECT coalesce(max(version), 0) FROM people').pluck().get();
  const all = db.prepare('SELECT id, version, doc FROM people WHERE (version, id) > (?, ?) ORDER BY version, id LIMIT ?');
  const one = db.prepare('SELECT doc FROM people WHERE id = ?').pluck();
  const put = db.prepare(`INSERT INTO people (id, version, doc) VALUES (?, ?, ?)
                          ON CONFLICT (id) DO UPDATE SET version = excluded.version, doc = excluded.doc`);
  const waiting = new Set();
  const streams = new Set();

  function answer(request, response, text) {
    const body = Buffer.from(text);
    const headers = { 'content-type': 'application/json' };
    if (gzip && body.length >= 1024 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
      response.end(zlib.gzipSync(body, { level: 5 }));
    } else {
      response.writeHead(200, { ...headers, 'content-length': body.length });
      response.end(body);
    }
  }

  function writePage(rows, version, id) {
    const last = rows.at(-1) ?? { version, id };
    return `{"documents":[${rows.map((row) => row.doc).join(',')}],` +
      `"checkpoint":${JSON.stringify({ version: last.version, id: last.id })}}`;
  }

  const push = db.transaction((rows) => {
    const conflicts = [];
    for (const { doc, assumed } of rows) {
      const stored = assumed ? one.get(doc.id) : undefined;
      if (stored !== undefined && stored !== JSON.stringify(assumed))
        conflicts.push(stored);
      else
        put.run(doc.id, head + 1, JSON.stringify(doc));
    }
    return conflicts;
  });

  function tell(before) {
    for (const wake of waiting)
      wake();
    waiting.clear();
    if (streams.size === 0)
      return;
    const page = writePage(all.all(before, '\uffff', -1), before, '');
    for (const stream of streams)
      stream.write(`data: ${page}\n\n`);
  }

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const version = Number(url.searchParams.get('version') ?? 0);
    const id = url.searchParams.get('id') ?? '';
    switch (url.pathname) {
      case '/pull': {
        const limit = Number(url.searchParams.get('limit') ?? -1);
        answer(request, response, writePage(all.all(version, id, limit), version, id));
        break;
      }
      case '/poke':
        if (head > version)
          answer(request, response, '{}');
        else
          waiting.add(() => answer(request, response, '{}'));
        break;
      case '/stream':
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        response.flushHeaders();
        streams.add(response);
        request.on('close', () => streams.delete(response));
        break;
      case '/push': {
        const rows = await readBody(request);
        const conflicts = push(rows);
        const before = head++;
        answer(request, response, `{"version":${head},"conflicts":[${conflicts.join(',')}]}`);
        tell(before);
        break;
      }
      default:
        response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

// Another person's desk: writes one record and hears that the server has it.
export function storeAuthor(url) {
  return {
    write: async (person, title) => {
      const body = JSON.stringify([{ doc: { ...person, jobTitle: title } }]);
      await (await fetch(`${url}/push`, { method: 'POST', body })).arrayBuffer();
    },
  };
}
