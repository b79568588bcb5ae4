import { Badge, Blockquote, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Commitment, WholeMeeting } from "../../api/meetings";
import { plans, speaksFor, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { AnswerForm } from "../../parts/AnswerForm";
import { useNames } from "../../parts/names";
import { OutcomeBadge } from "../../parts/outcomes";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { daysUntil, shownDay, useDeadline, useDistance } from "../../parts/times";
import { Commit } from "./Commit";
import { type Closing, Judging } from "./Judging";
import classes from "./meetings.module.css";

const OWED = new Set<Commitment["status"]>(["open", "returned"]);

interface Props {
  tenant: string;
  known: WholeMeeting;
  session: Session;
}

/** What units promised, with owner and day, and what became of it; those that are owed first (FR-NA-13). */
export function Commitments({ tenant, known, session }: Props) {
  const { t } = useTranslation("meetings");
  const [committing, commit] = useState(false);
  const speaks = known.participants.some((unit) => speaksFor(session, tenant, unit));
  const lies = daysUntil(known.held_on) > 0;
  const due = ({ obligation }: Commitment) => obligation.due_at ?? "";
  const closed = ({ status }: Commitment) => Number(!OWED.has(status));
  const sorted = [...known.undertakings].sort((a, b) => closed(a) - closed(b) || due(a).localeCompare(due(b)));
  return (
    <Section
      title={t("commitments")}
      actions={
        <>
          <SaveCommitments tenant={tenant} rows={sorted} />
          {speaks && !lies && (
            <Button size="compact-md" className="no-print" onClick={() => commit(true)}>
              {t("commit.action")}
            </Button>
          )}
        </>
      }
    >
      {committing && <Commit tenant={tenant} known={known} session={session} close={() => commit(false)} />}
      {lies && <Text c="dark.4">{t("lies_ahead", { date: shownDay(known.held_on) })}</Text>}
      {!lies && sorted.length === 0 && <Text c="dark.4">{t("no_commitments")}</Text>}
      {sorted.length > 0 && (
        <ul className={classes.rows}>
          {sorted.map((one) => (
            <OneCommitment key={one.id} tenant={tenant} one={one} session={session} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface OneProps {
  tenant: string;
  one: Commitment;
  session: Session;
}

function OneCommitment({ tenant, one, session }: OneProps) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const deadline = useDeadline();
  const distance = useDistance();
  const { unit } = useNames(tenant);
  const { due_at } = one.obligation;
  return (
    <li className={classes.row} data-commitment={one.id} data-status={one.status}>
      <Stack gap={4}>
        <Text fw={600}>{field(one, "title")}</Text>
        <Group gap="xs">
          {one.outcome && <OutcomeBadge outcome={one.outcome} />}
          <Badge variant="outline" color="dark" tt="none">
            {t(`work:status.${one.status}`)}
          </Badge>
          <Text size="sm">{unit(one.unit)}</Text>
          <Text size="sm">
            {t("work:due", { date: deadline(one.obligation) })}
            {due_at && OWED.has(one.status) && ` · ${distance(due_at)}`}
          </Text>
          <SampleMark sample={one.sample} />
        </Group>
        {one.result && (
          <Blockquote p="sm">{[one.result, one.documents.join("; ")].filter(Boolean).join(" · ")}</Blockquote>
        )}
        {one.reason && <Text size="sm">{t("because", { reason: one.reason })}</Text>}
        <Steps tenant={tenant} one={one} session={session} />
      </Stack>
    </li>
  );
}

/** The unit reports what it did; who keeps the minutes accepts that, gives it back, or lets it go. */
function Steps({ tenant, one, session }: OneProps) {
  const { t } = useTranslation("meetings");
  const [doing, start] = useState<Closing | "report" | null>(null);
  const reports = OWED.has(one.status) && worksIn(session, tenant, one.unit);
  const judged: Closing[] =
    one.status === "reported" ? ["accepted", "returned"] : OWED.has(one.status) ? ["waived"] : [];
  const judges = plans(session, tenant) ? judged : [];
  const close = () => start(null);
  if (doing === "report") return <AnswerForm tenant={tenant} sort="undertaking" asked={one} close={close} />;
  return (
    <Group gap="xs" className="no-print">
      {doing && <Judging tenant={tenant} one={one} to={doing} close={close} />}
      {reports && (
        <Button size="compact-md" variant="default" onClick={() => start("report")}>
          {t("work:answer.undertaking.action")}
        </Button>
      )}
      {judges.map((to) => (
        <Button key={to} size="compact-md" variant="default" onClick={() => start(to)}>
          {t(`close.${to}`)}
        </Button>
      ))}
    </Group>
  );
}

function SaveCommitments({ tenant, rows }: { tenant: string; rows: Commitment[] }) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const deadline = useDeadline();
  const { unit } = useNames(tenant);
  return (
    <SaveCsv
      name={t("commitments")}
      disabled={rows.length === 0}
      rows={() => rows}
      columns={[
        [t("columns.id"), ({ id }) => id],
        [t("columns.title"), (one) => field(one, "title")],
        [t("columns.unit"), (one) => unit(one.unit)],
        [t("columns.due"), (one) => deadline(one.obligation)],
        [t("columns.status"), ({ status }) => t(`work:status.${status}`)],
        [t("columns.result"), ({ result }) => result],
      ]}
    />
  );
}
