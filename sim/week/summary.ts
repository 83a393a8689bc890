// What the week came to, as a table at the end of its log.
import type { LogEntry } from './log-entry.ts';
import type { Week } from './run.ts';
import { PEOPLE } from './salon.ts';

const CLOSING = new Set(['complete', 'cancel', 'settle', 'settled_in_call']);

export function summaryOf(week: Week): string[] {
  const { entries, ledgers, judged } = week;
  const of = (kind: string): readonly LogEntry[] => entries.filter((entry) => entry.kind === kind);
  const callbacks = [...Map.groupBy(entries, ({ callbackId }) => callbackId).values()];
  const closed = callbacks.filter((course) => course.some(({ kind }) => CLOSING.has(kind)));
  const inTime = callbacks.filter((course) => (course.find(({ kind, detail }) => kind === 'attempt' && detail['outcome'] === 'reached')?.at ?? Infinity) <= course[0]!.dueAt);
  const levels = [1, 2, 3, 4].map((level) => of('escalate').filter(({ detail, actor }) => actor === 'machine' && detail['level'] === level).length);
  const rows: readonly (readonly [string, string])[] = [
    ['Anrufe', String(week.calls)],
    ['Rückrufe', String(callbacks.length)],
    ['  erledigt', String(of('complete').length)],
    ['  abgebrochen (mit Grund)', String(of('cancel').length)],
    ['  offen, alle vergeben', String(callbacks.length - closed.length)],
    ['vor der Frist erreicht', `${inTime.length} von ${callbacks.length}`],
    ['Versuche', String(of('attempt').length)],
    ['zurückgefallene Übernahmen', String(of('claim_returned').length)],
    ['Warnungen', String(of('warn').length)],
    ['Eskalationen nach Stufe', levels.join(' / ')],
    ['Kassenbuch', `${ledgers.length} Prüfungen, größte Differenz ${Math.max(...ledgers.map(({ difference }) => Math.abs(difference)))}, zuletzt ${ledgers.at(-1)?.wishes ?? 0} Wünsche`],
    ['Prüfkette', `${week.auditEntries} Einträge, unversehrt`],
    ['Urteil', judged.wrong.length === 0 ? `stimmt: ${judged.escalations} Eskalationen und ${judged.warnings} Warnungen, jede zu ihrer Zeit` : `${judged.wrong.length} Abweichungen`],
  ];
  const wide = Math.max(...rows.map(([name]) => name.length));
  return [
    '', `Woche mit Startwert ${week.seed}`, ...rows.map(([name, value]) => `  ${name.padEnd(wide)}  ${value}`), '', ...peopleOf(week), ...judged.wrong.map((line) => `  ✗ ${line}`),
  ];
}

function peopleOf({ entries, names }: Week): string[] {
  const head = ['', 'bekam', 'rief an', 'erreichte', 'erledigte', 'vergaß'];
  const rows = PEOPLE.map(({ slug, name }) => {
    const by = (kind: string): readonly LogEntry[] => entries.filter((entry) => entry.kind === kind && entry.actor === `user:${slug}`);
    const got = entries.filter(({ kind, actor, detail }) => kind === 'assign' && actor === 'machine' && name.startsWith(names.staff(detail['staffId']))).length;
    const own = entries.filter(({ kind, detail }) => kind === 'claim_returned' && detail['claimed_by'] === `user:${slug}`);
    return [name, String(got), String(by('attempt').length), String(by('attempt').filter(({ detail }) => detail['outcome'] === 'reached').length), String(by('complete').length), String(own.length)];
  });
  const wide = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  return [head, ...rows].map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(wide[i]!) : cell.padStart(wide[i]!))).join('  ')}`);
}
