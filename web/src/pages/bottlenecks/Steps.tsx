import { Paper, Text, Timeline, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Bottleneck } from "../../api/bottlenecks";
import { useNames } from "../../parts/names";
import { momentOf } from "../../parts/times";

/** What was said with each step: proposal, decision, how it was resolved. */
function wordsOf(known: Bottleneck, status: Bottleneck["status"]): string | null {
  const documented = status === "proposed" ? known.proposal : known.decision;
  if (status === "resolved") return known.resolution ?? null;
  if (status === "open" || !documented) return null;
  return [documented.text, documented.document && `(${documented.document})`].filter(Boolean).join(" ");
}

/** Proposed, decided, resolved: when, and by whom as an office. */
export function Steps({ tenant, known }: { tenant: string; known: Bottleneck }) {
  const { t } = useTranslation("bottlenecks");
  const { unit: name } = useNames(tenant);
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5" mb="md">
        {t("steps")}
      </Title>
      <Timeline active={known.steps.length - 1} bulletSize={16} lineWidth={2}>
        {known.steps.map((step) => (
          <Timeline.Item key={`${step.status} ${step.at}`} title={t(`step.${step.status}`)} data-step={step.status}>
            <Text size="sm">
              {[momentOf(step.at), t(`role.${step.role}`), step.unit && name(step.unit)].filter(Boolean).join(" · ")}
            </Text>
            {wordsOf(known, step.status) && <Text>{wordsOf(known, step.status)}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  );
}
