// What can be made to break in a test call. Each is a failure that happened in the field (reference: predecessor.md section 4).
export const REHEARSAL_FAULTS = [
  'none', 'calendar_error', 'calendar_error_throughout', 'calendar_silent', 'lost_reply', 'availability_error', 'nothing_free', 'slot_taken', 'absurd_answer', 'database_down',
] as const;
export type RehearsalFault = (typeof REHEARSAL_FAULTS)[number];
