// Random histories against a model: what was acknowledged is there, what was settled durably is gone, and nothing
// exists that nobody sent. The disk loses power sector by sector, fails syncs and fills up.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFault } from '../platform/errors.ts';
import type { Journal } from './journal.ts';
import { diskError } from './memory-disk.fixture.ts';
import { Rig, settleDown } from './rig.fixture.ts';

type Step =
  | { readonly do: 'open'; readonly count: number; readonly bytes: number; readonly wait: boolean }
  | { readonly do: 'note'; readonly which: number; readonly bytes: number; readonly wait: boolean }
  | { readonly do: 'settle'; readonly which: number }
  | { readonly do: 'settleAllBut'; readonly which: number }
  | { readonly do: 'advance' }
  | { readonly do: 'fail'; readonly operation: 'sync' | 'write' | 'create'; readonly times: number; readonly uncut: boolean }
  | { readonly do: 'full'; readonly room: number }
  | { readonly do: 'room' }
  | { readonly do: 'kill' | 'close' }
  | { readonly do: 'power'; readonly seed: number };

const number = fc.nat({ max: 1000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('open' as const), count: fc.integer({ min: 1, max: 12 }), bytes: fc.nat({ max: 900 }), wait: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('note' as const), which: number, bytes: fc.nat({ max: 300 }), wait: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), which: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settleAllBut' as const), which: number }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), operation: fc.constantFrom('sync' as const, 'write' as const, 'create' as const), times: fc.integer({ min: 1, max: 3 }), uncut: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('full' as const), room: fc.nat({ max: 6000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('room' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'close' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('power' as const), seed: fc.nat() }) },
);

/** What the callers know of one entry. */
interface Known {
  readonly id: string;
  readonly body: string;
  /** `unsure`: no answer came before the process ended, or it was refused shortly before. */
  state: 'unsure' | 'open' | 'refused' | 'settling';
  notes: { readonly body: string; state: 'unsure' | 'open' | 'refused' }[];
}

class History {
  readonly rig = new Rig();
  journal: Journal | null = null;
  readonly entries = new Map<string, Known>();
  #next = 0;
  /** Grows with each process, so that an answer to a dead one changes nothing. */
  #process = 0;

  async start(): Promise<void> {
    this.#process++;
    this.rig.disk.fault = () => null;
    this.rig.disk.capacity = Infinity;
    this.journal = await this.rig.start();
    this.check(this.journal);
    this.#adopt(this.journal);
  }

  async run(step: Step): Promise<void> {
    const journal = this.journal as Journal;
    switch (step.do) {
      case 'open':
        return this.#answered(step.wait, Array.from({ length: step.count }, () => this.#open(journal, step.bytes)));
      case 'note':
        return this.#answered(step.wait, [this.#note(journal, step)]);
      case 'settle':
        return this.#settle(journal, [this.#pick(step.which)]);
      case 'settleAllBut':
        return this.#settle(journal, this.#open_().filter((entry) => entry !== this.#pick(step.which)));
      case 'advance':
        return this.rig.clock.advance(1000);
      case 'fail':
        return this.#fail(step);
      case 'full':
        this.rig.disk.capacity = [...this.rig.disk.files.values()].reduce((sum, file) => sum + file.content.length, 0) + step.room;
        return undefined;
      case 'room':
        this.rig.disk.capacity = Infinity;
        return undefined;
      default:
        return this.#end(step);
    }
  }

  /** The journal against what the callers know. */
  check(journal: Journal): void {
    const listed = journal.unsettled();
    const found = new Map(listed.map((entry) => [entry.id, entry]));
    expect(found.size).toBe(listed.length);
    for (const entry of listed) {
      const known = this.entries.get(entry.id);
      expect(entry.body).toBe(known?.body);
      const notes = known?.notes ?? [];
      const bodies = entry.notes.map((note) => note.body as string);
      expect(notes.filter((note) => note.state !== 'refused' && bodies.includes(note.body)).map((note) => note.body)).toEqual(bodies);
      for (const note of notes) if (note.state === 'open') expect(bodies).toContain(note.body);
    }
    for (const known of this.entries.values()) {
      if (known.state === 'open') expect([...found.keys()]).toContain(known.id);
      if (known.state === 'refused') expect([...found.keys()]).not.toContain(known.id);
    }
    const order = listed.map((entry) => Number(entry.id));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }

  /** What was unsure is now known, from what came back; and must not change any more. */
  #adopt(journal: Journal): void {
    for (const known of this.entries.values()) {
      const entry = journal.find(known.id);
      known.state = entry === null ? 'refused' : 'open';
      const bodies = entry?.notes.map((note) => note.body) ?? [];
      for (const note of known.notes) note.state = bodies.includes(note.body) ? 'open' : 'refused';
    }
  }

  async #answered(wait: boolean, promises: readonly Promise<void>[]): Promise<void> {
    if (wait) await Promise.all(promises);
  }

  #open(journal: Journal, bytes: number): Promise<void> {
    const id = String(this.#next++);
    const known: Known = { id, body: `${id} ${'ü'.repeat(bytes / 2)}`, state: 'unsure', notes: [] };
    this.entries.set(id, known);
    return this.#answer(journal.open({ id, order: 'call', kind: 'function', body: known.body }), known);
  }

  async #note(journal: Journal, step: { which: number; bytes: number }): Promise<void> {
    const entry = this.#pick(step.which);
    if (entry === undefined) return;
    const note: Known['notes'][number] = { body: `note ${this.#next++} ${'n'.repeat(step.bytes)}`, state: 'unsure' };
    entry.notes = [...entry.notes, note];
    await this.#answer(journal.note(entry.id, 'note', note.body), note);
  }

  async #answer(promise: Promise<void>, known: { state: string }): Promise<void> {
    const process = this.#process;
    const outcome = await promise.then(() => 'open', (error: unknown) => {
      if (!isFault(error)) throw error;
      return 'refused';
    });
    // A refusal is certain to hold once a later commit denied the record; until then it is unsure (see #end).
    if (process === this.#process && known.state === 'unsure') known.state = outcome;
  }

  #settle(journal: Journal, entries: readonly (Known | undefined)[]): void {
    for (const entry of entries) {
      if (entry === undefined) continue;
      journal.settle(entry.id);
      entry.state = 'settling';
      expect(journal.find(entry.id)).toBeNull();
    }
  }

  #fail(step: { operation: string; times: number; uncut: boolean }): void {
    let left = step.times;
    this.rig.disk.fault = (operation) => {
      if (step.uncut && operation === 'truncate' && left < step.times) return diskError('EIO');
      return operation === step.operation && left-- > 0 ? diskError('EIO') : null;
    };
  }

  async #end(step: Step): Promise<void> {
    if (step.do === 'close') {
      this.rig.disk.fault = () => null;
      this.rig.disk.capacity = Infinity;
      await this.rig.clock.advance(1000);
      await (this.journal as Journal).close();
      for (const known of this.entries.values()) if (known.state === 'settling') known.state = 'refused';
    } else {
      this.rig.kill();
      await settleDown();
      // Documented: a refused record may come back where the process dies before its denial is durable.
      for (const known of this.entries.values()) {
        if (known.state === 'refused' && !this.#seenGone.has(known.id)) known.state = 'unsure';
        for (const note of known.notes) if (note.state === 'refused' && !this.#seenGone.has(note.body)) note.state = 'unsure';
      }
      if (step.do === 'power') this.rig.disk.powerCut(coin(step.seed));
    }
    await this.start();
    this.#rememberGone();
  }

  readonly #seenGone = new Set<string>();

  /** After a start, what is not there must never come again. */
  #rememberGone(): void {
    for (const known of this.entries.values()) {
      if (known.state === 'refused') this.#seenGone.add(known.id);
      for (const note of known.notes) if (note.state === 'refused') this.#seenGone.add(note.body);
    }
  }

  #open_(): Known[] {
    return [...this.entries.values()].filter((entry) => entry.state === 'open');
  }

  #pick(which: number): Known | undefined {
    const open = this.#open_();
    return open[which % Math.max(1, open.length)];
  }
}

function coin(seed: number): () => boolean {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state > 0x7fff_ffff;
  };
}

/** Histories that once failed. */
const FOUND: [Step[]][] = [
  // readable only from the page cache after a failed sync
  [[{ do: 'open', count: 1, bytes: 0, wait: false }, { do: 'fail', operation: 'sync', times: 1, uncut: false }, { do: 'note', which: 0, bytes: 0, wait: false }, { do: 'kill' }, { do: 'power', seed: 0 }]],
  // a settled entry back without its note
  [[{ do: 'open', count: 5, bytes: 224, wait: false }, { do: 'open', count: 3, bytes: 808, wait: true }, { do: 'settleAllBut', which: 0 }, { do: 'note', which: 0, bytes: 0, wait: false }, { do: 'open', count: 5, bytes: 562, wait: false }, { do: 'close' }, { do: 'fail', operation: 'sync', times: 1, uncut: false }, { do: 'settleAllBut', which: 881 }, { do: 'open', count: 1, bytes: 0, wait: true }, { do: 'kill' }]],
  // a denial undone by a power cut, hitting another record
  [[{ do: 'open', count: 9, bytes: 896, wait: true }, { do: 'note', which: 0, bytes: 0, wait: true }, { do: 'fail', operation: 'sync', times: 2, uncut: false }, { do: 'open', count: 1, bytes: 0, wait: false }, { do: 'open', count: 1, bytes: 0, wait: true }, { do: 'kill' }, { do: 'open', count: 1, bytes: 0, wait: false }, { do: 'open', count: 1, bytes: 0, wait: false }, { do: 'fail', operation: 'sync', times: 1, uncut: false }, { do: 'power', seed: 7 }, { do: 'note', which: 0, bytes: 0, wait: false }]],
  // closed before a refused record was denied
  [[{ do: 'open', count: 1, bytes: 0, wait: false }, { do: 'kill' }, { do: 'fail', operation: 'sync', times: 1, uncut: true }, { do: 'open', count: 1, bytes: 0, wait: true }, { do: 'close' }, { do: 'power', seed: 0 }]],
];

test('whatever happens to process, power and disk, nothing acknowledged is missing and nothing is invented', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
      const history = new History();
      await history.start();
      for (const one of steps) {
        await history.run(one);
        if (history.journal !== null) history.check(history.journal);
      }
      await history.run({ do: 'kill' });
      await history.run({ do: 'close' });
    }),
    { numRuns: 80, examples: FOUND },
  );
});
