// A process that works with a journal as fast as it can and notes in a plain file, call by call, what it sent and
// what was acknowledged. It is there to be killed: `node writer.fixture.ts DIRECTORY LOG PREFIX`.
import { openSync, writeSync } from 'node:fs';
import { realClock } from '../platform/real-world.ts';
import { must } from '../platform/assert.ts';
import { openJournal } from './open-journal.ts';
import { realDisk } from './real-disk.ts';
import { bodyOf } from './writer-body.fixture.ts';

const [, , directory, logPath, prefix] = process.argv;
const file = openSync(must(logPath, 'a log'), 'a');
// A plain write reaches the kernel before the next line runs, so a kill cannot take it back.
const line = (word: string, id: string) => writeSync(file, `${word} ${id}\n`);
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function work(): Promise<void> {
  const journal = await openJournal({ directory: must(directory, 'a directory'), disk: realDisk, clock: realClock, log: silent, segmentBytes: 65_536, bytesMax: 64 * 1024 * 1024 });
  let next = 0;
  const client = async () => {
    for (;;) {
      const number = next++;
      const id = `${prefix}-${number}`;
      line('sent', id);
      await journal.open({ id, order: `call-${number % 5}`, kind: 'function', body: bodyOf(id) });
      line('opened', id);
      if (number % 3 === 0) {
        await journal.note(id, 'outcome', bodyOf(`${id}!`));
        line('noted', id);
      }
      // One in forty stays open, so that the journal has something to carry over.
      if (number % 40 !== 0) {
        line('settling', id);
        journal.settle(id);
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
}

await work();
