/** What this person may do to this work, the next thing first: by role, unit and status. */

import type { Offices } from "../../api/offices";
import { keeps, plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { isTask, type OneWork, type Status } from "../../api/tasks";
import { extensionDesk } from "../../parts/deciders";
import { stepsOf } from "../../parts/works";

export type Deed =
  | { does: "step"; to: Status }
  | { does: "progress" | "confirm" | "deadline" | "lead" | "urge" }
  | { does: "extension"; of: string }
  | { does: "approval"; to: "submitted" | "returned" | "approved" };

const LEADS_ON: Status[] = ["in_progress", "submitted", "completed", "maintained"];
const NEVER_AGAIN = new Set<string>(["completed", "cancelled"]);

export function deedsOf(work: OneWork, session: Session, tenant: string, offices?: Offices): Deed[] {
  const kept = keeps(session, tenant, work.lead_unit);
  const steps = kept ? stepsOf(work) : [];
  const ahead = LEADS_ON.filter((step) => steps.includes(step));
  const others = steps.filter((step) => !ahead.includes(step));
  const planning = plans(session, tenant) ? ofPlanners(work) : [];
  const counted = kept && !NEVER_AGAIN.has(work.status) ? ofNumbers(work) : [];
  const decided = approvals(work, kept, plans(session, tenant));
  const stepping = ahead.map((to): Deed => ({ does: "step", to }));
  const first = work.overdue && session.unit !== work.lead_unit ? planning.filter(isUrge) : [];
  const begins = work.status === "not_started" ? stepping : [];
  const wanted = [
    ...first,
    ...decided,
    ...begins,
    ...counted,
    ...stepping,
    ...planning,
    ...ofWorkers(work, session, tenant, offices),
  ];
  return [...new Set(wanted), ...others.map((to): Deed => ({ does: "step", to }))];
}

function isUrge({ does }: Deed): boolean {
  return does === "urge";
}

/** The standing agency and the Office (FR-X-08, FR-NT-10, FR-BP-18). */
function ofPlanners(work: OneWork): Deed[] {
  if (work.done || work.status === "cancelled") return [];
  const led = work.lead_unit !== null;
  return [
    ...(isTask(work) ? [{ does: "deadline" } as const] : []),
    ...(isTask(work) && led ? [{ does: "lead" } as const] : []),
    ...(led ? [{ does: "urge" } as const] : []),
  ];
}

/** Those who do it ask for a later deadline; the agency asks nothing of itself (FR-X-08). */
function ofWorkers(work: OneWork, session: Session, tenant: string, offices: Offices | undefined): Deed[] {
  const to = extensionDesk(work, session, tenant, offices);
  return to ? [{ does: "extension", of: to }] : [];
}

/** Numbers of others wait for the lead's word; its own can always be reported. */
function ofNumbers(work: OneWork): Deed[] {
  const waiting = (work.measured?.unconfirmed ?? []).length > 0;
  return [...(waiting ? [{ does: "confirm" } as const] : []), { does: "progress" }];
}

/** The lead submits, the standing agency or the Office enters what was decided (FR-TW-06). */
function approvals(work: OneWork, kept: boolean, planned: boolean): Deed[] {
  if (!isTask(work) || !work.approval || work.done || work.status === "cancelled") return [];
  const { state } = work.approval;
  if (state === "open" || state === "returned") return kept ? [{ does: "approval", to: "submitted" }] : [];
  if (state !== "submitted" || !planned) return [];
  return [
    { does: "approval", to: "approved" },
    { does: "approval", to: "returned" },
  ];
}
