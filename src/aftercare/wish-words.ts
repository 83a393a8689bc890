// The words by which a wish is known, German and English, as callers and agents say them. Everything is compared
// folded: lower case, umlauts spelled out.
import type { Intent } from '../wishes/wish.ts';

export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[\u2018\u2019\u00b4`]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Said so clearly that it stands whatever else was said. In this order: who moves an appointment also says „Termin“. */
export const STRONG: readonly (readonly [Intent, RegExp])[] = [
  ['reschedule', /verschieb|verschoben|(termin|uhrzeit|tag) .{0,20}verleg|vorverleg|umbuch|umgebucht|auf einen ander\w+ (tag|termin)|reschedul|postpone|(move|change|shift|switch) (my|the|our) (appointment|booking|haircut)|different (day|time)/],
  ['cancel', /\babsag|abzusagen|abgesagt|stornier|storno|termin .{0,30}(nicht (wahrnehmen|schaffen|einhalten)|streichen|loeschen)|(kann|koennen|schaffe?n?) .{0,40}nicht (zu )?(kommen|schaffen)|\bcancel|(can't|cannot|can not|won't) (make it|come)/],
  ['callback', /zurueckruf|zurueckzurufen|zurueck ?gerufen|rueckruf|ruf\w* (sie |ihr |du )?(mich|uns|meine\w*|dort|bitte) .{0,60}\ban\b|ruf\w* (sie |ihr |du )?(mich|uns) (bitte |doch |mal |kurz )*(zurueck|an)|(mit|an) (einem|einer|der|dem|ihrer|ihrem|frau|herrn|jemand\w*|irgendjemand\w*) .{0,40}(sprech|reden|verbinden|weiterleiten|durchstellen)|(verbinden|durchstellen|weiterleiten) sie mich|mich .{0,20}(verbinden|durchstellen)|\bausrichten\b|nachricht (hinterlassen|dalassen|weitergeben)|call me|call (me |us )?back|callback|ring me|(speak|talk) (to|with) (a|an|some|the|your|real|mrs?|ms)|leave (a|you a) message|real person|human being|a human/],
  ['question', /beschwer|reklam|unzufrieden|nicht zufrieden|nicht einverstanden|unverschaemt|geld zurueck|erstatt|entschaedig|verbrannt|allergisch|ausschlag|kaputt|verpfuscht|complain|refund|unhappy|disappointed|not (happy|satisfied)|money back|lost and found|liegen ?lassen|liegen geblieben|liegengelassen|vergessen bei ihnen|verspaet|spaeter dran|running late|rechnung|invoice|gutschein|voucher|bewerb|praktikum|ausbildung|\bjob\b/],
  ['question', /wann (ist|war|habe ich|hab ich|hat mein\w*|hatte ich) .{0,30}termin|(habe|hab) ich .{0,30}termin|when is my (appointment|booking)|do i have an appointment|mein(en)? termin bestaetig|termin .{0,20}bestaetigen|confirm my appointment/],
  ['book', /\btermin|\bbuch(en|e|ung|st)?\b|reservier|vorbei ?kommen|(was|etwas|noch|platz|zeit) (bei ihnen )?frei\b|frei haben|freie\w* (zeit|platz|slot)|dran ?kommen|dazwischen ?schieben|reinschieben|einen platz|warteliste|appointment|\bbook(ing)?\b|schedule|reservation|fit me in|slot|(are|is|anything|something) (you )?(free|available)|waiting list|squeeze/],
  ['book', /\bhaette gern|wuerde gern|(moechte|brauche|braeuchte|will|wollte|muss|muessen|mal wieder|nochmal) .{0,60}(haarschnitt|haare?\b|schneiden|schnitt|faerb|farbe|straehn|dauerwelle|foehn|foenen|balayage|bart|rasier|rasur|manikuere|pedikuere|massage|augenbrauen|wimpern|hochsteck|waschen)|(want|need|like|get) (a |an |my )?.{0,30}(haircut|hair cut|cut|colou?r|dyed?|highlights|trim|shave|perm|manicure|pedicure|massage|blow ?dry)/],
];

/** Words that point the same way but are said in mere questions too. */
export const WEAK = /haarschnitt|haare? schneiden|faerben|straehn|dauerwelle|balayage|manikuere|massage|haircut|highlights|\b(moechte|haette|brauche|braeuchte|wuerde|will|wollte)\b|i'd like|i would like|i need|i want|i wanted/;

export const INFORMATION =
  /oeffnungszeit|geoeffnet|\boffen\b|wann (haben|habt|macht|machen|sind|seid|oeffne|schliess).{0,40}\b(auf|zu|offen|da|sie|ihr)\b|(haben|habt) (sie|ihr) .{0,40}(auf|zu)\b|wie lange (haben|habt|sind|seid|dauert|brauch)|kostet|kosten|preis|wie teuer|adresse|anschrift|wo (sind|finde|ist|liegt|genau|seid)|wie komme ich|park(en|platz|plaetze|haus|moeglichkeit)|kart(e|en)zahlung|mit karte|ec-?karte|kreditkarte|barrierefrei|rollstuhl|aufzug|bieten sie|machen sie (auch|eigentlich)|haben sie (auch )?(wlan|kaffee)|ohne anmeldung|welche marke|how much|price|opening hours|open (on|today|tomorrow|at|until)|are you open|what time do you|when do you (open|close)|where are you|your address|parking|credit card|do you (take|accept|offer|do)\b|wheelchair/;

export const WRONG_NUMBER =
  /verwaehlt|falsch verbunden|falsche\w* (nummer|nummern|laden|anschluss|adresse|firma)|falsch gewaehlt|da bin ich (hier )?falsch|\bbin (ich )?(hier )?(wohl |wahrscheinlich )?(hier )?falsch|wrong (number|place|company|shop)|misdial|dialed wrong|dialled wrong/;

export const SPAM =
  /google.{0,20}(eintrag|business|ranking|bewertung)|suchmaschin|\bseo\b|photovoltaik|solaranlage|strom(anbieter|tarif|vertrag|kosten|preis)|gasanbieter|energie(anbieter|versorger|kosten|beratung)|gewinnspiel|sie haben gewonnen|gewonnen haben|umfrage|marktforschung|glasfaser|telefon(anbieter|vertrag)|kassensystem|kartenterminal|werbe(anzeige|agentur|partner|flaeche)|anzeige (schalten|in unser)|branchenbuch|druecken sie (die|bitte|jetzt)|online ?marketing|webdesign|neue homepage|versicherungs(vergleich|makler)|kryptow|bitcoin|extended warranty|business listing|press (one|1|two|2)|merchant services|lower your (rate|bill|energy)|search engine|special offer for (your )?business|recorded (message|line for)|solar panels|loan offer|pre-?approved|angebot fuer (gewerbe|firmen|unternehm|geschaefts)\w*|microsoft support/;

export const TEST_CALL = /test ?anruf|nur (ein|mal ein|kurz ein) test|\b(ich )?teste (nur|mal|gerade|hier)|probeanruf|(just|only) (a test|testing)|this is a test|test call/;

/** The agent gave no answer: then the question is still open. */
export const AGENT_COULD_NOT =
  /(weiss|kann) ich (leider |ihnen |dazu |das )*(leider |nicht|keine)|keine (auskunft|informationen?|angaben)|nicht (weiterhelfen|beantworten|sagen)|technische\w* (problem|schwierigkeit|stoerung)|da muss ich (leider )?passen|i (don't|do not) know|i('m| am) (afraid|sorry).{0,30}(can't|cannot|not|don't)|unable to (help|answer)|technical (problem|difficult|issue)/;

/** The caller could not make himself heard. */
export const UNHEARD = /hoer(en|st|t) (sie|du|ihr|man|mich)|verstehen sie mich|sind sie (noch )?(da|dran)|ist da jemand|jemand da|noch da\?|can you hear|anyone there|anybody there|are you (still )?there|hello\?.{0,10}hello/;

const SOON = '(heute|morgen|uebermorgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|uhr|vormittag|nachmittag|spontan|gleich|today|tomorrow|week)';
/** „Und ginge das auch morgen?“: whoever asks that has more in mind than the price. */
export const COULD_IT_BE = new RegExp(`\\b(ginge|geht|gehen|klappt|klappen|machbar|moeglich|schaffen|drin|possible|work)\\b.{0,40}\\b${SOON}|\\b${SOON}.{0,40}\\b(ginge|geht|gehen|klappt|klappen|machbar|moeglich|schaffen|drin|possible|work)\\b`);

/** Taken out before anything is looked for: here the word says the opposite. */
export const NEGATED =
  /\b(kein(e|en|er|es)?|ohne( einen?)?|nicht? mehr|noch nie einen) (neuen |weiteren |andere\w* )?(termin\w*|buchung\w*|rueckruf\w*|reservierung\w*|anmeldung|anliegen|wunsch|fragen?)( vereinbart| gebucht| gewuenscht| noetig)?|\b(no|not any|any other|without an?) (appointment|booking|callback|reservation)s?( was| were)?( made| booked| needed)?|nichts (gebucht|vereinbart|reserviert)/g;

const FILLER_WORDS = new Set(
  ('hallo halloo hello hi hey guten gut tag morgen abend servus moin gruess gott gruezi ja jaja nein ne noe nee ok okay oki aha ach so achso hm hmm mhm aeh aehm oeh eh uh um ' +
    'danke dankeschoen schoen vielen lieben dank bitte tschuess tschuessi tschau ciao bye goodbye wiederhoeren wiedersehen auf schoenen tag noch ihnen auch alles klar super prima gern gerne ' +
    'yes yeah yep no nope thanks thank you very much good morning afternoon evening day have a nice please sorry right alright fine entschuldigung moment einen und da der die das was wie bye-bye nichts').split(' '),
);

/** The words that say something. */
export function meaningfulWords(folded: string): string[] {
  return (folded.match(/[\p{L}\p{N}'-]+/gu) ?? []).filter((word) => !FILLER_WORDS.has(word));
}

export const GREETING = /\b(hallo+|hello|hi)\b/g;

const DIGIT_WORD = '(null|eins|zwei|zwo|drei|vier|fuenf|sechs|sieben|acht|neun|zero|oh|one|two|three|four|five|six|seven|eight|nine|\\d{1,6})';
/** A telephone number said aloud: seven digits or more, as figures or words. */
export const DICTATED = new RegExp(`(\\+|\\b)(${DIGIT_WORD}[ ,./-]*){7,}|\\b\\+?\\d[\\d /-]{6,}\\d\\b`);

/** „Mein Name ist Jörg Müller“, „hier ist Frau Schmidt“; read from the words as they were said. */
export const NAMED =
  /(?:mein name ist|ich heiße|ich heisse|hier (?:ist|spricht)(?: die| der)?|my name is|this is)\s+((?:(?:herr|frau|mr|mrs|ms)\.?\s+)?\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+){0,2})/iu;
