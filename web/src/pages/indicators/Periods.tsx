import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Period } from "../../api/indicators";
import { NoData } from "../../parts/NoData";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { WideTable } from "../../parts/WideTable";
import { useFigure } from "./figures";

/** By period and unit: sums over sums, "n of m reported"; who did not report has no data. */
export function Periods({ periods }: { periods: Period[] }) {
  const { t } = useTranslation("indicators");
  const field = useField();
  const figure = useFigure();
  return (
    <WideTable label={t("series")} miw={560}>
      <Table.Thead>
        <Table.Tr>
          {["period", "unit", "figures", "confirmed"].map((name) => (
            <Table.Th scope="col" key={name}>
              {t(`columns.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      {periods.map(({ period, total, by_unit }) => (
        <Table.Tbody key={period}>
          <Table.Tr data-period={period}>
            <Table.Th scope="row">{period}</Table.Th>
            <Table.Td fw={600}>{t("together")}</Table.Td>
            <Table.Td fw={600}>{figure(total)}</Table.Td>
            <Table.Td>
              {t("counts", { reported: total.reported_by, of: total.of, confirmed: total.confirmed })}
            </Table.Td>
          </Table.Tr>
          {by_unit.map((unit) => (
            <Table.Tr key={unit.unit ?? ""} data-unit={unit.unit}>
              <Table.Td />
              <Table.Td>
                {field(unit, "name")} <SampleMark sample={unit.sample} />
              </Table.Td>
              {unit.reported ? <Table.Td>{figure(unit)}</Table.Td> : <NoData />}
              <Table.Td>
                <Text size="sm">
                  {unit.reported ? t(unit.confirmed ? "statuses.confirmed" : "statuses.reported") : "–"}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      ))}
    </WideTable>
  );
}
