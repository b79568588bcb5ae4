import { Blockquote, Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Letter, stepLetter, stepUndertaking, type Undertaking } from "../api/work";
import { useCommand } from "./command";
import { Failure } from "./Failure";
import { listed } from "./listed";

interface Props {
  tenant: string;
  sort: "request" | "undertaking";
  asked: Letter | Undertaking;
  close: () => void;
}

/** What a letter asks is answered, what was undertaken is reported: in words, with the documents that show it. */
export function AnswerForm({ tenant, sort, asked, close }: Props) {
  const { t } = useTranslation("work");
  const [read] = useState(asked);
  const [text, setText] = useState("");
  const [documents, setDocuments] = useState("");
  const said = { text: text.trim(), documents: listed(documents, /[;\n]/) };
  const answering = useCommand<unknown>(
    tenant,
    () =>
      sort === "request"
        ? stepLetter(tenant, read as Letter, { to: "answered", ...said })
        : stepUndertaking(tenant, read as Undertaking, { to: "reported", ...said }),
    { done: t(`answer.${sort}.done`), after: close },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    answering.mutate();
  };
  return (
    <Stack component="form" gap="sm" mt="sm" maw={640} onSubmit={send}>
      {read.text_vi && <Blockquote p="sm">{read.text_vi}</Blockquote>}
      <Textarea
        label={t(`answer.${sort}.text`)}
        required
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        ref={(field) => field?.focus()}
      />
      <TextInput
        label={t("answer.documents")}
        value={documents}
        onChange={(event) => setDocuments(event.currentTarget.value)}
      />
      {answering.error && <Failure error={answering.error} />}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={answering.isPending} disabled={!said.text}>
          {t(`answer.${sort}.send`)}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
