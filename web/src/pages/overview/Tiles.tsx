import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useNumber } from "../../parts/times";
import classes from "./overview.module.css";

/** What to act on; each number opens exactly the rows that it counts. */
export function Tiles({ overview, tenant }: { overview: Schemas["Overview"]; tenant: string }) {
  const { t } = useTranslation("overview");
  const number = useNumber();
  const { outcome, remaining } = overview.tasks ?? {};
  const tasks = `/t/${tenant}/tasks`;
  const tiles = [
    { name: "overdue", value: outcome?.open_overdue, to: `${tasks}?outcome=open_overdue&sort=task` },
    { name: "remaining", value: remaining, to: `${tasks}?done=false&sort=task` },
    { name: "no_deadline", value: outcome?.no_deadline, to: `${tasks}?outcome=no_deadline&sort=task` },
    { name: "unread", value: overview.unread, to: `/t/${tenant}/inbox` },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {tiles.map(({ name, value, to }) => (
        <Paper key={name} withBorder p="md" component={Link} to={to} className={classes.tile} data-tile={name}>
          <Text fz={32} fw={600} lh={1.1}>
            {typeof value === "number" ? number(value) : "–"}
          </Text>
          <Text size="sm">{t(`tiles.${name}`)}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
