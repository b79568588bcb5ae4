import { Code, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attempt } from "../../api/subscriptions";
import { momentOf, useNumber } from "../../parts/times";
import classes from "./integrations.module.css";

/** One request and what came back: the first of both, no signatures. */
export function AttemptShown({ attempt, verified }: { attempt: Attempt; verified?: boolean }) {
  const { t } = useTranslation("integrations");
  const number = useNumber();
  return (
    <Stack gap={4} role="status" data-outcome={attempt.outcome}>
      <Text fw={600}>
        {momentOf(attempt.at)} · {t(`outcomes.${attempt.outcome}`)}
        {attempt.status !== null && ` · HTTP ${attempt.status}`} · {number(attempt.milliseconds)} ms ·{" "}
        {t(`lanes.${attempt.lane}`, attempt.lane)}
      </Text>
      {verified !== undefined && <Text>{t(verified ? "verified" : "not_verified")}</Text>}
      {attempt.error && <Text>{attempt.error}</Text>}
      <details className={classes.detail}>
        <summary>{t("request_and_answer")}</summary>
        <Text size="sm">{t("request", { bytes: number(attempt.request_bytes) })}</Text>
        <Code block className={classes.wrapped}>
          {`POST ${attempt.url}\n${headers(attempt.request_headers)}`}
        </Code>
        <Text size="sm">{t("answer")}</Text>
        <Code block className={classes.wrapped}>
          {`${attempt.status === null ? t("no_answer") : `HTTP ${attempt.status}`}\n${headers(attempt.response_headers)}\n\n${attempt.response_body}`}
        </Code>
      </details>
    </Stack>
  );
}

function headers(said: Record<string, string>): string {
  return Object.entries(said)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
