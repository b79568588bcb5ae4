/** Where a work may go next, as its life cycle has it; what is left out is for others to decide. */
import type { Schemas } from "../../api/client";
import type { Work } from "../../api/work";

export type Status = Schemas["StatusWish"]["to"];

const TASK: Record<string, Status[]> = {
  not_started: ["in_progress", "on_hold"],
  in_progress: ["submitted", "basically_completed", "completed", "on_hold"],
  returned: ["submitted", "in_progress", "on_hold"],
  on_hold: ["in_progress"],
  basically_completed: ["completed"],
};
const MODEL: Record<string, Status[]> = {
  not_started: ["in_progress"],
  in_progress: ["completed"],
  completed: ["maintained"],
};
/** What was submitted is accepted or given back by the standing agency. */
const JUDGED: Status[] = ["completed", "basically_completed", "returned"];

export function nextSteps(work: Work, judging: boolean): Status[] {
  if (judging) return work.status === "submitted" ? JUDGED : [];
  return (work.kind === "pilot_model" ? MODEL : TASK)[work.status] ?? [];
}

/** The one further field that a step asks for, next to the note. */
export function fieldOf(to: Status): "product" | "reason" | null {
  if (to === "on_hold" || to === "returned") return "reason";
  return to === "submitted" || to === "completed" || to === "basically_completed" ? "product" : null;
}
