import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { cancel, type ImportView, isUnderWay, type Mode, run, sortsFor } from "../../api/imports";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";

/** What can be done with it now: carry out what is right, or all or nothing; stop; carry out again. */
export function Steps({ job, tenant }: { job: ImportView; tenant: string }) {
  const { t } = useTranslation("imports");
  const session = useOutletContext<Session>();
  const running = useCommand(tenant, (mode: Mode) => run(tenant, job.id, mode));
  const cancelling = useCommand(tenant, () => cancel(tenant, job.id), { done: t("cancelled") });
  if (!sortsFor(session, tenant).includes(job.sort)) return null;
  const faulty = job.preview.faulty ?? 0;
  const refused = running.error ?? cancelling.error;
  return (
    <Stack mt="md" className="no-print">
      {job.status === "stopped" && <Alert color="yellow">{t("stopped_text")}</Alert>}
      <Group gap="xs">
        {!isUnderWay(job) && (
          <>
            <Button onClick={() => running.mutate("partial")} loading={running.isPending}>
              {t(job.run === 0 ? "partial" : "partial_again")}
            </Button>
            <Button variant="default" onClick={() => running.mutate("all_or_nothing")} disabled={running.isPending}>
              {t("all_or_nothing")}
            </Button>
          </>
        )}
        {(isUnderWay(job) || job.status === "checked") && (
          <Button variant="outline" color="red.9" onClick={() => cancelling.mutate()} loading={cancelling.isPending}>
            {t("cancel")}
          </Button>
        )}
      </Group>
      {job.status === "checked" && faulty > 0 && <Text size="sm">{t("faulty_text", { count: faulty })}</Text>}
      {refused && <Failure error={refused} />}
    </Stack>
  );
}
