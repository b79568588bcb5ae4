import { DateInput, type DateInputProps } from "@mantine/dates";
import "@mantine/dates/styles.layer.css";
import "dayjs/locale/vi";
import { useTranslation } from "react-i18next";
import { shownDay } from "./times";

type Props = Omit<DateInputProps, "value" | "onChange"> & {
  /** YYYY-MM-DD; empty where none is chosen. */
  value: string;
  onChange: (day: string) => void;
};

/** A day as it is written here, 31/03/2024, whatever the language of the browser; typed or chosen. */
export function DayInput({ value, onChange, ...others }: Props) {
  const { t, i18n } = useTranslation();
  const level = t("calendar.level");
  return (
    <DateInput
      clearable={!others.required}
      {...others}
      value={value || null}
      onChange={(day) => onChange(day ?? "")}
      valueFormat={shownDay}
      dateParser={typedDay}
      placeholder={t("calendar.format")}
      locale={i18n.language}
      clearButtonProps={{ "aria-label": t("calendar.clear") }}
      hideOutsideDates
      weekendDays={[]}
      ariaLabels={{
        previousMonth: t("calendar.previous"),
        nextMonth: t("calendar.next"),
        previousYear: t("calendar.previous"),
        nextYear: t("calendar.next"),
        previousDecade: t("calendar.previous"),
        nextDecade: t("calendar.next"),
        monthLevelControl: level,
        yearLevelControl: level,
      }}
    />
  );
}

/** 31/3/2024, 31-03-2024 or 2024-03-31; null for what is no day. */
export function typedDay(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? [];
  const iso = year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text.trim();
  const read = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== iso ? null : iso;
}
