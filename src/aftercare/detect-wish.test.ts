import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../journal/journal.ts';
import { classify } from '../calls/disconnection.ts';
import type { Transcript } from '../calls/transcript.ts';
import { detectWish, type CallEvidence } from './detect-wish.ts';

interface Row {
  readonly say: readonly string[];
  /** 'wish' or why it is none. */
  readonly expect: string;
  readonly intent?: string;
  readonly reason?: string | null;
  readonly durationMs?: number;
  readonly reachable?: boolean;
  readonly outbound?: boolean;
  readonly handedOver?: boolean;
  readonly analysis?: Json;
}

const CALLS = JSON.parse(readFileSync(new URL('corpus/calls.json', import.meta.url), 'utf8')) as readonly Row[];

function transcriptOf(say: readonly string[]): Transcript | null {
  return say.length === 0 ? null : say.map((line) => ({ role: line.startsWith('U: ') ? 'user' : 'agent', content: line.slice(3) }));
}

function evidenceOf(row: Row): CallEvidence {
  return {
    transcript: transcriptOf(row.say), analysis: row.analysis ?? null, disconnection: classify(row.reason === undefined ? 'user_hangup' : row.reason),
    durationMs: row.durationMs ?? null, reachable: row.reachable ?? true, outbound: row.outbound ?? false, handedOver: row.handedOver ?? false,
  };
}

const named = CALLS.map((row, i) => ({ name: `${i}: ${row.say.filter((l) => l.startsWith('U')).join(' ') || '(nothing)'} [${row.reason ?? 'no reason'}]`, row }));

test('holds more than 120 calls, wishes and none', () => {
  expect(CALLS.length).toBeGreaterThan(120);
  expect(CALLS.filter((row) => row.expect !== 'wish').length).toBeGreaterThan(40);
});

test.each(named)('$name', ({ row }) => {
  const judged = detectWish(evidenceOf(row));
  expect(judged.kind === 'wish' ? { expect: 'wish', intent: judged.intent } : { expect: judged.reason }).toEqual(
    row.expect === 'wish' ? { expect: 'wish', intent: row.intent } : { expect: row.expect },
  );
  if (judged.kind === 'wish') expect(judged.evidence).not.toBe('');
});

test('more of the same conversation never unsays a clear wish', () => {
  const wishes = CALLS.filter((row) => row.expect === 'wish' && row.say.some((line) => line.startsWith('U: ')) && detectedClearly(row));
  const courtesy = ['U: Danke, tschüss.', 'U: Okay.', 'A: Auf Wiederhören.', 'U: Hallo?', 'A: Kann ich sonst noch etwas tun?'];
  fc.assert(
    fc.property(fc.constantFrom(...wishes), fc.array(fc.constantFrom(...courtesy), { maxLength: 5 }), (row, more) => {
      expect(detectWish(evidenceOf({ ...row, say: [...row.say, ...more] })).kind).toBe('wish');
    }),
    { numRuns: 300 },
  );
});

function detectedClearly(row: Row): boolean {
  const judged = detectWish(evidenceOf(row));
  return judged.kind === 'wish' && judged.confidence === 'high';
}

test('never throws, whatever the platform calls an analysis', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.record({ role: fc.constantFrom('agent', 'user'), content: fc.string() })), (analysis, transcript) => {
      expect(['wish', 'not_a_wish']).toContain(detectWish({ ...evidenceOf({ say: [], expect: '' }), analysis: analysis as Json, transcript }).kind);
    }),
    { numRuns: 300 },
  );
});
