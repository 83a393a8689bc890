// Whether a call of which we have no wish held one. Embedded rules over what was said and over the platform's
// analysis; pure. A lost wish costs more than a needless call, so every doubt is a wish. Neither `call_successful`
// nor the agent's words close one (voice-platforms.md A7).
import type { Json } from '../journal/journal.ts';
import type { Disconnection } from '../calls/disconnection.ts';
import { saidBy, shortened, type Transcript } from '../calls/transcript.ts';
import type { Intent } from '../wishes/wish.ts';
import { analysisOf } from './read-analysis.ts';
import { AGENT_COULD_NOT, COULD_IT_BE, DICTATED, fold, GREETING, INFORMATION, meaningfulWords, NEGATED, SPAM, STRONG, TEST_CALL, UNHEARD, WEAK, WRONG_NUMBER } from './wish-words.ts';

export interface CallEvidence {
  readonly transcript: Transcript | null;
  /** `call_analysis` as the platform sent it. */
  readonly analysis: Json;
  readonly disconnection: Disconnection | null;
  /** null where the platform did not tell. */
  readonly durationMs: number | null;
  /** The other side can be called. */
  readonly reachable: boolean;
  readonly outbound: boolean;
  /** A person took the caller over. */
  readonly handedOver: boolean;
}

export type NoWish =
  | 'wrong_number' | 'silence' | 'hung_up_at_once' | 'information_only' | 'spam' | 'test_call' | 'handed_over'
  | 'not_reached' | 'nothing_said' | 'no_evidence';

export type Judgement =
  | { readonly kind: 'wish'; readonly intent: Intent; readonly evidence: string; readonly confidence: 'high' | 'low' }
  | { readonly kind: 'not_a_wish'; readonly reason: NoWish; readonly evidence: string | null };

/** Who decides; an LLM may, where one is configured. It must answer within the time of a sweep and never throw. */
export interface WishJudge {
  /** For `settled_by`: 'machine:rules'. */
  readonly name: string;
  judge(call: CallEvidence): Judgement | Promise<Judgement>;
}

export const embeddedRules: WishJudge = { name: 'machine:rules', judge: detectWish };

export function detectWish(call: CallEvidence): Judgement {
  const heard = judgeSpeech(call);
  const analysed = judgeAnalysis(call);
  if (heard.kind === 'wish') return heard.confidence === 'low' && analysed?.kind === 'wish' ? analysed : heard;
  // What was said and understood outweighs a summary; what nobody heard does not.
  if (analysed?.kind === 'wish' && heard.reason !== 'wrong_number' && heard.reason !== 'spam') return analysed;
  if (analysed?.kind === 'not_a_wish' && UNHEARD_OF.has(heard.reason)) return analysed;
  return heard;
}

const UNHEARD_OF = new Set<NoWish>(['silence', 'hung_up_at_once', 'nothing_said', 'no_evidence']);
/** Long enough to have said something. */
const TALK_MS = 15_000;
const AT_ONCE_MS = 12_000;
/** So few words are hardly a conversation. */
const HARDLY = 3;

function judgeSpeech(call: CallEvidence): Judgement {
  const said = saidBy(call.transcript, 'user').map((text) => ({ text, folded: fold(text).replaceAll(NEGATED, ' ') }));
  const words = said.flatMap(({ folded }) => meaningfulWords(folded));
  if (call.outbound && call.disconnection?.risk === 'owed') return none('not_reached', null);
  const broken = call.disconnection?.risk === 'high';
  if (words.length === 0) return withoutWords(call, said.map(({ folded }) => folded), broken);
  const wrong = wrongNumber(said);
  if (wrong !== null) return none('wrong_number', wrong);
  const strong = strongest(said);
  if (strong !== null && !(strong.intent === 'callback' || strong.intent === 'question')) return handed(call, strong);
  const spam = said.find(({ folded }) => SPAM.test(folded));
  if (spam !== undefined) return none('spam', spam.text);
  if (strong !== null) return handed(call, strong);
  const dictated = said.find(({ folded }) => DICTATED.test(folded));
  if (dictated !== undefined) return handed(call, wish('callback', dictated.text, 'high'));
  const test = said.find(({ folded }) => TEST_CALL.test(folded));
  if (test !== undefined) return none('test_call', test.text);
  if (broken) return call.reachable || words.length > HARDLY ? wish('question', said[0]!.text, 'high') : none('nothing_said', said[0]!.text);
  return information(call, said) ?? handed(call, wish('question', (said.find(({ folded }) => WEAK.test(folded)) ?? longest(said)).text, 'low'));
}

function withoutWords(call: CallEvidence, folded: readonly string[], broken: boolean): Judgement {
  const greetings = folded.join(' ').match(GREETING)?.length ?? 0;
  if (greetings >= 2) return wish('question', folded.join(' '), 'low');
  if (broken) return call.reachable ? wish('question', 'Es kam kein Gespräch zustande.', 'high') : none('nothing_said', null);
  if (call.transcript === null && (call.durationMs ?? 0) >= TALK_MS && call.disconnection?.class === 'hung_up') {
    return call.reachable ? wish('question', 'Es liegt kein Gesprächstext vor.', 'low') : none('no_evidence', null);
  }
  if (call.transcript === null && call.disconnection === null) return none('no_evidence', null);
  if (call.handedOver) return none('handed_over', null);
  if (folded.length > 0 || (call.durationMs ?? 0) < AT_ONCE_MS) return none('hung_up_at_once', null);
  return none('silence', null);
}

interface Said {
  readonly text: string;
  readonly folded: string;
}

/** Null where something was wished after all, once that was cleared up. */
function wrongNumber(said: readonly Said[]): string | null {
  const at = said.findIndex(({ folded }) => WRONG_NUMBER.test(folded));
  if (at < 0) return null;
  const after = /\b(aber|doch|but|although)\b(.*)/.exec(said[at]!.folded)?.[2] ?? '';
  const later = [...said.slice(at + 1).map(({ folded }) => folded), after];
  return later.some((folded) => STRONG.some(([, words]) => words.test(folded))) ? null : said[at]!.text;
}

function strongest(said: readonly Said[]): Extract<Judgement, { kind: 'wish' }> | null {
  for (const [intent, words] of STRONG) {
    const found = said.find(({ folded }) => words.test(folded) && !asksOnly(folded, intent));
    if (found !== undefined) return wish(intent, found.text, 'high');
  }
  return null;
}

/** „Was kostet ein Termin?“ asks for a price and „Haben Sie Gutscheine?“ for what is sold; „Was kostet es, und haben Sie was frei?“ wants one. */
function asksOnly(folded: string, intent: Intent): boolean {
  if (intent !== 'book') return false;
  const asked = INFORMATION.exec(folded);
  return asked !== null && !/\bfrei\b|buchen|reservier|vorbei|(moechte|braeuchte|brauche|haette|wuerde|will) |machen lassen|vereinbaren|available|\bbook\b|i'd like|i would like|i need/.test(folded);
}

function information(call: CallEvidence, said: readonly Said[]): Judgement | null {
  if (said.some(({ folded }) => UNHEARD.test(folded))) return wish('question', said.find(({ folded }) => UNHEARD.test(folded))!.text, 'low');
  const asked = said.find(({ folded }) => INFORMATION.test(folded));
  if (asked === undefined || said.some(({ folded }) => COULD_IT_BE.test(folded))) return null;
  // Whatever else he said must be about the same, or courtesy.
  if (said.some(({ folded }) => !INFORMATION.test(folded) && meaningfulWords(folded).length > HARDLY * 2)) return null;
  const lines = call.transcript ?? [];
  const askedAt = lines.findLastIndex(({ role, content }) => role === 'user' && INFORMATION.test(fold(content)));
  const answers = lines.slice(askedAt + 1).filter(({ role, content }) => role === 'agent' && meaningfulWords(fold(content)).length > 2);
  if (answers.length === 0 || answers.some(({ content }) => AGENT_COULD_NOT.test(fold(content)))) return null;
  return none('information_only', asked.text);
}

function judgeAnalysis(call: CallEvidence): Judgement | null {
  const analysis = analysisOf(call.analysis);
  if (analysis === null) return null;
  if (call.outbound && analysis.inVoicemail) return none('not_reached', null);
  if (analysis.callbackWanted) return wish('callback', analysis.wish ?? analysis.summary ?? 'Rückruf gewünscht', 'high');
  for (const [text, from] of [[analysis.wish, 'wish'], [analysis.summary, 'summary']] as const) {
    if (text === null) continue;
    const folded = fold(text).replaceAll(NEGATED, ' ');
    if (WRONG_NUMBER.test(folded)) return none('wrong_number', text);
    if (SPAM.test(folded)) return none('spam', text);
    const strong = strongest([{ text, folded }]);
    if (strong !== null) return handed(call, strong);
    if (from === 'wish' && !INFORMATION.test(folded) && meaningfulWords(folded).length > 0) return handed(call, wish('question', text, 'low'));
  }
  return null;
}

/** A person has him on the line: then nobody has to call him for that. */
function handed(call: CallEvidence, judged: Judgement): Judgement {
  return call.handedOver && judged.kind === 'wish' ? none('handed_over', judged.evidence) : judged;
}

function longest(said: readonly Said[]): Said {
  return said.reduce((a, b) => (b.text.length > a.text.length ? b : a));
}

function wish(intent: Intent, evidence: string, confidence: 'high' | 'low'): Extract<Judgement, { kind: 'wish' }> {
  return { kind: 'wish', intent, evidence: shortened(evidence, 300), confidence };
}

function none(reason: NoWish, evidence: string | null): Extract<Judgement, { kind: 'not_a_wish' }> {
  return { kind: 'not_a_wish', reason, evidence: evidence === null ? null : shortened(evidence, 300) };
}
