import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { NoData } from "../../parts/NoData";
import { useField } from "../../parts/said";
import tables from "../../parts/tables.module.css";
import { useNumber } from "../../parts/times";
import { WideTable } from "../../parts/WideTable";
import { COLUMNS, type Column, type Compared } from "./columns";

/** Every province in the order of need, then what they come to together. */
export function Provinces({ comparison, links }: { comparison: Schemas["Comparison"]; links: string }) {
  const { t } = useTranslation("compare");
  const field = useField();
  return (
    <WideTable label={t("provinces")} striped highlightOnHover miw={900} horizontalSpacing={6}>
      <Headings first={t("province")} />
      <Table.Tbody>
        {comparison.provinces.map((province) => (
          <Table.Tr key={province.tenant}>
            <Table.Th scope="row">
              <Link to={`/t/${province.tenant}/overview${links}`}>{field(province, "name")}</Link>
            </Table.Th>
            <Cells line={province} tenant={province.tenant} />
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th scope="row">{t("together")}</Table.Th>
          <Cells line={comparison.totals} />
        </Table.Tr>
      </Table.Tfoot>
    </WideTable>
  );
}

/** Sums say over how many of how many provinces they go. */
export function Reported({ totals }: { totals: Schemas["ComparisonTotals"] }) {
  const { t } = useTranslation("compare");
  return (
    <Text size="sm" mt="xs">
      {(["tasks", "assignments", "models"] as const)
        .map((sort) => t(`reported.${sort}`, { reported: totals[sort].reported_by, of: totals[sort].of }))
        .join("; ")}
    </Text>
  );
}

export function Headings({ first }: { first: string }) {
  const { t } = useTranslation("compare");
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th scope="col" miw={150}>
          {first}
        </Table.Th>
        {COLUMNS.map(({ name }) => (
          <Table.Th scope="col" key={name} ta="right">
            {t(`columns.${name}`)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

export function Cells({ line, tenant }: { line: Compared; tenant?: string }) {
  return COLUMNS.map((column) => <OneCell key={column.name} column={column} line={line} tenant={tenant} />);
}

function OneCell({ column, line, tenant }: { column: Column; line: Compared; tenant?: string }) {
  const number = useNumber();
  const value = column.value(line);
  if (value === null && !tenant && column.name === "slow_groups")
    return <Table.Td className={tables.number}>–</Table.Td>;
  if (value === null) return <NoData />;
  const words = column.percent ? `${number(value)} %` : number(value);
  return (
    <Table.Td className={tables.number} fw={column.name === "overdue" && value > 0 ? 600 : undefined}>
      {tenant && column.rows ? <Link to={`/t/${tenant}/${column.rows}`}>{words}</Link> : words}
    </Table.Td>
  );
}
