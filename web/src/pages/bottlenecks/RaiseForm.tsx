import { Button, Group, NativeSelect, Paper, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { GROUPS, raise } from "../../api/bottlenecks";
import { isStandingAgency } from "../../api/rights";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";

interface Props {
  tenant: string;
  session: Session;
  close: () => void;
}

/** Of one's own unit; the standing agency says which unit it holds up. */
export function RaiseForm({ tenant, session, close }: Props) {
  const { t } = useTranslation("bottlenecks");
  const go = useNavigate();
  const [group, setGroup] = useState<(typeof GROUPS)[number]>("legal");
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [unit, setUnit] = useState(isStandingAgency(session, tenant) ? "" : (session.unit ?? ""));
  const [id] = useState(() => `VM-${Date.now().toString(36).toUpperCase()}`);
  const raising = useCommand(
    tenant,
    () =>
      raise(tenant, {
        id,
        group,
        title_vi: title.trim(),
        description_vi: description.trim() || null,
        owner_unit: unit,
      } as Parameters<typeof raise>[1]),
    { done: t("raised"), after: (made) => void go(`/t/${tenant}/bottlenecks/${made.id}`) },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    raising.mutate();
  };
  return (
    <Paper withBorder p="md" maw={720} component="form" onSubmit={send} aria-label={t("raise")}>
      <Stack gap="sm">
        {isStandingAgency(session, tenant) && <OwnerUnit tenant={tenant} unit={unit} choose={setUnit} />}
        <NativeSelect
          label={t("group")}
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value as typeof group)}
          data={GROUPS.map((value) => ({ value, label: t(`groups.${value}`) }))}
        />
        <TextInput label={t("what")} required value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Textarea
          label={t("description")}
          autosize
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {raising.error && <Failure error={raising.error} />}
        <Group gap="xs">
          <Button type="submit" loading={raising.isPending}>
            {t("raise_submit")}
          </Button>
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function OwnerUnit({ tenant, unit, choose }: { tenant: string; unit: string; choose: (unit: string) => void }) {
  const { t } = useTranslation("bottlenecks");
  const { units } = useNames(tenant);
  return (
    <NativeSelect
      label={t("owner")}
      required
      value={unit}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[{ value: "", label: "" }, ...units]}
    />
  );
}
