import { Button, Text } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { More } from "./TasksPage";

/** A look that sorts all rows needs all of them: fetched one page after the other. */
export function useEverything({ has, loading, load }: More): void {
  useEffect(() => {
    if (has && !loading) load();
  }, [has, loading, load]);
}

export function StillLoading({ more, loaded }: { more: More; loaded: number }) {
  const { t } = useTranslation("tasks");
  if (!more.has) return null;
  return (
    <Text size="sm" role="status" data-waiting>
      {t("loading", { count: loaded })}
    </Text>
  );
}

export function Rest({ hidden, show }: { hidden: number; show: () => void }) {
  const { t } = useTranslation("tasks");
  if (hidden <= 0) return null;
  return (
    <Button variant="subtle" size="compact-sm" onClick={show}>
      {t("show_more", { count: hidden })}
    </Button>
  );
}
