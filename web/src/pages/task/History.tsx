import { Button, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useHistory } from "../../api/tasks";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { momentOf } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";

interface Change {
  reason?: string | null;
  document?: string | null;
  note?: string | null;
}

/** What happened, in words: who said what, when it took effect, and when it was entered if that was another moment. */
export function History({ task, tenant }: { task: string; tenant: string }) {
  const { t } = useTranslation("task");
  const names = useNames(tenant);
  const field = useField();
  const asked = useHistory(tenant, task);
  const happened = asked.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("history")}>
      {asked.isPending && <Waiting />}
      {asked.isError && <Failure error={asked.error} again={() => void asked.refetch()} />}
      <Timeline active={happened.length} bulletSize={14} lineWidth={2} styles={{ itemTitle: { lineHeight: 1.35 } }}>
        {happened.map((one) => (
          <Timeline.Item key={one.id} data-happening={one.what} title={field(one, "summary")}>
            <Text size="sm">{[t(`role.${one.role}`), names.unit(one.unit)].filter(Boolean).join(", ")}</Text>
            <Said change={one.change as Change | null} />
            <When time={one.time} entered={one.recordedtime} />
          </Timeline.Item>
        ))}
      </Timeline>
      {asked.hasNextPage && (
        <Button mt="sm" variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Section>
  );
}

function When({ time, entered }: { time: string; entered: string }) {
  const { t } = useTranslation("task");
  const [effective, recorded] = [momentOf(time), momentOf(entered)];
  return (
    <Text size="xs" c="dark.4">
      {effective}
      {effective !== recorded && ` · ${t("entered", { at: recorded })}`}
    </Text>
  );
}

function Said({ change }: { change: Change | null }) {
  const said = [change?.reason, change?.document, change?.note].filter(Boolean).join(" · ");
  return said ? <Text size="sm">“{said}”</Text> : null;
}
