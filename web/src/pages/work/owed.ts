/** Everything that a unit owes, seen alike, and where it stands in the list. */
import type { Schemas } from "../../api/client";
import type { Letter, Undertaking, UnitReport, Work } from "../../api/work";
import { daysUntil } from "../../parts/times";

export type Sort = "task" | "pilot_model" | "report" | "request" | "undertaking";
export const SECTIONS = ["overdue", "today", "week", "later", "undated", "waiting", "done"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Owed {
  id: string;
  sort: Sort;
  status: string;
  title_vi: string;
  title_en?: string | null;
  obligation: Schemas["Obligation"];
  sample: boolean;
  /** The task or pilot model itself, of which one can report in place. */
  work?: Work;
  /** What else is owed, as it was read. */
  duty?: Duty;
}

export type Duty = Letter | Undertaking | UnitReport;

const WEEK_DAYS = 7;
const LATELY_DAYS = 30;
/** Handed in: the next word is somebody else's. */
const WAITING = new Set(["submitted", "reported", "answered"]);
const OVER = new Set(["cancelled", "withdrawn", "waived"]);

export function ofWork(work: Work): Owed {
  const sort = work.kind === "pilot_model" ? "pilot_model" : "task";
  const { id, status, title_vi, title_en, obligation, sample } = work;
  return { id, sort, status, title_vi, title_en, obligation, sample, work };
}

export function ofDuty(sort: Sort, duty: Duty): Owed {
  const { id, status, title_vi, title_en, obligation, sample } = duty;
  return { id, sort, status, title_vi, title_en, obligation, sample, duty };
}

/** Null: it is neither owed nor news any more. */
export function sectionOf({ sort, status, obligation }: Owed): Section | null {
  if (OVER.has(status) || obligation.waived) return null;
  // A report that was handed in is still owed by its own head: only the signature meets it.
  if (WAITING.has(status) && sort !== "report") return "waiting";
  if (obligation.discharged_at) return daysUntil(obligation.discharged_at) >= -LATELY_DAYS ? "done" : null;
  if (!obligation.due_at) return "undated";
  if (Date.parse(obligation.due_at) < Date.now()) return "overdue";
  const days = daysUntil(obligation.due_at);
  if (days === 0) return "today";
  return days <= WEEK_DAYS ? "week" : "later";
}

/** Of each section its rows: what was due first comes first, what was done last. */
export function sectioned(owed: Owed[]): Map<Section, Owed[]> {
  const found = new Map<Section, Owed[]>(SECTIONS.map((section) => [section, []]));
  for (const one of owed) {
    const section = sectionOf(one);
    if (section) found.get(section)?.push(one);
  }
  for (const [section, rows] of found) {
    const at = ({ obligation }: Owed) => Date.parse(obligation.due_at ?? obligation.opened_at);
    const doneAt = ({ obligation }: Owed) => Date.parse(obligation.discharged_at ?? obligation.opened_at);
    rows.sort(section === "done" ? (a, b) => doneAt(b) - doneAt(a) : (a, b) => at(a) - at(b));
  }
  return found;
}

/** Where it can be looked at, below `/t/{tenant}/`: the work itself, what a letter is about, where a unit committed itself. */
export function subjectOf({ id, work, duty }: Owed): string | null {
  if (work) return `tasks/${encodeURIComponent(id)}`;
  if (!duty) return null;
  if ("origin" in duty) return duty.kind === "commitment" ? `meetings/${encodeURIComponent(duty.origin)}` : null;
  if (!("subject" in duty) || !duty.subject) return null;
  const subject = encodeURIComponent(duty.subject);
  if (duty.subject_sort === "directive") return `directives/${subject}`;
  return duty.subject_sort === "report" ? null : `tasks/${subject}`;
}
