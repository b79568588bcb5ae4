import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useTasks, type Work } from "../../api/tasks";
import { put, useAddress } from "../../parts/address";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { Page } from "../../parts/Page";
import { useNumber } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";
import { Board } from "./Board";
import { Chips, FilterBar } from "./FilterBar";
import { exportOf, type Filters, useFilters } from "./filters";
import { SavedViews } from "./SavedViews";
import { Selected } from "./Selected";
import { TaskTable } from "./TaskTable";
import { Timeline } from "./Timeline";

/** Which tasks, exactly those that a figure counted; by need (FR-BP-18, FR-NA-05). */
export default function TasksPage() {
  const { t } = useTranslation("tasks");
  const { tenant = "" } = useParams();
  const filters = useFilters();
  const workbook = filters.given.kind !== "pilot_model" && (
    <Button
      component="a"
      href={exportOf(tenant, filters.given)}
      download
      variant="default"
      leftSection={<Download size={16} aria-hidden />}
    >
      {t("export")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      help="overdue"
      actions={
        <>
          <SavedViews tenant={tenant} />
          {workbook}
        </>
      }
    >
      <FilterBar filters={filters} tenant={tenant} />
      <Chips filters={filters} tenant={tenant} />
      <Found filters={filters} tenant={tenant} />
    </Page>
  );
}

function Found({ filters, tenant }: { filters: Filters; tenant: string }) {
  const { t } = useTranslation("tasks");
  const number = useNumber();
  const asked = useTasks(tenant, filters.query);
  const { hasNextPage: has, isFetchingNextPage: loading } = asked;
  if (asked.data === undefined)
    return asked.isError ? <Failure error={asked.error} again={() => void asked.refetch()} /> : <Waiting lines={10} />;
  const works = asked.data.pages.flatMap((page) => page.items);
  const total = asked.data.pages[0]?.total ?? works.length;
  const more = { has, loading, load: () => void asked.fetchNextPage() };
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600} data-count={total}>
          {t("count", { count: total, number: number(total) })}
        </Text>
        <View />
      </Group>
      <Looks key={JSON.stringify(filters.query)} works={works} more={more} tenant={tenant} total={total} />
    </Stack>
  );
}

const VIEWS = ["list", "board", "timeline"] as const;

function useView() {
  const [address, change] = useAddress();
  const view = VIEWS.find((one) => one === address.get("view")) ?? "list";
  const look = (chosen: string) => change((changed) => put(changed, "view", chosen === "list" ? null : chosen));
  return { view, look };
}

function View() {
  const { t } = useTranslation("tasks");
  const { view, look } = useView();
  return (
    <SegmentedControl
      className="no-print"
      aria-label={t("view.label")}
      value={view}
      onChange={look}
      data={VIEWS.map((one) => ({ value: one, label: t(`view.${one}`) }))}
    />
  );
}

export interface More {
  has: boolean;
  loading: boolean;
  load: () => void;
}

interface Looks {
  works: Work[];
  more: More;
  tenant: string;
  total: number;
}

/** Three looks at the same rows. */
function Looks({ works, more, tenant, total }: Looks) {
  const { view } = useView();
  const { t } = useTranslation("tasks");
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const looks = {
    board: <Board works={works} more={more} tenant={tenant} />,
    timeline: <Timeline works={works} more={more} tenant={tenant} />,
    list: <TaskTable works={works} more={more} tenant={tenant} total={total} chosen={chosen} choose={choose} />,
  };
  return (
    <>
      <Selected works={works.filter((work) => chosen.has(work.id))} tenant={tenant} clear={() => choose(new Set())} />
      {works.length === 0 ? <Empty>{t("nothing")}</Empty> : looks[view]}
    </>
  );
}
