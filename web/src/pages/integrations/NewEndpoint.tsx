import { Button, Group, Modal, Stack, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { subscribe } from "../../api/subscriptions";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { Secret } from "./Secret";

/** Families of the catalogue; any type or beginning of one can be written in. */
const FAMILIES = [
  "*",
  ...["task", "model", "directive", "bottleneck", "indicator", "survey", "reporting", "plan", "unit"].map(
    (one) => `vn.tiendo.${one}.*`,
  ),
];

interface Props {
  tenant: string;
  opened: boolean;
  close: () => void;
}

export function NewEndpoint({ tenant, opened, close }: Props) {
  const { t } = useTranslation("integrations");
  const go = useNavigate();
  const [made, keep] = useState<{ id: string; secret: string | null } | null>(null);
  const creating = useCommand(tenant, (wish: Parameters<typeof subscribe>[1]) => subscribe(tenant, wish), {
    after: (answer) => {
      keep(answer);
      close();
    },
  });
  const seen = () => {
    keep(null);
    if (made) void go(`/t/${tenant}/integrations/${made.id}`);
  };
  return (
    <>
      <Modal opened={opened} onClose={close} title={t("create")} closeButtonProps={{ "aria-label": t("common:close") }}>
        <Form wish={creating.mutate} busy={creating.isPending} error={creating.error} close={close} />
      </Modal>
      <Secret secret={made?.secret ?? null} close={seen} />
    </>
  );
}

interface FormProps {
  wish: (wish: Parameters<typeof subscribe>[1]) => void;
  busy: boolean;
  error: Error | null;
  close: () => void;
}

function Form({ wish, busy, error, close }: FormProps) {
  const { t } = useTranslation("integrations");
  const [url, setUrl] = useState("");
  const [types, setTypes] = useState<string[]>(["*"]);
  const [description, setDescription] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    wish({ url, types, units: [], description });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("form.url")}
          description={t("form.url_help")}
          type="url"
          required
          data-autofocus
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TagsInput
          label={t("form.types")}
          description={t("form.types_help")}
          data={FAMILIES}
          value={types}
          onChange={setTypes}
        />
        <TextInput
          label={t("form.description")}
          maxLength={200}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={!url || types.length === 0}>
            {t("create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
