import { Button, Group, MultiSelect, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { type Leads, setLeads } from "../../api/settings";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { useField } from "../../parts/said";

interface Row {
  group: Leads["groups"][number]["group"];
  scope: "funding" | "people" | null;
  unit: string | null;
  coordinating: string[];
  assignment: string | null;
}

/** One row a group; the resources, where they are led in parts, one a part. */
function rowsOf(leads: Leads): Row[] {
  return leads.groups.flatMap(({ group, leads: named }): Row[] =>
    named.length > 0
      ? named.map((lead) => ({
          group,
          scope: lead.scope ?? null,
          unit: lead.unit,
          coordinating: lead.coordinating ?? [],
          assignment: lead.assignment ?? null,
        }))
      : (group === "resources" ? (["funding", "people"] as const) : [null]).map((scope) => ({
          group,
          scope,
          unit: null,
          coordinating: [],
          assignment: null,
        })),
  );
}

/** `source` is left out, and so is what the table does not show: who brings the results together stays as it was. */
function tableOf(leads: Leads, rows: Row[]): Schemas["LeadTable"] {
  const lines = rows.flatMap((row) => (row.unit === null ? [] : [{ ...row, unit: row.unit }]));
  return { lines, consolidator: leads.consolidator } as Schemas["LeadTable"];
}

/** The whole table at once; who is not named leads nothing. */
export function LeadsForm({ leads, tenant, close }: { leads: Leads; tenant: string; close: () => void }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const { units } = useNames(tenant);
  const [version] = useState(leads.version);
  const [rows, setRows] = useState(() => rowsOf(leads));
  const setting = useCommand(tenant, () => setLeads(tenant, version, tableOf(leads, rows)), {
    done: t("leads.done"),
    after: close,
  });
  const names = new Map(leads.groups.map((group) => [group.group, field(group, "name")]));
  const put = (place: number, row: Row) => setRows(rows.map((one, index) => (index === place ? row : one)));
  return (
    <Stack>
      {rows.map((row, place) => {
        const name = [names.get(row.group), row.scope && t(`scopes.${row.scope}`)].filter(Boolean).join(" – ");
        return (
          <Group
            key={`${row.group} ${row.scope} ${place.toString()}`}
            grow
            preventGrowOverflow={false}
            align="flex-start"
          >
            <Select
              label={name}
              data={units}
              searchable
              clearable
              value={row.unit}
              onChange={(unit) => put(place, { ...row, unit })}
              miw={240}
            />
            <MultiSelect
              label={t("leads.coordinating_of", { name })}
              data={units}
              searchable
              value={row.coordinating}
              onChange={(coordinating) => put(place, { ...row, coordinating })}
              miw={240}
            />
          </Group>
        );
      })}
      {setting.isError && <Failure error={setting.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("common:cancel")}
        </Button>
        <Button onClick={() => setting.mutate()} loading={setting.isPending}>
          {t("leads.set")}
        </Button>
      </Group>
    </Stack>
  );
}
