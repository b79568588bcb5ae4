import { useTranslation } from "react-i18next";
import { useSubscriptions } from "../../api/subscriptions";
import { SaveCsv } from "../../parts/SaveCsv";
import { momentOf } from "../../parts/times";
import { backlogOf, byHealth, healthOf } from "./health";

/** The endpoints in the order in which they are shown; no secrets. */
export function SaveEndpoints({ tenant, head }: { tenant: string; head: number | null }) {
  const { t } = useTranslation("integrations");
  const { data } = useSubscriptions(tenant);
  return (
    <SaveCsv
      name={t("title")}
      disabled={data === undefined}
      rows={() => [...(data?.items ?? [])].sort(byHealth(head))}
      columns={[
        [t("columns.name"), ({ description }) => description],
        [t("facts.url"), ({ url }) => url],
        [t("state"), (one) => t(`health.${healthOf(one, head)}`)],
        [t("facts.types"), ({ types }) => types.join("; ")],
        [t("facts.units"), ({ units }) => units.join("; ")],
        [t("facts.backlog"), (one) => backlogOf(one, head)],
        [t("facts.last_success"), ({ health }) => health.last_success_at && momentOf(health.last_success_at)],
      ]}
    />
  );
}
