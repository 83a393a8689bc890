// Callers that do not exist, with numbers that the Bundesnetzagentur keeps free for films and books.

export interface Person {
  readonly name: string;
  readonly number: string;
}

const NAMES = [
  'Sabine Albrecht', 'Thomas Vogt', 'Aylin Demir', 'Jürgen Kowalski', 'Petra Lindner', 'Michael Brandt', 'Svenja Petersen', 'Frank Schuster',
  'Fatma Öztürk', 'Karin Neumann', 'Lukas Wagner', 'Heike Sommer', 'Daniel Krause', 'Ingrid Möller', 'Mariam Haddad', 'Stefan Böhm',
  'Claudia Winter', 'Oliver Jansen', 'Julia Steinbach', 'Rainer Franke', 'Katharina Weiß', 'Paul Nowak', 'Monika Ritter', 'Tobias Engel',
];

/** Landlines (030) 23125-200 … and mobiles 0171 39200-20 …, by turns. */
export function person(index: number): Person {
  const place = index % NAMES.length;
  const number = index % 3 === 0 ? `+493023125${200 + place}` : `+49171392${String(20 + place).padStart(4, '0')}`;
  return { name: NAMES[place] ?? 'Erika Mustermann', number };
}
