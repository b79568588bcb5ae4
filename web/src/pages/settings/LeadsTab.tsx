import { Button, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Leads, useLeads } from "../../api/settings";
import { Asked } from "../../parts/Asked";
import { NoData } from "../../parts/NoData";
import { useNames } from "../../parts/names";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { WideTable } from "../../parts/WideTable";
import { LeadsForm } from "./LeadsForm";

/** Who leads the five groups of bottlenecks (FR-BP-10, FR-BP-11). */
export function LeadsTab({ tenant, may }: { tenant: string; may: boolean }) {
  const { t } = useTranslation("settings");
  const [changing, change] = useState(false);
  return (
    <Asked of={useLeads(tenant)}>
      {(leads) => (
        <Section
          title={t("leads.title")}
          help="bottleneck"
          actions={
            !changing && (
              <>
                <SaveLeads leads={leads} tenant={tenant} />
                {may && (
                  <Button variant="default" size="xs" className="no-print" onClick={() => change(true)}>
                    {t("leads.change")}
                  </Button>
                )}
              </>
            )
          }
        >
          <Text mb="sm">{t("leads.counts", { lines: leads.lead_lines, units: leads.lead_units })}</Text>
          {changing ? (
            <LeadsForm leads={leads} tenant={tenant} close={() => change(false)} />
          ) : (
            <Named leads={leads} tenant={tenant} />
          )}
        </Section>
      )}
    </Asked>
  );
}

/** A line for each lead, and one for each group that nobody leads. */
function linesOf({ groups }: Leads) {
  return groups.flatMap((group) => (group.leads.length > 0 ? group.leads : [null]).map((lead) => ({ group, lead })));
}

function SaveLeads({ leads, tenant }: { leads: Leads; tenant: string }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const { unit } = useNames(tenant);
  return (
    <SaveCsv
      name={t("leads.title")}
      rows={() => linesOf(leads)}
      columns={[
        [t("leads.group"), ({ group }) => field(group, "name")],
        [t("leads.lead"), ({ lead }) => lead && unit(lead.unit)],
        [t("leads.coordinating"), ({ lead }) => lead?.coordinating?.map(unit).join("; ")],
      ]}
    />
  );
}

function Named({ leads, tenant }: { leads: Leads; tenant: string }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const { unit: unitName } = useNames(tenant);
  return (
    <WideTable label={t("leads.title")} miw={520}>
      <Table.Thead>
        <Table.Tr>
          {["group", "lead", "coordinating"].map((name) => (
            <Table.Th scope="col" key={name}>
              {t(`leads.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {linesOf(leads).map(({ group, lead }) => (
          <Table.Tr key={`${group.group} ${lead?.unit} ${lead?.scope}`} data-group={group.group}>
            <Table.Th scope="row">
              {field(group, "name")}
              {lead?.scope && ` – ${t(`scopes.${lead.scope}`)}`}
            </Table.Th>
            {lead ? <Table.Td>{unitName(lead.unit)}</Table.Td> : <NoData words={t("leads.nobody")} />}
            <Table.Td>{lead?.coordinating?.map(unitName).join(", ") || "–"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
