// Clients that wait for news: what they cost the server, and that all of them are told.
import fs from 'node:fs';
import http from 'node:http';
import { readPeople } from './people.mjs';

const SETTLE = 3000; // milliseconds until the last of them waits
const PATIENCE = 20000;

const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

function readResident(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}

function headersOf({ token }, id) {
  return { authorization: `Bearer ${token}`, 'x-request-id': id };
}

function readEnd(text) {
  return JSON.parse(text.trimEnd().split('\n').at(-1));
}

async function findHead(context) {
  let cursor = '';
  for (;;) {
    const response = await fetch(`${context.url}/v1/changes?cursor=${cursor}&limit=5000&wait=0`, { headers: headersOf(context, 'head') });
    const end = readEnd(await response.text());
    cursor = end.cursor;
    if (!end.more)
      return cursor;
  }
}

function poll(context, cursor, agent, id) {
  return new Promise((resolve, reject) => {
    http.get(`${context.url}/v1/changes?cursor=${cursor}&limit=5000&wait=25`, { agent, headers: headersOf(context, id) }, (response) => {
      let text = '';
      response.on('data', (data) => { text += data; });
      response.on('end', () => (response.statusCode === 200 ? resolve(readEnd(text)) : reject(new Error(text))));
    }).on('error', reject);
  });
}

async function changeOne(context, title) {
  const { url, token, file } = context;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/merge-patch+json', 'if-match': '*' };
  const { id } = readPeople(file).at(-1); // the last is not among those that are pushed
  const response = await fetch(`${url}/v1/ambassadors/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ 'job-title': title }) });
  if (!response.ok)
    throw new Error(await response.text());
}

// Megabytes that @n waiting clients add to process @pid, and milliseconds until the last of them has the change.
export async function measureWaiting(context, pid, n) {
  const cursor = await findHead(context);
  const agent = new http.Agent({ maxSockets: Infinity });
  const before = readResident(pid);
  let answered = 0;
  const polls = Array.from({ length: n }, (_, i) => poll(context, cursor, agent, `waiting-${i}`).then((end) => {
    answered++;
    return end;
  }));
  const all = Promise.all(polls);
  all.catch(() => {}); // it is awaited below
  await sleep(SETTLE);
  if (answered > 0)
    throw new Error(`${answered} of ${n} clients were answered before there was news.`);
  const megabytes = (readResident(pid) - before) / 1e6;
  const begun = performance.now();
  await changeOne(context, `Awaited ${begun}`);
  const ends = await Promise.race([all, sleep(PATIENCE).then(() => { throw new Error(`${answered} of ${n} waiting clients were told.`); })]);
  const told = ends.filter((end) => end.rows > 0).length;
  if (told !== n)
    throw new Error(`${told} of ${n} waiting clients were told.`);
  return { n, megabytes, milliseconds: performance.now() - begun };
}
