/** Who decides on deadlines, and who may ask for another one. */
import type { Schemas } from "../api/client";
import type { Offices } from "../api/offices";
import { worksIn } from "../api/rights";
import type { Session } from "../api/session";
import { isTask, type OneWork, type Work } from "../api/tasks";

type Role = Schemas["Role"];
const IN_PROVINCES: Role[] = ["chairman", "permanent_vice_chairman", "standing_officer", "office_officer"];
const AT_THE_CENTRE: Role[] = ["central_wg_officer"];

/** Whose decision moves a deadline, the one who usually does so first (FR-X-08). */
export function decidersOf(tenant: string): Role[] {
  return tenant === "central" ? AT_THE_CENTRE : IN_PROVINCES;
}

/** The unit that is asked for a later deadline of this work; null where this person asks for none. */
export function extensionDesk(
  work: Work | OneWork,
  session: Session,
  tenant: string,
  offices: Offices | undefined,
): string | null {
  const desk = offices?.standing ?? null;
  const open = isTask(work) && !work.done && work.status !== "cancelled" && work.obligation.due_at != null;
  return open && desk !== session.unit && worksIn(session, tenant, work.lead_unit) ? desk : null;
}
