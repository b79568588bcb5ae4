import { Button, Table, Text } from "@mantine/core";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type ImportView, useFaults } from "../../api/imports";
import { saveCsv } from "../../parts/csv";
import { Failure } from "../../parts/Failure";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { Waiting } from "../../parts/Waiting";
import { WideTable } from "../../parts/WideTable";

/** What is wrong, cell by cell, in both languages: as it can be handed to whoever keeps the workbook. */
export function Faults({ job, tenant }: { job: ImportView; tenant: string }) {
  const { t } = useTranslation("imports");
  const field = useField();
  const faults = useFaults(tenant, job);
  const items = faults.data?.pages.flatMap((page) => page.items) ?? [];
  if (faults.isPending) return <Waiting />;
  if (faults.isError) return <Failure error={faults.error} again={() => void faults.refetch()} />;
  if (items.length === 0) return <Text>{t("no_faults")}</Text>;
  const file = () =>
    saveCsv(`${t("faults_file")}.csv`, [
      [t("row"), t("cell"), t("column"), t("value"), t("severity"), "Tiếng Việt", "English"],
      ...items.map((one) => [one.row, one.cell, one.column, one.value, one.severity, one.message_vi, one.message_en]),
    ]);
  return (
    <Section
      title={t("faults")}
      actions={
        <Button className="no-print" variant="default" leftSection={<Download size={16} aria-hidden />} onClick={file}>
          {t("faults_get")}
        </Button>
      }
    >
      <WideTable label={t("faults")} striped miw={700}>
        <Table.Thead>
          <Table.Tr>
            {["cell", "column", "value", "severity", "message"].map((name) => (
              <Table.Th scope="col" key={name}>
                {t(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={`${one.row} ${one.cell} ${one.code}`} data-code={one.code}>
              <Table.Th scope="row">{one.cell ?? t("row_number", { row: one.row })}</Table.Th>
              <Table.Td>{one.column ?? "–"}</Table.Td>
              <Table.Td>{one.value ?? "–"}</Table.Td>
              <Table.Td>{t(`severities.${one.severity ?? "error"}`)}</Table.Td>
              <Table.Td>
                {field(one, "message")}
                <Text size="sm" c="dark.4" lang={t("other_code")}>
                  {t("other_code") === "en" ? one.message_en : one.message_vi}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {faults.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          onClick={() => void faults.fetchNextPage()}
          loading={faults.isFetchingNextPage}
        >
          {t("more")}
        </Button>
      )}
    </Section>
  );
}
