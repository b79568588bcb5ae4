import { Alert, Button, Stack, Text } from "@mantine/core";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useComparison } from "../../api/comparison";
import { Asked } from "../../parts/Asked";
import { saveCsv } from "../../parts/csv";
import { Page } from "../../parts/Page";
import { Section } from "../../parts/Section";
import { useField, useSaid } from "../../parts/said";
import { dateOf, isoDateOf } from "../../parts/times";
import { AsOf } from "../overview/AsOf";
import { Clusters } from "./Clusters";
import { COLUMNS } from "./columns";
import { Provinces, Reported } from "./Provinces";

/** "Which provinces need help?" (FR-TW-16, FR-TW-17) */
export default function ComparePage() {
  const { t } = useTranslation("compare");
  const { tenant = "" } = useParams();
  const [query] = useSearchParams();
  const asOf = query.get("as_of");
  const comparison = useComparison(tenant, asOf);
  const save = useSaved();
  return (
    <Page title={t("title")} actions={<Actions save={comparison.data && (() => save(comparison.data))} />}>
      {asOf !== null && (
        <Alert color="yellow" role="status">
          {t("past", { date: dateOf(asOf) })}
        </Alert>
      )}
      <Asked of={comparison} lines={8}>
        {(answer) => <Comparison comparison={answer} asOf={asOf} />}
      </Asked>
    </Page>
  );
}

function Actions({ save }: { save: (() => void) | undefined }) {
  const { t } = useTranslation("compare");
  return (
    <>
      <AsOf />
      <Button
        variant="default"
        mt="auto"
        leftSection={<Download size={16} aria-hidden />}
        onClick={save}
        disabled={!save}
      >
        {t("save")}
      </Button>
    </>
  );
}

function Comparison({ comparison, asOf }: { comparison: Schemas["Comparison"]; asOf: string | null }) {
  const { t } = useTranslation("compare");
  const said = useSaid();
  return (
    <Stack gap="lg">
      <Text fz={{ base: "xl", sm: 28 }} fw={600}>
        {said(comparison.headline)}
      </Text>
      <Section help="no_data" title={t("provinces")}>
        <Provinces comparison={comparison} links={asOf ? `?as_of=${asOf}` : ""} />
        <Reported totals={comparison.totals} />
      </Section>
      <Clusters comparison={comparison} />
    </Stack>
  );
}

/** The table as a file: what is not known stays empty. */
function useSaved() {
  const { t } = useTranslation("compare");
  const field = useField();
  return (comparison: Schemas["Comparison"]) => {
    const headings = [t("province"), ...COLUMNS.map(({ name }) => t(`columns.${name}`))];
    const rows = comparison.provinces.map((line) => [
      field(line, "name"),
      ...COLUMNS.map((column) => column.value(line)),
    ]);
    const sums = [t("together"), ...COLUMNS.map((column) => column.value(comparison.totals))];
    saveCsv(`${t("file")}-${isoDateOf(comparison.as_of)}.csv`, [headings, ...rows, sums]);
  };
}
