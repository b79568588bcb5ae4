import { SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../../api/client";
import { Asked } from "../../parts/Asked";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { isoDateOf, shownDay, useNumber } from "../../parts/times";

const SHOWN = ["due_in_period", "done_on_time", "done_late", "overdue"] as const;

/** What the month brought so far: due in it, done in it, newly late (FR-NA-20). */
export function ThisMonth({ tenant, asOf }: { tenant: string; asOf: string | null }) {
  const { t } = useTranslation("overview");
  const number = useNumber();
  const period = (asOf ?? isoDateOf(new Date())).slice(0, 7);
  const title = t("month.title", { month: shownDay(period) });
  const report = useQuery({
    queryKey: [tenant, "periods", period, asOf],
    queryFn: () =>
      ask(
        api.GET("/v1/{tenant}/periods/{period}", {
          params: { path: { tenant, period }, query: { as_of: asOf ?? undefined } },
        }),
      ),
  });
  return (
    <Section
      title={title}
      help="done_late"
      actions={
        <SaveCsv
          name={title.replaceAll("/", "-")}
          disabled={!report.data?.tasks.reported}
          rows={() => [...SHOWN]}
          columns={[
            [t("name"), (what) => t(`month.${what}`)],
            [t("total"), (what) => report.data?.tasks[what]],
          ]}
        />
      }
    >
      <Asked of={report}>
        {({ tasks }) => (
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {SHOWN.map((what) => (
              <Text key={what} component="div">
                <Text fz={24} fw={600} span>
                  {tasks.reported ? number(tasks[what] ?? 0) : "–"}
                </Text>{" "}
                {t(`month.${what}`)}
              </Text>
            ))}
          </SimpleGrid>
        )}
      </Asked>
    </Section>
  );
}
