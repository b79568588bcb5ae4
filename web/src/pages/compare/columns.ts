/** What is compared, the same of every province. A sum over provinces has the same shape as one province. */
import type { Schemas } from "../../api/client";

type Sort = "tasks" | "assignments" | "models";
type Counts = Schemas["TaskCounts"] | Schemas["ModelCounts"] | Schemas["ReportedTotal"] | null;

export interface Compared {
  tasks: Counts;
  assignments: Counts;
  models: Counts;
  slow_groups?: number | null;
}

export interface Column {
  name: string;
  /** null: no data. */
  value: (line: Compared) => number | null;
  percent?: boolean;
  /** The rows that it counts, below `/t/{tenant}/`. */
  rows?: string;
}

const of = (line: Compared, sort: Sort) => line[sort];

export const COLUMNS: Column[] = [
  {
    name: "overdue",
    value: (line) => of(line, "tasks")?.outcome.open_overdue ?? null,
    rows: "tasks?outcome=open_overdue&sort=task",
  },
  { name: "slow_groups", value: (line) => line.slow_groups ?? null, rows: "overview" },
  { name: "remaining", value: (line) => of(line, "tasks")?.remaining ?? null, rows: "tasks?done=false&sort=task" },
  { name: "done", value: (line) => of(line, "tasks")?.done ?? null, rows: "tasks?done=true&sort=task" },
  { name: "total", value: (line) => of(line, "tasks")?.total ?? null, rows: "tasks?sort=task&counted=true" },
  { name: "rate_done", value: (line) => of(line, "tasks")?.rate_done ?? null, percent: true },
  {
    name: "no_deadline",
    value: (line) => of(line, "tasks")?.outcome.no_deadline ?? null,
    rows: "tasks?outcome=no_deadline&sort=task",
  },
  { name: "assignments", value: (line) => of(line, "assignments")?.total ?? null },
  { name: "models_done", value: (line) => of(line, "models")?.done ?? null },
  { name: "models", value: (line) => of(line, "models")?.total ?? null },
];
