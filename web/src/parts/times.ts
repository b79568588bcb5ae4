/** Dates and numbers as people say them there: 31/03/2024, "tháng 10/2024" where only the month is known, 10.000. Vietnam time. */
import { useTranslation } from "react-i18next";

const ZONE = "Asia/Ho_Chi_Minh";
const day = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, day: "2-digit", month: "2-digit", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const DAY_MS = 86_400_000;

export function dateOf(instant: string | Date): string {
  return day.format(new Date(instant));
}

export function momentOf(instant: string | Date): string {
  return moment.format(new Date(instant)).replace(",", "");
}

/** The day in Vietnam as YYYY-MM-DD. */
export function isoDateOf(instant: string | Date): string {
  return isoDay.format(new Date(instant));
}

/** A day as YYYY-MM-DD, as people write it. */
export function shownDay(day: string): string {
  return day.split("-").reverse().join("/");
}

/** Whole days from now until the day of the instant; negative when it is over. */
export function daysUntil(instant: string, now: Date = new Date()): number {
  return Math.round((Date.parse(isoDateOf(instant)) - Date.parse(isoDateOf(now))) / DAY_MS);
}

export interface Deadline {
  due_at?: string | null;
  due_precision?: string | null;
}

/** The deadline no more exactly than it is known. */
export function useDeadline(): (deadline: Deadline) => string {
  const { t } = useTranslation();
  return ({ due_at, due_precision }) => {
    if (!due_at) return t("deadline.none");
    const [year = "", month = ""] = isoDateOf(due_at).split("-");
    if (due_precision === "month") return t("deadline.month", { month, year });
    if (due_precision === "quarter") return t("deadline.quarter", { quarter: Math.ceil(Number(month) / 3), year });
    if (due_precision === "year") return t("deadline.year", { year });
    return dateOf(due_at);
  };
}

/** How far the deadline is, in words: "còn 3 ngày", "quá hạn 5 ngày". */
export function useDistance(): (due_at: string) => string {
  const { t } = useTranslation();
  return (due_at) => {
    const days = daysUntil(due_at);
    if (days === 0) return t("deadline.today");
    return days > 0 ? t("deadline.left", { count: days }) : t("deadline.over", { count: -days });
  };
}

export function useNumber(): (value: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language === "en" ? "en-GB" : "vi-VN", { maximumFractionDigits: 2 });
  return (value) => format.format(value);
}
