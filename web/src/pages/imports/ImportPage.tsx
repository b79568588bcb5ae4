import { Alert, Button, FileButton, Group, Paper, Radio, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download, FileUp } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useOutletContext, useParams, useSearchParams } from "react-router";
import { type Sort, sortsFor, upload, workbook } from "../../api/imports";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { save } from "../../parts/csv";
import { Failure } from "../../parts/Failure";
import { Page } from "../../parts/Page";
import { Section } from "../../parts/Section";
import classes from "./imports.module.css";

const ENDING = ".xlsx";

/** What an office already has in workbooks becomes records, looked through before anything is registered. */
export default function ImportPage() {
  const { t } = useTranslation("imports");
  const { tenant = "" } = useParams();
  const session = useOutletContext<Session>();
  const [query, setQuery] = useSearchParams();
  const offered = sortsFor(session, tenant);
  const usual = offered.find((one) => one === "tasks") ?? offered[0];
  const sort = offered.find((one) => one === query.get("sort")) ?? usual;
  if (sort === undefined)
    return (
      <Page title={t("title")}>
        <Alert color="gray">{t("not_yours")}</Alert>
      </Page>
    );
  return (
    <Page title={t("title")}>
      <Text maw={800}>{t("lead")}</Text>
      <Paper withBorder p="md" component="section">
        <Radio.Group
          label={t("sort")}
          value={sort}
          onChange={(chosen) => setQuery({ sort: chosen }, { replace: true })}
        >
          <Group mt="xs">
            {offered.map((one) => (
              <Radio key={one} value={one} label={t(`sorts.${one}`)} />
            ))}
          </Group>
        </Radio.Group>
      </Paper>
      <Template tenant={tenant} sort={sort} />
      <Upload tenant={tenant} sort={sort} />
    </Page>
  );
}

function Template({ tenant, sort }: { tenant: string; sort: Sort }) {
  const { t } = useTranslation("imports");
  const getting = useMutation({
    mutationFn: () => workbook(`/v1/${encodeURIComponent(tenant)}/imports/templates/${sort}`),
    onSuccess: (content) => save(`${sort}${ENDING}`, content),
  });
  return (
    <Section title={t("template")}>
      <Stack align="flex-start">
        <Text size="sm">{t("template_text")}</Text>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
          onClick={() => getting.mutate()}
          loading={getting.isPending}
        >
          {t("template_get")}
        </Button>
        {getting.isError && <Failure error={getting.error} />}
      </Stack>
    </Section>
  );
}

function Upload({ tenant, sort }: { tenant: string; sort: Sort }) {
  const { t } = useTranslation("imports");
  const go = useNavigate();
  const [over, drag] = useState(false);
  const uploading = useCommand(tenant, (file: File) => upload(tenant, sort, file), {
    after: (job) => void go(`/t/${tenant}/import/${job.id}`),
  });
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    drag(false);
    const file = event.dataTransfer.files[0];
    if (file) uploading.mutate(file);
  };
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        drag(true);
      }}
      onDragLeave={() => drag(false)}
      onDrop={dropped}
    >
      <Title order={2} size="h4" mb="sm">
        {t("upload")}
      </Title>
      <Stack align="flex-start">
        <Text size="sm">{t("upload_text")}</Text>
        <FileButton onChange={(file) => file && uploading.mutate(file)} accept={ENDING}>
          {(props) => (
            <Button {...props} leftSection={<FileUp size={16} aria-hidden />} loading={uploading.isPending}>
              {t("choose")}
            </Button>
          )}
        </FileButton>
        {uploading.isError && <Failure error={uploading.error} />}
      </Stack>
    </Paper>
  );
}
