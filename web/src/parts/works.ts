/** Where a work may go by its life cycle, and what a step asks for. The server decides; a page offers nothing it would refuse. */
import type { OneWork, Status, Work } from "../api/tasks";
import { isTask } from "../api/tasks";

const OF_TASKS: Partial<Record<Status, Status[]>> = {
  not_started: ["in_progress", "on_hold", "cancelled"],
  in_progress: ["submitted", "basically_completed", "completed", "on_hold", "cancelled"],
  submitted: ["completed", "basically_completed", "returned", "on_hold", "cancelled"],
  returned: ["submitted", "in_progress", "on_hold", "cancelled"],
  on_hold: ["in_progress", "not_started", "cancelled"],
  basically_completed: ["completed", "cancelled"],
};
const OF_MODELS: Partial<Record<Status, Status[]>> = {
  not_started: ["in_progress"],
  in_progress: ["completed"],
  completed: ["maintained"],
};
const BY_APPROVAL = new Set<Status>(["submitted", "returned", "basically_completed", "completed"]);
const JUDGED = new Set<Status>(["completed", "basically_completed", "returned"]);
/** Whoever reports on its work does not call it off. */
const NOT_REPORTED = new Set<Status>(["not_started", "cancelled"]);
const EXPLAINED = new Set<Status>(["on_hold", "returned", "cancelled"]);
const PROVEN = new Set<Status>(["submitted", "basically_completed", "completed"]);

export const TASK_STATUSES: Status[] = [
  "not_started",
  "in_progress",
  "submitted",
  "returned",
  "on_hold",
  "basically_completed",
  "completed",
  "cancelled",
];
export const MODEL_STATUSES: Status[] = ["not_started", "in_progress", "completed", "maintained"];

/** Where it may go from here; what needs a decision from above goes there by that decision only. */
export function stepsOf(work: Work | OneWork): Status[] {
  if (!isTask(work)) return OF_MODELS[work.status] ?? [];
  const steps = OF_TASKS[work.status] ?? [];
  return work.approval ? steps.filter((step) => !BY_APPROVAL.has(step)) : steps;
}

/** What those who do the work say of it; once it is submitted, the next word is somebody else's. */
export function reportedSteps(work: Work | OneWork): Status[] {
  return work.status === "submitted" ? [] : stepsOf(work).filter((step) => !NOT_REPORTED.has(step));
}

/** What was submitted is accepted or given back. */
export function judgedSteps(work: Work | OneWork): Status[] {
  return work.status === "submitted" ? stepsOf(work).filter((step) => JUDGED.has(step)) : [];
}

interface AskedFor {
  field: "product" | "reason";
  required: boolean;
}

/** The one further field that a step asks for, next to the note. */
export function askedBy(work: Work | OneWork, to: Status): AskedFor | null {
  if (EXPLAINED.has(to)) return { field: "reason", required: to !== "returned" };
  if (PROVEN.has(to)) return { field: "product", required: to === "completed" && isTask(work) };
  return null;
}
