import { afterAll, expect, test } from 'vitest';
import { deskSalon } from '../../test/desk-salon.ts';
import { interruptible } from '../../test/interruptible.ts';
import { testDatabase } from '../../test/pg.ts';
import { HOUR, NOW } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';

const { database: real } = await testDatabase();
const database = interruptible(real);
const salon = await deskSalon(database, 'csv');
const { get, callback, rows } = salon;
afterAll(() => salon.app.close());

const csv = async (query: string, by = 'mara') => await get(`/callbacks.csv?${query}`, { by });
const cells = (body: string): string[][] => body.slice(1).split('\r\n').filter((line) => line !== '').map((line) => line.split(';'));

test('one row per callback with German heads, times of the salon’s clock, and nothing that a spreadsheet would run', async () => {
  await callback({
    customer_name: '=HYPERLINK("http://boese.example";"klick")', phone_number: '+493012345678', priority: 'urgent', error_type: 'partial_booking', notes: 'erste Zeile\nzweite; mit Strichpunkt',
    due_at: iso(NOW - HOUR), service_id: salon.service, assigned_to: salon.staff['anna'], status: 'assigned', attempts_count: 2,
  });
  const response = await csv('');
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(response.headers['content-disposition']).toBe('attachment; filename="rueckrufe-csv-2026-12-01.csv"');
  expect(response.body.codePointAt(0)).toBe(0xfeff);
  const [head] = response.body.slice(1).split('\r\n');
  expect(head).toBe('Status;Priorität;Fällig;Überfällig;Kunde;Telefon;E-Mail;Filiale;Leistung;Zuständig;Grund;Herkunft;Kategorie;Angelegt;Erreicht;Erledigt;Ergebnis;Versuche;Nächster Versuch;Notizen;ID');
  expect(response.body).toContain(
    `zugewiesen;dringend;2026-12-01 09:00;ja;"'=HYPERLINK(""http://boese.example"";""klick"")";'+493012345678;;Mitte;Farbe;Anna Berger;Buchung unklar;Fangnetz;;2026-12-01 10:00;;;;2;;"erste Zeile\nzweite; mit Strichpunkt";`,
  );
});

test('says in the words of the page what became of one, and a reason of somebody’s own as it was written', async () => {
  for (const resolution of ['answered', 'settled_by_customer', 'Ruft nach Ostern an']) await callback({ customer_name: 'Ergebnis', status: 'completed', completed_at: iso(NOW), resolution });
  expect(cells((await csv('q=Ergebnis')).body).slice(1).map((row) => row[16]).sort()).toEqual(['Frage beantwortet', 'Ruft nach Ostern an', 'Vom Kunden selbst erledigt']);
});

test('keeps to the filters, and to who may take data out', async () => {
  for (let i = 0; i < 3; i++) await callback({ customer_name: 'Ausfuhr', priority: i === 0 ? 'high' : 'normal' });
  expect(cells((await csv('q=Ausfuhr')).body)).toHaveLength(4);
  expect(cells((await csv('q=Ausfuhr&priority=high&tab=unassigned')).body)).toHaveLength(2);
  expect(cells((await csv('q=Ausfuhr', 'fremd')).body)).toHaveLength(1);
  expect([(await csv('', 'anna')).statusCode, (await csv('', 'viewer')).statusCode, (await csv('priority=sofort')).statusCode]).toEqual([403, 403, 400]);
});

test('comes page by page, each callback once, and is written into the audit log', async () => {
  await rows.wish({ id: '0190c1d2-0000-7000-8000-0000000000aa' });
  await database.asMachine((tx) => tx.run(
    `insert into callbacks (company_id, id, receipt, wish_id, status, priority, created_from, customer_name, due_at, due_because, metadata, created_at, updated_at)
     select $1, gen_random_uuid(), gen_random_uuid(), '0190c1d2-0000-7000-8000-0000000000aa', 'pending', 'normal', 'staff', 'Masse ' || n, $2, '24 h', '{}', $2::timestamptz - n * interval '1 second', $2 from generate_series(1, 1203) n`,
    [rows.companyId, iso(NOW)],
  ));
  salon.now += 1000; // the same export in the same instant is one entry
  const statements = database.count('from callbacks c');
  const names = cells((await csv('q=Masse')).body).slice(1).map((row) => row[4]);
  expect([names.length, new Set(names).size, names[0]]).toEqual([1203, 1203, 'Masse 1203']);
  expect(statements()).toBe(6); // three pages, and before each whether the word is a rare one
  const [entry] = await database.inCompany(rows.companyId, (tx) => tx.rows<{ action: string; detail: object }>(`select action, detail from audit_log where action = 'callback.export' order by seq desc limit 1`));
  expect(entry).toEqual({ action: 'callback.export', detail: { filters: ['q'] } });
});
