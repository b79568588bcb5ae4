import { Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Cycle,
  openPeriod,
  type Period,
  type PeriodView,
  useCycles,
  usePeriods,
  useStandings,
} from "../../api/reporting";
import { Asked } from "../../parts/Asked";
import { useCommand } from "../../parts/command";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { dateOf } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";
import { WideTable } from "../../parts/WideTable";
import { NewCycle } from "./NewCycle";

interface Props {
  tenant: string;
  /** Adds a report to the calendar. */
  plans: boolean;
  /** Opens a period by hand. */
  opens: boolean;
}

const SHOWN = 6;

/** Who reports how often, until when, and who has not (FR-NA-18). */
export function CalendarTab({ tenant, plans, opens }: Props) {
  const { t } = useTranslation("settings");
  const [adding, add] = useState(false);
  return (
    <Stack gap="lg">
      {plans && (
        <Button w="fit-content" leftSection={<Plus size={16} aria-hidden />} onClick={() => add(true)}>
          {t("calendar.add")}
        </Button>
      )}
      {adding && <NewCycle tenant={tenant} close={() => add(false)} />}
      <Asked of={useCycles(tenant)}>
        {(cycles) =>
          cycles.length === 0 ? (
            <Empty>{t("calendar.none")}</Empty>
          ) : (
            <Stack gap="lg">
              {cycles.map((cycle) => (
                <OneCycle key={cycle.id} cycle={cycle} tenant={tenant} opens={opens} />
              ))}
            </Stack>
          )
        }
      </Asked>
    </Stack>
  );
}

function OneCycle({ cycle, tenant, opens }: { cycle: Cycle; tenant: string; opens: boolean }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const name = field(cycle, "name");
  const due =
    cycle.due_days != null
      ? t("calendar.due_days", { count: cycle.due_days })
      : cycle.due_day_of_month != null && t("calendar.due_day", { day: cycle.due_day_of_month });
  const rules = [
    t(`calendar.frequency.${cycle.frequency}`),
    cycle.cut_off_day > 1 && t("calendar.cut_off", { day: cycle.cut_off_day }),
    due,
    cycle.lock_days != null && t("calendar.lock", { count: cycle.lock_days }),
    !cycle.nothing_allowed && t("calendar.nothing_refused"),
    cycle.late_explained && t("calendar.late_explained"),
    cycle.first_period && t("calendar.by_itself", { period: cycle.first_period }),
  ];
  return (
    <Section title={name} actions={<SampleMark sample={cycle.sample} />} data-cycle={cycle.id}>
      <Text mb="sm">{rules.filter(Boolean).join(" · ")}</Text>
      <Asked of={usePeriods(tenant, cycle.id)}>
        {(periods) => <Periods cycle={cycle} periods={periods} tenant={tenant} />}
      </Asked>
      {opens && <OpenPeriod cycle={cycle} tenant={tenant} />}
    </Section>
  );
}

function Periods({ cycle, periods, tenant }: { cycle: Cycle; periods: Period[]; tenant: string }) {
  const { t } = useTranslation("settings");
  const { unit } = useNames(tenant);
  const newest = [...periods].sort((a, b) => b.due_at.localeCompare(a.due_at)).slice(0, SHOWN);
  const asked = useStandings(
    tenant,
    cycle.id,
    newest.map(({ period }) => period),
  );
  const standings = asked.flatMap(({ data }): PeriodView[] => (data ? [data] : []));
  const failed = asked.find(({ isError, data }) => isError && !data);
  if (periods.length === 0) return <Text c="dimmed">{t("calendar.no_period")}</Text>;
  if (failed?.error) return <Failure error={failed.error} again={() => void failed.refetch()} />;
  if (standings.length < newest.length) return <Waiting lines={SHOWN} />;
  const missing = ({ not_reported }: PeriodView) => not_reported.map((one) => unit(one.unit)).join(", ");
  return (
    <Stack gap="xs">
      <WideTable label={t("calendar.periods")} miw={640}>
        <Table.Thead>
          <Table.Tr>
            {["period", "due", "reported", "late", "by_head", "missing"].map((name) => (
              <Table.Th scope="col" key={name}>
                {t(`calendar.columns.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {standings.map((standing) => (
            <Table.Tr key={standing.period} data-period={standing.period}>
              <Table.Th scope="row">{standing.period}</Table.Th>
              <Table.Td>{dateOf(standing.due_at)}</Table.Td>
              <Table.Td>{t("calendar.of", { reported: standing.reported, units: standing.counted })}</Table.Td>
              <Table.Td>{standing.late}</Table.Td>
              <Table.Td>{standing.share_by_head === null ? "–" : `${standing.share_by_head} %`}</Table.Td>
              <Table.Td>{missing(standing)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <SaveCsv
        name={t("calendar.periods")}
        rows={() => standings}
        columns={[
          [t("calendar.columns.period"), ({ period }) => period],
          [t("calendar.columns.due"), ({ due_at }) => dateOf(due_at)],
          [t("calendar.columns.reported"), ({ reported }) => reported],
          [t("calendar.columns.units"), ({ counted }) => counted],
          [t("calendar.columns.late"), ({ late }) => late],
          [t("calendar.columns.missing"), missing],
        ]}
      />
    </Stack>
  );
}

function OpenPeriod({ cycle, tenant }: { cycle: Cycle; tenant: string }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const [period, name] = useState("");
  const opening = useCommand(tenant, () => openPeriod(tenant, cycle.id, period.trim()), {
    done: t("calendar.opened"),
    after: () => name(""),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    opening.mutate();
  };
  return (
    <form onSubmit={send} className="no-print">
      <Group mt="md" align="flex-end">
        <TextInput
          label={t("calendar.open_which", { cycle: field(cycle, "name") })}
          placeholder={t(`calendar.example.${cycle.frequency}`)}
          value={period}
          onChange={(event) => name(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!period.trim()} loading={opening.isPending}>
          {t("calendar.open")}
        </Button>
      </Group>
      {opening.error && <Failure error={opening.error} />}
    </form>
  );
}
