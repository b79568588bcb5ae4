import { Table, VisuallyHidden } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../../api/client";
import { reportedCounts } from "../../parts/counts";
import { NoData } from "../../parts/NoData";
import { OUTCOMES, OutcomeBar, type OutcomeCounts } from "../../parts/outcomes";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { isoDateOf, shownDay } from "../../parts/times";

const MONTHS = 6;

/** The last days of the months before the day, the oldest first, as YYYY-MM-DD. */
export function monthEnds(day: string, months = MONTHS): string[] {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return Array.from({ length: months }, (_, back) => {
    const last = new Date(Date.UTC(year, month - 1 - (months - 1 - back), 0));
    return last.toISOString().slice(0, 10);
  });
}

/** How the same work stood at the ends of the months before, and at the day that is shown. */
export function Trend({ tenant, asOf, now }: { tenant: string; asOf: string | null; now: OutcomeCounts | null }) {
  const { t } = useTranslation("overview");
  const days = monthEnds(asOf ?? isoDateOf(new Date()));
  const before = useQueries({
    queries: days.map((day) => ({
      queryKey: [tenant, "scoreboard", day],
      staleTime: 300_000,
      queryFn: () => ask(api.GET("/v1/{tenant}/scoreboard", { params: { path: { tenant }, query: { as_of: day } } })),
    })),
  });
  const points = before.map((answer, at) => ({
    day: days[at] ?? "",
    counts: answer.data && reportedCounts(answer.data.tasks.outcome),
  }));
  return (
    <Section
      title={t("trend.title")}
      help="as_of"
      actions={
        <SaveCsv
          name={t("trend.title")}
          rows={() => [...points, { day: isoDateOf(asOf ?? new Date()), counts: now }]}
          columns={[
            [t("trend.day"), ({ day }) => shownDay(day)],
            ...OUTCOMES.map((outcome): [string, (point: Standing) => number | null] => [
              t(`common:outcome.${outcome}`),
              ({ counts }) => counts?.[outcome] ?? null,
            ]),
          ]}
        />
      }
    >
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("trend.day")}</Table.Th>
            <Table.Th>{t("progress")}</Table.Th>
            <Table.Th ta="right">{t("trend.overdue")}</Table.Th>
            <Table.Th ta="right">{t("trend.done")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...points, { day: t("trend.shown"), counts: now }].map(({ day, counts }) => (
            <Point key={day} day={day} counts={counts} />
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

/** Null: nothing was reported until that day. Undefined: not answered yet. */
interface Standing {
  day: string;
  counts: OutcomeCounts | null | undefined;
}

function Point({ day, counts }: Standing) {
  const shown = /^\d{4}-/.test(day) ? shownDay(day) : day;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ whiteSpace: "nowrap" }}>
        {shown}
      </Table.Th>
      {counts === null ? <NoData span={3} /> : <Counts counts={counts} label={shown} />}
    </Table.Tr>
  );
}

function Counts({ counts, label }: { counts: OutcomeCounts | undefined; label: string }) {
  const { t } = useTranslation("overview");
  return (
    <>
      <Table.Td w="50%">
        {counts ? <OutcomeBar counts={counts} label={label} /> : <VisuallyHidden>{t("trend.waiting")}</VisuallyHidden>}
      </Table.Td>
      <Table.Td ta="right">{counts?.open_overdue ?? "…"}</Table.Td>
      <Table.Td ta="right">{counts ? counts.done_on_time + counts.done_late : "…"}</Table.Td>
    </>
  );
}
