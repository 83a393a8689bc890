// What single values of a company file may be; each refusal says why, and what to write instead.
import { z } from 'zod';

type Check<T> = (value: T) => boolean;

export function must<T extends z.ZodType>(schema: T, check: Check<z.output<T>>, said: { reason: string; remedy: string }): T {
  return schema.refine(check as Check<unknown>, { message: said.reason, params: { remedy: said.remedy } }) as T;
}

export const text = must(z.string().trim(), (value) => value !== '' && value.length <= 200, {
  reason: 'is empty or longer than 200 characters',
  remedy: 'write 1 to 200 characters',
});

export const slug = must(z.string(), (value) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(value), {
  reason: 'is not a slug',
  remedy: 'use a-z, 0-9 and "-" only, at most 63 characters, for example "salon-nord"',
});

export const email = must(z.string().trim(), (value) => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(value), {
  reason: 'is not a mail address',
  remedy: 'write one address, for example "chefin@salon-nord.example"',
});

export const url = must(z.string(), (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
  reason: 'is not an http(s) address',
  remedy: 'write it with its scheme, for example "https://api.cal.com/v2"',
}).transform((value) => value.replace(/\/+$/, ''));

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const time = must(z.string(), (value) => TIME.test(value), {
  reason: 'is not a time of day',
  remedy: 'write HH:MM from "00:00" to "24:00", for example "09:00"',
});

/** When something happens every day; 24:00 is the next one. */
export const timeOfDay = must(z.string(), (value) => TIME.test(value) && value !== '24:00', {
  reason: 'is not a time of day',
  remedy: 'write HH:MM from "00:00" to "23:59", for example "07:30"',
});

/** May go over midnight. */
export const nightly = z.tuple([time, time]).readonly();

export const interval = must(z.tuple([time, time]).readonly(), (pair) => pair.some((end) => !TIME.test(end)) || pair[0] < pair[1], {
  reason: 'ends before it begins',
  remedy: 'write [from, to] with from earlier than to; an interval over midnight is two, up to "24:00" and from "00:00" on the next day',
});

// Intervals that are wrong by themselves are reported as such, and not a second time as overlapping.
const isOrdered: Check<readonly (readonly [string, string])[]> = (intervals) =>
  intervals.some((pair) => pair.some((end) => !TIME.test(end)) || pair[0] >= pair[1]) || intervals.every((next, i) => i === 0 || intervals[i - 1]![1] <= next[0]);

export const intervals = must(z.array(interval).readonly(), isOrdered, {
  reason: 'has intervals that overlap or are not in order',
  remedy: 'sort them by time and join those that overlap',
});

const day = intervals.default([]);

export const hours = z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });

export const whole = (from: number, to: number) =>
  must(z.number(), (value) => Number.isInteger(value) && value >= from && value <= to, {
    reason: `is not a whole number from ${from} to ${to}`,
    remedy: `write a number from ${from} to ${to}`,
  });
