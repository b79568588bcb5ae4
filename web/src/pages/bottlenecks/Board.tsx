import { Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Bottleneck, UNSOLVED, useBoard, useBottleneckLeads, useUnsolved } from "../../api/bottlenecks";
import type { Schemas } from "../../api/client";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { useField } from "../../parts/said";
import { useNumber } from "../../parts/times";

/** Always five groups: how many are not solved, how old the oldest is, who leads the group. */
export function Board({ tenant }: { tenant: string }) {
  const { t } = useTranslation("bottlenecks");
  const unsolved = useUnsolved(tenant).data ?? [];
  return (
    <Asked of={useBoard(tenant)}>
      {(board) => (
        <Stack gap="sm">
          <Text fz="lg" fw={600}>
            {t("headline", { unsolved: board.unsolved, total: board.total })}
          </Text>
          <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} spacing="sm">
            {board.groups.map((group) => (
              <Group
                key={group.group}
                tenant={tenant}
                group={group}
                members={unsolved.filter((one) => one.group === group.group)}
              />
            ))}
          </SimpleGrid>
        </Stack>
      )}
    </Asked>
  );
}

interface Props {
  tenant: string;
  group: Schemas["Board"]["groups"][number];
  members: Bottleneck[];
}

function Group({ tenant, group, members }: Props) {
  const { t } = useTranslation("bottlenecks");
  const field = useField();
  const number = useNumber();
  const { unit: name } = useNames(tenant);
  const leads = useBottleneckLeads(tenant).data?.groups.find((one) => one.group === group.group)?.leads ?? [];
  const to = `/t/${tenant}/bottlenecks?group=${group.group}&status=${UNSOLVED.join(",")}`;
  return (
    <Paper withBorder p="sm" component="section" data-group={group.group}>
      <Title order={2} size="h5">
        {field(group, "name")}
      </Title>
      <Text
        component={Link}
        to={to}
        fz={28}
        fw={600}
        aria-label={t("unsolved_of", { name: field(group, "name"), count: group.unsolved })}
      >
        {number(group.unsolved)}
      </Text>
      <Text size="sm">{t("unsolved", { count: group.unsolved })}</Text>
      {members.length > 0 && (
        <Text size="sm" fw={600}>
          {t("oldest", { count: Math.max(...members.map((one) => one.age_days)) })}
        </Text>
      )}
      <Text size="sm" c="dark.4">
        {leads.length > 0
          ? t("led_by", { units: leads.map((lead) => name(lead.unit)).join("; ") })
          : t("led_by_nobody")}
      </Text>
    </Paper>
  );
}
