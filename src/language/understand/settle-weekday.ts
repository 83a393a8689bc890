// Which date a weekday means. On the phone a wrong guess costs an appointment, a question costs four seconds: we ask where
// Germans really disagree and resolve the rest. `today` is Wednesday in the examples.
//
// | said                                   | means                                                      |
// |----------------------------------------|------------------------------------------------------------|
// | Freitag, am Freitag, diesen Freitag    | the next Friday after today                                |
// | Montag (gone this week), diesen Montag | Monday of next week                                        |
// | Mittwoch, said on Wednesday            | ask which_week; next week if the time said is over today   |
// | kommenden Freitag / kommenden Mittwoch | the next one, never today                                  |
// | nächsten Montag, nächsten Dienstag     | the next one (it lies in next week, all agree)             |
// | nächsten Donnerstag, nächsten Freitag  | ask: who means tomorrow or the day after says morgen or    |
// |   (one or two days ahead, same week)   | übermorgen, yet the calendar's next one is this week's      |
// | nächsten Samstag (three or more days   | the next one, `assumed: this_week`: most mean it, and the   |
// |   ahead, same week)                    | date is read back before booking                           |
// | nächsten Mittwoch, said on Wednesday   | in seven days                                              |
// | übernächsten Freitag                   | a week after the next one                                  |
// | nächste Woche Freitag                  | Friday of the week that starts on the coming Monday (field 13) |

import type { Temporal } from 'temporal-polyfill';
import type { DateFact } from './facts.ts';

export interface WeekdayMeaning {
  readonly date: Temporal.PlainDate | null;
  /** The dates to choose from where `date` is null. */
  readonly candidates: readonly Temporal.PlainDate[];
  readonly assumed: readonly string[];
}

/** `isOverToday`: the time said with the weekday has passed today, so today cannot be meant. */
export function settleWeekday(said: DateFact & { kind: 'weekday' }, today: Temporal.PlainDate, isOverToday: boolean): WeekdayMeaning {
  const ahead = (said.weekday - today.dayOfWeek + 7) % 7;
  const strictly = today.add({ days: ahead === 0 ? 7 : ahead });
  if (said.which === 'last') return sure(strictly.subtract({ days: ahead === 0 ? 14 : 7 }));
  if (said.which === 'after_next') return sure(strictly.add({ days: 7 }));
  if (said.which === 'coming') return sure(strictly);
  if (said.which === 'next') {
    const isThisWeek = ahead > 0 && today.dayOfWeek + ahead <= 7;
    if (isThisWeek && ahead <= 2) return ask(strictly, strictly.add({ days: 7 }));
    return sure(strictly, isThisWeek ? ['this_week'] : []);
  }
  if (ahead > 0) return sure(strictly);
  return isOverToday ? sure(strictly, ['next_week']) : ask(today, strictly);
}

function sure(date: Temporal.PlainDate, assumed: readonly string[] = []): WeekdayMeaning {
  return { date, candidates: [], assumed };
}

function ask(...candidates: readonly Temporal.PlainDate[]): WeekdayMeaning {
  return { date: null, candidates, assumed: [] };
}
