/** Where a work may go by its life cycle. The server decides; a page offers nothing it would refuse. */
import type { OneWork, Status, Work } from "../api/tasks";
import { isTask } from "../api/tasks";

const OF_TASKS: Partial<Record<Status, Status[]>> = {
  not_started: ["in_progress", "on_hold", "cancelled"],
  in_progress: ["submitted", "basically_completed", "completed", "on_hold", "cancelled"],
  submitted: ["returned", "basically_completed", "completed", "on_hold", "cancelled"],
  returned: ["in_progress", "submitted", "on_hold", "cancelled"],
  on_hold: ["not_started", "in_progress", "cancelled"],
  basically_completed: ["completed", "cancelled"],
};
const OF_MODELS: Partial<Record<Status, Status[]>> = {
  not_started: ["in_progress"],
  in_progress: ["completed"],
  completed: ["maintained"],
};
const BY_APPROVAL = new Set<Status>(["submitted", "returned", "basically_completed", "completed"]);

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
