import { ActionIcon, Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext, useParams } from "react-router";
import type { Session } from "../api/session";
import { Help } from "./Help";
import classes from "./page.module.css";
import { usePlace } from "./place";
import type { Term } from "./terms";
import { momentOf } from "./times";

interface Props {
  title: string;
  /** What has to be explained about it. */
  help?: Term;
  /** The list that it is one of. */
  up?: { to: string; name: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** One page: its name, what can be done with all of it, and its parts below each other. */
export function Page({ title, help, up, actions, children }: Props) {
  const { t } = useTranslation();
  const { tenant = "" } = useParams();
  const place = usePlace(useOutletContext<Session>(), tenant);
  useDocumentTitle(`${title} · Tiến độ`);
  return (
    <Stack gap="lg" w="100%" maw={1440} mx="auto">
      {up && (
        <Anchor component={Link} to={up.to} w="fit-content" className="no-print">
          {up.name}
        </Anchor>
      )}
      <div className={classes.head}>
        <div className={classes.named}>
          <Text size="sm" className="only-print">
            {place}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Title order={1} size="h2">
              {title}
            </Title>
            {help && <Help term={help} />}
          </Group>
        </div>
        {actions && (
          <Group className={`no-print ${classes.actions}`} align="center">
            {actions}
          </Group>
        )}
        <ActionIcon
          className={`no-print ${classes.print}`}
          variant="default"
          size="lg"
          aria-label={t("print")}
          title={t("print")}
          onClick={() => window.print()}
        >
          <Printer size={18} aria-hidden />
        </ActionIcon>
      </div>
      {children}
      <Text size="xs" className="only-print">
        {t("printed", { at: momentOf(new Date()), address: location.href })}
      </Text>
    </Stack>
  );
}
