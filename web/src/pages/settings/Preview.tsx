import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { usePreview } from "../../api/settings";
import { Asked } from "../../parts/Asked";
import { put, useAddress } from "../../parts/address";
import { DayInput } from "../../parts/DayInput";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { dateOf, isoDateOf, momentOf } from "../../parts/times";
import { WideTable } from "../../parts/WideTable";

/** A dry run of one day; the address holds which. */
export function Preview({ tenant }: { tenant: string }) {
  const { t } = useTranslation("settings");
  const [query, change] = useAddress();
  const on = query.get("on") ?? isoDateOf(new Date());
  const look = (date: string) => change((changed) => put(changed, "on", date), { replace: true });
  return (
    <Section title={t("preview.title")}>
      <DayInput label={t("preview.on")} value={on} onChange={(day) => day && look(day)} w={200} mb="sm" />
      <Asked of={usePreview(tenant, on)}>{(preview) => <Told preview={preview} />}</Asked>
    </Section>
  );
}

function Told({ preview }: { preview: Schemas["PreviewAnswer"] }) {
  const { t } = useTranslation("settings");
  const field = useField();
  const whom = useMailbox();
  const date = dateOf(preview.on);
  if (preview.items.length === 0)
    return <Text>{t(preview.working_day ? "preview.nobody" : "preview.day_off", { date })}</Text>;
  return (
    <>
      <Text mb="xs">{t("preview.count", { count: preview.items.length, date })}</Text>
      <WideTable label={t("preview.title")} striped miw={640}>
        <Table.Thead>
          <Table.Tr>
            {["at", "whom", "what"].map((name) => (
              <Table.Th scope="col" key={name}>
                {t(`preview.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.items.map((item) => (
            <Table.Tr key={`${item.mailbox} ${item.subject} ${item.obligation.step} ${item.obligation.id}`}>
              <Table.Td>{momentOf(item.at)}</Table.Td>
              <Table.Td>{whom(item.mailbox)}</Table.Td>
              <Table.Td>
                {field(item, "title")} <SampleMark sample={item.sample} />
                <Text size="sm">{field(item, "text")}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}

/** `head:UNIT`, `officer:UNIT`, `role:ROLE` in words. */
function useMailbox(): (mailbox: string) => string {
  const { t } = useTranslation("settings");
  const { tenant = "" } = useParams();
  const { unit: unitName } = useNames(tenant);
  return (mailbox) => {
    const [side = "", whose = ""] = mailbox.split(":");
    return side === "role" ? t(`roles.${whose}`, whose) : `${t(`mailboxes.${side}`, side)} ${unitName(whose)}`;
  };
}
