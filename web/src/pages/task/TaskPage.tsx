import { Grid, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isTask, type OneWork, useTask } from "../../api/tasks";
import { Asked } from "../../parts/Asked";
import { OutcomeBadge } from "../../parts/outcomes";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { useField } from "../../parts/said";
import { Actions } from "./Actions";
import { Bottlenecks, Children, Links } from "./Around";
import { Clarity } from "./Clarity";
import { Facts } from "./Facts";
import { History } from "./History";
import { Letters } from "./Letters";

/** One task or pilot model: what it is, how it stands, what happened, and the next thing that this person may do. */
export default function TaskPage() {
  const { t } = useTranslation("task");
  const { tenant = "", task = "" } = useParams();
  const asked = useTask(tenant, task);
  const field = useField();
  return (
    <Page
      title={asked.data ? field(asked.data, "title") : t("title", { task })}
      actions={asked.data && <Actions key={task} work={asked.data} tenant={tenant} />}
    >
      <Asked of={asked} lines={10}>
        {(work) => <Work work={work} tenant={tenant} />}
      </Asked>
    </Page>
  );
}

function Work({ work, tenant }: { work: OneWork; tenant: string }) {
  const { t } = useTranslation("task");
  return (
    <Stack>
      <Group gap="sm">
        {work.outcome && <OutcomeBadge outcome={work.due_soon ? "due_soon" : work.outcome} />}
        <Text data-status={work.status}>
          {work.id} · {t(`works:kind.${work.kind}`)} · {t(`works:status.${work.status}`)}
        </Text>
        <SampleMark sample={work.sample} />
      </Group>
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {isTask(work) && <Clarity clarity={work.clarity} />}
            <Facts work={work} tenant={tenant} />
            <Links work={work} tenant={tenant} />
            {isTask(work) && work.children && <Children work={work} tenant={tenant} />}
            <Bottlenecks task={work.id} tenant={tenant} />
            <Letters work={work} tenant={tenant} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <History task={work.id} tenant={tenant} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
