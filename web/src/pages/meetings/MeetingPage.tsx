import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useOutletContext, useParams } from "react-router";
import { useMeeting, type WholeMeeting } from "../../api/meetings";
import type { Session } from "../../api/session";
import { Asked } from "../../parts/Asked";
import { useNames } from "../../parts/names";
import { Page } from "../../parts/Page";
import { SampleMark } from "../../parts/SampleMark";
import { Section } from "../../parts/Section";
import { useField } from "../../parts/said";
import { shownDay } from "../../parts/times";
import { Commitments } from "./Commitments";
import { useChair } from "./chair";
import { Statements } from "./Statements";

/** One of them: who took part, what units stated, and what became of what they committed themselves to (FR-NA-13). */
export default function MeetingPage() {
  const { t } = useTranslation("meetings");
  const { tenant = "", meeting = "" } = useParams();
  const session = useOutletContext<Session>();
  const field = useField();
  const asked = useMeeting(tenant, meeting);
  return (
    <Page
      title={asked.data ? field(asked.data, "title") : t("title")}
      up={{ to: `/t/${tenant}/meetings`, name: t("back") }}
    >
      <Asked of={asked}>
        {(known) => (
          <Stack gap="lg">
            <Head tenant={tenant} known={known} />
            <Commitments tenant={tenant} known={known} session={session} />
            <Statements tenant={tenant} known={known} />
            <Participants tenant={tenant} known={known} />
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

interface PartProps {
  tenant: string;
  known: WholeMeeting;
}

function Head({ tenant, known }: PartProps) {
  const { t } = useTranslation("meetings");
  const chair = useChair(tenant);
  return (
    <Stack gap={4}>
      <Text fw={600}>
        {t(`sort.${known.sort}`)} · {shownDay(known.held_on)} <SampleMark sample={known.sample} />
      </Text>
      <Text>{t("chaired_by", { chair: chair(known) })}</Text>
      {known.conclusion && (
        <Text>
          {t("conclusion")}:{" "}
          <Link to={`/t/${tenant}/directives/${encodeURIComponent(known.conclusion)}`}>{known.conclusion}</Link>
        </Text>
      )}
    </Stack>
  );
}

/** Each with the way to what it has to do. */
function Participants({ tenant, known }: PartProps) {
  const { t } = useTranslation("meetings");
  const { unit } = useNames(tenant);
  return (
    <Section title={t("participants")}>
      <List>
        {known.participants.map((one) => (
          <List.Item key={one}>
            <Link to={`/t/${tenant}/tasks?unit=${encodeURIComponent(one)}&counted=true`}>{unit(one)}</Link>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
