import { Group, List, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Task } from "../../api/tasks";
import { Section } from "../../parts/Section";

/** Which "rõ" is missing, and what would make it clear (FR-NA-15). */
export function Clarity({ clarity }: { clarity: Task["clarity"] }) {
  const { t } = useTranslation("task");
  return (
    <Section help="clarity" title={t("clarity.title")}>
      {clarity.clear ? (
        <Group gap="xs" c="var(--done-on-time)">
          <CircleCheck size={18} aria-hidden />
          <Text>{t("clarity.clear")}</Text>
        </Group>
      ) : (
        <List icon={<TriangleAlert size={18} aria-hidden color="var(--due-soon)" />} data-unclear>
          {clarity.missing.map((criterion) => (
            <List.Item key={criterion} data-criterion={criterion}>
              <b>{t(`clarity.${criterion}.name`)}</b>: {t(`clarity.${criterion}.why`)}
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
