import { changeSentencesEn } from './change-sentences.ts';
import type { Sentences } from './sentences.ts';

export const sentencesEn: Sentences = {
  ...changeSentencesEn,
  available: (when, service) => `There is a free appointment for ${service} ${when}. Shall I book it for you?`,
  choose: (options, service) => `For ${service} I have ${options}. Which one suits you best?`,
  unavailable: (when, options) => `I am sorry, nothing is free ${when ?? 'at that time'}. I can offer you ${options}. Which one suits you?`,
  slotTaken: (options) => `I am sorry, that appointment has just been taken. I can offer you ${options}. Which one suits you?`,
  couldNotBookOffer: (options) => `I am sorry, I could not enter that appointment. I can offer you ${options}. Which one suits you?`,
  noAvailability: (until) => `I am sorry, I cannot find a free appointment. A member of staff will call you ${until} and find one with you.`,
  booked: (when, service) => `Your appointment for ${service} ${when} is booked.`,
  alreadyBooked: (when, service) => `Your appointment for ${service} ${when} is already booked.`,
  partialBooking: () => 'The booking was made, but there was a problem. A member of staff will call you shortly.',
  unconfirmed: () => 'I could not confirm the booking yet. A member of staff will call you shortly.',
  stillWorking: () => 'I am still entering your appointment. One more moment, please.',
  awaitsConfirmation: (when) => `Your request ${when} is entered and still has to be confirmed. The appointment is only valid once it is confirmed.`,
  failsafe: () => 'A member of staff will call you and take care of your appointment.',
  calendarUnreadable: () => 'I am sorry, I cannot see the calendar at the moment. Shall I note your wish so that somebody gets back to you?',
  past: (when) => `That time${when === null ? '' : ` (${when})`} is already past. Which other time suits you?`,
  askDate: () => 'On which day would you like to come?',
  askTime: () => 'At what time would you like to come?',
  askDateAndTime: () => 'On which day and at what time would you like to come?',
  askWhich: (options) => `Do you mean ${options}?`,
  askWeekdayOrDate: () => 'The weekday and the date do not match. Which day do you mean?',
  askMorningOrAfternoon: () => 'Do you mean in the morning or in the afternoon? At what time exactly?',
  askYear: () => 'That date is not coming up soon. Which date do you mean?',
  noSuchDate: () => 'There is no such date. On which day would you like to come?',
  noSuchTime: () => 'There is no such time. At what time would you like to come?',
  notUnderstoodDate: () => 'I am sorry, I did not understand the date. On which day and at what time would you like to come?',
  askName: () => 'I still need your name for the booking. What name may I put it under?',
  askPhone: () => 'At which telephone number can we reach you?',
  askEmail: () => 'I still need your e-mail address for this booking. What is it?',
  askService: (names) => `What would you like to book? We offer ${names}.`,
  serviceNotFound: (said, names) => `I cannot find "${said}" here. We offer ${names}. What would you like?`,
  staffNotFound: (said, names) => `I cannot find "${said}" here. Would you like ${names}, or does it not matter?`,
  callbackStored: (until) => `I have noted your request. A member of staff will call you back ${until}.`,
  callbackNeedsPhone: () => 'I have noted your request. At which telephone number can we call you back?',
  wishNoted: (until) => `I am sorry, I cannot do that myself. I have noted your request, and a member of staff will call you back ${until}.`,
  services: (names) => `We offer ${names}. What would you like?`,
  noServices: () => 'I am sorry, I cannot tell you about that. Shall I note a callback for you?',
  openingHours: (hours) => `We are open: ${hours}.`,
  openOn: (day, hours) => `We are open ${day} ${hours}.`,
  closedOn: (day) => `We are closed ${day}.`,
  understoodDate: (when) => `I understood: ${when}.`,
  nothingDurable: () => 'I am sorry, I cannot record your wish at the moment. Please call again a little later.',
  notUnderstood: () => 'I am sorry, I did not understand that. What can I do for you?',
  list: (items, word) => joined(items, word),
};

function joined(items: readonly string[], word: string): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
