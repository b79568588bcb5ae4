import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useComparison } from "../../api/comparison";
import { Asked } from "../../parts/Asked";
import type { Cell } from "../../parts/csv";
import { Page } from "../../parts/Page";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField, useSaid } from "../../parts/said";
import { dateOf } from "../../parts/times";
import { AsOf } from "../overview/AsOf";
import { Clusters } from "./Clusters";
import { COLUMNS, type Compared } from "./columns";
import { Provinces, Reported } from "./Provinces";

/** "Which provinces need help?" (FR-TW-16, FR-TW-17) */
export default function ComparePage() {
  const { t } = useTranslation("compare");
  const { tenant = "" } = useParams();
  const [query] = useSearchParams();
  const asOf = query.get("as_of");
  const comparison = useComparison(tenant, asOf);
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <AsOf />
          <SaveComparison comparison={comparison.data} asOf={comparison.data?.as_of ?? null} />
        </>
      }
    >
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

interface Line extends Compared {
  name: string;
}

/** The table as a file, with what the provinces come to together: what is not known stays empty. */
function SaveComparison({ comparison, asOf }: { comparison: Schemas["Comparison"] | undefined; asOf: string | null }) {
  const { t } = useTranslation("compare");
  const field = useField();
  const rows = (): Line[] => {
    if (!comparison) return [];
    const provinces = comparison.provinces.map((line) => ({ ...line, name: field(line, "name") }));
    return [...provinces, { ...comparison.totals, name: t("together") }];
  };
  return (
    <SaveCsv
      name={t("file")}
      day={asOf}
      disabled={!comparison}
      rows={rows}
      columns={[
        [t("province"), ({ name }) => name],
        ...COLUMNS.map(({ name, value }): [string, (line: Line) => Cell] => [t(`columns.${name}`), value]),
      ]}
    />
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
