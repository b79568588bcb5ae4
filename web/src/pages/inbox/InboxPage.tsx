import { Button, Grid, SegmentedControl, Stack, Text } from "@mantine/core";
import { CheckCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams, useSearchParams } from "react-router";
import { hasMailbox, markAllRead, useInboxCount } from "../../api/inbox";
import type { Session } from "../../api/session";
import { put, useAddress } from "../../parts/address";
import { useCommand } from "../../parts/command";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { Page } from "../../parts/Page";
import { CalendarLink } from "./CalendarLink";
import { SaveThreads } from "./SaveThreads";
import { ThreadList } from "./ThreadList";
import { ThreadView } from "./ThreadView";

/** What one was told, by what it is about; acknowledging, putting aside (FR-BP-18, FR-NA-17). */
export default function InboxPage() {
  const { t } = useTranslation("inbox");
  const { tenant = "" } = useParams();
  const session = useOutletContext<Session>();
  if (!hasMailbox(session, tenant))
    return (
      <Page title={t("title")} help="ladder">
        <Empty>{t("none_here")}</Empty>
      </Page>
    );
  return <Mailbox tenant={tenant} />;
}

function Mailbox({ tenant }: { tenant: string }) {
  const { t } = useTranslation("inbox");
  const [query] = useSearchParams();
  const subject = query.get("subject");
  const counts = useInboxCount(tenant, true).data;
  const reading = useCommand(tenant, () => markAllRead(tenant), { done: t("all_read") });
  const unread = query.get("show") !== "all";
  const allRead = (
    <Button
      variant="default"
      leftSection={<CheckCheck size={16} aria-hidden />}
      disabled={!counts?.unread}
      loading={reading.isPending}
      onClick={() => reading.mutate()}
    >
      {t("read_all")}
    </Button>
  );
  const actions = (
    <>
      <SaveThreads tenant={tenant} unread={unread} />
      {allRead}
    </>
  );
  return (
    <Page title={t("title")} help="ladder" actions={actions}>
      {reading.isError && <Failure error={reading.error} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }} visibleFrom={subject ? "md" : undefined}>
          <Stack gap="sm">
            {counts && (
              <Text c="dark.4" size="sm" data-testid="counts">
                {t("counts", { unread: counts.unread, total: counts.total })}
              </Text>
            )}
            <Show />
            <ThreadList tenant={tenant} unread={unread} chosen={subject} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {subject ? (
              <ThreadView key={subject} tenant={tenant} subject={subject} />
            ) : (
              <CalendarLink tenant={tenant} />
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Show() {
  const { t } = useTranslation("inbox");
  const [query, change] = useAddress();
  const look = (show: string) => change((changed) => put(changed, "show", show === "all" ? show : null));
  return (
    <SegmentedControl
      aria-label={t("show.label")}
      value={query.get("show") === "all" ? "all" : "unread"}
      onChange={look}
      data={["unread", "all"].map((value) => ({ value, label: t(`show.${value}`) }))}
    />
  );
}
