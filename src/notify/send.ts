// One message on its way: is it still true, what does it say, and who carries it.
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { mailContext } from '../outbox/enqueue-mail.ts';
import type { AccountMail, AccountMailKind } from '../outbox/enqueue-mail.ts';
import type { Json } from '../journal/journal.ts';
import type { NoticeKind } from '../outbox/notice.ts';
import { accountLetter } from './account-letter.ts';
import { bundleLetter } from './bundle-letter.ts';
import { KINDS } from './channels.ts';
import type { Delivery, SendOutcome } from './delivery.ts';
import { digestLetter } from './digest-letter.ts';
import type { Letter } from './letter.ts';
import { mailOf } from './mail/message.ts';
import type { Notifying } from './means.ts';
import { readName, valuesFor, withOwnWords } from './own-words.ts';
import type { OwnWords } from './own-words.ts';
import type { Parcel } from './parcel.ts';
import { caseLink, listLink, noticeLetter, saidOf } from './notice-letter.ts';
import type { AboutCallback, Surroundings, Told } from './notice-letter.ts';
import { sendPush } from './push/send-push.ts';
import { readAbout } from './read-about.ts';
import type { Employer } from './read-company.ts';
import { readEmployers } from './read-company.ts';
import { readDigest } from './read-digest.ts';
import { isStillHere } from './still-here.ts';
import { wordsFor } from './words.ts';

interface Prepared {
  readonly letter: Letter;
  readonly callbackId: string | null;
  /** null: a digest or a mail to an account, which go by mail only. */
  readonly told: Told | null;
  readonly around: Surroundings;
  /** Whose own texts it gets; `all`: several kinds in one mail. */
  readonly textsOf: string;
  readonly own: OwnWords;
}

/** One outcome for each of its deliveries. */
export async function sendParcel(notify: Notifying, parcel: Parcel): Promise<SendOutcome[]> {
  const prepared = await Promise.all(parcel.deliveries.map(async (delivery) => await prepare(notify, delivery)));
  const left = prepared.filter((one) => 'letter' in one);
  const [first, ...rest] = left;
  if (first === undefined) return prepared.filter((one) => 'kind' in one);
  const whole = rest.length === 0 ? first : { ...first, letter: bundleLetter(left.map(({ letter }) => letter), first.around), callbackId: null, textsOf: 'all' };
  const outcome = await send(notify, { ...parcel.deliveries[0], id: parcel.id }, whole);
  return prepared.map((one) => ('letter' in one ? outcome : one));
}

async function send(notify: Notifying, delivery: Delivery, prepared: Prepared): Promise<SendOutcome> {
  switch (delivery.channel) {
    case 'mail':
      return await sendMail(notify, delivery, prepared);
    case 'sms':
      return await sendSms(notify, delivery, prepared);
    case 'push':
      return await sendPush(notify, delivery, pushBody(prepared));
  }
}

const MOOT: SendOutcome = { kind: 'moot' };
const LEFT: SendOutcome = { kind: 'failed', message: 'no longer belongs to the company, or has another address', forGood: true };

/** An outcome: there is nothing to tell any more, or nobody to tell it to. */
async function prepare(notify: Notifying, delivery: Delivery): Promise<Prepared | SendOutcome> {
  const { companyId } = delivery;
  return await notify.database.inCompany(companyId, async (tx) => {
    const employer = must((await readEmployers(tx, [companyId])).get(companyId), 'a delivery goes with its company');
    const around = surroundingsOf(notify, employer, delivery.locale);
    const own = await ownWordsOf(tx, { employer, delivery, around });
    if (delivery.noticeId === null) {
      const mail = JSON.parse(notify.secrets.open(must(delivery.sealed, 'a mail that is due is sealed'), mailContext(delivery.id))) as AccountMail;
      return { letter: accountLetter(delivery.kind as AccountMailKind, mail, around), callbackId: null, told: null, around, ...own(null) };
    }
    const notice = must(
      await tx.maybe<{ kind: NoticeKind; recipient: { kind: string; id?: string }; callback_id: string | null; facts: Readonly<Record<string, Json>> }>('select kind, recipient, callback_id, facts from notices where company_id = $1 and id = $2', [companyId, delivery.noticeId]),
      'a delivery goes with its notice',
    );
    if (notice.kind === 'digest') {
      const digest = await readDigest(tx, { companyId, person: delivery.person, now: around.now, timeZone: employer.timeZone });
      return digest === null || !(await isStillHere(tx, delivery)) ? MOOT : { letter: digestLetter(digest, around), callbackId: null, told: null, around, ...own(null) };
    }
    const about = notice.callback_id === null ? null : ((await readAbout(tx, companyId, [notice.callback_id])).get(notice.callback_id) ?? null);
    if (!isStillTrue({ ...notice, kind: notice.kind }, about)) return MOOT;
    if (!(await isStillHere(tx, delivery))) return LEFT;
    const told: Told = { kind: notice.kind, facts: notice.facts, about };
    return { letter: noticeLetter(told, around), callbackId: notice.callback_id, told, around, ...own(about) };
  });
}

interface OwnWordsOf {
  readonly employer: Employer;
  readonly delivery: Delivery;
  readonly around: Surroundings;
}

async function ownWordsOf(tx: Tx, { employer, delivery, around }: OwnWordsOf): Promise<(about: AboutCallback | null) => Pick<Prepared, 'textsOf' | 'own'>> {
  const texts = employer.policy.mailTexts;
  // Who is invited has no name yet; of an address that the company gave, it is whoever reads it there.
  const isGreeted = delivery.noticeId !== null && delivery.channel === 'mail' && Object.keys(texts).length > 0;
  const name = isGreeted ? ((await readName(tx, delivery.companyId, delivery.person)) ?? wordsFor(around.locale).team) : null;
  return (about) => ({ textsOf: delivery.kind, own: { texts, values: valuesFor(around, { about, name }) } });
}

/** What waited through the night may be done by the morning, or belong to somebody else. */
function isStillTrue(notice: { kind: NoticeKind; recipient: { kind: string; id?: string } }, about: AboutCallback | null): boolean {
  if (about === null || !KINDS[notice.kind].whileOpen) return true;
  if (!about.isOpen) return false;
  return notice.kind !== 'assigned' || notice.recipient.kind !== 'staff' || about.assignedTo === notice.recipient.id;
}

function surroundingsOf(notify: Pick<Notifying, 'baseUrl' | 'world'>, employer: Employer, locale: 'de' | 'en'): Surroundings {
  return {
    company: { name: employer.name, slug: employer.slug, timeZone: employer.timeZone, neutral: employer.policy.neutral },
    locale, baseUrl: notify.baseUrl(), now: notify.world.clock.now(),
  };
}

async function sendMail(notify: Notifying, delivery: Delivery, { letter, callbackId, textsOf, own }: Prepared): Promise<SendOutcome> {
  const to = must(delivery.address, 'a mail has an address');
  const message = await mailOf(withOwnWords(letter, textsOf, own), { deliveryId: delivery.id, to, from: notify.mailFrom, at: delivery.createdAt, callbackId });
  const outcome = await notify.mailer.send(message);
  return outcome.kind === 'accepted' ? { kind: 'sent' } : { kind: 'failed', message: outcome.message, forGood: outcome.kind === 'refused' };
}

async function sendSms(notify: Notifying, delivery: Delivery, { told, around }: Prepared): Promise<SendOutcome> {
  if (notify.sms === null) return { kind: 'failed', message: 'no SMS gateway is configured any more', forGood: true };
  const said = saidOf(must(told, 'only notices go by SMS'), around);
  const text = wordsFor(around.locale).sms({ company: around.company.name, overdue: said.overdue, due: said.due, link: linkOf(told, around) });
  const outcome = await notify.sms({ id: delivery.id, to: must(delivery.address, 'an SMS has a number'), text });
  return outcome.kind === 'accepted' ? { kind: 'sent' } : { kind: 'failed', message: outcome.message, forGood: outcome.kind === 'refused' };
}

/** Always neutral: it shows on a locked screen, and passes through a push service. */
function pushBody({ told, around }: Prepared): { title: string; body: string; url: string; tag: string } {
  const words = wordsFor(around.locale).push;
  const said = saidOf(must(told, 'only notices go by push'), around);
  return { title: said.overdue ? words.late : words.title, body: words.body(said.due), url: linkOf(told, around), tag: told?.about?.id ?? 'list' };
}

function linkOf(told: Told | null, around: Surroundings): string {
  return told?.about == null ? listLink(around) : caseLink(around, told.about.id);
}
