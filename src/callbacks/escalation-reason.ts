export type EscalationReason =
  // the machine's
  | 'deadline_missed' | 'attempts_failed' | 'unassigned_too_long'
  // a person's
  | 'no_answer' | 'technical_issue' | 'customer_complaint' | 'urgent_request' | 'complex_case' | 'other';
