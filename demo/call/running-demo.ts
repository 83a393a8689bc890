// The way to a demo server that runs: its address, its switchboard and its keys lie in the data directory.
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTROL_FILE } from '../control/server.ts';
import type { ControlAddress, Switched } from '../control/server.ts';
import { demoFiles } from '../installation/files.ts';

export interface RunningDemo {
  readonly address: string;
  readonly retellKey: string;
  /** Switches faults; rejects with the reason where that cannot be. */
  switchFaults(wanted: object): Promise<Switched>;
  /** The stand-in's own control. */
  calendar<T>(method: string, path: string, body?: object): Promise<T>;
  /** GET on the admin API. Null: 404. Waits out a database that is away. */
  read<T>(path: string): Promise<T | null>;
}

/** A sentence for the person at the terminal. */
export class NoDemo extends Error {}

const PATIENCE_MS = 40_000;

export async function findDemo(options: { dataDirectory: string; url: string | null }): Promise<RunningDemo> {
  const { dataDirectory, url } = options;
  const files = demoFiles(dataDirectory);
  const [place, retellKey, apiKey] = await Promise.all([files.read<ControlAddress>(CONTROL_FILE), files.text('retell.key'), files.text('api.key')]);
  const none = () => new NoDemo(`In ${dataDirectory} läuft kein Demo-Server. Starten Sie ihn in einem anderen Terminal mit: npm start`);
  if (place === null || retellKey === null || apiKey === null) throw none();
  const address = url ?? place.server;
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const reply = await fetch(`${place.control}${path}`, {
      method,
      headers: { authorization: `Bearer ${place.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await reply.json()) as T & { error?: string };
    if (!reply.ok) throw new Error(`Die Schalttafel lehnt ab: ${answer.error ?? reply.status}`);
    return answer;
  };
  // Killed servers leave their address behind.
  await control('GET', '/_demo/faults').catch(() => Promise.reject(none()));
  await fetch(`${address}/healthz`).catch(() => Promise.reject(new NoDemo(`Unter ${address} antwortet kein Fangnetz.`)));
  return {
    address, retellKey,
    switchFaults: async (wanted) => await control<Switched>('POST', '/_demo/faults', wanted),
    calendar: async (method, path, body) => await control(method, `/_demo/cal-com/${path}`, body),
    read: async <T>(path: string) => await readApi<T>(`${address}/api/v1${path}`, apiKey),
  };
}

async function readApi<T>(url: string, apiKey: string): Promise<T | null> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const reply = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } });
    if (reply.ok) return (await reply.json()) as T;
    if (reply.status === 404) return null;
    if (reply.status !== 503 || performance.now() > end) throw new Error(`${url} antwortet ${reply.status}: ${(await reply.text()).slice(0, 200)}`);
    await sleep(300);
  }
}
