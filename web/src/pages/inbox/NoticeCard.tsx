import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mark, type Notice, snooze } from "../../api/inbox";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { dateOf, momentOf } from "../../parts/times";
import { AcknowledgeForm, SnoozeForm } from "./NoticeForms";

const OVERDUE = new Set(["overdue", "escalation"]);

/** One notice: what was told, when, and what one may do with it. */
export function NoticeCard({ tenant, notice }: { tenant: string; notice: Notice }) {
  const { t } = useTranslation("inbox");
  const field = useField();
  const said = notice.acknowledged;
  return (
    <Paper withBorder p="sm" component="article" data-notice={notice.kind}>
      <Stack gap="xs">
        <Group gap="xs">
          <Badge color={OVERDUE.has(notice.kind) ? "var(--overdue)" : "var(--in-time)"} tt="none">
            {t(`kind.${notice.kind}`)}
          </Badge>
          <Text size="sm">{momentOf(notice.created_at)}</Text>
          <SampleMark sample={notice.sample} />
        </Group>
        <Title order={3} size="h5">
          {field(notice, "title")}
        </Title>
        <Text>{field(notice, "text")}</Text>
        {said && (
          <Text size="sm" fw={600}>
            {t("acknowledged", { at: momentOf(said.at) })}
            {said.note && `: ${said.note}`}
          </Text>
        )}
        {notice.snoozed_until && <Text size="sm">{t("snoozed", { date: dateOf(notice.snoozed_until) })}</Text>}
        <Actions tenant={tenant} notice={notice} />
      </Stack>
    </Paper>
  );
}

function Actions({ tenant, notice }: { tenant: string; notice: Notice }) {
  const { t } = useTranslation("inbox");
  const [open, setOpen] = useState<"acknowledge" | "snooze" | null>(null);
  const marking = useCommand(tenant, (how: "read" | "unread") => mark(tenant, notice.id, how));
  const waking = useCommand(tenant, () => snooze(tenant, notice.id, null), { done: t("woken") });
  const failed = marking.error ?? waking.error;
  const close = () => setOpen(null);
  if (open === "acknowledge") return <AcknowledgeForm tenant={tenant} notice={notice} close={close} />;
  if (open === "snooze") return <SnoozeForm tenant={tenant} notice={notice} close={close} />;
  const other = notice.read_at === null ? "read" : "unread";
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {!notice.acknowledged && (
          <Button size="compact-md" onClick={() => setOpen("acknowledge")}>
            {t("acknowledge")}
          </Button>
        )}
        {notice.snoozed_until && (
          <Button size="compact-md" variant="default" loading={waking.isPending} onClick={() => waking.mutate()}>
            {t("wake")}
          </Button>
        )}
        {!notice.snoozed_until && !OVERDUE.has(notice.kind) && (
          <Button size="compact-md" variant="default" onClick={() => setOpen("snooze")}>
            {t("snooze")}
          </Button>
        )}
        <Button size="compact-md" variant="default" loading={marking.isPending} onClick={() => marking.mutate(other)}>
          {t(`mark_${other}`)}
        </Button>
      </Group>
      {failed && <Failure error={failed} />}
    </Stack>
  );
}
