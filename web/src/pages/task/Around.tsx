import { List, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isTask, type OneTask, type OneWork, useBottlenecksOf, useChildren } from "../../api/tasks";
import { useNames } from "../../parts/names";
import { OutcomeBadge } from "../../parts/outcomes";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";

const AT_FIRST = 10;

function to(tenant: string, task: string): string {
  return `/t/${tenant}/tasks/${encodeURIComponent(task)}`;
}

/** Where it comes from and what it is linked with. */
export function Links({ work, tenant }: { work: OneWork; tenant: string }) {
  const { t } = useTranslation("task");
  const field = useField();
  const parent = isTask(work) ? work.parent : null;
  const linked = isTask(work) ? [] : work.linked_tasks;
  const suggestions = isTask(work) ? [] : work.suggestions;
  if (!parent && linked.length === 0) return null;
  return (
    <Section title={t("links")}>
      <Stack gap="xs">
        {parent && (
          <Text>
            {t("parent")}: <Link to={to(tenant, parent)}>{parent}</Link>
          </Text>
        )}
        {linked.map((task) => (
          <Text key={task}>
            {t("linked")}: <Link to={to(tenant, task)}>{task}</Link>
          </Text>
        ))}
        {suggestions.map((one) => (
          <Text key={`${one.update} ${one.task}`} size="sm">
            {field(one, "text")}
          </Text>
        ))}
      </Stack>
    </Section>
  );
}

/** The shares of single units, those in need first, and how many are done (FR-BP-03). */
export function Children({ work, tenant }: { work: OneTask; tenant: string }) {
  const { t } = useTranslation("task");
  const names = useNames(tenant);
  const found = useChildren(tenant, work.id).data?.items ?? [];
  const { done, total } = work.children ?? { done: 0, total: 0 };
  return (
    <Section title={t("children")}>
      <Stack gap="xs" data-children={`${done}/${total}`}>
        <Text fw={600}>{t("children_done", { done, total })}</Text>
        <Progress value={total === 0 ? 0 : (100 * done) / total} color="gray.7" aria-label={t("children")} />
        {found.slice(0, AT_FIRST).map((child) => (
          <Text key={child.id} component="div">
            <Link to={to(tenant, child.id)}>{names.unit(child.lead_unit)}</Link>{" "}
            {child.outcome && <OutcomeBadge outcome={child.due_soon ? "due_soon" : child.outcome} />}
          </Text>
        ))}
        {found.length > AT_FIRST && (
          <Link to={`/t/${tenant}/tasks?parent=${encodeURIComponent(work.id)}`}>
            {t("all_children", { count: found.length })}
          </Link>
        )}
      </Stack>
    </Section>
  );
}

/** What stands in its way. Whoever may not see bottlenecks is not told of them. */
export function Bottlenecks({ task, tenant }: { task: string; tenant: string }) {
  const { t } = useTranslation("task");
  const field = useField();
  const found = useBottlenecksOf(tenant, task).data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <Section title={t("bottlenecks")}>
      <List>
        {found.map((bottleneck) => (
          <List.Item key={bottleneck.id}>
            {field(bottleneck, "title")} ({t(`bottleneck.${bottleneck.status}`)},{" "}
            {t("age", { count: bottleneck.age_days })})
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
