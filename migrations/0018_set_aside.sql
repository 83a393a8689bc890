-- An attempt whose booking a person has sent again, because minutes later nothing of it was to be seen at the calendar: it counts
-- as absent, and is looked for as before all the same, in case it lands there late.
alter table booking_intents drop constraint booking_intents_check;
alter table booking_intents add constraint booking_intents_looked_for check (
  case when state in ('recorded', 'sent', 'unknown', 'pending') then next_look_at is not null when state = 'absent' then true else next_look_at is null end
);
