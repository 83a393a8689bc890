// What the facets say of closed callbacks is counted beforehand: it has to be what counting would say, whatever happened.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/pg.ts';
import { companyWithRows, NOW } from '../../test/read-side-rows.ts';
import type { Rows } from '../../test/read-side-rows.ts';
import { iso } from '../platform/iso.ts';
import type { Tx } from '../platform/database.ts';

const { database } = await testDatabase();
let companies = 0;

const AT = `'${iso(NOW)}'`;
/** One thing that somebody does to one of the rows; several of them may be one transaction. */
const deed = fc.tuple(fc.nat(4), fc.constantFrom(
  `update callbacks set status = 'completed', completed_at = ${AT}, resolution = 'answered'`,
  `update callbacks set status = 'cancelled', completed_at = ${AT}, resolution = 'Verwählt'`,
  `update callbacks set status = 'pending', completed_at = null, resolution = null`,
  `update callbacks set priority = 'urgent'`,
  `update callbacks set priority = 'normal', error_type = 'exception'`,
  `update callbacks set error_type = null, customer_name = null`,
  `update callbacks set branch_id = (select id from branches where slug = 'mitte' limit 1)`,
  `update callbacks set notes = notes || '.'`,
  `update callbacks set service_id = (select id from services where slug = 'schnitt' limit 1)`,
  `update callbacks set assigned_to = (select id from staff where slug = 'anna' limit 1), category = 'Farbe'`,
  `update callbacks set category = null`,
  'delete from callbacks',
));

async function difference(tx: Tx): Promise<object[]> {
  return await tx.rows(
    `with counted as (select company_id, status, priority, error_type, created_from, branch_id, count(*) as n from callbacks where status in ('completed', 'expired', 'cancelled') group by 1, 2, 3, 4, 5, 6),
       told as (select * from callback_tallies where n <> 0)
     (select * from counted except select * from told) union all (select * from told except select * from counted)`,
  );
}

async function differenceOfParts(tx: Tx): Promise<object[]> {
  const closed = `from callbacks where status in ('completed', 'expired', 'cancelled')`;
  const kinds = 'status, priority, error_type, created_from, branch_id, count(*) as n';
  return await tx.rows(
    `with counted as (
       select company_id, 'service' as part, coalesce(service_id::text, 'none') as value, ${kinds} ${closed} group by 1, 2, 3, 4, 5, 6, 7, 8
       union all select company_id, 'assignee', coalesce(assigned_to::text, 'none'), ${kinds} ${closed} group by 1, 2, 3, 4, 5, 6, 7, 8
       union all select company_id, 'category', category, ${kinds} ${closed} and category is not null group by 1, 2, 3, 4, 5, 6, 7, 8),
       told as (select * from callback_part_tallies where n <> 0 or part = 'category')
     (select * from counted except select * from told) union all (select * from told except select * from counted)`,
  );
}

async function salon(): Promise<{ rows: Rows; ids: string[] }> {
  const rows = await companyWithRows(database, `tally-${++companies}`);
  await rows.branch('mitte', 'Mitte');
  await rows.service('schnitt', 'Schnitt');
  await rows.staff('anna', 'Anna');
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push(await rows.callback(await rows.wish(), i % 2 === 0 ? {} : { status: 'completed', completed_at: iso(NOW), resolution: 'answered', error_type: i === 3 ? 'api_error' : null }));
  return { rows, ids };
}

test('whatever is done to callbacks, in whatever transactions, and undone again, the tallies are what counting says', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ deeds: fc.array(deed, { minLength: 1, maxLength: 4 }), fails: fc.boolean() }), { minLength: 1, maxLength: 8 }), async (transactions) => {
    const { rows, ids } = await salon();
    for (const { deeds, fails } of transactions) {
      await database.inCompany(rows.companyId, async (tx) => {
        for (const [which, statement] of deeds) await tx.run(`${statement} where id = $1`, [ids[which]]);
        if (fails) throw new Error('rolled back');
      }).catch((error: unknown) => expect(String(error)).toContain('rolled back'));
      expect(await database.inCompany(rows.companyId, difference)).toEqual([]);
      expect(await database.inCompany(rows.companyId, differenceOfParts)).toEqual([]);
    }
  }), { numRuns: 40 });
});

test('many who close callbacks of one kind at once are all counted, and none of them fails', async () => {
  const { rows } = await salon();
  const ids = await Promise.all(Array.from({ length: 30 }, async () => await rows.callback(await rows.wish())));
  await Promise.all(ids.map(async (id, i) => await database.inCompany(rows.companyId, async (tx) => {
    await tx.run(`update callbacks set status = $2, completed_at = ${AT}, resolution = 'answered' where id = $1`, [id, i % 3 === 0 ? 'cancelled' : 'completed']);
  })));
  expect(await database.inCompany(rows.companyId, difference)).toEqual([]);
  expect(await database.inCompany(rows.companyId, differenceOfParts)).toEqual([]);
});

test('a company that goes takes its tallies along', async () => {
  const { rows } = await salon();
  await database.asMachine(async (tx) => {
    await tx.run('delete from callbacks where company_id = $1', [rows.companyId]);
    await tx.run('delete from companies where id = $1', [rows.companyId]);
  });
  for (const table of ['callback_tallies', 'callback_part_tallies']) expect(await database.asMachine((tx) => tx.rows(`select * from ${table} where company_id = $1`, [rows.companyId]))).toEqual([]);
});
