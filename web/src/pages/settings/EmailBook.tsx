import { Badge, Button, Group, Select, Table, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askAddress, type Book, OFFICES, setBook } from "../../api/email";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";
import { momentOf } from "../../parts/times";
import { WideTable } from "../../parts/WideTable";

type Entry = Book["entries"][number];
const OF_UNITS = new Set(["head", "officer"]);
const COLOURS: Record<Entry["state"], string> = {
  verified: "var(--done-on-time)",
  unverified: "var(--due-soon)",
  failing: "var(--overdue)",
  removed: "var(--no-deadline)",
};

/** Which addresses read which mailbox. Nothing but a question is sent to an address before it has agreed. */
export function EmailBook({ book, tenant }: { book: Book; tenant: string }) {
  const { t } = useTranslation("settings");
  const keep = (entries: Pick<Entry, "mailbox" | "address">[]) =>
    setBook(
      tenant,
      book.version,
      entries.map(({ mailbox, address }) => ({ mailbox, address })),
    );
  const removing = useCommand(tenant, (gone: Entry) => keep(book.entries.filter((entry) => entry !== gone)), {
    done: t("email.removed"),
  });
  return (
    <Section title={t("email.book")}>
      <WideTable label={t("email.book")} miw={640}>
        <Table.Thead>
          <Table.Tr>
            {["mailbox", "address", "state", "action"].map((name) => (
              <Table.Th scope="col" key={name}>
                {t(`email.columns.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {book.entries.map((entry) => (
            <Line
              key={`${entry.mailbox} ${entry.address}`}
              entry={entry}
              tenant={tenant}
              remove={() => removing.mutate(entry)}
            />
          ))}
        </Table.Tbody>
      </WideTable>
      {removing.error && <Failure error={removing.error} />}
      <NewEntry tenant={tenant} add={(entry) => keep([...book.entries, entry])} />
    </Section>
  );
}

function useMailboxName(tenant: string): (mailbox: string) => string {
  const { t } = useTranslation("settings");
  const { unit } = useNames(tenant);
  return (mailbox) => {
    const [sort = "", whose = ""] = mailbox.split(":");
    return sort === "role" ? t(`email.offices.${whose}`) : `${t(`email.offices.${sort}`)} – ${unit(whose)}`;
  };
}

function Line({ entry, tenant, remove }: { entry: Entry; tenant: string; remove: () => void }) {
  const { t } = useTranslation("settings");
  const name = useMailboxName(tenant);
  const asking = useCommand(tenant, () => askAddress(tenant, entry.address), { done: t("email.asked") });
  return (
    <Table.Tr data-address={entry.address}>
      <Table.Td>{name(entry.mailbox)}</Table.Td>
      <Table.Td>{entry.address}</Table.Td>
      <Table.Td>
        <Badge tt="none" color={COLOURS[entry.state]} miw="max-content">
          {t(`email.states.${entry.state}`)}
        </Badge>
        {entry.failing_since && (
          <Text size="xs">
            {t("email.failing", { at: momentOf(entry.failing_since), reason: entry.reason ?? "–" })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" className="no-print">
          {entry.state !== "verified" && (
            <Button size="compact-sm" variant="default" loading={asking.isPending} onClick={() => asking.mutate()}>
              {t("email.ask")}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={remove} aria-label={t("email.remove_of", entry)}>
            {t("email.remove")}
          </Button>
        </Group>
        {asking.error && <Failure error={asking.error} />}
      </Table.Td>
    </Table.Tr>
  );
}

type Adding = (entry: { mailbox: string; address: string }) => Promise<Book>;

function NewEntry({ tenant, add }: { tenant: string; add: Adding }) {
  const { t } = useTranslation("settings");
  const { units } = useNames(tenant);
  const [office, setOffice] = useState<string>("head");
  const [unit, setUnit] = useState<string | null>(null);
  const [address, setAddress] = useState("");
  const mailbox = OF_UNITS.has(office) ? unit && `${office}:${unit}` : `role:${office}`;
  const adding = useCommand(tenant, () => add({ mailbox: mailbox ?? "", address: address.trim() }), {
    done: t("email.added"),
    after: () => setAddress(""),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form onSubmit={send} className="no-print">
      <Group mt="md" align="flex-end">
        <Select
          label={t("email.office")}
          data={OFFICES.map((value) => ({ value, label: t(`email.offices.${value}`) }))}
          value={office}
          allowDeselect={false}
          onChange={(chosen) => setOffice(chosen ?? office)}
        />
        {OF_UNITS.has(office) && (
          <Select label={t("email.unit")} data={units} searchable value={unit} onChange={setUnit} miw={280} />
        )}
        <TextInput
          type="email"
          label={t("email.address")}
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          miw={260}
        />
        <Button type="submit" disabled={!mailbox || !address.trim()} loading={adding.isPending}>
          {t("email.add")}
        </Button>
      </Group>
      {adding.error && <Failure error={adding.error} />}
    </form>
  );
}
