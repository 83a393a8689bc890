// Whether the agent told the caller that a booking stands. Language models do so before the function has answered,
// and without it (predecessor.md 4.1, items 8 and 9); the caller then comes to an appointment that nobody knows.
// A question, a condition, a negation and an intention announce nothing; what the agent took back itself neither.
import { saidBy, type Transcript } from '../calls/transcript.ts';
import { fold } from './wish-words.ts';

export interface Announcement {
  readonly sentence: string;
  /** „Sie haben schon einen Termin“: told of one that is there already, if it is. */
  readonly refersBack: boolean;
}

/** The last announcement that the agent did not take back, or null. */
export function announcedBooking(transcript: Transcript | null): Announcement | null {
  const sentences = saidBy(transcript, 'agent').flatMap(sentencesOf);
  let found: Announcement | null = null;
  for (const sentence of sentences) {
    const folded = fold(sentence);
    if (announces(folded)) found = { sentence, refersBack: (REFERS_BACK.test(folded) || HAVE.test(folded)) && !JUST_NOW.test(folded) };
    else if (found !== null && TAKEN_BACK.test(folded)) found = null;
  }
  return found;
}

const DONE_DE =
  /\b(ist|sind|waere|wurde|wurden|steht|stehen|habe|haben|hab|hat|bin|alles|schon|bereits|jetzt|nun|damit|somit|hiermit|fest|so|klar|perfekt|super|prima|ok|okay|gut|wunderbar|erledigt|dann)\b.{0,160}\b(ein|vor)?(gebucht|eingetragen|eingebucht|reserviert|vorgemerkt|eingeplant|festgehalten|bestaetigt|vereinbart|gesichert|geblockt|fixiert|angelegt|festgemacht|fest gemacht|hinterlegt|terminiert|notiert und gebucht|untergebracht)\b/;
const DONE_SHORT = /^(\W*(ja|ok|okay|gut|super|prima|perfekt|wunderbar|sehr gern(e)?|alles klar|fertig|so|erledigt|gern(e)?)[,.! ]+)*(ist |schon |bereits |jetzt |fest )*(gebucht|eingetragen|reserviert)\b/;
const STANDS = /\b(termin|buchung|reservierung|platz)\b.{0,80}\b(steht|ist fix|ist fest|ist sicher|passt so|ist drin|ist durch|ist (fuer sie |jetzt |nun )*im (system|kalender)|hat geklappt|war erfolgreich|ist erfolgt|ist erledigt|ist gesichert)\b|\bdas (steht|hat geklappt) (jetzt|dann|so|mit dem termin|fuer|am)\b|\b(dann|damit|somit) steht (das|es|der|ihr|alles)\b|steht (ihr|der|dein) termin|(sie stehen|ich habe? (sie|dich|euch)|sie sind) .{0,40}(im kalender|im system|drin|auf der liste)\b|bestaetigung .{0,30}gebuchten termin|(habe?|haben) (ihren|den|ihnen|sie) .{0,60}(gelegt|gesetzt)\W*$|hat (alles )?geklappt.{0,60}\btermin|\btermin .{0,60}im kalender\b|bestaetige (ich )?(ihnen |hiermit |gerne? )*(den|ihren|die|ihre) (termin|buchung|reservierung)|konnte (ich )?(sie|ihnen|den|ihren) .{0,60}(eintragen|einbuchen|buchen|reservieren|unterbringen|einplanen)\b/;
const DAY_OR_TIME = '(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|morgen|uebermorgen|\\d{1,2}(:\\d\\d)? ?uhr|um \\w+)\\b';
const SEE_YOU = new RegExp(`(wir (sehen uns|erwarten sie|freuen uns auf sie)|(sehen|erwarten|freuen) wir (uns|sie)|freuen? (uns|mich|wir uns) (schon )?auf (sie|ihren besuch|ihren termin)|^(\\W*(also|dann|gut|super|alles klar|prima|ok|okay|na|ja)[, ]+)*bis) .{0,60}\\b${DAY_OR_TIME}`);
const HAVE = new RegExp(`\\b(sie|du) (haben|hast) .{0,60}\\b(einen|den|ihren|deinen) termin\\b.{0,80}\\b${DAY_OR_TIME}|\\b(sie|du) (haben|hast) .{0,60}\\b${DAY_OR_TIME}.{0,60}\\b(einen|ihren|deinen) termin\\b|\\b(ihr|dein) termin ist (dann |also )?(am|um|heute|morgen|uebermorgen)\\b|you have (an|your) (appointment|booking) .{0,40}\\b(on|at|tomorrow|today)\\b`);
const NOTED = new RegExp(`\\b${DAY_OR_TIME}.{0,80}\\b(ist |hab ich |habe ich )(so |fest )*notiert`);
const EN =
  /(\b|')(is|are|was|s|has been|have been|i have|i've|i got|you're|you are|we have|we've|all|now|just|already|got you)\b.{0,80}\b(booked|scheduled|reserved|confirmed|set up|put you (in|down)|you down for|penciled in|pencilled in|locked in|secured)\b|\byour .{0,40} is (on|in) (the|our) (calendar|schedule|books?|system)\b|\b(booking|appointment|reservation) .{0,50}(is|was) (all )?(set|done|complete|successful|made|in the (calendar|book|system))\b|\byou're all set\b.{0,60}\b(for|on|at)\b|\b(we('ll| will)|i('ll| will)) see you (on|at|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|see you (on )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)\b/;

const QUESTION = /\?\s*$|^(\W*(und|also|ok|okay|gut|dann|ja)[, ]+)*(ist (der|die|das|mein|ihr|es)|wurde (der|die|das|mein|ihr)|soll|darf|moechten|moechtest|wollen|wuerden|kann|koennten|haben sie|hat|ist das|passt|shall|should|may|would|do you|did you|have you|can i|could)\b/;
const NOT = /\b(nicht|kein\w*|nichts|nothing|none|noch nie|leider|fehlgeschlagen|nirgends|weder|not|n't|cannot|unable|never|unfortunately|sorry|failed|no (booking|appointment))\b|n't\b/;
const CONDITION = /\b(wenn|falls|sobald|sofern|sollte|koennte|koennten|wuerde|wuerden|waere|bevor|ob|damit ich|erst mit|muss (noch|erst)|muessen|noch bestaetigt werden|if|once|as soon as|when|would|could|might|before|until|whether|to be confirmed)\b/;
const INTENTION = /\b(ich|wir) (werde|werden|will|wollen|moechte)\b|\bwird (jetzt |gerade |gleich |sofort )?(gebucht|eingetragen|reserviert)|(gebucht|eingetragen|reserviert) werden|einen moment|bin (noch )?dabei|versuche|\bi('ll| will| am going to| can)\b(?!.*\bsee you\b)|let me|i'm (just )?(booking|entering|trying)|going to/;
/** Somebody else's, or something else that is taken: nothing of the caller's. */
const TAKEN = /(schon|bereits|leider|gerade|komplett|voll|ganz|alle|alles|total) (\w+ )?(ausgebucht|ausgebucht|belegt|vergeben|voll)|ausgebucht|fully booked|booked (up|out|solid)|all booked|already (taken|booked by)|anderweitig|\bjemand|von einem anderen|online gebucht|\bnamen?\b.{0,20}(notiert|eingetragen|vorgemerkt)|wunsch|anliegen|rueckruf|nachricht|request|callback|call back|message|problem/;
const REFERS_BACK = /\b(bereits|schon|already|hatten|letzte\w*|damals|previously)\b/;
const JUST_NOW = /\b(jetzt|nun|soeben|gerade eben|hiermit|damit|just now|now)\b/;
const TAKEN_BACK = /(entschuldig|tut mir leid|korrigier|irrtum|missverstaendnis|doch nicht|sorry|apolog|mistake|actually).{0,120}(nicht|kein|vergeben|fehlgeschlagen|problem|geirrt|irrtum|fehler|not|n't|taken|failed|wrong|mistake)|(leider|unfortunately).{0,80}(gerade|inzwischen|schon|just|already) .{0,30}(vergeben|belegt|taken|gone)|konnte (ich )?(den termin |ihn |das |es )?(leider )?(doch )?nicht (gebucht|eingetragen|buchen|eintragen)|could not (be booked|book)|couldn't book|ist doch nicht (gebucht|eingetragen)/;

/** Of the whole sentence: it is not done in spite of what its first half says. */
const NOT_DONE = /problem|fehler|noch bestaetigt werden|erst mit der bestaetigung|to be confirmed/;
const PROVISO = /\b(wenn|falls|sobald|sofern|if|once|as soon as|when)\b/;

/** Clause by clause: „9 Uhr war leider weg, aber ich habe Sie für 10 Uhr eingetragen“ announces, its first half denies something else. */
function announces(folded: string): boolean {
  if (NOT_DONE.test(folded)) return false;
  const clauses = folded.split(/[,;:]\s+|\s[-–]\s|\b(?=aber\b|but\b)/);
  const at = clauses.findIndex((clause) => announcesIn(clause));
  if (at >= 0) return !clauses.slice(0, at).some((before) => PROVISO.test(before));
  // „Am Dienstag, um zehn Uhr, ist notiert“: day and word lie in two clauses.
  return [NOTED, SEE_YOU, HAVE, STANDS].some((announcing) => announcing.test(folded)) && !DENIALS.some((denies) => denies.test(folded));
}

const DENIALS = [QUESTION, NOT, CONDITION, INTENTION, TAKEN];

function announcesIn(clause: string): boolean {
  const said = [DONE_DE, DONE_SHORT, STANDS, SEE_YOU, EN, HAVE].some((announcing) => announcing.test(clause));
  return said && !DENIALS.some((denies) => denies.test(clause));
}

/** „Am 3. Dezember um 10.30 Uhr“ is not three sentences. */
function sentencesOf(utterance: string): string[] {
  const sentences = utterance.match(/(?:[^.!?…]|\.(?=\d)|(?<=\d)\.(?=\s\p{Lu}?\p{Ll}))+[.!?…]*/gu) ?? [];
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
