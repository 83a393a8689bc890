// What the search box finds is what reading every text would find, whatever was said and whatever is typed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, HOUR, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import type { TransactOptions, Tx } from '../platform/database.ts';
import { numberPattern, wordPatterns } from '../platform/search-words.ts';
import { callbackFacets } from './callback-facets.ts';
import { listCallbacks } from './list-callbacks.ts';

const { database } = await testDatabase();
const salon = await companyWithRows(database, 'searched');
const other = await companyWithRows(database, 'beside');
const mitte = await salon.branch('mitte', 'Mitte');
const nord = await salon.branch('nord', 'Nord');

const looking = (rows: Rows) => ({ companyId: rows.companyId, now: NOW, today: { startAt: NOW - 10 * HOUR, endAt: NOW + 14 * HOUR }, staffId: null });

async function found(q: string, rows: Rows = salon, options: TransactOptions = {}): Promise<{ ids: string[]; total: number }> {
  return await database.inCompany(rows.companyId, async (tx) => ({
    ids: (await listCallbacks(tx, { ...looking(rows), filters: { q }, sort: 'due_at', limit: 200, after: null })).items.map(({ id }) => id).sort(),
    total: (await callbackFacets(tx, { ...looking(rows), filters: { q } })).total,
  }), options);
}

/** The same by reading everything, as the search box was described before there was an index. */
async function read(q: string): Promise<string[]> {
  const words = wordPatterns(q);
  return (await database.inCompany(salon.companyId, async (tx: Tx) => await tx.rows<{ id: string }>(
    `select id from callbacks c where company_id = $1 and (
       (select bool_and(lower(concat_ws(' ', customer_name, customer_email, phone_number, phone_raw, notes)) like lower(word)) from unnest($2::text[]) word)
       or (select bool_and(search_text like lower(word)) from unnest($2::text[]) word) or search_text like $3) or $2::text[] is null`,
    [salon.companyId, words, numberPattern(q)],
  ))).map(({ id }) => id).sort();
}

const SAID = [
  { customer_name: 'Özlem Yıldız', phone_number: '+493012345678', phone_raw: '030 / 123 456-78', branch_id: mitte },
  { customer_name: 'İpek Şahin', customer_email: 'ipek_100%@beispiel.example', phone_number: '+491711234567', phone_raw: '0171-1234567', branch_id: nord },
  { customer_name: 'Frau Groß', phone_number: '+4366412345678', phone_raw: '0043 664 12345678', notes: 'lieber  vormittags,\tnicht montags', branch_id: nord },
  { customer_name: 'Herr GROSS', phone_raw: 'anonymous', notes: 'C:\\Termine', branch_id: null },
  { customer_name: null, notes: `${'sehr lang '.repeat(80)}Schlusswort 030 55512`, branch_id: mitte },
  { customer_name: 'Bo', phone_raw: null, notes: null, branch_id: mitte },
];
const ids: string[] = [];
for (const said of SAID) ids.push(await salon.callback(await salon.wish(), said));
const beside = await other.callback(await other.wish(), { ...SAID[0], branch_id: null });

const TYPED = ['yıldız', 'YILDIZ ÖZ', 'ipek', 'İPEK', 'i̇pek', 'groß', 'gross', 'GROẞ', 'ro', 'o', '100%', '_', '\\t', '5678', '030 123 45678', '+49 (171) 12', '0043', '43 664', '12 34', '12345678 0', 'schlusswort 55512', '030 55512', 'bo', 'lang sehr', ' ', '', 'montags nicht', 'agenlicht'];

test.each(TYPED)('"%s" finds what stands there, counted and listed', async (q) => {
  const expected = await read(q);
  expect(await found(q)).toEqual({ ids: expected, total: expected.length });
});

test('any part of what was said is found, and what was said nowhere is not', async () => {
  const texts = SAID.flatMap((said) => [said.customer_name, said.phone_number, said.phone_raw, said.notes].filter((text) => text !== null && text !== undefined));
  const part = fc.tuple(fc.constantFrom(...texts), fc.nat(900), fc.integer({ min: 1, max: 9 })).map(([text, from, length]) => [...text].slice(from % text.length, (from % text.length) + length).join(''));
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 3 }), async (parts) => {
    const q = parts.join(' ').replaceAll('\0', '');
    expect((await found(q)).ids).toEqual(await read(q));
  }), { numRuns: 60 });
});

test('the index looks as the machine, and still nobody finds what is another company’s or another branch’s', async () => {
  expect((await found('yıldız', other)).ids).toEqual([beside]);
  expect(await found('yıldız')).toEqual({ ids: [ids[0]], total: 1 });
  // too short for the letters that differ from company to company: here it is the function itself that keeps to one
  const named = async (rows: Rows) => await database.inCompany(rows.companyId, async (tx) => await tx.rows(`select fangnetz_find_callbacks(array['öz'], null, 10) as id`));
  expect([await named(salon), await named(other)]).toEqual([[{ id: ids[0] }], [{ id: beside }]]);
  expect(await found('groß', salon, { branches: [mitte] })).toEqual({ ids: [], total: 0 });
  expect(await found('groß', salon, { branches: [nord] })).toEqual({ ids: [ids[2]], total: 1 });
});

test('the index does not answer who is in no company, and nobody but the company’s role may ask it', async () => {
  await expect(database.asMachine(async (tx) => await tx.rows(`select fangnetz_find_callbacks(array['yıldız'], null, 10)`))).rejects.toThrow('permission denied');
  await expect(database.asIdentity(async (tx) => await tx.rows(`select fangnetz_find_callbacks(array['yıldız'], null, 10)`))).rejects.toThrow('permission denied');
  const nowhere = '0190c1d2-0000-7000-8000-0000000000ff';
  expect(await database.inCompany(nowhere, async (tx) => await tx.rows(`select fangnetz_find_callbacks(array['yıldız'], null, 10)`))).toEqual([]);
});

test('whoever looked is bound again by the policies of his own role afterwards', async () => {
  const seen = await database.inCompany(salon.companyId, async (tx) => {
    await tx.rows(`select fangnetz_find_callbacks(array['yıldız'], null, 10)`);
    return await tx.rows<{ role: string; n: number }>('select current_user as role, count(*) as n from callbacks');
  }, { branches: [mitte] });
  expect(seen).toEqual([{ role: 'fangnetz_limited', n: 4 }]);
});

test('a name that was taken away is found no more, and the new one is', async () => {
  const id = await salon.callback(await salon.wish(), { customer_name: 'Wilhelmine Vergänglich' });
  expect((await found('vergänglich')).ids).toEqual([id]);
  await database.inCompany(salon.companyId, async (tx) => await tx.run(`update callbacks set customer_name = 'Neuling' where id = $1`, [id]));
  expect([(await found('vergänglich')).ids, (await found('neuling')).ids]).toEqual([[], [id]]);
  await database.inCompany(salon.companyId, async (tx) => await tx.run('delete from callbacks where id = $1', [id]));
  expect((await found('neuling')).ids).toEqual([]);
});
