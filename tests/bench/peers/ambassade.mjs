// Ambassade: ambassade-server, and the window's client without the window (tests/bench/bench-desk.c).
import path from 'node:path';
import Database from 'better-sqlite3';

const desk = ({ build }) => path.join(build, 'tests/bench/bench-desk');

export default {
  title: 'Ambassade',
  packages: [],
  notes: 'server and client: SQLite WAL, synchronous FULL; NORMAL while the first records load; search text and more ' +
    'indexes than the others; news by its long poll',
  fillCommand: (context) => [desk(context), 'fill', context.server, context.file],
  serveCommand: ({ build, server, port }) =>
    [path.join(build, 'src/server/http/ambassade-server'), '--data', server, '--listen', `127.0.0.1:${port}`],
  initialCommand: (context) => [desk(context), 'initial', context.client, context.url, context.token, `${context.people}`],
  changeCommand: (context) => [desk(context), 'change', context.client, context.url, context.token],
  pushCommand: (context) => [desk(context), 'push', context.client, context.url, context.token, `${context.edits}`],
  author: ({ url, token }) => ({
    write: async (person, title) => {
      const response = await fetch(`${url}/v1/ambassadors/${person.id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/merge-patch+json', 'if-match': '*' },
        body: JSON.stringify({ 'job-title': title }),
      });
      if (!response.ok)
        throw new Error(await response.text());
      await response.arrayBuffer();
    },
  }),
  verify: ({ server }) => {
    const db = new Database(path.join(server, 'ambassade.db'), { readonly: true });
    const n = db.prepare("SELECT count(*) FROM ambassadors WHERE job_title LIKE 'Pushed %'").pluck().get();
    db.close();
    return n;
  },
};
