import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentencesFor } from '../language/speak/sentences.ts';
import type { Transcript } from '../calls/transcript.ts';
import { announcedBooking } from './said-booked.ts';

interface Corpus {
  readonly announced: readonly string[];
  readonly not_announced: readonly string[];
  readonly conversations: readonly { readonly say: readonly string[]; readonly announced: boolean }[];
}

const CORPUS = JSON.parse(readFileSync(new URL('corpus/announcements.json', import.meta.url), 'utf8')) as Corpus;

const by = (role: 'agent' | 'user', content: string): Transcript => [{ role, content }];

test('holds more than 80 sentences', () => {
  expect(CORPUS.announced.length + CORPUS.not_announced.length).toBeGreaterThan(80);
});

test.each(CORPUS.announced)('announces: %s', (sentence) => {
  expect(announcedBooking(by('agent', sentence))).not.toBeNull();
});

test.each(CORPUS.not_announced)('announces nothing: %s', (sentence) => {
  expect(announcedBooking(by('agent', sentence))).toBeNull();
});

test.each(CORPUS.conversations)('$say', ({ say, announced }) => {
  const transcript = say.map((line) => ({ role: line.startsWith('U: ') ? 'user' : 'agent', content: line.slice(3) }));
  expect(announcedBooking(transcript) !== null).toBe(announced);
});

test('never takes the words of the caller for those of the agent', () => {
  for (const sentence of CORPUS.announced) expect(announcedBooking(by('user', sentence))).toBeNull();
});

test('tells what refers to an earlier booking from what was just made', () => {
  expect(announcedBooking(by('agent', 'Ihr Termin am Montag ist bereits gebucht.'))?.refersBack).toBe(true);
  expect(announcedBooking(by('agent', 'Ihr Termin am Montag ist jetzt gebucht.'))?.refersBack).toBe(false);
});

test('quotes the sentence with its date in one piece', () => {
  expect(announcedBooking(by('agent', 'Gut. Ich habe Sie am 3. Dezember um 10.30 Uhr eingetragen. Bis dann!'))?.sentence).toBe('Ich habe Sie am 3. Dezember um 10.30 Uhr eingetragen.');
});

test.each(['de', 'en'] as const)('of our own sentences only those that follow a stored booking announce one (%s)', (locale) => {
  const say = sentencesFor(locale);
  const when = locale === 'de' ? 'am Dienstag, den 1. Dezember, um 10 Uhr' : 'on Tuesday, December 1, at 10 am';
  const until = locale === 'de' ? 'heute bis 16 Uhr' : 'today by 4 pm';
  for (const sentence of [say.booked(when, 'Schnitt'), say.alreadyBooked(when, 'Schnitt')]) expect(announcedBooking(by('agent', sentence)), sentence).not.toBeNull();
  const silent = [
    say.available(when, 'Schnitt'), say.choose(when, 'Schnitt'), say.unavailable(when, when), say.slotTaken(when), say.couldNotBookOffer(when), say.noAvailability(until),
    say.partialBooking(), say.unconfirmed(), say.stillWorking(), say.awaitsConfirmation(when), say.failsafe(), say.calendarUnreadable(), say.past(when), say.askDate(),
    say.askName(), say.askPhone(), say.callbackStored(until), say.callbackNeedsPhone(), say.wishNoted(until), say.openingHours('Di bis Fr 9 bis 18 Uhr'), say.nothingDurable(), say.notUnderstood(),
  ];
  for (const sentence of silent) expect(announcedBooking(by('agent', sentence)), sentence).toBeNull();
});
