/** A ladder while it is being changed: rows carry keys, so that they can be added and dropped. */
import type { Schemas } from "../../api/client";

export interface StepDraft {
  key: string;
  days: number | null;
  mark: Schemas["MonthMark"] | null;
  to: Schemas["Rung"][];
  holds: number;
}

export interface LineDraft {
  key: string;
  kinds: Schemas["ObligationKind"][];
  steps: StepDraft[];
}

export const RUNGS: Schemas["Rung"][] = [
  "officers",
  "head",
  "standing_agency",
  "office",
  "permanent_vice_chairman",
  "chairman",
  "central",
];
export const KINDS: Schemas["ObligationKind"][] = [
  "task",
  "pilot_model",
  "acknowledgement",
  "survey_response",
  "periodic_report",
  "urge",
  "explanation",
  "peer_request",
  "guidance",
  "recommendation",
  "commitment",
  "copy",
];
export const STEP: Omit<StepDraft, "key"> = { days: 1, mark: null, to: ["head"], holds: 0 };

export function keyed<T>(thing: T): T & { key: string } {
  return { ...thing, key: crypto.randomUUID() };
}

/** A day after the last one: no day stands twice in a line. */
export function nextStep(line: LineDraft): StepDraft {
  return keyed({ ...STEP, days: Math.max(0, ...line.steps.map((step) => step.days ?? 0)) + 1 });
}

export function wishOf(lines: LineDraft[], note: string): Schemas["NewLadder"] {
  return {
    note: note || null,
    lines: lines.map(({ kinds, steps }) => ({
      kinds,
      steps: steps.map(({ days, mark, to, holds }) => ({ days, mark, to, holds })),
    })),
  };
}
