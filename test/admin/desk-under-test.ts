// A salon with one callback of each kind behind a real server, and the way to open its page in a browser. One server and one browser per
// test file: pages are cheap, servers are not.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { Company } from '../../src/companies/company.ts';
import type { Database, Value } from '../../src/platform/database.ts';
import { iso } from '../../src/platform/iso.ts';
import { adminServer } from '../admin-server.ts';
import type { AdminServerOptions } from '../admin-server.ts';
import { companyWithRows, HOUR } from '../read-side-rows.ts';
import type { Rows } from '../read-side-rows.ts';

const MINUTE = HOUR / 60;

const TRANSCRIPT = JSON.stringify([
  { role: 'agent', content: 'Salon Nord, guten Tag! Was kann ich für Sie tun?' },
  { role: 'user', content: 'Hallo, ich hätte gern am Dienstag um halb drei einen Herrenhaarschnitt.' },
  { role: 'tool_call_invocation', name: 'book_appointment', content: '{"date":"Dienstag","time":"halb drei","service":"Herrenhaarschnitt"}' },
  { role: 'tool_call_result', content: '{"success":false,"status":"partial_booking"}' },
  { role: 'agent', content: 'Die Buchung wurde erstellt, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.' },
  { role: 'user', content: 'In Ordnung, danke.' },
]);

export type Kind = 'unclear' | 'failed' | 'broken' | 'full' | 'asked' | 'done';

/** One callback of each kind; `unclear` presses most. */
async function fill(rows: Rows, now: number): Promise<{ ids: Record<Kind, string>; parts: Parts }> {
  const branch = await rows.branch('mitte', 'Filiale Mitte');
  const cut = await rows.service('herrenhaarschnitt', 'Herrenhaarschnitt');
  const colour = await rows.service('farbe', 'Farbe, Schnitt und Pflege');
  const call = await rows.call({ transcript: TRANSCRIPT, retell_call_id: 'call_8f2a91' });
  const add = async (columns: Record<string, Value | null>): Promise<string> => {
    const createdAt = iso(now - HOUR);
    const given = Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, Value] => entry[1] !== null));
    return rows.callback(await rows.wish({ opened_at: createdAt }), { branch_id: branch, created_at: createdAt, ...given });
  };
  const unclear = await add({
    customer_name: 'Özlem Yıldız', phone_number: '+493012345678', service_id: cut, call_id: call, due_at: iso(now - 25 * MINUTE), error_type: 'partial_booking', priority: 'urgent',
    error_message: 'The booking stands at the calendar; saving it failed.',
    metadata: { requested_time: iso(now + 20 * HOUR), calcom_booking_id: '4711', appointment_error: 'connection terminated', retell_call_id: 'call_8f2a91' },
  });
  await rows.event(unclear, { at: iso(now - HOUR) });
  const failed = await add({
    phone_raw: 'anonymous', service_id: cut, due_at: iso(now + 12 * MINUTE + 30_000), error_type: 'api_error', priority: 'high',
    metadata: { requested_date: '2026-12-01', requested_time: 'halb drei', error_during: 'alternative_search', original_error: 'HTTP 502' },
  });
  const broken = await add({
    customer_name: 'Ayşe Demir', phone_number: '+4915112345678', service_id: cut, due_at: iso(now + 3 * HOUR + 1000), error_type: 'exception', priority: 'high', attempts_count: 2,
    metadata: { exception_message: 'Unexpected token < in JSON', error_during: 'booking_exception' },
  });
  const full = await add({
    customer_name: 'Max von Lüttichau-Hohenstein', phone_number: '+493098765432', service_id: colour, due_at: iso(now + 20 * HOUR), error_type: 'no_availability', metadata: { requested_date: 'am liebsten Samstag' },
  });
  const asked = await add({
    customer_name: 'Brigitte Hofmann', phone_number: '+4917623456789', due_at: iso(now + 23 * HOUR), created_from: 'customer_request', notes: 'Möchte wissen, ob der Gutschein vom letzten Jahr noch gilt.',
    preferred_time_window: '"nach 17 Uhr"', metadata: {},
  });
  const done = await add({ customer_name: 'Jürgen Groß', phone_number: '+493055512345', service_id: cut, due_at: iso(now - 2 * HOUR), status: 'completed', completed_at: iso(now - 10 * MINUTE), resolution: 'appointment_booked', metadata: {} });
  return { ids: { unclear, failed, broken, full, asked, done }, parts: { branch, cut, colour } };
}

/** Ids of what the salon consists of. */
export interface Parts {
  readonly branch: string;
  readonly cut: string;
  readonly colour: string;
}

export interface OpenOptions extends BrowserContextOptions {
  readonly signedIn?: 'company' | 'operator' | 'no';
  /** Texts of the console that are part of the story. */
  readonly expected?: RegExp;
}

export interface DeskUnderTest {
  readonly rows: Rows;
  readonly ids: Record<Kind, string>;
  readonly parts: Parts;
  /** The further companies, of which the database has no row yet. */
  readonly further: readonly { readonly id: string; readonly slug: string }[];
  readonly address: string;
  /** A new browser profile at this path; whatever the page complains about fails the test. */
  open(path: string, options?: OpenOptions): Promise<Page>;
}

export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } as const;

let desks = 0;

interface Means extends Partial<AdminServerOptions> {
  readonly browser: Browser;
  readonly database: Database;
  /** What the company has beside its rows: people, services with a calendar. */
  readonly furnish?: (rows: Rows, parts: Parts) => Promise<Partial<Company>>;
  /** How many further companies this installation has. */
  readonly others?: number;
}

export async function deskUnderTest(means: Means): Promise<DeskUnderTest> {
  const { browser, database, furnish = async () => ({}), others = 0, ...server } = means;
  desks += 1;
  const slug = `nord-${desks}`;
  const rows = await companyWithRows(database, slug);
  const { ids, parts } = await fill(rows, Date.now());
  const furnished = await furnish(rows, parts);
  const further = Array.from({ length: others }, (_, i) => ({ id: randomUUID(), slug: `kunde-${i + 1}` }));
  const { app, signIns } = await adminServer({ database, companies: [{ id: rows.companyId, slug, ...furnished }, { id: randomUUID(), slug: `sued-${desks}` }, ...further], now: () => Date.now(), ...server });
  await app.listen({ port: 0, host: '127.0.0.1' });
  afterAll(() => app.close());
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    rows, ids, parts, further, address,
    open: async (path, { signedIn = 'company', expected, ...context } = {}) => {
      const opened = await browser.newContext({ ...DESKTOP, locale: 'de-DE', timezoneId: 'Europe/Berlin', ...context });
      onTestFinished(() => opened.close());
      const page = await opened.newPage();
      const complaints: string[] = [];
      const note = (text: string): void => void (expected?.test(text) !== true && complaints.push(text));
      page.on('console', (message) => message.type() === 'error' && note(message.text()));
      page.on('pageerror', (error) => note(error.message));
      onTestFinished(() => expect(complaints).toEqual([]));
      const link = `${address}/sign-in?token=${signIns.issue(signedIn === 'operator' ? { kind: 'operator' } : { kind: 'company', companyId: rows.companyId })}`;
      if (signedIn !== 'no') await opened.request.get(link, { maxRedirects: 0 });
      await page.goto(`${address}${path}`);
      return page;
    },
  };
}
