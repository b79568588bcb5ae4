import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WholeMeeting } from "../../api/meetings";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";

/** What units state: the results, difficulties and proposals of their reports of the period; who has not reported is named. */
export function Statements({ tenant, known }: { tenant: string; known: WholeMeeting }) {
  const { t } = useTranslation("meetings");
  const { unit } = useNames(tenant);
  if (!known.statements) return null;
  return (
    <Section title={t("statements", { period: known.statements })}>
      <Stack gap="md">
        {known.reports.map((report) => {
          const parts = [
            { name: "results", said: [report.results_vi ?? report.text_vi] },
            { name: "difficulties", said: report.difficulties.map(({ text }) => text) },
            { name: "proposals", said: report.proposals },
          ].map(({ name, said }) => ({ name, said: said.filter(Boolean) }));
          return (
            <Stack key={report.id} gap={4} component="article" data-statement={report.unit}>
              <Text fw={600}>
                {unit(report.unit)} · {t(`work:status.${report.status}`)}
              </Text>
              {parts
                .filter(({ said }) => said.length > 0)
                .map(({ name, said }) => (
                  <div key={name}>
                    <Text size="sm">{t(`work:unit_report.${name}`)}</Text>
                    <List>
                      {said.map((text) => (
                        <List.Item key={text}>{text}</List.Item>
                      ))}
                    </List>
                  </div>
                ))}
            </Stack>
          );
        })}
      </Stack>
    </Section>
  );
}
