import { Badge, Blockquote, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { useOffices } from "../../api/offices";
import { answersFor, plans, writes } from "../../api/rights";
import type { Session } from "../../api/session";
import type { OneWork } from "../../api/tasks";
import { type Letter, useLettersAbout } from "../../api/work";
import { AnswerForm } from "../../parts/AnswerForm";
import { ExtensionAnswer } from "../../parts/ExtensionAnswer";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { dateOf, momentOf, shownDay } from "../../parts/times";
import { WriteDialog } from "./Writing";

const UNANSWERED = new Set<Letter["status"]>(["sent", "acknowledged"]);

interface Props {
  work: OneWork;
  tenant: string;
}

/** What was said about it: urges, explanations, letters among peers, requests for a later deadline (FR-BP-18, FR-NA-09). */
export function Letters({ work, tenant }: Props) {
  const { t } = useTranslation("task");
  const session = useOutletContext<Session>();
  const [writing, write] = useState(false);
  const letters = useLettersAbout(tenant, work.id).data;
  if (letters === undefined) return null;
  const newest = [...letters].sort((a, b) => b.obligation.opened_at.localeCompare(a.obligation.opened_at));
  const action = writes(session, tenant) && (
    <Button size="compact-md" variant="default" className="no-print" onClick={() => write(true)}>
      {t("letters.write")}
    </Button>
  );
  return (
    <Section title={t("letters.title")} help="urge" actions={action} data-discussion>
      {writing && <WriteDialog work={work} tenant={tenant} close={() => write(false)} />}
      <Stack gap="md">
        {newest.length === 0 && <Text c="dark.4">{t("letters.none")}</Text>}
        {newest.map((letter) => (
          <OneLetter key={letter.id} letter={letter} tenant={tenant} session={session} />
        ))}
      </Stack>
    </Section>
  );
}

interface LetterProps {
  letter: Letter;
  tenant: string;
  session: Session;
}

function OneLetter({ letter, tenant, session }: LetterProps) {
  const { t } = useTranslation("task");
  const { unit } = useNames(tenant);
  const { obligation } = letter;
  const asker = letter.asked_by_unit ? unit(letter.asked_by_unit) : t(`role.${letter.asked_by_role}`);
  return (
    <Stack gap={4} component="article" data-letter={letter.id}>
      <Group gap="xs">
        <Text fw={600}>{t(`letters.kind.${letter.wanted_due ? "extension" : letter.kind}`)}</Text>
        <Badge variant="outline" color="dark" tt="none">
          {t(`letters.status.${letter.status}`)}
        </Badge>
        <SampleMark sample={letter.sample} />
      </Group>
      <Text size="sm">
        {t("letters.line", { from: asker, to: unit(letter.unit), at: momentOf(obligation.opened_at) })}
        {obligation.due_at && ` · ${t("letters.by", { date: dateOf(obligation.due_at) })}`}
        {letter.wanted_due && ` · ${t("works:extension.wanted", { date: shownDay(letter.wanted_due) })}`}
      </Text>
      <Text>{letter.text_vi}</Text>
      {letter.reply && (
        <Blockquote p="sm">
          {letter.reply}
          {letter.reply_documents.length > 0 && ` (${letter.reply_documents.join("; ")})`}
        </Blockquote>
      )}
      <Answering letter={letter} tenant={tenant} session={session} />
    </Stack>
  );
}

/** By the unit that was written to; a later deadline is granted by whoever plans. */
function Answering({ letter, tenant, session }: LetterProps) {
  const { t } = useTranslation("task");
  const [open, setOpen] = useState(false);
  const answers = answersFor(session, tenant, letter.unit, useOffices(tenant));
  const toBeRead = letter.kind === "guidance" || letter.kind === "copy";
  if (!answers || toBeRead || !UNANSWERED.has(letter.status)) return null;
  const close = () => setOpen(false);
  const decides = letter.wanted_due != null && plans(session, tenant);
  return (
    <>
      {open && decides && <ExtensionAnswer tenant={tenant} letter={letter} close={close} />}
      {open && !decides && <AnswerForm tenant={tenant} sort="request" asked={letter} close={close} />}
      {(!open || decides) && (
        <Button size="compact-md" variant="default" w="fit-content" className="no-print" onClick={() => setOpen(true)}>
          {t(decides ? "works:extension.answer" : "letters.answer")}
        </Button>
      )}
    </>
  );
}
