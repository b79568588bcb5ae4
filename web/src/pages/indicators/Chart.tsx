import { useTranslation } from "react-i18next";
import type { Line, Period } from "../../api/indicators";
import { useNumber } from "../../parts/times";
import classes from "./chart.module.css";
import { heightOf, useFigure } from "./figures";

const WIDTH = 640;
const HEIGHT = 180;
const FOOT = 24;
const HEAD = 18;
const LABELS = 10;

/** Bars by period, the oldest first, with the target as a line; what was not reported is hatched. The table below says the same. */
export function Chart({ line, periods }: { line: Line; periods: Period[] }) {
  const { t } = useTranslation("indicators");
  const figure = useFigure();
  const number = useNumber();
  const shown = [...periods].reverse();
  const goal = line.target?.kind === "absolute" ? line.target.value : null;
  const top = Math.max(1, goal ?? 0, ...shown.map(({ total }) => heightOf(total) ?? 0));
  const step = WIDTH / Math.max(1, shown.length);
  const every = Math.ceil(shown.length / LABELS);
  const y = (value: number) => HEIGHT - FOOT - (value / top) * (HEIGHT - FOOT - HEAD);
  const words = shown.map(({ period, total }) => `${period}: ${figure(total)}`).join("; ");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.chart} role="img" aria-label={t("chart", { words })}>
      <defs>
        <pattern id="hatched" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" fill="#e9e9ee" />
          <rect width="3" height="7" fill="#8a8a94" />
        </pattern>
      </defs>
      {shown.map(({ period, total }, place) => {
        const value = heightOf(total);
        const from = value === null ? HEAD : y(value);
        const x = place * step + step * 0.2;
        return (
          <g key={period}>
            <rect
              x={x}
              y={from}
              width={step * 0.6}
              height={HEIGHT - FOOT - from}
              fill={value === null ? "url(#hatched)" : "var(--in-time)"}
            />
            <text x={x + step * 0.3} y={from - 4} className={classes.value}>
              {value === null || place % every !== 0 ? "" : number(value)}
            </text>
            <text x={x + step * 0.3} y={HEIGHT - 6} className={classes.period}>
              {place % every === 0 ? period : ""}
            </text>
          </g>
        );
      })}
      {goal !== null && <line x1={0} x2={WIDTH} y1={y(goal)} y2={y(goal)} className={classes.goal} />}
    </svg>
  );
}
