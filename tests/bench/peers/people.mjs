// The people that every peer gets: the same records, written once to a file of JSON lines.
import fs from 'node:fs';

// A UUIDv7 that counts up, so that every server keeps the records in one order.
function makeId(i) {
  const time = (1764547200000 + i).toString(16).padStart(12, '0');
  const tail = (BigInt(i) * 0x9e3779b97f4an & 0xffffffffffffn).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${(i % 4096).toString(16).padStart(3, '0')}-8000-${tail}`;
}

function makePerson(i) {
  return {
    id: makeId(i),
    displayName: `Élodie Lefèvre ${i}`,
    email: `p${i}@example.com`,
    jobTitle: `Engineer of works ${i % 1000}`,
    state: 'identified',
    roles: i % 5 === 0 ? ['curator', 'producer'] : [],
    country: 'FR',
    language: 'fr',
    lastActiveOn: '2026-11-02',
  };
}

export function writePeople(file, n) {
  const out = fs.openSync(file, 'w');
  let text = '';
  for (let i = 0; i < n; i++) {
    text += JSON.stringify(makePerson(i)) + '\n';
    if (text.length > 1 << 20 || i === n - 1) {
      fs.writeSync(out, text);
      text = '';
    }
  }
  fs.closeSync(out);
}

export function readPeople(file) {
  return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

// What an edit of a record says: of another person ("Changed"), or made here without the server ("Pushed").
export const changedTitle = (i) => `Changed ${i}`;
export const pushedTitle = (i) => `Pushed ${i}`;
