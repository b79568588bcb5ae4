import { Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { keepsAny, plans } from "../../api/rights";
import type { Session } from "../../api/session";
import type { Work } from "../../api/tasks";
import { ManyStatuses } from "./ManyStatuses";
import { ManyUrges } from "./ManyUrges";

interface Props {
  works: Work[];
  tenant: string;
  clear: () => void;
}

/** What can be done to all that are selected. */
export function Selected({ works, tenant, clear }: Props) {
  const { t } = useTranslation("tasks");
  const session = useOutletContext<Session>();
  // What is being done is done to what was selected then, also when it leaves the list by it.
  const [doing, start] = useState<{ what: "status" | "urge"; works: Work[] } | null>(null);
  const end = () => start(null);
  if (works.length === 0 && doing === null) return null;
  return (
    <Paper withBorder p="sm" className="no-print" component="section" aria-label={t("selection")}>
      <Group>
        <Text fw={600} role="status">
          {t("selected", { count: works.length })}
        </Text>
        {keepsAny(session, tenant) && (
          <Button onClick={() => start({ what: "status", works })}>{t("change_status")}</Button>
        )}
        {plans(session, tenant) && (
          <Button variant="default" onClick={() => start({ what: "urge", works })}>
            {t("urge")}
          </Button>
        )}
        <Button variant="subtle" onClick={clear}>
          {t("clear_selection")}
        </Button>
      </Group>
      {doing?.what === "status" && <ManyStatuses works={doing.works} tenant={tenant} close={end} />}
      {doing?.what === "urge" && <ManyUrges works={doing.works} tenant={tenant} close={end} />}
    </Paper>
  );
}
