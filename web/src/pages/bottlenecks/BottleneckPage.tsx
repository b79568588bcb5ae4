import { Anchor, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext, useParams } from "react-router";
import { type Bottleneck, useBottleneck } from "../../api/bottlenecks";
import type { Session } from "../../api/session";
import { useTask } from "../../api/tasks";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { StatusBadge } from "./StatusBadge";
import { StepForms } from "./StepForms";
import { Steps } from "./Steps";

/** One bottleneck: what it is, who can unblock it, and what was done about it when and by whom (FR-BP-13, FR-BP-14). */
export default function BottleneckPage() {
  const { t } = useTranslation("bottlenecks");
  const { tenant = "", bottleneck = "" } = useParams();
  const session = useOutletContext<Session>();
  const field = useField();
  const asked = useBottleneck(tenant, bottleneck);
  return (
    <Page
      title={asked.data ? field(asked.data, "title") : t("title")}
      up={{ to: `/t/${tenant}/bottlenecks`, name: t("back") }}
    >
      <Asked of={asked}>
        {(known) => (
          <Stack gap="lg">
            <Group gap="xs">
              <StatusBadge status={known.status} />
              <Text size="sm">{t(`groups.${known.group}`)}</Text>
              {known.scope && <Text size="sm">{t(`scope.${known.scope}`)}</Text>}
              <Text size="sm">{t("age", { count: known.age_days })}</Text>
              <SampleMark sample={known.sample} />
            </Group>
            <StepForms tenant={tenant} known={known} session={session} />
            <Facts tenant={tenant} known={known} />
            <Steps tenant={tenant} known={known} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Facts({ tenant, known }: { tenant: string; known: Bottleneck }) {
  const { t } = useTranslation("bottlenecks");
  const field = useField();
  const { unit: name } = useNames(tenant);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        {field(known, "description") && <Text>{field(known, "description")}</Text>}
        <Fact title={t("owner")}>
          <Text>{name(known.owner_unit)}</Text>
        </Fact>
        <Fact title={t("unblocks")}>
          <Text>{useUnblocks(tenant, known)}</Text>
        </Fact>
        {known.linked_works.length > 0 && (
          <Fact title={t("holds_up")}>
            <List>
              {known.linked_works.map((work) => (
                <List.Item key={work}>
                  <HeldUp tenant={tenant} work={work} />
                </List.Item>
              ))}
            </List>
          </Fact>
        )}
        {known.corrective_actions.length > 0 && (
          <Fact title={t("corrective")}>
            <List>
              {known.corrective_actions.map((action) => (
                <List.Item key={action}>{action}</List.Item>
              ))}
            </List>
          </Fact>
        )}
      </Stack>
    </Paper>
  );
}

/** Its title beside its code, as soon as it is known. */
function HeldUp({ tenant, work }: { tenant: string; work: string }) {
  const field = useField();
  const known = useTask(tenant, work).data;
  return (
    <>
      <Anchor component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(work)}`}>
        {work}
      </Anchor>
      {known && `: ${field(known, "title")}`}
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Who can unblock it: a role, a unit, a level in words, as far as it is known. */
function useUnblocks(tenant: string, { competent_authority: who }: Bottleneck): string {
  const { t } = useTranslation("bottlenecks");
  const { unit: name } = useNames(tenant);
  const known = [who?.role && t(`role.${who.role}`), who?.unit && name(who.unit), who?.level].filter(Boolean);
  return known.length > 0 ? known.join(", ") : t("unblocks_unknown");
}
