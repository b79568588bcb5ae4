import { Button, Checkbox, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type UnitReport, useTasks, writeReport } from "../../api/work";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { listed } from "../../parts/listed";
import { Waiting } from "../../parts/Waiting";
import { explained, type Late, LateItems } from "./LateItems";

interface Props {
  tenant: string;
  report: UnitReport;
  close: () => void;
}

/** A unit's report for a period: results, difficulties, proposals, what is late; "nothing to report" is a report (FR-NA-13, FR-NA-21). */
export function UnitReportForm({ tenant, report, close }: Props) {
  const { t } = useTranslation("work");
  const [read] = useState(report);
  const [nothing, sayNothing] = useState(read.nothing_to_report);
  const [results, setResults] = useState(read.results_vi ?? read.text_vi ?? "");
  const [difficulties, setDifficulties] = useState(read.difficulties.map(({ text }) => text).join("\n"));
  const [proposals, setProposals] = useState(read.proposals.join("\n"));
  const [reason, setReason] = useState("");
  const [late, setLate] = useState<Late>({});
  const signed = read.first_signed_at != null;
  const handing = useCommand(
    tenant,
    () =>
      writeReport(tenant, read, {
        nothing_to_report: nothing,
        results_vi: nothing ? null : results.trim() || null,
        difficulties: nothing ? [] : listed(difficulties, "\n").map((text) => ({ text })),
        proposals: nothing ? [] : listed(proposals, "\n"),
        slow_items: explained(late),
        reason: signed ? reason.trim() : null,
      } as Parameters<typeof writeReport>[2]),
    { done: t("unit_report.handed_in"), after: close },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    handing.mutate();
  };
  const texts = [
    { name: "results", value: results, set: setResults },
    { name: "difficulties", value: difficulties, set: setDifficulties },
    { name: "proposals", value: proposals, set: setProposals },
  ];
  return (
    <Stack component="form" gap="sm" mt="sm" maw={720} onSubmit={send}>
      {read.nothing_allowed && (
        <Checkbox
          label={t("unit_report.nothing")}
          checked={nothing}
          onChange={(event) => sayNothing(event.currentTarget.checked)}
        />
      )}
      {!nothing &&
        texts.map(({ name, value, set }) => (
          <Textarea
            key={name}
            label={t(`unit_report.${name}`)}
            autosize
            minRows={2}
            value={value}
            onChange={(event) => set(event.currentTarget.value)}
          />
        ))}
      {read.late_explained && (
        <Overdue tenant={tenant} unit={read.obligation.owner_unit} late={late} setLate={setLate} />
      )}
      {signed && (
        <Textarea
          label={t("unit_report.reason")}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {handing.error && <Failure error={handing.error} />}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={handing.isPending}>
          {t("unit_report.hand_in")}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

interface OverdueProps {
  tenant: string;
  unit: string | null | undefined;
  late: Late;
  setLate: (late: Late) => void;
}

/** Everything that the unit leads and that is late: the report is refused without a word on each. */
function Overdue({ tenant, unit, late, setLate }: OverdueProps) {
  const tasks = useTasks(tenant, { unit: unit ?? "" });
  const models = useTasks(tenant, { unit: unit ?? "", kind: "pilot_model" });
  if (tasks.data === undefined || models.data === undefined) return <Waiting />;
  const works = [...tasks.data, ...models.data].filter((work) => work.overdue);
  return <LateItems works={works} late={late} change={setLate} />;
}
