// Keeps all companies in memory: read from the database, read again when they change, kept as a snapshot for starts
// without a database. What calls use is an unchanging view that is swapped as a whole.
import { join } from 'node:path';
import type { Database } from '../platform/database.ts';
import { messageOf } from '../platform/errors.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { World } from '../platform/world.ts';
import type { CompanyRecord } from './company-record.ts';
import { directoryOf } from './company-record.ts';
import { CONFIG_CHANNEL } from './company-secrets.ts';
import type { Directory } from './directory.ts';
import { readCompanies, readVersions } from './read-companies.ts';
import { readSnapshot, sealSnapshot, writeSnapshot } from './snapshot.ts';

export interface LiveDirectory extends Directory {
  /** What was committed before this call is visible once it resolves. Rejects with Fault DATABASE_UNAVAILABLE; what is held stays. */
  refresh(): Promise<void>;
  /** False until companies came from the database or the snapshot; until then every connection is unknown. */
  ready(): boolean;
  /** Called after each change of what is held. Returns the way to stop. */
  onChange(callback: () => void): () => void;
  close(): Promise<void>;
}

export interface DirectoryMeans {
  readonly database: Database;
  readonly world: Pick<World, 'clock' | 'random' | 'log'>;
  readonly secrets: Secrets;
  readonly dataDir: string;
}

/** A change that was not notified (connection to LISTEN lost) is found after this at the latest. */
const LOOK_EVERY_MS = 60_000;
const RETRY_EVERY_MS = 2000;
/** Applying many files in a row is read in one go. */
const DEBOUNCE_MS = 50;
/** Not the budget of a call: thousands of companies may take longer, and nobody waits for it. */
const READ_BUDGET_MS = 30_000;
const START_BUDGET_MS = 5000;
/**
 * Sealing a thousand companies (6 MB) holds the process for some 30 ms; a thousand applied files shall not do that each. As long as
 * the pause lasts, a server that is killed and started again without a database does not know what was applied in it: so it is as
 * long as the sealing costs, and with thirty companies there is hardly any.
 */
const SNAPSHOT_PAUSE = { times: 50, atMostMs: 2000 };

/** Never rejects for want of a database: then it begins with the snapshot, or with the operator's inbox alone. */
export async function openDirectory(means: DirectoryMeans): Promise<LiveDirectory> {
  const directory = new Loaded(means);
  await directory.start();
  return directory;
}

class Loaded implements LiveDirectory {
  readonly #means: DirectoryMeans;
  readonly #snapshotPath: string;
  readonly #closed = new AbortController();
  readonly #callbacks = new Set<() => void>();
  #records: ReadonlyMap<string, CompanyRecord> = new Map();
  #view: Directory = directoryOf([]);
  #source: 'nothing' | 'snapshot' | 'database' = 'nothing';
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #snapshotWrite: Promise<void> = Promise.resolve();
  #snapshotDue = false;
  #failing = false;
  #stopListening: () => void = () => undefined;
  #notified = false;

  constructor(means: DirectoryMeans) {
    this.#means = means;
    this.#snapshotPath = join(means.dataDir, 'directory.json');
  }

  async start(): Promise<void> {
    // Listening first: a change between the first read and the subscription would wait for the next look.
    this.#stopListening = this.#means.database.listen(CONFIG_CHANNEL, () => this.#onNotify());
    await this.#attempt(START_BUDGET_MS);
    if (this.#source === 'nothing') await this.#useSnapshot();
    void this.#look();
  }

  connection: Directory['connection'] = (name) => this.#view.connection(name);
  company: Directory['company'] = (id) => this.#view.company(id);
  companyBySlug: Directory['companyBySlug'] = (slug) => this.#view.companyBySlug(slug);
  operator: Directory['operator'] = () => this.#view.operator();
  companies: Directory['companies'] = () => this.#view.companies();

  ready(): boolean {
    return this.#source !== 'nothing';
  }

  onChange(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  refresh(): Promise<void> {
    return this.#refresh(READ_BUDGET_MS);
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#callbacks.clear();
    // A read under way is not waited for (the database may hang); what it brings is dropped.
    this.#closed.abort(new Error('the directory was closed'));
    await this.#snapshotWrite;
  }

  /** One read at a time. A read under way may have missed the latest commit, so a caller gets the one after it. */
  #refresh(budgetMs: number): Promise<void> {
    if (this.#next !== null) return this.#next;
    if (this.#running === null) return this.#begin(budgetMs);
    this.#next = this.#running
      .catch(() => undefined) // its own caller has the error; here only its end matters
      .then(() => {
        this.#next = null;
        return this.#begin(budgetMs);
      });
    return this.#next;
  }

  #begin(budgetMs: number): Promise<void> {
    const run = this.#read(budgetMs).finally(() => (this.#running = null));
    this.#running = run;
    return run;
  }

  async #read(budgetMs: number): Promise<void> {
    const { database, secrets, world } = this.#means;
    // A snapshot may come from another database or an older program: all of it is read again.
    const held = this.#source === 'database' ? this.#records : new Map<string, CompanyRecord>();
    const found = await database.asMachine(
      async (tx) => {
        const versions = await readVersions(tx);
        const changed = [...versions].filter(([id, updatedAt]) => held.get(id)?.updatedAt !== updatedAt).map(([id]) => id);
        return { versions, records: await readCompanies(tx, changed, { secrets, log: world.log }) };
      },
      { budgetMs },
    );
    if (this.#closed.signal.aborted) return;
    const kept = [...held].filter(([id]) => found.versions.has(id));
    const first = this.#source !== 'database';
    this.#source = 'database';
    if (!first && found.records.length === 0 && kept.length === held.size) return;
    this.#swap(new Map([...kept, ...found.records.map((record) => [record.company.id, record] as const)]));
    this.#saveSnapshot();
  }

  #swap(records: ReadonlyMap<string, CompanyRecord>): void {
    this.#records = records;
    this.#view = directoryOf(records.values());
    for (const callback of this.#callbacks) {
      try {
        callback();
      } catch (error) {
        this.#means.world.log.error({ event: 'directory_callback_failed', error: messageOf(error) }, 'A listener to the directory failed');
      }
    }
  }

  #onNotify(): void {
    if (this.#notified || this.#closed.signal.aborted) return;
    this.#notified = true;
    void this.#means.world.clock
      .sleep(DEBOUNCE_MS, this.#closed.signal)
      .then(() => {
        this.#notified = false;
        return this.#attempt(READ_BUDGET_MS);
      })
      .catch(() => undefined); // only the sleep rejects, at close
  }

  /** A refresh whose failure is logged once, not per try. */
  async #attempt(budgetMs: number): Promise<void> {
    const { log } = this.#means.world;
    try {
      await this.#refresh(budgetMs);
      if (this.#failing) log.info({ event: 'directory_read', companies: this.#records.size }, 'The companies were read again');
      this.#failing = false;
    } catch (error) {
      if (this.#closed.signal.aborted) return;
      if (!this.#failing) log.warn({ event: 'directory_unread', error: messageOf(error) }, 'The companies cannot be read; what was known goes on');
      this.#failing = true;
    }
  }

  async #look(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      const waitMs = this.#failing || this.#source !== 'database' ? RETRY_EVERY_MS : LOOK_EVERY_MS;
      try {
        await this.#means.world.clock.sleep(waitMs, signal);
      } catch {
        return; // closed
      }
      await this.#attempt(READ_BUDGET_MS);
    }
  }

  async #useSnapshot(): Promise<void> {
    const { log } = this.#means.world;
    try {
      const records = await readSnapshot(this.#snapshotPath, this.#means.secrets);
      if (records === null) {
        log.warn({ event: 'directory_empty' }, 'No database and no snapshot of the companies: every connection is unknown until the database is back');
        return;
      }
      this.#source = 'snapshot';
      this.#swap(new Map(records.map((record) => [record.company.id, record])));
      log.warn({ event: 'directory_from_snapshot', companies: records.length }, 'The companies come from the snapshot until the database is back');
    } catch (error) {
      log.error({ event: 'directory_snapshot_unreadable', error: messageOf(error) }, 'The snapshot of the companies cannot be read; every connection is unknown until the database is back');
    }
  }

  /** One write at a time, and not in a row; changes meanwhile are in the next one. At close nothing is left out. */
  #saveSnapshot(): void {
    if (this.#snapshotDue) return;
    this.#snapshotDue = true;
    const { secrets, world } = this.#means;
    this.#snapshotWrite = this.#snapshotWrite.then(async () => {
      this.#snapshotDue = false;
      const begin = world.clock.monotonic();
      let pauseMs = SNAPSHOT_PAUSE.atMostMs;
      try {
        const sealed = sealSnapshot(this.#records.values(), secrets);
        pauseMs = Math.min(pauseMs, (world.clock.monotonic() - begin) * SNAPSHOT_PAUSE.times);
        await writeSnapshot(this.#snapshotPath, sealed, world.random);
      } catch (error) {
        world.log.error({ event: 'directory_snapshot_failed', error: messageOf(error) }, 'The snapshot of the companies cannot be written; a start without the database would not know them');
      }
      if (!this.#closed.signal.aborted) await world.clock.sleep(pauseMs, this.#closed.signal).catch(() => undefined); // closed: no pause
    });
  }
}
