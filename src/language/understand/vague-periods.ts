// The one table of hours for vague words. The predecessor had three that disagreed, so the slot that was offered as
// "vormittags" could be refused as "nachmittags".

/** early = früh, morgens · forenoon = vormittags · midday = mittags · late = spät. */
export type PeriodName = 'early' | 'early_forenoon' | 'forenoon' | 'late_forenoon' | 'midday' | 'early_afternoon' | 'afternoon' | 'late_afternoon' | 'early_evening' | 'evening' | 'late_evening' | 'night' | 'late' | 'after_work';

export interface VaguePeriod {
  /** The window that is searched, minutes after midnight; null: open on that side. */
  readonly window: readonly [from: number, to: number | null];
  /** Between these minutes an exact time may be said with this word ("fünf Uhr morgens"); outside it is a contradiction. */
  readonly said: readonly [from: number, to: number];
}

const h = (hours: number): number => Math.round(hours * 60);

export const VAGUE_PERIODS: Readonly<Record<PeriodName, VaguePeriod>> = {
  early: { window: [h(7), h(10)], said: [h(0.5), h(11.99)] },
  early_forenoon: { window: [h(8), h(10)], said: [h(6), h(11)] },
  forenoon: { window: [h(8), h(12)], said: [h(6), h(12.25)] },
  late_forenoon: { window: [h(10), h(12)], said: [h(9), h(12.5)] },
  midday: { window: [h(11), h(14)], said: [h(10.75), h(14.99)] },
  early_afternoon: { window: [h(13), h(15)], said: [h(12), h(16)] },
  afternoon: { window: [h(13), h(18)], said: [h(12), h(18.99)] },
  late_afternoon: { window: [h(16), h(18)], said: [h(15), h(19)] },
  early_evening: { window: [h(17), h(19)], said: [h(16), h(20)] },
  evening: { window: [h(17), h(21)], said: [h(16.5), h(23.99)] },
  late_evening: { window: [h(19), h(22)], said: [h(18), h(23.99)] },
  // Both sides of midnight: 1-5 Uhr nachts is written as 25-29 by nobody, so `said` is checked modulo a day in settle-time.ts.
  night: { window: [h(22), null], said: [h(22), h(29.99)] },
  late: { window: [h(16), null], said: [h(12), h(23.99)] },
  after_work: { window: [h(17), null], said: [h(15), h(23.99)] },
};
