import { expect, test } from 'vitest';
import { directoryOf } from '../companies/company-record.ts';
import type { CompanyRecord } from '../companies/company-record.ts';
import { callShape } from '../retell/shapes.ts';
import { companyOf, compareCall } from './compare-call.ts';

const NOW = Date.parse('2026-12-01T10:00:00Z');
const MINUTE = 60_000;

function record(id: string, phoneNumbers: string[], agents: string[]): CompanyRecord {
  return { company: { id, slug: id, kind: 'company', branches: [{ id: `${id}-b`, phoneNumbers }] }, voice: [{ connection: 'agency', platform: 'retell', apiKey: 'k', agents }], updatedAt: 0 } as unknown as CompanyRecord;
}

const directory = directoryOf([record('nord', ['+493012345678'], ['agent_n']), record('sued', ['+498912345678'], ['agent_s'])]);
const agency = directory.connection('agency')!;
const call = (more: object = {}) => callShape.parse({ call_id: 'c', agent_id: null, call_status: 'ended', end_timestamp: NOW - 10 * MINUTE, ...more });
const row = (company_id: string, more: object = {}) => ({ company_id, retell_call_id: 'c', ended: true, analysed: false, ...more });

test.each([
  ['by the number that was called', { direction: 'inbound', from_number: '+498912345678', to_number: '+493012345678' }, 'nord'],
  ['by the number that the agent called from', { direction: 'outbound', from_number: '+498912345678', to_number: '+493012345678' }, 'sued'],
  ['by the agent, where there is no number', { call_type: 'web_call', agent_id: 'agent_s' }, 'sued'],
  ['nobody\'s: it is not guessed, and not the operator\'s either', { to_number: '+4940123456', agent_id: 'agent_of_strangers' }, null],
])('whose a call is: %s', (_how, more, company) => {
  expect(companyOf(directory, agency, call(more))).toBe(company);
});

test.each([
  ['unknown', {}, [], 'missing'],
  ['known with its end', {}, [row('nord')], 'complete'],
  ['known without its end', {}, [row('nord', { ended: false })], 'incomplete'],
  ['analysed there, not here', { call_analysis: { call_summary: 'x' } }, [row('nord')], 'incomplete'],
  ['analysed in both', { call_analysis: { call_summary: 'x' } }, [row('nord', { analysed: true })], 'complete'],
  ['with an analysis that says nothing', { call_analysis: {} }, [row('nord')], 'complete'],
  ['another company\'s by an older configuration', {}, [row('sued', { ended: false })], 'complete'],
  ['still running', { call_status: 'ongoing', end_timestamp: null }, [], 'left_alone'],
  ['over for less than three minutes', { end_timestamp: NOW - 3 * MINUTE + 1 }, [row('nord', { ended: false })], 'left_alone'],
  ['over for three minutes', { end_timestamp: NOW - 3 * MINUTE }, [], 'missing'],
  ['never connected, just now', { call_status: 'not_connected', end_timestamp: null, start_timestamp: NOW - MINUTE }, [], 'left_alone'],
  ['never connected, without any instant', { call_status: 'not_connected', end_timestamp: null }, [], 'missing'],
])('a call that is %s', (_what, more, known, verdict) => {
  expect(compareCall(call(more), { companyId: 'nord', known, now: NOW })).toBe(verdict);
});
