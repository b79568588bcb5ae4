import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams } from "react-router";
import { useDirective, type WholeDirective } from "../../api/directives";
import type { Session } from "../../api/session";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { dateOf } from "../../parts/times";
import { Acknowledgements } from "./Acknowledgements";
import { Blocks } from "./Blocks";
import { Origin } from "./Origin";

/** One document: what it asks of whom, who has acknowledged it, where it comes from (FR-BP-02, FR-BP-21, FR-BP-23). */
export default function DirectivePage() {
  const { t } = useTranslation("directives");
  const { tenant = "", directive = "" } = useParams();
  const session = useOutletContext<Session>();
  const field = useField();
  const asked = useDirective(tenant, directive);
  return (
    <Page
      title={asked.data ? field(asked.data, "subject") : t("title")}
      up={{ to: `/t/${tenant}/directives`, name: t("back") }}
    >
      <Asked of={asked}>
        {(known) => (
          <Stack gap="lg">
            <Head tenant={tenant} known={known} />
            <Acknowledgements tenant={tenant} known={known} session={session} />
            <Blocks tenant={tenant} known={known} />
            <Origin tenant={tenant} known={known} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Head({ tenant, known }: { tenant: string; known: WholeDirective }) {
  const { t } = useTranslation("directives");
  const field = useField();
  const { unit: name } = useNames(tenant);
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>{[field(known, "doc_type"), known.full_number].filter(Boolean).join(" ")}</Text>
        <Text>{t("issued", { date: dateOf(known.issued_date) })}</Text>
        <SampleMark sample={known.sample} />
      </Group>
      <Text>{[name(known.issuer_unit), field(known, "signer_role")].filter(Boolean).join(" · ")}</Text>
      {known.acknowledge_by && <Text>{t("acknowledge_by", { date: dateOf(known.acknowledge_by) })}</Text>}
      {known.legal_basis.length > 0 && (
        <Text size="sm">{t("legal_basis", { basis: known.legal_basis.join("; ") })}</Text>
      )}
    </Stack>
  );
}
