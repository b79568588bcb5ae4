/** Amounts as people say them: what is counted, and what has to be reached. */
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useNumber } from "./times";

const SIGNS = { "=": "=", ">=": "≥", "<=": "≤" };

type Measure = string | null | undefined;

/** A unit of measure in the reader's language; one that is not known stays as its source has it. */
export function useMeasure(): (unit: Measure) => string {
  const { t, i18n } = useTranslation("measures");
  return (unit) => (unit && i18n.exists(unit, { ns: "measures" }) ? t(unit) : (unit ?? ""));
}

/** "≥ 20 dịch vụ" */
export function useTarget(): (target: Schemas["Target"]) => string {
  const measure = useMeasure();
  const number = useNumber();
  return ({ op, value, unit }) => [SIGNS[op], number(value), measure(unit)].filter(Boolean).join(" ");
}
