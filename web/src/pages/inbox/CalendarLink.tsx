import { Alert, Button, Code, CopyButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { closeCalendarLink, makeCalendarLink, useCalendarLink } from "../../api/inbox";
import { Asked } from "../../parts/Asked";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { dateOf } from "../../parts/times";
import classes from "./inbox.module.css";

/** The secret address under which a calendar program reads one's deadlines. It is told once. */
export function CalendarLink({ tenant }: { tenant: string }) {
  const { t } = useTranslation("inbox");
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("calendar.title")}
        </Title>
        <Text>{t("calendar.explained")}</Text>
        <Asked of={useCalendarLink(tenant)} lines={2}>
          {(known) => <Handling tenant={tenant} known={known} />}
        </Asked>
      </Stack>
    </Paper>
  );
}

interface Known {
  active: boolean;
  expires_at?: string | null;
}

function Handling({ tenant, known }: { tenant: string; known: Known }) {
  const { t } = useTranslation("inbox");
  const [told, tell] = useState<string | null>(null);
  const making = useCommand(tenant, () => makeCalendarLink(tenant), { after: ({ link }) => tell(link) });
  const closing = useCommand(tenant, () => closeCalendarLink(tenant), {
    done: t("calendar.closed"),
    after: () => tell(null),
  });
  const failed = making.error ?? closing.error;
  return (
    <Stack gap="sm">
      <Text fw={600}>
        {known.active && known.expires_at
          ? t("calendar.active", { date: dateOf(known.expires_at) })
          : t("calendar.inactive")}
      </Text>
      {told && <Told link={new URL(told, location.origin).href} />}
      {failed && <Failure error={failed} />}
      <Group gap="xs">
        <Button
          variant={known.active ? "default" : "filled"}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t(known.active ? "calendar.rotate" : "calendar.make")}
        </Button>
        {known.active && (
          <Button variant="default" loading={closing.isPending} onClick={() => closing.mutate()}>
            {t("calendar.close")}
          </Button>
        )}
      </Group>
      {known.active && (
        <Text size="sm" c="dark.4">
          {t("calendar.rotation")}
        </Text>
      )}
    </Stack>
  );
}

function Told({ link }: { link: string }) {
  const { t } = useTranslation("inbox");
  return (
    <Alert color="tiendo" title={t("calendar.once")} role="status">
      <Stack gap="xs">
        <Code block className={classes.link} style={{ whiteSpace: "pre-wrap" }} data-testid="calendar-link">
          {link}
        </Code>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button size="compact-md" variant="default" w="fit-content" onClick={copy}>
              {t(copied ? "calendar.copied" : "calendar.copy")}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  );
}
