import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type RoundView, useRound } from "../../api/surveys";
import { Asked } from "../../parts/Asked";
import { NoData } from "../../parts/NoData";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { dateOf, momentOf, useDeadline, useNumber } from "../../parts/times";
import { WideTable } from "../../parts/WideTable";
import { Covered } from "./Covered";

/** One round: coverage, what the units answer by group, and who is silent (FR-BP-09, FR-BP-12). */
export default function RoundPage() {
  const { tenant = "", round = "" } = useParams();
  return (
    <Asked of={useRound(tenant, round)} lines={8}>
      {(view) => <Round view={view} tenant={tenant} />}
    </Asked>
  );
}

function Round({ view, tenant }: { view: RoundView; tenant: string }) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const deadline = useDeadline();
  const { unit: unitName } = useNames(tenant);
  return (
    <Page
      title={field(view, "title")}
      up={{ to: `/t/${tenant}/surveys`, name: t("back") }}
      actions={<SampleMark sample={view.sample} />}
    >
      <Text>{t("opened", { date: dateOf(view.opened_at), due: deadline(view), units: view.invited.length })}</Text>
      <Covered share={view.coverage.overall} />
      <Section
        title={t("units")}
        actions={
          <SaveCsv
            name={t("units")}
            rows={() => view.coverage.by_unit}
            columns={[
              [t("columns.unit"), ({ unit }) => unitName(unit)],
              [t("columns.status"), ({ status }) => t(`statuses.${status}`)],
              [t("columns.submitted_at"), ({ submitted_at }) => submitted_at && momentOf(submitted_at)],
              [t("columns.diem_nghen"), ({ answers }) => answers.diem_nghen ?? 0],
            ]}
          />
        }
      >
        <Units view={view} tenant={tenant} />
      </Section>
      <Section
        title={t("groups")}
        actions={
          <SaveCsv
            name={t("groups")}
            rows={() => view.coverage.by_group}
            columns={[
              [t("columns.group"), (group) => field(group, "name")],
              [t("columns.answered"), (group) => (group.rate === null ? null : group.answered)],
              ...ANSWERS.map((answer): [string, (group: RoundView["coverage"]["by_group"][number]) => number] => [
                t(`columns.${answer}`),
                (group) => group.answers[answer] ?? 0,
              ]),
            ]}
          />
        }
      >
        <Groups view={view} />
      </Section>
    </Page>
  );
}

const ANSWERS = ["diem_nghen", "con_vuong", "thuan_loi"] as const;

function Groups({ view }: { view: RoundView }) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const number = useNumber();
  return (
    <WideTable label={t("groups")} miw={640}>
      <Table.Thead>
        <Table.Tr>
          {["group", "answered", ...ANSWERS].map((name) => (
            <Table.Th scope="col" key={name}>
              {t(`columns.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {view.coverage.by_group.map((group) => (
          <Table.Tr key={group.group} data-group={group.group}>
            <Table.Th scope="row">{field(group, "name")}</Table.Th>
            {group.rate === null ? (
              <NoData words={t("not_asked")} />
            ) : (
              <Table.Td>{t("answered", { count: group.answered, rate: number(group.rate) })}</Table.Td>
            )}
            {ANSWERS.map((answer) => (
              <Table.Td key={answer}>{number(group.answers[answer] ?? 0)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** In order of need: silent, returned, to be looked through, accepted. */
const ORDER = ["draft", "returned", "submitted", "accepted"];

function Units({ view, tenant }: { view: RoundView; tenant: string }) {
  const { t } = useTranslation("surveys");
  const { unit: unitName } = useNames(tenant);
  const units = [...view.coverage.by_unit].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  return (
    <WideTable label={t("units")} striped miw={560}>
      <Table.Thead>
        <Table.Tr>
          {["unit", "status", "submitted_at", "diem_nghen"].map((name) => (
            <Table.Th scope="col" key={name}>
              {t(`columns.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {units.map((unit) => (
          <Table.Tr key={unit.unit} data-unit={unit.unit}>
            <Table.Th scope="row">
              <Link to={`/t/${tenant}/surveys/${encodeURIComponent(view.id)}/${encodeURIComponent(unit.unit)}`}>
                {unitName(unit.unit)}
              </Link>
            </Table.Th>
            <Table.Td>{t(`statuses.${unit.status}`)}</Table.Td>
            <Table.Td>{unit.submitted_at ? momentOf(unit.submitted_at) : "–"}</Table.Td>
            <Table.Td>{unit.nothing_to_report ? t("nothing_to_report") : (unit.answers.diem_nghen ?? 0)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
