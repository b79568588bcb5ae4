import { Affix, Button, Group, Paper, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

/** Who comes for the first time is offered five steps; nobody is kept from the figures. The menu of the person shows them again. */
export function Tour() {
  const { t } = useTranslation("overview");
  const asked = (useLocation().state as { tour?: boolean } | null)?.tour === true;
  const [offered, offer] = useLocalStorage({
    key: "tiendo.toured",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [running, run] = useState(asked);
  useEffect(() => run(asked), [asked]);
  useEffect(() => {
    if (!running) return;
    let stop = () => {};
    let here = true;
    void import("./steps").then(({ show }) => {
      if (here) stop = show(t, () => run(false)).destroy;
    });
    return () => {
      here = false;
      stop();
    };
  }, [running, t]);
  if (offered || running) return null;
  const answer = (taken: boolean) => {
    offer(true);
    run(taken);
  };
  return (
    <Affix position={{ bottom: 16, right: 16 }} className="no-print">
      <Paper withBorder shadow="md" p="md" component="aside" aria-label={t("tour.offer")} maw={340}>
        <Text mb="sm">{t("tour.offer")}</Text>
        <Group gap="xs">
          <Button size="xs" onClick={() => answer(true)}>
            {t("tour.take")}
          </Button>
          <Button size="xs" variant="default" onClick={() => answer(false)}>
            {t("tour.leave")}
          </Button>
        </Group>
      </Paper>
    </Affix>
  );
}
