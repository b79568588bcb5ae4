import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { type Thread, useThreads } from "../../api/inbox";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { momentOf } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";
import classes from "./inbox.module.css";

/** One line for each thing that one was told about; those with something unread come first. */
export function ThreadList({ tenant, unread, chosen }: { tenant: string; unread: boolean; chosen: string | null }) {
  const { t } = useTranslation("inbox");
  const threads = useThreads(tenant, unread);
  if (threads.isPending) return <Waiting lines={8} />;
  if (threads.isError) return <Failure error={threads.error} again={() => void threads.refetch()} />;
  const known = threads.data.pages.flatMap((page) => page.items);
  const sorted = [...known].sort((one, other) => Number(other.unread > 0) - Number(one.unread > 0));
  return (
    <Stack gap="xs">
      {sorted.length === 0 && !threads.hasNextPage && <Empty>{t(unread ? "nothing_unread" : "nothing")}</Empty>}
      <ul className={classes.threads}>
        {sorted.map((thread) => (
          <li key={`${thread.subject} ${thread.latest.obligation.tenant ?? ""}`}>
            <ThreadLine thread={thread} chosen={thread.subject === chosen} />
          </li>
        ))}
      </ul>
      {threads.hasNextPage && (
        <Button variant="default" loading={threads.isFetchingNextPage} onClick={() => void threads.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}

function ThreadLine({ thread, chosen }: { thread: Thread; chosen: boolean }) {
  const { t } = useTranslation("inbox");
  const field = useField();
  const [query] = useSearchParams();
  const to = new URLSearchParams(query);
  to.set("subject", thread.subject);
  return (
    <Link
      to={{ search: to.toString() }}
      className={classes.thread}
      aria-current={chosen ? "true" : undefined}
      data-unread={thread.unread > 0}
    >
      <Text fw={thread.unread > 0 ? 600 : 400} className={classes.title}>
        {field(thread.latest, "title")}
      </Text>
      <Group gap="xs" mt={4}>
        <Text size="sm" c="dark.4">
          {momentOf(thread.latest.created_at)}
        </Text>
        {thread.unread > 0 && <Badge tt="none">{t("unread", { count: thread.unread })}</Badge>}
        {thread.waits && (
          <Badge color="var(--overdue)" tt="none" leftSection={<TriangleAlert size={12} aria-hidden />}>
            {t("waits")}
          </Badge>
        )}
        <SampleMark sample={thread.latest.sample} />
      </Group>
    </Link>
  );
}
