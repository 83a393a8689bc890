// Where public holidays differ (ISO 3166-2), as the server knows them (src/companies/holidays/). Names of places are the same in both languages here.
const GERMANY = {
  BW: 'Baden-Württemberg', BY: 'Bayern', BE: 'Berlin', BB: 'Brandenburg', HB: 'Bremen', HH: 'Hamburg', HE: 'Hessen', MV: 'Mecklenburg-Vorpommern', NI: 'Niedersachsen', NW: 'Nordrhein-Westfalen',
  RP: 'Rheinland-Pfalz', SL: 'Saarland', SN: 'Sachsen', ST: 'Sachsen-Anhalt', SH: 'Schleswig-Holstein', TH: 'Thüringen',
} as const;
const AUSTRIA = { 1: 'Burgenland', 2: 'Kärnten', 3: 'Niederösterreich', 4: 'Oberösterreich', 5: 'Salzburg', 6: 'Steiermark', 7: 'Tirol', 8: 'Vorarlberg', 9: 'Wien' } as const;
const SWITZERLAND = {
  AG: 'Aargau', AI: 'Appenzell Innerrhoden', AR: 'Appenzell Ausserrhoden', BE: 'Bern', BL: 'Basel-Landschaft', BS: 'Basel-Stadt', FR: 'Freiburg', GE: 'Genf', GL: 'Glarus', GR: 'Graubünden', JU: 'Jura', LU: 'Luzern',
  NE: 'Neuenburg', NW: 'Nidwalden', OW: 'Obwalden', SG: 'St. Gallen', SH: 'Schaffhausen', SO: 'Solothurn', SZ: 'Schwyz', TG: 'Thurgau', TI: 'Tessin', UR: 'Uri', VD: 'Waadt', VS: 'Wallis', ZG: 'Zug', ZH: 'Zürich',
} as const;

const of = (country: string, parts: Readonly<Record<string, string>>): readonly { value: string; label: string }[] => Object.entries(parts).map(([part, label]) => ({ value: `${country}-${part}`, label: `${label} (${country})` }));

export const REGIONS = [...of('DE', GERMANY), ...of('AT', AUSTRIA), ...of('CH', SWITZERLAND)];

/** Where holidays depend on the municipality as well; the first is meant where none is chosen. */
export const MUNICIPALITIES: Readonly<Record<string, readonly Municipality[]>> = {
  'DE-BY': ['protestant', 'catholic', 'augsburg'], 'DE-SN': ['protestant', 'catholic'], 'DE-TH': ['protestant', 'catholic'],
  'CH-AG': ['protestant', 'catholic'], 'CH-FR': ['catholic', 'protestant'], 'CH-SO': ['catholic', 'protestant'], 'CH-AI': ['appenzell', 'oberegg'],
};
export type Municipality = 'protestant' | 'catholic' | 'augsburg' | 'appenzell' | 'oberegg';
