import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type Line, useIndicators } from "../../api/indicators";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { NoData } from "../../parts/NoData";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { useField } from "../../parts/said";
import { WideTable } from "../../parts/WideTable";
import { useBaseline, useFigure, useFormula } from "./figures";
import { standingOf, TargetBadge } from "./Target";

/** Every indicator with its newest figures; a target that no text states is not made up (FR-NA-22, FR-NT-15). */
export default function IndicatorsPage() {
  const { t } = useTranslation("indicators");
  const { tenant = "" } = useParams();
  const found = useIndicators(tenant);
  return (
    <Page title={t("title")} help="target" actions={found.data && <SaveIndicators lines={found.data.indicators} />}>
      <Asked of={found} lines={8}>
        {({ indicators }) =>
          indicators.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <Paper withBorder p="md" component="section">
              <List lines={[...indicators].sort(byNeed)} tenant={tenant} />
            </Paper>
          )
        }
      </Asked>
    </Page>
  );
}

function SaveIndicators({ lines }: { lines: Line[] }) {
  const { t } = useTranslation("indicators");
  const field = useField();
  const formula = useFormula();
  return (
    <SaveCsv
      name={t("title")}
      rows={() => [...lines].sort(byNeed)}
      columns={[
        [t("columns.name"), (line) => field(line, "name")],
        [t("columns.period"), (line) => line.latest?.period],
        [t("form.numerator"), (line) => line.latest?.total.numerator],
        [t("form.denominator"), (line) => line.latest?.total.denominator],
        [t("columns.target"), (line) => line.target && formula(line)],
        [
          t("columns.standing"),
          (line) => t(line.target ? `standings.${standingOf(line.target)}` : "standings.no_target"),
        ],
      ]}
    />
  );
}

/** Missed first, then not met, then without a target or figures, then met. */
function byNeed(a: Line, b: Line): number {
  return need(a) - need(b) || a.indicator.localeCompare(b.indicator);
}

function need({ target }: Line): number {
  if (target?.overdue) return 0;
  if (target?.met === false) return 1;
  return target?.met ? 3 : 2;
}

function List({ lines, tenant }: { lines: Line[]; tenant: string }) {
  const { t } = useTranslation("indicators");
  const field = useField();
  const formula = useFormula();
  return (
    <WideTable label={t("title")} striped miw={800}>
      <Table.Thead>
        <Table.Tr>
          {["name", "latest", "target", "standing"].map((name) => (
            <Table.Th scope="col" key={name}>
              {t(`columns.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.indicator} data-indicator={line.indicator}>
            <Table.Th scope="row">
              <Link to={`/t/${tenant}/indicators/${encodeURIComponent(line.indicator)}`}>{field(line, "name")}</Link>{" "}
              <SampleMark sample={line.sample} />
            </Table.Th>
            <Latest line={line} />
            <Table.Td>{formula(line)}</Table.Td>
            <Table.Td>
              <TargetBadge target={line.target} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function Latest({ line }: { line: Line }) {
  const { t } = useTranslation("indicators");
  const figure = useFigure();
  const baseline = useBaseline()(line);
  if (!line.latest) return baseline ? <Table.Td>{baseline}</Table.Td> : <NoData />;
  const { total, period } = line.latest;
  return (
    <Table.Td>
      {figure(total)}
      <Text size="sm">{t("reported_of", { period, reported: total.reported_by, of: total.of })}</Text>
    </Table.Td>
  );
}
