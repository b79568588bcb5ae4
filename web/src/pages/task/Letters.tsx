import { Badge, Blockquote, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Letter, useLettersAbout } from "../../api/work";
import { useNames } from "../../parts/names";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { dateOf, momentOf } from "../../parts/times";

/** What was written about it and what was answered: urges, explanations, requests among peers (FR-BP-18, FR-NA-09). */
export function Letters({ task, tenant }: { task: string; tenant: string }) {
  const { t } = useTranslation("task");
  const letters = useLettersAbout(tenant, task).data ?? [];
  if (letters.length === 0) return null;
  const newest = [...letters].sort((a, b) => b.obligation.opened_at.localeCompare(a.obligation.opened_at));
  return (
    <Section title={t("letters.title")} help="urge">
      <Stack gap="md">
        {newest.map((letter) => (
          <OneLetter key={letter.id} letter={letter} tenant={tenant} />
        ))}
      </Stack>
    </Section>
  );
}

function OneLetter({ letter, tenant }: { letter: Letter; tenant: string }) {
  const { t } = useTranslation("task");
  const { unit } = useNames(tenant);
  const { obligation } = letter;
  const asker = letter.asked_by_unit ? unit(letter.asked_by_unit) : t(`role.${letter.asked_by_role}`);
  return (
    <Stack gap={4} component="article" data-letter={letter.id}>
      <Group gap="xs">
        <Text fw={600}>{t(`letters.kind.${letter.kind}`)}</Text>
        <Badge variant="outline" color="dark" tt="none">
          {t(`letters.status.${letter.status}`)}
        </Badge>
        <SampleMark sample={letter.sample} />
      </Group>
      <Text size="sm">
        {t("letters.line", { from: asker, to: unit(letter.unit), at: momentOf(obligation.opened_at) })}
        {obligation.due_at && ` · ${t("letters.by", { date: dateOf(obligation.due_at) })}`}
      </Text>
      <Text>{letter.text_vi}</Text>
      {letter.reply && (
        <Blockquote p="sm">
          {letter.reply}
          {letter.reply_documents.length > 0 && ` (${letter.reply_documents.join("; ")})`}
        </Blockquote>
      )}
    </Stack>
  );
}
