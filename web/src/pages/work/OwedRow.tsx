import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext } from "react-router";
import { useOffices } from "../../api/offices";
import type { Session } from "../../api/session";
import type { Work } from "../../api/work";
import { extensionDesk } from "../../parts/deciders";
import { ExtensionDialog } from "../../parts/ExtensionDialog";
import { OutcomeBadge, type Shown } from "../../parts/outcomes";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { dateOf, useDeadline, useDistance } from "../../parts/times";
import { reportedSteps } from "../../parts/works";
import { Duties } from "./Duties";
import { type Owed, type Section, subjectOf } from "./owed";
import { ReportForm } from "./ReportForm";
import classes from "./work.module.css";

const LOOKS: Partial<Record<Section, Shown>> = {
  overdue: "open_overdue",
  today: "due_soon",
  week: "due_soon",
  later: "open_in_time",
  undated: "no_deadline",
};

interface Props {
  tenant: string;
  owed: Owed;
  section: Section;
  mine: boolean;
}

/** One thing that is owed: what, until when, how it stands, and reporting it in its place. */
export function OwedRow({ tenant, owed, section, mine }: Props) {
  const { t } = useTranslation("work");
  const [open, setOpen] = useState(false);
  const { work } = owed;
  const reports = mine && work && section !== "waiting" && reportedSteps(work).length > 0;
  return (
    <li className={classes.row} data-id={owed.id}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Facts tenant={tenant} owed={owed} section={section} />
        <Group gap="xs">
          {reports && !open && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setOpen(true)}
              aria-label={t("report", { id: owed.id })}
            >
              {t("report_here")}
            </Button>
          )}
          {mine && work && section !== "waiting" && <AskLonger tenant={tenant} work={work} />}
        </Group>
      </Group>
      <Duties tenant={tenant} owed={owed} />
      {reports && open && <ReportForm tenant={tenant} work={work} judging={false} close={() => setOpen(false)} />}
    </li>
  );
}

/** A later deadline, one step from seeing that this one cannot be met. */
function AskLonger({ tenant, work }: { tenant: string; work: Work }) {
  const { t } = useTranslation("work");
  const session = useOutletContext<Session>();
  const [asking, ask] = useState(false);
  const to = extensionDesk(work, session, tenant, useOffices(tenant));
  if (!to) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => ask(true)}
        aria-label={`${t("works:extension.ask")} ${work.id}`}
      >
        {t("works:extension.ask")}
      </Button>
      {asking && <ExtensionDialog tenant={tenant} work={work} to={to} close={() => ask(false)} />}
    </>
  );
}

function Facts({ tenant, owed, section }: Omit<Props, "mine">) {
  const { t } = useTranslation("work");
  const field = useField();
  const outcome = LOOKS[section] ?? owed.work?.outcome;
  const title = field(owed, "title");
  const to = subjectOf(owed);
  return (
    <Stack gap={4} className={classes.facts}>
      {to ? (
        <Text component={Link} to={`/t/${tenant}/${to}`} fw={600} title={title}>
          {title}
        </Text>
      ) : (
        <Text fw={600}>{title}</Text>
      )}
      <Group gap="xs">
        {outcome && <OutcomeBadge outcome={outcome} />}
        <Text size="sm">{t(`sort.${owed.sort}`)}</Text>
        <Badge variant="outline" color="dark" tt="none">
          {t(`status.${owed.status}`)}
        </Badge>
        <Text size="sm">
          <When owed={owed} section={section} />
        </Text>
        <SampleMark sample={owed.sample} />
      </Group>
    </Stack>
  );
}

function When({ owed, section }: Pick<Props, "owed" | "section">) {
  const { t } = useTranslation("work");
  const deadline = useDeadline();
  const distance = useDistance();
  const { due_at, discharged_at } = owed.obligation;
  if (section === "done" && discharged_at) return t("done_at", { date: dateOf(discharged_at) });
  const far = due_at && section !== "waiting" ? ` · ${distance(due_at)}` : "";
  return t("due", { date: deadline(owed.obligation) }) + far;
}
