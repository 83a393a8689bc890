// What is said about appointments that exist: found, moved, cancelled, or left to a person.

export interface ChangeSentences {
  /** `options` as in „einen Termin für Herrenhaarschnitt am Montag, 1. Dezember, um 10 Uhr und …“. */
  yourAppointments(options: string): string;
  ownAppointment(when: string, service: string): string;
  whichAppointment(options: string): string;
  noSuchAppointment(options: string): string;
  noAppointment(): string;
  /** `until` as in „bis heute, 16 Uhr 30“. */
  noAppointmentCallback(until: string): string;
  changeByPerson(until: string): string;
  notTold(until: string): string;
  tooLate(notice: string, fee: string | null, until: string): string;
  tooOften(fee: string | null, until: string): string;
  /** 24 hours are „24 Stunden“, three days „3 Tage“. */
  duration(minutes: number): string;
  needsNewTime(when: string): string;
  readyToMove(to: string, from: string): string;
  moved(to: string, service: string): string;
  alreadyMoved(to: string, service: string): string;
  newTimeTaken(when: string, options: string): string;
  noOtherTime(until: string): string;
  cancelled(when: string, service: string): string;
  alreadyCancelled(when: string, service: string): string;
  cancelFailsafe(): string;
  cancelPartial(): string;
  cancelUnconfirmed(): string;
  changeUnderWay(): string;
  held(when: string): string;
  notHeld(): string;
  released(): string;
  serviceInfo(service: string, minutes: number): string;
  knownCustomer(name: string | null): string;
  unknownCustomer(): string;
  /** `clock` as in „14 Uhr 30“. */
  today(day: string, clock: string): string;
}

export const changeSentencesDe: ChangeSentences = {
  yourAppointments: (options) => `Sie haben ${options}.`,
  ownAppointment: (when, service) => `einen Termin für ${service} ${when}`,
  whichAppointment: (options) => `Sie haben ${options}. Welchen Termin meinen Sie?`,
  noSuchAppointment: (options) => `Einen solchen Termin finde ich nicht. Sie haben ${options}. Geht es um diesen Termin?`,
  noAppointment: () => 'Unter Ihrer Telefonnummer finde ich keinen kommenden Termin. Soll ich einen Rückruf für Sie notieren?',
  noAppointmentCallback: (until) => `Unter Ihrer Telefonnummer finde ich keinen kommenden Termin. Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  changeByPerson: (until) => `Diesen Termin kann ich nicht selbst ändern, weil ich Sie am Telefon nicht sicher erkenne. Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  notTold: (until) => `Auskunft über Termine darf ich nur geben, wenn ich den Anrufer sicher erkenne. Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  tooLate: (notice, fee, until) =>
    `Diesen Termin kann ich nicht mehr selbst ändern, das geht nur bis ${notice} vorher.${fee === null ? '' : ` ${fee}`} Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  tooOften: (fee, until) => `Dieser Termin wurde schon verschoben und lässt sich nicht noch einmal verschieben.${fee === null ? '' : ` ${fee}`} Ich habe Ihr Anliegen notiert, und ein Mitarbeiter ruft Sie ${until} zurück.`,
  duration: (minutes) => spoken(minutes, [['Minute', 'Minuten'], ['Stunde', 'Stunden'], ['Tag', 'Tage']]),
  needsNewTime: (when) => `Auf wann möchten Sie Ihren Termin ${when} verschieben?`,
  readyToMove: (to, from) => `${capital(to)} ist noch frei. Soll ich Ihren Termin ${from} dorthin verschieben?`,
  moved: (to, service) => `Ihr Termin für ${service} ist verschoben. Er ist jetzt ${to}.`,
  alreadyMoved: (to, service) => `Ihr Termin für ${service} ist bereits ${to}.`,
  newTimeTaken: (when, options) => `${capital(when)} ist leider nichts frei. Ihr bisheriger Termin bleibt bestehen. Ich kann Ihnen ${options} anbieten. Was passt Ihnen?`,
  noOtherTime: (until) => `Ich finde leider keinen anderen freien Termin. Ihr bisheriger Termin bleibt bestehen. Ein Mitarbeiter wird Sie ${until} anrufen.`,
  cancelled: (when, service) => `Ihr Termin für ${service} ${when} ist abgesagt.`,
  alreadyCancelled: (when, service) => `Ihr Termin für ${service} ${when} ist bereits abgesagt.`,
  cancelFailsafe: () => 'Ein Mitarbeiter wird Sie anrufen und sich um Ihre Absage kümmern.',
  cancelPartial: () => 'Die Absage wurde eingetragen, aber es gab ein Problem. Ein Mitarbeiter wird Sie in Kürze anrufen.',
  cancelUnconfirmed: () => 'Ich konnte die Absage noch nicht bestätigen. Ein Mitarbeiter wird Sie in Kürze anrufen.',
  changeUnderWay: () => 'An diesem Termin wird gerade schon etwas geändert. Einen Moment bitte noch.',
  held: (when) => `Ich halte den Termin ${when} kurz für Sie fest.`,
  notHeld: () => 'Diesen Termin kann ich gerade nicht festhalten. Soll ich ihn gleich für Sie buchen?',
  released: () => 'Der Termin wird nicht länger festgehalten.',
  serviceInfo: (service, minutes) => `${service} dauert etwa ${changeSentencesDe.duration(minutes)}.`,
  knownCustomer: (name) => (name === null ? 'Schön, dass Sie wieder anrufen. Was kann ich für Sie tun?' : `Guten Tag, ${name}. Was kann ich für Sie tun?`),
  unknownCustomer: () => 'Guten Tag. Was kann ich für Sie tun?',
  today: (day, clock) => `Heute ist ${day}, ${clock}.`,
};

export const changeSentencesEn: ChangeSentences = {
  yourAppointments: (options) => `You have ${options}.`,
  ownAppointment: (when, service) => `an appointment for ${service} ${when}`,
  whichAppointment: (options) => `You have ${options}. Which one do you mean?`,
  noSuchAppointment: (options) => `I cannot find such an appointment. You have ${options}. Is it about this one?`,
  noAppointment: () => 'I cannot find an upcoming appointment under your number. Shall I note a callback for you?',
  noAppointmentCallback: (until) => `I cannot find an upcoming appointment under your number. I have noted your request, and someone will call you back ${until}.`,
  changeByPerson: (until) => `I cannot change this appointment myself because I cannot be sure who is calling. I have noted your request, and someone will call you back ${until}.`,
  notTold: (until) => `I may only tell about appointments when I am sure who is calling. I have noted your request, and someone will call you back ${until}.`,
  tooLate: (notice, fee, until) => `I cannot change this appointment myself any more, that is possible until ${notice} before.${fee === null ? '' : ` ${fee}`} I have noted your request, and someone will call you back ${until}.`,
  tooOften: (fee, until) => `This appointment has been moved before and cannot be moved again.${fee === null ? '' : ` ${fee}`} I have noted your request, and someone will call you back ${until}.`,
  duration: (minutes) => spoken(minutes, [['minute', 'minutes'], ['hour', 'hours'], ['day', 'days']]),
  needsNewTime: (when) => `When would you like to move your appointment ${when} to?`,
  readyToMove: (to, from) => `There is an opening ${to}. Shall I move your appointment ${from} there?`,
  moved: (to, service) => `Your appointment for ${service} has been moved. It is now ${to}.`,
  alreadyMoved: (to, service) => `Your appointment for ${service} is already ${to}.`,
  newTimeTaken: (when, options) => `There is no opening ${when}. Your appointment stays as it is. I can offer you ${options}. What suits you?`,
  noOtherTime: (until) => `I cannot find another opening. Your appointment stays as it is. Someone will call you ${until}.`,
  cancelled: (when, service) => `Your appointment for ${service} ${when} has been cancelled.`,
  alreadyCancelled: (when, service) => `Your appointment for ${service} ${when} is already cancelled.`,
  cancelFailsafe: () => 'Someone will call you and take care of your cancellation.',
  cancelPartial: () => 'The cancellation was made, but there was a problem. Someone will call you shortly.',
  cancelUnconfirmed: () => 'I could not confirm the cancellation yet. Someone will call you shortly.',
  changeUnderWay: () => 'This appointment is being changed right now. One moment, please.',
  held: (when) => `I am keeping the appointment ${when} for you for a moment.`,
  notHeld: () => 'I cannot keep this appointment for you right now. Shall I book it straight away?',
  released: () => 'The appointment is no longer being kept.',
  serviceInfo: (service, minutes) => `${service} takes about ${changeSentencesEn.duration(minutes)}.`,
  knownCustomer: (name) => (name === null ? 'Good to hear from you again. What can I do for you?' : `Hello, ${name}. What can I do for you?`),
  unknownCustomer: () => 'Hello. What can I do for you?',
  today: (day, clock) => `Today is ${day}, ${clock}.`,
};

type Words = readonly [one: string, many: string];

function spoken(minutes: number, [minute, hour, day]: readonly [Words, Words, Words]): string {
  const [count, words]: readonly [number, Words] =
    minutes % 1440 === 0 && minutes > 2880 ? [minutes / 1440, day] : minutes % 60 === 0 && minutes > 0 ? [minutes / 60, hour] : [minutes, minute];
  return `${count} ${words[count === 1 ? 0 : 1]}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
