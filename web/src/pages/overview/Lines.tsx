import { Badge, Group, Stack, Text } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { byNeed, countsOf } from "../../parts/counts";
import { OUTCOMES, OutcomeBar, OutcomeLinks } from "../../parts/outcomes";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { daysUntil } from "../../parts/times";
import classes from "./overview.module.css";

type Line = Schemas["GroupLine"] | Schemas["UnitLine"];

interface Props {
  title: string;
  filter: "group" | "unit";
  lines: Line[];
  tenant: string;
  /** The instant of the figures. */
  asOf: string;
}

/** Groups or units as stacked bars, those in need first. */
export function Lines({ title, filter, lines, tenant, asOf }: Props) {
  const { t } = useTranslation("overview");
  return (
    <Section
      title={title}
      data-tour={filter}
      help={filter === "group" ? "slow_group" : "lead"}
      actions={lines.length > 0 && <SaveLines title={title} lines={lines} />}
    >
      {lines.length === 0 && <Text c="dimmed">{t("nothing")}</Text>}
      <Stack gap="md">
        {[...lines].sort(byNeed).map((line) => (
          <OneLine key={idOf(line)} line={line} filter={filter} tenant={tenant} asOf={asOf} />
        ))}
      </Stack>
    </Section>
  );
}

function SaveLines({ title, lines }: Pick<Props, "title" | "lines">) {
  const { t } = useTranslation("overview");
  const field = useField();
  return (
    <SaveCsv
      name={title}
      rows={() => [...lines].sort(byNeed)}
      columns={[
        [t("name"), (line) => field(line, "name")],
        [t("trend.done"), (line) => line.done],
        [t("total"), (line) => line.total],
        ...OUTCOMES.map((outcome): [string, (line: Line) => number] => [
          t(`common:outcome.${outcome}`),
          (line) => countsOf(line.outcome)[outcome],
        ]),
      ]}
    />
  );
}

function idOf(line: Line): string {
  return ("group" in line ? line.group : (line as Schemas["UnitLine"]).unit) ?? "";
}

function OneLine({ line, filter, tenant, asOf }: Omit<Props, "title" | "lines"> & { line: Line }) {
  const { t } = useTranslation("overview");
  const field = useField();
  const rows = `/t/${tenant}/tasks?sort=task&${filter}=${encodeURIComponent(idOf(line))}`;
  const name = field(line, "name");
  const head = "head_role_vi" in line ? field(line, "head_role") : "";
  return (
    <Stack gap={4} className={classes.line}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.named}>
          <Text component={Link} to={`${rows}&counted=true`} fw={600} className={classes.name} title={name}>
            {name}
          </Text>
          {head && (
            <Text size="xs" c="dimmed">
              {head}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap" className={classes.count}>
          <SampleMark sample={line.sample} />
          <Text size="sm">{line.reported ? t("done_of", { done: line.done, total: line.total }) : t("no_data")}</Text>
        </Group>
      </Group>
      <OutcomeBar counts={countsOf(line.outcome)} label={name} />
      <Group justify="space-between" gap="xs">
        <OutcomeLinks counts={countsOf(line.outcome)} to={(outcome) => `${rows}&outcome=${outcome}`} />
        <Standing line={line} asOf={asOf} />
      </Group>
    </Stack>
  );
}

function Standing({ line, asOf }: { line: Line; asOf: string }) {
  const { t } = useTranslation("overview");
  const since = line.oldest_overdue_due_at;
  return (
    <Group gap="xs">
      {"slow" in line && line.slow && (
        <Badge color="var(--due-soon)" tt="none" leftSection={<TriangleAlert size={12} aria-hidden />}>
          {t("slow")}
        </Badge>
      )}
      {since && <Text size="sm">{t("oldest", { days: -daysUntil(since, new Date(asOf)) })}</Text>}
    </Group>
  );
}
