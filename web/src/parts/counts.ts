import { OUTCOMES, type OutcomeCounts } from "./outcomes";

type Said = Partial<Record<keyof OutcomeCounts, number | null>>;

/** A tenant that reported nothing has nulls; they are drawn as nothing, and said beside it. */
export function countsOf(outcome: Said | null | undefined): OutcomeCounts {
  return Object.fromEntries(OUTCOMES.map((name) => [name, outcome?.[name] ?? 0])) as OutcomeCounts;
}

/** Null where nothing was reported, so that nobody draws a 0. */
export function reportedCounts(outcome: Said | null | undefined): OutcomeCounts | null {
  return OUTCOMES.some((name) => outcome?.[name] != null) ? countsOf(outcome) : null;
}

interface Line {
  outcome: Said;
  slow?: boolean;
  remaining?: number | null;
}

/** By need: slow groups, then the most overdue, then what has most left. */
export function byNeed(a: Line, b: Line): number {
  const slow = Number(b.slow ?? false) - Number(a.slow ?? false);
  const overdue = (b.outcome.open_overdue ?? 0) - (a.outcome.open_overdue ?? 0);
  return slow || overdue || (b.remaining ?? 0) - (a.remaining ?? 0);
}
