import { Alert, Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams } from "react-router";
import { isStandingAgency, plans, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { type Response, type RoundView, useResponse, useRound } from "../../api/surveys";
import { Asked } from "../../parts/Asked";
import { Held } from "../../parts/Held";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { useDeadline } from "../../parts/times";
import { AnswerForm } from "./AnswerForm";
import { Answers } from "./Answers";
import { Review } from "./Review";

/** What one unit answers in one round: written by its own people, looked through by the standing agency. */
export default function ResponsePage() {
  const { tenant = "", round = "", unit = "" } = useParams();
  const view = useRound(tenant, round);
  const response = useResponse(tenant, round, unit);
  return (
    <Asked of={view} lines={8}>
      {(asked) => (
        <Asked of={response} lines={8}>
          {(given) => <Shown view={asked} response={given} tenant={tenant} />}
        </Asked>
      )}
    </Asked>
  );
}

function Shown({ view, response, tenant }: { view: RoundView; response: Response; tenant: string }) {
  const { t } = useTranslation("surveys");
  const session = useOutletContext<Session>();
  const { unit: unitName } = useNames(tenant);
  const deadline = useDeadline();
  const atHome = session.tenant === tenant;
  const open = response.status === "draft" || response.status === "returned";
  const writes = atHome && open && (worksIn(session, tenant, response.unit) || isStandingAgency(session, tenant));
  return (
    <Page
      title={unitName(response.unit)}
      up={{ to: `/t/${tenant}/surveys/${encodeURIComponent(response.round)}`, name: t("back_to_round") }}
      actions={
        <Badge color="var(--in-time)" tt="none" data-status={response.status}>
          {t(`statuses.${response.status}`)}
        </Badge>
      }
    >
      <Text>{t("due", { due: deadline(response.obligation) })}</Text>
      {response.status === "returned" && (
        <Alert color="yellow" title={t("returned")}>
          {response.reason}
        </Alert>
      )}
      {plans(session, tenant) && response.status === "submitted" && <Review response={response} tenant={tenant} />}
      {writes ? (
        <Held newest={response}>
          {(held, saved) => <AnswerForm view={view} response={held} saved={saved} tenant={tenant} />}
        </Held>
      ) : (
        <Answers view={view} response={response} />
      )}
    </Page>
  );
}
