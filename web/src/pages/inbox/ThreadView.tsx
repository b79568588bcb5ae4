import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { mark, type Notice, useThread, useWorkOf } from "../../api/inbox";
import { Asked } from "../../parts/Asked";
import { useCommand } from "../../parts/command";
import { Empty } from "../../parts/Empty";
import { useField } from "../../parts/said";
import { useDeadline, useDistance } from "../../parts/times";
import { NoticeCard } from "./NoticeCard";

/** All that one was told about one thing, the newest first. Who opens it has read it. */
export function ThreadView({ tenant, subject }: { tenant: string; subject: string }) {
  const { t } = useTranslation("inbox");
  const [query] = useSearchParams();
  const back = new URLSearchParams(query);
  back.delete("subject");
  return (
    <Paper withBorder p="md" component="section" aria-label={t("thread")}>
      <Stack>
        <Button
          component={Link}
          to={{ search: back.toString() }}
          variant="default"
          w="fit-content"
          leftSection={<ArrowLeft size={16} aria-hidden />}
        >
          {t("back")}
        </Button>
        <Asked of={useThread(tenant, subject)}>
          {({ items }) =>
            items.length === 0 ? <Empty>{t("unknown")}</Empty> : <Notices tenant={tenant} notices={items} />
          }
        </Asked>
      </Stack>
    </Paper>
  );
}

function Notices({ tenant, notices }: { tenant: string; notices: Notice[] }) {
  const { t } = useTranslation("inbox");
  useReadOnce(tenant, notices);
  const latest = notices[0];
  return (
    <>
      {latest && <About tenant={latest.obligation.tenant ?? tenant} latest={latest} />}
      <Text c="dark.4" size="sm">
        {t("told", { count: notices.length })}
      </Text>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} tenant={tenant} notice={notice} />
      ))}
    </>
  );
}

/** What it is about: its name, its deadline, and the way to it. */
function About({ tenant, latest }: { tenant: string; latest: Notice }) {
  const { t } = useTranslation("inbox");
  const field = useField();
  const deadline = useDeadline();
  const distance = useDistance();
  const work = useWorkOf(tenant, latest.obligation.id).data;
  const owed = work?.obligation ?? latest.obligation;
  const meeting = latest.kind === "invited" ? latest.obligation.id.replace("session:", "") : null;
  return (
    <Stack gap={4}>
      <Title order={2} size="h4">
        {work ? field(work, "title") : field(latest, "title")}
      </Title>
      {(work || owed.due_at) && (
        <Text size="sm">
          {t("deadline", { date: deadline(owed) })}
          {owed.due_at && !work?.done && ` · ${distance(owed.due_at)}`}
        </Text>
      )}
      <Group>
        {work && (
          <Anchor component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`}>
            {t("open_work", { id: work.id })}
          </Anchor>
        )}
        {meeting && (
          <Anchor component={Link} to={`/t/${tenant}/meetings/${encodeURIComponent(meeting)}`}>
            {t("open_meeting")}
          </Anchor>
        )}
        {work === null && !meeting && (
          <Anchor component={Link} to={`/t/${tenant}/work`}>
            {t("open_my_work")}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

/** What was unread when the thread was opened; what the reader marks as unread afterwards stays so. */
function useReadOnce(tenant: string, notices: Notice[]) {
  const seen = useRef(false);
  const reading = useCommand(tenant, (ids: string[]) => Promise.all(ids.map((id) => mark(tenant, id, "read"))));
  useEffect(() => {
    if (seen.current) return;
    seen.current = true;
    const unread = notices.filter((notice) => notice.read_at === null).map((notice) => notice.id);
    if (unread.length > 0) reading.mutate(unread);
  }, [notices, reading.mutate]);
}
