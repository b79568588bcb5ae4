import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./work.module.css";

/** One sort of what waits for the reader's word, with how many there are. */
export function Waiting({ name, count, children }: { name: string; count: number; children: ReactNode }) {
  const { t } = useTranslation("work");
  return (
    <section aria-labelledby={`waits-${name}`} data-section={name}>
      <Title order={2} size="h4" id={`waits-${name}`} mb="xs">
        {t(`waits.${name}`)} ({count})
      </Title>
      {count === 0 ? <Text c="dark.4">{t("waits.nothing")}</Text> : <ul className={classes.rows}>{children}</ul>}
    </section>
  );
}
