// A second, small company, without a telephone and with the built-in calendar: so that an agency has two to look after,
// and one can see that neither knows of the other.
export const SECOND = 'barbier-sued';

export function barbierSued(): string {
  const day = [['10:00', '19:00']];
  const file = {
    company: { slug: SECOND, name: 'Barbier Süd', timeZone: 'Europe/Berlin', locale: 'de', region: 'DE-BY', notifyEmails: ['inhaber@barbier-sued.example'] },
    branches: [{ slug: 'sendling', name: 'Sendling', openingHours: { mon: [], tue: day, wed: day, thu: day, fri: day, sat: [['09:00', '15:00']], sun: [] } }],
    services: [{ slug: 'bart', name: 'Bartpflege', minutes: 20, calendar: { provider: 'local' } }],
    staff: [{ slug: 'yusuf', name: 'Yusuf Aydın', email: 'yusuf@barbier-sued.example', role: 'owner', branches: ['sendling'], services: ['bart'] }],
  };
  return JSON.stringify(file, null, 2);
}
