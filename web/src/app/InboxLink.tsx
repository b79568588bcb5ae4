import { Button } from "@mantine/core";
import { Inbox } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { hasMailbox, useInboxCount } from "../api/inbox";
import type { Session } from "../api/session";
import { useNumber } from "../parts/times";

/** The way to the inbox, with how many notices are unread there. */
export function InboxLink({ session, tenant }: { session: Session; tenant: string }) {
  const { t } = useTranslation();
  const number = useNumber();
  const mine = hasMailbox(session, tenant);
  const unread = useInboxCount(tenant, mine).data?.unread;
  if (!mine) return null;
  return (
    <Button
      component={Link}
      to={`/t/${tenant}/inbox`}
      variant="subtle"
      color="dark"
      px="xs"
      leftSection={<Inbox size={18} aria-hidden />}
      aria-label={unread === undefined ? t("menu.inbox") : t("inbox_link", { count: unread })}
      data-unread={unread}
    >
      {unread === undefined ? "" : number(unread)}
    </Button>
  );
}
