import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Filters, useBottlenecks } from "../../api/bottlenecks";
import { isStandingAgency } from "../../api/rights";
import type { Session } from "../../api/session";
import { useTasks, type Work } from "../../api/work";
import { Asked } from "../../parts/Asked";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { momentOf } from "../../parts/times";
import { ReportForm } from "./ReportForm";
import classes from "./work.module.css";

/** What waits for those who lead: proposals to decide on, submitted work, and for the standing agency what nobody proposed on yet. */
export function Decisions({ tenant, session }: { tenant: string; session: Session }) {
  const agency = isStandingAgency(session, tenant);
  return (
    <Stack gap="lg">
      <Bottlenecks tenant={tenant} which="proposed" />
      <Asked of={useTasks(tenant, { status: ["submitted"] })}>
        {(works) => (
          <Waiting name="submitted" count={works.length}>
            {works.map((work) => (
              <Submitted key={work.id} tenant={tenant} work={work} judges={agency} />
            ))}
          </Waiting>
        )}
      </Asked>
      {agency && <Bottlenecks tenant={tenant} which="open" />}
    </Stack>
  );
}

function Waiting({ name, count, children }: { name: string; count: number; children: ReactNode }) {
  const { t } = useTranslation("work");
  return (
    <section aria-labelledby={`waits-${name}`} data-section={name}>
      <Title order={2} size="h4" id={`waits-${name}`} mb="xs">
        {t(`waits.${name}`)} ({count})
      </Title>
      {count === 0 ? <Text c="dark.4">{t("waits.nothing")}</Text> : <ul className={classes.rows}>{children}</ul>}
    </section>
  );
}

function Bottlenecks({ tenant, which }: { tenant: string; which: "proposed" | "open" }) {
  const { t } = useTranslation("work");
  const field = useField();
  const filters: Filters = { status: [which] };
  return (
    <Asked of={useBottlenecks(tenant, filters)}>
      {({ pages }) => {
        const known = pages.flatMap((page) => page.items);
        return (
          <Waiting name={which} count={known.length}>
            {known.map((one) => (
              <li key={one.id} className={classes.row} data-id={one.id}>
                <Text component={Link} to={`/t/${tenant}/bottlenecks/${encodeURIComponent(one.id)}`} fw={600}>
                  {field(one, "title")}
                </Text>
                <Text size="sm">{t("age", { count: one.age_days })}</Text>
              </li>
            ))}
          </Waiting>
        );
      }}
    </Asked>
  );
}

function Submitted({ tenant, work, judges }: { tenant: string; work: Work; judges: boolean }) {
  const { t } = useTranslation("work");
  const field = useField();
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.row} data-id={work.id}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} className={classes.facts}>
          <Text component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`} fw={600}>
            {field(work, "title")}
          </Text>
          <Group gap="xs">
            <Text size="sm">{t("since", { at: momentOf(work.status_since) })}</Text>
            <Text size="sm">{work.product ?? field(work, "product")}</Text>
            <SampleMark sample={work.sample} />
          </Group>
        </Stack>
        {judges && !open && (
          <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
            {t("judge_this", { id: work.id })}
          </Button>
        )}
      </Group>
      {judges && open && <ReportForm tenant={tenant} work={work} judging close={() => setOpen(false)} />}
    </li>
  );
}
