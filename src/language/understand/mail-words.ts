// The vocabulary of dictated mail addresses.

import { lexicon, wordSet } from './spellings.ts';

export const SIGNS = lexicon<string>([
  ['at ät klammeraffe affenschwanz affenohr atzeichen', '@'],
  ['punkt dot point pkt', '.'],
  ['minus bindestrich mittelstrich strich hyphen dash', '-'],
  ['unterstrich underscore tiefstrich bodenstrich underline', '_'],
  ['plus pluszeichen', '+'],
]);

/** What recognisers hear instead of "at". Taken for it only where no clear one was said. */
export const MISHEARD_AT = wordSet('et ad add ett bei an aet');

/** Endings that callers say. Others are kept where they were written, and asked about where they were said. */
export const ENDINGS = wordSet('de com at ch net org eu info li lu it fr es nl be dk pl cz uk us io co biz me tv app dev wien berlin koeln hamburg bayern tirol swiss salon shop online cloud email team');
export const MISHEARD_ENDINGS = lexicon<string>([['komm kom comm', 'com'], ['dee', 'de'], ['zeha zehha', 'ch']]);

/** Slips of the finger next to an ending that is meant. */
export const SLIPS = wordSet('con cmo cm om ocm vom cim xom coom comm ckm ed dr dee ded nett');

/** Providers in pieces, as recognisers write them down; nothing is made of a name that is not one of these. */
export const PROVIDERS: readonly (readonly [pieces: readonly string[], label: string])[] = [
  [['google', 'mail'], 'googlemail'], [['g', 'mail'], 'gmail'], [['g', '-', 'mail'], 'gmail'], [['ge', 'mail'], 'gmail'], [['dschi', 'mail'], 'gmail'], [['dji', 'mail'], 'gmail'], [['hot', 'mail'], 'hotmail'], [['out', 'look'], 'outlook'],
  [['t', '-', 'online'], 't-online'], [['t', 'online'], 't-online'], [['te', '-', 'online'], 't-online'], [['te', 'online'], 't-online'], [['tee', 'online'], 't-online'], [['tee', '-', 'online'], 't-online'], [['ti', 'online'], 't-online'],
  [['i', 'cloud'], 'icloud'], [['ei', 'cloud'], 'icloud'], [['g', 'm', 'x'], 'gmx'], [['ge', 'em', 'ix'], 'gmx'], [['a', 'o', 'l'], 'aol'], [['blue', 'win'], 'bluewin'], [['free', 'net'], 'freenet'], [['mail', 'box'], 'mailbox'], [['proton', 'mail'], 'protonmail'], [['post', 'eo'], 'posteo'],
];
export const PROVIDER_NAMES = new Set(['gmail', 'googlemail', 'gmx', 'web', 't-online', 'outlook', 'hotmail', 'yahoo', 'icloud', 'freenet', 'posteo', 'mailbox', 'arcor', 'aol', 'live', 'bluewin', 'protonmail', 'proton', 'me', 'mac', 'aon', 'chello', 'hispeed', 'sunrise', 'vodafone', 'kabelbw', 'unitybox', 'msn']);

/** Around an address. */
export const INTRO = /^(?:(?:ja|also|äh|ähm|okay|gut|gerne?|und|natürlich)[\s,.]+)*(?:(?:meine|die|unsere|my|the)\s+(?:neue\s+|private\s+)?(?:e[\s-]?mail|mail|email)(?:[\s-]?(?:adresse|address))?\s*(?:ist|lautet|wäre|is|:)?(?:\s+die)?|(?:e[\s-]?mail|mail|email)(?:[\s-]?adresse)?\s*(?:ist|lautet|:)?|mailto:|das (?:ist|wäre)(?:\s+die)?|(?:bitte\s+)?(?:schicken|schreiben|senden) sie (?:es |das |sie |mir )?(?:bitte )?an)?[\s,:]+/u;
export const OUTRO = /[\s,.;]+(?:bitte|danke|vielen dank|please|alles (?:klein|zusammen|kleingeschrieben|zusammengeschrieben|in kleinbuchstaben|klein geschrieben|zusammen geschrieben)|klein(?: ?geschrieben)?|zusammen(?: ?geschrieben)?|in (?:einem wort|kleinbuchstaben)|ohne leerzeichen|genau|ist das|ist meine (?:e-?mail-?)?adresse)[\s.!]*$/u;

/** A word that no address has: what is read with it is rather a sentence. */
export const SENTENCE = wordSet('ich habe hab keine kein nicht meine mein ist die der das und oder nein moment dann ein eine wie bitte falsch sondern aber auch noch von mir sie mit');

/** Whoever says one in the domain has begun anew. */
export const TURNS = wordSet('nein oder und moment falsch sondern quatsch');
