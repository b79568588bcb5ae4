import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { OutcomeBadge, type Shown } from "../../parts/outcomes";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { dateOf, useDeadline, useDistance } from "../../parts/times";
import { Duties } from "./Duties";
import type { Owed, Section } from "./owed";
import { ReportForm } from "./ReportForm";
import { nextSteps } from "./steps";
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
  const reports = mine && work && section !== "waiting" && nextSteps(work, false).length > 0;
  return (
    <li className={classes.row} data-id={owed.id}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Facts tenant={tenant} owed={owed} section={section} />
        {reports && !open && (
          <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
            {t("report", { id: owed.id })}
          </Button>
        )}
      </Group>
      <Duties tenant={tenant} owed={owed} />
      {reports && open && <ReportForm tenant={tenant} work={work} judging={false} close={() => setOpen(false)} />}
    </li>
  );
}

function Facts({ tenant, owed, section }: Omit<Props, "mine">) {
  const { t } = useTranslation("work");
  const field = useField();
  const outcome = LOOKS[section] ?? owed.work?.outcome;
  const title = field(owed, "title");
  return (
    <Stack gap={4} className={classes.facts}>
      {owed.work ? (
        <Text component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(owed.id)}`} fw={600} title={title}>
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
