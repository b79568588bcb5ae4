import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Bottleneck, type Filters, useBottlenecks } from "../../api/bottlenecks";
import { useReportedCommitments } from "../../api/meetings";
import { useOffices } from "../../api/offices";
import { answersFor, isStandingAgency, plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { type Undertaking, useTasks, type Work } from "../../api/work";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { momentOf } from "../../parts/times";
import { judgedSteps } from "../../parts/works";
import { ReportForm } from "./ReportForm";
import { type Columns, Waiting } from "./Waiting";
import { Wanted } from "./Wanted";
import classes from "./work.module.css";

/** What waits for those who lead: proposals to decide on, submitted work, and for the standing agency what nobody proposed on yet. */
export function Decisions({ tenant, session }: { tenant: string; session: Session }) {
  const agency = isStandingAgency(session, tenant);
  const offices = useOffices(tenant);
  const desk = offices?.standing;
  const moves = plans(session, tenant) && answersFor(session, tenant, desk, offices);
  return (
    <Stack gap="lg">
      <Bottlenecks tenant={tenant} which="proposed" />
      <Approvals tenant={tenant} agency={agency} />
      {desk && moves && <Wanted tenant={tenant} desk={desk} />}
      {plans(session, tenant) && <Kept tenant={tenant} />}
      {agency && <Bottlenecks tenant={tenant} which="open" />}
    </Stack>
  );
}

function Bottlenecks({ tenant, which }: { tenant: string; which: "proposed" | "open" }) {
  const { t } = useTranslation("work");
  const field = useField();
  const filters: Filters = { status: [which] };
  const columns: Columns<Bottleneck> = [
    [t("columns.id"), ({ id }) => id],
    [t("columns.title"), (one) => field(one, "title")],
    [t("columns.since"), ({ age_days }) => t("age", { count: age_days })],
  ];
  return (
    <Asked of={useBottlenecks(tenant, filters)}>
      {({ pages }) => (
        <Waiting name={which} rows={pages.flatMap((page) => page.items)} columns={columns}>
          {(one) => (
            <li key={one.id} className={classes.row} data-id={one.id}>
              <Text component={Link} to={`/t/${tenant}/bottlenecks/${encodeURIComponent(one.id)}`} fw={600}>
                {field(one, "title")}
              </Text>
              <Text size="sm">{t("age", { count: one.age_days })}</Text>
            </li>
          )}
        </Waiting>
      )}
    </Asked>
  );
}

/** Commitments that units say they have kept; they are looked at where they were made. */
function Kept({ tenant }: { tenant: string }) {
  const { t } = useTranslation("work");
  const field = useField();
  const { unit } = useNames(tenant);
  const columns: Columns<Undertaking> = [
    [t("columns.id"), ({ id }) => id],
    [t("columns.title"), (one) => field(one, "title")],
    [t("columns.unit"), (one) => unit(one.unit)],
    [t("columns.result"), ({ result }) => result],
  ];
  return (
    <Asked of={useReportedCommitments(tenant)}>
      {(kept) => (
        <Waiting name="commitments" rows={kept} columns={columns}>
          {(one) => (
            <li key={one.id} className={classes.row} data-id={one.id}>
              <Text component={Link} to={`/t/${tenant}/meetings/${encodeURIComponent(one.origin)}`} fw={600}>
                {field(one, "title")}
              </Text>
              <Text size="sm">{[unit(one.unit), one.result].filter(Boolean).join(": ")}</Text>
            </li>
          )}
        </Waiting>
      )}
    </Asked>
  );
}

/** Submitted work, with its judgement for whom it is theirs. */
function Approvals({ tenant, agency }: { tenant: string; agency: boolean }) {
  const { t } = useTranslation("work");
  const field = useField();
  const { unit } = useNames(tenant);
  const columns: Columns<Work> = [
    [t("columns.id"), ({ id }) => id],
    [t("columns.title"), (work) => field(work, "title")],
    [t("columns.unit"), ({ lead_unit }) => unit(lead_unit)],
    [t("columns.since"), ({ status_since }) => momentOf(status_since)],
    [t("columns.result"), (work) => work.product ?? field(work, "product")],
  ];
  return (
    <Asked of={useTasks(tenant, { status: ["submitted"] })}>
      {(works) => (
        <Waiting name="submitted" rows={works} columns={columns}>
          {(work) => (
            <Submitted key={work.id} tenant={tenant} work={work} judges={agency && judgedSteps(work).length > 0} />
          )}
        </Waiting>
      )}
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
