import { Button, Collapse, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOutletContext, useParams } from "react-router";
import { isStandingAgency, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { Page } from "../../parts/Page";
import { Board } from "./Board";
import { BottleneckList } from "./BottleneckList";
import { RaiseForm } from "./RaiseForm";

/** What holds work up, by the five groups, until it is resolved (FR-BP-13, FR-BP-19, FR-NA-08). */
export default function BottlenecksPage() {
  const { t } = useTranslation("bottlenecks");
  const { tenant = "" } = useParams();
  const session = useOutletContext<Session>();
  const [open, { toggle, close }] = useDisclosure(false);
  const raises = isStandingAgency(session, tenant) || worksIn(session, tenant, session.unit);
  const raise = (
    <Button leftSection={<TriangleAlert size={16} aria-hidden />} aria-expanded={open} onClick={toggle}>
      {t("raise")}
    </Button>
  );
  return (
    <Page title={t("title")} help="bottleneck" actions={raises && raise}>
      <Stack gap="lg">
        {raises && (
          <Collapse expanded={open}>{open && <RaiseForm tenant={tenant} session={session} close={close} />}</Collapse>
        )}
        <Board tenant={tenant} />
        <BottleneckList tenant={tenant} />
      </Stack>
    </Page>
  );
}
