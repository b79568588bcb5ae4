import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { Help } from "../../parts/Help";
import type { Term } from "../../parts/terms";
import { useNumber } from "../../parts/times";
import classes from "./overview.module.css";

/** What to act on; each number opens exactly the rows that it counts. */
export function Tiles({ overview, tenant }: { overview: Schemas["Overview"]; tenant: string }) {
  const { t } = useTranslation("overview");
  const number = useNumber();
  const { outcome, remaining } = overview.tasks ?? {};
  const tasks = `/t/${tenant}/tasks`;
  const tiles: { name: string; value?: number | null; to: string; term: Term }[] = [
    { name: "overdue", value: outcome?.open_overdue, to: `${tasks}?outcome=open_overdue&sort=task`, term: "overdue" },
    { name: "remaining", value: remaining, to: `${tasks}?done=false&sort=task`, term: "basic" },
    {
      name: "no_deadline",
      value: outcome?.no_deadline,
      to: `${tasks}?outcome=no_deadline&sort=task`,
      term: "no_deadline",
    },
    { name: "unread", value: overview.unread, to: `/t/${tenant}/inbox`, term: "acknowledgement" },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {tiles.map(({ name, value, to, term }) => (
        <div key={name} className={classes.explained}>
          <Paper withBorder p="md" h="100%" component={Link} to={to} className={classes.tile} data-tile={name}>
            <Text fz={32} fw={600} lh={1.1}>
              {typeof value === "number" ? number(value) : "–"}
            </Text>
            <Text size="sm">{t(`tiles.${name}`)}</Text>
          </Paper>
          <div className={classes.question}>
            <Help term={term} />
          </div>
        </div>
      ))}
    </SimpleGrid>
  );
}
