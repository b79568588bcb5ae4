import { Alert, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keeps } from "../../api/rights";
import type { Session } from "../../api/session";
import { useReports, useRequests, useTasks, useUndertakings } from "../../api/work";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { SaveCsv } from "../../parts/SaveCsv";
import { useField, useSaid } from "../../parts/said";
import { useDeadline } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";
import { OwedRow } from "./OwedRow";
import { type Owed, ofDuty, ofWork, SECTIONS, sectioned } from "./owed";
import classes from "./work.module.css";

/** One list of everything that the unit owes, whatever sort it is. */
export function UnitWork({ tenant, unit, session }: { tenant: string; unit: string; session: Session }) {
  const { t } = useTranslation("work");
  const said = useSaid();
  const { owed, isPending, missing, error } = useOwed(tenant, unit);
  const sections = sectioned(owed);
  const shown = SECTIONS.filter((section) => (sections.get(section)?.length ?? 0) > 0);
  if (isPending) return <Waiting lines={8} />;
  if (error) return <Failure error={error} />;
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Text>{t("of_unit", { unit: said(session.unit_name) ?? unit })}</Text>
        <SaveOwed rows={shown.flatMap((section) => sections.get(section) ?? [])} />
      </Group>
      {missing.length > 0 && (
        <Alert color="gray" role="status">
          {t("missing", { parts: missing.map((sort) => t(`sorts.${sort}`)).join(", ") })}
        </Alert>
      )}
      {shown.length === 0 && <Empty>{t("nothing_owed")}</Empty>}
      {shown.map((section) => (
        <section key={section} aria-labelledby={`section-${section}`} data-section={section}>
          <Title order={2} size="h4" id={`section-${section}`} mb="xs">
            {t(`sections.${section}`)} ({sections.get(section)?.length})
          </Title>
          <ul className={classes.rows}>
            {sections.get(section)?.map((one) => (
              <OwedRow
                key={`${one.sort} ${one.id}`}
                tenant={tenant}
                owed={one}
                section={section}
                mine={keeps(session, tenant, one.obligation.owner_unit)}
              />
            ))}
          </ul>
        </section>
      ))}
    </Stack>
  );
}

function SaveOwed({ rows }: { rows: Owed[] }) {
  const { t } = useTranslation("work");
  const field = useField();
  const deadline = useDeadline();
  return (
    <SaveCsv
      name={t("title")}
      rows={() => rows}
      columns={[
        [t("columns.id"), (owed) => owed.id],
        [t("columns.title"), (owed) => field(owed, "title")],
        [t("columns.sort"), (owed) => t(`sort.${owed.sort}`)],
        [t("columns.status"), (owed) => t(`status.${owed.status}`)],
        [t("columns.due"), (owed) => deadline(owed.obligation)],
      ]}
    />
  );
}

/** Tasks have to be there; whatever else does not arrive is named, and the rest is shown. */
function useOwed(tenant: string, unit: string) {
  const tasks = useTasks(tenant, { unit });
  const models = useTasks(tenant, { unit, kind: "pilot_model" });
  const reports = useReports(tenant, unit);
  const requests = useRequests(tenant, unit);
  const undertakings = useUndertakings(tenant, unit);
  const others = { pilot_model: models, report: reports, request: requests, undertaking: undertakings };
  const owed: Owed[] = [
    ...(tasks.data ?? []).map(ofWork),
    ...(models.data ?? []).map(ofWork),
    ...(reports.data ?? []).map((report) => ofDuty("report", report)),
    ...(requests.data ?? []).map((request) => ofDuty("request", request)),
    ...(undertakings.data ?? []).map((undertaking) => ofDuty("undertaking", undertaking)),
  ];
  const missing = Object.entries(others).flatMap(([sort, asked]) => (asked.isError ? [sort] : []));
  const isPending = tasks.isPending || Object.values(others).some((asked) => asked.isPending);
  return { owed, isPending, missing, error: tasks.error };
}
