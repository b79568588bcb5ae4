import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams } from "react-router";
import { watches } from "../../api/rights";
import type { Session } from "../../api/session";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Decisions } from "./Decisions";
import { UnitWork } from "./UnitWork";

/** What I and my unit owe; for those who lead or watch over it, what waits for their word (FR-BP-05). */
export default function WorkPage() {
  const { t } = useTranslation("work");
  const { tenant = "" } = useParams();
  const session = useOutletContext<Session>();
  const unit = session.tenant === tenant ? session.unit : null;
  const leads = watches(session, tenant);
  return (
    <Page title={t("title")} help="lead">
      <Stack gap="xl">
        {leads && <Decisions tenant={tenant} session={session} />}
        {unit && <UnitWork tenant={tenant} unit={unit} session={session} />}
        {!leads && !unit && <Empty>{t("nothing_here")}</Empty>}
      </Stack>
    </Page>
  );
}
