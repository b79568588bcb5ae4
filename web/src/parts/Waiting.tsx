import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The shape of what is coming, at once. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  const widths = ["60%", "100%", "100%", "85%"];
  return (
    <Stack data-waiting role="status" aria-label={t("waiting")} p="md">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={`line-${line.toString()}`} height={line === 0 ? 32 : 20} width={widths[line % widths.length]} />
      ))}
    </Stack>
  );
}
