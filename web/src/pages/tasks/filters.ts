/** The filters are the address, so that a link shows a colleague the same rows. */
import type { WorkQuery } from "../../api/tasks";
import { put, useAddress } from "../../parts/address";

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
const YES_OR_NO = new Set<Filter>(["done", "counted", "overdue", "clear", "added"]);

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

function asQuery(given: Filters["given"]): WorkQuery {
  const said = Object.entries(given).map(([filter, value]) => [
    filter,
    YES_OR_NO.has(filter as Filter) && (value === "true" || value === "false") ? value === "true" : value,
  ]);
  const asked = Object.fromEntries(said) as WorkQuery;
  return given.status ? { ...asked, status: given.status.split(",") as WorkQuery["status"] } : asked;
}

/** The same filters for the workbook. */
export function exportOf(tenant: string, given: Filters["given"]): string {
  const query = new URLSearchParams(Object.entries(given)).toString();
  return `/v1/${encodeURIComponent(tenant)}/exports/tasks.xlsx${query ? `?${query}` : ""}`;
}
