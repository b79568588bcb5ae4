import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useSaid } from "../../parts/said";
import { useNumber } from "../../parts/times";
import classes from "./overview.module.css";

const ORDER = ["completed", "maintained", "in_progress", "not_started"];

/** Pilot models by their own statuses: 6/20/12 of 38 (FR-NA-05). */
export function Models({ models, tenant }: { models: Schemas["Models"]; tenant: string }) {
  const { t } = useTranslation("overview");
  const said = useSaid();
  const number = useNumber();
  const counts = models.by_status as Record<string, number>;
  const shown = ORDER.filter((status) => (counts[status] ?? 0) > 0);
  const words = shown.map((status) => `${t(`model_status.${status}`)} ${number(counts[status] ?? 0)}`).join(", ");
  return (
    <Section
      help="pilot_model"
      title={t("models")}
      actions={
        <SaveCsv
          name={t("models")}
          rows={() => shown}
          columns={[
            [t("name"), (status) => t(`model_status.${status}`)],
            [t("total"), (status) => counts[status]],
          ]}
        />
      }
    >
      <Text fw={600}>{said(models.headline as { vi: string; en: string })}</Text>
      <div className={classes.models} role="img" aria-label={`${t("models")}: ${words}`}>
        {shown.map((status) => (
          <span key={status} data-status={status} style={{ flexGrow: counts[status] }} />
        ))}
      </div>
      <Group gap="lg" mt="xs">
        {shown.map((status) => (
          <Text key={status} component={Link} to={`/t/${tenant}/tasks?kind=pilot_model&status=${status}`}>
            {t(`model_status.${status}`)} <b>{number(counts[status] ?? 0)}</b>
            {models.shares?.[status as keyof typeof models.shares] != null &&
              ` (${number(models.shares[status as keyof typeof models.shares] as number)} %)`}
          </Text>
        ))}
      </Group>
    </Section>
  );
}
