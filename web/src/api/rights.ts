/** Who may do what, as the services decide it: a page offers nothing that would be refused. */
import type { Offices } from "./offices";
import type { Session } from "./session";

const OF_UNITS = new Set(["unit_head", "district_chair", "unit_officer", "commune_officer"]);
const HEADS = new Set(["unit_head", "district_chair"]);
const DECIDERS = new Set(["chairman", "permanent_vice_chairman"]);

type Unit = string | null | undefined;

export function atHome(session: Session, tenant: string): boolean {
  return session.tenant === tenant;
}

/** Keeps the programme going: the Provincial Police; at the central level the Working Group's officer. */
export function isStandingAgency(session: Session, tenant: string): boolean {
  const atCentre = session.role === "central_wg_officer" && session.central;
  return atHome(session, tenant) && (session.role === "standing_officer" || atCentre);
}

/** Registers, also from workbooks: the standing agency and the Office. */
export function plans(session: Session, tenant: string): boolean {
  return isStandingAgency(session, tenant) || (atHome(session, tenant) && session.role === "office_officer");
}

/** Chooses what has to be clear. */
export function choosesClarity(session: Session, tenant: string): boolean {
  return isStandingAgency(session, tenant) || (atHome(session, tenant) && session.role === "chairman");
}

/** An integrator keeps its own. */
export function keepsSubscriptions(session: Session, tenant: string): boolean {
  const integrator = session.role === "integrator" && session.unit === null;
  return isStandingAgency(session, tenant) || (atHome(session, tenant) && integrator);
}

/** Head, deputy or officer of that unit. */
export function worksIn(session: Session, tenant: string, unit: Unit): boolean {
  return atHome(session, tenant) && OF_UNITS.has(session.role) && unit != null && session.unit === unit;
}

/** Reports figures of an own unit; the standing agency those of the whole. */
export function reports(session: Session, tenant: string): boolean {
  const sitsInOffice = plans(session, tenant) && session.unit !== null;
  return isStandingAgency(session, tenant) || worksIn(session, tenant, session.unit) || sitsInOffice;
}

export function heads(session: Session, tenant: string, unit: Unit): boolean {
  return worksIn(session, tenant, unit) && HEADS.has(session.role);
}

/** Changes the status of a work. */
export function keeps(session: Session, tenant: string, lead: Unit): boolean {
  return worksIn(session, tenant, lead) || isStandingAgency(session, tenant);
}

/** Whether there is any work whose status this person may change. */
export function keepsAny(session: Session, tenant: string): boolean {
  return worksIn(session, tenant, session.unit) || isStandingAgency(session, tenant);
}

/** Decides on what is proposed (FR-BP-13). */
export function decides(session: Session, tenant: string): boolean {
  return atHome(session, tenant) && DECIDERS.has(session.role);
}

/** Watches over the work of all units, and has no unit's work of its own to do. */
export function watches(session: Session, tenant: string): boolean {
  return plans(session, tenant) || decides(session, tenant);
}

/** Reads and answers what a unit was written: its own people; for the two desks also the officers whose role names no unit. */
export function answersFor(session: Session, tenant: string, unit: Unit, offices: Offices | undefined): boolean {
  if (!atHome(session, tenant) || unit == null) return false;
  const officer = isStandingAgency(session, tenant) || session.role === "office_officer";
  const desk = isStandingAgency(session, tenant) ? offices?.standing : offices?.office;
  return worksIn(session, tenant, unit) || (officer && (session.unit ?? desk) === unit);
}

/** Writes to units: any unit to its peers, the standing agency and the Office to all (FR-NA-09). */
export function writes(session: Session, tenant: string): boolean {
  return worksIn(session, tenant, session.unit) || plans(session, tenant);
}

/** Speaks for a unit, or keeps the minutes. */
export function speaksFor(session: Session, tenant: string, unit: Unit): boolean {
  return worksIn(session, tenant, unit) || plans(session, tenant);
}
