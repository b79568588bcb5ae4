import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext, useParams } from "react-router";
import { plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { type Round, useRound, useRounds } from "../../api/surveys";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { useField } from "../../parts/said";
import { dateOf, useDeadline } from "../../parts/times";
import { Covered } from "./Covered";
import { OpenRound } from "./OpenRound";

/** Rounds of surveys with how far each has come, the newest first (FR-BP-08, FR-BP-09). */
export default function SurveysPage() {
  const { t } = useTranslation("surveys");
  const { tenant = "" } = useParams();
  const opens = plans(useOutletContext<Session>(), tenant);
  const rounds = useRounds(tenant);
  const [opening, open] = useState(false);
  const action = opens && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => open(true)}>
      {t("open.action")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      help="survey_round"
      actions={
        <>
          <SaveRounds rounds={rounds.data?.items} />
          {action}
        </>
      }
    >
      {opening && <OpenRound tenant={tenant} close={() => open(false)} />}
      <Asked of={rounds}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <Stack>
              {newest(items).map((round) => (
                <OneRound key={round.id} round={round} tenant={tenant} />
              ))}
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}

function newest(rounds: Round[]): Round[] {
  return [...rounds].sort((a, b) => b.opened_at.localeCompare(a.opened_at));
}

function SaveRounds({ rounds }: { rounds: Round[] | undefined }) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const deadline = useDeadline();
  return (
    <SaveCsv
      name={t("title")}
      disabled={!rounds}
      rows={() => newest(rounds ?? [])}
      columns={[
        [t("columns.title"), (round) => field(round, "title")],
        [t("columns.opened"), ({ opened_at }) => dateOf(opened_at)],
        [t("columns.due"), (round) => deadline(round)],
        [t("columns.invited"), ({ invited }) => invited.length],
      ]}
    />
  );
}

function OneRound({ round, tenant }: { round: Round; tenant: string }) {
  const { t } = useTranslation("surveys");
  const field = useField();
  const deadline = useDeadline();
  const view = useRound(tenant, round.id).data;
  return (
    <Paper withBorder p="md" component="article">
      <Title order={2} size="h4">
        <Link to={`/t/${tenant}/surveys/${encodeURIComponent(round.id)}`}>{field(round, "title")}</Link>{" "}
        <SampleMark sample={round.sample} />
      </Title>
      <Text size="sm">
        {t("opened", { date: dateOf(round.opened_at), due: deadline(round), units: round.invited.length })}
      </Text>
      {view && <Covered share={view.coverage.overall} />}
    </Paper>
  );
}
