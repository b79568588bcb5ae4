import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams, useSearchParams } from "react-router";
import { choosesClarity, isStandingAgency, plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { Page } from "../../parts/Page";
import { CalendarTab } from "./CalendarTab";
import { ClarityTab } from "./ClarityTab";
import { EmailTab } from "./EmailTab";
import { LadderTab } from "./LadderTab";
import { LeadsTab } from "./LeadsTab";
import { UnitsTab } from "./UnitsTab";

const TABS = ["ladder", "clarity", "leads", "calendar", "email", "units"];

/** What a province sets for itself; everybody may read it, few may change it. */
export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const { tenant = "" } = useParams();
  const session = useOutletContext<Session>();
  const [query, setQuery] = useSearchParams();
  const tab = TABS.find((one) => one === query.get("tab")) ?? "ladder";
  return (
    <Page title={t("title")}>
      <Tabs value={tab} onChange={(chosen) => setQuery({ tab: chosen ?? "ladder" })} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="ladder">
          <LadderTab tenant={tenant} may={isStandingAgency(session, tenant)} />
        </Tabs.Panel>
        <Tabs.Panel value="clarity">
          <ClarityTab tenant={tenant} may={choosesClarity(session, tenant)} />
        </Tabs.Panel>
        <Tabs.Panel value="leads">
          <LeadsTab tenant={tenant} may={plans(session, tenant)} />
        </Tabs.Panel>
        <Tabs.Panel value="calendar">
          <CalendarTab tenant={tenant} plans={plans(session, tenant)} opens={isStandingAgency(session, tenant)} />
        </Tabs.Panel>
        <Tabs.Panel value="email">
          <EmailTab tenant={tenant} may={isStandingAgency(session, tenant)} />
        </Tabs.Panel>
        <Tabs.Panel value="units">
          <UnitsTab tenant={tenant} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
