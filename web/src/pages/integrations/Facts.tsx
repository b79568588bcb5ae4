import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Subscription } from "../../api/subscriptions";
import { momentOf, useNumber } from "../../parts/times";
import { backlogOf } from "./health";
import classes from "./integrations.module.css";

/** Where it goes, what is outstanding, and when it last worked. */
export function Facts({ subscription, head }: { subscription: Subscription; head: number | null }) {
  const { t } = useTranslation("integrations");
  const number = useNumber();
  const { health } = subscription;
  const backlog = backlogOf(subscription, head);
  const facts: [string, string][] = [
    ["url", subscription.url],
    ["types", subscription.types.join(", ")],
    ["backlog", backlog === null ? t("unknown") : t("events", { count: backlog, shown: number(backlog) })],
    ["last_success", health.last_success_at ? momentOf(health.last_success_at) : t("never")],
  ];
  if (subscription.units.length > 0) facts.push(["units", subscription.units.join(", ")]);
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} data-fact={name}>
            <dt>{t(`facts.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Trouble subscription={subscription} />
    </>
  );
}

function Trouble({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation("integrations");
  const { failing_since, failures, last_answer, next_attempt_at } = subscription.health;
  if (subscription.state === "disabled")
    return <Text c="var(--overdue)">{t(subscription.reason === "gone" ? "disabled_gone" : "disabled_failing")}</Text>;
  if (subscription.state === "pending") return <Text>{t("pending_text")}</Text>;
  if (failing_since === null) return null;
  return (
    <Text c="var(--overdue)">
      {t("failing_text", { since: momentOf(failing_since), count: failures, answer: last_answer ?? "–" })}{" "}
      {next_attempt_at && t("next_attempt", { at: momentOf(next_attempt_at) })}
    </Text>
  );
}
