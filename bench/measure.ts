export interface Ask {
  readonly url: string;
  readonly key: string;
}

const WARM_UP = 20;
const TIMES = 200;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

export function line(what: string, times: readonly number[]): string {
  const ms = (share: number): string => percentile(times, share).toFixed(1).padStart(7);
  return `${what.padEnd(28)} p50 ${ms(0.5)} ms   p95 ${ms(0.95)} ms   max ${ms(1)} ms`;
}

async function timed({ url, key }: Ask, path: string): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  const body = await reply.text();
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${body}`);
  return performance.now() - startedAt;
}

/** One after the other, as a person asks. */
export async function measure(what: string, { path, ...ask }: Ask & { readonly path: string }, tell: (line: string) => void = say): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) await timed(ask, path);
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) times.push(await timed(ask, path));
  tell(line(what, times));
}

export async function measureMix(what: string, ask: Ask, paths: readonly string[], atATime = 4): Promise<void> {
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const total = paths.length * 40;
  await Promise.all(Array.from({ length: atATime }, async () => {
    while (next < total) times.push(await timed(ask, paths[next++ % paths.length]!));
  }));
  say(`${line(what, times)}   ${Math.round((times.length / (performance.now() - startedAt)) * 1000)}/s`);
}
