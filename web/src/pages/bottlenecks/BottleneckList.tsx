import { Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { type Bottleneck, type Filters, GROUPS, STATUSES, UNSOLVED, useBottlenecks } from "../../api/bottlenecks";
import { grown } from "../../api/every";
import { Asked } from "../../parts/Asked";
import { put, useAddress } from "../../parts/address";
import { Empty } from "../../parts/Empty";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { SearchInput } from "../../parts/SearchInput";
import { useField } from "../../parts/said";
import classes from "./bottlenecks.module.css";
import { StatusBadge } from "./StatusBadge";

function useFilters(): Filters {
  const [query] = useSearchParams();
  const statuses = (query.get("status") ?? "").split(",");
  return {
    group: GROUPS.find((group) => group === query.get("group")),
    status: STATUSES.filter((status) => statuses.includes(status)),
    q: query.get("q") || undefined,
  };
}

/** The address holds the filters; those that are not solved for longest come first. */
export function BottleneckList({ tenant }: { tenant: string }) {
  const { t } = useTranslation("bottlenecks");
  const field = useField();
  const { unit } = useNames(tenant);
  const found = useBottlenecks(tenant, useFilters());
  return (
    <Stack component="section" gap="sm" aria-labelledby="bottleneck-list">
      <Group justify="space-between">
        <Title order={2} size="h4" id="bottleneck-list">
          {t("list")}
        </Title>
        <SaveCsv
          name={t("list")}
          rows={() => grown(found)}
          columns={[
            [t("code"), (one) => one.id],
            [t("name"), (one) => field(one, "title")],
            [t("group"), (one) => t(`groups.${one.group}`)],
            [t("state"), (one) => t(`status.${one.status}`)],
            [t("owner"), (one) => unit(one.owner_unit)],
            [t("age_days"), (one) => one.age_days],
          ]}
        />
      </Group>
      <FilterBar />
      <Asked of={found}>
        {({ pages }) => (
          <>
            <Rows tenant={tenant} known={pages.flatMap((page) => page.items)} />
            {found.hasNextPage && (
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t("more")}
              </Button>
            )}
          </>
        )}
      </Asked>
    </Stack>
  );
}

function FilterBar() {
  const { t } = useTranslation("bottlenecks");
  const [query, change] = useAddress();
  const filter = (name: string, value: string) => change((changed) => put(changed, name, value));
  const unsolved = { value: UNSOLVED.join(","), label: t("status.unsolved") };
  return (
    <Group gap="sm" align="flex-end" className="no-print">
      <NativeSelect
        label={t("group")}
        value={query.get("group") ?? ""}
        onChange={(event) => filter("group", event.currentTarget.value)}
        data={[{ value: "", label: t("all") }, ...GROUPS.map((value) => ({ value, label: t(`groups.${value}`) }))]}
      />
      <NativeSelect
        label={t("state")}
        value={query.get("status") ?? ""}
        onChange={(event) => filter("status", event.currentTarget.value)}
        data={[
          { value: "", label: t("all") },
          unsolved,
          ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <SearchInput label={t("search")} />
    </Group>
  );
}

function Rows({ tenant, known }: { tenant: string; known: Bottleneck[] }) {
  const { t } = useTranslation("bottlenecks");
  const field = useField();
  const { unit: name } = useNames(tenant);
  if (known.length === 0) return <Empty>{t("none")}</Empty>;
  const solved = (one: Bottleneck) => Number(!UNSOLVED.includes(one.status));
  const sorted = [...known].sort((a, b) => solved(a) - solved(b) || b.age_days - a.age_days);
  return (
    <ul className={classes.rows}>
      {sorted.map((one) => (
        <li key={one.id} className={classes.row} data-id={one.id}>
          <Text component={Link} to={`/t/${tenant}/bottlenecks/${encodeURIComponent(one.id)}`} fw={600}>
            {field(one, "title")}
          </Text>
          <Group gap="xs" mt={4}>
            <StatusBadge status={one.status} />
            <Text size="sm">{t(`groups.${one.group}`)}</Text>
            <Text size="sm">{t("age", { count: one.age_days })}</Text>
            <Text size="sm">{name(one.owner_unit)}</Text>
            <SampleMark sample={one.sample} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
