import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLadderHistory } from "../../api/settings";
import { Failure } from "../../parts/Failure";
import { Section } from "../../parts/Section";
import { Waiting } from "../../parts/Waiting";
import { Edition } from "./LadderTab";
import { Lines } from "./Lines";

export function LadderHistory({ tenant }: { tenant: string }) {
  const { t } = useTranslation("settings");
  const history = useLadderHistory(tenant);
  const versions = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("ladder.history")}>
      {history.isPending && <Waiting />}
      {history.isError && <Failure error={history.error} again={() => void history.refetch()} />}
      {history.data && versions.length === 0 && <Text>{t("ladder.no_history")}</Text>}
      <Stack gap="xs">
        {versions.map((ladder) => (
          <details key={ladder.version}>
            <summary>
              <Edition ladder={ladder} />
            </summary>
            <Lines lines={ladder.lines} />
          </details>
        ))}
      </Stack>
      {history.hasNextPage && (
        <Button variant="default" onClick={() => void history.fetchNextPage()}>
          {t("ladder.older")}
        </Button>
      )}
    </Section>
  );
}
