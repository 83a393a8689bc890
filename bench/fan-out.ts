// From a change to the pages that show it: as many event streams as given listen while callbacks are written down one after
// the other; how long from the answer of the write to the event in each of them.
import { line, say } from './measure.ts';
import type { Ask } from './measure.ts';

const CHANGES = 100;

export async function fanOut(ask: Ask, listeners: number): Promise<void> {
  const sentAt = new Map<string, number>();
  const times: number[] = [];
  const early: [id: string, at: number][] = [];
  const ending = new AbortController();
  const heard = (id: string): void => {
    const at = performance.now();
    const sent = sentAt.get(id);
    if (sent === undefined) early.push([id, at]);
    else times.push(at - sent);
  };
  await Promise.all(Array.from({ length: listeners }, async () => await listen(ask, ending.signal, heard)));
  for (let i = 0; i < CHANGES; i++) {
    const startedAt = performance.now();
    const reply = await fetch(`${ask.url}/callbacks`, { method: 'POST', headers: { authorization: `Bearer ${ask.key}`, 'content-type': 'application/json' }, body: JSON.stringify({ customer_name: `Fächer ${i}` }) });
    const { id } = (await reply.json()) as { id: string };
    // the event leaves with the commit, before the answer is read: both count from when the request was sent
    sentAt.set(id, startedAt);
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const [id, at] of early) {
    const sent = sentAt.get(id);
    if (sent !== undefined) times.push(at - sent);
  }
  ending.abort();
  say(`${line(`${listeners} listeners, ${CHANGES} changes`, times)}   ${times.length} of ${listeners * CHANGES} events, counted from the sending of the write`);
}

async function listen({ url, key }: Ask, signal: AbortSignal, heard: (id: string) => void): Promise<void> {
  const reply = await fetch(`${url}/events`, { headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' }, signal });
  if (reply.body === null || reply.status !== 200) throw new Error(`events: ${reply.status}`);
  void read(reply.body, heard).catch(() => undefined);
}

async function read(body: ReadableStream<Uint8Array>, heard: (id: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      const id = data === undefined ? undefined : (JSON.parse(data) as { id?: string }).id;
      if (id !== undefined && /^event: callback$/m.test(event)) heard(id);
    }
  }
}
