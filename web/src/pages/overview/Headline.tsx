import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { countsOf } from "../../parts/counts";
import { OutcomeBar } from "../../parts/outcomes";
import { useSaid } from "../../parts/said";

/** The official figure as a sentence: "33/43 nhiệm vụ cơ bản hoàn thành, còn 10 việc, 3 nhóm chậm". */
export function Headline({ overview }: { overview: Schemas["Overview"] }) {
  const { t } = useTranslation("overview");
  const said = useSaid();
  const { tasks } = overview;
  const slow = (overview.slow_groups as { count?: number } | null)?.count ?? 0;
  if (!tasks?.reported) return <Text fz="xl">{t("no_data")}</Text>;
  const sentence = said(tasks.headline as { vi: string; en: string }) ?? "";
  return (
    <Stack gap="xs" data-tour="headline">
      <Group gap="sm" align="baseline">
        <Text fz={{ base: "xl", sm: 28 }} fw={600}>
          {sentence}
        </Text>
        <Text fz="lg" c="dark.4">
          {[t("remaining", { count: tasks.remaining ?? 0 }), slow > 0 && t("slow_groups", { count: slow })]
            .filter(Boolean)
            .join(", ")}
        </Text>
      </Group>
      <OutcomeBar counts={countsOf(tasks.outcome)} label={sentence} />
    </Stack>
  );
}
