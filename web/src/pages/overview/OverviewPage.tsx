import { Alert, SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useOverview } from "../../api/overview";
import { Asked } from "../../parts/Asked";
import { reportedCounts } from "../../parts/counts";
import { Page } from "../../parts/Page";
import { dateOf } from "../../parts/times";
import { AsOf } from "./AsOf";
import { Attention } from "./Attention";
import { Headline } from "./Headline";
import { Lines } from "./Lines";
import { Models } from "./Models";
import { ThisMonth } from "./ThisMonth";
import { Tiles } from "./Tiles";
import { Trend } from "./Trend";
import { Tour } from "./tour/Tour";

/** "Are we on time, who is late, what do I decide?" (FR-NA-01, FR-NA-05, FR-X-04) */
export default function OverviewPage() {
  const { t } = useTranslation("overview");
  const { tenant = "" } = useParams();
  const [query] = useSearchParams();
  const asOf = query.get("as_of");
  return (
    <Page title={t("title")} help="basic" actions={<AsOf />}>
      {asOf !== null && (
        <Alert color="yellow" role="status">
          {t("past", { date: dateOf(asOf) })}
        </Alert>
      )}
      <Asked of={useOverview(tenant, asOf)} lines={10}>
        {(overview) => <Overview overview={overview} tenant={tenant} asOf={asOf} />}
      </Asked>
    </Page>
  );
}

function Overview({ overview, tenant, asOf }: { overview: Schemas["Overview"]; tenant: string; asOf: string | null }) {
  const { t } = useTranslation("overview");
  const at = overview.as_of ?? new Date().toISOString();
  const missing = overview.degraded.map(({ part }) => t(`parts.${part}`));
  return (
    <Stack gap="lg">
      {missing.length > 0 && (
        <Alert color="gray" role="status">
          {t("missing", { parts: missing.join(", ") })}
        </Alert>
      )}
      <Tour />
      <Headline overview={overview} />
      <Tiles overview={overview} tenant={tenant} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Lines title={t("groups")} filter="group" lines={overview.by_group ?? []} tenant={tenant} asOf={at} />
        <Lines title={t("units")} filter="unit" lines={overview.by_unit ?? []} tenant={tenant} asOf={at} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Trend tenant={tenant} asOf={asOf} now={reportedCounts(overview.tasks?.outcome)} />
        <Attention tenant={tenant} asOf={asOf} />
      </SimpleGrid>
      <ThisMonth tenant={tenant} asOf={asOf} />
      {overview.models && <Models models={overview.models} tenant={tenant} />}
    </Stack>
  );
}
