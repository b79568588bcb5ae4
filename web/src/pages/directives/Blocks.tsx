import { Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAssignments, type WholeDirective } from "../../api/directives";
import type { Work } from "../../api/work";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { OutcomeBadge } from "../../parts/outcomes";
import { useField } from "../../parts/said";
import { useDeadline } from "../../parts/times";

/** Its contents and the tasks that each of them assigned. */
export function Blocks({ tenant, known }: { tenant: string; known: WholeDirective }) {
  const { t } = useTranslation("directives");
  return (
    <Asked of={useAssignments(tenant, known.id)}>
      {(works) => (
        <Stack gap="sm" component="section" aria-labelledby="blocks">
          <Title order={2} size="h4" id="blocks">
            {t("blocks", { count: known.blocks.length })}
          </Title>
          <Text>{t("assignments", { count: known.assignments })}</Text>
          {known.blocks.map((block) => (
            <OneBlock
              key={block.id}
              tenant={tenant}
              block={block}
              works={works.filter((work) => blockOf(work) === block.id)}
            />
          ))}
          <Assigned
            tenant={tenant}
            works={works.filter((work) => !known.blocks.some(({ id }) => id === blockOf(work)))}
          />
        </Stack>
      )}
    </Asked>
  );
}

/** Pilot models belong to no block. */
function blockOf(work: Work): string | null {
  return "block" in work ? (work.block ?? null) : null;
}

interface Props {
  tenant: string;
  block: WholeDirective["blocks"][number];
  works: Work[];
}

function OneBlock({ tenant, block, works }: Props) {
  const { t } = useTranslation("directives");
  const field = useField();
  const { unit: name } = useNames(tenant);
  const leads = block.lead_units.length > 0 ? block.lead_units.map(name).join("; ") : block.lead_note_vi;
  return (
    <Paper withBorder p="md" data-block={block.id}>
      <Title order={3} size="h5">
        {field(block, "title")}
      </Title>
      {leads && <Text size="sm">{t("leads", { units: leads })}</Text>}
      {block.coordinating_units.length > 0 && (
        <Text size="sm">{t("coordinates", { units: block.coordinating_units.map(name).join("; ") })}</Text>
      )}
      <Assigned tenant={tenant} works={works} />
    </Paper>
  );
}

function Assigned({ tenant, works }: { tenant: string; works: Work[] }) {
  const field = useField();
  const deadline = useDeadline();
  const { unit: name } = useNames(tenant);
  if (works.length === 0) return null;
  return (
    <List mt="xs" listStyleType="none">
      {works.map((work) => (
        <List.Item key={work.id} data-assignment={work.id} mb="xs">
          <Text component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(work.id)}`}>
            {field(work, "title")}
          </Text>
          <Group gap="xs">
            {work.outcome && <OutcomeBadge outcome={work.outcome} />}
            {work.outcome !== "no_deadline" && <Text size="sm">{deadline(work.obligation)}</Text>}
            {work.lead_unit && <Text size="sm">{name(work.lead_unit)}</Text>}
          </Group>
        </List.Item>
      ))}
    </List>
  );
}
