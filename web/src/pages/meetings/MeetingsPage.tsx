import { Badge, Button, Group, Text } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext, useParams } from "react-router";
import { type Meeting, useMeetings } from "../../api/meetings";
import { plans } from "../../api/rights";
import type { Session } from "../../api/session";
import { Asked } from "../../parts/Asked";
import { Empty } from "../../parts/Empty";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { SaveCsv } from "../../parts/SaveCsv";
import { useField } from "../../parts/said";
import { daysUntil, shownDay } from "../../parts/times";
import { Convene } from "./Convene";
import { useChair } from "./chair";
import classes from "./meetings.module.css";

/** Who met, under whose chair, and how much was promised there; what lies ahead first (FR-BP-12, FR-NA-13). */
export default function MeetingsPage() {
  const { t } = useTranslation("meetings");
  const { tenant = "" } = useParams();
  const convenes = plans(useOutletContext<Session>(), tenant);
  const [convening, convene] = useState(false);
  const meetings = useMeetings(tenant);
  const action = convenes && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => convene(true)}>
      {t("convene.action")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <SaveMeetings tenant={tenant} meetings={meetings.data} />
          {action}
        </>
      }
    >
      {convening && <Convene tenant={tenant} close={() => convene(false)} />}
      <Asked of={meetings}>
        {(known) =>
          known.length === 0 ? (
            <Empty action={action}>{t("none")}</Empty>
          ) : (
            <ul className={classes.rows}>
              {newest(known).map((meeting) => (
                <OneMeeting key={meeting.id} meeting={meeting} tenant={tenant} />
              ))}
            </ul>
          )
        }
      </Asked>
    </Page>
  );
}

function newest(meetings: Meeting[]): Meeting[] {
  return [...meetings].sort((a, b) => b.held_on.localeCompare(a.held_on) || a.id.localeCompare(b.id));
}

function OneMeeting({ meeting, tenant }: { meeting: Meeting; tenant: string }) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const chair = useChair(tenant);
  return (
    <li className={classes.row} data-id={meeting.id}>
      <Text component={Link} to={`/t/${tenant}/meetings/${encodeURIComponent(meeting.id)}`} fw={600}>
        {field(meeting, "title")}
      </Text>
      <Group gap="xs" mt={4}>
        <Badge variant="outline" color="dark" tt="none">
          {t(`sort.${meeting.sort}`)}
        </Badge>
        <Text size="sm">
          {t(daysUntil(meeting.held_on) > 0 ? "held_ahead" : "held", { date: shownDay(meeting.held_on) })}
        </Text>
        <Text size="sm">{t("chaired_by", { chair: chair(meeting) })}</Text>
        <Text size="sm">{t("units", { count: meeting.participants.length })}</Text>
        <Text size="sm">{t("promised", { count: meeting.commitments.length })}</Text>
        <SampleMark sample={meeting.sample} />
      </Group>
    </li>
  );
}

function SaveMeetings({ tenant, meetings }: { tenant: string; meetings: Meeting[] | undefined }) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const chair = useChair(tenant);
  const { unit } = useNames(tenant);
  return (
    <SaveCsv
      name={t("title")}
      disabled={!meetings}
      rows={() => newest(meetings ?? [])}
      columns={[
        [t("columns.id"), ({ id }) => id],
        [t("columns.title"), (meeting) => field(meeting, "title")],
        [t("columns.sort"), ({ sort }) => t(`sort.${sort}`)],
        [t("columns.held_on"), ({ held_on }) => shownDay(held_on)],
        [t("columns.chair"), (meeting) => chair(meeting)],
        [t("columns.participants"), ({ participants }) => participants.map(unit).join("; ")],
        [t("columns.commitments"), ({ commitments }) => commitments.length],
      ]}
    />
  );
}
