import { Button, Group, List, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { CircleCheck, CircleDashed } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Acknowledgement,
  acknowledgeDirective,
  useAcknowledgements,
  type WholeDirective,
} from "../../api/directives";
import { worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { Asked } from "../../parts/Asked";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";
import { dateOf, isoDateOf, momentOf } from "../../parts/times";

interface Props {
  tenant: string;
  known: WholeDirective;
  session: Session;
}

/** Which units have said that it reached them; those that have not come first. */
export function Acknowledgements({ tenant, known, session }: Props) {
  const { t } = useTranslation("directives");
  return (
    <Section help="acknowledgement" title={t("acknowledgements")} data-section="acknowledgements">
      <Asked of={useAcknowledgements(tenant, known.id)}>
        {(owed) =>
          owed.length === 0 ? <Text>{t("nobody_asked")}</Text> : <Owed tenant={tenant} owed={owed} session={session} />
        }
      </Asked>
    </Section>
  );
}

function Owed({ tenant, owed, session }: { tenant: string; owed: Acknowledgement[]; session: Session }) {
  const { t } = useTranslation("directives");
  const { unit: name } = useNames(tenant);
  const given = owed.filter((one) => one.status === "acknowledged");
  const missing = owed.filter((one) => one.status !== "acknowledged");
  const mine = missing.find((one) => worksIn(session, tenant, one.unit));
  return (
    <Stack gap="sm">
      <Text fw={600}>{t("given", { given: given.length, total: owed.length })}</Text>
      {mine && <AcknowledgeForm tenant={tenant} owed={mine} />}
      <List listStyleType="none" spacing={4}>
        {[...missing, ...given].map((one) => (
          <List.Item
            key={one.unit}
            data-unit={one.unit}
            icon={one.received_at ? <CircleCheck size={16} aria-hidden /> : <CircleDashed size={16} aria-hidden />}
          >
            {name(one.unit)}:{" "}
            {one.status === "acknowledged"
              ? t("acknowledged", {
                  at: momentOf(one.status_since),
                  received: one.received_at ? dateOf(one.received_at) : "",
                })
              : t("not_yet")}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** As the unit's book of incoming documents has it. */
function AcknowledgeForm({ tenant, owed }: { tenant: string; owed: Acknowledgement }) {
  const { t } = useTranslation("directives");
  const today = isoDateOf(new Date());
  const [received, setReceived] = useState(today);
  const [number, setNumber] = useState("");
  const [note, setNote] = useState("");
  const giving = useCommand(
    tenant,
    () =>
      acknowledgeDirective(tenant, owed, {
        received_at: received,
        incoming_number: number.trim() || null,
        note: note.trim() || null,
      }),
    { done: t("done") },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    giving.mutate();
  };
  return (
    <Stack component="form" gap="sm" maw={480} onSubmit={send}>
      <DayInput label={t("received")} required maxDate={today} value={received} onChange={setReceived} />
      <TextInput
        label={t("incoming_number")}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Textarea label={t("note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {giving.error && <Failure error={giving.error} />}
      <Group>
        <Button type="submit" loading={giving.isPending}>
          {t("acknowledge")}
        </Button>
      </Group>
    </Stack>
  );
}
