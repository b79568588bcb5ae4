import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Work } from "../../api/tasks";
import { useNames } from "../../parts/names";
import { useField } from "../../parts/said";
import { isoDateOf } from "../../parts/times";
import { Rest, StillLoading, useEverything } from "./loading";
import type { More } from "./TasksPage";
import { Due, Standing } from "./TaskTable";
import classes from "./tasks.module.css";

interface Props {
  works: Work[];
  more: More;
  tenant: string;
}

const AT_FIRST = 20;
const UNDATED = "9999-99";

function monthOf(work: Work): string {
  return work.obligation.due_at ? isoDateOf(work.obligation.due_at).slice(0, 7) : UNDATED;
}

function byMonth(works: Work[]): Record<string, Work[]> {
  const months: Record<string, Work[]> = {};
  for (const work of works) {
    const month = monthOf(work);
    const known = months[month];
    if (known) known.push(work);
    else months[month] = [work];
  }
  return months;
}

/** The same rows by the month in which they are due; what has no deadline is said to have none. */
export function Timeline({ works, more, tenant }: Props) {
  useEverything(more);
  const months = Object.entries(byMonth(works)).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Stack gap="lg">
      <StillLoading more={more} loaded={works.length} />
      {months.map(([month, due]) => (
        <Month key={month} month={month} works={due} tenant={tenant} />
      ))}
    </Stack>
  );
}

function Month({ month, works, tenant }: { month: string; works: Work[]; tenant: string }) {
  const { t } = useTranslation("tasks");
  const [most, show] = useState(AT_FIRST);
  const [year, number] = month.split("-");
  return (
    <section data-month={month}>
      <Title order={2} size="h5" mb="xs">
        {month === UNDATED ? t("undated") : t("common:deadline.month", { month: number, year })} ({works.length})
      </Title>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
        {works.slice(0, most).map((work) => (
          <Entry key={work.id} work={work} tenant={tenant} />
        ))}
      </Stack>
      <Rest hidden={works.length - most} show={() => show(most + AT_FIRST)} />
    </section>
  );
}

function Entry({ work, tenant }: { work: Work; tenant: string }) {
  const field = useField();
  const names = useNames(tenant);
  return (
    <Paper component="li" withBorder p="sm" data-task={work.id}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex="1 1 18rem">
          <Link to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`} className={classes.title}>
            {field(work, "title")}
          </Link>
          <Text size="xs" c="dark.4">
            {work.id} · {names.unit(work.lead_unit)}
          </Text>
        </Stack>
        <Stack gap={2} align="flex-end" className={classes.standing}>
          <Standing work={work} />
          <Due work={work} />
        </Stack>
      </Group>
    </Paper>
  );
}
