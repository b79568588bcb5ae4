import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Response, stepsOf } from "../../api/surveys";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";

/** Accept it, or return it with what is missing. */
export function Review({ response, tenant }: { response: Response; tenant: string }) {
  const { t } = useTranslation("surveys");
  const [reason, setReason] = useState("");
  const steps = stepsOf(tenant, response);
  const accepting = useCommand(tenant, steps.accept, { done: t("accepted") });
  const returning = useCommand(tenant, steps.giveBack, { done: t("given_back") });
  const refused = accepting.error ?? returning.error;
  const giveBack = (event: FormEvent) => {
    event.preventDefault();
    returning.mutate(reason);
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={giveBack} className="no-print">
      <Title order={2} size="h4" mb="sm">
        {t("review")}
      </Title>
      <Stack>
        <Button onClick={() => accepting.mutate()} loading={accepting.isPending} style={{ alignSelf: "flex-start" }}>
          {t("accept")}
        </Button>
        <Group align="flex-end">
          <TextInput
            label={t("reason")}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            flex="1 1 16rem"
          />
          <Button type="submit" variant="default" loading={returning.isPending}>
            {t("give_back")}
          </Button>
        </Group>
        {refused && <Failure error={refused} />}
      </Stack>
    </Paper>
  );
}
