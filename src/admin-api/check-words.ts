// What a connection test found, for the person who pressed the button: what it is, and what to do about it.
import type { CheckStep } from '../calendar/check-account.ts';

interface Words {
  readonly message: string;
  readonly next: string | null;
}

interface CheckWords {
  calCom(step: CheckStep): Words;
  retellFailed(detail: string): Words;
  retellAgents(count: number): Words;
  retellNumbers(count: number): Words;
  retellFunctions(upToDate: boolean): Words;
}

export function checkWords(locale: 'de' | 'en'): CheckWords {
  return locale === 'de' ? GERMAN : ENGLISH;
}

const say = (message: string, next: string | null = null): Words => ({ message, next });

/** Nothing came back because nothing got there: „not understood“ sent people to look for the mistake at Cal.com. */
function neverSent(facts: CheckStep['facts']): boolean {
  return String(facts['detail']).startsWith('never sent: ');
}

const GERMAN: CheckWords = {
  calCom: ({ name, code, facts }) => {
    if (code === 'no_key') return say('Es ist kein Schlüssel hinterlegt.', 'Legen Sie bei Cal.com unter „Settings → Security → API keys“ einen Schlüssel an und tragen Sie ihn hier ein.');
    if (code === 'refused') return say(`Cal.com lehnt ab: ${facts['detail']}`, name === 'account' ? 'Prüfen Sie den Schlüssel; er könnte abgelaufen oder gelöscht sein.' : 'Prüfen Sie die Rechte des Schlüssels.');
    if (code === 'no_answer' && neverSent(facts)) return say('Der Server kommt nicht zu Cal.com.', `Prüfen Sie die Adresse und ob dieser Server ins Internet darf. Technisch: ${facts['detail']}`);
    if (code === 'no_answer') return say(`Cal.com antwortet nicht verständlich: ${facts['detail']}`, 'Prüfen Sie die Adresse und versuchen Sie es in einer Minute noch einmal.');
    switch (name) {
      case 'account': return say(`Der Schlüssel gilt, angemeldet als ${facts['user']}.`);
      case 'event_types': return code === 'none' ? say('In diesem Konto gibt es keine Termintypen.', 'Legen Sie bei Cal.com für jede Leistung einen an.') : say(`${facts['count']} Termintypen gefunden.`);
      case 'slots': return code === 'nothing_free' ? say(`„${facts['service']}“: in den nächsten sieben Tagen ist nichts frei.`, 'Prüfen Sie bei Cal.com die Verfügbarkeit.') : say(`„${facts['service']}“: ${facts['count']} freie Zeiten in den nächsten sieben Tagen.`);
      default: return germanService(code, facts);
    }
  },
  retellFailed: (detail) => say(`Retell: ${detail}`, 'Prüfen Sie Schlüssel und Agenten dieser Verbindung.'),
  retellAgents: (count) => (count === 0 ? say('Dieser Verbindung ist kein Agent zugeordnet.', 'Tragen Sie die Kennung des Agenten ein (agent_…).') : say(count === 1 ? 'Ein Agent gefunden.' : `${count} Agenten gefunden.`)),
  retellNumbers: (count) => (count === 0 ? say('Keine Rufnummer dieses Betriebs ist bei Retell.', 'Liegt die Nummer bei einem anderen Anbieter, richten Sie dort die Weiterleitung ein.') : say(count === 1 ? 'Eine Rufnummer gefunden.' : `${count} Rufnummern gefunden.`)),
  retellFunctions: (upToDate) => (upToDate ? say('Funktionen und Benachrichtigungen sind eingerichtet.') : say('Die Funktionen des Agenten sind nicht auf dem Stand.', 'Führen Sie den Abgleich aus; vorher wird gezeigt, was sich ändert.')),
};

function germanService(code: CheckStep['code'], facts: CheckStep['facts']): Words {
  const service = `„${facts['service']}“`;
  switch (code) {
    case 'missing': return say(`${service}: den Termintyp ${facts['event_type']} gibt es bei Cal.com nicht.`, 'Wählen Sie in den Leistungen einen anderen aus der Liste.');
    case 'other_length': return say(`${service} dauert hier ${facts['here']}, bei Cal.com ${facts['there']} Minuten.`, 'Gleichen Sie die Dauer an, sonst passen freie Zeiten und Termine nicht zusammen.');
    case 'email_required': return say(`${service} verlangt bei Cal.com eine E-Mail-Adresse.`, 'Machen Sie das Feld dort freiwillig; am Telefon werden Adressen selten richtig verstanden.');
    case 'needs_confirmation': return say(`${service} muss bei Cal.com bestätigt werden.`, 'Dann hört der Anrufer nur, dass der Termin angefragt ist.');
    default: return say(`${service} wird als „${facts['title']}“ gebucht.`);
  }
}

const ENGLISH: CheckWords = {
  calCom: ({ name, code, facts }) => {
    if (code === 'no_key') return say('No key is stored.', 'Create one at Cal.com under “Settings → Security → API keys” and enter it here.');
    if (code === 'refused') return say(`Cal.com refuses: ${facts['detail']}`, name === 'account' ? 'Check the key; it may have expired or been deleted.' : 'Check what the key may do.');
    if (code === 'no_answer' && neverSent(facts)) return say('The server cannot reach Cal.com.', `Check the address, and that this server may go to the internet. In technical words: ${facts['detail']}`);
    if (code === 'no_answer') return say(`Cal.com gives no answer that makes sense: ${facts['detail']}`, 'Check the address and try again in a minute.');
    switch (name) {
      case 'account': return say(`The key is valid, signed in as ${facts['user']}.`);
      case 'event_types': return code === 'none' ? say('This account has no event types.', 'Create one at Cal.com for each service.') : say(`${facts['count']} event types found.`);
      case 'slots': return code === 'nothing_free' ? say(`“${facts['service']}”: nothing is free within the next seven days.`, 'Check the availability at Cal.com.') : say(`“${facts['service']}”: ${facts['count']} free times within the next seven days.`);
      default: return englishService(code, facts);
    }
  },
  retellFailed: (detail) => say(`Retell: ${detail}`, 'Check the key and the agents of this connection.'),
  retellAgents: (count) => (count === 0 ? say('No agent belongs to this connection.', 'Enter the id of the agent (agent_…).') : say(count === 1 ? 'One agent found.' : `${count} agents found.`)),
  retellNumbers: (count) => (count === 0 ? say('No number of this company is at Retell.', 'If the number is with another provider, set up the forwarding there.') : say(count === 1 ? 'One number found.' : `${count} numbers found.`)),
  retellFunctions: (upToDate) => (upToDate ? say('Functions and webhooks are registered.') : say('The functions of the agent are not up to date.', 'Run the sync; it shows first what will change.')),
};

function englishService(code: CheckStep['code'], facts: CheckStep['facts']): Words {
  const service = `“${facts['service']}”`;
  switch (code) {
    case 'missing': return say(`${service}: there is no event type ${facts['event_type']} at Cal.com.`, 'Choose another from the list in the services.');
    case 'other_length': return say(`${service} takes ${facts['here']} minutes here and ${facts['there']} at Cal.com.`, 'Make the lengths equal, or free times and appointments will not fit.');
    case 'email_required': return say(`${service} asks for an e-mail address at Cal.com.`, 'Make the field optional there; addresses are seldom understood on the phone.');
    case 'needs_confirmation': return say(`${service} has to be confirmed at Cal.com.`, 'The caller then only hears that the appointment is requested.');
    default: return say(`${service} is booked as “${facts['title']}”.`);
  }
}
