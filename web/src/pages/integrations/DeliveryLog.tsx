import { Button, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { grown } from "../../api/every";
import { type Delivery, handlesOf, useDeliveries, type Verdict } from "../../api/subscriptions";
import { useCommand } from "../../parts/command";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { SaveCsv } from "../../parts/SaveCsv";
import { Section } from "../../parts/Section";
import { momentOf } from "../../parts/times";
import { Waiting } from "../../parts/Waiting";
import { AttemptShown } from "./AttemptShown";
import classes from "./integrations.module.css";

const VERDICTS: Verdict[] = ["delivered", "waiting", "parked", "disabled"];

/** What was tried for each event, the newest first; kept for 30 days. */
export function DeliveryLog({ subscription, tenant }: { subscription: string; tenant: string }) {
  const { t } = useTranslation("integrations");
  const [query, setQuery] = useSearchParams();
  const verdict = VERDICTS.find((one) => one === query.get("verdict")) ?? null;
  const log = useDeliveries(tenant, subscription, verdict);
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t("log")}
      actions={
        <>
          <SaveCsv
            name={t("log")}
            rows={() => grown(log)}
            columns={[
              [t("columns.sequence"), ({ sequence }) => sequence],
              [t("columns.type"), ({ type }) => type],
              [t("columns.at"), ({ at }) => at],
              [t("columns.verdict"), (delivery) => t(`verdicts.${delivery.verdict}`)],
              [t("columns.made"), ({ made }) => made],
            ]}
          />
          <NativeSelect
            className="no-print"
            aria-label={t("verdict")}
            value={verdict ?? ""}
            onChange={(event) => setQuery(event.currentTarget.value ? { verdict: event.currentTarget.value } : {})}
            data={[
              { value: "", label: t("verdicts.all") },
              ...VERDICTS.map((one) => ({ value: one, label: t(`verdicts.${one}`) })),
            ]}
          />
        </>
      }
    >
      {log.isPending && <Waiting />}
      {log.isError && !log.data && <Failure error={log.error} again={() => void log.refetch()} />}
      {log.data && items.length === 0 && <Empty>{t("log_empty")}</Empty>}
      <Stack gap="xs">
        {items.map((delivery) => (
          <Line key={delivery.sequence} delivery={delivery} tenant={tenant} subscription={subscription} />
        ))}
      </Stack>
      {log.hasNextPage && (
        <Button mt="sm" variant="default" onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
          {t("older")}
        </Button>
      )}
    </Section>
  );
}

function Line({ delivery, tenant, subscription }: { delivery: Delivery; tenant: string; subscription: string }) {
  const { t } = useTranslation("integrations");
  const again = useCommand(tenant, () => handlesOf(tenant, subscription).redeliver(String(delivery.sequence)));
  return (
    <Paper withBorder p="xs" component="article" data-sequence={delivery.sequence}>
      <Group justify="space-between">
        <Text className={classes.wrapped}>
          <b>{delivery.sequence}</b> · {delivery.type} · {momentOf(delivery.at)} · {t(`verdicts.${delivery.verdict}`)} ·{" "}
          {t("tries", { count: delivery.made })}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          className="no-print"
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {t("redeliver", { sequence: delivery.sequence })}
        </Button>
      </Group>
      {again.isError && <Failure error={again.error} />}
      {again.data && <AttemptShown attempt={again.data} />}
      <details className={classes.detail}>
        <summary>{t("attempts")}</summary>
        <Stack mt="xs">
          {[...delivery.attempts].reverse().map((attempt) => (
            <AttemptShown key={`${attempt.at} ${attempt.lane}`} attempt={attempt} />
          ))}
        </Stack>
      </details>
    </Paper>
  );
}
