// The callback for a call that ended with something undone: what was understood, what was said last, and by when
// somebody has to call. The deadline counts from the end of the call, however late we learn of it.
import { isoSeconds } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company, Priority } from '../companies/company.ts';
import { isoInZone } from '../companies/iso-in-zone.ts';
import { callbackDeadline } from '../callbacks/callback-deadline.ts';
import type { CallbackDraft, CreatedFrom, ErrorType } from '../callbacks/callback.ts';
import { lastLines } from '../calls/transcript.ts';
import { displayDate } from '../language/speak/speak-when.ts';
import type { Requested } from '../wishes/wish.ts';
import type { SettledCall } from './read-call.ts';

export interface Problem {
  readonly id: string;
  readonly wishId: string;
  readonly requested: Requested;
  readonly createdFrom: CreatedFrom;
  readonly errorType: ErrorType | null;
  readonly priority: Priority;
  /** For staff, in German. */
  readonly reason: string;
  /** A line above the others. */
  readonly quote?: string;
}

export function problemCallback(company: Company, call: SettledCall, problem: Problem & { readonly now: EpochMs }): CallbackDraft {
  const { requested, now } = problem;
  const branch = company.branches.find((b) => b.id === call.branchId) ?? null;
  const due = callbackDeadline({ company, branch, priority: problem.priority, fromAt: call.overAt });
  return {
    id: problem.id, receipt: problem.id, wishId: problem.wishId, callId: call.id,
    priority: problem.priority, errorType: problem.errorType, errorMessage: problem.reason.slice(0, 500).toWellFormed(), createdFrom: problem.createdFrom,
    customerName: requested.customerName ?? null,
    phoneNumber: requested.phone ?? call.otherNumber, phoneRaw: requested.phoneRaw ?? call.otherRaw, customerEmail: requested.email ?? null,
    branchId: branch?.id ?? null, serviceId: requested.serviceId ?? null,
    dueAt: due.dueAt, dueBecause: due.because, preferredTimeWindow: null,
    notes: notesOf(company, call, problem),
    metadata: {
      error_type: problem.errorType, call_id: call.id, retell_call_id: call.retellCallId, from_number: call.otherRaw,
      created_from: problem.createdFrom, created_at_iso: isoSeconds(now),
      ...(requested.startAt == null ? {} : { requested_time: isoInZone(requested.startAt, company.timeZone) }),
      ...(requested.date == null ? {} : { requested_date: requested.date }),
      ...(requested.serviceId === undefined ? {} : { service_id: requested.serviceId }),
      ...(requested.staffId === undefined ? {} : { staff_id: requested.staffId }),
    },
    createdAt: now,
  };
}

const LINES = 6;

/** Which appointment he meant and what he wanted instead, in his own words: without it a dropped change says nothing to staff. */
function changeWords({ oldDate, oldTime, newDate, newTime }: Requested): string[] {
  const said = (label: string, words: readonly (string | undefined)[]) => {
    const told = words.filter((word) => word !== undefined);
    return told.length === 0 ? [] : [`${label}: „${told.join(', ')}“`];
  };
  return [...said('Bisheriger Termin, wie gesagt', [oldDate, oldTime]), ...said('Neuer Termin, wie gesagt', [newDate, newTime])];
}

function notesOf(company: Company, call: SettledCall, { requested, quote }: Problem): string | null {
  const understood = understoodOf(company, requested);
  const lines = lastLines(call.transcript, LINES);
  const notes = [
    ...(quote === undefined ? [] : [quote]),
    ...(understood === '' ? [] : [`Verstanden: ${understood}`]),
    ...changeWords(requested),
    ...(requested.notes === undefined ? [] : [requested.notes]),
    ...(lines.length === 0 ? [] : [`Zuletzt gesagt:\n${lines.join('\n')}`]),
  ];
  return notes.length === 0 ? null : notes.join('\n');
}

function understoodOf(company: Company, requested: Requested): string {
  const service = company.services.find((s) => s.id === requested.serviceId)?.name ?? requested.serviceSaid;
  const date = requested.date ?? requested.dateSaid;
  const time = requested.time ?? requested.timeSaid;
  const start = requested.startAt == null ? [date, time].filter((part) => part != null).join(' ') : displayDate(requested.startAt, { timeZone: company.timeZone, locale: 'de', now: requested.startAt });
  return [service, start, requested.customerName].filter((part) => part !== undefined && part !== '').join(' · ');
}
