import { Button, Group, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "../../parts/DayInput";
import { type Names, useNames } from "../../parts/names";
import { OUTCOMES } from "../../parts/outcomes";
import { dateOf } from "../../parts/times";
import { MODEL_STATUSES, TASK_STATUSES } from "../../parts/works";
import { FILTERS, type Filter, type Filters } from "./filters";
import classes from "./tasks.module.css";

interface Props {
  filters: Filters;
  tenant: string;
}

const KINDS = ["unspecified", "roadmap", "regular", "directive", "pilot_model"];
const YES_OR_NO = ["true", "false"];

/** What each filter offers, in words. */
function useChoices(names: Names, given: Filters["given"]) {
  const { t } = useTranslation("tasks");
  const words = (values: readonly string[], say: (value: string) => string) =>
    values.map((value) => ({ value, label: say(value) }));
  const statuses = given.kind === "pilot_model" ? MODEL_STATUSES : TASK_STATUSES;
  return {
    outcome: words(OUTCOMES, (value) => t(`common:outcome.${value}`)),
    done: words(YES_OR_NO, (value) => t(`done.${value}`)),
    kind: words(KINDS, (value) => t(`works:kind.${value}`)),
    status: words(statuses, (value) => t(`works:status.${value}`)),
    clear: words(YES_OR_NO, (value) => t(`clear.${value}`)),
    added: words(YES_OR_NO, (value) => t(`added.${value}`)),
    group: names.groups,
    unit: names.units,
  };
}

export function FilterBar({ filters, tenant }: Props) {
  const { t } = useTranslation("tasks");
  const names = useNames(tenant);
  const choices = useChoices(names, filters.given);
  const [open, { toggle }] = useDisclosure(false);
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 3, lg: 5 }}
      spacing="sm"
      className={`no-print ${classes.filters}`}
      role="search"
      data-open={open}
    >
      <Words filters={filters}>
        <Button hiddenFrom="sm" variant="default" onClick={toggle} aria-expanded={open}>
          {t("filters")}
        </Button>
      </Words>
      {Object.entries(choices).map(([filter, data]) => (
        <Select
          key={filter}
          label={t(`filter.${filter}`)}
          data={data}
          value={filters.given[filter as Filter] ?? null}
          onChange={(value) => filters.set(filter as Filter, value)}
          placeholder={t("any")}
          searchable={data.length > 10}
          clearable
          clearButtonProps={{ "aria-label": t("clear_filter", { filter: t(`filter.${filter}`) }) }}
          comboboxProps={{ width: "max-content", position: "bottom-start" }}
        />
      ))}
      <DayInput
        label={t("filter.due_before")}
        value={filters.given.due_before ?? ""}
        onChange={(day) => filters.set("due_before", day)}
      />
    </SimpleGrid>
  );
}

/** Searched when it is sent: every letter would otherwise be a question, and a step of the way back. */
function Words({ filters, children }: { filters: Filters; children: ReactNode }) {
  const { t } = useTranslation("tasks");
  return (
    <form
      className={classes.words}
      key={filters.given.q ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        filters.set("q", String(new FormData(event.currentTarget).get("q")).trim());
      }}
    >
      <TextInput
        name="q"
        type="search"
        label={t("filter.q")}
        placeholder={t("search_hint")}
        defaultValue={filters.given.q ?? ""}
        leftSection={<Search size={16} aria-hidden />}
        maxLength={200}
        flex={1}
      />
      {children}
    </form>
  );
}

/** What is filtered by, each with a way to take it back. */
export function Chips({ filters, tenant }: Props) {
  const { t } = useTranslation("tasks");
  const names = useNames(tenant);
  const choices: Partial<Record<Filter, { value: string; label: string }[]>> = useChoices(names, filters.given);
  const given = FILTERS.filter((filter) => filters.given[filter] !== undefined);
  if (given.length === 0) return null;
  const said = (filter: Filter, value: string) => {
    if (filter === "due_before") return dateOf(value);
    if (filter === "sort") return t(`sort.${value}`);
    if (filter === "counted") return t("counted");
    const say = (one: string) => choices[filter]?.find((choice) => choice.value === one)?.label ?? one;
    return value.split(",").map(say).join(", ");
  };
  const words = given.map((filter) => `${t(`filter.${filter}`)}: ${said(filter, filters.given[filter] ?? "")}`);
  return (
    <>
      <Text size="sm" className="only-print">
        {words.join("; ")}
      </Text>
      <Group gap="xs" className="no-print">
        {given.map((filter) => (
          <Button
            key={filter}
            size="compact-sm"
            variant="light"
            rightSection={<X size={14} aria-hidden />}
            onClick={() => filters.set(filter, null)}
            aria-label={t("clear_filter", {
              filter: `${t(`filter.${filter}`)}: ${said(filter, filters.given[filter] ?? "")}`,
            })}
          >
            {t(`filter.${filter}`)}: {said(filter, filters.given[filter] ?? "")}
          </Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={filters.clear}>
          {t("clear_all")}
        </Button>
      </Group>
    </>
  );
}
