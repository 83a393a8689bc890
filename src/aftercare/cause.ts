// Why an unfinished wish was left behind, and how soon somebody has to call: the one place for it (contract
// section 4, "the call broke off, or ended with a wish open").
import type { Priority } from '../companies/company.ts';
import type { ErrorType } from '../callbacks/callback.ts';
import type { Disconnection, DisconnectionClass } from '../calls/disconnection.ts';

export interface Cause {
  readonly errorType: ErrorType | null;
  readonly priority: Priority;
  /** For staff. */
  readonly reason: string;
}

export interface BrokenOff {
  /** The status with which the last request of the wish was answered; null: it was not. */
  readonly lastStatus: string | null;
  readonly disconnection: Disconnection | null;
  readonly disconnectionReason: string | null;
  readonly handedOver: boolean;
}

const OFFERED = new Set(['unavailable', 'slot_taken', 'no_availability']);

export function causeOf(call: BrokenOff): Cause {
  const { lastStatus, disconnection } = call;
  if (call.handedOver) return { errorType: null, priority: 'normal', reason: 'Das Gespräch wurde an einen Menschen übergeben. Bitte bestätigen, dass der Wunsch erledigt ist.' };
  if (disconnection !== null && disconnection.risk === 'high') return { errorType: 'exception', priority: 'high', reason: `${HOW[disconnection.class]} (${call.disconnectionReason ?? 'ohne Angabe'}).` };
  if (lastStatus === 'error' || lastStatus === null) return { errorType: 'exception', priority: 'high', reason: 'Das Gespräch brach ab, nachdem ein Fehler aufgetreten war.' };
  if (OFFERED.has(lastStatus)) return { errorType: 'no_availability', priority: 'normal', reason: 'Das Gespräch endete, ohne dass einer der angebotenen Termine gewählt wurde.' };
  return { errorType: null, priority: 'high', reason: 'Das Gespräch endete, bevor der Wunsch erfüllt war.' };
}

/** Nobody asked us for anything; what was said or what went wrong tells it. */
export function causeOfDetected(call: Omit<BrokenOff, 'lastStatus'>, confidence: 'high' | 'low'): Cause {
  if (!call.handedOver && call.disconnection?.risk === 'high') return causeOf({ ...call, lastStatus: null });
  if (confidence === 'low') return { errorType: null, priority: 'normal', reason: 'Im Gespräch klang ein Wunsch an, den der Agent nicht aufgenommen hat.' };
  return { errorType: null, priority: 'high', reason: 'Im Gespräch wurde ein Wunsch genannt, den der Agent nicht aufgenommen hat.' };
}

const HOW: Readonly<Record<DisconnectionClass, string>> = {
  hung_up: 'Das Gespräch wurde aufgelegt',
  handed_over: 'Das Gespräch wurde übergeben',
  transferred: 'Das Gespräch wurde weitergeleitet',
  cut_off: 'Das Gespräch wurde abgeschnitten',
  no_capacity: 'Der Anruf kam nicht durch, weil alle Leitungen belegt waren',
  fault: 'Das Gespräch brach durch eine Störung ab',
  not_reached: 'Der Angerufene wurde nicht erreicht',
  not_reachable: 'Die Nummer konnte nicht angerufen werden',
  never_joined: 'Zum Gespräch kam niemand',
  unknown: 'Das Gespräch endete aus unbekanntem Grund',
};
