// What is said around a name, and what is found in its place.

import { wordSet } from './spellings.ts';

/** Answers to another question ("Soll ich das eintragen?" – "Ja, gerne"). */
export const ANSWERS = wordSet(
  'ja jaja jawohl jawoll jo joa jep jup nein nee nö ne naa okay ok genau richtig korrekt stimmt passt klar natürlich selbstverständlich sicher gern gerne gut super prima perfekt alles bitte danke vielen dank eben doch unbedingt schön ' +
    'auf jeden fall keinen einverstanden in ordnung so das ist tut mhm hm yes yeah yep no nope sure right correct please thanks thank you',
);

/** Words that no name has: whoever says one speaks a sentence. */
export const SENTENCE_WORDS = wordSet(
  'ich mich mir wir uns ihnen ihre ihren möchte möchten hätte hätten würde würden könnte könnten brauche brauchen wollte wissen sagen sage heiße heißt habe haben hat hatte ist sind können sollen muss müssen darf ' +
    'nicht kein keine keinen keiner niemand wann warum wieso weshalb wozu welche welcher welches welchen wer was wo ein eine einen einem einer mein meine meinen meinem meiner dein deine ' +
    'termin termine buchen buchung absagen verschieben umbuchen reservieren reservierung haarschnitt haare schneiden färben föhnen waschen beratung uhrzeit datum telefonnummer handynummer nummer adresse mailadresse ' +
    'egal moment sekunde hallo tschüss wiederhören entschuldigung verstanden nochmal sprechen verbinden mitarbeiter chef chefin ' +
    'want would like need have appointment book booking not know what when why who',
);

/** What language models and forms write where they know no name. */
export const PLACEHOLDERS = wordSet(
  'null none nil undefined nan na string name nachname vorname unknown unbekannt unbekannte unbekannter unbekanntes anonym anonymous anonymer anonyme anruferin anrufer kunde kundin kunden customer caller user client guest gast patient patientin ' +
    'withheld private privat blocked restricted unterdrückt angabe leer empty missing fehlt neukunde stammkunde bestandskunde placeholder platzhalter kundenname customername herr frau familie',
);
/** Words of dates and times beside the vocabulary of words.ts. */
export const TIME_WORDS = wordSet(
  'uhr um am gegen ab bis vor nach halb viertel dreiviertel heute heut übermorgen morgen gestern nächste nächsten nächster kommende kommenden diesen diese dieser den der dem die in im zwischen oder und spät später ' +
    'woche wochen tag tage tagen wochenende jederzeit sofort bald feierabend mitternacht tomorrow today next at on',
);
/** Months and abbreviations that are first names too: taken for a name. */
export const NAMES_THAT_ARE_MONTHS = wordSet('jan jun august april may june mar sep');

/** Before a member of staff. */
export const STAFF_OPENERS = /^(?:am liebsten |gerne? |bitte |wieder )*(?:bei|beim|mit|with|by)(?: der| dem| den)? /i;
/** The same where a surname may begin so: "von der Heide", "zu Guttenberg". */
export const DOUBTFUL_STAFF_OPENERS = /^(?:zu|zum|zur|von|vom|der|die|den|dem)(?: der| dem| den)? /i;

const OPENERS = [
  /^(?:äh|ähm|öhm|hm|also|na|ja|nein|nee|doch|okay|ok|gut|genau|richtig|klar|gerne?|natürlich|hallo|hi|servus|grüezi|moin|yes)[\s,.!;:-]+(?=\S)/iu,
  /^(?:grüß gott|guten (?:tag|morgen|abend)|schönen guten (?:tag|morgen|abend))[\s,.!;-]+(?=\S)/iu,
  /^(?:und )?(?:(?:mein|der|unser|my) )?(?:voller |vollständiger |full )?(?:name|nachname|vorname|familienname) (?:ist|lautet|wäre|war|is)[\s:,]+/iu,
  /^(?:name|nachname|vorname|kunde|kundin|customer)\s*[:=]\s*/iu,
  /^(?:ich|wir) (?:heiße|heisse|heissen|heißen|bin|sind)[\s:,]+(?:(?:der|die|das) )?/iu,
  /^(?:ich )?heiße[\s:,]+/iu,
  /^(?:i am|i'm|this is|it's|my name's)[\s:,]+/iu,
  /^(?:das ist|es ist|das wäre|hier ist|hier spricht|es spricht|am apparat ist|hier)[\s:,]+(?:(?:der|die) )?/iu,
  /^(?:(?:bitte )?auf (?:den|meinen) namen(?: von(?! de[rnm] ))?|unter (?:dem|meinem) namen|unter|auf|für|eintragen auf)[\s:,]+/iu,
  /^(?:für )?(?:mein|meine|meinen|unsere?n?)(?: \p{L}+er?n?)? (?:sohn|tochter|mann|frau|mutter|vater|mama|papa|freundin|freund|schwester|bruder|oma|opa|kind|enkel|enkelin|partner|partnerin)[\s:,]+(?=\S)/iu,
];

const CLOSERS = [
  /[\s,.;!-]*(?:und )?(?:ich|wir) (?:hätten?|möchten?|brauchen?|würden?|will|wollen|wollten?|rufe|habe|bin)\s.*$/iu,
  /[\s,.;!-]+(?:bitte|danke|vielen dank|am apparat|ist mein name|mein name|heiße ich|heisse ich|lautet der name|grüß gott|guten tag|hallo|please|spricht|speaking)$/iu,
  /[\s,;:!"'“”„«»]+$/u,
  // A full stop ends the sentence, but belongs to "jun." and to an initial.
  /(?<!\b(?:jun|sen|jr|sr|\p{L}))[.…]+$/iu,
];

/** Marks the name as one, so that "mein Name ist Freitag" is no day. */
const INTRODUCED = /\b(?:name|nachname|namen|heiße|heisse|ich bin|i am|i'm|hier spricht)\b/iu;
const TITLES = /^(?:der |die )?(?:(?:herrn?|frau|fräulein|familie|eheleute|fam\.|hr\.|fr\.|mr\.?|mrs\.?|ms\.?|miss)(?: und (?:herrn?|frau))?) (?=\S)/iu;

export interface Bared {
  readonly text: string;
  /** It was said that it is a name: with a title or "mein Name ist". */
  readonly introduced: boolean;
}

/** Takes off what is said around a name; the rest stays as it was said. */
export function bareName(said: string): Bared {
  let text = afterCorrection(said.replace(/^["'“”„«»\s]+/u, ''));
  let introduced = false;
  for (let changed = true; changed;) {
    changed = false;
    for (const pattern of [...OPENERS, ...CLOSERS, TITLES]) {
      const rest = text.replace(pattern, '').trim();
      if (rest === text || rest === '') continue;
      introduced ||= pattern === TITLES || INTRODUCED.test(text.slice(0, text.length - rest.length));
      text = rest;
      changed = true;
    }
  }
  return { text, introduced };
}

/** "nicht Spitzer, sondern Sputer" · "Sputer, nicht Spitzer". */
function afterCorrection(said: string): string {
  const corrected = /^(?:nein[,.]? )?nicht .+?,? sondern (.+)$/iu.exec(said)?.[1];
  return corrected ?? /^(?:nein[,.]? )?(\S.*?),? (?:und )?nicht \S+\.?$/iu.exec(said)?.[1] ?? said;
}
