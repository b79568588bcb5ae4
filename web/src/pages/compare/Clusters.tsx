import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Section } from "../../parts/Section";
import { useField, useSaid } from "../../parts/said";
import { WideTable } from "../../parts/WideTable";
import { Cells, Headings } from "./Provinces";

/** Clusters and regions as the central level groups provinces (FR-TW-17); without any there is nothing to show. */
export function Clusters({ comparison }: { comparison: Schemas["Comparison"] }) {
  const { t } = useTranslation("compare");
  const field = useField();
  const said = useSaid();
  if (comparison.clusters.length === 0) return null;
  const names = new Map(comparison.provinces.map((province) => [province.tenant, field(province, "name")]));
  const named = (tenants: string[]) => tenants.map((tenant) => names.get(tenant) ?? tenant).join(", ");
  return (
    <Section title={t("clusters")}>
      <WideTable label={t("clusters")} striped miw={900} horizontalSpacing={6}>
        <Headings first={t("cluster")} />
        <Table.Tbody>
          {comparison.clusters.map((cluster) => (
            <Table.Tr key={cluster.cluster}>
              <Table.Th scope="row">
                {field(cluster, "name")}
                <Text size="sm" fw={400}>
                  {said(cluster.headline)}: {named(cluster.provinces)}
                </Text>
              </Table.Th>
              <Cells line={cluster.totals} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {comparison.ungrouped.length > 0 && (
        <Text size="sm" mt="sm">
          {t("ungrouped", { names: named(comparison.ungrouped) })}
        </Text>
      )}
    </Section>
  );
}
