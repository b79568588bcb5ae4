import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOverview } from "../../api/overview";
import { type Subscription, useSubscription } from "../../api/subscriptions";
import { Asked } from "../../parts/Asked";
import { Page } from "../../parts/Page";
import { Section } from "../../parts/Section";
import { Actions } from "./Actions";
import { DeliveryLog } from "./DeliveryLog";
import { Facts } from "./Facts";
import { HealthBadge } from "./health";
import { Secrets } from "./Secrets";
import { Verifying } from "./Verifying";

/** One endpoint: how it is, what was sent, and what its keeper can do. */
export default function EndpointPage() {
  const { tenant = "", subscription = "" } = useParams();
  return (
    <Asked of={useSubscription(tenant, subscription)} lines={8}>
      {(answer) => <Endpoint subscription={answer} tenant={tenant} />}
    </Asked>
  );
}

function Endpoint({ subscription, tenant }: { subscription: Subscription; tenant: string }) {
  const { t } = useTranslation("integrations");
  const head = useOverview(tenant).data?.head ?? null;
  return (
    <Page
      title={subscription.description || subscription.url}
      up={{ to: `/t/${tenant}/integrations`, name: t("back") }}
    >
      <Section title={t("state")} actions={<HealthBadge subscription={subscription} head={head} />}>
        <Facts subscription={subscription} head={head} />
        <Actions subscription={subscription} tenant={tenant} />
      </Section>
      <Secrets subscription={subscription} tenant={tenant} />
      <DeliveryLog subscription={subscription.id} tenant={tenant} />
      <Verifying />
    </Page>
  );
}
