import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Attempt, handlesOf, type Subscription } from "../../api/subscriptions";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { Sure } from "../../parts/Sure";
import { AttemptShown } from "./AttemptShown";
import { Replay } from "./Replay";

/** Verify, test, pause and resume, send again, delete. */
export function Actions({ subscription, tenant }: { subscription: Subscription; tenant: string }) {
  const { t } = useTranslation("integrations");
  const handles = handlesOf(tenant, subscription.id);
  const [came, show] = useState<Attempt | null>(null);
  const verifying = useCommand(tenant, handles.verify, { after: ({ attempt }) => show(attempt) });
  const testing = useCommand(tenant, handles.test, { after: show });
  const pausing = useCommand(tenant, handles.pause, { done: t("done.paused") });
  const resuming = useCommand(tenant, handles.resume, { done: t("done.resumed") });
  const [replay, replaying] = useDisclosure(false);
  const { state } = subscription;
  const refused = [verifying, testing, pausing, resuming].find((command) => command.isError)?.error;
  return (
    <Stack mt="md" className="no-print">
      <Group gap="xs">
        {state === "pending" && <Act words={t("verify")} command={verifying} first />}
        {state !== "pending" && <Act words={t("test")} command={testing} />}
        {state === "active" && <Act words={t("pause")} command={pausing} />}
        {(state === "paused" || state === "disabled") && <Act words={t("resume")} command={resuming} first />}
        <Button variant="default" onClick={replaying.open}>
          {t("replay.title")}
        </Button>
        <Remove subscription={subscription} tenant={tenant} />
      </Group>
      {refused && <Failure error={refused} />}
      {came && !refused && <AttemptShown attempt={came} verified={verifying.data?.verified} />}
      <Replay tenant={tenant} subscription={subscription.id} opened={replay} close={replaying.close} />
    </Stack>
  );
}

interface ActProps {
  words: string;
  command: { mutate: () => void; isPending: boolean };
  first?: boolean;
}

function Act({ words, command, first }: ActProps) {
  return (
    <Button variant={first ? "filled" : "default"} onClick={() => command.mutate()} loading={command.isPending}>
      {words}
    </Button>
  );
}

function Remove({ subscription, tenant }: { subscription: Subscription; tenant: string }) {
  const { t } = useTranslation("integrations");
  const go = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const removing = useCommand(tenant, handlesOf(tenant, subscription.id).remove, {
    done: t("done.removed"),
    after: () => void go(`/t/${tenant}/integrations`),
  });
  return (
    <>
      <Button variant="outline" color="red.9" onClick={open}>
        {t("remove.title")}
      </Button>
      <Sure
        opened={opened}
        title={t("remove.title")}
        text={t("remove.text", { name: subscription.description || subscription.url })}
        action={t("remove.action")}
        busy={removing.isPending}
        error={removing.error}
        close={close}
        carryOut={removing.mutate}
      />
    </>
  );
}
