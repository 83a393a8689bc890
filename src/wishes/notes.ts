import type { Requested } from './wish.ts';

/** What staff should read: the caller's notes, and in his own words what could not be used as an address or a number. */
export function notesOf(requested: Requested): string | null {
  const { notes, emailSaid, phoneRaw, phone } = requested;
  const lines = [
    notes,
    emailSaid == null ? undefined : `E-Mail, wie verstanden (bitte prüfen): ${emailSaid}`,
    phoneRaw === undefined || phone !== undefined ? undefined : `Telefon, wie verstanden (bitte prüfen): ${phoneRaw}`,
  ].filter((line) => line !== undefined && line !== '');
  return lines.length === 0 ? null : lines.join('\n');
}
