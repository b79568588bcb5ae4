import { Blockquote, Radio, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { moveDeadline, type OneWork, useTask } from "../api/tasks";
import { granted, type Letter, stepLetter } from "../api/work";
import { Asked } from "./Asked";
import { useCommand } from "./command";
import { DayInput } from "./DayInput";
import { Dialog } from "./Dialog";
import { decidersOf } from "./deciders";
import { useField } from "./said";
import { shownDay, useDeadline } from "./times";

interface Props {
  tenant: string;
  letter: Letter;
  close: () => void;
}

interface DecisionProps extends Props {
  work: OneWork;
}

/** What a line of the API holds at most. */
const LONGEST_REASON = 500;

/** Whoever plans grants the deadline that was asked for, or says why not. */
export function ExtensionAnswer({ tenant, letter, close }: Props) {
  return (
    <Asked of={useTask(tenant, letter.subject ?? "")} lines={2}>
      {(work) => <Decision tenant={tenant} letter={letter} work={work} close={close} />}
    </Asked>
  );
}

function Decision({ tenant, letter, work, close }: DecisionProps) {
  const { t } = useTranslation("works");
  const field = useField();
  const deadline = useDeadline();
  const deciders = decidersOf(tenant);
  const [verdict, setVerdict] = useState("grant");
  const [date, setDate] = useState(letter.wanted_due ?? "");
  const [document, setDocument] = useState("");
  const [decider, setDecider] = useState(deciders[0] as Schemas["Role"]);
  const [text, setText] = useState("");
  const grants = verdict === "grant";
  const grounds = { reason: letter.text_vi.replace(/\s+/g, " ").slice(0, LONGEST_REASON), document: document.trim() };
  const move = { ...grounds, date, precision: "day" as const, decided_by_role: decider };
  const said = grants ? granted(date, grounds.document) : { text: text.trim(), documents: [] };
  const deciding = useDecision(tenant, { letter, work, move: grants ? move : null, said }, close);
  return (
    <Dialog
      title={t("extension.answer")}
      action={t(`extension.${verdict}`)}
      carryOut={() => deciding.mutate()}
      close={close}
      running={deciding}
      ready={grants ? Boolean(date && grounds.document) : said.text !== ""}
      standsNow={`${t(`status.${work.status}`)}, ${deadline(work.obligation)}`}
    >
      <Text>{field(work, "title")}</Text>
      <Blockquote p="sm">{letter.text_vi}</Blockquote>
      <Text size="sm">
        {t("extension.stands", { due: deadline(work.obligation), wanted: shownDay(letter.wanted_due ?? "") })}
      </Text>
      <Radio.Group label={t("extension.verdict")} value={verdict} onChange={setVerdict}>
        <Stack gap="xs" mt="xs">
          <Radio value="grant" label={t("extension.grant")} data-autofocus />
          <Radio value="decline" label={t("extension.decline")} />
        </Stack>
      </Radio.Group>
      {grants ? (
        <>
          <DayInput label={t("task:field.new_deadline")} required value={date} onChange={setDate} />
          <TextInput
            label={t("task:field.document")}
            required
            value={document}
            onChange={(event) => setDocument(event.currentTarget.value)}
          />
          <Select
            label={t("task:field.decided_by")}
            data={deciders.map((role) => ({ value: role, label: t(`task:role.${role}`) }))}
            value={decider}
            onChange={(role) => role && setDecider(role as Schemas["Role"])}
            allowDeselect={false}
          />
        </>
      ) : (
        <Textarea
          label={t("extension.why_not")}
          required
          rows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
}

interface Decided {
  letter: Letter;
  work: OneWork;
  /** Null: it is not granted. */
  move: Schemas["DeadlineWish"] | null;
  said: { text: string; documents: string[] };
}

/** The deadline moves, then the letter is answered; sent again after a refusal of the second, it does not move twice. */
function useDecision(tenant: string, { letter, work, move, said }: Decided, close: () => void) {
  const { t } = useTranslation("works");
  const moved = useRef(false);
  const carryOut = async () => {
    if (move && !moved.current) await moveDeadline(tenant, work, move);
    moved.current = move !== null;
    return stepLetter(tenant, letter, { to: "answered", ...said });
  };
  return useCommand(tenant, carryOut, { done: t("extension.answered"), after: close });
}
