// Changes as they happen. One stream per browser, however many tabs: a server gives six connections to one address. The tab that holds
// the lock listens and passes on; when it closes, another one gets the lock. Without locks (plain http) each tab listens for itself.
import { addressOf } from './client.ts';

export interface Change {
  /** `callback`, `ledger` …; `resync` after every gap: ask again for everything. */
  readonly kind: string;
  readonly id: string;
}

export type LiveState = 'connecting' | 'live' | 'lost';

interface Message {
  readonly change?: Change;
  readonly state?: LiveState;
  readonly ask?: true;
}

const KINDS = ['callback', 'ledger', 'appointment', 'call', 'booking_step', 'calendar', 'notification', 'access', 'resync'];
const listeners = new Set<(change: Change) => void>();
const watchers = new Set<() => void>();
let state: LiveState = 'connecting';
let started = false;

export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** For useSyncExternalStore. */
export const liveState = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
  read: (): LiveState => state,
};

/** Once per page load, when the company is known. */
export function startLive(company: string): void {
  if (started) return;
  started = true;
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`fangnetz-live-${company}`) : null;
  let leading = false;
  const hear = ({ change, state: told, ask }: Message): void => {
    if (ask === true && leading) channel?.postMessage({ state } satisfies Message);
    if (told !== undefined) become(told);
    if (change !== undefined) for (const listener of listeners) listener(change);
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => hear(data));
  channel?.postMessage({ ask: true } satisfies Message);
  const lead = (missed: boolean): void => {
    leading = true;
    listen(missed, (message) => {
      channel?.postMessage(message);
      hear(message);
    });
  };
  if (channel === null || !('locks' in navigator)) lead(false);
  else void takeTheLead(`fangnetz-live-${company}`, lead);
}

/** Held until this tab is gone. Whoever had to wait for it has missed what came between the end of the other tab and now. */
async function takeTheLead(lock: string, lead: (missed: boolean) => void): Promise<void> {
  const hold = (missed: boolean): Promise<never> => new Promise<never>(() => lead(missed));
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => held && (await hold(false)));
  await navigator.locks.request(lock, async () => await hold(true));
}

function listen(missed: boolean, tell: (message: Message) => void): void {
  const stream = new EventSource(addressOf('/events'));
  let gap = missed;
  stream.addEventListener('open', () => {
    tell({ state: 'live' });
    // EventSource sends Last-Event-ID only once it has seen an id; after a gap without one, nobody else would ask again
    if (gap) tell({ change: { kind: 'resync', id: '' } });
    gap = false;
  });
  stream.addEventListener('error', () => {
    gap = true;
    tell({ state: 'lost' });
    // refused for good (signed out, a proxy's page): the browser does not come back by itself
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(true, tell), 10_000);
  });
  for (const kind of KINDS) stream.addEventListener(kind, ({ data }: MessageEvent<string>) => tell({ change: { kind, id: idIn(data) } }));
}

function idIn(data: string): string {
  const { id } = JSON.parse(data) as { id?: unknown };
  return typeof id === 'string' ? id : '';
}

function become(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher();
}
