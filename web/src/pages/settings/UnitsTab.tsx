import { Button, Group, Table, Text } from "@mantine/core";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type Unit, useUnits } from "../../api/units";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { SearchInput } from "../../parts/SearchInput";
import { useField } from "../../parts/said";
import { dateOf } from "../../parts/times";
import { WideTable } from "../../parts/WideTable";

/** Units with the days between which they exist. */
export function UnitsTab({ tenant }: { tenant: string }) {
  const { t } = useTranslation("settings");
  const [query] = useSearchParams();
  const asked = query.get("q") ?? "";
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="sm" className="no-print">
        <SearchInput label={t("units.search")} />
        <Button
          component="a"
          variant="default"
          href={`/v1/${encodeURIComponent(tenant)}/exports/units.xlsx`}
          leftSection={<Download size={16} aria-hidden />}
          download
        >
          {t("units.export")}
        </Button>
      </Group>
      <Asked of={useUnits(tenant)} lines={8}>
        {(units) => <List tenant={tenant} units={units.filter((unit) => matches(unit, asked))} />}
      </Asked>
    </>
  );
}

/** As people type: without diacritics, in any part of the name or the id. */
function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
}

function matches(unit: Unit, asked: string): boolean {
  return plain(`${unit.id} ${unit.name_vi} ${unit.name_en ?? ""}`).includes(plain(asked));
}

function List({ tenant, units }: { tenant: string; units: Unit[] }) {
  const { t } = useTranslation("settings");
  const names = useNames(tenant);
  const field = useField();
  return (
    <>
      <Text mb="xs">{t("units.count", { count: units.length })}</Text>
      <WideTable label={t("tabs.units")} striped miw={760}>
        <Table.Thead>
          <Table.Tr>
            {["name", "id", "head", "from", "to"].map((name) => (
              <Table.Th scope="col" key={name}>
                {t(`units.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {units.map((unit) => (
            <Table.Tr key={unit.id}>
              <Table.Th scope="row">
                {field(unit, "name")} <SampleMark sample={unit.sample} />
              </Table.Th>
              <Table.Td>{unit.id}</Table.Td>
              <Table.Td>{field(unit, "head_role") || "–"}</Table.Td>
              <Table.Td>{unit.valid_from ? dateOf(unit.valid_from) : t("units.before_records")}</Table.Td>
              <Table.Td>
                {unit.valid_to ? dateOf(unit.valid_to) : t("units.until_further")}
                {unit.successor && ` → ${names.unit(unit.successor)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}
