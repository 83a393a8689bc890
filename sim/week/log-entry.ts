/** A line of a timeline, with what the callback was once it had been written. */
export interface LogEntry {
  readonly id: string;
  readonly at: number;
  /** 'machine' or 'user:<slug>'. */
  readonly actor: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly callbackId: string;
  readonly dueAt: number;
  readonly priority: string;
  readonly errorType: string | null;
  readonly createdFrom: string;
  readonly phoneNumber: string | null;
  readonly customerName: string | null;
  readonly snoozedUntil: number | null;
}
