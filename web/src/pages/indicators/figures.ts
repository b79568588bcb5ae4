import { useTranslation } from "react-i18next";
import type { Line } from "../../api/indicators";
import { useMeasure } from "../../parts/measures";
import { useField } from "../../parts/said";
import { dateOf, useNumber } from "../../parts/times";

export interface Figures {
  numerator: number | null;
  denominator: number | null;
  rate: number | null;
  quality?: Record<string, { met: number; of: number }> | null;
}

/** "70/80 = 87,5 %", a count, or the four criteria; nothing where nothing was reported. */
export function useFigure(): (figures: Figures) => string {
  const { t } = useTranslation("indicators");
  const number = useNumber();
  return ({ numerator, denominator, rate, quality }) => {
    if (quality)
      return Object.entries(quality)
        .map(([criterion, { met, of }]) => `${t(`criteria.${criterion}`)} ${number(met)}/${number(of)}`)
        .join(", ");
    if (numerator === null) return t("common:no_data");
    if (denominator === null) return number(numerator);
    const share = rate === null ? "" : ` = ${number(rate)} %`;
    return `${number(numerator)}/${number(denominator)}${share}`;
  };
}

/** Where it stood at the beginning, with the day; nothing where no text says so. */
export function useBaseline(): (line: Line) => string | null {
  const { t } = useTranslation("indicators");
  const number = useNumber();
  return (line) => {
    const baseline = line.baseline as { as_of: string; value: number } | null;
    return baseline && t("baseline", { value: number(baseline.value), date: dateOf(baseline.as_of) });
  };
}

/** What has to be reached, and how it is reckoned; the service writes the unit of measure as its source has it. */
export function useFormula(): (line: Line) => string {
  const { t } = useTranslation("indicators");
  const field = useField();
  const measure = useMeasure();
  return ({ target, unit_of_measure: unit }) =>
    target ? field(target, "formula").replace(` ${unit},`, ` ${measure(unit)},`) : t("no_target");
}

/** What is drawn: the rate of a ratio, else the count. */
export function heightOf({ numerator, denominator, rate }: Figures): number | null {
  return denominator === null ? numerator : rate;
}
