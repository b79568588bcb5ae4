import { Button, Group, Modal, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { handlesOf } from "../../api/subscriptions";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Failure } from "../../parts/Failure";

interface Props {
  tenant: string;
  subscription: string;
  opened: boolean;
  close: () => void;
}

/** From a number or from a day in Vietnam on. */
export function Replay({ tenant, subscription, opened, close }: Props) {
  const { t } = useTranslation("integrations");
  const [by, choose] = useState<string>("after");
  const [after, setAfter] = useState<number | string>("");
  const [since, setSince] = useState("");
  const replaying = useCommand(tenant, handlesOf(tenant, subscription).replay, {
    done: t("done.replayed"),
    after: close,
  });
  const ready = by === "after" ? typeof after === "number" : since !== "";
  const wish = () =>
    replaying.mutate(
      by === "after" ? { after: Number(after) } : { since: new Date(`${since}T00:00:00+07:00`).toISOString() },
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("replay.title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text size="sm">{t("replay.text")}</Text>
        <Radio.Group label={t("replay.by")} value={by} onChange={choose}>
          <Group mt="xs">
            <Radio value="after" label={t("replay.by_after")} />
            <Radio value="since" label={t("replay.by_since")} />
          </Group>
        </Radio.Group>
        {by === "after" ? (
          <NumberInput
            label={t("replay.after")}
            min={0}
            allowDecimal={false}
            value={after}
            onChange={setAfter}
            hideControls
          />
        ) : (
          <DayInput label={t("replay.since")} value={since} onChange={setSince} />
        )}
        {replaying.isError && <Failure error={replaying.error} />}
        <Group justify="flex-end">
          <Button onClick={wish} loading={replaying.isPending} disabled={!ready}>
            {t("replay.action")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
