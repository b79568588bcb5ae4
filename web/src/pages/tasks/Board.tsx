import { ActionIcon, Group, Menu, Paper, Stack, Text, Title } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext } from "react-router";
import { keeps } from "../../api/rights";
import type { Session } from "../../api/session";
import type { Status, Work } from "../../api/tasks";
import { useNames } from "../../parts/names";
import { StatusDialog } from "../../parts/StatusDialog";
import { useField } from "../../parts/said";
import { MODEL_STATUSES, stepsOf, TASK_STATUSES } from "../../parts/works";
import { Rest, StillLoading, useEverything } from "./loading";
import type { More } from "./TasksPage";
import { Due, Standing } from "./TaskTable";
import classes from "./tasks.module.css";

interface Props {
  works: Work[];
  more: More;
  tenant: string;
}

const AT_FIRST = 30;

/** The same rows by status; what a card may become is in its menu. */
export function Board({ works, more, tenant }: Props) {
  const { t } = useTranslation("tasks");
  useEverything(more);
  const [moving, move] = useState<{ work: Work; to: Status } | null>(null);
  const known: string[] = works.some((work) => work.kind === "pilot_model") ? MODEL_STATUSES : TASK_STATUSES;
  const columns = known.map((status) => ({ status, cards: works.filter((work) => work.status === status) }));
  return (
    <>
      <StillLoading more={more} loaded={works.length} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section className={classes.columns} aria-label={t("view.board")} tabIndex={0}>
        {columns
          .filter(({ cards }) => cards.length > 0)
          .map(({ status, cards }) => (
            <Column
              key={status}
              status={status}
              cards={cards}
              tenant={tenant}
              move={(work, to) => move({ work, to })}
            />
          ))}
      </section>
      {moving && <StatusDialog tenant={tenant} work={moving.work} to={moving.to} close={() => move(null)} />}
    </>
  );
}

interface ColumnProps {
  status: string;
  cards: Work[];
  tenant: string;
  move: (work: Work, to: Status) => void;
}

function Column({ status, cards, tenant, move }: ColumnProps) {
  const { t } = useTranslation("tasks");
  const [most, show] = useState(AT_FIRST);
  return (
    <Stack gap="xs" className={classes.column} data-status={status}>
      <Title order={2} size="h5">
        {t(`works:status.${status}`)} ({cards.length})
      </Title>
      {cards.slice(0, most).map((work) => (
        <Card key={work.id} work={work} tenant={tenant} move={move} />
      ))}
      <Rest hidden={cards.length - most} show={() => show(most + AT_FIRST)} />
    </Stack>
  );
}

function Card({ work, tenant, move }: { work: Work; tenant: string; move: ColumnProps["move"] }) {
  const { t } = useTranslation("tasks");
  const field = useField();
  const names = useNames(tenant);
  const session = useOutletContext<Session>();
  const steps = keeps(session, tenant, work.lead_unit) ? stepsOf(work) : [];
  return (
    <Paper withBorder p="sm" data-task={work.id}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Link to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`} className={classes.title}>
          {field(work, "title")}
        </Link>
        {steps.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="dark" aria-label={t("move_card", { task: work.id })}>
                <Ellipsis size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t("move_to")}</Menu.Label>
              {steps.map((step) => (
                <Menu.Item key={step} onClick={() => move(work, step)}>
                  {t(`works:step.${step}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <Text size="xs" c="dark.4" mb={4}>
        {names.unit(work.lead_unit)}
      </Text>
      <Standing work={work} />
      <Due work={work} />
    </Paper>
  );
}
