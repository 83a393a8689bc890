// The last words to somebody who could not be reached: prepared, and sent by a person or not at all. Whoever else reads the
// screen of that telephone learns nothing of what was wished for (a practice would betray that he is a patient). Pure.
import type { Company } from '../companies/company.ts';

export interface LastMessage {
  readonly subject: string;
  readonly text: string;
}

export function lastMessage({ company, customerName, number }: { readonly company: Pick<Company, 'name' | 'locale'>; readonly customerName: string | null; readonly number: string | null }): LastMessage {
  return company.locale === 'de' ? german(company.name, { customerName, number }) : english(company.name, { customerName, number });
}

interface Facts {
  readonly customerName: string | null;
  readonly number: string | null;
}

function german(company: string, { customerName, number }: Facts): LastMessage {
  const reach = number === null ? 'Sie erreichen uns zu unseren Öffnungszeiten.' : `Sie erreichen uns unter ${number}.`;
  return {
    subject: `Wir haben versucht, Sie zu erreichen`,
    text: `Guten Tag${customerName === null ? '' : ` ${customerName}`},\n\nSie hatten uns angerufen, und wir haben mehrmals versucht, Sie zurückzurufen. Leider haben wir Sie nicht erreicht. ${reach}\n\nFreundliche Grüße\n${company}`,
  };
}

function english(company: string, { customerName, number }: Facts): LastMessage {
  const reach = number === null ? 'You can reach us during our opening hours.' : `You can reach us at ${number}.`;
  return {
    subject: `We tried to reach you`,
    text: `Hello${customerName === null ? '' : ` ${customerName}`},\n\nYou called us, and we tried several times to call you back, but could not reach you. ${reach}\n\nKind regards\n${company}`,
  };
}
