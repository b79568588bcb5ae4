/** The filters are the address, so that a link shows a colleague the same rows. */
import type { WorkQuery } from "../../api/tasks";
import { put, useAddress } from "../../parts/address";
import { MODEL_STATUSES, TASK_STATUSES } from "../../parts/works";

export const FILTERS = [
  "q",
  "outcome",
  "done",
  "counted",
  "overdue",
  "sort",
  "group",
  "unit",
  "kind",
  "status",
  "clear",
  "added",
  "due_before",
  "parent",
  "directive",
  "inspection",
] as const;
export type Filter = (typeof FILTERS)[number];
const YES_OR_NO = new Set<Filter>(["done", "overdue", "clear", "added"]);

export interface Filters {
  given: Partial<Record<Filter, string>>;
  /** As the API asks for them. */
  query: WorkQuery;
  set: (filter: Filter, value: string | null) => void;
  clear: () => void;
}

export function useFilters(): Filters {
  const [address, change] = useAddress();
  const given: Partial<Record<Filter, string>> = {};
  for (const filter of FILTERS) {
    const value = address.get(filter);
    if (value) given[filter] = value;
  }
  return {
    given,
    query: asQuery(given),
    set: (filter, value) => change((changed) => put(changed, filter, value)),
    clear: () => change((changed) => FILTERS.forEach((filter) => void changed.delete(filter))),
  };
}

/** What figures count: everything that was not cancelled, unless one status is asked for (FR-NA-03). */
function statusesOf({ counted, status, kind }: Filters["given"]): string[] {
  if (status) return status.split(",");
  if (!counted) return [];
  return (kind === "pilot_model" ? MODEL_STATUSES : TASK_STATUSES).filter((one) => one !== "cancelled");
}

function asQuery(given: Filters["given"]): WorkQuery {
  const statuses = statusesOf(given);
  const said = Object.entries(given).map(([filter, value]) => [
    filter,
    YES_OR_NO.has(filter as Filter) && (value === "true" || value === "false") ? value === "true" : value,
  ]);
  const { status: _, counted: __, ...others } = Object.fromEntries(said) as Record<string, unknown>;
  return { ...others, ...(statuses.length > 0 ? { status: statuses } : {}) } as WorkQuery;
}

/** The same filters for the workbook. */
export function exportOf(tenant: string, given: Filters["given"]): string {
  const { counted: _, status: __, ...others } = given;
  const statuses = statusesOf(given).map((status) => ["status", status]);
  const query = new URLSearchParams([...Object.entries(others), ...statuses]).toString();
  return `/v1/${encodeURIComponent(tenant)}/exports/tasks.xlsx${query ? `?${query}` : ""}`;
}
