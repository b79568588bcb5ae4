import { Badge, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { type ImportView, isUnderWay, useImport } from "../../api/imports";
import { Asked } from "../../parts/Asked";
import { Page } from "../../parts/Page";
import { Section } from "../../parts/Section";
import { momentOf, useNumber } from "../../parts/times";
import { Faults } from "./Faults";
import { Steps } from "./Steps";

/** One import: it goes on without anybody looking, and its address shows where it is. */
export default function JobPage() {
  const { t } = useTranslation("imports");
  const { tenant = "", job = "" } = useParams();
  return (
    <Page title={t("job")} up={{ to: `/t/${tenant}/import`, name: t("another") }}>
      <Asked of={useImport(tenant, job)}>{(answer) => <Job job={answer} tenant={tenant} />}</Asked>
    </Page>
  );
}

function Job({ job, tenant }: { job: ImportView; tenant: string }) {
  const { t } = useTranslation("imports");
  return (
    <Stack gap="lg">
      <Section
        title={`${t(`sorts.${job.sort}`)} · ${momentOf(job.created_at)}`}
        actions={
          <Badge color="var(--in-time)" tt="none" data-status={job.status}>
            {t(`statuses.${job.status}`)}
          </Badge>
        }
      >
        <Standing job={job} />
        <Steps job={job} tenant={tenant} />
      </Section>
      {!isUnderWay(job) && <Faults job={job} tenant={tenant} />}
    </Stack>
  );
}

function Standing({ job }: { job: ImportView }) {
  const { t } = useTranslation("imports");
  const number = useNumber();
  const { done = 0, total = 0 } = job.progress;
  return (
    <Stack gap="xs" role="status">
      {isUnderWay(job) && (
        <>
          <Progress
            value={total > 0 ? (done / total) * 100 : 0}
            aria-label={t("progress", { done: number(done), total: number(total) })}
          />
          <Text>{t("progress", { done: number(done), total: number(total) })}</Text>
        </>
      )}
      {job.status !== "checking" && job.status !== "reading" && <Counts of={job.preview} words="preview" />}
      {job.run > 0 && <Counts of={job.progress} words="result" />}
    </Stack>
  );
}

const SHOWN = {
  preview: ["rows", "new", "unchanged", "differs", "faulty"],
  result: ["registered", "skipped", "failed"],
} as const;

function Counts({ of, words }: { of: object; words: keyof typeof SHOWN }) {
  const { t } = useTranslation("imports");
  const number = useNumber();
  const counts = of as Record<string, number | undefined>;
  return (
    <Text data-counts={words}>
      <b>{t(`${words}.title`)}</b>{" "}
      {SHOWN[words].map((name) => t(`${words}.${name}`, { value: number(counts[name] ?? 0) })).join(", ")}.
    </Text>
  );
}
