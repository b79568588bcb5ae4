/** The words of this field that a newcomer has to ask for, in the order of the glossary, each with the rule it follows. */
export const TERMS = {
  basic: "FR-NT-01, FR-NT-02",
  regular: "FR-NT-02",
  roadmap: "FR-NT-02",
  pilot_model: "FR-NA-02",
  lead: "FR-BP-04",
  accountable: "FR-NA-17",
  clarity: "FR-NA-16",
  overdue: "FR-X-05",
  done_late: "FR-X-08",
  no_deadline: "FR-BP-20",
  no_data: "FR-X-12",
  as_of: "FR-X-06",
  slow_group: "FR-NT-04",
  weak_points: "FR-NA-27",
  bottleneck: "FR-BP-10, FR-BP-11",
  directive: "FR-X-11",
  acknowledgement: "FR-NA-17",
  urge: "FR-BP-18",
  ladder: "FR-NA-18, FR-BP-18",
  target: "FR-NA-19",
  data_quality: "FR-TW-07",
  survey_round: "FR-BP-12",
  events: "FR-X-03",
  sample: null,
} as const;

export type Term = keyof typeof TERMS;
